"""Nesting: how deep lists and objects may stand inside one another."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

DEEPEST: Final = 64
"""Levels that a body may have, unless the settings say otherwise. No gate lets through more."""


def is_deeper(data: Any, depth: int) -> bool:
    """Tell whether lists and objects are nested more than ``depth`` levels deep."""
    level = [data] if type(data) in (dict, list) else []
    for _ in range(depth):
        level = [
            child
            for parent in level
            for child in (parent.values() if type(parent) is dict else parent)
            if type(child) is dict or type(child) is list
        ]
    return bool(level)


def may_be_deeper(chars: str, depth: int) -> bool:
    """Tell by the brackets of a JSON text, which takes hardly any time, whether it may be."""
    return chars.count("[") + chars.count("{") > depth
