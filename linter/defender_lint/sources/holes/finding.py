"""Finds the holes in the strings of parsed data, and in the parts of a request line."""

from __future__ import annotations

import re
from typing import Any, Final

from defender_lint.diagnostic import Path
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.text import Text
from defender_lint.sources.value import NO_HOLES, Holes

# Keys that formats call so (``$schema``, ``$ref``, ``$connections``), and nobody fills in.
_PLAIN_KEY: Final = re.compile(r"\$[A-Za-z_]\w*")


def holes_in(
    data: Any, placeholders: Placeholders, known: Holes = NO_HOLES, mark: str = ""
) -> tuple[Any, Holes]:
    """Find what is unknown of parsed data until run time.

    Args:
        data: Plain JSON types.
        placeholders: What counts as a hole.
        known: The holes that were found while parsing; what is in them is not looked at.
        mark: A character that stands for a hole in a key, if there is one.

    Returns:
        The data without the members whose keys are unknown, and all holes of it.
    """
    wholes, strings, opened = set(known.any), set(known.strings), set(known.open)

    def looked_at(value: Any, path: Path) -> Any:
        kind = type(value)
        if kind is str:
            if path not in wholes and path not in strings:
                if placeholders.is_whole(value):
                    wholes.add(path)
                elif placeholders.find(value):
                    strings.add(path)
        elif kind is list:
            return [looked_at(item, (*path, index)) for index, item in enumerate(value)]
        elif kind is dict:
            members = {}
            for key, item in value.items():
                if is_hole(key, placeholders, mark):
                    opened.add(path)
                else:
                    members[key] = looked_at(item, (*path, key))
            return members
        return value

    data = looked_at(data, ())  # no deeper than what was parsed: the limits have been held
    holes = Holes(frozenset(wholes), frozenset(strings), frozenset(opened), known.optional)
    return data, holes or NO_HOLES


def is_hole(key: str, placeholders: Placeholders, mark: str = "") -> bool:
    """Tell whether a key is unknown, or part of it; see :func:`holes_in` for the mark."""
    if mark and (mark in key or not key):
        return True
    return bool(placeholders.find(key)) and not _PLAIN_KEY.fullmatch(key)


def with_holes(text: Text, placeholders: Placeholders) -> Text:
    """Return a text, such as a URL, whose holes are also those that a template has in it."""
    found = [
        (start, end)
        for start, end in placeholders.find(text.chars)
        if not text.has_hole(start, end)
    ]
    if not found:
        return text
    holes = tuple(sorted((*text.holes, *found)))
    return Text(text.chars, text.source, text.segments, holes=holes, escape=text.escape)
