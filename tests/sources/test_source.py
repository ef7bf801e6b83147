"""Where a character stands: line and column, whatever ends the lines."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from defender_lint.sources.source import FILE_START, Source
from defender_lint.spans import Position, Span

ORIGINS = [FILE_START, Position(100, 7, 3), Position(100, 7, 3, 1)]  # the others inside of a file
texts = st.text(st.sampled_from("ab\né"), max_size=20) | st.text(
    st.sampled_from("a\n\r😀"), max_size=20
)


def position(text: str, offset: int, origin: Position) -> Position:
    """Look from the beginning, as nobody does who has a million places to find."""
    starts = [0, *(match.end() for match in re.finditer("\r\n|\n|\r", text))]
    number = max(at for at, start in enumerate(starts) if start <= offset)
    before = text[starts[number] : offset]
    column, astral = 1 + len(before), before.count("😀")
    if number == 0:
        column, astral = column + origin.column - 1, astral + origin.astral
    return Position(origin.offset + offset, origin.line + number, column, astral)


@given(texts, st.integers(0, 20), st.integers(0, 20), st.sampled_from(ORIGINS))
@example("a\nb", 0, 2, FILE_START)  # up to where the next line begins
@example("a\n", 2, 0, FILE_START)
@example("a\r\nb", 2, 1, FILE_START)
def test_a_span_is_where_counting_from_the_beginning_finds_it(
    text: str, start: int, length: int, origin: Position
) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    source = Source(text, origin=origin)
    source.span(end, len(text))  # it remembers the line
    first, last = position(text, start, origin), position(text, end, origin)
    assert source.span(start, end) == Span(first, last)
    assert source.line_at(start) == first.line
