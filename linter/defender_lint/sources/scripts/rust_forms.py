"""What the expressions of Rust say, ``json!`` and ``format!`` among them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final

from defender_lint.sources.scripts.dialect import Dialect
from defender_lint.sources.scripts.forms import (
    Attribute,
    Chars,
    Constant,
    Entry,
    Escaped,
    Form,
    Inserted,
    Mapping,
    Name,
    Opaque,
    Part,
    Same,
    Sequence,
    Serialised,
    String,
    unescaped,
)
from defender_lint.sources.text import Escape

if TYPE_CHECKING:
    from tree_sitter import Node

_HOLDING: Final = frozenset(
    ("reference_expression", "parenthesized_expression", "try_expression", "await_expression",
     "type_cast_expression")
)  # fmt: skip
_PASSING: Final = frozenset(
    ("to_string", "to_owned", "clone", "into", "as_str", "as_ref", "unwrap", "expect", "as_bytes",
     "into_bytes")
)  # fmt: skip
"""Methods that give what they are called on."""

_MAPS: Final = frozenset(("HashMap", "BTreeMap", "Map"))
_HOLDERS: Final = frozenset(("Some", "String::from", "Ok", "Url::parse"))
_FIELD: Final = re.compile(r"(?P<twice>\{\{|\}\})|\{(?P<name>\w*)(?::[^{}]*)?\}")
_ESCAPE: Final = re.compile(
    r"\\(?:u\{(?P<code>[0-9A-Fa-f]{1,6})\}|x(?P<hex>[0-9A-Fa-f]{2})|(?P<char>.))", re.DOTALL
)
_SPECIAL: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\n": ""}
_TYPE: Final = re.compile(r"_?(?:[iu](?:8|16|32|64|128|size)|f32|f64)$")


class RustForms(Dialect):
    """What the nodes of a Rust tree say."""

    grammar: ClassVar[str] = "rust"

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a string."""
        return _in_quotes if self.tree.chars(node).startswith('"') else _as_they_are

    def write(self, value: Any, token: str, is_key: bool) -> str:
        """Write a scalar as it is written in ``json!``."""
        return json.dumps(value, ensure_ascii=False)

    def form(self, node: Node) -> Form:
        """Say what a node says."""
        node = bare(node)
        match node.type:
            case "string_literal" | "raw_string_literal":
                return String(tuple(self._parts(node)))
            case "boolean_literal":
                return Constant(self.tree.chars(node) == "true")
            case "integer_literal" | "float_literal" | "unary_expression":
                return self.number(node, _TYPE.sub("", self.tree.chars(node)))
            case "identifier":
                name = self.tree.chars(node)
                return Constant(None) if name in ("null", "None") else Name(name)
            case "scoped_identifier":
                return self._scoped(node)
            case "field_expression":
                key = self.tree.chars(node.named_children[-1])
                return Attribute(node.named_children[0], key)
            case "macro_invocation":
                return self._macro(node)
            case "token_tree":
                return self._tokens(node)
            case "binary_expression":
                return self.sum(node)
            case "call_expression":
                return self._call(node)
        return Opaque(f"`{self.short(node)}` is computed")

    def _parts(self, node: Node) -> Iterator[Part]:
        for child in node.named_children:
            start, end = self.tree.start(child), self.tree.end(child)
            if child.type == "escape_sequence":
                yield Escaped(start, end, unescaped(self.tree.chars(child), _ESCAPE, _SPECIAL))
            else:
                yield Chars(start, end)

    def _scoped(self, node: Node) -> Form:
        path, last = node.named_children[0], node.named_children[-1]
        if self.tree.chars(path).rpartition("::")[2] == "Method":
            place = self.tree.start(last), self.tree.end(last)
            return String((Escaped(*place, self.tree.chars(last)),))
        return Name(self.tree.chars(last))

    def _macro(self, node: Node) -> Form:
        name = self.tree.chars(node.named_children[0]).rpartition("::")[2]
        tokens = node.named_children[-1]
        if name == "json" and tokens.type == "token_tree":
            groups = _groups(tokens)
            is_one = len(groups) == 1 and len(groups[0]) == 1
            return Same(groups[0][0]) if is_one else Opaque("it is computed")
        if name == "format" and tokens.type == "token_tree":
            return self._formatted(_groups(tokens))
        if name == "vec" and tokens.type == "token_tree":
            return _items(_groups(tokens))
        return Opaque(f"`{self.short(node)}` is computed")

    def _formatted(self, groups: list[list[Node]]) -> Form:
        if not groups or groups[0][0].type not in ("string_literal", "raw_string_literal"):
            return Opaque("it is formatted", is_string=True)
        arguments = [group[0] if len(group) == 1 else None for group in groups[1:]]
        named = {
            self.tree.chars(group[0]): group[2] for group in groups[1:] if len(group) == 3
        }  # `name = value`
        parts: list[Part] = []
        count = 0
        for part in self._parts(groups[0][0]):
            if not isinstance(part, Chars):
                parts.append(part)
                continue
            at = part.start
            for match in _FIELD.finditer(self.tree.text.chars, part.start, part.end):
                if at < match.start():
                    parts.append(Chars(at, match.start()))
                at = match.end()
                if match["twice"]:
                    parts.append(Escaped(match.start(), at, match["twice"][0]))
                    continue
                name = match["name"]
                what: Node | Form | None = named.get(name) or (
                    Name(name) if name and not name.isdigit() else None
                )
                if what is None:
                    index = int(name) if name else count
                    count += not name
                    what = arguments[index] if index < len(arguments) else None
                parts.append(Inserted(match.start(), at, what or Opaque("it is computed")))
            if at < part.end:
                parts.append(Chars(at, part.end))
        return String(tuple(parts))

    def _tokens(self, node: Node) -> Form:
        """Read ``{ "key": value }`` and ``[a, b]`` inside ``json!``."""
        opening = self.tree.chars(node)[:1]
        groups = _groups(node)
        if opening == "[":
            return _items(groups)
        if opening != "{":
            return Opaque("it is computed")
        entries: list[Entry] = []
        for group in groups:
            key = group[0]
            is_plain = len(group) == 3 and group[1].type == ":"
            value: Node | Form = group[2] if is_plain else Opaque("it is computed")
            name = self.constant(self.form(key))
            entries.append(Entry(self.tree.start(key), self.tree.end(key), name, value))
        return Mapping(tuple(entries))

    def _call(self, node: Node) -> Form:
        function, arguments = self.called(node)
        name = self.tree.called(function) if function is not None else ""
        kind, _, maker = name.rpartition("::")
        if maker == "new" and kind.rpartition("::")[2] in _MAPS and not arguments:
            return Mapping(())
        if name in _HOLDERS or name.endswith("Value::Object"):
            return Same(arguments[0]) if len(arguments) == 1 else Opaque("it is computed")
        if name.startswith("serde_json::to_") and arguments:
            is_text = name.endswith(("to_string", "to_vec", "to_string_pretty"))
            return Serialised(arguments[0]) if is_text else self.form(arguments[0])
        is_method = function is not None and function.type == "field_expression"
        if function is not None and is_method and name.rpartition(".")[2] in _PASSING:
            return Same(function.named_children[0])
        return Opaque(f"`{self.short(node)}` is known only later")

    def literal(self, node: Node) -> Node:
        """Return an expression without what only makes another type of it: ``.to_string()``."""
        node = bare(node)
        while node.type == "call_expression":
            function, arguments = self.called(node)
            if function is None:
                break
            if function.type == "field_expression" and not arguments:
                node = bare(function.named_children[0])
            elif self.tree.called(function) == "String::from" and len(arguments) == 1:
                node = bare(arguments[0])
            else:
                break
        return node

    def called(self, node: Node) -> tuple[Node | None, list[Node]]:
        """Return what is called, and the arguments."""
        function, arguments = super().called(node)
        if function is not None and function.type == "generic_function":
            function = function.named_children[0]
        return function, arguments


def bare(node: Node) -> Node:
    """Return an expression without ``&``, parentheses, ``?`` and ``.await``."""
    while node.type in _HOLDING and node.named_children:
        inner = [each for each in node.named_children if each.type != "mutable_specifier"]
        node = inner[0]
    return node


def _groups(node: Node) -> list[list[Node]]:
    """Return what stands between the commas of a tree of tokens, without its brackets."""
    groups: list[list[Node]] = [[]]
    for child in node.children[1:-1]:
        if child.type == ",":
            groups.append([])
        elif not child.type.endswith("comment"):
            groups[-1].append(child)
    return [group for group in groups if group]


def _items(groups: list[list[Node]]) -> Form:
    """Read the items of a list; of what is more than one token, nothing is known."""
    return Sequence(
        tuple(each[0] if len(each) == 1 else Opaque("it is computed") for each in groups)
    )


def _in_quotes(chars: str) -> str:
    return json.dumps(chars, ensure_ascii=False)[1:-1]


def _as_they_are(chars: str) -> str | None:
    return None if '"' in chars else chars
