"""Edits applied to a text. Nothing but their own characters changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from defender_lint.findings import Fix

T = TypeVar("T")


def apply(text: str, origin: int, fixes: Iterable[tuple[T, Fix]]) -> tuple[str, list[T]]:
    """Apply fixes, each whole or not at all.

    A fix that overlaps one before it is left for the next pass, when the text has changed.

    Args:
        text: The text that is edited.
        origin: The offset in the file at which it begins; edits count in the file.
        fixes: What each fix belongs to, and the fix.

    Returns:
        The new text, and what the fixes that are in it belong to.
    """
    applied: list[T] = []
    parts: list[str] = []
    position = 0
    for owner, fix in sorted(fixes, key=lambda pair: _start(pair[1])):
        edits = sorted(fix.edits, key=lambda edit: edit.offset)
        if edits[0].offset - origin < position:
            continue
        for edit in edits:
            start = edit.offset - origin
            parts += (text[position:start], edit.text)
            position = start + edit.length
        applied.append(owner)
    return "".join([*parts, text[position:]]), applied


def _start(fix: Fix) -> int:
    return min(edit.offset for edit in fix.edits)
