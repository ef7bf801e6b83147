"""What the strings in settings must be: the formats of the JSON Schema that judges them."""

from __future__ import annotations

from functools import cache

from defender_lint.checks.near_miss import nearest
from defender_lint.checks.words import name
from defender_lint.settings import patterns, selection
from defender_lint.settings.faults import Formats, Judge
from defender_lint.settings.keys import SEVERITIES
from defender_lint.settings.schema import judging_schema
from defender_lint.sources.placeholders import Pattern, PatternError


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
        near = nearest(value, ids)
        meant = f"did you mean {name(near[0])}?" if near else "`defender-lint apis` lists them"
        return f"{name(value)} is the id of no API; {meant}"

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
    near = nearest(rule, RULES)
    meant = f"did you mean {name(near[0])}?" if near else "`defender-lint explain` lists them"
    return f"{name(rule)} is not a rule; {meant}"


def _severity_fault(level: str) -> str | None:
    if level in SEVERITIES:
        return None
    if level in ("off", "none", "ignore"):
        return "a rule is switched off by `ignore`, not by a severity"
    near = nearest(level, SEVERITIES)
    meant = f"did you mean {name(near[0])}?" if near else "use `error` or `warning`"
    return f"{name(level)} is not a severity; {meant}"
