"""Text that is safe in a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.printable import visible, width, wrap

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain `text` with ünïcode 日本 🛡", "plain `text` with ünïcode 日本 🛡"),
        ("\x00\x1b\n\r\t", "␀␛␊␍␉"),
        ("\x7f\x9b", "␡\\u{9b}"),
        ("\u200e\u202e\u2066\ufeff", "\\u{200e}\\u{202e}\\u{2066}\\u{feff}"),
        ("\u2028\u2029", "\\u{2028}\\u{2029}"),
        ("10.0.0.1\u200b\u00a0", "10.0.0.1\\u{200b}\\u{a0}"),
        ("\ud800", "\\u{d800}"),
        ("caf\udce9", "caf\\xe9"),
    ],
)
def test_what_does_not_print_is_made_visible(text: Any, expected: Any) -> None:
    assert visible(text) == expected


@given(ANY_TEXT)
def test_whatever_comes_in_only_printable_text_goes_out(text: Any) -> None:
    assert visible(text).isprintable()


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("\uff57", 2), ("ü", 1), ("", 0)]
)
def test_width(text: Any, columns: Any) -> None:
    assert width(text) == columns


def test_wrap_breaks_at_blanks_and_indents() -> None:
    assert wrap("= help: one two three", 12, indent="    ") == "= help: one\n    two\n    three"


def test_wrap_keeps_long_words_whole() -> None:
    assert wrap("see https://example.com/long", 10) == "see\nhttps://example.com/long"


def test_wrap_counts_columns_not_characters() -> None:
    assert wrap("日本 日本", 8) == "日本\n日本"
    assert wrap("日本 日本", 9) == "日本 日本"


@given(ANY_TEXT, st.integers(1, 120))
def test_wrap_loses_nothing(text: Any, columns: Any) -> None:
    prose = visible(text)
    assert wrap(prose, columns).replace("\n", " ") == prose
