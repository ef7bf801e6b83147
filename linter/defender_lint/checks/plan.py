"""Plan: what a walk over a body asks the schema of each value, worked out once for all bodies."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from defender_lint.catalogue.schemas import Schema, is_undocumented


class Plan:
    """A schema, as a walk sees it.

    Attributes:
        schema: The schema, references inlined.
        known: The members of an object; None where the schema speaks of none.
        items: The items of a list; None where the schema speaks of none.
        undocumented: The members that no page has.
        read_only: The keys that the service fills in.
        members: The strings of an enumeration, in order.
        is_boolean: Whether a Boolean will do.
    """

    def __init__(self, schema: Schema) -> None:
        """Plan the walk over the values of a schema."""
        types = schema.get("type", ())
        members = schema.get("properties")
        self.schema: Final = schema
        self.known: Final[dict[str, Plan] | None] = (
            None if members is None else {key: Plan(member) for key, member in members.items()}
        )
        self.items: Final = Plan(schema["items"]) if "items" in schema else None
        self.undocumented: Final = frozenset(
            key for key, member in (members or {}).items() if is_undocumented(member)
        )
        self.read_only: Final = frozenset(schema.get("x-read-only", ()))
        self.members: Final = tuple(m for m in schema.get("enum", ()) if isinstance(m, str))
        self.is_boolean: Final = "boolean" in ((types,) if isinstance(types, str) else types)

    @cached_property
    def may_correct(self) -> bool:
        """Whether anything at or below such a value may be written otherwise than it is meant."""
        return self.known is not None or bool(self.items or self.members or self.is_boolean)

    @cached_property
    def may_be_read_back(self) -> bool:
        """Whether an entity as it is read may stand at or below such a value."""
        inner = [*(self.known or {}).values(), *([self.items] if self.items else [])]
        return bool(self.read_only) or any(each.may_be_read_back for each in inner)
