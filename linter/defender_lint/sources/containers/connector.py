"""The Defender connector of Power Automate: what its operations call, and bodies in parameters.

A flow names an operation and gives the members of its body as ``"body/Comment": "…"``.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any, Final

from defender_lint.diagnostic import Path, Token
from defender_lint.project import shipped_folder
from defender_lint.sources.containers.node import Node
from defender_lint.sources.value import Value

_BODY: Final = "body/"


@cache
def _operations() -> dict[str, str]:
    path = os.path.join(shipped_folder(), "connector.json")
    with open(path, encoding="utf-8") as file:
        operations: dict[str, str] = json.load(file)["operations"]
    return operations


def called(operation: str) -> tuple[str, str] | None:
    """Return method and path of an operation of the connector; None where it has none such."""
    line = _operations().get(operation)
    if line is None:
        return None
    method, _, path = line.partition(" ")
    return method, path


class ParameterBody(Value):
    """A body whose members are parameters of an operation, ``body/`` before their names."""

    def __init__(self, parameters: Node, names: dict[Path, str], data: Any) -> None:
        whole = parameters.whole
        super().__init__(data, whole.text, holes=_holes(parameters, names))
        self._whole: Final = whole
        self._base: Final = parameters.path
        self._names: Final = names  # of parameters, by the path in the body

    @classmethod
    def of(cls, parameters: Node) -> ParameterBody | None:
        """Return the body that some parameters make; None where they make none."""
        names: dict[Path, str] = {}
        data: dict[str, Any] = {}
        for name, value in parameters.members():
            if not name.startswith(_BODY):
                continue
            path: Path = tuple(name.removeprefix(_BODY).split("/"))
            holder = data
            for step in path[:-1]:
                inner = holder.setdefault(str(step), {})
                if not isinstance(inner, dict):
                    return None
                holder = inner
            holder[str(path[-1])] = value.data
            names[path] = name
        return cls(parameters, names, data) if names else None

    def offsets(self, path: Path, token: Token) -> tuple[int, int]:
        """Return where a member stands: its name is the last part of the parameter's."""
        for end in range(len(path), 0, -1):
            name = self._names.get(path[:end])
            if name is not None:
                found = self._whole.offsets((*self._base, name, *path[end:]), token)
                if token is Token.KEY and end == len(path):
                    assert self.text is not None
                    return self.text.chars.rindex("/", *found) + 1, found[1] - 1
                return found
        return self._whole.offsets(self._base, Token.VALUE if token is Token.KEY else token)

    def encode(self, value: Any, start: int) -> str:
        """Write a value as JSON; a name without quotes, since it is part of a string."""
        assert self.text is not None
        written = self._whole.encode(value, start)
        before = self.text.chars[start - 1 : start]
        return written[1:-1] if before == "/" and isinstance(value, str) else written


def _holes(parameters: Node, names: dict[Path, str]) -> Any:
    whole = parameters.whole.holes

    def of(paths: frozenset[Path]) -> frozenset[Path]:
        found = set()
        for path, name in names.items():
            start = (*parameters.path, name)
            found |= {(*path, *each[len(start) :]) for each in paths if each[: len(start)] == start}
        return frozenset(found)

    return type(whole)(of(whole.any), of(whole.strings), of(whole.open), of(whole.optional))
