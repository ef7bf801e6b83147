"""Where a finding stands, in the form that terminals and editors make clickable."""

from __future__ import annotations

from defender_lint.findings import Finding
from defender_lint.printable import visible
from defender_lint.reports.style import Ink


def where(finding: Finding) -> str:
    """Return ``file:line:column``; the JSON pointer instead where the body had no text."""
    if finding.span is None:
        return visible(f"{finding.file or '<body>'}:{finding.pointer or '/'}")
    start = finding.span.start
    return f"{visible(finding.file or '<body>')}:{start.line}:{start.column}"


def severity_ink(finding: Finding) -> Ink:
    """Return the colour of the finding's severity."""
    return "red" if finding.severity == "error" else "yellow"
