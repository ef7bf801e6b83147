"""The Checkstyle format, version 4.3: a file element a file, an error element a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from defender_lint.findings import Finding
from defender_lint.project import NAME
from defender_lint.reports.answer import told
from defender_lint.reports.style import Style
from defender_lint.reports.uris import plain_path
from defender_lint.reports.xml_text import DECLARATION, start_tag
from defender_lint.summary import Summary


def render(findings: Iterable[Finding], summary: Summary, _style: Style) -> Iterator[str]:
    """Give the document in chunks, an element a line."""
    yield DECLARATION + '<checkstyle version="4.3">\n'
    for file, group in groupby(findings, key=attrgetter("file")):
        yield start_tag("file", {"name": plain_path(file, summary.folder)}) + "\n"
        for finding in group:
            yield f"  {_error(finding)}\n"
        yield "</file>\n"
    yield "</checkstyle>\n"


def _error(finding: Finding) -> str:
    start = finding.span.start if finding.span else None
    return start_tag(
        "error",
        {
            "line": start.line if start else 1,  # readers want one
            "column": start.column if start else None,
            "severity": finding.severity,
            "message": told(finding),
            "source": f"{NAME}.{finding.rule}",
        },
        empty=True,
    )
