"""The properties of a collection: what pages list and what the service's own definition says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from defender_lint.near_miss import nearest
from defender_lint.record import Record
from defender_lint.words import name

_LONGEST: Final = 64

Type = str | tuple[str, ...] | None
"""``string``, ``number``, ``boolean``, ``time``, ``guid``, ``list``, ``object``; the members of an
enumeration; None where it is not known."""


class Collection(Record):
    """What a collection takes in a query.

    Attributes:
        listed: Properties that the page lists for ``$filter``, misprints included.
        misprints: What is meant by those that the page misprints.
        excluded: Properties that the page says cannot be filtered by.
        types: Types of all properties, by the service's own definition.
        expandable: What the page lists for ``$expand``.
        navigation: What the service's own definition knows for it.
        top: The largest page; None where none is documented.
    """

    __slots__ = ("excluded", "expandable", "listed", "misprints", "navigation", "top", "types")

    def __init__(self, facts: Mapping[str, Any], entity: Mapping[str, Any]) -> None:
        self.listed: Final = tuple(facts["filter"])
        self.misprints: Final[Mapping[str, str]] = facts.get("misprints", {})
        self.excluded: Final = tuple(facts.get("notFilterable", ()))
        self.types: Final[Mapping[str, Any]] = entity.get("properties", {})
        self.expandable: Final = tuple(facts.get("expand", ()))
        self.navigation: Final = tuple(entity.get("navigation", ()))
        self.top: Final[int | None] = facts.get("top")

    @classmethod
    def of(cls, id: str, table: Mapping[str, Any]) -> Collection | None:
        """Return the collection that an operation answers; None where nothing is known of one."""
        facts = table["collections"].get(id)
        return cls(facts, table["entities"].get(facts.get("entity"), {})) if facts else None

    def knows(self, word: str) -> bool:
        """Tell whether a property is listed, or known to the service, in this letter case."""
        return word in self.listed or word in self.misprints or word in self.types

    def type_of(self, word: str) -> Type:
        """Return the type of a property, None where it is not known."""
        type = self.types.get(self.misprints.get(word, word))
        return tuple(type) if isinstance(type, list) else type

    def stranger(self, word: str) -> tuple[str, str | None]:
        """Say in words that nobody knows a property, and which one is meant, if any."""
        known = (*self.listed, *self.types)
        near = nearest(word, known) if len(word) <= _LONGEST else None
        if near is None:
            return f"no source knows a property {name(word)} here", None
        right = self.misprints.get(near[0], near[0])
        if near[1] == "case":
            return f"{name(word)} should be {name(right)}: letter case counts in OData", right
        return f"no source knows a property {name(word)} here; did you mean {name(right)}?", right
