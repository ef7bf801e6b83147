"""Reading schema files: references inlined, soft rules merged in for the engines.

Inlining makes a schema path (``properties/Comment/type``) lead straight to the subschema, whichever
engine reports it. It needs schemas without recursion, which request bodies have no use for.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, Final, Literal

Schema = dict[str, Any]

Basis = Literal["documented", "service", "observed", "implied"]
"""What a constraint rests on: a page, the service's own definition, an answer seen, or less."""

ADVISED = "x-advised"
"""Marks a soft rule that :func:`strict` merged into ``allOf``; holds all of it but its schema."""

DATA: Final = frozenset({"examples", "enum", "const", "default"})
"""Keywords whose values are bodies, or parts of them, and no schemas."""

# What engines need to judge a body; everything else would only slow their compilation down.
_ANNOTATIONS = frozenset(
    {"title", "description", "examples", "default", "deprecated", "writeOnly", "$defs", "$schema"}
)

REMARKS: Final = frozenset(
    (ADVISED, "x-basis", "x-error", "x-operation", "x-read-only", "x-spellings")
)
"""Keywords that :func:`strict` leaves in a schema, and that every value satisfies."""


class SchemaReader:
    """Reads schema files below one or more folders; each file once."""

    def __init__(self) -> None:
        self._files: dict[str, Any] = {}

    def read(self, path: str) -> Any:
        """Return the JSON of ``path`` as it is written.

        Raises:
            OSError: The file cannot be read.
            ValueError: It is not JSON in UTF-8.
        """
        if path not in self._files:
            with open(path, encoding="utf-8") as file:
                self._files[path] = json.load(file)
        return self._files[path]

    def inlined(self, path: str) -> Schema:
        """Return the schema in ``path`` with every ``$ref`` replaced by what it refers to.

        Raises:
            OSError, ValueError: As :meth:`read`; also for a reference that leads nowhere.
        """
        schema = self._inline(self.read(path), path)
        assert isinstance(schema, dict)
        return schema

    def _inline(self, node: Any, path: str) -> Any:
        if isinstance(node, list):
            return [self._inline(item, path) for item in node]
        if not isinstance(node, dict):
            return node
        here = {}
        for key, value in node.items():
            if key == "properties":  # whose keys are names, whatever they look like
                here[key] = {name: self._inline(member, path) for name, member in value.items()}
            elif key not in ("$ref", "$defs"):
                here[key] = value if key in DATA else self._inline(value, path)
        reference = node.get("$ref")
        return here if reference is None else _join(self._resolve(reference, path), here)

    def _resolve(self, reference: str, path: str) -> Schema:
        file, _, fragment = reference.partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(path), file)) if file else path
        node = self.read(target)
        for step in fragment.split("/")[1:]:
            if not isinstance(node, dict) or step not in node:
                raise ValueError(f"{path}: $ref {reference!r} leads nowhere")
            node = node[step]
        resolved = self._inline(node, target)
        assert isinstance(resolved, dict)
        return resolved


def _join(referred: Schema, siblings: Schema) -> Schema:
    """Merge a referred schema with the keywords beside the ``$ref``.

    Annotations beside the reference win, lists add up, and two different constraints of one
    keyword both apply.
    """
    joined = dict(referred)
    clashes: Schema = {}
    for key, value in siblings.items():
        if key not in joined or key in ("title", "description", "examples", "x-spellings"):
            joined[key] = value
        elif key in ("allOf", "x-advice"):
            joined[key] = [*joined[key], *value]
        elif key == "x-error":
            joined[key] = _merged(joined[key], value)
        elif key == "x-basis":
            joined[key] = {**joined[key], **value}
        elif joined[key] != value:
            clashes[key] = value
    if clashes:
        joined["allOf"] = [*joined.get("allOf", []), clashes]
    return joined


def basis(schema: Schema, keyword: str) -> Basis:
    """Return what a keyword of a schema rests on (``x-basis``): the operation's page by default."""
    said: Basis = schema.get("x-basis", {}).get(keyword, {}).get("basis", "documented")
    return said


def basis_of_advice(advice: Mapping[str, Any]) -> Basis:
    """Return what an ``x-advice`` entry rests on: the operation's page by default."""
    said: Basis = advice.get("basis", "documented")
    return said


def _merged(referred: Schema, beside: Schema) -> Schema:
    """Merge two objects of objects, at every depth; what stands beside the reference wins."""
    return {
        **referred,
        **{
            key: _merged(referred[key], value)
            if isinstance(value, dict) and isinstance(referred.get(key), dict)
            else value
            for key, value in beside.items()
        },
    }


def is_undocumented(member: Schema) -> bool:
    """Tell whether no page has a member of this schema; not to be asked of :func:`strict` ones."""
    return any(advice["rule"] == "undocumented-key" for advice in member.get("x-advice", ()))


def strict(schema: Any) -> Any:
    """Return ``schema`` with its soft rules (``x-advice``) as members of ``allOf``.

    A body that the result accepts has no finding at all. Soft rules stand behind the hard ones, in
    their order, each marked with :data:`ADVISED`.
    """
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    merged: Schema = {}
    for key, value in schema.items():
        if key == "x-advice" or key in _ANNOTATIONS:
            continue
        if key in ("properties", "patternProperties"):
            merged[key] = {name: strict(member) for name, member in value.items()}
        elif key in ("enum", "const") or key.startswith("x-"):
            merged[key] = value
        else:
            merged[key] = strict(value)
    advised = [
        {ADVISED: {key: value for key, value in advice.items() if key != "schema"}}
        | strict(advice["schema"])
        for advice in schema.get("x-advice", ())
    ]
    if advised:
        merged["allOf"] = [*merged.get("allOf", []), *advised]
    return merged
