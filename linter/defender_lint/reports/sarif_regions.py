"""Places as SARIF has them: lines and columns from 1, columns in UTF-16 code units."""

from __future__ import annotations

from typing import Any

from defender_lint.reports.json_text import well_formed
from defender_lint.spans import Excerpt, Span


def region(span: Span) -> dict[str, Any]:
    """Return the region of a span; its end is exclusive, as in SARIF."""
    return {
        "startLine": span.start.line,
        "startColumn": span.start.utf16_column,
        "endLine": span.end.line,
        "endColumn": span.end.utf16_column,
    }


def quoted_region(span: Span, excerpt: Excerpt | None) -> dict[str, Any]:
    """Return the region of a span with its text, as far as that is one line that is known."""
    whole = region(span)
    begin, end = _in_excerpt(span, excerpt)
    if excerpt is not None and span.start.line == span.end.line and end <= len(excerpt.text):
        whole["snippet"] = {"text": well_formed(excerpt.text[begin:end])}
    return whole


def context_region(span: Span, excerpt: Excerpt | None) -> dict[str, Any] | None:
    """Return the quotable part of the line as a region; None unless it says more than the span."""
    begin, end = _in_excerpt(span, excerpt)
    if excerpt is None or span.start.line != span.end.line:
        return None
    text = excerpt.text
    if not (0 <= begin <= end <= len(text) and end - begin < len(text)):
        return None
    start = span.start.utf16_column - _utf16_length(text[:begin])
    return {
        "startLine": span.start.line,
        "startColumn": start,
        "endLine": span.start.line,
        "endColumn": start + _utf16_length(text),
        "snippet": {"text": well_formed(text)},
    }


def _in_excerpt(span: Span, excerpt: Excerpt | None) -> tuple[int, int]:
    """Return where the span begins and ends in the excerpt's text."""
    shift = 1 + (excerpt.cut if excerpt else 0)
    return span.start.column - shift, span.end.column - shift


def _utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
