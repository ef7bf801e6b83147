"""The JSON Schema of a settings file, made from the table of settings, and its formats."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from defender_lint.settings import patterns, selection
from defender_lint.settings.faults import Formats, Judge
from defender_lint.settings.keys import HIGHEST, KEYS, LIMITS, SEVERITIES, SUPPRESSION, Key, choices
from defender_lint.sources.holes.placeholders import Pattern, PatternError
from defender_lint.words import meant, name

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
    only be said in code is a format.
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
                "properties": {limit: _limit(limit) for limit in LIMITS},
                "additionalProperties": False,
            }
        case "placeholders":
            shape = _one_or_more({"format": "placeholder", "minLength": 1})
            return {**shape, "type": ["array", "string", "boolean", "null"]}
        case "folders":
            return _one_or_more({"format": "folder", "minLength": 1})
        case "suppressions":
            return {"type": ["array", "null"], "items": _suppression()}


_PATTERN_KEY: Final = {"format": "pattern-key", "minLength": 1, "pattern": "^[^!]"}


def _limit(key: str) -> dict[str, Any]:
    limit = {"description": LIMITS[key][1], "type": ["integer", "null"], "minimum": 1}
    return {**limit, "maximum": HIGHEST[key]} if key in HIGHEST else limit


def _selectors() -> list[str]:
    return list(selection.selectors())


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
            key: {"description": meaning, **shapes[key]} for key, meaning in SUPPRESSION.items()
        },
        "additionalProperties": False,
    }


def _mapping(keys: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    return {"type": ["object", "null"], "propertyNames": keys, "additionalProperties": values}


def _one_or_more(item: dict[str, Any]) -> dict[str, Any]:
    """Describe a list of strings, or one string: what is said of strings passes lists over."""
    return {"type": ["array", "string", "null"], **item, "items": {"type": "string", **item}}


@cache
def judge(own_ids: tuple[str, ...]) -> Judge:
    """Return what judges settings.

    Args:
        own_ids: The ids of a team's own operations.
    """
    from defender_lint.catalogue import Catalogue

    ids = (*Catalogue.shipped().body_ids(), *own_ids)

    def api(value: str) -> str | None:
        if value in ids:
            return None
        hint = meant(value, ids, "`defender-lint apis` lists them")
        return f"{name(value)} is the id of no API{hint}"

    formats: Formats = {
        "api": api,
        "folder": folder_fault,
        "pattern": patterns.fault,
        "pattern-key": lambda line: patterns.fault(line, may_take_back=False),
        "placeholder": _placeholder_fault,
        "pointer": _pointer_fault,
        "reason": lambda text: None if text.strip() else "`reason` is empty",
        "rule": _rule_fault,
        "selector": selection.fault,
        "severity": _severity_fault,
    }
    return Judge(judging_schema(), formats, unknown="is not a setting")


def folder_fault(folder: str) -> str | None:
    """Return what is wrong with the name of a folder, None if nothing."""
    if not folder:
        return "a folder is empty"
    return "a folder holds a NUL" if "\0" in folder else None


def _placeholder_fault(pattern: str) -> str | None:
    if not pattern.strip():
        return "a placeholder is empty"
    try:
        Pattern(pattern)
    except PatternError as error:
        return f"{name(pattern)} {error}"
    return None


def _pointer_fault(pointer: str) -> str | None:
    if pointer and not pointer.startswith("/"):
        return f"{name(pointer)} is no JSON pointer; write it like `/Indicators/0/action`"
    return None


def _rule_fault(rule: str) -> str | None:
    from defender_lint.rules import RULES

    if rule in RULES:
        return None
    hint = meant(rule, RULES, "`defender-lint explain` lists them")
    return f"{name(rule)} is not a rule{hint}"


def _severity_fault(level: str) -> str | None:
    if level in SEVERITIES:
        return None
    if level in ("off", "none", "ignore"):
        return "a rule is switched off by `ignore`, not by a severity"
    hint = meant(level, SEVERITIES, "use `error` or `warning`")
    return f"{name(level)} is not a severity{hint}"
