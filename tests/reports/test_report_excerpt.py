"""The quoted line: whatever it holds and however narrow the terminal, the carets fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from defender_lint.printable import visible, width
from defender_lint.reports.excerpt import quote
from defender_lint.spans import Excerpt, Position, Span


@given(
    text=st.text(st.characters(exclude_categories=()), max_size=60),
    cut=st.integers(0, 1_000),
    start=st.integers(0, 80),
    length=st.integers(0, 80),
    lines=st.integers(0, 1),
    columns=st.integers(20, 120),
)
def test_quote_fits(text: str, cut: int, start: int, length: int, lines: int, columns: int) -> None:
    begin = Position(0, 1, cut + start + 1)
    end = Position(0, 1 + lines, cut + start + length + 1)
    quoted = quote(Excerpt(text, cut), Span(begin, end), columns)
    assert quoted.text.isprintable()
    assert width(quoted.text) <= columns
    assert quoted.carets >= 1
    # An empty token, such as the end of the line, has its caret behind the text.
    assert quoted.indent + quoted.carets <= width(quoted.text) + 1


@given(
    before=st.text(st.characters(codec="utf-8"), max_size=30),
    token=st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1, max_size=9),
    after=st.text(st.characters(codec="utf-8"), max_size=30),
)
def test_carets_are_as_wide_as_the_token(before: str, token: str, after: str) -> None:
    start = Position(0, 1, len(before) + 1)
    end = Position(0, 1, len(before) + len(token) + 1)
    quoted = quote(Excerpt(before + token + after), Span(start, end), 10_000)
    shown, shown_before = (
        "".join("    " if character == "\t" else visible(character) for character in part)
        for part in (token, before)
    )
    assert quoted.indent == width(shown_before)
    assert quoted.carets == max(1, width(shown))
