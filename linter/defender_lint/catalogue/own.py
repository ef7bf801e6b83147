"""A team's own operations: schema files beside ours, with less that must be said."""

from __future__ import annotations

import os
from typing import Any, Final

from defender_lint.catalogue.schemas import Schema

_NOT_OPERATIONS: Final = frozenset(
    {
        "shared", "errors", "graph", "identifiers", "operations", "products", "queries", "rules",
        "sources", "connector", "context.schema", "tenant", "tokens", "vocabulary",
    }
)  # fmt: skip
"""Files of a schema folder that describe no operation of their own."""

_ANNOTATIONS: Final = {"^@odata\\.": True}


def own_files(folder: str) -> dict[str, str]:
    """Return the schema files of a folder by id: ``<id>.json`` and ``<product>/<id>.json``.

    Raises:
        OSError: The folder cannot be read.
    """
    found: dict[str, str] = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isdir(path) and not name.startswith("."):
            inner = (os.path.join(path, each) for each in sorted(os.listdir(path)))
            found.update((_id(each), each) for each in inner if each.endswith(".json"))
        elif name.endswith(".json") and _id(path) not in _NOT_OPERATIONS:
            found[_id(path)] = path
    return found


def relaxed(vocabulary: dict[str, Any]) -> dict[str, Any]:
    """Return the vocabulary of our schema files without what only ours must have.

    Args:
        vocabulary: ``schemas/vocabulary.json``.
    """
    parts = {
        name: _written_out(part, vocabulary["$defs"]) for name, part in vocabulary["$defs"].items()
    }
    vocabulary = _written_out(vocabulary, parts)
    whole = {**vocabulary, "required": ["x-operation"]}
    del whole["anyOf"]
    text = {"type": "string"}
    reference = {"$ref": text}
    closed = {"additionalProperties": {"type": "boolean"}}
    definitions = {"type": "object", "additionalProperties": {"$ref": "#/$defs/schema"}}
    whole["properties"] = {
        **vocabulary["properties"], **reference, **closed,
        "$schema": text, "$id": text, "$comment": text, "$defs": definitions,
        "examples": {"type": "array"},
    }  # fmt: skip
    schema = {
        **parts["schema"],
        "properties": {**parts["schema"]["properties"], **reference, **closed},
    }
    facts = parts["x-operation"]
    operation = {
        **facts,
        "required": ["product", "method", "path"],
        "properties": {
            **facts["properties"],
            "product": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
            "method": {"enum": ["POST", "PATCH", "PUT", "DELETE"]},
            "path": {"type": "string", "pattern": "^/"},
            "docs": {"type": "string", "pattern": "^https?://"},
            "sources": {"type": "array"},
            "permissions": {**parts["permissions"], "required": []},
        },
    }
    del operation["oneOf"]
    advice = {**parts["x-advice"], "required": ["rule", "message", "schema"]}
    whole["$defs"] = {**parts, "schema": schema, "x-operation": operation, "x-advice": advice}
    return whole


def _written_out(part: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the vocabulary with the members that it takes over from another part.

    A complaint about an unknown key names the known ones, so they have to stand together.
    """
    if "properties" not in part and "unevaluatedProperties" not in part:
        return part
    own = dict(part)
    if "$ref" in part:
        base = _written_out(parts[own.pop("$ref").rpartition("/")[2]], parts)
        own = {**base, **own, "properties": {**base["properties"], **own.get("properties", {})}}
    if own.pop("unevaluatedProperties", True) is False:
        own["additionalProperties"] = False
    return own


def completed(schema: Schema, id: str) -> Schema:
    """Return a team's schema with what ours always say: titles, annotations, empty facts.

    Args:
        schema: The schema with its references inlined.
        id: The operation's id.
    """
    whole: Schema = _objects({key: schema[key] for key in schema if key not in ("$id", "$comment")})
    whole.setdefault("properties", {})
    facts = whole["x-operation"]
    whole["x-operation"] = {
        "title": str(schema.get("title", id)),
        "docs": "",
        "contentType": "application/json",
        "permissions": {},
        **facts,
    }
    return whole


def _id(path: str) -> str:
    return os.path.basename(path).removesuffix(".json")


def _objects(node: Any) -> Any:
    """Give closed objects their ``properties``, and let annotations pass as in ours."""
    if isinstance(node, list):
        return [_objects(item) for item in node]
    if not isinstance(node, dict):
        return node
    whole: Schema = {}
    for key, value in node.items():
        if key == "properties":
            whole[key] = {name: _objects(member) for name, member in value.items()}
        elif key in ("enum", "const", "examples", "default") or key.startswith("x-"):
            whole[key] = value
        else:
            whole[key] = _objects(value)
    for key in node.get("required", ()):  # a key that may have any value
        whole.setdefault("properties", {}).setdefault(key, {})
    if node.get("additionalProperties") is False:
        whole.setdefault("properties", {})
        whole.setdefault("patternProperties", _ANNOTATIONS)
    return whole
