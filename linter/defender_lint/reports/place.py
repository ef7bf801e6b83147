"""Where a finding stands, in the forms that people, terminals and editors can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defender_lint.diagnostic import Severity
from defender_lint.findings import Finding
from defender_lint.printable import visible

if TYPE_CHECKING:
    from defender_lint.reports.style import Ink


def where(finding: Finding) -> str:
    """Return ``file:line:column``; the JSON pointer instead where the body had no text."""
    if finding.span is None:
        return visible(f"{finding.file or '<body>'}:{finding.pointer or '/'}")
    start = finding.span.start
    return f"{visible(finding.file or '<body>')}:{start.line}:{start.column}"


def severity_ink(severity: Severity) -> Ink:
    """Return the colour of a severity."""
    return "red" if severity == "error" else "yellow"


def which_of_several(finding: Finding) -> str:
    """Return ``body 2``, or ``request 2`` where the finding is about another part of it."""
    noun = "body" if finding.part == "body" else "request"
    return f"{noun} {finding.document + 1}"
