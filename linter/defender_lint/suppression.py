"""Suppression: findings that somebody has looked at and wants silent, with a reason.

In YAML a comment says so, on the line of the finding or above it::

    # defender-lint: ignore[legacy-value] the old tenant knows nothing else
    action: AlertAndBlock

JSON has no comments; there the settings say it, by file, JSON pointer and rule. A suppression that
silences nothing is itself a warning, or it would outlive its reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, Final

from defender_lint.checks.diagnosis import Diagnosis
from defender_lint.checks.locate import Placed
from defender_lint.diagnostic import Diagnostic
from defender_lint.findings import Finding, Kind
from defender_lint.named_tuple import NamedTuple
from defender_lint.settings import Suppression
from defender_lint.settings.selection import NEVER_SILENT, fault, selects
from defender_lint.sources.directives import directives
from defender_lint.sources.request import Directive, Request
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.spans import Position, Span

_ONLY_COMMENT: Final = re.compile(r"[ \t]*(?:#|//|;|<!--|/\*|--)")
_POINTER: Final = itemgetter(0)
_IGNORE: Final = re.compile(r"ignore\b\s*(?:\[([^\]]*)\])?\s*(.*)")


class Ignore(NamedTuple):
    """An ``ignore`` comment.

    Attributes:
        selectors: The rules and codes that it names.
        lines: The lines whose findings it silences, from 1.
        directive: The comment.
    """

    selectors: tuple[str, ...]
    lines: range
    directive: Directive


def apply_comments(found: list[Placed], source: Source, spoken: Sequence[Request]) -> list[Placed]:
    """Mark what comments silence, and add a warning for each that silences nothing.

    Args:
        found: What is wrong in the source.
        source: The file.
        spoken: The requests that know comments of their own; without them, all comments of the
            file count, in whatever language it is.
    """
    own = {each.start: each for request in spoken for each in request.directives}
    comments = _ignores(tuple(own.values()) if own else directives(source), source)
    if not comments:
        return found
    by_line: dict[int, list[Ignore]] = {}
    for comment in comments:
        for line in comment.lines:
            by_line.setdefault(line, []).append(comment)
    used: set[int] = set()
    silent: dict[tuple[int, str, str | None], bool] = {}  # a line may have thousands of each
    for each in found:
        if each.text is not None and each.text.source is not source:
            continue  # it is at a request line that stands elsewhere
        line, rule, code = each.line or 0, each.diagnostic.rule, each.diagnostic.code
        if rule == NEVER_SILENT or line not in by_line:
            continue
        if (line, rule, code) not in silent:
            starts = [
                comment.directive.start
                for comment in by_line[line]
                if any(selects(name, rule, code) for name in comment.selectors)
            ]
            used.update(starts)
            silent[line, rule, code] = bool(starts)
        each.suppressed = each.suppressed or silent[line, rule, code]
    request = found[0].request if found else (spoken[0] if spoken else Request(source, 0, ""))
    api = found[0].diagnosis.api if found else None
    unused = [
        Placed.looked_up(_unused(comment, source), request, Diagnosis(api, None, ()))
        for comment in comments
        if comment.directive.start not in used
    ]
    return sorted([*found, *unused], key=lambda each: each.at) if unused else found


def apply_entries(
    found: list[Placed], entries: Sequence[Suppression], file: str
) -> Iterator[tuple[int, bool]]:
    """Mark what entries of the settings silence.

    Args:
        found: What is wrong in a file.
        entries: The entries.
        file: The file.

    Yields:
        The number of each entry that speaks of the file, and whether it silences anything.
    """
    # By rule and code, in the order of their pointers: those below one stand side by side.
    kinds: dict[tuple[str, str | None], list[tuple[str, Placed]]] = {}
    for each in found:
        if each.diagnostic.rule != NEVER_SILENT:
            kind = each.diagnostic.rule, each.diagnostic.code
            kinds.setdefault(kind, []).append((f"{each.pointer}/", each))
    for placed in kinds.values():
        placed.sort(key=_POINTER)
    known: dict[tuple[str, frozenset[Any]], bool] = {}
    for number, entry in enumerate(entries):
        if entry.files.matches(file):
            meant = entry.pointer or "", frozenset(each for each in kinds if entry.selects(*each))
            if meant not in known:
                known[meant] = sum(_silence(kinds[each], meant[0]) for each in meant[1]) > 0
            yield number, known[meant]


def _silence(found: list[tuple[str, Placed]], pointer: str) -> bool:
    """Mark what stands at a pointer or below it; return whether that is anything."""
    prefix = f"{pointer}/"
    start = end = bisect_left(found, prefix, key=_POINTER)
    while end < len(found) and found[end][0].startswith(prefix):
        found[end][1].suppressed = True
        end += 1
    return end > start


def unused_entry(entry: Suppression) -> Finding:
    """Return the warning for a suppression in the settings that has silenced nothing."""
    line, column = entry.place.line or 1, entry.place.column or 1
    start = Position(0, line, column)
    message = f"nothing is wrong that this suppression silences ({entry.reason}); delete it"
    return Finding(
        Kind("unused-suppression", message, severity="warning", part="file"),
        file=entry.place.file,
        document=0,
        api=None,
        pointer="",
        span=Span(start, start),
    )


def _ignores(found: Sequence[Directive], source: Source) -> list[Ignore]:
    ignores = []
    for directive, line in zip(found, _lines(found, source), strict=True):
        match = _IGNORE.fullmatch(directive.text)
        if match is not None:
            names = (part.strip() for part in (match[1] or "").split(","))
            lines = directive.covers or range(line, line + 1)
            ignores.append(Ignore(tuple(filter(None, names)), lines, directive))
    return ignores


def _unused(comment: Ignore, source: Source) -> Diagnostic:
    message = "nothing is wrong here that this comment silences; delete it"
    if not comment.selectors:
        message = "this comment names no rule; write `ignore[rule]`, several with commas"
    for selector in comment.selectors:
        message = fault(selector) or message
    return Diagnostic(
        "unused-suppression",
        message,
        start=comment.directive.start,
        end=comment.directive.end,
        text=Text.whole(source),
        part="file",
        severity="warning",
    )


def _lines(found: Sequence[Directive], source: Source) -> list[int]:
    """Return the lines that comments speak of: their own, or the next that is no comment.

    From the last to the first, so that a long run of comments is looked at once.
    """
    spoken: list[int] = []
    text = source.text
    after: tuple[int, int] | None = None  # the line of the comment below, and what it speaks of
    for directive in reversed(found):
        start = text.rfind("\n", 0, directive.start) + 1
        if text[start : directive.start].strip():
            line = directive.line
        else:
            line = directive.line + 1
            at = text.find("\n", directive.start)
            while at >= 0:
                if after is not None and line == after[0]:
                    line = after[1]
                    break
                match = _ONLY_COMMENT.match(text, at + 1)
                if match is None:
                    break
                line += 1
                at = text.find("\n", at + 1)
            after = directive.line, line
        spoken.append(line)
    return spoken[::-1]
