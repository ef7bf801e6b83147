"""The JSON Lines format: the findings of the JSON format, one a line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from defender_lint.reports import Style
from defender_lint.reports.jsonl import render
from defender_lint.summary import Summary


def test_lines_are_the_findings_of_the_json_report(realistic: Any, report: Any) -> None:
    lines = report("jsonl", realistic).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == json.loads(report("json", realistic))["findings"]


def test_suppressed_findings_say_so(realistic: Any, report: Any, parsed: Any) -> None:
    findings = parsed("jsonl", report("jsonl", realistic))
    assert [finding["suppressed"] for finding in findings] == [False, False, False, True, False]


def test_run_without_findings_is_empty(report: Any) -> None:
    assert report("jsonl", []) == ""


def test_lines_come_one_by_one(realistic: Any) -> None:
    def findings() -> Any:
        yield realistic[0]
        pytest.fail("asked for a second finding before the first was reported")

    assert "key-case" in next(render(findings(), Summary(), Style()))
