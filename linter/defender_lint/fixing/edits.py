"""Edits applied to a text. Nothing but their own characters changes."""

from __future__ import annotations

from collections.abc import Iterable

from defender_lint.findings import Finding


def apply(text: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """Apply the fixes of findings, each whole or not at all.

    A fix that overlaps one before it is left for the next pass, when the text has changed.

    Args:
        text: The decoded file that the findings speak of.
        findings: Findings that have a fix.

    Returns:
        The new text, and the findings whose fixes are in it.
    """
    applied: list[Finding] = []
    parts: list[str] = []
    position = 0
    for finding in sorted(findings, key=_start):
        assert finding.fix is not None
        edits = sorted(finding.fix.edits, key=lambda edit: edit.offset)
        if edits[0].offset < position:
            continue
        for edit in edits:
            parts += (text[position : edit.offset], edit.text)
            position = edit.offset + edit.length
        applied.append(finding)
    return "".join([*parts, text[position:]]), applied


def _start(finding: Finding) -> int:
    assert finding.fix is not None
    return min(edit.offset for edit in finding.fix.edits)
