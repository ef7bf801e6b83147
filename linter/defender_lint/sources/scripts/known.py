"""What is known of an expression without running the program, and where that stands.

Offsets are characters of the text that was parsed.
"""

from __future__ import annotations

from typing import Any

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.text import Text


class Scalar(NamedTuple):
    """A number, a Boolean, or null."""

    value: Any
    start: int
    end: int


class Str(NamedTuple):
    """A string; the holes of its text are what is unknown of it."""

    text: Text
    start: int
    end: int

    @property
    def is_unknown(self) -> bool:
        """Whether nothing of it is known."""
        return self.text.holes == ((0, len(self.text.chars)),)


class Member(NamedTuple):
    """A member of an object, where its key stands, and whether it is set only sometimes."""

    value: Known
    start: int
    end: int
    is_optional: bool = False


class Obj(NamedTuple):
    """An object; if open, others may set more of its members."""

    members: dict[str, Member]
    is_open: bool
    start: int
    end: int

    def spelt(self, key: str) -> str:
        """Return a key as a member spells it, letter case ignored; itself if there is none."""
        if key in self.members:
            return key
        wanted = key.lower()
        return next((each for each in self.members if each.lower() == wanted), key)

    def get(self, key: str) -> Known | None:
        """Return the value of a member that is certainly there, letter case ignored."""
        member = self.members.get(self.spelt(key))
        return None if member is None or member.is_optional else member.value


class Lst(NamedTuple):
    """A list; if open, it may hold more items."""

    items: tuple[Known, ...]
    is_open: bool
    start: int
    end: int


class Json(NamedTuple):
    """Something as JSON text, cut below ``depth`` levels by what stands at the offsets."""

    value: Known
    depth: int | None
    start: int
    end: int


class Hole(NamedTuple):
    """Something unknown until run time.

    Attributes:
        why: Why it is unknown, a sentence without its stop.
        at: The offset of what shows why.
        start: Where it is used.
        end: Where that ends.
        is_string: Whether it is a string for certain.
    """

    why: str
    at: int
    start: int
    end: int
    is_string: bool = False


Known = Scalar | Str | Obj | Lst | Json | Hole
"""What is known of an expression."""


def added(left: Known, right: Known, place: tuple[int, int]) -> Known:
    """Return two values joined with a plus, neither of them a string.

    Args:
        left: The one.
        right: The other, whose members win.
        place: Where the sum stands.
    """
    match left, right:
        case Obj(), Obj():
            members = {**left.members, **right.members}
            return left._replace(members=members, is_open=left.is_open or right.is_open)
        case Obj() | Lst(), Hole():
            return left._replace(is_open=True)
        case Hole(), Obj() | Lst():
            return right._replace(is_open=True)
        case Lst(), Lst():
            items = (*left.items, *right.items)
            return left._replace(items=items, is_open=left.is_open or right.is_open)
        case Lst(), _:
            return left._replace(items=(*left.items, right))
        case Hole(), _:
            return left
        case _, Hole():
            return right
        case _:
            return Hole("it is computed", place[0], *place)
