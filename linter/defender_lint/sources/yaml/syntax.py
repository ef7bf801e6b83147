"""Says in plain words why a text is not YAML, and how to write it right.

The two parsers word their messages differently, but agree on where they stop and, by and large,
on what they were at; the rest is read off the text around that place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import yaml

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.foreign import foreign
from defender_lint.sources.holes.placeholders import almost
from defender_lint.sources.problem import placeholder, problem
from defender_lint.sources.wording import code_point, quoted
from defender_lint.sources.yaml.refusals import unknown_tag

_UNREADABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NO_CHARACTER: Final = re.compile(r"\\U(?!000|0010)[0-9a-fA-F]{8}")
_CODE: Final = re.compile(r"\\[xuU][0-9a-fA-F]{0,8}")
_HALF_CHARACTER: Final = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_LINE: Final = re.compile(r"[^\r\n]*")
_TABS: Final = re.compile(r" *(\t+)")
_NO_BLANK: Final = re.compile(r"[ \t]*(?:- +)*[\w.@-]+(:)(?![\s/]|\Z)")
_ENTRY: Final = re.compile(r"[ \t]*(?:- +)*[^\s#:][^:]*:[ \t]+[^\s|>]")
_WORD: Final = re.compile(r"[^\s,\]}]+")
_CLOSING: Final = {"{": "}", "[": "]"}


def explain(masked: str, text: str, error: Exception, line_at: Callable[[int], int]) -> Diagnostic:
    """Return the ``syntax`` problem that stopped a parser.

    Args:
        masked: What it was given: the text, or as many characters that hide its holes.
        text: The whole text.
        error: What the parser raised.
        line_at: Tells the line of the file that an offset is on.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        return unreadable(text)
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark else 0
    begin = error.context_mark.index if error.context_mark else at
    reason = f"{error.context or ''}: {error.problem or ''}"
    return (
        (None if text[:at].strip() else foreign(text, at))
        or _tab(text, at)
        or _left_open(masked, at)
        or _token(text, at, begin, reason)
        or _quoted_scalar(text, at, begin, reason)
        or _flow(text, at, begin, reason, line_at)
        or _colon(text, at, begin, reason)
        or _indentation(text, at, reason)
        or _anything(text, at)
    )


def is_too_deep(error: Exception) -> bool:
    """Tell whether a parser stopped at a limit of its own for what stands inside one another."""
    return isinstance(error, yaml.MarkedYAMLError) and "nesting depth" in (error.problem or "")


def only_text(text: str, start: int, end: int) -> Diagnostic:
    """Return the problem of a document that is one scalar without quotes, and so no body."""
    found = foreign(text, start)
    if found is not None:
        return found
    colon = _NO_BLANK.match(text, start)
    if colon:
        return missing_blank(colon.start(1))
    rest = _LINE.match(text, start)
    end = min(end, rest.end()) if rest else end
    message = "this is only a string, but a body has keys; write `key: value`"
    return problem("syntax", message, start, end)


def unreadable(text: str) -> Diagnostic:
    """Return the problem of a text with a character that YAML does not allow anywhere."""
    match = _UNREADABLE.search(text)
    if match is None:
        code = _NO_CHARACTER.search(text)
        return _bad_code(text, code.start()) if code else _anything(text, 0)
    message = f"there is an invisible character here ({code_point(match[0])}); delete it"
    return problem("syntax", message, match.start(), match.end())


def _tab(text: str, at: int) -> Diagnostic | None:
    tabs = _TABS.match(text, _line_start(text, at))
    if tabs is None or tabs.end() < at:
        tabs = _TABS.match(text, at)
        message = "there is a tab here, where YAML allows only spaces; write a space"
    else:
        message = "a tab indents this line, but YAML allows only spaces; write spaces"
    return problem("syntax", message, tabs.start(1), tabs.end(1)) if tabs else None


def _left_open(text: str, at: int) -> Diagnostic | None:
    start = _line_start(text, at)
    opening = text.find("{{", start, _line_end(text, at))
    before = text[start:opening]
    if opening < 0 or before.count('"') % 2 or before.count("'") % 2:
        return None
    found = almost(text, opening)
    return None if found is None else placeholder(text, found)


def half_character(text: str, start: int, end: int) -> Diagnostic:
    """Return the problem of a scalar that holds half a surrogate pair, which only escapes can."""
    match = _HALF_CHARACTER.search(text, start, end)
    return _bad_code(text, match.start() if match else start)


def _token(text: str, at: int, begin: int, reason: str) -> Diagnostic | None:
    """Explain a plain scalar that begins with a character that means something else in YAML."""
    if "cannot start any token" in reason:
        start, meaning = at, "no value may begin with"
    elif "scanning an alias" in reason:
        start, meaning = begin, "an alias begins with"
    elif "scanning an anchor" in reason:
        start, meaning = begin, "an anchor begins with"
    elif "tag" in reason:
        return unknown_tag(text, begin, ())
    else:
        return None
    value = text[start : _line_end(text, start)].rstrip()
    shown = quoted('"' + value + '"')
    char = "a backtick" if value.startswith("`") else quoted(value[:1])
    message = f"in YAML {meaning} {char}; write the value in quotes: {shown}"
    return problem("syntax", message, start, start + len(value))


def _quoted_scalar(text: str, at: int, begin: int, reason: str) -> Diagnostic | None:
    start = text.rfind("\\", begin, at + 1)
    escape = text[start : start + 2] if "unknown escape" in reason else ""
    if (
        "unexpected document" in reason  # a line ``---`` or ``...``, as either parser words it
        or ("quoted scalar" in reason and "end of stream" in reason)
        or escape == "\\"  # nothing follows it: the text ends within the quotes
    ):
        message = (
            f"the string that begins here has no closing quote; write `{text[begin]}` at its end"
        )
        return problem("syntax", message, begin, _line_end(text, begin))
    if start < 0 or ("quoted scalar" not in reason and "double-quoted" not in reason):
        return None
    return no_escape(text, start) if escape else _bad_code(text, start)


def no_escape(text: str, start: int) -> Diagnostic:
    """Return the problem of a backslash that begins no escape."""
    escape = text[start : start + 2]
    message = (
        f"{quoted(escape)} is not an escape in YAML; write {quoted(chr(92) + escape)}, "
        "or put the string in single quotes"
    )
    return problem("syntax", message, start, start + 2, replacement="\\" + escape)


def _bad_code(text: str, start: int) -> Diagnostic:
    half = _HALF_CHARACTER.match(text, start)
    if half:
        message = f"{quoted(half[0])} is only half a character; write the character itself"
        return problem("syntax", message, start, half.end())
    code = _CODE.match(text, start)
    end = code.end() if code else start + 1
    message = (
        f"{quoted(text[start:end])} is not the code of a character; "
        "write a backslash itself as `\\\\`"
    )
    return problem("syntax", message, start, end)


def _flow(
    text: str, at: int, begin: int, reason: str, line_at: Callable[[int], int]
) -> Diagnostic | None:
    if "node content" in reason and text[at : at + 1] in (",", "]", "}"):
        message = f"there is no value before this `{text[at]}`; write one"
        return problem("syntax", message, at, at + 1)
    bracket = text[begin : begin + 1]
    if "flow" not in reason or bracket not in _CLOSING:
        return None
    end = _CLOSING[bracket]
    if text[at : at + 1] in ("]", "}"):
        message = (
            f"the `{bracket}` on line {line_at(begin)} is still open "
            f"at this `{text[at]}`; close it with `{end}`"
        )
        return problem("syntax", message, at, at + 1)
    if _line_end(text, begin) < at or not text[at:].strip():
        message = f"this `{bracket}` is never closed; write `{end}`"
        return problem("syntax", message, begin, begin + 1)
    message = "a comma is missing somewhere before this; write `,` between two items"
    return problem("syntax", message, at, at + 1)


def _colon(text: str, at: int, begin: int, reason: str) -> Diagnostic | None:
    """Explain a colon without a blank behind it, without a key, or in a value without quotes."""
    start = _line_start(text, at)
    if text[at : at + 1] == ":" and ("block end" in reason or "expected key" in reason):
        message = "there is no key before this colon; write one"
        return problem("syntax", message, at, at + 1)
    if "mapping values are not allowed" in reason:
        if _ENTRY.match(text, start, at):
            message = "there is a colon with a space in a value without quotes; put it in quotes"
            return problem("syntax", message, at, at + 1)
        before = _line_start(text, max(start - 1, 0))
        above = _NO_BLANK.match(text, before)
        if above:
            return missing_blank(above.start(1))
        line = text[start:at]
        key = len(line) - len(line.lstrip())
        message = (
            f"{quoted(line.strip())} is indented deeper than the line above, which has a value; "
            "align it with the other keys"
        )
        if not _ENTRY.match(text, before, start):
            return _no_key(text, before)
        return problem("syntax", message, start + key, at)
    if "simple key" in reason:
        colon = _NO_BLANK.match(text, _line_start(text, begin))
        return missing_blank(colon.start(1)) if colon else _no_key(text, begin)
    return None


def _indentation(text: str, at: int, reason: str) -> Diagnostic | None:
    line = text[_line_start(text, at) : at]
    char = text[at : at + 1]
    if "sequence entries are not allowed" in reason:
        message = "a list item cannot follow its key on the same line; begin a new line before `-`"
        return problem("syntax", message, at, at + 1)
    if "block scalar" in reason:
        message = "the string begins on the line below `|` or `>`; break the line here"
        return problem("syntax", message, at, _word_end(text, at))
    if not any(words in reason for words in ("block end", "expected key", "'-' ", "<document st")):
        return None
    if line.strip():
        last = line.rstrip()[-1]
        if char in ("]", "}"):
            message = f"`{char}` closes nothing; delete it"
        elif "<document st" in reason:
            message = "a second body begins here; write `---` on a line of its own before it"
        else:
            message = (
                f"there is something after the closing `{last}`; put the whole value in quotes"
            )
        return problem("syntax", message, at, _word_end(text, at))
    if char == "-":
        message = "there is a list item among keys; indent it below the key that it belongs to"
    elif "block collection" in reason:
        message = "there is a key among list items; indent it below the `-` that it belongs to"
    else:
        message = "the indentation of this line fits no line above; align it with its neighbours"
    return problem("syntax", message, at, _word_end(text, at))


def _anything(text: str, at: int) -> Diagnostic:
    message = "this cannot be read as YAML; check the indentation, the quotes and the colons here"
    at = min(at, len(text.rstrip()))
    return problem("syntax", message, at, min(at + 1, len(text)))


def missing_blank(colon: int) -> Diagnostic:
    """Return the problem of a colon that lacks a space."""
    message = "a space is missing after this colon; write `: `"
    return problem("syntax", message, colon, colon + 1, replacement=": ")


def _no_key(text: str, start: int) -> Diagnostic:
    start += len(text[start:]) - len(text[start:].lstrip())
    message = "this line has no key; write `key: value`, or put a string of several lines in quotes"
    return problem("syntax", message, start, max(_line_end(text, start), start))


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    match = _LINE.match(text, at)
    return len(text[: match.end()].rstrip()) if match else at


def _word_end(text: str, at: int) -> int:
    match = _WORD.match(text, at)
    return match.end() if match else min(at + 1, len(text))
