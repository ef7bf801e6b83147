"""``ci/problem-matcher.json`` against what the linter prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support import said

ROOT = Path(__file__).resolve().parents[2]
(MATCHER,) = json.loads((ROOT / "ci/problem-matcher.json").read_text(encoding="utf-8"))[
    "problemMatcher"
]
(PATTERN,) = MATCHER["pattern"]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def printed(format: str, *arguments: str) -> list[str]:
    shown, status = said("--output-format", format, *arguments)
    assert status == 1
    return shown.splitlines()


def matched(line: str) -> dict[str, str] | None:
    found = re.search(PATTERN["regexp"], line)
    parts = ("file", "line", "column", "severity", "code", "message")
    return {part: found[PATTERN[part]] for part in parts} if found else None


def test_a_line_of_the_concise_format_is_taken_apart() -> None:
    line = printed("concise", "examples/bad/web01.isolate-machine.json")[0]
    assert matched(line) == {
        "file": "examples/bad/web01.isolate-machine.json",
        "line": "2",
        "column": "3",
        "severity": "error",
        "code": "key-case",
        "message": "`comment` should be `Comment`: the service documents that letter case matters [MissingRequiredParameter]",
    }


@pytest.mark.slow
def test_every_finding_is_matched() -> None:
    findings = printed("concise", "--quiet", "examples", "docs/examples")
    found = json.loads("\n".join(printed("json", "examples", "docs/examples")))["findings"]
    assert [matched(line) for line in findings] == [
        {
            "file": each["file"],
            "line": str(each["line"]),
            "column": str(each["column"]),
            "severity": each["severity"],
            "code": each["rule"],
            "message": each["message"] + (f" [{each['code']}]" if each["code"] else ""),
        }
        for each in found
    ]


def test_the_summary_is_not_matched() -> None:
    *_, summary = printed("concise", "examples/bad")
    assert "errors" in summary
    assert matched(summary) is None


def test_the_owner_is_ours() -> None:
    assert MATCHER["owner"] == "defender-lint"
