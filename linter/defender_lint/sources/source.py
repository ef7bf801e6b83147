"""A Source: decoded text of a file (or a buffer, or standard input), and where its lines begin.

The only thing that turns offsets into line and column. All else counts characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.encoding import Undecodable, decode
from defender_lint.spans import Excerpt, Position, Span, span_on_line
from defender_lint.tokens import mask_tokens

FILE_START: Final = Position(0, 1, 1)
"""Where a text begins that is a whole file."""

_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_ONE_MORE: Final = (1).__add__
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_WINDOW: Final = 160  # characters of a very long line that are kept on either side of a span


class Fault(NamedTuple):
    """What keeps a file from being read: it is too large, or no text.

    Attributes:
        rule: ``syntax`` or ``limit-exceeded``.
        message: What is wrong and what to do.
        start: Where, in the characters of the source.
        end: Where it ends.
    """

    rule: str
    message: str
    start: int = 0
    end: int = 0


class Source:
    """A decoded file, or the stretch of it that was read at once (some lines of NDJSON).

    Attributes:
        name: The path as it was given; empty for a text that has none.
        text: The characters.
        origin: Where ``text`` begins in the file.
        first: How many requests of the file stand before it.
        fault: What keeps it from being read at all.
        data: The bytes that it was decoded from, where somebody is going to write them back.
        encoding: How they were decoded.
        bom: The byte-order mark that they began with.
        is_last: Whether nothing of the file follows.
    """

    __slots__ = (
        "_astral", "_last_line", "_line_starts", "_lines", "_masked", "bom", "data", "encoding",
        "fault", "first", "is_last", "name", "origin", "text",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        name: str = "",
        origin: Position = FILE_START,
        *,
        first: int = 0,
        fault: Fault | None = None,
        data: bytes | None = None,
        encoding: str = "utf-8",
        bom: bytes = b"",
        is_last: bool = True,
    ) -> None:
        self.text: Final = text
        self.name: Final = name
        self.origin: Final = origin
        self.first: Final = first
        self.fault: Final = fault
        self.data: Final = data
        self.encoding: Final = encoding
        self.bom: Final = bom
        self.is_last: Final = is_last
        self._line_starts: list[int] | None = None
        self._lines: list[str] | None = None
        self._astral: list[int] | None = None
        self._masked: str | None = None
        # A line where columns are counted by subtraction: start, end, number, offset of column 0.
        self._last_line = (0, 0, 0, 0)

    def with_text(self, text: str) -> Source:
        """Return the same place of the same file with other characters."""
        return Source(
            text,
            self.name,
            self.origin,
            first=self.first,
            data=self.data,
            encoding=self.encoding,
            bom=self.bom,
            is_last=self.is_last,
        )

    def encoded(self) -> bytes:
        """Return the text in the encoding of the file, with its byte-order mark if it has one."""
        return self.bom + self.text.encode(self.encoding)

    def end(self) -> Position:
        """Return where the file goes on after the text, if that ends with a line."""
        text = self.text
        lines = self._starts() if "\r" in text else self.lines
        return Position(self.origin.offset + len(text), self.origin.line + len(lines) - 1, 1)

    @property
    def lines(self) -> list[str]:
        """What stands before, between and after the line feeds; kept, as several ask for it."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def line_at(self, offset: int) -> int:
        """Return the line of the file, from 1, that a character of ``text`` stands on."""
        return self.origin.line + bisect_right(self._starts(), offset) - 1

    def span(self, start: int, end: int) -> Span:
        """Turn offsets into ``text`` into places in the file."""
        line_start, line_end, line, before = self._last_line
        if not (line_start <= start and end < line_end):
            starts = self._starts()
            number = bisect_right(starts, start) - 1
            line_start = starts[number]
            line_end = starts[number + 1] if number + 1 < len(starts) else len(self.text) + 1
            if self._has_astral() or end >= line_end:
                first = self._position(start, number)
                return Span(first, self._position(end, bisect_right(starts, end) - 1))
            line = self.origin.line + number
            before = line_start - (1 if number else self.origin.column)
            self._last_line = line_start, line_end, line, before
        return span_on_line(self.origin.offset + start, line, start - before, end - start)

    def excerpt(self, start: int, end: int) -> Excerpt:
        """Return the quotable line that ``start`` is on, cut to a window if it is very long."""
        starts = self._starts()
        number = bisect_right(starts, start) - 1
        line_start = starts[number]
        line_end = self._line_end(number)
        left = max(line_start, start - _WINDOW)
        right = min(line_end, max(min(end, start + _WINDOW), start) + _WINDOW)
        if self._masked is None:  # the whole, once, so that no token is cut by a window
            self._masked = mask_tokens(self.text)
        cut = left - line_start + (self.origin.column - 1 if number == 0 else 0)
        return Excerpt(self._masked[left:right], cut)

    def _starts(self) -> list[int]:
        if self._line_starts is None:
            if "\r" in self.text:
                self._line_starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
            else:  # a tenth of the time
                lengths = map(len, self.text.split("\n")[:-1])
                self._line_starts = list(accumulate(map(_ONE_MORE, lengths), initial=0))
        return self._line_starts

    def _line_end(self, number: int) -> int:
        """Return where a line of ``text`` ends, without its line break."""
        starts = self._starts()
        if number + 1 == len(starts):
            return len(self.text)
        end = starts[number + 1]
        return end - (2 if self.text[end - 2 : end] == "\r\n" else 1)

    def _has_astral(self) -> bool:
        if self._astral is None:  # once: a line may be as long as the file, with a finding an item
            found = () if self.text.isascii() else _ASTRAL.finditer(self.text)
            self._astral = [match.start() for match in found]
        return bool(self._astral or self.origin.astral)

    def _astral_before(self, offset: int) -> int:
        """Count the characters before ``offset`` that UTF-16 writes as a pair."""
        return bisect_left(self._astral, offset) if self._astral else 0

    def _position(self, offset: int, number: int) -> Position:
        """Return the position of an offset, which is on a line of ``text``."""
        starts = self._starts()
        column = offset - starts[number] + (self.origin.column if number == 0 else 1)
        astral = 0
        if self._has_astral():
            astral = self._astral_before(offset) - self._astral_before(starts[number])
            if number == 0:
                astral += self.origin.astral
        return Position(self.origin.offset + offset, self.origin.line + number, column, astral)


def decoded(data: bytes, name: str, *, keep: bool) -> Source:
    """Return the source of a file's bytes; its fault says so where they are no text.

    Args:
        data: All bytes of the file.
        name: The path as it was given.
        keep: Whether the bytes are kept, for somebody to write them back.
    """
    found = decode(data)
    kept = data if keep else None
    if isinstance(found, Undecodable):
        fault = Fault("syntax", found.message, found.start, found.end)
        return Source(found.text, name, fault=fault, data=kept)
    return Source(found.text, name, data=kept, encoding=found.encoding, bom=found.bom)
