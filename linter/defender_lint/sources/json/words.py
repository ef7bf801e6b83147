"""What stands outside of quotes in a JSON text and does not belong there, in plain words."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.holes.placeholders import almost
from defender_lint.sources.json.scan import word_end
from defender_lint.sources.problem import placeholder, problem
from defender_lint.sources.wording import code_point, quoted

_COMMENT: Final = re.compile(r"//[^\r\n]*|#[^\r\n]*|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_DOUBLE: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"
_SINGLE: Final = "\u2018\u2019\u201a\u201b\u2032\u00b4`"
_TYPOGRAPHIC: Final = re.compile(
    rf'[{_DOUBLE}]([^"\\\r\n{_DOUBLE}]*)[{_DOUBLE}]|[{_SINGLE}]([^"\\\r\n{_SINGLE}]*)[{_SINGLE}]'
)
_SINGLE_QUOTED: Final = re.compile(r"'((?:[^'\\\r\n]|\\.)*)'")
_HASHTABLE: Final = re.compile(r"@\{(?=[^}:]*=)")
_ELLIPSIS: Final = re.compile(r"\.{3,}|…")

_LITERALS: Final = {
    "true": "true",
    "$true": "true",
    "false": "false",
    "$false": "false",
    "null": "null",
    "$null": "null",
    "none": "null",
    "nil": "null",
}
_NOT_A_NUMBER: Final = re.compile(r"[-+]?(?:nan|inf|infinity)", re.IGNORECASE)
_LEADING_ZERO: Final = re.compile(r"(-?)0+([0-9]+(?:\.[0-9]+)?)")
_PLUS: Final = re.compile(r"\+([0-9]+(?:\.[0-9]+)?)")
_NO_WHOLE: Final = re.compile(r"[-+]?\.[0-9]+")
_NO_FRACTION: Final = re.compile(r"[-+]?([0-9]+)\.")
_HEXADECIMAL: Final = re.compile(r"0[xX]([0-9a-fA-F]{1,16})")
_UNDERSCORES: Final = re.compile(r"[0-9]+(?:_[0-9]+)+")
_BARE_KEY: Final = re.compile(r'[^\s:=,{}\[\]"]+')
_BARE_VALUE: Final = re.compile(r'[^,\]}\r\n"]*[^,\]}\s"]')


def stray(text: str, at: int) -> Diagnostic | None:
    """Explain what is out of place at ``at`` wherever in a body it stands, else None."""
    return (
        _comment(text, at) or _typographic(text, at) or _invisible(text, at) or _left_open(text, at)
    )


def bare_key(text: str, at: int) -> Diagnostic:
    """Explain a word at ``at`` where a key should stand."""
    single = _single_quoted(text, at)
    if single is not None:
        return single
    match = _BARE_KEY.match(text, at)
    end = match.end() if match else at + 1
    name = text[at:end]
    replacement = f'"{name}"' if name.isalnum() else None
    message = f"the key {quoted(name)} is not in quotes; write {quoted(_in_quotes(name))}"
    return problem("syntax", message, at, end, replacement=replacement)


def bare_value(text: str, at: int) -> Diagnostic:
    """Explain a word at ``at`` where a value should stand."""
    single = _single_quoted(text, at)
    if single is not None:
        return single
    end = word_end(text, at)
    word = text[at:end]
    literal = _LITERALS.get(word.lower())
    if literal not in (None, word):  # a right one begins something longer: `true:x`
        message = f"{quoted(word)} is written `{literal}` in JSON"
        return problem("syntax", message, at, end, replacement=literal)
    message_about_word = _number(word)
    if message_about_word is not None:
        return problem("syntax", message_about_word, at, end)
    match = _BARE_VALUE.match(text, at)
    end = match.end() if match else end
    value = text[at:end]
    return problem("syntax", f"{quoted(value)} is not in quotes; {_write(value)}", at, end)


def _write(value: str) -> str:
    return f"write {quoted(_in_quotes(value))}"


def _in_quotes(value: str) -> str:
    return '"' + value.replace("\\", "\\\\") + '"'


def _number(word: str) -> str | None:
    """Say how to write a number, or a thing like one, that JSON does not take."""
    if _NOT_A_NUMBER.fullmatch(word):
        return f"{quoted(word)} is not a number in JSON; write `null`, or leave the key out"
    if word == "undefined":
        return "JSON has no `undefined`; write `null`, or leave the key out"
    if match := _LEADING_ZERO.fullmatch(word):
        number, as_text = quoted(match[1] + match[2]), quoted(_in_quotes(word))
        return f"{quoted(word)} begins with a zero; write {number}, or {as_text} for a string"
    if match := _PLUS.fullmatch(word):
        return f"{quoted(word)} has a plus sign, which JSON does not take; write {quoted(match[1])}"
    if _NO_WHOLE.fullmatch(word):
        number = word.lstrip("+").replace(".", "0.")
        return f"{quoted(word)} has no digit before the point; write {quoted(number)}"
    if _NO_FRACTION.fullmatch(word):
        return (
            f"{quoted(word)} has no digit after the point; write {quoted(word.lstrip('+') + '0')}"
        )
    if match := _HEXADECIMAL.fullmatch(word):
        number = quoted(str(int(match[1], 16)))
        return f"{quoted(word)} is hexadecimal, which JSON does not take; write {number}"
    if _UNDERSCORES.fullmatch(word):
        return f"{quoted(word)} has underscores; write {quoted(word.replace('_', ''))}"
    return None


def _comment(text: str, at: int) -> Diagnostic | None:
    match = _COMMENT.match(text, at)
    if match is None:
        return None
    comment = match[0].rstrip()
    return problem(
        "syntax", f"JSON has no comments; delete {quoted(comment)}", at, at + len(comment)
    )


def _single_quoted(text: str, at: int) -> Diagnostic | None:
    if text[at] != "'":
        return None
    match = _SINGLE_QUOTED.match(text, at)
    if match is None:
        message = "a single quote does not begin a string in JSON; write double quotes"
        return problem("syntax", message, at, at + 1)
    message = f"{quoted(match[0])} is in single quotes; write double quotes"
    simple = '"' not in match[1] and "\\" not in match[1] and match[1].isprintable()
    replacement = f'"{match[1]}"' if simple else None
    return problem("syntax", message, at, match.end(), replacement=replacement)


def _typographic(text: str, at: int) -> Diagnostic | None:
    char = text[at]
    if char not in _DOUBLE + _SINGLE:
        return None
    match = _TYPOGRAPHIC.match(text, at)
    if match is None:
        message = f'`{char}` ({code_point(char)}) is not a quote of JSON; write `"`'
        return problem("syntax", message, at, at + 1, replacement='"')
    content = match[1] if match[1] is not None else match[2]
    marks = "backticks" if char == "`" else f"typographic quotes, `{char}` and `{match[0][-1]}`"
    message = f'{quoted(content)} is between {marks}; write `"`'
    replacement = f'"{content}"' if content.isprintable() else None
    return problem("syntax", message, at, match.end(), replacement=replacement)


def _invisible(text: str, at: int) -> Diagnostic | None:
    word = text[at : word_end(text, at)]
    place = next((i for i, char in enumerate(word, at) if not char.isprintable()), None)
    if place is None:
        return None
    char = text[place]
    name = unicodedata.name(char, "control character").lower()
    message = (
        f"there is an invisible character here ({code_point(char)}, {name}); "
        "outside strings JSON allows only plain spaces and line breaks, so delete it"
    )
    return problem("syntax", message, place, place + 1, replacement=" ")


def _left_open(text: str, at: int) -> Diagnostic | None:
    """Explain a placeholder of a template, or an ellipsis of a documentation page."""
    if match := _HASHTABLE.match(text, at):
        message = "this is a PowerShell hashtable; pass it through `ConvertTo-Json`"
        return problem("syntax", message, at, match.end())
    if match := _ELLIPSIS.match(text, at):
        message = f"`{match[0]}` means that something was left out; write it out, or delete it"
        return problem("syntax", message, at, match.end())
    # The first brace of ``{{id}}`` reads as an object; the fault is at the second.
    start = at - 1 if text.startswith("{{", max(at - 1, 0)) else at
    found = almost(text, max(start, 0))
    return None if found is None else placeholder(text, found)
