"""What the expressions of Bicep say, and how its strings are written.

https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types and, of functions,
https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final

from defender_lint.sources.scripts.dialect import Call, Change, Dialect, Evaluate
from defender_lint.sources.scripts.forms import (
    Attribute,
    Chars,
    Constant,
    Entry,
    Escaped,
    Filled,
    Form,
    Inserted,
    Mapping,
    Name,
    Opaque,
    Part,
    Replaced,
    Same,
    Sequence,
    Spread,
    String,
    Sum,
    unescaped,
)
from defender_lint.sources.scripts.tree import Tree
from defender_lint.sources.text import Escape, Text

if TYPE_CHECKING:
    from tree_sitter import Node

# Nothing says where a name is declared, so each declaration is a scope, and names are the file's.
_QUERY: Final = """
(resource_declaration) @function
(module_declaration) @function
(variable_declaration) @function
(output_declaration) @function
(variable_declaration) @variable
(parameter_declaration) @value
(for_statement) @loop
(ERROR) @error
"""

_SPREAD: Final = re.compile(r"(?m)^([ \t]*)\.\.\.(?=[A-Za-z_])")
_AS_MEMBER: Final = "_: "  # what the grammar takes in the place of the dots of a spread
_TOKEN: Final = re.compile(r"//[^\n]*|/\*.*?\*/|'{3}.*?'{3}|(?P<string>'(?:\\.|[^'\\\n])*')", re.S)
_MARK: Final = re.compile(r"/(?=[/*])")  # of comments; in a string the grammar takes it for one
_DECLARATIONS: Final = frozenset({"variable_declaration", "parameter_declaration"})
_MULTILINE: Final = "'''"
_ESCAPE: Final = re.compile(r"\\(?:u\{(?P<code>[0-9A-Fa-f]+)\}|(?P<char>.))", re.DOTALL)
_SPECIAL: Final = {"n": "\n", "r": "\r", "t": "\t"}
_WRITTEN: Final = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w*")
_FIELD: Final = r"(?P<twice>\{\{|\}\})|\{(?P<name>\d+)(?:[,:][^{}]*)?\}"
_SAME: Final = frozenset({"json", "any"})  # as far as a body is concerned
_STRINGS: Final = frozenset(
    {"string", "guid", "uniqueString", "newGuid", "toLower", "toUpper", "uri", "uriComponent"}
    | {"utcNow", "base64", "base64ToString", "substring", "trim", "join", "loadTextContent"}
)


class Bicep(Dialect):
    """Bicep, for one tree."""

    grammar: ClassVar[str] = "bicep"
    query: ClassVar[str] = _QUERY

    @classmethod
    def parse(cls, text: Text) -> Tree:
        """Return the tree of a text, with what the grammar does not know masked.

        Spreads are members; what begins a comment outside a string does so nowhere inside.
        """
        parsed = _TOKEN.sub(_without_marks, _SPREAD.sub(rf"\1{_AS_MEMBER}", text.chars))
        return Tree(text, cls.grammar, parsed=parsed)

    def objects(self) -> Iterator[Node]:
        """Yield the objects of resources and modules, then those that variables and parameters are.

        Where a file does not parse, what it holds are whichever objects do.
        """
        values: list[Node] = []
        for waiting in ([self.tree.root], values):
            while waiting:
                node = waiting.pop()
                if node.type == "object":
                    yield node
                elif node.type in _DECLARATIONS and waiting is not values:
                    values += node.named_children[1:]
                else:
                    waiting += reversed(node.named_children)

    def calls(self, evaluate: Evaluate) -> Iterator[Call]:
        """Yield nothing: what sends a request is a workflow, not the template."""
        yield from ()

    def changes(self) -> Iterator[Change]:
        """Yield the declarations of variables and parameters."""
        for node in self.found.get("variable", ()):
            yield self._declared(node, node.named_children[-1], "")
        for node in self.found.get("value", ()):
            yield self._declared(node, None, "it is a parameter")
        for node in self.found.get("loop", ()):
            if node.named_children:
                name = node.named_children[0]
                why = f"`{self.tree.chars(name)}` is the variable of a loop"
                yield Change(self.tree.chars(name), "set", name.start_byte, name.end_byte, why=why)

    def _declared(self, node: Node, value: Node | None, why: str) -> Change:
        name = self.tree.chars(node.named_children[0]) if node.named_children else ""
        return Change(name, "set", node.start_byte, node.end_byte, value, why=why, is_wide=True)

    def write(self, value: Any, token: str, is_key: bool) -> str:
        """Write a scalar; a key without quotes where that can be."""
        if not isinstance(value, str):
            return json.dumps(value)
        if is_key and not token.startswith("'") and _IDENTIFIER.fullmatch(value):
            return value
        return f"'{_escaped(value)}'"

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a string."""
        return _verbatim if self.tree.chars(node).startswith(_MULTILINE) else _escaped

    def text_of(self, value: Any) -> str:
        """Return a number, a Boolean or null as an interpolation puts it into a string."""
        return str(value).title() if isinstance(value, bool) else str(value)

    def form(self, node: Node) -> Form:
        """Say what a node says."""
        inner = [each for each in node.named_children if each.type != "comment"]
        if node.type == "parenthesized_expression" and len(inner) == 1:
            return self.form(inner[0])
        match node.type:
            case "string":
                return String(tuple(self._parts(node)))
            case "number":
                return Constant(int(self.tree.chars(node)))
            case "boolean":
                return Constant(self.tree.chars(node) == "true")
            case "null":
                return Constant(None)
            case "object":
                return Mapping(tuple(self._entries(inner)))
            case "array":
                return Sequence(tuple(Spread(each) if _is_odd(each) else each for each in inner))
            case "identifier":
                return Name(self.tree.chars(node))
            case "member_expression" if len(inner) == 2:
                return Attribute(inner[0], self.tree.chars(inner[1]))
            case "call_expression" if len(inner) == 2:
                arguments = [each for each in inner[1].named_children if each.type != "comment"]
                return self._called(self.tree.chars(inner[0]), arguments)
            case "ternary_expression":
                return Opaque("it depends on a condition")
        return Opaque(f"`{' '.join(self.tree.chars(node)[:60].split())}` is known only later")

    def _entries(self, members: list[Node]) -> Iterator[Entry | Spread]:
        for member in members:
            inner = [each for each in member.named_children if each.type != "comment"]
            if member.type != "object_property" or len(inner) < 2:
                yield Spread(member)
                continue
            key, value = inner[0], inner[-1]
            if self.tree.chars(member).startswith("..."):
                yield Spread(value)
                continue
            yield Entry(self.tree.start(key), self.tree.end(key), self._key(key), value)
            # What does not parse may be more members.
            yield from (Spread(each) for each in inner[1:-1])

    def _key(self, node: Node) -> str | None:
        if node.type != "string":
            return self.tree.chars(node)
        chars = ""
        for part in self._parts(node):
            match part:
                case Inserted():
                    return None
                case Escaped():
                    chars += part.chars
                case Chars(start, end):
                    chars += self.tree.text.chars[start:end]
        return chars

    def _called(self, name: str, arguments: list[Node]) -> Form:
        if name in _SAME and len(arguments) == 1:
            return Same(arguments[0])
        if name in ("union", "concat") and arguments:
            return Sum(tuple(arguments))
        if name == "format" and arguments:
            return Filled(arguments[0], _FIELD, tuple(arguments[1:]))
        if name == "replace" and len(arguments) == 3:
            return Replaced(*arguments)
        return Opaque(f"`{name}(…)` is known only later", name in _STRINGS)

    def _parts(self, node: Node) -> Iterator[Part]:
        """Yield the parts of a string; the grammar passes over some of its characters."""
        tree, chars = self.tree, self.tree.text.chars
        is_multiline = tree.chars(node).startswith(_MULTILINE)
        marks = len(_MULTILINE) if is_multiline else 1
        at, end = tree.start(node) + marks, tree.end(node) - marks
        if is_multiline:
            yield Chars(_after_break(chars, at), end)
            return
        for child in node.named_children:
            if child.type == "interpolation":
                yield from _plain(chars, at, tree.start(child))
                inner, at = child.named_children, tree.end(child)
                what = inner[0] if len(inner) == 1 else Opaque("it is computed", is_string=True)
                yield Inserted(tree.start(child), at, what)
        yield from _plain(chars, at, end)


def _plain(chars: str, start: int, end: int) -> Iterator[Part]:
    """Yield the parts of some characters without interpolations."""
    for match in _ESCAPE.finditer(chars, start, end):
        if start < match.start():
            yield Chars(start, match.start())
        start = match.end()
        yield Escaped(match.start(), start, unescaped(match.group(), _ESCAPE, _SPECIAL))
    if start < end:
        yield Chars(start, end)


def _without_marks(match: re.Match[str]) -> str:
    return _MARK.sub("_", match.group()) if match["string"] else match.group()


def _is_odd(node: Node) -> bool:
    """Tell whether an item may stand for several, or for none."""
    return node.type in ("ERROR", "for_statement", "if_statement")


def _after_break(chars: str, at: int) -> int:
    """Return where a string begins whose first line break does not count."""
    return at + (2 if chars.startswith("\r\n", at) else 1 if chars.startswith("\n", at) else 0)


def _escaped(chars: str) -> str:
    written = "".join(_WRITTEN.get(char, char) for char in chars)
    return written.replace("${", "\\${")


def _verbatim(chars: str) -> str | None:
    return None if "'" in chars else chars
