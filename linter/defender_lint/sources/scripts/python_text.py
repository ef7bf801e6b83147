"""Python's strings: their characters, and how they are written.

Escapes: "String and Bytes literals" of the Python language reference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from defender_lint.sources.scripts.forms import Chars, Escaped, Inserted, Opaque, Part, unescaped
from defender_lint.sources.scripts.tree import Tree
from defender_lint.sources.text import Escape

if TYPE_CHECKING:
    from tree_sitter import Node

_PREFIX: Final = re.compile(r"(?P<prefix>[A-Za-z]*)(?P<quote>\"\"\"|'''|\"|')")
_ESCAPE: Final = re.compile(
    r"\\(?:x(?P<two>[0-9A-Fa-f]{2})|u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|(?P<char>.))",
    re.DOTALL,
)
_OCTAL: Final = re.compile(r"\\(?P<digits>[0-7]{1,3})")
_NAMED: Final = re.compile(r"\\N\{(?P<name>[^}]+)\}")
_SPECIAL: Final = {
    "n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\r": "",
    "8": "\\8", "9": "\\9",
}  # fmt: skip
_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w*")


def parts_of(tree: Tree, node: Node) -> tuple[Part, ...]:
    """Return the parts of a string literal."""
    parts: list[Part] = []
    for child in node.named_children:
        start, end = tree.start(child), tree.end(child)
        if child.type == "interpolation":
            inner = child.named_children
            is_plain = len(inner) == 1
            what = inner[0] if is_plain else Opaque("it is formatted", is_string=True)
            parts.append(Inserted(start, end, what))
        elif child.type == "string_content":
            at = start
            for escape in child.named_children:
                if at < tree.start(escape):
                    parts.append(Chars(at, tree.start(escape)))
                at = tree.end(escape)
                parts.append(Escaped(tree.start(escape), at, _unescaped(tree.chars(escape))))
            if at < end:
                parts.append(Chars(at, end))
    return tuple(parts)


def _unescaped(chars: str) -> str:
    if match := _OCTAL.fullmatch(chars):
        return chr(int(match["digits"], 8))
    if match := _NAMED.fullmatch(chars):
        from unicodedata import lookup

        try:
            return lookup(match["name"])
        except KeyError:
            return chars
    return unescaped(chars, _ESCAPE, _SPECIAL)


def escape_of(token: str) -> Escape | None:
    """Return how characters are written inside the string that a token begins."""
    match = _PREFIX.match(token)
    if match is None:
        return None
    prefix = match["prefix"].lower()
    if "r" in prefix:
        return _raw
    if "f" in prefix:
        return _formatted_double if '"' in match["quote"] else _formatted_single
    return _double if '"' in match["quote"] else _single


def _double(chars: str) -> str:
    return _escaped(chars).replace('"', '\\"')


def _single(chars: str) -> str:
    return _escaped(chars).replace("'", "\\'")


def _formatted_double(chars: str) -> str:
    return _double(chars).replace("{", "{{").replace("}", "}}")


def _formatted_single(chars: str) -> str:
    return _single(chars).replace("{", "{{").replace("}", "}}")


def _raw(chars: str) -> str | None:
    return None if re.search(r"[\\\"'\n\r]", chars) else chars


def _escaped(chars: str) -> str:
    return "".join(
        char if char.isprintable() and char != "\\" else char.encode("unicode_escape").decode()
        for char in chars
    )


def written(value: Any, token: str, is_key: bool) -> str:
    """Write a scalar as Python does.

    Args:
        value: The scalar.
        token: The text from the token on that it replaces; its quotes are kept.
        is_key: Whether that is the key of a member.
    """
    if not isinstance(value, str):
        return repr(value)
    match = _PREFIX.match(token)
    if match is None and is_key and _IDENTIFIER.fullmatch(value):
        return value  # ``dict(Comment=…)``
    if match is not None and "'" in match["quote"]:
        return f"'{_single(value)}'"
    return f'"{_double(value)}"'
