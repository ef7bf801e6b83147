"""All faults of a text that is not JSON, each as if those before it were fixed.

Nothing is fixed meanwhile: a fix puts one token in the place of another, or a character of a string
in that of another, and what may follow is known without reading the text again. So a text with
thousands of faults is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.json.scan import (
    Cause,
    Expect,
    Fault,
    State,
    after_comma,
    after_string,
    after_value,
    scan,
    string_end,
)
from defender_lint.sources.json.syntax import explained
from defender_lint.sources.limits import Limits


def faults(
    text: str, masked: str, *, line_at: Callable[[int], int], limits: Limits
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a text.

    Ends after one that has no fix, or that is inside what an earlier one has put there. A key that
    stands twice is not looked for.

    Args:
        text: Anything but blanks.
        masked: The same with JSON in place of its holes, as long as it is.
        line_at: Tells the line of the file that an offset is on.
        limits: What the text may ask for.
    """
    fault = scan(masked, limits)
    fixed_until = 0
    while fault is not None:
        if fault.offset == len(text) and not fault.opened and fault.cause is Cause.UNEXPECTED:
            return  # the fixes have left nothing
        is_masked = masked is not text
        found = explained(fault._replace(text=text) if is_masked else fault, line_at, limits)
        start, end = found.start, found.end
        assert start is not None
        assert end is not None
        if start < fixed_until:
            return
        yield found
        if found.fix is None:
            return
        fixed_until = end
        if fault.cause is Cause.IN_STRING and start == fault.offset:
            fault = _in_rest(fault, end, limits)
        else:
            state = _after(fault, start, end, str(found.fix.value), limits)
            fault = None if state is None else scan(masked, limits, state)


def _in_rest(fault: Fault, at: int, limits: Limits) -> Fault | None:
    """Return the next fault after one in a string that is fixed up to ``at``."""
    text, expected, opened, previous = fault.text, fault.expected, fault.opened, fault.previous
    end = string_end(text, at)
    if text[end : end + 1] != '"':
        return Fault(
            Cause.IN_STRING, text, end, expected, opened, previous, fault.string, fault.fixed
        )
    return scan(text, limits, State(fault.string, expected, opened, previous, end, fault.fixed))


def _after(fault: Fault, start: int, end: int, right: str, limits: Limits) -> State | None:
    """Return where to go on after a fix of anything but a character of a string.

    Args:
        fault: What has been fixed.
        start: Where what was wrong begins.
        end: Where it ends.
        right: What stands there instead.
        limits: What the text may ask for.

    Returns:
        The state; None where only reading the text again would tell.
    """
    _, text, offset, expected, opened, previous, string, fixed = fault
    if fault.cause is Cause.IN_STRING:  # a quote that was meant to end it
        return _token(string, end, '""', expected, opened)
    if right == '"' and start < offset:  # the same, of the string before
        return State(end, expected, opened, (previous[0], end), fixed='""')
    if right == '"':
        return State(start, expected, opened, previous, end, fixed)
    if not right and start == previous[0]:  # the comma before a closing bracket
        return State(end, Expect.NEXT, opened, (start, start), fixed="")
    if not right.strip():
        if start == offset:
            return State(end, expected, opened, previous, fixed=fixed)
        start, right = offset, text[offset:start]  # a word that a blank ends now
    if right == ":":
        return State(end, Expect.VALUE, opened, (start, end), fixed=right)
    if right == ",":
        return State(end, after_comma(text, opened), opened, (start, end), fixed=right)
    return None if scan(right, limits) else _token(start, end, right, expected, opened)


def _token(
    start: int, end: int, token: str, expected: Expect, opened: tuple[int, ...]
) -> State | None:
    """Return the state after a string or another scalar."""
    if token.startswith('"'):
        following = after_string(expected, opened)
    else:
        is_due = expected in (Expect.VALUE, Expect.ITEM_OR_END)
        following = after_value(opened) if is_due else None
    return None if following is None else State(end, following, opened, (start, end), fixed=token)
