"""The service's error codes, read from ``schemas/errors.json``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from defender_lint.named_tuple import NamedTuple

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class ErrorCode(NamedTuple):
    """One error code.

    Attributes:
        name: The code, such as ``InvalidRequestBody``.
        status: Its HTTP status.
        products: Products whose error page lists it.
        message: The documented message with ``{placeholders}``; None where there is none.
        placeholders: Their names, in order.
        cause: What makes the service answer it.
        remedy: What to do about it.
        rules: Our rules that predict it beside those whose usual code it is.
        seen: Messages seen in public: ``message`` and ``where``.
        aliases: What the service was seen to answer instead of the name, such as ``429``.
        causes: Other causes, a sentence each.
        note: What the answers seen in public say against the page, if anything.
        documented: Whether a page's table has it.
        grounds: What it can be predicted from (``body``, ``line``, ``query``, ``token``,
            ``context``, ``run``), and how sure that is (``documented``, ``seen``, ``implied``).
        translations: Its name as translated copies of the pages print it.
    """

    name: str
    status: int
    products: tuple[str, ...]
    message: str | None
    placeholders: tuple[str, ...]
    cause: str
    remedy: str
    rules: tuple[str, ...]
    seen: tuple[Mapping[str, str], ...]
    aliases: tuple[str, ...]
    causes: tuple[str, ...]
    note: str | None
    documented: bool
    grounds: Mapping[str, str]
    translations: tuple[str, ...]

    def filled(self, arguments: tuple[str, ...]) -> str | None:
        """Return the message with its placeholders filled in order, None if they do not fit."""
        if self.message is None or len(arguments) != len(self.placeholders):
            return None
        if not arguments:
            return self.message
        values = iter(arguments)
        return _PLACEHOLDER.sub(lambda _: next(values), self.message)


class ErrorCodes:
    """All error codes by name."""

    def __init__(self, table: Mapping[str, Mapping[str, Any]]) -> None:
        self._codes = {
            name: ErrorCode(
                name=name,
                status=entry["status"],
                products=tuple(entry["products"]),
                message=entry["message"],
                placeholders=tuple(entry.get("placeholders", ())),
                cause=entry["cause"],
                remedy=entry["remedy"],
                rules=tuple(entry.get("rules", ())),
                seen=tuple(entry.get("seen", ())),
                aliases=tuple(entry.get("aliases", ())),
                causes=tuple(entry.get("causes", ())),
                note=entry.get("note"),
                documented=entry.get("documented", True),
                grounds=entry["grounds"],
                translations=tuple(entry.get("translations", ())),
            )
            for name, entry in table.items()
        }

    def __iter__(self) -> Iterator[ErrorCode]:
        return iter(self._codes.values())

    def get(self, name: str) -> ErrorCode | None:
        """Return the code called ``name``, letter case exact, or None."""
        return self._codes.get(name)

    def answered(self, code: str) -> ErrorCode | None:
        """Return the code that an answer means: by its name, or by what was seen in its place."""
        return self._codes.get(code) or next(
            (each for each in self._codes.values() if code in each.aliases), None
        )
