"""Every format over every case: what the linter finds never makes a report invalid."""

from __future__ import annotations

from typing import Any

import pytest

from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.summary import Summary

FORMATS = [name for name in OUTPUT_FORMATS if name not in ("full", "concise", "statistics")]


@pytest.mark.parametrize("name", FORMATS)
def test_report_is_valid(case_findings: Any, report: Any, parsed: Any, name: str) -> None:
    assert len(case_findings) > 500
    summary = Summary()
    for finding in case_findings:
        summary.count(finding)
    parsed(name, report(name, case_findings, summary))


@pytest.mark.parametrize("name", FORMATS)
def test_reports_of_single_findings_are_valid(
    case_findings: Any, report: Any, parsed: Any, name: str
) -> None:
    for finding in case_findings[::7]:
        parsed(name, report(name, [finding], Summary()))


@pytest.mark.parametrize("name", [name for name, each in OUTPUT_FORMATS.items() if each.is_brief])
def test_brief_formats_show_neither_lines_nor_fixes(
    case_findings: Any, report: Any, name: str
) -> None:
    brief = [finding.replace(excerpt=None, fix=None) for finding in case_findings]
    assert report(name, brief) == report(name, case_findings)


def test_fingerprints_are_unique(case_findings: Any, report: Any, parsed: Any) -> None:
    issues = parsed("gitlab", report("gitlab", case_findings))
    assert len({issue["fingerprint"] for issue in issues}) == len(case_findings)
