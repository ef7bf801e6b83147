"""What is wrong with settings: complaints with their places, and the error that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from defender_lint.named_tuple import NamedTuple

SHOWN: Final = 100
"""How many complaints are shown; nobody reads more at once."""


class Place(NamedTuple):
    """Where a setting stands: a file with line and column from 1, or an option of the program.

    ``key`` names the setting where the line is not known, as in TOML.
    """

    file: str
    line: int | None = None
    column: int | None = None
    key: str = ""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{where}: {self.key}" if self.key else where

    @property
    def short(self) -> str:
        """The place without its column."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Complaint(NamedTuple):
    """One thing that is wrong, in a sentence without a full stop."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class SettingsError(Exception):
    """The settings cannot be used. The text has a line for each thing that is wrong.

    Attributes:
        complaints: The same, one by one, in the order of their places.
    """

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        ordered = sorted(dict.fromkeys(complaints), key=_order)
        if len(ordered) > SHOWN:
            ordered[SHOWN:] = [Complaint(Place(ordered[0].place.file), "more than that is wrong")]
        self.complaints: Final = tuple(ordered)
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))


def _order(complaint: Complaint) -> tuple[str, int, int]:
    place = complaint.place
    return place.file, place.line or 0, place.column or 0
