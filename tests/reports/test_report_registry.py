"""The registry of formats: what all of them have in common."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.reports import Style, render
from defender_lint.summary import Summary


def test_formats_by_name() -> None:
    assert list(OUTPUT_FORMATS)[:3] == ["full", "concise", "json"]


@pytest.mark.parametrize("name", OUTPUT_FORMATS)
def test_every_format_reports_a_finding_and_says_what_it_is(make_finding: Any, name: Any) -> None:
    finding = make_finding("«x»")
    report = "".join(render(name, [finding], Summary(), Style()))
    assert "key-case" in report, "a report names the rule of a finding"
    assert OUTPUT_FORMATS[name].help, "say in OUTPUT_FORMATS what the format is; --help shows it"


@pytest.mark.parametrize("name", ["full", "concise"])
def test_formats_for_people_end_with_the_summary(make_finding: Any, name: Any) -> None:
    findings, summary = [make_finding("«x»")], Summary(files=1, bodies=1, errors=1)
    report = "".join(render(name, findings, summary, Style()))
    assert report.endswith("\n1 body in 1 file: 1 error\n")
    assert "body in" not in "".join(render(name, findings, summary, Style(), quiet=True))


@pytest.mark.parametrize("name", ["full", "concise"])
def test_clean_run_is_a_summary_only(name: Any) -> None:
    summary = Summary(files=1, bodies=1)
    assert list(render(name, [], summary, Style())) == ["1 body in 1 file: no problems\n"]
    assert not list(render(name, [], summary, Style(), quiet=True))


def test_clean_run_is_still_a_json_report() -> None:
    assert json.loads("".join(render("json", [], Summary(), Style(), quiet=True)))["findings"] == []


def test_findings_are_reported_as_they_come(make_finding: Any) -> None:
    def findings() -> Any:
        yield make_finding("«x»")
        pytest.fail("asked for a second finding before the first was reported")

    assert "key-case" in next(render("concise", findings(), Summary(), Style()))


def test_clean_run_imports_no_reporter() -> None:
    script = (
        "import sys\n"
        "from defender_lint.summary import Summary\n"
        "from defender_lint.reports import Style, render\n"
        "list(render('full', [], Summary(), Style()))\n"
        "print([m for m in sys.modules if m.startswith('defender_lint.reports.')])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    loaded = ["style", "summary"]
    assert ran.stdout == f"{[f'defender_lint.reports.{name}' for name in loaded]}\n"
