"""The JSON format, version 1: one object, a finding a line, written as the findings come.

The keys are a contract: they are only added to. ASCII only, so that no encoding and no lone
surrogate of a payload can make it invalid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from defender_lint.findings import Finding, Fix, Related
from defender_lint.reports.json_text import to_json
from defender_lint.reports.style import Style
from defender_lint.spans import Span
from defender_lint.summary import Summary

VERSION: Final = 1


def render(findings: Iterable[Finding], summary: Summary, _style: Style) -> Iterator[str]:
    """Give the object in chunks: its head, a finding each, the summary."""
    yield f'{{"version": {VERSION},\n"findings": ['
    separator = "\n"
    for finding in findings:
        yield separator + to_json(finding_object(finding))
        separator = ",\n"
    yield f'\n],\n"summary": {to_json(summary_object(summary))}}}\n'


def finding_object(finding: Finding) -> dict[str, Any]:
    """Return a finding as the object that the contract describes."""
    return {
        "file": finding.file,
        "document": finding.document,
        "api": finding.api,
        "rule": finding.rule,
        "code": finding.code,
        "status": finding.status,
        "also": list(finding.also),
        "severity": finding.severity,
        "message": finding.message,
        "service_message": finding.service_message,
        "part": finding.part,
        "pointer": finding.pointer,
        **_lines(finding.span),
        "confidence": finding.confidence,
        "docs": finding.docs,
        "fix": _fix_object(finding.fix),
        "related": [_related_object(related) for related in finding.related],
        "suppressed": finding.suppressed,
    }


def summary_object(summary: Summary) -> dict[str, int]:
    """Return the counts as the object that the contract describes."""
    return {
        "files": summary.files,
        "bodies": summary.bodies,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "fixable": summary.fixable,
        "fixable_unsafe": summary.fixable_unsafe,
        "holes": summary.holes,
        "skipped": summary.skipped,
        "suppressed": summary.suppressed,
        "fixed": summary.fixed,
    }


def _lines(span: Span | None) -> dict[str, int | None]:
    return {
        "line": span.start.line if span else None,
        "column": span.start.column if span else None,
        "end_line": span.end.line if span else None,
        "end_column": span.end.column if span else None,
    }


def _related_object(related: Related) -> dict[str, Any]:
    return {"message": related.message, **_lines(related.span)}


def _fix_object(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {
        "message": fix.message,
        "applicability": fix.applicability,
        "edits": [
            {"offset": edit.offset, "length": edit.length, "text": edit.text} for edit in fix.edits
        ],
    }
