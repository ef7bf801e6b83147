"""Every format over every case: what the linter finds never makes a report invalid."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from defender_lint import lint_text
from defender_lint.findings import Finding, Summary
from defender_lint.reports import REPORTS

CASES = Path(__file__).parents[1] / "cases"

FORMATS = [name for name in REPORTS if name not in ("full", "concise")]


def _findings(file: Path) -> list[Finding]:
    """Lint a case; what is not UTF-8 is not this test's matter."""
    text = file.read_bytes().decode("utf-8", "replace")
    return lint_text(text, filename=file.relative_to(CASES).as_posix())


@pytest.fixture(scope="session")
def findings() -> list[Finding]:
    """Return the findings of all cases."""
    files = sorted(file for file in CASES.rglob("*.*") if file.suffix != ".out")
    return list(chain.from_iterable(map(_findings, files)))


@pytest.mark.parametrize("name", FORMATS)
def test_report_is_valid(findings: Any, report: Any, parsed: Any, name: str) -> None:
    summary = Summary()
    for finding in findings:
        summary.count(finding)
    assert len(findings) > 500
    parsed(name, report(name, findings, summary))


@pytest.mark.parametrize("name", FORMATS)
def test_reports_of_single_findings_are_valid(
    findings: Any, report: Any, parsed: Any, name: str
) -> None:
    """Each finding alone: no report leans on what came before."""
    for finding in findings[::7]:
        parsed(name, report(name, [finding], Summary()))


def test_fingerprints_are_unique(findings: Any, report: Any, parsed: Any) -> None:
    fingerprints = [issue["fingerprint"] for issue in parsed("gitlab", report("gitlab", findings))]
    assert len(set(fingerprints)) == len(findings)
