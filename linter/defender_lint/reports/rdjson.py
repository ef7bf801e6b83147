"""The rdjson format: what reviewdog reads and turns into review comments.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf

Its columns count the bytes of UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from defender_lint.findings import Finding
from defender_lint.printable import visible
from defender_lint.project import HOME, NAME, rule_page
from defender_lint.reports.answer import told
from defender_lint.reports.json_text import to_json, well_formed
from defender_lint.reports.style import Style
from defender_lint.reports.uris import plain_path
from defender_lint.spans import Excerpt, Span
from defender_lint.summary import Summary


def render(findings: Iterable[Finding], summary: Summary, _style: Style) -> Iterator[str]:
    """Give the object in chunks, a diagnostic a line."""
    yield f'{{"source": {to_json({"name": NAME, "url": HOME})},\n"diagnostics": ['
    separator = "\n"
    for finding in findings:
        yield separator + to_json(_diagnostic(finding, summary.folder))
        separator = ",\n"
    yield "\n]}\n"


def _diagnostic(finding: Finding, folder: str) -> dict[str, Any]:
    path = visible(plain_path(finding.file, folder))
    location: dict[str, Any] = {"path": path}
    if finding.span:
        location["range"] = _exact(finding.span, finding) or _lines(finding.span)
    diagnostic: dict[str, Any] = {
        "message": told(finding),
        "location": location,
        "severity": finding.severity.upper(),
        "code": {"value": finding.rule, "url": rule_page(finding.rule)},
    }
    if suggestion := _suggestion(finding):
        diagnostic["suggestions"] = [suggestion]
    if finding.related:
        diagnostic["related_locations"] = [
            {
                "message": visible(related.message),
                "location": {
                    "path": path,
                    "range": _exact(related.span, finding) or _lines(related.span),
                },
            }
            for related in finding.related
        ]
    return diagnostic


def _suggestion(finding: Finding) -> dict[str, Any] | None:
    """Return the fix, if it is one edit in the quoted line.

    Several suggestions would be alternatives, and one without exact columns replaces whole lines.
    """
    if finding.fix is None or len(finding.fix.edits) != 1:
        return None
    edit = finding.fix.edits[0]
    place = _exact(edit.span, finding)
    return {"range": place, "text": well_formed(edit.text)} if place else None


def _exact(span: Span, finding: Finding) -> dict[str, Any] | None:
    """Return a range with columns, if all of ``span`` lies in the quoted line.

    Bytes can be counted only in text that is known, from the beginning of the line.
    """
    if finding.span is None or finding.excerpt is None or finding.excerpt.cut:
        return None
    line = finding.span.start.line
    if not span.start.line == span.end.line == line:
        return None
    if span.end.column - 1 > len(finding.excerpt.text):
        return None
    return {
        name: {"line": line, "column": _byte_column(position.column, finding.excerpt)}
        for name, position in (("start", span.start), ("end", span.end))
    }


def _byte_column(column: int, excerpt: Excerpt) -> int:
    return 1 + len(excerpt.text[: column - 1].encode("utf-8", "replace"))


def _lines(span: Span) -> dict[str, Any]:
    return {"start": {"line": span.start.line}, "end": {"line": span.end.line}}
