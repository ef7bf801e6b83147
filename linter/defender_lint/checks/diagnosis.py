"""A Diagnosis: everything that is wrong with one request, before it is located."""

from __future__ import annotations

from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.record import Record


class Diagnosis(Record):
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
