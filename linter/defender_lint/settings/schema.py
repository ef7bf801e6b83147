"""The JSON Schema of a settings file, made from the table of settings."""

from __future__ import annotations

from typing import Any, Final

from defender_lint.settings.keys import KEYS, LIMITS, SEVERITIES, SUPPRESSION, Key, choices

URL: Final = (
    "https://raw.githubusercontent.com/defender-lint/defender-lint/main/"
    "linter/defender_lint/settings/settings.schema.json"
)
"""Where editors find the schema."""

_TEXT: Final = {"type": "string", "minLength": 1}
_PATTERNS: Final = {"minLength": 1, "not": {"pattern": "^!"}}


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema that editors complete a ``.defender-lint.yaml`` by."""
    from defender_lint.catalogue import Catalogue
    from defender_lint.rules import RULES
    from defender_lint.settings.selection import selectors

    catalogue = Catalogue.shipped()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": URL,
        "title": "Settings of defender-lint",
        "description": "A .defender-lint.yaml, or the table [tool.defender-lint] of a "
        f"pyproject.toml. Editors complete a file that begins with "
        f"`# yaml-language-server: $schema={URL}`.",
        "type": ["object", "null"],
        "properties": {
            key.name: {"description": key.meaning, **_nullable(_shape(key)), "default": key.default}
            for key in KEYS.values()
        },
        "additionalProperties": False,
        # Ids that are not ours can only come from a team's own schemas.
        "if": {"not": {"required": ["schemas"]}},
        "then": {"properties": {"apis": {"additionalProperties": {"$ref": "#/$defs/api"}}}},
        "$defs": {
            "api": {
                "description": "The id of an API.",
                "enum": [*catalogue.body_ids(), None],
            },
            "rule": {"description": "A rule.", "enum": list(RULES)},
            "selector": {
                "description": "A rule, an error code, or the beginning of their names.",
                "anyOf": [
                    {"enum": selectors()},
                    {"type": "string", "pattern": "^(?:[a-z][a-z-]*|[A-Z][A-Za-z]*)$"},
                ],
            },
            "selectors": _one_or_more({"$ref": "#/$defs/selector"}),
            "patterns": {
                "description": "Patterns as .gitignore has them, relative to this file.",
                **_one_or_more(_TEXT),
            },
        },
    }


def _shape(key: Key) -> dict[str, Any]:
    """Return the schema of a setting's value."""
    match key.shape:
        case "apis":
            return _mapping({"anyOf": [{"$ref": "#/$defs/api"}, _TEXT]})
        case "patterns":
            return {"$ref": "#/$defs/patterns"}
        case "switch":
            return {"type": "boolean"}
        case "rules":
            return {"$ref": "#/$defs/selectors"}
        case "rules-by-pattern":
            return _mapping(_nullable({"$ref": "#/$defs/selectors"}))
        case "severities":
            names = {"$ref": "#/$defs/rule"}
            return {
                "type": "object",
                "propertyNames": names,
                "additionalProperties": {"enum": [*SEVERITIES, None]},
            }
        case "choice":
            return {"enum": choices(key.name)}
        case "limits":
            number = {"type": ["integer", "null"], "minimum": 1}
            return {
                "type": "object",
                "properties": {
                    name: {"description": meaning, **number}
                    for name, (_, meaning) in LIMITS.items()
                },
                "additionalProperties": False,
            }
        case "folders":
            return _one_or_more(_TEXT)
        case "suppressions":
            return {"type": "array", "items": _suppression()}


def _suppression() -> dict[str, Any]:
    shapes: dict[str, dict[str, Any]] = {
        "files": {"$ref": "#/$defs/patterns"},
        "pointer": {"type": "string", "pattern": "^(?:/|$)"},
        "rules": {"$ref": "#/$defs/selectors"},
        "reason": {"type": "string", "pattern": "\\S"},
    }
    return {
        "type": "object",
        "required": ["files", "reason"],
        "properties": {
            name: {"description": meaning, **shapes[name]} for name, meaning in SUPPRESSION.items()
        },
        "additionalProperties": False,
    }


def _mapping(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "propertyNames": _PATTERNS, "additionalProperties": values}


def _one_or_more(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _nullable(shape: dict[str, Any]) -> dict[str, Any]:
    """Let a key without a value pass: nobody has filled it in yet."""
    return {"anyOf": [shape, {"type": "null"}]}
