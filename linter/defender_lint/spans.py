"""Spans: places in a file, and what is quoted from or put into them.

Offsets count characters of the decoded text from 0; lines and columns count from 1, columns in
characters (Unicode code points), ends are exclusive.
"""

from __future__ import annotations

from defender_lint.named_tuple import NamedTuple


class Position(NamedTuple):
    """A place in a file: character offset from 0, line and column from 1.

    ``astral`` is how many characters before it on its line are two units in UTF-16; reports for
    systems that count so need it.
    """

    offset: int
    line: int
    column: int
    astral: int = 0

    @property
    def utf16_column(self) -> int:
        """The column from 1 in UTF-16 code units."""
        return self.column + self.astral


class Span(NamedTuple):
    """The characters from ``start`` up to, but not including, ``end``."""

    start: Position
    end: Position


def span_on_line(offset: int, line: int, column: int, length: int) -> Span:
    """Return the span of characters on one line, none of which is two units in UTF-16."""
    # What the constructors do, in half the time: a file may have a million findings.
    start = _NEW(Position, (offset, line, column, 0))
    return _NEW(Span, (start, _NEW(Position, (offset + length, line, column + length, 0))))


_NEW = tuple.__new__


class Excerpt(NamedTuple):
    """The part of a line that a report may quote.

    ``text`` is the first line of the finding's span without its line ending, cut to a window
    around the span where the line is very long; ``cut`` is how many characters of the line
    stand before ``text``. Tokens are already masked (same length, so columns still fit).
    """

    text: str
    cut: int = 0


class Edit(NamedTuple):
    """Put ``text`` in place of the characters of ``span``."""

    span: Span
    text: str

    @property
    def offset(self) -> int:
        """Where the replaced characters begin, counted in characters of the decoded file."""
        return self.span.start.offset

    @property
    def length(self) -> int:
        """How many characters are replaced."""
        return self.span.end.offset - self.span.start.offset
