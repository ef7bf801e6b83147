"""A Diagnosis: everything that is wrong with one request, before it is located."""

from __future__ import annotations

from typing import Final

from defender_lint.checks.marks import Marks
from defender_lint.diagnostic import Diagnostic
from defender_lint.record import Record


class _Recurring(Record):
    """What may be wrong with many bodies. The marks are no field: a copy is of one body."""

    __slots__ = ("_marks",)

    _marks: Marks


class Diagnosis(_Recurring):
    """What is wrong with a request.

    Attributes:
        api: How findings name the operation: its id, several joined by ``,`` where they share the
            request; None where none is known.
        docs: The documentation page of the operation.
        diagnostics: What is wrong; none if nothing is.
    """

    __slots__ = ("api", "diagnostics", "docs")

    def __init__(
        self, api: str | None, docs: str | None, diagnostics: tuple[Diagnostic, ...]
    ) -> None:
        self.api: Final = api
        self.docs: Final = docs
        self.diagnostics: Final = diagnostics

    @property
    def marks(self) -> Marks | None:
        """Where the diagnostics stand in bodies that are alike; None if it is of one body."""
        return getattr(self, "_marks", None)

    def of_many(self) -> Diagnosis:
        """Return the same of all bodies that are alike, as :class:`Marks` has it."""
        other = self.replace()
        other._marks = Marks()
        return other
