"""How much a body may ask for before it is refused unread."""

from __future__ import annotations

from typing import Final, NamedTuple


class TooSlowError(Exception):
    """A text takes far longer to read than one of its length does."""


class Limits(NamedTuple):
    """Bounds that keep a hostile or broken file from exhausting memory or the stack.

    Attributes:
        depth: Brackets or blocks that may stand inside one another.
        size: Bytes of one body, or characters where the text is given.
        nodes: Values of one YAML body, everything behind an alias counted again.
    """

    depth: int = 64
    size: int = 64 * 1024 * 1024
    nodes: int = 100_000


STANDARD: Final = Limits()

MAX_DIGITS: Final = 4_300
"""Digits of a whole number; where Python itself stops by default, as the time is quadratic."""
