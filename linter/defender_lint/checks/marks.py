"""Marks: what is wrong with bodies that are alike is found by what is written there.

In such bodies (:mod:`defender_lint.checks.judged`) no member is an object, and those that something
is wrong with have the same values in the same order. Mostly these are written alike, too, and then
a search for their characters tells where they are, and nothing has to be read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from defender_lint.diagnostic import Diagnostic, Token
from defender_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from defender_lint.sources.value import Value

Place = tuple[Diagnostic, int, int]
"""A diagnostic, and where it begins and ends in the text of a body."""


class _Mark(NamedTuple):
    """A member as it is written, and where a diagnostic stands, counted from there.

    What is about the body itself has no member.
    """

    diagnostic: Diagnostic
    member: str
    start: int = 0
    end: int = 0


class Marks:
    """Where the diagnostics of bodies that are alike stand."""

    __slots__ = ("_marks", "_members")

    def __init__(self) -> None:
        """Begin with nothing."""
        self._marks: list[_Mark] | None = None
        self._members: list[str] = []

    def places(self, body: Value) -> list[Place] | None:
        """Return where the diagnostics stand in a body, in order; None where that is not known."""
        found = body.find_members(self._members) if self._marks else None
        if self._marks is None or found is None:
            return None
        return [
            (diagnostic, at + start, at + end)
            if member
            else (diagnostic, *body.offsets((), diagnostic.token))
            for (diagnostic, member, start, end), at in zip(self._marks, found, strict=True)
        ]

    def learn(self, diagnostics: Sequence[Diagnostic], body: Value) -> None:
        """Note how it is written in the first of the bodies what is wrong with them.

        Args:
            diagnostics: What is wrong, in the order of its places.
            body: The body.
        """
        if self._marks is None:
            marks = [mark for each in diagnostics if (mark := _mark(each, body)) is not None]
            if len(marks) < len(diagnostics):
                marks.clear()
            self._members = [mark.member for mark in marks]
            self._marks = marks  # at last, since another thread may be asking


def _mark(diagnostic: Diagnostic, body: Value) -> _Mark | None:
    path, token = diagnostic.path, diagnostic.token
    if len(path) > 1 or body.text is None:
        return None
    if token is Token.START or not path:
        return _Mark(diagnostic, "")
    at, _ = body.offsets(path, Token.KEY)
    _, behind = body.offsets(path, Token.VALUE)
    member = body.text.chars[at:behind]
    # It might be found where one string ends and another begins, or inside of one.
    if not member[1:2].isalnum() or "\\" in member:
        return None
    start, end = body.offsets(path, token)
    return _Mark(diagnostic, member, start - at, end - at)
