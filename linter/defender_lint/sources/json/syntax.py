"""Says in plain words why a text is not JSON, and how to write it right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.foreign import foreign
from defender_lint.sources.json.scan import (
    CLOSING,
    START,
    Cause,
    Expect,
    Fault,
    State,
    scan,
    word_end,
)
from defender_lint.sources.json.strict import BLANK
from defender_lint.sources.json.strings import (
    explain_half_character,
    explain_string,
    typographic_end,
)
from defender_lint.sources.json.words import bare_key, bare_value, stray
from defender_lint.sources.limits import MAX_DIGITS, Limits
from defender_lint.sources.problem import problem
from defender_lint.sources.wording import quoted

_NO_BRACES: Final = (
    "the braces around the body are missing; "
    "write `{` before it and `}` after it, and every key in double quotes"
)
_COLON: Final = re.compile(r"\s*:")
_EQUALS: Final = re.compile(r":?=>?")
_LINE: Final = re.compile(r"[^\r\n]+")
_STRING: Final = re.compile(r'"(?:[^"\\\r\n]|\\.)*"?')
_FOR_VALUE: Final = (Expect.VALUE, Expect.ITEM_OR_END)
_FOR_KEY: Final = (Expect.KEY, Expect.KEY_OR_END)
_MOST_COPIED: Final = 1_000_000_000
"""Characters that looking for all faults copies; those after them are left for another time."""


def faults(
    text: str, masked: str, *, line_at: Callable[[int], int], limits: Limits
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a text, each as if all before it were fixed.

    Ends after one that has no fix, or that is inside what an earlier one has put there. So a text
    with thousands of faults is fixed in one go. A key that stands twice is not looked for.

    Args:
        text: Anything but blanks.
        masked: The same with JSON in place of its holes, as long as it is.
        line_at: Tells the line of the file that an offset is on.
        limits: What the text may ask for.
    """
    state = START
    shift = fixed_until = copied = 0
    while copied < _MOST_COPIED and (fault := scan(masked, limits, state)) is not None:
        if not masked.strip(BLANK):
            return  # the fixes have left nothing
        found = _explained(fault._replace(text=text), line_at, limits)
        assert found.start is not None
        assert found.end is not None
        if found.start < fixed_until:
            return
        yield found.replace(start=found.start - shift, end=found.end - shift)
        if found.fix is None:
            return
        right = found.fix.value
        text = f"{text[: found.start]}{right}{text[found.end :]}"
        masked = f"{masked[: found.start]}{right}{masked[found.end :]}"
        copied += len(text)
        shift += len(right) - (found.end - found.start)
        fixed_until = found.start + len(right)
        state = _before(fault, found.start)


def _before(fault: Fault, at: int) -> State:
    """Return where to go on when what begins at ``at`` has been fixed."""
    token = fault.string if fault.cause in (Cause.IN_STRING, Cause.HALF_CHARACTER) else fault.offset
    if at >= token:
        inside = at if fault.cause is Cause.IN_STRING and at > token else 0
        return State(token, fault.expected, fault.opened, fault.previous, inside)
    if at == fault.previous[0] and fault.text[at] == ",":
        return State(at, Expect.NEXT, fault.opened, (at, at))
    return START


def _explained(fault: Fault, line_at: Callable[[int], int], limits: Limits) -> Diagnostic:
    text, at = fault.text, fault.offset
    if fault.cause is Cause.IN_STRING:
        return explain_string(text, fault.string, at)
    if fault.cause is Cause.HALF_CHARACTER:
        return explain_half_character(text, at)
    if fault.cause is Cause.TOO_DEEP:
        message = f"this is nested more than {limits.depth} levels deep; write it flatter"
        return problem("limit-exceeded", message, at, at + 1)
    if fault.cause is Cause.HUGE_NUMBER:
        message = (
            f"this number has more than {MAX_DIGITS} digits or is too large; write it as a string"
        )
        return problem("limit-exceeded", message, at, word_end(text, at))
    return _unexpected(fault, line_at)


def _unexpected(fault: Fault, line_at: Callable[[int], int]) -> Diagnostic:
    text, at = fault.text, fault.offset
    if at == len(text):
        return _unfinished(fault, line_at)
    if fault.previous == (0, 0):
        found = foreign(text, at)
        if found is not None:
            return found
    found = _inner_quote(fault) or stray(text, at)
    if found is not None:
        return found
    if text[at] in "}]":
        return _closing(fault, line_at)
    if fault.expected in _FOR_VALUE:
        return _no_value(fault)
    if fault.expected in _FOR_KEY:
        return _no_key(fault)
    if fault.expected is Expect.COLON:
        return _no_colon(fault)
    if fault.expected is Expect.NEXT:
        return _no_comma(fault)
    return _after_the_end(fault)


def _unfinished(fault: Fault, line_at: Callable[[int], int]) -> Diagnostic:
    text = fault.text
    end = len(text.rstrip())
    last = fault.opened[-1]
    missing = "".join(CLOSING[text[bracket]] for bracket in reversed(fault.opened))
    message = (
        f"the body ends in the middle: the `{text[last]}` on line {line_at(last)} "
        f"is never closed; add {quoted(missing)}"
    )
    return problem("syntax", message, end, end)


def _inner_quote(fault: Fault) -> Diagnostic | None:
    """Explain a word right behind a string: the quote before it did not mean to close the text."""
    text, at = fault.text, fault.offset
    start, end = fault.previous
    follows = text[start : start + 1] == '"' and end == at
    if not follows or not (text[at].isalnum() or text[at] in "_-.*%$\\("):
        return None
    typographic = typographic_end(text, start, end)
    if typographic is not None:
        return typographic
    message = 'this quote ends the string too early; write `\\"` for a quote inside a string'
    return problem("syntax", message, end - 1, end)


def _closing(fault: Fault, line_at: Callable[[int], int]) -> Diagnostic:
    text, at = fault.text, fault.offset
    bracket = text[at]
    start, end = fault.previous
    if not fault.opened:
        message = f"`{bracket}` closes nothing; delete it, or write what it closes"
        return problem("syntax", message, at, at + 1)
    if text[start] == ":":
        return _colon_without_value(fault)
    last = fault.opened[-1]
    if CLOSING[text[last]] == bracket and text[start] == ",":
        message = f"there is a comma before the closing `{bracket}`; delete it"
        return problem("syntax", message, start, end, replacement="", is_safe=True)
    if CLOSING[text[last]] == bracket:
        return _key_without_value(fault)
    message = (
        f"the `{text[last]}` on line {line_at(last)} is still open "
        f"at this `{bracket}`; close it with `{CLOSING[text[last]]}`"
    )
    return problem("syntax", message, at, at + 1)


def _no_value(fault: Fault) -> Diagnostic:
    text, at = fault.text, fault.offset
    before = text[fault.previous[0]] if fault.previous[1] else ""
    if text[at] == "," and before == ":":
        return _colon_without_value(fault)
    if text[at] == ",":
        message = "there is no value before this comma; delete it"
    elif text[at] == ":" and before == ":":
        message = "there is a second colon here; delete it"
    elif text[at] == ":":
        message = "there is no key before this colon; write one in double quotes"
    elif not before and _COLON.match(text, word_end(text, at)):
        return problem("syntax", _NO_BRACES, at, word_end(text, at))
    else:
        return bare_value(text, at)
    return problem("syntax", message, at, at + 1)


def _no_key(fault: Fault) -> Diagnostic:
    text, at = fault.text, fault.offset
    if text[at] == ",":
        message = "there is no member before this comma; delete it"
    elif text[at] == ":":
        message = "there is no key before this colon; write one in double quotes"
    elif text[at] in "{[":
        message = f'a key must stand before this `{text[at]}`; write `"name": {text[at]}`'
    else:
        return bare_key(text, at)
    return problem("syntax", message, at, at + 1)


def _no_colon(fault: Fault) -> Diagnostic:
    text, at = fault.text, fault.offset
    if text[at] == ",":
        return _key_without_value(fault)
    sign = _EQUALS.match(text, at)
    if sign:
        message = f"`{sign[0]}` is between key and value; write `:`"
        return problem("syntax", message, at, sign.end(), replacement=":")
    end = _token_end(fault)
    message = f"a colon is missing between the key and {quoted(text[at:end])}; write `:`"
    return problem("syntax", message, at, end)


def _no_comma(fault: Fault) -> Diagnostic:
    text, at = fault.text, fault.offset
    start, _ = fault.previous
    in_list = text[fault.opened[-1]] == "["
    if text[at] == ":" and text[start] not in '"}]':
        return bare_value(text, start)  # a time or a URL: the value began before its colon
    if text[at] == ":" and in_list:
        message = "a list holds only values, not keys; write `{` and `}` around the members"
        return problem("syntax", message, at, at + 1)
    if text[at] == ":":
        message = "a second value follows in the same member; write a comma before its key"
        return problem("syntax", message, at, at + 1)
    if text[at] == ";":
        message = "`;` is where a comma belongs; write `,`"
        return problem("syntax", message, at, at + 1, replacement=",")
    if text[at] == "+":
        message = "JSON cannot join strings with `+`; write one string"
        return problem("syntax", message, at, at + 1)
    end = _token_end(fault)
    thing = "items" if in_list else "members"
    message = f"a comma is missing between two {thing}; write `,` before {quoted(text[at:end])}"
    return problem("syntax", message, at, end)


def _after_the_end(fault: Fault) -> Diagnostic:
    text, at = fault.text, fault.offset
    start, end = fault.previous
    if text[at] == ":" and text[start] == '"':
        return problem("syntax", _NO_BRACES, start, end)
    if text[at] in ",;" and not text[at + 1 :].strip():
        message = f"`{text[at]}` comes after the end of the body; delete it"
        return problem("syntax", message, at, at + 1, replacement="", is_safe=text[at] == ",")
    if text[at] in '{[",':
        message = (
            "a second body begins here, but a JSON file holds only one; put each on a line "
            "of its own in a `.jsonl` file, as `jq -c` does"
        )
        return problem("syntax", message, at, at + 1)
    rest = _LINE.match(text, at)
    shown = rest[0].rstrip() if rest else text[at]
    message = f"{quoted(shown)} comes after the end of the body; delete it"
    return problem("syntax", message, at, at + len(shown))


def _colon_without_value(fault: Fault) -> Diagnostic:
    start, end = fault.previous
    message = "there is no value after this colon; write one, or `null`"
    return problem("syntax", message, start, end)


def _key_without_value(fault: Fault) -> Diagnostic:
    start, end = fault.previous
    key = quoted(fault.text[start:end])
    message = f"{key} has no value; write `:` and a value after it, or a list in `[` and `]`"
    return problem("syntax", message, start, end)


def _token_end(fault: Fault) -> int:
    text, at = fault.text, fault.offset
    string = _STRING.match(text, at)
    return string.end() if string else max(word_end(text, at), at + 1)
