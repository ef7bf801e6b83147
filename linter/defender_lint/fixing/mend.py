"""Mend: apply fixes until none is left to apply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from defender_lint.findings import Finding
from defender_lint.fixing.edits import apply

_PASSES = 20
"""More passes than mistakes can hide behind one another: letter case, spelling, blanks, batch."""


class BrokenFix(Exception):
    """A fix made things worse, which is our defect. The text says what happened."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with fixes in it.

    Attributes:
        text: The new text.
        fixed: The findings that are gone, in the order in which they went.
        left: The findings of the new text.
    """

    text: str
    fixed: list[Finding]
    left: list[Finding]


def mend(
    text: str,
    check: Callable[[str], list[Finding]],
    is_wanted: Callable[[Finding], bool],
) -> Mended:
    """Apply wanted fixes, pass by pass, until nothing is left that they could mend.

    Args:
        text: The decoded file.
        check: Lints a text.
        is_wanted: Whether the fix of a finding, which has one, is to be applied.

    Raises:
        BrokenFix: A fix made the text unparsable, or fixes undo one another. Nothing is lost: the
            text that was given is still what the file holds.
    """
    fixed: list[Finding] = []
    found = check(text)
    for _ in range(_PASSES):
        wanted = [each for each in found if each.fix and not each.suppressed and is_wanted(each)]
        if not wanted:
            return Mended(text, fixed, found)
        mended, applied = apply(text, wanted)
        found_then = check(mended)
        if _unparsable(found_then) > _unparsable(found):
            rules = ", ".join(sorted({finding.rule for finding in applied}))
            raise BrokenFix(f"a fix of {rules} would make it unparsable")
        text, found = mended, found_then
        fixed += applied
    raise BrokenFix("the fixes undo one another")


def _unparsable(findings: list[Finding]) -> int:
    return sum(finding.rule == "syntax" for finding in findings)
