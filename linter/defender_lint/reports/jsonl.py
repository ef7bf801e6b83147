"""The JSON Lines format: one finding a line, the objects of the JSON format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from defender_lint.findings import Finding
from defender_lint.reports.json_report import finding_object
from defender_lint.reports.json_text import to_json
from defender_lint.reports.style import Style
from defender_lint.summary import Summary


def render(findings: Iterable[Finding], _summary: Summary, _style: Style) -> Iterator[str]:
    """Give one line a finding."""
    for finding in findings:
        yield to_json(finding_object(finding)) + "\n"
