"""Shapes: what a setting's value must look like, checked and turned into what a run goes by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

from defender_lint.checks.near_miss import nearest
from defender_lint.checks.words import kind_of, listed, name
from defender_lint.settings import patterns, selection
from defender_lint.settings.keys import LIMITS, SEVERITIES
from defender_lint.settings.nodes import Node
from defender_lint.settings.patterns import Patterns
from defender_lint.sources.document import Part

_Value = TypeVar("_Value")


def texts(node: Node, fault: Callable[[str], str | None] | None = None) -> tuple[str, ...]:
    """Take a list of texts, or one text for a list of one.

    Args:
        node: The value.
        fault: Says what is wrong with a text, if anything.
    """
    if isinstance(node.value, list):
        members = node.items()
    elif isinstance(node.value, str):
        members = [node]
    else:
        node.complain(wrong(node, "a list of texts"))
        return ()
    taken = (text(member, fault) for member in members)
    return tuple(value for value in taken if value is not None)


def text(node: Node, fault: Callable[[str], str | None] | None = None) -> str | None:
    """Take a text; None if it is none, or if ``fault`` finds one."""
    if not isinstance(node.value, str):
        node.complain(wrong(node, "text"))
        return None
    problem = fault(node.value) if fault is not None else None
    if problem is not None:
        node.complain(problem)
        return None
    return node.value


def rules(node: Node) -> tuple[str, ...]:
    """Take a list of rules, error codes, or beginnings of them."""
    return texts(node, selection.fault)


def switch(node: Node) -> bool | None:
    """Take true or false; in YAML also ``yes``, ``no``, ``on`` and ``off``."""
    value = node.value
    if isinstance(value, str):
        meant = node.origin.alternative(node.path)
        value = value if meant is None else meant
    if isinstance(value, bool):
        return value
    node.complain(wrong(node, "true or false"))
    return None


def choice(node: Node, words: Sequence[str], what: str | None = None) -> str | None:
    """Take one of some words.

    Args:
        node: The value.
        words: The words.
        what: What they are called, if not after the setting.
    """

    def fault(value: str) -> str | None:
        if value in words:
            return None
        near = nearest(value, words)
        meant = f"did you mean {name(near[0])}?" if near else f"use {listed(words)}"
        return f"{name(value)} is not {what or f'a value of {_label(node)}'}; {meant}"

    return text(node, fault)


def limits(node: Node) -> dict[str, int]:
    """Take whole numbers by name."""
    taken = {}
    for key, member in known_members(node, LIMITS):
        value = member.value
        if isinstance(value, bool) or not isinstance(value, int):
            member.complain(wrong(member, "a whole number"))
        elif value < 1:
            member.complain(f"{name(key)} must be at least 1")
        else:
            taken[key] = value
    return taken


def by_pattern(node: Node, root: str, take: Callable[[Node], _Value]) -> list[tuple[Patterns, Any]]:
    """Take a mapping from patterns to whatever ``take`` makes of its values.

    Args:
        node: The mapping.
        root: The folder that the patterns are relative to.
        take: Checks a value; None if it is wrong.
    """
    taken: list[tuple[Patterns, Any]] = []
    for pattern, member in _members(node, "patterns with values"):
        fault = patterns.fault(pattern, may_take_back=False)
        if fault is not None:
            member.complain(fault, Part.KEY)
            continue
        value = None if member.is_empty else take(member)
        if value is not None:
            taken.append((Patterns(root, (pattern,)), value))
    return taken


def operation(node: Node, ids: Collection[str]) -> str | None:
    """Take the id of an operation."""

    def fault(value: str) -> str | None:
        if value in ids:
            return None
        near = nearest(value, ids)
        meant = f"; did you mean {name(near[0])}?" if near else "; `defender-lint apis` lists them"
        return f"{name(value)} is the id of no API{meant}"

    return text(node, fault)


def severities(node: Node) -> dict[str, str]:
    """Take a mapping from rules to severities."""
    from defender_lint.rules import RULES

    taken: dict[str, str] = {}
    for rule, member in _members(node, "rules with severities"):
        if rule not in RULES:
            near = nearest(rule, RULES)
            meant = (
                f"did you mean {name(near[0])}?" if near else "`defender-lint explain` lists them"
            )
            member.complain(f"{name(rule)} is not a rule; {meant}", Part.KEY)
            continue
        if member.value in ("off", "none", "ignore", False):
            member.complain("a rule is switched off by `ignore`, not by a severity")
            continue
        level = None if member.is_empty else choice(member, SEVERITIES, "a severity")
        if level is not None:
            taken[rule] = level
    return taken


def known_members(node: Node, known: Iterable[str]) -> list[tuple[str, Node]]:
    """Return the members of a mapping, and complain of those that nobody knows."""
    found = _members(node, listed(known, "and"))
    for key, member in found:
        if key not in known:
            member.complain(unknown_key(key, known), Part.KEY)
    return [(key, member) for key, member in found if key in known and not member.is_empty]


def _members(node: Node, what: str) -> list[tuple[str, Node]]:
    if isinstance(node.value, dict):
        return node.members()
    node.complain(wrong(node, f"a mapping: {what}"))
    return []


def unknown_key(key: str, known: Iterable[str]) -> str:
    """Say that a key is none of those that are known, and which may be meant."""
    known = list(known)
    near = nearest(key, known)
    if near is not None:
        return f"{name(key)} is not a setting; did you mean {name(near[0])}?"
    return f"{name(key)} is not a setting; there are {listed(known, 'and')}"


def wrong(node: Node, wanted: str) -> str:
    """Say that a value is of another kind than wanted."""
    return f"{_label(node)} must be {wanted}, not {_kind(node.value)}"


def _label(node: Node) -> str:
    keys = [step for step in node.path if isinstance(step, str)]
    inside = isinstance(node.path[-1], int) if node.path else False
    return f"an item of {name(keys[-1])}" if inside else name(keys[-1])


def _kind(value: Any) -> str:
    if isinstance(value, (str, int, float, list, dict)) or value is None:
        return "a mapping" if isinstance(value, dict) else kind_of(value)
    return "a date or a time"  # which TOML has
