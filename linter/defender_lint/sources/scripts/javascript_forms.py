"""What the expressions of JavaScript and TypeScript say."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from defender_lint.sources.scripts.dialect import Dialect
from defender_lint.sources.scripts.forms import (
    Attribute,
    Constant,
    Entry,
    Form,
    Mapping,
    Name,
    Opaque,
    Replaced,
    Resolved,
    Same,
    Serialised,
    Spread,
    String,
    Stripped,
    Sum,
    Texted,
)
from defender_lint.sources.scripts.javascript_text import escape_of, parts_of
from defender_lint.sources.scripts.tree import without_comments
from defender_lint.sources.text import Escape

if TYPE_CHECKING:
    from tree_sitter import Node

_HOLDING: Final = frozenset(
    ("parenthesized_expression", "await_expression", "as_expression", "satisfies_expression",
     "non_null_expression", "type_assertion")
)  # fmt: skip
"""Nodes that say what their first or last expression says."""

_TEXT_METHODS: Final = frozenset(
    ("toString", "toLowerCase", "toUpperCase", "join", "toISOString", "substring", "slice",
     "replace", "padStart", "toFixed")
)  # fmt: skip


class JavaScriptForms(Dialect):
    """What the nodes of a tree say; the grammar of TypeScript reads JavaScript too."""

    grammar: ClassVar[str] = "typescript"
    member: ClassVar[str] = "member_expression"

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a string."""
        return escape_of(self.tree.chars(node))

    def text_of(self, value: object) -> str:
        """Return a scalar as JavaScript puts it into a string."""
        return str(value).lower() if value is None or isinstance(value, bool) else str(value)

    def form(self, node: Node) -> Form:
        """Say what a node says."""
        node = bare(node)
        match node.type:
            case "string" | "template_string":
                return String(parts_of(self.tree, node))
            case "true" | "false" | "null":
                return Constant({"true": True, "false": False}.get(node.type))
            case "number" | "unary_expression":
                return self.number(node)
            case "object":
                return self._object(node)
            case "array":
                return self.items(node, "spread_element")
            case "identifier" | "shorthand_property_identifier":
                return Name(self.tree.chars(node))
            case "member_expression" | "subscript_expression":
                return self._member(node)
            case "binary_expression":
                return self.sum(node)
            case "call_expression":
                return self._call(node)
            case "new_expression":
                return self._created(node)
            case "ternary_expression":
                return Opaque("it depends on a condition")
        return Opaque(f"`{self.short(node)}` is computed")

    def key(self, node: Node) -> str | None:
        """Return the name of a key; None where it is computed."""
        if node.type in ("property_identifier", "shorthand_property_identifier", "number"):
            return self.tree.chars(node)
        if node.type == "computed_property_name" and node.named_children:
            return self.constant(self.form(node.named_children[0]))
        return self.constant(self.form(node))

    def _object(self, node: Node) -> Form:
        entries: list[Entry | Spread] = []
        for child in node.named_children:
            if child.type == "spread_element":
                entries.append(Spread(child.named_children[0]))
            elif child.type == "shorthand_property_identifier":
                place = self.tree.start(child), self.tree.end(child)
                entries.append(Entry(*place, self.tree.chars(child), child))
            elif child.type == "pair":
                key, value = child.named_children[0], child.named_children[-1]
                place = self.tree.start(key), self.tree.end(key)
                entries.append(Entry(*place, self.key(key), value))
            elif child.type == "method_definition" and child.children[0].type == "get":
                key = child.named_children[0]
                place = self.tree.start(key), self.tree.end(key)
                entries.append(Entry(*place, self.key(key), child))
        return Mapping(tuple(entries))

    def _member(self, node: Node) -> Form:
        base, last = node.named_children[0], node.named_children[-1]
        key = self.key(last)
        if key is None:
            return Opaque(f"`{self.short(node)}` is not known")
        if self.tree.chars(base) == "process.env":
            return Opaque(f"`{self.short(node)}` is set by the environment")
        if key == "href":
            return Same(base)
        return Attribute(base, key, self.dotted(node) or "")

    def _call(self, node: Node) -> Form:
        function, arguments = self.called(node)
        if function is None:
            return Opaque("it is computed")
        name = self.tree.called(function)
        if name == "JSON.stringify" and arguments:
            return Serialised(arguments[0])
        if name == "Object.assign" and arguments:
            return Sum(tuple(arguments)) if len(arguments) > 1 else Same(arguments[0])
        if name == "String" and len(arguments) == 1:
            return Texted(arguments[0])
        if name in ("encodeURIComponent", "encodeURI"):
            return Opaque(f"`{self.short(node)}` is known only later", is_string=True)
        method = name.rpartition(".")[2]
        if function.type == "member_expression":
            base = function.named_children[0]
            is_plain = len(arguments) == 2 and self._is_string(arguments[0])
            if method in ("replace", "replaceAll") and is_plain:
                return Replaced(base, *arguments)
            if method == "toString" and not arguments:
                return Texted(base)
            if method in ("trim", "trimEnd", "trimStart") and not arguments:
                return Stripped(base, None, method != "trimEnd", method != "trimStart")
        return Opaque(f"`{self.short(node)}` is known only later", method in _TEXT_METHODS)

    def _created(self, node: Node) -> Form:
        """Read ``new URL(path, base)``."""
        maker = node.child_by_field_name("constructor")
        _, arguments = self.called(node)
        if maker is not None and self.tree.chars(maker) == "URL":
            if len(arguments) == 2:
                return Resolved(arguments[1], arguments[0])
            if len(arguments) == 1:
                return Same(arguments[0])
        return Opaque(f"`{self.short(node)}` is an object of a class")

    def _is_string(self, node: Node) -> bool:
        return self.constant(self.form(node)) is not None

    def called(self, node: Node) -> tuple[Node | None, list[Node]]:
        """Return what is called, and the arguments."""
        function, arguments = super().called(node)
        return (None if function is None else bare(function)), arguments


def bare(node: Node) -> Node:
    """Return an expression without parentheses, ``await``, and what only says its type."""
    while node.type in _HOLDING and node.named_children:
        inner = without_comments(node)
        if not inner:
            break
        node = inner[-1] if node.type == "type_assertion" else inner[0]
    return node
