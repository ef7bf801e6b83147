"""Unknowns: which violations are not certain, because they ask about what only run time knows."""

from __future__ import annotations

from typing import Any, Final

from defender_lint.catalogue.schemas import Schema
from defender_lint.checks.intent import Intent
from defender_lint.checks.places import Place
from defender_lint.diagnostic import Path, value_at
from defender_lint.engines.keywords import KEYWORDS
from defender_lint.sources.value import Holes

_LISTS: Final = frozenset({"minItems", "maxItems", "uniqueItems"})
_APPLIED: Final = ("allOf", "anyOf", "oneOf")
_NESTED: Final = ("not", "if", "then", "else")
_OF_VALUE: Final = frozenset({"const", "enum", "format", "minimum", "maximum"})


class Unknowns:
    """What is unknown of one body, and what depends on it."""

    def __init__(self, holes: Holes, meant: Intent) -> None:
        """Prepare to judge the violations of a body.

        Args:
            holes: What is unknown, by paths in the body as it was written.
            meant: The body as it was meant, which the violations are of.
        """
        self._holes = holes
        self._meant = meant
        self._below = frozenset(
            path[:end]
            for path in (*holes.any, *holes.strings, *holes.optional, *holes.open)
            for end in range(len(path) + 1)
        )

    def may_excuse(self, place: Place) -> bool:
        """Tell whether a violation may be none at run time.

        Args:
            place: The violated keyword, looked up.
        """
        keyword, path, schema = place.keyword, place.path, place.schema
        if self._is_inside(path):
            return True
        if any(self._touches(test, at) for test, at in place.conditions):
            return True
        if keyword == "type":
            return False  # what is there is known to be of another type, or a string for certain
        if keyword in ("required", *_LISTS):
            return self._original(path) in self._holes.open
        if keyword == "additionalProperties":
            return False
        if keyword in KEYWORDS:
            if isinstance(place.value, list):  # what is open may hold two branches of a template
                return self._original(path) in self._holes.open
            return self._is_part_unknown(path)
        return self._touches({keyword: schema[keyword]}, path)

    def without_unknown_items(self, place: Place) -> Place:
        """Return a place whose list is judged item by item, with what is unknown of it left out.

        Args:
            place: A violated keyword.
        """
        items, path = place.value, place.path
        if place.keyword not in KEYWORDS or not isinstance(items, list):
            return place
        config = place.schema[place.keyword]
        members = [*config.get("identity", ()), *config.get("agree", ())]
        members += [config["member"]] if "member" in config else []
        return place._replace(
            value=[
                # A text that is no other's: it repeats nothing, and has none of the members.
                f"\0{index}" if self._is_item_unknown((*path, index), item, members) else item
                for index, item in enumerate(items)
            ]
        )

    def _is_item_unknown(self, path: Path, item: Any, members: list[str]) -> bool:
        """Tell whether an item, or one of the members that it is compared by, is unknown."""
        if not self._is_part_unknown(path):
            return False
        written = self._original(path)
        if not members or not isinstance(item, dict) or written in self._holes.optional:
            return True
        return any(
            self._is_part_unknown((*path, member))
            if member in item
            else written in self._holes.open
            for member in members
        )

    def _original(self, path: Path) -> Path:
        return self._meant.original(path)

    def _is_inside(self, path: Path) -> bool:
        """Tell whether a place is a hole of any type, or inside one."""
        written = self._original(path)
        return any(written[:end] in self._holes.any for end in range(len(written) + 1))

    def _is_part_unknown(self, path: Path) -> bool:
        """Tell whether anything at or below a place is unknown."""
        return self._original(path) in self._below

    def _touches(self, schema: Any, path: Path) -> bool:
        """Tell whether the verdict of a schema on the value at a place depends on an unknown."""
        if not isinstance(schema, dict) or not self._is_part_unknown(path):
            return False
        written = self._original(path)
        if written in self._holes.any:
            return True
        if _OF_VALUE & schema.keys() and (
            written in self._holes.strings
            or isinstance(value_at(self._meant.value, path), dict | list)
        ):
            return True
        return (
            any(self._touches(each, path) for key in _APPLIED for each in schema.get(key, ()))
            or any(self._touches(schema[key], path) for key in _NESTED if key in schema)
            or any(key in KEYWORDS for key in schema)
            or self._touches_members(schema, path)
            or self._touches_items(schema, path)
        )

    def _touches_members(self, schema: Schema, path: Path) -> bool:
        value = value_at(self._meant.value, path)
        is_open = self._original(path) in self._holes.open
        if isinstance(value, dict):
            asked = {*schema.get("properties", ()), *schema.get("required", ())}
            for key in asked:
                if key not in value:
                    if is_open:
                        return True
                elif self._original((*path, key)) in self._holes.optional:
                    return True
        return any(
            self._touches(member, (*path, key))
            for key, member in schema.get("properties", {}).items()
        )

    def _touches_items(self, schema: Schema, path: Path) -> bool:
        value = value_at(self._meant.value, path)
        inner = [schema[key] for key in ("items", "contains") if key in schema]
        if not isinstance(value, list):
            return False
        if self._original(path) in self._holes.open and (inner or _LISTS & schema.keys()):
            return True
        return any(
            self._touches(each, (*path, index)) for each in inner for index in range(len(value))
        )
