"""The GitLab format: a Code Quality report, a subset of Code Climate's.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from defender_lint.diagnostic import Severity
from defender_lint.findings import Finding
from defender_lint.printable import visible
from defender_lint.reports.answer import told
from defender_lint.reports.fingerprints import Fingerprints
from defender_lint.reports.json_text import to_json
from defender_lint.reports.style import Style
from defender_lint.reports.uris import plain_path
from defender_lint.summary import Summary

_SEVERITIES: Final[dict[Severity, str]] = {"error": "major", "warning": "minor"}


def render(findings: Iterable[Finding], summary: Summary, _style: Style) -> Iterator[str]:
    """Give the array, an issue a line."""
    fingerprints = Fingerprints(summary.folder)
    separator = "[\n"
    for finding in findings:
        fingerprint = fingerprints.of(finding)
        if not finding.suppressed:
            yield separator + to_json(_issue(finding, fingerprint, summary.folder))
            separator = ",\n"
    # An empty list in a form that nobody else writes, so that the next run knows its own report.
    yield "\n]\n" if separator == ",\n" else "[\n]\n"


def _issue(finding: Finding, fingerprint: str, folder: str) -> dict[str, Any]:
    return {
        "description": told(finding),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": visible(plain_path(finding.file, folder)),
            # Required; a body without text is shown at the top.
            "lines": {"begin": finding.span.start.line if finding.span else 1},
        },
    }
