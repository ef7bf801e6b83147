"""Expressions of Azure's templates in a string, put together as far as the file says.

Two languages share one syntax: Resource Manager evaluates ``[concat('a', variables('x'))]``, Logic
Apps ``@concat(…)`` and ``@{…}`` inside a string. Literals and constants are known; everything else
is a hole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from defender_lint.sources.text import Text

Constants = Callable[[str, str], "Text | None"]
"""Returns the string that ``variables('x')`` or ``parameters('x')`` is; None where unknown."""

_CALL: Final = re.compile(r"\s*([A-Za-z_]\w*)\s*\(")
_NUMBER: Final = re.compile(r"\s*-?\d+(?:\.\d+)?\s*\Z")
_NAMED: Final = frozenset({"variables", "parameters"})
_MAX_DEPTH: Final = 8  # of calls in calls, and of constants in constants


def resolved(text: Text, constants: Constants, *, is_template: bool, depth: int = 0) -> Text:
    """Return what a string of a template is, with what is unknown of it marked as holes.

    Args:
        text: The string.
        constants: The variables and parameters that the file gives a value.
        is_template: Whether Resource Manager evaluates it before Logic Apps does.
        depth: How many constants it stands in.
    """
    if depth > _MAX_DEPTH:
        return _unknown(text)
    chars = text.chars
    if is_template and chars.startswith("[") and chars.rstrip().endswith("]"):
        if chars.startswith("[["):
            return _interpolated(text.slice(1, len(text)), constants, depth)
        return _whole(text, text.slice(1, len(chars.rstrip()) - 1), constants, depth)
    if chars.startswith("@@"):
        return text.slice(1, len(text))
    if chars.startswith("@") and not chars.startswith("@{"):
        return _whole(text, text.slice(1, len(text)), constants, depth)
    return _interpolated(text, constants, depth)


def _whole(text: Text, expression: Text, constants: Constants, depth: int) -> Text:
    """Return what a string is that is nothing but an expression."""
    value = _value(expression, constants, depth)
    is_unknown = value.holes == ((0, len(value)),)
    return _unknown(text) if is_unknown else value


def _interpolated(text: Text, constants: Constants, depth: int) -> Text:
    """Put in the values of ``@{…}``."""
    if "@{" not in text.chars:
        return text
    return Text.joined(_pieces(text, constants, depth), text.source)


def _pieces(text: Text, constants: Constants, depth: int) -> Iterator[Text]:
    at = 0
    while (start := text.chars.find("@{", at)) >= 0:
        end = _closing(text.chars, start + 2, "}")
        if end is None:
            break
        yield text.slice(at, start)
        value = _value(text.slice(start + 2, end), constants, depth)
        is_known = not value.holes and value.chars
        yield value if is_known else _unknown(text.slice(start, end + 1))
        at = end + 1
    yield text.slice(at, len(text))


def _value(text: Text, constants: Constants, depth: int) -> Text:
    """Return what an expression is."""
    chars = text.chars
    stripped = chars.strip()
    if depth > _MAX_DEPTH:
        return _unknown(text)
    if (
        len(stripped) > 1
        and stripped[0] == "'"
        and _closing(chars, chars.find("'") + 1, "'") == (len(chars.rstrip()) - 1)
    ):
        return _literal(text.slice(chars.find("'") + 1, len(chars.rstrip()) - 1))
    if _NUMBER.fullmatch(chars):
        return text
    call = _CALL.match(chars)
    end = _closing(chars, call.end(), ")") if call else None
    if call is None or end is None or chars[end + 1 :].strip():
        return _unknown(text)
    name, arguments = call[1].lower(), list(_arguments(text.slice(call.end(), end)))
    if name == "concat":
        parts = [_value(each, constants, depth + 1) for each in arguments]
        return Text.joined(parts, text.source)
    if name in _NAMED and len(arguments) == 1:
        found = constants(name, _value(arguments[0], constants, depth + 1).chars)
        if found is not None:
            return found
    return _unknown(text)


def _literal(text: Text) -> Text:
    """Return the characters of a literal, in which a quote is written twice."""
    if "''" not in text.chars:
        return text
    parts, at = [], 0
    while (quote := text.chars.find("''", at)) >= 0:
        parts.append(text.slice(at, quote + 1))
        at = quote + 2
    return Text.joined([*parts, text.slice(at, len(text))], text.source)


def _arguments(text: Text) -> Iterator[Text]:
    """Split the arguments of a call."""
    chars, start, at, depth = text.chars, 0, 0, 0
    while at < len(chars):
        char = chars[at]
        if char == "'":
            end = _closing(chars, at + 1, "'")
            at = len(chars) if end is None else end
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "," and not depth:
            yield text.slice(start, at)
            start = at + 1
        at += 1
    if chars.strip():
        yield text.slice(start, len(chars))


def _closing(chars: str, at: int, mark: str) -> int | None:
    """Return where what opened before ``at`` is closed: a string by ``'``, else by a bracket."""
    if mark == "'":
        while (at := chars.find("'", at)) >= 0:
            if chars[at + 1 : at + 2] != "'":
                return at
            at += 2
        return None
    depth = 0
    while at < len(chars):
        char = chars[at]
        if char == "'":
            end = _closing(chars, at + 1, "'")
            if end is None:
                return None
            at = end
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            if not depth:
                return at if char == mark else None
            depth -= 1
        at += 1
    return None


def _unknown(text: Text) -> Text:
    """Return a text that is a hole from its first to its last character."""
    holes = ((0, len(text)),) if len(text) else ()
    return Text(text.chars, text.source, text.segments, holes=holes, escape=text.escape)
