"""Strings of JavaScript and TypeScript: their characters, and how they are written."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from defender_lint.sources.scripts.forms import Chars, Escaped, Inserted, Part, unescaped
from defender_lint.sources.scripts.tree import Tree
from defender_lint.sources.text import Escape

if TYPE_CHECKING:
    from tree_sitter import Node

_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][\w$]*")
_ESCAPE: Final = re.compile(
    r"\\(?:u\{(?P<code>[0-9A-Fa-f]{1,6})\}|[ux](?P<hex>[0-9A-Fa-f]+)|(?P<char>.))", re.DOTALL
)
_SPECIAL: Final = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r": "",
}  # fmt: skip


def parts_of(tree: Tree, node: Node) -> tuple[Part, ...]:
    """Return the parts of a string or a template literal."""
    parts: list[Part] = []
    for child in node.named_children:
        start, end = tree.start(child), tree.end(child)
        if child.type == "string_fragment":
            parts.append(Chars(start, end))
        elif child.type == "escape_sequence":
            parts.append(Escaped(start, end, unescaped(tree.chars(child), _ESCAPE, _SPECIAL)))
        elif child.type == "template_substitution" and child.named_children:
            parts.append(Inserted(start, end, child.named_children[0]))
    return tuple(parts)


def escape_of(token: str) -> Escape | None:
    """Return how characters are written inside the string that a token begins."""
    return {'"': _double, "'": _single, "`": _template}.get(token[:1])


def _double(chars: str) -> str:
    return json.dumps(chars, ensure_ascii=False)[1:-1]


def _single(chars: str) -> str:
    return _double(chars).replace('\\"', '"').replace("'", "\\'")


def _template(chars: str) -> str:
    return re.sub(r"[`\\]|\$(?=\{)", r"\\\g<0>", chars)


def written(value: Any, token: str, is_key: bool) -> str:
    """Write a scalar as JavaScript does.

    Args:
        value: The scalar.
        token: The text from the token on that it replaces; its quotes are kept.
        is_key: Whether that is the key of a member.
    """
    if not isinstance(value, str):
        return json.dumps(value)
    if is_key and token[:1] not in "'\"`" and _IDENTIFIER.fullmatch(value):
        return value
    if token[:1] in ("'", "`"):
        return f"'{_single(value)}'"
    return f'"{_double(value)}"'
