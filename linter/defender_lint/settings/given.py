"""Given: what one place says about settings, the file or the command line, and who had a say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from defender_lint.settings.keys import KEYS, LIMITS
from defender_lint.settings.nodes import Node
from defender_lint.settings.values import DEFAULT
from defender_lint.sources.document import Part

_ADDED: Final = ("apis", "extend-select", "ignore", "per-file-ignores", "severity", "schemas")
"""Settings to which an option adds, where it takes the place of others."""

_Value = TypeVar("_Value")


@dataclass(slots=True)
class Given:
    """What one place says.

    Attributes:
        root: The folder that its patterns are relative to.
        folder: The folder that its schema folders are relative to.
        nodes: Its settings by name.
    """

    root: str
    folder: str
    nodes: dict[str, Node] = field(default_factory=dict)

    def take(self, name: str, shape: Callable[[Node], _Value | None]) -> _Value | None:
        """Return a setting's value; None if it is not set, or wrong."""
        return shape(self.nodes[name]) if name in self.nodes else None


def provenance(file: Given, options: Given) -> dict[str, str]:
    """Say of each value where it comes from, as ``Settings.sources`` does."""
    sources: dict[str, str] = {}
    for name in KEYS:
        places = [
            source.nodes[name].place(Part.KEY).short
            for source in (file, options)
            if name in source.nodes
        ]
        begun_anew = name in ("extend-select", "ignore") and "select" in options.nodes
        if name in _ADDED and not begun_anew:
            sources[name] = ", ".join(places) or DEFAULT
        elif begun_anew:
            sources[name] = places[-1] if name in options.nodes else "--select"
        else:
            sources[name] = places[-1] if places else DEFAULT
    del sources["limits"]
    for name in LIMITS:
        places = []
        for source in (file, options):
            node = source.nodes.get("limits")
            members = dict(node.members()) if node and isinstance(node.value, dict) else {}
            if name in members and not members[name].is_empty:
                places.append(members[name].place(Part.KEY).short)
        sources[f"limits.{name}"] = places[-1] if places else DEFAULT
    return sources
