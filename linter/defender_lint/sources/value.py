"""A body that came as a Python value, without any text."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from defender_lint.sources.document import Document, Part, Path


class ValueDocument(Document):
    """A bare value, as a program has it just before it sends; nothing in it has a place."""

    has_text: ClassVar[bool] = False

    def __init__(self, value: Any, *, file: str = "", index: int = 0) -> None:
        super().__init__(file=file, index=index, text="", value=value)

    def offsets(self, path: Path, part: Part) -> NoReturn:
        """Raise LookupError: a value has no text. Ask ``locate``, or ``has_text`` before."""
        raise LookupError("a bare value has no text to point into")

    def encode(self, value: Any, start: int) -> NoReturn:
        """Raise LookupError: there is no text that an edit could change."""
        raise LookupError("a bare value has no text to edit")
