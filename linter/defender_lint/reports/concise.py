"""The concise format: one clickable line per finding, ``file:line:col: severity rule message``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from defender_lint.findings import Finding
from defender_lint.printable import visible
from defender_lint.reports.place import severity_ink, where
from defender_lint.reports.style import Style
from defender_lint.summary import Summary


def render(findings: Iterable[Finding], _summary: Summary, style: Style) -> Iterator[str]:
    """Give one line a finding; the predicted code stands last, in brackets."""
    for finding in findings:
        severity = style.paint(finding.severity, severity_ink(finding))
        rule = style.paint(finding.rule, "bold")
        code = f" [{finding.code}]" if finding.code else ""
        yield f"{where(finding)}: {severity} {rule} {visible(finding.message)}{code}\n"
