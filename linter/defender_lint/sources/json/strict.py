"""JSON as a service may insist on it, at the speed of the standard library's C parser.

What is refused here may still be JSON: a key twice, a number too long. Whoever has to say what is
wrong reads the text again, slowly.
"""

from __future__ import annotations

import json
import re

from defender_lint.nesting import may_be_deeper
from defender_lint.sources.limits import MAX_DIGITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final, NoReturn

BLANK: Final = " \t\n\r"
"""What JSON takes for blank, and nothing else."""

# May be half of a surrogate pair; only the slow reader can tell an escape from ``\\`` and ``u``.
_HALF_CHARACTER: Final = (
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)


class RefusedError(ValueError):
    """What a parser takes and the service may not."""


def decode(chars: str) -> Any:
    """Return the data of a JSON text.

    Raises:
        ValueError: It is no JSON, or holds what a service may not take: a key twice in one object,
            a constant such as NaN, a number out of all bounds.
        RecursionError: It is nested too deeply.
    """
    try:
        data, end = SCAN(chars, 0)
    except StopIteration:  # it begins with a space, or is no JSON
        return _DECODER.decode(chars)
    if end != len(chars) and chars[end:].strip(BLANK):
        raise RefusedError(chars[end : end + 1])
    return data


def has_only_repeats(chars: str, depth: int) -> bool:
    """Tell whether nothing but keys that stand twice can be wrong with a JSON text.

    Args:
        chars: The text.
        depth: How many levels are allowed; a text with more brackets than that is not looked into.
    """
    if may_be_deeper(chars, depth) or may_hold_halves(chars):
        return False
    try:
        _REPEATING.decode(chars)
    except (ValueError, RecursionError):
        return False
    return True


def may_hold_halves(text: str) -> bool:
    """Tell whether half of a surrogate pair may be written in a text, as an escape."""
    # A single character is looked for much faster, and most bodies have none.
    return "\\" in text and "\\u" in text and re.search(_HALF_CHARACTER, text) is not None


def _refuse(constant: str) -> NoReturn:
    raise RefusedError(constant)


def _whole_number(digits: str) -> int:
    if len(digits.lstrip("-")) > MAX_DIGITS:
        _refuse(digits)
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if number - number != 0:  # infinite
        _refuse(digits)
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        _refuse("the same key twice")
    return members


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_refuse,
    parse_int=_whole_number,
    parse_float=_fraction,
)
_REPEATING: Final = json.JSONDecoder(
    parse_constant=_refuse, parse_int=_whole_number, parse_float=_fraction
)
SCAN: Final[Callable[[str, int], tuple[Any, int]]] = vars(_DECODER)["scan_once"]
"""Returns the data that begins at a place of a text, and where it ends, as :func:`decode` would.

Raises StopIteration where no JSON begins there."""
