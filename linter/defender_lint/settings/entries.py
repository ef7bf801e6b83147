"""The entries of ``suppress``, checked."""

from __future__ import annotations

from defender_lint.checks.words import name
from defender_lint.settings import patterns
from defender_lint.settings.keys import SUPPRESSION
from defender_lint.settings.nodes import Node
from defender_lint.settings.patterns import Patterns
from defender_lint.settings.shapes import known_members, rules, text, texts, wrong
from defender_lint.settings.values import Suppression
from defender_lint.sources.document import Part


def suppressions(node: Node, root: str) -> list[Suppression]:
    """Take the entries of ``suppress``."""
    if not isinstance(node.value, list):
        node.complain(wrong(node, "a list of entries"))
        return []
    taken = (_suppression(entry, root) for entry in node.items())
    return [entry for entry in taken if entry is not None]


def _suppression(node: Node, root: str) -> Suppression | None:
    faults = len(node.complaints)
    members = dict(known_members(node, SUPPRESSION))
    files = texts(members["files"], patterns.fault) if "files" in members else ()
    pointer = text(members["pointer"], _pointer_fault) if "pointer" in members else None
    chosen = rules(members["rules"]) if "rules" in members else ()
    reason = text(members["reason"], _reason_fault) if "reason" in members else None
    if isinstance(node.value, dict):
        for key, demand in (("files", "name a file or a pattern"), ("reason", "say why")):
            if key not in members:
                node.complain(f"{name(key)} is missing; {demand}", Part.START)
        if members.get("files") is not None and not members["files"].value:
            members["files"].complain("`files` names no file")
    if len(node.complaints) > faults or reason is None:
        return None
    return Suppression(
        files=Patterns(root, files),
        pointer=pointer,
        rules=chosen,
        reason=reason,
        place=node.place(Part.START),
    )


def _pointer_fault(pointer: str) -> str | None:
    if pointer and not pointer.startswith("/"):
        return f"{name(pointer)} is no JSON pointer; write it like `/Indicators/0/action`"
    return None


def _reason_fault(reason: str) -> str | None:
    return None if reason.strip() else "`reason` is empty"
