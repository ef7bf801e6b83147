"""Marks: what is wrong with bodies that are alike is found by what is written there.

In such bodies (:mod:`defender_lint.checks.judged`) no member is an object, and those that something
is wrong with have the same values in the same order. Mostly these are written alike, too, and then
a search for their characters tells where they are, and nothing has to be read again.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    member: str | None
    start: int
    end: int


class Marks:
    """Where the diagnostics of bodies that are alike stand."""

    __slots__ = ("_marks",)

    def __init__(self) -> None:
        """Begin with nothing."""
        self._marks: list[_Mark] | None = None

    def places(self, body: Value) -> list[Place] | None:
        """Return where the diagnostics stand in a body, in order; None where that is not known."""
        if not self._marks:
            return None
        places: list[Place] = []
        at = 0
        for diagnostic, member, start, end in self._marks:
            if member is None:
                places.append((diagnostic, *body.offsets((), diagnostic.token)))
                continue
            at = body.find_member(member, at)
            if at < 0:
                return None
            places.append((diagnostic, at + start, at + end))
        return places

    def learn(self, diagnostics: Iterable[Diagnostic], body: Value) -> None:
        """Note how it is written in the first of the bodies what is wrong with them.

        Args:
            diagnostics: What is wrong, in the order of its places.
            body: The body.
        """
        if self._marks is None:
            marks = [_mark(each, body) for each in diagnostics]
            self._marks = [mark for mark in marks if mark is not None]
            if None in marks:
                self._marks.clear()


def _mark(diagnostic: Diagnostic, body: Value) -> _Mark | None:
    path, token = diagnostic.path, diagnostic.token
    if len(path) > 1 or body.text is None:
        return None
    if token is Token.START or not path:
        return _Mark(diagnostic, None, 0, 0)
    at, _ = body.offsets(path, Token.KEY)
    _, behind = body.offsets(path, Token.VALUE)
    start, end = body.offsets(path, token)
    return _Mark(diagnostic, body.text.chars[at:behind], start - at, end - at)
