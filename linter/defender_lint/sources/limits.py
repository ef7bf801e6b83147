"""How much a body may ask for before it is refused unread."""

from __future__ import annotations

from defender_lint.nesting import DEEPEST
from defender_lint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class TooSlowError(Exception):
    """A text takes far longer to read than one of its length does."""


class Limits(Record):
    """Bounds that keep a hostile or broken file from exhausting memory or the stack.

    Attributes:
        depth: Brackets or blocks that may stand inside one another.
        size: Bytes of one body, or characters where the text is given.
        nodes: Values of one YAML body, everything behind an alias counted again.
    """

    __slots__ = ("depth", "nodes", "size")

    def __init__(
        self, *, depth: int = DEEPEST, size: int = 64 * 1024 * 1024, nodes: int = 100_000
    ) -> None:
        self.depth: Final = depth
        self.size: Final = size
        self.nodes: Final = nodes


STANDARD: Final = Limits()

MAX_DIGITS: Final = 4_300
"""Digits of a whole number; where Python itself stops by default, as the time is quadratic."""
