"""Says in plain words why a text is not JSON, and how to write it right."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.foreign import foreign
from defender_lint.sources.json.scan import CLOSING, Cause, Expect, Fault, word_end
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


def explained(fault: Fault, line_at: Callable[[int], int], limits: Limits) -> Diagnostic:
    """Say what is wrong with a text.

    Args:
        fault: The first place at which it is no JSON.
        line_at: Tells the line of the file that an offset is on.
        limits: What the text may ask for.
    """
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
    follows = fault.before[:1] == '"' and end == at
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
    if fault.before == ":":
        return _colon_without_value(fault)
    last = fault.opened[-1]
    if CLOSING[text[last]] == bracket and fault.before == ",":
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
    before = fault.before
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
    if text[at] == ":" and fault.before[:1] not in ('"', "}", "]"):
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
    if text[at] == ":" and fault.before[:1] == '"':
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
