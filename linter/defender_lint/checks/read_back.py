"""An entity that is sent back as the service answered it: one mistake, however many keys it has."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from defender_lint.catalogue.schemas import Schema
from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.words import listed

_LEAST: Final = 3
"""Read-only keys that make an entity of an object; fewer are slips of their own."""

_SAID: Final = frozenset({"unknown-key", "undocumented-key"})


class ReadBack(NamedTuple):
    """A body without what it holds of an entity as it is read.

    Attributes:
        value: The body without those keys; the original where there are none.
        diagnostics: One for each such entity.
        objects: Where the entities are.
    """

    value: Any
    diagnostics: tuple[Diagnostic, ...]
    objects: frozenset[Path]

    def has_said(self, diagnostic: Diagnostic) -> bool:
        """Tell whether a diagnostic is about a key of an entity, so that nothing new is said."""
        return diagnostic.rule in _SAID and diagnostic.path[:-1] in self.objects


def read_back(value: Any, schema: Schema) -> ReadBack:
    """Look for entities in a body.

    Args:
        value: The body. It is not changed.
        schema: The operation's schema, whose ``x-read-only`` lists what the service fills in.
    """
    found: dict[Path, Diagnostic] = {}
    left = _without(value, schema, (), found)
    return ReadBack(left, tuple(found.values()), frozenset(found)) if found else _nothing(value)


def _nothing(value: Any) -> ReadBack:
    return ReadBack(value, (), frozenset())


def _without(value: Any, schema: Schema, path: Path, found: dict[Path, Diagnostic]) -> Any:
    if isinstance(value, list) and "items" in schema:
        return [
            _without(item, schema["items"], (*path, index), found)
            for index, item in enumerate(value)
        ]
    if not isinstance(value, dict):
        return value
    known: dict[str, Schema] = schema.get("properties", {})
    filled = [key for key in value if key in schema.get("x-read-only", ())]
    if len(filled) < _LEAST:
        filled = []
    else:
        found[path] = Diagnostic(
            "read-only-keys",
            f"this is an entity as it is read: the service fills in {listed(filled, 'and')} itself",
            path=(*path, filled[0]),
            token=Token.KEY,
            severity="warning",
            confidence="service",
        )
    return {
        key: _without(member, known[key], (*path, key), found) if key in known else member
        for key, member in value.items()
        if key not in filled
    }
