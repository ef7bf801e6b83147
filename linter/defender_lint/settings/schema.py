"""The JSON Schema of a settings file, made from the table of settings."""

from __future__ import annotations

from typing import Any, Final

from defender_lint.settings.keys import HIGHEST, KEYS, LIMITS, SEVERITIES, SUPPRESSION, Key, choices

URL: Final = (
    "https://raw.githubusercontent.com/defender-lint/defender-lint/main/"
    "linter/defender_lint/settings/settings.schema.json"
)
"""Where editors find the schema."""

_PATTERN: Final = {"format": "pattern", "minLength": 1}
_SELECTOR: Final = {"format": "selector", "pattern": "^(?:[a-z][a-z-]*|[A-Z][A-Za-z]*)$"}


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema that editors complete and check a ``.defender-lint.yaml`` by."""
    from defender_lint.catalogue import Catalogue

    # Ids that are not ours can only come from a team's own schemas.
    ours = {"enum": [*Catalogue.shipped().body_ids(), None]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": URL,
        "title": "Settings of defender-lint",
        "description": "A .defender-lint.yaml, or the table [tool.defender-lint] of a "
        f"pyproject.toml. Editors complete a file that begins with "
        f"`# yaml-language-server: $schema={URL}`.",
        **judging_schema(),
        "if": {"not": {"required": ["schemas"]}},
        "then": {"properties": {"apis": {"additionalProperties": ours}}},
    }


def judging_schema() -> dict[str, Any]:
    """Return the part of it that settings are judged by.

    It has neither ``anyOf`` nor references, so that each mistake has one violation, and what can
    only be said in code is a format: see :mod:`defender_lint.settings.loading`.
    """
    return {
        "type": ["object", "null"],
        "properties": {
            key.name: {"description": key.meaning, **_shape(key), "default": key.default}
            for key in KEYS.values()
        },
        "additionalProperties": False,
    }


def _shape(key: Key) -> dict[str, Any]:
    """Return the schema of a setting's value; null is a key that nobody has filled in yet."""
    match key.shape:
        case "apis":
            return _mapping(_PATTERN_KEY, {"type": ["string", "null"], "format": "api"})
        case "patterns":
            return _one_or_more(_PATTERN)
        case "switch":
            return {"type": ["boolean", "null"]}
        case "rules":
            return _one_or_more({**_SELECTOR, "examples": _selectors()})
        case "rules-by-pattern":
            return _mapping(_PATTERN_KEY, _one_or_more({**_SELECTOR, "examples": _selectors()}))
        case "severities":
            from defender_lint.rules import RULES

            level = {"type": ["string", "null"], "format": "severity", "enum": [*SEVERITIES, None]}
            return _mapping({"format": "rule", "enum": list(RULES)}, level)
        case "choice":
            return {"type": ["string", "null"], "enum": [*choices(key.name), None]}
        case "limits":
            return {
                "type": ["object", "null"],
                "properties": {name: _limit(name) for name in LIMITS},
                "additionalProperties": False,
            }
        case "placeholders":
            shape = _one_or_more({"format": "placeholder", "minLength": 1})
            return {**shape, "type": ["array", "string", "boolean", "null"]}
        case "folders":
            return _one_or_more({"format": "folder", "minLength": 1})
        case "suppressions":
            return {"type": ["array", "null"], "items": _suppression()}


_PATTERN_KEY: Final = {"format": "pattern-key", "minLength": 1, "not": {"pattern": "^!"}}


def _limit(name: str) -> dict[str, Any]:
    limit = {"description": LIMITS[name][1], "type": ["integer", "null"], "minimum": 1}
    return {**limit, "maximum": HIGHEST[name]} if name in HIGHEST else limit


def _selectors() -> list[str]:
    from defender_lint.settings.selection import selectors

    return list(selectors())


def _suppression() -> dict[str, Any]:
    shapes: dict[str, dict[str, Any]] = {
        "files": {**_one_or_more(_PATTERN), "type": ["string", "array"], "minItems": 1},
        "pointer": {"type": ["string", "null"], "format": "pointer", "pattern": "^(?:/|$)"},
        "rules": _one_or_more({**_SELECTOR, "examples": _selectors()}),
        "reason": {"type": "string", "format": "reason", "pattern": "\\S"},
    }
    return {
        "type": "object",
        "required": ["files", "reason"],
        "properties": {
            name: {"description": meaning, **shapes[name]} for name, meaning in SUPPRESSION.items()
        },
        "additionalProperties": False,
    }


def _mapping(keys: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    return {"type": ["object", "null"], "propertyNames": keys, "additionalProperties": values}


def _one_or_more(item: dict[str, Any]) -> dict[str, Any]:
    """Describe a list of strings, or one string: what is said of strings passes lists over."""
    return {"type": ["array", "string", "null"], **item, "items": {"type": "string", **item}}
