"""The rules of the linter as SARIF describes rules."""

from __future__ import annotations

from typing import Any, Final

from defender_lint.project import rule_page
from defender_lint.rules import RULES, Rule

RULE_INDEX: Final[dict[str, int]] = {name: index for index, name in enumerate(RULES)}
"""Where each rule stands in the list that :func:`descriptors` gives."""


def descriptors() -> list[dict[str, Any]]:
    """Return all rules, found or not: the list says what was looked for."""
    return [_descriptor(rule) for rule in RULES.values()]


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("-")) + "Rule",
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": rule.means},
        "help": {"text": _help(rule), "markdown": _help(rule, bold="**")},
        "helpUri": rule_page(rule.name),
        "defaultConfiguration": {"enabled": not rule.optional, "level": rule.severity},
        "properties": {
            "tags": ["microsoft-defender", *([rule.code] if rule.code else [])],
            # What GitHub sorts by and shows.
            "problem.severity": rule.severity,
            "precision": "high" if rule.severity == "error" else "medium",
        },
    }


def _help(rule: Rule, bold: str = "") -> str:
    paragraphs = [
        rule.means,
        f"{bold}The service:{bold} {rule.service}",
        f"{bold}Remedy:{bold} {rule.remedy}",
    ]
    if rule.code:
        paragraphs.insert(2, f"{bold}Predicted code:{bold} {rule.code}")
    return "\n\n".join(paragraphs)
