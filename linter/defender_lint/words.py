"""Words for messages: names in backticks, lists, numbers with their nouns, kinds of values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SHOWN = 80  # a SHA-256 is shown whole
_SEARCHED = 4_096  # characters that are searched for tokens
_PLACEHOLDER = re.compile(r"`\{value\}`|\{value\}|\{key\}")


def name(text: str) -> str:
    """Return a name or value in backticks: cut in the middle if it is long, tokens masked."""
    return f"`{shortened(text)}`"


def shortened(text: str) -> str:
    """Return ``text`` cut in the middle if it is long, tokens masked."""
    from defender_lint.tokens import mask_tokens  # a run that finds nothing has none to mask

    if len(text) > _SEARCHED:  # cut at the end, as that may be the end of a token
        return f"{mask_tokens(text[:_SEARCHED])[: _SHOWN - 1]}…"
    text = mask_tokens(text)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 12]}…{text[-10:]}"


def meant(written: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return ``; did you mean `name`?``, for the end of a message; else what else may help."""
    from defender_lint.near_miss import nearest  # most messages name nothing else

    near = nearest(written, known)
    hint = f"did you mean {name(near[0])}?" if near else otherwise
    return f"; {hint}" if hint else ""


def listed(names: Iterable[str], conjunction: str = "or") -> str:
    """Join names to ``a``, ``b`` or ``c``, each in backticks."""
    quoted = [name(each) for each in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {conjunction} {quoted[-1]}"


def count(number: int, noun: str) -> str:
    """Write a number with its noun: ``1 body``, ``2 bodies``, ``10,000 files``."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


_KINDS = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


def kinds(types: str | Iterable[str]) -> str:
    """Put JSON Schema types into words; null goes unsaid beside others."""
    if isinstance(types, str):
        types = (types,)
    words = [_KINDS[each] for each in types if each != "null"] or ["null"]
    return " or ".join(words)


def kind_of(value: Any) -> str:
    """Say what a value is."""
    match value:
        case None:
            return "null"
        case bool():
            return f"the boolean {str(value).lower()}"
        case int() | float():
            return f"the number {shortened(json.dumps(value))}"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"


def shown(value: Any) -> str:
    """Quote a scalar value, name the kind of any other."""
    if value == "":
        return "an empty string"
    if isinstance(value, str):
        return name(value)
    if isinstance(value, (bool, int, float)) or value is None:
        return name(json.dumps(value))
    return kind_of(value)


def filled(message: str, key: str, value: Any) -> str:
    """Fill the placeholders ``{key}`` and ``{value}`` of a message from a schema."""
    words = {"{key}": key, "`{value}`": shown(value), "{value}": shown(value).strip("`")}
    return _PLACEHOLDER.sub(lambda match: words[match.group()], message)
