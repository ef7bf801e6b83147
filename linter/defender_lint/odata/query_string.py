"""The query of a URL: its options, decoded, with the place of every character kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.text import Segment, Text

_ESCAPES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+|\+")
_UNESCAPED: Final = "!$'()*,/:;=?@-._~"
"""What may stand in a query as it is, by RFC 3986."""


class Option(NamedTuple):
    """An option of a query.

    Attributes:
        name: Its name, decoded.
        value: Its value, decoded; None where there is no ``=``.
    """

    name: Text
    value: Text | None


def options(url: Text) -> Iterator[Option]:
    """Yield the options of a URL's query, in order; nothing where there is no query."""
    start = _mark(url, "?", 0)
    if start < 0:
        return
    end = _mark(url, "#", start)
    end = len(url.chars) if end < 0 else end
    at = start + 1
    while at <= end:
        stop = _mark(url, "&", at, end)
        stop = end if stop < 0 else stop
        equals = _mark(url, "=", at, stop)
        if equals < 0:
            if stop > at:
                yield Option(decoded(url.slice(at, stop)), None)
        else:
            name = decoded(url.slice(at, equals))
            yield Option(name, decoded(url.slice(equals + 1, stop)))
        at = stop + 1


def decoded(text: Text) -> Text:
    """Return a piece of a query without its percent-encoding; ``+`` is a space."""
    if "%" not in text.chars and "+" not in text.chars:
        return text
    chars: list[str] = []
    segments: list[Segment] = []
    length = at = 0

    def add(piece: str, start: int, end: int) -> None:
        nonlocal length
        if piece:
            chars.append(piece)
            segments.append(Segment(length, length + len(piece), start, end))
            length += len(piece)

    for found in _ESCAPES.finditer(text.chars):
        start, end = found.span()
        if text.has_hole(start, end):
            continue
        add(text.chars[at:start], at, start)
        if found[0] == "+":
            add(" ", start, end)
        else:
            for char, first, last in _characters(found[0]):
                add(char, start + first, start + last)
        at = end
    add(text.chars[at:], at, len(text.chars))
    inner = Text.within(text, "".join(chars), segments, escape=_encoded)
    return Text(
        inner.chars,
        inner.source,
        inner.segments,
        holes=tuple(_moved(text.holes, segments)),
        escape=inner.escape,
    )


def _characters(escapes: str) -> Iterator[tuple[str, int, int]]:
    """Yield the characters that percent-encoded bytes stand for, and which of the escapes."""
    data = bytes.fromhex(escapes.replace("%", ""))
    at = 0
    while at < len(data):
        width = next(
            (n for n in range(1, 5) if _is_text(data[at : at + n]) and at + n <= len(data)), 0
        )
        char = data[at : at + width].decode() if width else "\ufffd"
        width = width or 1
        yield char, 3 * at, 3 * (at + width)
        at += width


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _moved(
    holes: tuple[tuple[int, int], ...], segments: list[Segment]
) -> Iterator[tuple[int, int]]:
    """Yield the holes of an encoded text as they lie in the decoded one."""
    starts = [each.outer_start for each in segments]
    for start, end in holes:
        # An escape is never inside a hole, so a hole lies inside one plain segment.
        segment = segments[bisect_right(starts, start) - 1]
        shift = segment.start - segment.outer_start
        yield start + shift, end + shift


def _encoded(chars: str) -> str:
    return quote(chars, safe=_UNESCAPED)


def _mark(text: Text, mark: str, start: int, end: int | None = None) -> int:
    """Return where a mark stands outside of holes, -1 if nowhere."""
    stop = len(text.chars) if end is None else end
    at = text.chars.find(mark, start, stop)
    while at >= 0 and text.has_hole(at, at + 1):
        at = text.chars.find(mark, at + 1, stop)
    return at
