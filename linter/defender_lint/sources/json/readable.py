"""What can be read of a text that is no JSON: all around slips, and what stands before the rest.

No character changes its place, so what is read stands where it is written.
"""

from __future__ import annotations

from typing import Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.json import lenient
from defender_lint.sources.json.faults import faults
from defender_lint.sources.json.scan import BLANKS, CLOSING, Cause, Expect, Fault, scan
from defender_lint.sources.json.strict import BLANK
from defender_lint.sources.limits import Limits

_MOST: Final = 16
"""Slips that are passed over; each costs a look at the text from its beginning."""

_FILLER: Final = "\ufdd0"
"""Takes the room of a character of a string that is none of it; no text has it."""


class Readable(NamedTuple):
    """JSON that is a text as far as it goes, character by character.

    Attributes:
        chars: The JSON; brackets that the text lacks stand at its end.
        is_whole: Whether the text goes on to its end.
    """

    chars: str
    is_whole: bool

    @property
    def meant(self) -> str:
        """The JSON without what only keeps characters at their places."""
        return self.chars.replace(_FILLER, "")


def readable(chars: str, limits: Limits) -> Readable | None:
    """Return what can be read of a text.

    Args:
        chars: A text that is no JSON.
        limits: What it may ask for.

    Returns:
        The text without its slips; if something else is wrong, what stands before it, and the
        brackets that are missing. None where nothing is to be had.
    """
    for _ in range(_MOST):
        fault = scan(chars, limits)
        if fault is None:
            return Readable(chars, is_whole=True)
        passed = _with_comma(fault) or _without_slip(fault, limits)
        if passed is None:
            return _closed(fault)
        chars = passed
    return None


def _with_comma(fault: Fault) -> str | None:
    """Return the text with a comma in the place of a blank, if nothing else is missing."""
    chars, at = fault.text, fault.offset
    if fault.expected is not Expect.NEXT or chars[at : at + 1] not in ('"', "{", "["):
        return None
    return f"{chars[: at - 1]},{chars[at:]}" if chars[at - 1] in BLANK else None


def _without_slip(fault: Fault, limits: Limits) -> str | None:
    """Return a text without a slip that is fixed in no more room than there is."""
    chars = fault.text
    slip = next(faults(chars, chars, line_at=lambda _: 0, limits=limits), None)
    if slip is None or slip.fix is None:
        return None
    start, end = slip.start or 0, slip.end or 0
    right = str(slip.fix.value)
    if len(right) > end - start:
        return None
    filler = _FILLER if fault.cause is Cause.IN_STRING else " "
    return f"{chars[:start]}{right.ljust(end - start, filler)}{chars[end:]}"


def _closed(fault: Fault) -> Readable | None:
    """Return the text up to the last member that is complete before a fault, and its brackets."""
    chars, opened = fault.text, fault.opened
    if fault.cause is Cause.TOO_DEEP or not opened:
        # After an object or a list that is complete stands something else, or none has begun.
        before = chars[: fault.offset]
        is_there = before.lstrip(BLANK).startswith(tuple(CLOSING))
        is_there &= fault.cause is not Cause.TOO_DEEP
        return Readable(before, is_whole=True) if is_there else None
    brackets = "".join(CLOSING[chars[at]] for at in reversed(opened))
    end = _end_of_members(chars, opened[-1], fault.offset)
    return Readable(chars[:end] + brackets, is_whole=False)


def _end_of_members(chars: str, start: int, stop: int) -> int:
    """Return where the last complete member ends of the object or list that begins at ``start``."""
    end = at = start + 1
    try:
        while True:
            at = _skip(chars, at)
            if chars[start] == "{":
                _, at = lenient.string_at(chars, at + 1)
                at = _skip(chars, _skip(chars, at) + 1)  # past the colon
            _, at = lenient.value_at(chars, at)
            if at > stop:
                return end
            end = at
            at = _skip(chars, at) + 1  # past the comma
    except (ValueError, StopIteration, RecursionError):
        return end


def _skip(chars: str, at: int) -> int:
    match = BLANKS.match(chars, at)
    return match.end() if match else at
