"""Strings of C#: their characters, and how they are written."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from defender_lint.sources.scripts.forms import Chars, Escaped, Inserted, Opaque, Part, unescaped
from defender_lint.sources.scripts.tree import Tree
from defender_lint.sources.text import Escape

if TYPE_CHECKING:
    from tree_sitter import Node

_START: Final = re.compile(r"(?P<marks>[$@]*)(?P<quotes>\"+)")
_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w*")
_ESCAPE: Final = re.compile(r"\\(?:[uUx](?P<hex>[0-9A-Fa-f]+)|(?P<char>.))", re.DOTALL)
_SPECIAL: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "f": "\f"}
_DOUBLED: Final = re.compile('""')
_DOUBLED_BRACES: Final = re.compile(r"\{\{|\}\}")
_DOUBLED_BRACES_TOO: Final = re.compile(r"\{\{|\}\}|\"\"")
_NOTHING: Final = re.compile(r"(?!)")


def parts_of(tree: Tree, node: Node) -> tuple[Part, ...]:
    """Return the parts of a string literal of any kind."""
    if node.type == "verbatim_string_literal":
        return tuple(_plain(tree.text.chars, tree.start(node) + 2, tree.end(node) - 1, _DOUBLED))
    parts: list[Part] = []
    is_verbatim = "@" in tree.chars(node)[:2]
    for child in node.named_children:
        start, end = tree.start(child), tree.end(child)
        if child.type == "interpolation":
            inner = [each for each in child.named_children if each.type != "interpolation_brace"]
            what = inner[0] if len(inner) == 1 else Opaque("it is formatted", is_string=True)
            parts.append(Inserted(start, end, what))
        elif child.type == "escape_sequence":
            parts.append(Escaped(start, end, unescaped(tree.chars(child), _ESCAPE, _SPECIAL)))
        elif child.type in ("string_literal_content", "string_content", "raw_string_content"):
            pattern = _escapes(is_verbatim, node.type == "interpolated_string_expression")
            parts += _plain(tree.text.chars, start, end, pattern)
    return tuple(parts)


def _escapes(is_verbatim: bool, is_interpolated: bool) -> re.Pattern[str]:
    if is_interpolated:
        return _DOUBLED_BRACES_TOO if is_verbatim else _DOUBLED_BRACES
    return _DOUBLED if is_verbatim else _NOTHING


def _plain(chars: str, start: int, end: int, doubled: re.Pattern[str]) -> list[Part]:
    parts: list[Part] = []
    for match in doubled.finditer(chars, start, end):
        if start < match.start():
            parts.append(Chars(start, match.start()))
        parts.append(Escaped(match.start(), match.end(), match.group()[0]))
        start = match.end()
    if start < end:
        parts.append(Chars(start, end))
    return parts


def escape_of(token: str) -> Escape | None:
    """Return how characters are written inside the string that a token begins."""
    match = _START.match(token)
    if match is None or len(match["quotes"]) > 2:
        return None
    if "$" in match["marks"]:
        return _verbatim_with_holes if "@" in match["marks"] else _with_holes
    return _in_verbatim if "@" in match["marks"] else _regular


def _regular(chars: str) -> str:
    return json.dumps(chars, ensure_ascii=False)[1:-1]


def _in_verbatim(chars: str) -> str:
    return chars.replace('"', '""')


def _with_holes(chars: str) -> str:
    return _regular(chars).replace("{", "{{").replace("}", "}}")


def _verbatim_with_holes(chars: str) -> str:
    return _in_verbatim(chars).replace("{", "{{").replace("}", "}}")


def written(value: Any, token: str, is_key: bool) -> str:
    """Write a scalar as C# does.

    Args:
        value: The scalar.
        token: The text from the token on that it replaces.
        is_key: Whether that is the key of a member.
    """
    if not isinstance(value, str):
        return json.dumps(value)
    if is_key and not _START.match(token) and _IDENTIFIER.fullmatch(value):
        return value
    return f'"{_regular(value)}"'
