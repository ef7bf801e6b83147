"""What the expressions of Go say, and how its strings are written."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from defender_lint.sources.scripts.dialect import Dialect
from defender_lint.sources.scripts.forms import (
    Attribute,
    Chars,
    Constant,
    Entry,
    Escaped,
    Filled,
    Form,
    Mapping,
    Name,
    Opaque,
    Part,
    Same,
    Sequence,
    Serialised,
    String,
    Stripped,
    unescaped,
)
from defender_lint.sources.scripts.tree import without_comments
from defender_lint.sources.text import Escape

if TYPE_CHECKING:
    from tree_sitter import Node

_READERS: Final = frozenset(
    ("bytes.NewBuffer", "bytes.NewReader", "bytes.NewBufferString", "strings.NewReader", "string")
)
"""Functions that give what they are given in another form."""

_VERB: Final = r"(?P<twice>%%)|%(?P<name>)[-+# 0]*\d*(?:\.\d+)?[vsdqxXtTpfg]"
_ESCAPE: Final = re.compile(r"\\(?:[uUx](?P<hex>[0-9A-Fa-f]+)|(?P<char>.))")
_SPECIAL: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


class GoForms(Dialect):
    """What the nodes of a Go tree say."""

    grammar: ClassVar[str] = "go"

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a string."""
        if node.type == "selector_expression":
            return _as_method
        return _in_quotes if self.tree.chars(node).startswith('"') else _in_backticks

    def write(self, value: Any, token: str, is_key: bool) -> str:
        """Write a scalar, in the quotes of the token that it replaces."""
        if value is None:
            return "nil"
        if token.startswith("`") and isinstance(value, str) and _in_backticks(value) is not None:
            return f"`{value}`"
        return json.dumps(value, ensure_ascii=False)

    def form(self, node: Node) -> Form:
        """Say what a node says."""
        while node.type in ("parenthesized_expression", "literal_element", "expression_list"):
            if node.named_child_count != 1:
                break
            node = node.named_children[0]
        match node.type:
            case "interpreted_string_literal" | "raw_string_literal":
                return String(self._parts(node))
            case "true" | "false" | "nil":
                return Constant({"true": True, "false": False}.get(node.type))
            case "int_literal" | "float_literal" | "unary_expression":
                return self.number(node)
            case "identifier":
                return Name(self.tree.chars(node))
            case "selector_expression":
                return self._selector(node)
            case "index_expression":
                key = self.key(node.named_children[-1])
                return Attribute(node.named_children[0], key) if key else Opaque("it is not known")
            case "composite_literal":
                return self._literal(node.named_children[-1])
            case "literal_value":
                return self._literal(node)
            case "type_conversion_expression":
                return Same(node.named_children[-1])
            case "binary_expression":
                return self.sum(node)
            case "call_expression":
                return self._call(node)
        return Opaque(f"`{self.short(node)}` is computed")

    def key(self, node: Node) -> str | None:
        """Return a key that is a string; None for any other."""
        while node.type == "literal_element" and node.named_child_count == 1:
            node = node.named_children[0]
        return self.constant(self.form(node))

    def _parts(self, node: Node) -> tuple[Part, ...]:
        parts: list[Part] = []
        for child in node.named_children:
            start, end = self.tree.start(child), self.tree.end(child)
            if child.type == "escape_sequence":
                parts.append(
                    Escaped(start, end, unescaped(self.tree.chars(child), _ESCAPE, _SPECIAL))
                )
            else:
                parts.append(Chars(start, end))
        return tuple(parts)

    def _selector(self, node: Node) -> Form:
        base, last = node.named_children[0], node.named_children[-1]
        name = self.tree.chars(last)
        if self.tree.chars(base) == "http" and name.startswith("Method"):
            place = self.tree.start(last), self.tree.end(last)
            return String((Escaped(*place, name.removeprefix("Method").upper()),))
        return Attribute(base, name)

    def _literal(self, body: Node) -> Form:
        """Read ``{"key": value}`` and ``{a, b}``; the keys of a struct are in its tags."""
        entries: list[Entry] = []
        elements = without_comments(body)
        for each in elements:
            if each.type != "keyed_element":
                return Sequence(tuple(elements))
            key, value = each.named_children[0], each.named_children[-1]
            name = self.key(key)
            if name is None:
                return Opaque("it is a struct")
            entries.append(Entry(self.tree.start(key), self.tree.end(key), name, value))
        kind = body.prev_named_sibling
        if not entries and kind is not None and kind.type in ("slice_type", "array_type"):
            return Sequence(())
        return Mapping(tuple(entries))

    def _call(self, node: Node) -> Form:
        function, arguments = self.called(node)
        name = self.tree.called(function) if function is not None else ""
        if name in ("json.Marshal", "json.MarshalIndent") and arguments:
            return Serialised(arguments[0])
        if name == "fmt.Sprintf" and arguments:
            return Filled(arguments[0], _VERB, tuple(arguments[1:]))
        if (name in _READERS or name == "[]byte") and len(arguments) == 1:
            return Same(arguments[0])
        if name in ("strings.TrimRight", "strings.TrimSuffix") and len(arguments) == 2:
            return Stripped(arguments[0], arguments[1], False, True)
        is_string = name.startswith(("strings.", "url."))
        return Opaque(f"`{self.short(node)}` is known only later", is_string)


def _as_method(chars: str) -> str:
    """Write a method as ``http.MethodPost`` does."""
    return f"Method{chars.capitalize()}"


def _in_quotes(chars: str) -> str:
    return json.dumps(chars, ensure_ascii=False)[1:-1]


def _in_backticks(chars: str) -> str | None:
    return None if "`" in chars or "\r" in chars else chars
