"""Microsoft Graph, the neighbour that is known by sight: its requests and bodies are not ours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from defender_lint.catalogue.operation import Operation
from defender_lint.catalogue.paths import PathIndex


class Graph:
    """What ``schemas/graph.json`` says of Microsoft Graph.

    Attributes:
        title: Its name for people.
        hosts: Its hosts, in small letters.
        audience: The audience of its tokens.
        types: Beginnings of ``@odata.type`` that only Graph has.
        keys: Keys that only Graph has.
        values: Members that only Graph has.
        shapes: Sets of keys that together are those of a Graph body.
        cased: Keys whose members Graph spells in lower camel case, the Defender APIs in Pascal
            case: two or more of the first and none of the second make a Graph body.
        old_keys: What to say of a key of the Defender APIs that Graph does not take.
        old_values: Members of the Defender APIs, and what Graph calls them.
        members: What Graph calls them.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Read the content of ``graph.json``."""
        own = table["own"]
        self.title: str = table["title"]
        self.hosts = frozenset(table["hosts"])
        self.audience: str = table["audience"]
        self.types: tuple[str, ...] = tuple(own["types"])
        self.keys = frozenset(own["keys"])
        self.values = frozenset(own["values"])
        self.shapes = tuple(frozenset(shape) for shape in own["shapes"])
        self.cased = frozenset(own["cased"])
        self.old_keys: Mapping[str, str] = table["keys"]
        self.old_values: Mapping[str, str] = table["values"]
        self.members = frozenset(self.old_values.values())
        self._operations: Mapping[str, Mapping[str, Any]] = table["operations"]

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """Its operations by id; the paths begin after the version."""
        return {
            id: Operation(id, {"product": "graph", **facts})
            for id, facts in self._operations.items()
        }

    @cached_property
    def paths(self) -> PathIndex:
        """Its operations by their paths, without the version."""
        return PathIndex(self.operations.values())
