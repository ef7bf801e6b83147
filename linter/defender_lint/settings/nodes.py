"""Nodes: values of a settings file, or of options, that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from defender_lint.settings.errors import Complaint, Place
from defender_lint.sources.document import Document, Part, Path


class Origin(Protocol):
    """Where settings come from."""

    def place(self, path: Path, part: Part) -> Place:
        """Return where a key or a value stands."""

    def alternative(self, path: Path) -> Any:
        """Return what a plain word such as ``yes`` could also mean, None if nothing."""


@dataclass(frozen=True, slots=True)
class InFile:
    """Settings in a file: in all of it, or in one table.

    Attributes:
        document: The file.
        shown: How messages call it.
        table: The path of the table that holds the settings.
    """

    document: Document
    shown: str
    table: Path = ()

    def place(self, path: Path, part: Part) -> Place:
        """See :class:`Origin`."""
        start, end = self.document.offsets((*self.table, *path), part)
        position = self.document.span(start, end).start
        return Place(self.shown, position.line, position.column)

    def alternative(self, path: Path) -> Any:
        """See :class:`Origin`."""
        return self.document.alternatives.get((*self.table, *path))


@dataclass(frozen=True, slots=True)
class InOptions:
    """Settings on the command line."""

    def place(self, path: Path, part: Part) -> Place:
        """Return the option; all of its values stand together."""
        from defender_lint.settings.keys import KEYS, LIMITS

        name = str(path[0])
        if name == "limits" and len(path) > 1:
            return Place(LIMITS[str(path[1])][0])
        option = KEYS[name].option if name in KEYS else None
        return Place((option or name).split(" / ")[0])

    def alternative(self, path: Path) -> Any:
        """Options leave no doubt."""
        return None


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place.

    Attributes:
        value: The value.
        path: Where it stands in the settings.
        origin: What the settings stand in.
        complaints: What has been found wrong so far; shared by all nodes.
    """

    value: Any
    path: Path
    origin: Origin
    complaints: list[Complaint]

    @property
    def is_empty(self) -> bool:
        """Whether it is null: a key that nobody has filled in yet, and so not set."""
        return self.value is None

    def members(self) -> list[tuple[str, Node]]:
        """Return the members of a mapping."""
        return [(key, self.child(key)) for key in self.value]

    def items(self) -> list[Node]:
        """Return the items of a list."""
        return [self.child(index) for index in range(len(self.value))]

    def child(self, step: str | int) -> Node:
        """Return a member or an item."""
        return Node(self.value[step], (*self.path, step), self.origin, self.complaints)

    def place(self, part: Part = Part.VALUE) -> Place:
        """Return where the value, or its key, stands."""
        return self.origin.place(self.path, part)

    def complain(self, message: str, part: Part = Part.VALUE) -> None:
        """Note something that is wrong here."""
        self.complaints.append(Complaint(self.place(part), message))
