"""Forms: what a node of a syntax tree says, in words that all languages share.

A dialect turns a node into a form, one level deep; what stands inside is still nodes. The evaluator
turns forms into what is known of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from typing import TYPE_CHECKING, Any

from defender_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node


MOST_OPERANDS = 1_000
"""Operands of one sum, and parts of one word; what has more is not followed."""


class Chars(NamedTuple):
    """Characters of a string that stand in the text as they are, at these offsets."""

    start: int
    end: int


class Escaped(NamedTuple):
    """Characters of a string that are written otherwise: an escape."""

    start: int
    end: int
    chars: str


class Inserted(NamedTuple):
    """An expression inside a string, such as ``{name}``, and where all of it stands."""

    start: int
    end: int
    what: Node | Form


Part = Chars | Escaped | Inserted


def unescaped(chars: str, escape: re.Pattern[str], special: Table[str, str]) -> str:
    """Return what an escape stands for; what is none is a character that is written twice.

    Args:
        chars: The escape as it is written.
        escape: What it looks like: a group ``char`` after the backslash; others are hexadecimal.
        special: What some of these characters stand for; the others stand for themselves.
    """
    match = escape.match(chars)
    if match is None:
        return chars[:1]
    if match["char"]:
        return special.get(match["char"], match["char"])
    code = int(match[match.lastgroup or 0], 16)
    return chr(code) if code < 0x110000 else "\ufffd"


class Constant(NamedTuple):
    """A number, a Boolean, or null."""

    value: Any


class String(NamedTuple):
    """A string of parts."""

    parts: tuple[Part, ...]


class Sum(NamedTuple):
    """Operands joined with a plus: strings, lists, or objects; a later key wins."""

    operands: tuple[Node, ...]


class Spread(NamedTuple):
    """All members or items of something, where a member or an item is expected."""

    node: Node


class Entry(NamedTuple):
    """A member of an object: where its key stands, and its name unless that is unknown."""

    start: int
    end: int
    key: str | None
    node: Node | Form


class Mapping(NamedTuple):
    """An object."""

    entries: tuple[Entry | Spread, ...]


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node | Form | Spread, ...]


class Name(NamedTuple):
    """A variable.

    Attributes:
        name: Its name; ``self.base`` and its like are names too.
        is_wide: Whether it belongs to the file rather than to a function.
    """

    name: str
    is_wide: bool = False


class Attribute(NamedTuple):
    """A member of an object, perhaps known as a variable of its own (``self.base``)."""

    node: Node
    key: str
    variable: str = ""


class Serialised(NamedTuple):
    """Something turned into JSON text.

    Attributes:
        node: What.
        depth: How many levels are kept; None for all.
        in_list: Whether it is made a list of one first.
        start: Where the words that serialise it begin: what would be changed to keep more levels.
        end: Where they end.
    """

    node: Node
    depth: int | None = None
    in_list: bool = False
    start: int = 0
    end: int = 0


class Filled(NamedTuple):
    """A template whose fields are filled: ``'{0}/{1}'.format(a, b)``.

    Attributes:
        node: The template.
        field: A pattern of one field; its group ``name`` is a number or a name, or empty for the
            next number. Its group ``twice`` is a mark that is doubled to stand for itself.
        arguments: What fills them by number.
        named: What fills them by name.
    """

    node: Node
    field: str
    arguments: tuple[Node, ...] = ()
    named: tuple[tuple[str, Node], ...] = ()


class Replaced(NamedTuple):
    """A string with one part of it replaced by something: ``url.replace('{id}', id)``."""

    node: Node
    old: Node
    new: Node


class Stripped(NamedTuple):
    """A string without some characters at its start or end."""

    node: Node
    chars: Node | None
    at_start: bool
    at_end: bool


class Resolved(NamedTuple):
    """A URL that is made of a base and what is relative to it: ``urljoin(base, path)``."""

    base: Node
    path: Node


class Texted(NamedTuple):
    """Something as a string: ``str(x)``."""

    node: Node


class Same(NamedTuple):
    """What another expression is, at its place: parentheses, a macro, a reader round it."""

    node: Node


class Opaque(NamedTuple):
    """What is not known, and why; perhaps a string for certain."""

    why: str
    is_string: bool = False


Form = (
    Constant
    | String
    | Sum
    | Mapping
    | Sequence
    | Name
    | Attribute
    | Serialised
    | Filled
    | Replaced
    | Stripped
    | Resolved
    | Texted
    | Same
    | Opaque
)
"""What a node says."""
