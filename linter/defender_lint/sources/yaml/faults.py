"""Faults of YAML after the first, as far as it is certain that they show once that is fixed.

Both parsers stop at the first, and to read the text again for each takes the square of its length.
People who forget the space after a colon do so more than once, though, and mostly in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.yaml.syntax import missing_blank, no_escape

_IN_STRING: Final = re.compile(
    r'(?P<end>"|^(?:---|\.\.\.))'
    r"|\\(?:(?P<code>x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[xuU])"
    r'|[0abt\tnvfre "/\\N_LP]|\r\n|[\r\n]|(?P<bad>.))',
    re.MULTILINE,
)
_LINE: Final = re.compile(
    r"(?P<before> *(?:- +)*)[\w.@-]+(?P<colon>:)(?P<blank> *)(?P<value>[^\r\n]*)"
)
_PASSED: Final = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_LINE_END: Final = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
# It begins and ends on its line, whatever stands on the next.
_PLAIN: Final = r"""[^\s"'|>\[\]{}&*!%#`@?:,/-](?:(?!:[ \t]|[ \t]\#|:\Z).)*"""
_WHOLE: Final = re.compile(rf"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|{_PLAIN})[ \t]*""")


def further(text: str, first: Diagnostic) -> Iterator[Diagnostic]:
    """Yield the faults of syntax after one that is going to be fixed, in their order.

    Args:
        text: The YAML document.
        first: What stopped the parser.
    """
    at, until = first.start, first.end
    assert at is not None
    assert until is not None
    if text[at] == "\\":
        end, found = _in_string(text, until)
        yield from found
        if end is None:
            return
        until = end
    elif text[at:until] != ":":
        return
    yield from _in_lines(text, max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1, until)


def _in_lines(text: str, at: int, known: int) -> Iterator[Diagnostic]:
    """Yield the faults in the lines from one on, but for those before an offset.

    That goes on as long as each line is a key and a value that is complete, and no line is deeper
    than one with a value, as the rest of it is, or stands where no mapping does.
    """
    opened: list[int] = []
    has_value = True
    while at < len(text):
        line = _LINE.match(text, at)
        if line is not None:
            value, column = line["value"], len(line["before"])
            if value and _WHOLE.fullmatch(value) is None:
                return
            opened = opened or _opened(text, at, column)
            is_faulty = bool(value) and not line["blank"]
            if column > opened[-1] and not has_value and not is_faulty:
                opened.append(column)
            while opened and opened[-1] > column:
                opened.pop()
            if not opened or opened[-1] != column:
                return
            if is_faulty and line.start("colon") >= known:
                yield missing_blank(line.start("colon"))
            if value.startswith('"'):
                end, found = _in_string(text, line.start("value") + 1)
                yield from (each for each in found if (each.start or 0) >= known)
                if end is None:
                    return
            has_value = bool(value)
        elif at < known or _PASSED.match(text, at) is None:
            return
        at = _next_line(text, at)


def _in_string(text: str, at: int) -> tuple[int | None, list[Diagnostic]]:
    """Return where the rest of a string in double quotes ends, and what in it is no escape.

    The end is None where something else is wrong before it.
    """
    found: list[Diagnostic] = []
    for match in _IN_STRING.finditer(text, at):
        if match["code"] in ("x", "u", "U") or (match["end"] or '"') != '"':
            break
        if match["end"]:
            return match.end(), found
        if match["bad"]:
            found.append(no_escape(text, match.start()))
    return None, found


def _opened(text: str, start: int, column: int) -> list[int]:
    """Return the columns of the mappings that a line is in whose key stands at a column."""
    columns = [column]
    while columns[-1] and start:
        end = start - 1
        start = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
        line = _LINE.match(text, start)
        if line is not None and len(line["before"]) < columns[-1]:
            columns.append(len(line["before"]))
    return columns[::-1]


def _next_line(text: str, at: int) -> int:
    match = _LINE_END.match(text, at)
    return match.end() if match else len(text)
