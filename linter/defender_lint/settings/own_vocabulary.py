"""What a schema of a team's own may hold: our vocabulary, relaxed, and its errors in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from defender_lint.checks.near_miss import nearest
from defender_lint.checks.words import kind_of, kinds, listed, name, shown
from defender_lint.sources.document import Part, Path


def relaxed(vocabulary: dict[str, Any]) -> dict[str, Any]:
    """Return the vocabulary of our schema files without what only ours must have.

    Args:
        vocabulary: ``schemas/vocabulary.json``.
    """
    parts = vocabulary["$defs"]
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
            "permissions": {**facts["properties"]["permissions"], "required": []},
        },
    }
    advice = {**parts["x-advice"], "required": ["rule", "message", "schema"]}
    whole["$defs"] = {**parts, "schema": schema, "x-operation": operation, "x-advice": advice}
    return whole


def worded(error: Any) -> Iterator[tuple[Path, Part, str]]:
    """Put an error of the vocabulary into words: what stands where in the schema.

    Args:
        error: A ``jsonschema.ValidationError``.
    """
    path: Path = tuple(error.absolute_path)
    value, wanted = error.instance, error.validator_value
    last = name(str(path[-1])) if path else "the schema"
    match error.validator:
        case "additionalProperties":
            known = error.schema["properties"]
            for key in value:
                if key not in known:
                    near = nearest(key, known)
                    meant = f"did you mean {name(near[0])}?" if near else _known(known)
                    yield (*path, key), Part.KEY, f"{name(key)} is not understood here; {meant}"
        case "required":
            for key in wanted:
                if key not in value:
                    yield path, Part.START, f"{name(key)} is missing in {last}"
        case "enum":
            near = nearest(value, map(str, wanted)) if isinstance(value, str) else None
            meant = f"did you mean {name(near[0])}?" if near else f"use {listed(map(str, wanted))}"
            yield path, Part.VALUE, f"{shown(value)} is not a value of {last}; {meant}"
        case "type":
            yield path, Part.VALUE, f"{last} must be {kinds(wanted)}, not {kind_of(value)}"
        case "anyOf":
            yield path, Part.VALUE, f"{shown(value)} is not a value of {last}"
        case "const":
            yield path, Part.VALUE, f"{last} must be {shown(wanted)}"
        case "minItems" | "minLength" | "minProperties":
            yield path, Part.VALUE, f"{last} is empty"
        case "minimum":
            yield path, Part.VALUE, f"{last} must be at least {wanted}"
        case "pattern":
            yield path, Part.VALUE, f"{shown(value)} is not a value of {last}: it must fit {wanted}"
        case _:
            yield path, Part.VALUE, f"{last} is not as the vocabulary of schemas has it"


def _known(names: Mapping[str, Any]) -> str:
    return f"there are {listed(sorted(names), 'and')}"
