"""What the expressions of Python say."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from defender_lint.sources.scripts.dialect import Dialect
from defender_lint.sources.scripts.forms import (
    Attribute,
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
    Resolved,
    Same,
    Serialised,
    Spread,
    String,
    Stripped,
    Texted,
)
from defender_lint.sources.scripts.python_text import escape_of, parts_of
from defender_lint.sources.scripts.tree import Tree, without_comments
from defender_lint.sources.text import Escape

if TYPE_CHECKING:
    from tree_sitter import Node

_FIELD: Final = r"(?P<twice>\{\{|\}\})|\{(?P<name>\w*)(?:[!:.\[][^{}]*)?\}"
_PERCENT: Final = r"(?P<twice>%%)|%(?:\((?P<name>\w+)\))?[-+ #0]*\d*(?:\.\d+)?[sdrif]"
_TEXT_METHODS: Final = frozenset(
    ("lower", "upper", "title", "join", "isoformat", "strftime", "decode", "hex", "removeprefix",
     "removesuffix", "zfill", "capitalize", "hexdigest")
)  # fmt: skip
_DUMPS: Final = frozenset(
    ("json.dumps", "dumps", "orjson.dumps", "ujson.dumps", "simplejson.dumps")
)
_COPIES: Final = frozenset(("copy.deepcopy", "copy.copy", "deepcopy", "bytes", "bytearray"))


class PythonForms(Dialect):
    """What the nodes of a Python tree say."""

    grammar: ClassVar[str] = "python"
    has_braces: ClassVar[bool] = False
    member: ClassVar[str] = "attribute"
    this: ClassVar[frozenset[str]] = frozenset(("self", "cls"))

    def __init__(self, tree: Tree) -> None:
        super().__init__(tree)
        self.fields: Final = {each.id for each in self.found.get("field", ())}

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a string."""
        return escape_of(self.tree.chars(node))

    def form(self, node: Node) -> Form:
        """Say what a node says."""
        while node.type in ("parenthesized_expression", "await", "expression_statement"):
            inner = without_comments(node)
            if len(inner) != 1:
                break
            node = inner[0]
        match node.type:
            case "string":
                return String(parts_of(self.tree, node))
            case "concatenated_string":
                strings = (each for each in node.named_children if each.type == "string")
                return String(tuple(p for each in strings for p in parts_of(self.tree, each)))
            case "true" | "false" | "none":
                return Constant({"true": True, "false": False}.get(node.type))
            case "integer" | "float" | "unary_operator":
                return self.number(node, self.tree.chars(node).replace(" ", ""))
            case "dictionary":
                return self._dictionary(node)
            case "list" | "tuple":
                return self.items(node, "list_splat")
            case "identifier":
                return Name(self.tree.chars(node))
            case "attribute":
                return self._attribute(node)
            case "subscript":
                return self._subscript(node)
            case "binary_operator":
                return self._binary(node)
            case "call":
                return self._call(node)
            case "conditional_expression" | "boolean_operator":
                return Opaque("it depends on a condition")
        return Opaque(f"`{self.short(node)}` is computed")

    def key(self, node: Node) -> str | None:
        """Return a key that is a plain string; None for any other."""
        return self.constant(self.form(node))

    def _dictionary(self, node: Node) -> Form:
        entries: list[Entry | Spread] = []
        for child in node.named_children:
            if child.type == "dictionary_splat":
                entries.append(Spread(child.named_children[0]))
            elif child.type == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if key is not None and value is not None:
                    entries.append(
                        Entry(self.tree.start(key), self.tree.end(key), self.key(key), value)
                    )
        return Mapping(tuple(entries))

    def _attribute(self, node: Node) -> Form:
        base, key = node.named_children[0], self.tree.chars(node.named_children[-1])
        if key == "value" and base.type == "attribute":
            return self._attribute(base)  # a member of an Enum
        return Attribute(base, key, self.dotted(node) or "")

    def _subscript(self, node: Node) -> Form:
        key = self.key(node.named_children[-1])
        if key is None:
            return Opaque(f"`{self.short(node)}` is not known")
        return Attribute(node.named_children[0], key)

    def _binary(self, node: Node) -> Form:
        operator = node.child_by_field_name("operator")
        sign = self.tree.chars(operator) if operator is not None else ""
        if sign == "%":
            template, values = node.named_children[0], node.named_children[-1]
            several = values.type == "tuple"
            return Filled(
                template, _PERCENT, tuple(values.named_children) if several else (values,)
            )
        if sign not in ("+", "|"):
            return Opaque("it is computed")
        return self.sum(node, sign)

    def _call(self, node: Node) -> Form:
        function, arguments = self.called(node)
        name = self.tree.called(function) if function is not None else ""
        positional = [each for each in arguments if each.type != "keyword_argument"]
        if name in _DUMPS and positional:
            return Serialised(positional[0])
        if name == "dict":
            return self._dict(arguments)
        if (name in _COPIES and positional) or (name == "list" and len(positional) == 1):
            return Same(positional[0])
        if name == "str" and len(positional) == 1:
            return Texted(positional[0])
        if name.rpartition(".")[2] == "urljoin" and len(positional) == 2:
            return Resolved(*positional)
        if function is None or function.type != "attribute":
            return Opaque(f"`{self.short(node)}` is known only later", name == "str")
        base, method = function.named_children[0], self.tree.chars(function.named_children[-1])
        match method:
            case "format":
                named = tuple(
                    (self.tree.chars(each.named_children[0]), each.named_children[-1])
                    for each in arguments
                    if each.type == "keyword_argument"
                )
                return Filled(base, _FIELD, tuple(positional), named)
            case "encode" | "copy":
                return Same(base)
            case "replace" if len(positional) == 2:
                return Replaced(base, *positional)
            case "join" if positional and positional[0].type in ("list", "tuple"):
                return self._of_items(base, positional[0].named_children)
            case "strip" | "rstrip" | "lstrip":
                chars = positional[0] if positional else None
                return Stripped(base, chars, method != "rstrip", method != "lstrip")
        return Opaque(f"`{self.short(node)}` is known only later", method in _TEXT_METHODS)

    def _of_items(self, mark: Node, items: list[Node]) -> Form:
        """Read ``"/".join([base, "machines", id])``."""
        chars = self.constant(self.form(mark))
        if chars is None or any(each.type == "list_splat" for each in items):
            return Opaque(f"`{self.short(mark)}` joins what is known only later", True)
        parts: list[Part] = []
        for each in items:
            if parts:
                parts.append(Escaped(self.tree.start(mark), self.tree.end(mark), chars))
            parts.append(Inserted(self.tree.start(each), self.tree.end(each), each))
        return String(tuple(parts))

    def _dict(self, arguments: list[Node]) -> Form:
        entries: list[Entry | Spread] = []
        for each in arguments:
            if each.type == "keyword_argument":
                key = each.named_children[0]
                place = self.tree.start(key), self.tree.end(key)
                entries.append(Entry(*place, self.tree.chars(key), each.named_children[-1]))
            else:
                entries.append(
                    Spread(each.named_children[0] if each.type == "dictionary_splat" else each)
                )
        return Mapping(tuple(entries))
