"""The words of a ``$filter``: literals, names, operators, holes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, get_args

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.text import Text

Kind = Literal[
    "string", "open-string", "double-quoted", "typed", "time", "guid", "number", "name", "symbol",
    "mark", "hole", "strange", "end",
]  # fmt: skip

_KINDS: Final[dict[str, Kind]] = {kind.replace("-", "_"): kind for kind in get_args(Kind)}
"""The kind of each group below; blanks have none."""

_UNKNOWN: Final = "\ufffc"
_TOKEN: Final = re.compile(
    rf"""(?P<space>\s+)
    |(?P<hole>[\w.-]*{_UNKNOWN}[\w.{_UNKNOWN}-]*)
    |(?P<typed>(?:datetime|datetimeoffset|guid|time|binary|duration)'[^']*')
    |(?P<string>'[^']*(?:''[^']*)*'(?!'))
    |(?P<open_string>'.*)
    |(?P<double_quoted>"[^"]*"?)
    |(?P<guid>[0-9A-Fa-f]{{8}}(?:-[0-9A-Fa-f]{{4}}){{3}}-[0-9A-Fa-f]{{12}}(?![\w-]))
    |(?P<time>\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?(?![\w:-]))
    |(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[mMdDfFlL]?(?![\w:-]))
    |(?P<name>[^\W\d][\w.]*)
    |(?P<symbol>==|!=|<>|<=|>=|&&|\|\||[<>=!|])
    |(?P<mark>[(),/:*-])
    |(?P<strange>[\w:.-]+|.)""",
    re.VERBOSE | re.DOTALL,
)


class Word(NamedTuple):
    """A word of a filter: what it is, its characters, and where they stand."""

    kind: Kind
    text: str
    start: int
    end: int


def words(text: Text) -> Iterator[Word]:
    """Yield the words of a filter, and an ``end`` after the last.

    What holds a hole outside of a string is a hole itself; a string with a hole in it is a string.
    """
    masked = _masked(text)
    last = 0
    for found in _TOKEN.finditer(masked):
        kind = _KINDS.get(found.lastgroup or "")
        if kind is not None:
            start, end = found.span()
            yield Word(kind, text.chars[start:end], start, end)
            last = end
    yield Word("end", "", last, last)


def _masked(text: Text) -> str:
    pieces, at = [], 0
    for start, end in text.holes:
        pieces += [text.chars[at:start], _UNKNOWN * (end - start)]
        at = end
    return "".join((*pieces, text.chars[at:]))
