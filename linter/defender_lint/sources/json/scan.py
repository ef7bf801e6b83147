"""Finds the first place where a text stops being JSON.

The standard library's parser says what it missed; this scanner also keeps what stood before and
which brackets are open, so that the cause can be told in plain words. It runs only over texts
that the C parser refused, and it accepts exactly what the strict reader in ``json_text`` takes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.limits import MAX_DIGITS, Limits

BLANKS: Final = re.compile(r"[ \t\n\r]*")
NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD: Final = re.compile(r'[^ \t\n\r\[\]{},:;"]+|;')
# Always matches; what follows the match is the closing quote or what is wrong with the text.
_STRING_BODY: Final = re.compile(
    r'[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*'
)
_LITERALS: Final = frozenset({"true", "false", "null"})
# Escapes in order; group 1 is a half of a surrogate pair that has no other half.
_ESCAPES: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F])|\\."
)
CLOSING: Final = {"{": "}", "[": "]"}


class Expect(Enum):
    """What may stand at a place."""

    VALUE = auto()
    ITEM_OR_END = auto()  # right after ``[``
    KEY = auto()
    KEY_OR_END = auto()  # right after ``{``
    COLON = auto()
    NEXT = auto()  # a comma or the closing bracket
    END = auto()  # nothing but blanks


class Cause(Enum):
    """The kinds of faults."""

    UNEXPECTED = auto()  # a token, or the end, where something else should stand
    IN_STRING = auto()  # a character that a string may not hold, or its end is missing
    HALF_CHARACTER = auto()  # one half of a surrogate pair
    TOO_DEEP = auto()
    HUGE_NUMBER = auto()


class Fault(NamedTuple):
    """The first place at which a text is not JSON, or more than the limits allow.

    Attributes:
        cause: The kind of fault.
        text: The whole text.
        offset: Where it stands.
        expected: What might have stood there.
        opened: The offsets of the brackets open there, outermost first.
        previous: Start and end of the token before; ``(0, 0)`` where there is none.
        string: The offset of the opening quote, where the fault is inside a string.
        fixed: What a fix has made of the token before; None where that is as it stands.
    """

    cause: Cause
    text: str
    offset: int
    expected: Expect
    opened: tuple[int, ...]
    previous: tuple[int, int]
    string: int = 0
    fixed: str | None = None

    @property
    def before(self) -> str:
        """The token before."""
        start, end = self.previous
        return self.text[start:end] if self.fixed is None else self.fixed


class State(NamedTuple):
    """Where a scan is, between two tokens; as :class:`Fault` has it.

    If ``inside`` is not 0, a string begins there, whatever its quote is, and has been scanned up
    to that.
    """

    at: int = 0
    expected: Expect = Expect.VALUE
    opened: tuple[int, ...] = ()
    previous: tuple[int, int] = (0, 0)
    inside: int = 0
    fixed: str | None = None


START: Final = State()


def scan(text: str, limits: Limits, state: State = START) -> Fault | None:
    """Return the first fault of a text; None where it is one JSON value within the limits.

    Args:
        text: The text.
        limits: What it may ask for.
        state: Where to go on; what stands before it has been scanned.
    """
    opened = list(state.opened)
    expected = state.expected
    previous = state.previous
    at = skip(text, state.at)
    inside = state.inside
    fixed = state.fixed

    def fault(offset: int, cause: Cause = Cause.UNEXPECTED, string: int = 0) -> Fault:
        return Fault(cause, text, offset, expected, tuple(opened), previous, string, fixed)

    while at < len(text):
        char = text[at]
        end = at + 1
        following: Expect | None = None
        read_as: str | None = None
        if char == '"' or inside:
            following = after_string(expected, opened)
            if following is not None:
                end = string_end(text, inside or at + 1)
                inside = 0
                if text[end : end + 1] != '"':
                    return fault(end, Cause.IN_STRING, at)
                read_as = None if char == '"' else '""'
                half = _lone_half(text, at, end)
                if half is not None:
                    return fault(half, Cause.HALF_CHARACTER, at)
                end += 1
        elif char in "{[":
            if expected in (Expect.VALUE, Expect.ITEM_OR_END):
                if len(opened) == limits.depth:
                    return fault(at, Cause.TOO_DEEP)
                opened.append(at)
                following = Expect.KEY_OR_END if char == "{" else Expect.ITEM_OR_END
        elif char in "}]":
            if _closes(char, expected, text, opened):
                opened.pop()
                following = after_value(opened)
        elif char == ",":
            if expected is Expect.NEXT:
                following = after_comma(text, opened)
        elif char == ":":
            if expected is Expect.COLON:
                following = Expect.VALUE
        else:
            end = word_end(text, at)
            if expected in (Expect.VALUE, Expect.ITEM_OR_END) and is_scalar(text[at:end]):
                if is_huge(text[at:end]):
                    return fault(at, Cause.HUGE_NUMBER)
                following = after_value(opened)
        if following is None:
            return fault(at)
        expected = following
        previous, fixed = (at, end), read_as
        at = skip(text, end)
    return None if expected is Expect.END else fault(at)


def word_end(text: str, at: int) -> int:
    """Return where the run of characters ends that are neither blank, bracket, comma nor quote."""
    match = _WORD.match(text, at)
    return match.end() if match else at


def is_huge(number: str) -> bool:
    """Say whether a JSON number is beyond what is read: too many digits, or past a double."""
    match = NUMBER.fullmatch(number)
    if match is None:
        return False
    if match.lastindex:  # it has a fraction or an exponent
        return math.isinf(float(number))
    if len(number.lstrip("-")) > MAX_DIGITS:
        return True
    try:
        int(number)
    except ValueError:  # PYTHONINTMAXSTRDIGITS may ask for less
        return True
    return False


def skip(text: str, at: int) -> int:
    """Return where the blanks from ``at`` on end."""
    match = BLANKS.match(text, at)
    return match.end() if match else at


def string_end(text: str, start: int) -> int:
    """Return where the characters end that a string may hold: at its quote, or at what is wrong."""
    match = _STRING_BODY.match(text, start)
    return match.end() if match else start


def _lone_half(text: str, start: int, end: int) -> int | None:
    escapes = _ESCAPES.finditer(text, start, end)
    return next((escape.start() for escape in escapes if escape[1]), None)


def is_scalar(word: str) -> bool:
    """Say whether a word is a number, true, false or null."""
    return word in _LITERALS or NUMBER.fullmatch(word) is not None


def after_string(expected: Expect, opened: Sequence[int]) -> Expect | None:
    """Return what may follow a string; None where none may stand."""
    if expected in (Expect.KEY, Expect.KEY_OR_END):
        return Expect.COLON
    if expected in (Expect.VALUE, Expect.ITEM_OR_END):
        return after_value(opened)
    return None


def after_value(opened: Sequence[int]) -> Expect:
    """Return what may follow a value."""
    return Expect.NEXT if opened else Expect.END


def after_comma(text: str, opened: Sequence[int]) -> Expect:
    """Return what must follow a comma."""
    return Expect.KEY if text[opened[-1]] == "{" else Expect.VALUE


def _closes(char: str, expected: Expect, text: str, opened: list[int]) -> bool:
    if not opened or CLOSING[text[opened[-1]]] != char:
        return False
    return expected in (Expect.NEXT, Expect.KEY_OR_END, Expect.ITEM_OR_END)
