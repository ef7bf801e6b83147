"""What is wrong inside a JSON string, in plain words."""

from __future__ import annotations

import re
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.problem import problem
from defender_lint.sources.wording import code_point, quoted

_SHORT_ESCAPES: Final = {"\b": "\\b", "\t": "\\t", "\f": "\\f"}
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_LINE_REST: Final = re.compile(r"[^\r\n]*")
# Blanks, at once and not farther than lines are indented: there may be thousands of line breaks,
# with a fault each.
_INDENT: Final = r"(?=(\s{0,250}))\1"
# After a line break: the next member or item, or the end of the object. So the quote is missing.
_GOES_ON: Final = re.compile(_INDENT + r'(?:"[^"\r\n]*"\s{0,250}[:,\]}]|[\]}])')
_QUERY_LINE: Final = re.compile(_INDENT + r"\|")
# The only one in the text, where the text should end: it was meant to close it.
_TYPOGRAPHIC_END: Final = re.compile(
    "[^\u201c-\u201f]*([\u201c-\u201f])" + r"(?=\s*(?:[:,}\]\r\n]|\Z))"
)
_NEAR: Final = 500  # characters before a fault in which a typographic quote may be its cause
_FOUR_DIGITS: Final = re.compile(r"\\u[0-9a-fA-F]{0,3}")


def explain_string(text: str, quote: int, at: int) -> Diagnostic:
    """Say what is wrong at ``at`` in the string that opens at ``quote``."""
    char = text[at : at + 1]
    if char == "\\" and at + 1 < len(text):
        return _escape(text, at)
    typographic = typographic_end(text, quote, at)
    if typographic is not None:
        return typographic
    line_end = _LINE_END.match(text, at)
    if char in ("", "\\") or (line_end and _is_unclosed(text, line_end.end())):
        return _unclosed(text, quote)
    if line_end:
        return _line_break(text, at, line_end.end())
    escape = _SHORT_ESCAPES.get(char, f"\\u{ord(char):04x}")
    name = "a tab" if char == "\t" else f"the control character {code_point(char)}"
    message = f"{name} is inside this string; write `{escape}`"
    return problem("syntax", message, at, at + 1, replacement=escape)


def _is_unclosed(text: str, line: int) -> bool:
    return _GOES_ON.match(text, line) is not None or text.rfind('"', line) < 0


def explain_half_character(text: str, at: int) -> Diagnostic:
    """Say that the escape at ``at`` is one half of a surrogate pair without the other."""
    escape = text[at : at + 6]
    return problem(
        "syntax",
        f"`{escape}` is only half a character; "
        "write both halves, as in `\\ud83d\\ude00`, or the character itself",
        at,
        at + 6,
    )


def typographic_end(text: str, quote: int, end: int) -> Diagnostic | None:
    """Say so if a string that opens at ``quote`` was meant to end with a typographic quote."""
    # Only just before the fault: a string may have thousands of them.
    start = max(quote + 1, end - _NEAR)
    match = None if text.isascii() else _TYPOGRAPHIC_END.match(text, start, end)
    if match is None:
        return None
    name = f"`{match[1]}` ({code_point(match[1])})"
    message = f'{name} is a typographic quote, which does not end a string; write `"`'
    return problem("syntax", message, match.start(1), match.end(1), replacement='"')


def _unclosed(text: str, quote: int) -> Diagnostic:
    rest = _LINE_REST.match(text, quote)
    end = rest.end() if rest else len(text)
    end = len(text[:end].rstrip())
    message = 'the string that begins here has no closing quote; write `"` at its end'
    return problem("syntax", message, quote, end)


def _line_break(text: str, at: int, end: int) -> Diagnostic:
    if _QUERY_LINE.match(text, end):
        advice = "write the query on one line, or each line break as `\\n`"
    else:
        advice = "write `\\n`, or join the lines"
    message = f"there is a line break inside this string; {advice}"
    return problem("syntax", message, at, end, replacement="\\n")


def _escape(text: str, at: int) -> Diagnostic:
    char = text[at + 1]
    if char == "u":
        match = _FOUR_DIGITS.match(text, at)
        end = match.end() if match else at + 2
        message = (
            f"`{text[at:end]}` is not complete, four hexadecimal digits follow `\\u`; "
            "write a backslash itself as `\\\\`"
        )
        return problem("syntax", message, at, end)
    if char in "\r\n":
        message = "a backslash does not join lines in JSON; write the string on one line"
        return problem("syntax", message, at, at + 1)
    if char == "'":
        message = "`\\'` is not an escape in JSON; write `'` without the backslash"
        return problem("syntax", message, at, at + 2, replacement="'")
    message = f"{quoted(text[at : at + 2])} is not an escape in JSON; write the backslash twice: "
    message += quoted("\\" + text[at : at + 2])
    return problem("syntax", message, at, at + 2, replacement="\\" + text[at : at + 2])
