"""Suppression: findings that somebody has looked at and wants silent, with a reason.

In YAML a comment says so, on the line of the finding or above it::

    # defender-lint: ignore[legacy-value] the old tenant knows nothing else
    action: AlertAndBlock

JSON has no comments; there the settings say it, by file, JSON pointer and rule. A suppression that
silences nothing is itself a warning, or it would outlive its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from defender_lint.findings import Finding, Position, Span
from defender_lint.settings import Suppression
from defender_lint.settings.selection import fault, selects
from defender_lint.sources.document import Directive, Document

_LINE_END: Final = re.compile(r"[\r\n]|$")
_IGNORE: Final = re.compile(r"ignore\b\s*(?:\[([^\]]*)\])?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Ignore:
    """An ``ignore`` comment.

    Attributes:
        selectors: The rules and codes that it names.
        line: The line whose findings it silences, from 1.
        start: Where the comment begins, as an offset into the Document's text.
        end: Where it ends.
    """

    selectors: tuple[str, ...]
    line: int
    start: int
    end: int

    def silences(self, finding: Finding) -> bool:
        """Tell whether the comment speaks of a finding."""
        return (
            finding.span is not None
            and finding.span.start.line == self.line
            and any(selects(each, finding.rule, finding.code) for each in self.selectors)
        )


def ignores(document: Document) -> list[Ignore]:
    """Return the ``ignore`` comments of a body."""
    found = []
    for directive in document.directives:
        match = _IGNORE.fullmatch(directive.text)
        if match is not None:
            names = tuple(part.strip() for part in (match[1] or "").split(",") if part.strip())
            start, end = _extent(directive, document)
            found.append(Ignore(names, _line(directive, document), start, end))
    return found


def apply_comments(findings: Sequence[Finding], document: Document) -> list[Finding]:
    """Mark the findings that comments silence, and add a warning for each that silences none.

    Args:
        findings: What was found in the body.
        document: The body.
    """
    comments = ignores(document)
    if not comments:
        return list(findings)
    used: set[Ignore] = set()
    marked = []
    for finding in findings:
        silencing = [each for each in comments if each.silences(finding)]
        used.update(silencing)
        marked.append(replace(finding, suppressed=True) if silencing else finding)
    api = findings[0].api if findings else None
    unused = [_unused(each, document, api) for each in comments if each not in used]
    return sorted([*marked, *unused], key=lambda f: f.span.start.offset if f.span else 0)


def unused_entry(entry: Suppression) -> Finding:
    """Return the warning for a suppression in the settings that has silenced nothing."""
    line, column = entry.place.line or 1, entry.place.column or 1
    start = Position(0, line, column)
    return Finding(
        file=entry.place.file,
        document=0,
        api=None,
        rule="unused-suppression",
        code=None,
        status=None,
        severity="warning",
        message=f"nothing is wrong that this suppression silences ({entry.reason}); delete it",
        pointer="",
        span=Span(start, start),
    )


def _unused(comment: Ignore, document: Document, api: str | None) -> Finding:
    message = "nothing is wrong here that this comment silences; delete it"
    if not comment.selectors:
        message = "this comment names no rule; write `ignore[rule]`, several with commas"
    for selector in comment.selectors:
        message = fault(selector) or message
    return Finding(
        file=document.file,
        document=document.index,
        api=api,
        rule="unused-suppression",
        code=None,
        status=None,
        severity="warning",
        message=message,
        pointer="",
        span=document.span(comment.start, comment.end),
        excerpt=document.excerpt(comment.start, comment.end),
    )


def _extent(directive: Directive, document: Document) -> tuple[int, int]:
    start = directive.offset - document.origin.offset
    end = _LINE_END.search(document.text, start)
    assert end is not None
    return start, start + len(document.text[start : end.start()].rstrip())


def _line(directive: Directive, document: Document) -> int:
    """Return the line that a comment speaks of: its own, or the next that is not a comment."""
    start, _ = _extent(directive, document)
    before = document.text[:start].rpartition("\n")[2]
    if before.strip():
        return directive.line
    rest = document.text[start:].split("\n")[1:]
    comments = next(
        (n for n, line in enumerate(rest) if not line.lstrip().startswith("#")), len(rest)
    )
    return directive.line + 1 + comments
