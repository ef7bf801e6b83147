"""What a program is about to send, in the plain types of JSON, as :mod:`json` would write it."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any, Final

from defender_lint.diagnostic import pointer_to
from defender_lint.sources.limits import MAX_DIGITS, STANDARD


class NotABody(TypeError):
    """The value holds something that JSON cannot, or is nested too deeply. The text says where."""


_Trail = tuple[Any, str | int] | None
"""How a place was reached: the trail to what holds it, and the last step. Cheaper than a path."""

_BITS: Final = int(MAX_DIGITS / 0.30103)  # digits to bits


def json_value(value: Any) -> Any:
    """Return a value in the plain types of JSON.

    Tuples become lists, and keys that are numbers, Booleans or None become strings, as they do when
    they are sent.

    Raises:
        NotABody: It holds something that JSON cannot.
    """
    return _plain(value, None, STANDARD.depth)


def _plain(value: Any, trail: _Trail, depth: int) -> Any:
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return _string(value, trail)
    if isinstance(value, dict):
        if not depth:
            raise _refusal(trail, "nested more deeply than any body")
        plain = {}
        for key, member in value.items():
            name = _string(key, (trail, key)) if isinstance(key, str) else _key(key, trail)
            plain[name] = _plain(member, (trail, name), depth - 1)
        return plain
    if isinstance(value, (list, tuple)):
        if not depth:
            raise _refusal(trail, "nested more deeply than any body")
        return [_plain(item, (trail, index), depth - 1) for index, item in enumerate(value)]
    if isinstance(value, int):
        return _whole(value, trail)
    if isinstance(value, float):
        if not isfinite(value):
            raise _refusal(trail, f"JSON has no {float(value)}")
        return float(value)
    raise _refusal(trail, f"JSON has no {type(value).__name__}")


def _string(value: str, trail: _Trail) -> str:
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise _refusal(trail, "a lone surrogate is not text")
    return str.__str__(value)  # an Enum that is text, or the like


def _key(key: Any, trail: _Trail) -> str:
    if isinstance(key, int) and not isinstance(key, bool):
        key = _whole(key, trail)
    if key is None or isinstance(key, (int, float)):
        return json.dumps(key)
    raise _refusal(trail, f"a key is of type {type(key).__name__}, and JSON has only strings there")


def _whole(value: int, trail: _Trail) -> int:
    if value.bit_length() > _BITS:
        raise _refusal(trail, f"a number of more than {MAX_DIGITS:,} digits")
    return int(value)


def _refusal(trail: _Trail, why: str) -> NotABody:
    path: list[str | int] = []
    while trail is not None:
        trail, step = trail
        path.append(step)
    place = pointer_to(tuple(path[::-1]))
    if len(place) > 60:
        place = f"{place[:60]}…"
    return NotABody(f"{place or 'the body'}: {why}")
