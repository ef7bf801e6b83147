"""What the expressions of C# say."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from defender_lint.sources.scripts.csharp_text import escape_of, parts_of
from defender_lint.sources.scripts.dialect import Dialect
from defender_lint.sources.scripts.forms import (
    Attribute,
    Constant,
    Entry,
    Escaped,
    Filled,
    Form,
    Mapping,
    Name,
    Opaque,
    Replaced,
    Resolved,
    Same,
    Sequence,
    Serialised,
    Spread,
    String,
    Stripped,
    Texted,
)
from defender_lint.sources.scripts.tree import without_comments
from defender_lint.sources.text import Escape

if TYPE_CHECKING:
    from tree_sitter import Node

TEXT: Final = "\0StringContent"
JSON: Final = "\0JsonContent"
FORM: Final = "\0FormUrlEncodedContent"
TYPE: Final = "MediaType"
METHOD: Final = "Method"
URL: Final = "RequestUri"
"""What a content and a message hold, by the names of C# where it has one; a content by a name that
no key of a body has."""

_MADE_OF: Final[dict[str, tuple[str, ...]]] = {
    "StringContent": (TEXT, "Encoding", TYPE),
    "FormUrlEncodedContent": (FORM,),
    "HttpRequestMessage": (METHOD, URL),
    "RestRequest": (URL, METHOD),
}
"""What the arguments of constructors are."""

_STRINGS: Final = frozenset(
    ("string_literal", "verbatim_string_literal", "raw_string_literal",
     "interpolated_string_expression")
)  # fmt: skip
_HOLDING: Final = frozenset(
    ("parenthesized_expression", "await_expression", "argument", "checked_expression")
)
_TABLES: Final = frozenset(
    ("Dictionary", "JObject", "JsonObject", "ExpandoObject", "SortedDictionary")
)
_LISTS: Final = frozenset(("List", "JArray", "JsonArray", "HashSet", "Collection"))
_SERIALISERS: Final = ("JsonSerializer.Serialize", "JsonConvert.SerializeObject")
_TEXT_METHODS: Final = frozenset(("ToString", "ToLower", "ToUpper", "ToLowerInvariant", "Join"))
_FIELD: Final = r"(?P<twice>\{\{|\}\})|\{(?P<name>\d+)(?:[,:][^{}]*)?\}"


class CSharpForms(Dialect):
    """What the nodes of a C# tree say."""

    grammar: ClassVar[str] = "c_sharp"
    member: ClassVar[str] = "member_access_expression"

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a string."""
        if bare(node).type == "member_access_expression":
            return str.capitalize  # ``HttpMethod.Post``
        return escape_of(self.tree.chars(bare(node)))

    def form(self, node: Node) -> Form:
        """Say what a node says."""
        node = bare(node)
        if node.type in _STRINGS:
            return String(parts_of(self.tree, node))
        match node.type:
            case "boolean_literal":
                return Constant(self.tree.chars(node) == "true")
            case "null_literal":
                return Constant(None)
            case "integer_literal" | "real_literal" | "prefix_unary_expression":
                chars = self.tree.chars(node)
                is_hex = chars[:2].lower() == "0x"
                return self.number(node, chars.rstrip("lLuU" if is_hex else "lLuUfFdDmM"))
            case "identifier":
                return Name(self.tree.chars(node))
            case "member_access_expression":
                return self._member(node)
            case "element_access_expression":
                return self._element(node)
            case "anonymous_object_creation_expression":
                return self._anonymous(node)
            case "object_creation_expression" | "implicit_object_creation_expression":
                return self._created(node)
            case "implicit_array_creation_expression" | "array_creation_expression":
                return self._listed(node)
            case "collection_expression":
                return Sequence(tuple(without_comments(node)))
            case "cast_expression":
                return Same(node.named_children[-1])
            case "binary_expression":
                return self.sum(node)
            case "invocation_expression":
                return self._call(node)
            case "conditional_expression" | "switch_expression":
                return Opaque("it depends on a condition")
        return Opaque(f"`{self.short(node)}` is computed")

    def key(self, node: Node) -> str | None:
        """Return the name of a key; None where it is computed."""
        node = bare(node)
        return (
            self.tree.chars(node) if node.type == "identifier" else self.constant(self.form(node))
        )

    def _member(self, node: Node) -> Form:
        base, last = node.named_children[0], node.named_children[-1]
        owner, name = self.tree.chars(base).rpartition(".")[2], self.tree.chars(last)
        if owner in ("HttpMethod", "Method"):
            place = self.tree.start(last), self.tree.end(last)
            return String((Escaped(*place, name.upper()),))
        return Attribute(base, name, self.dotted(node) or "")

    def _element(self, node: Node) -> Form:
        key = self.subscript(node)
        name = None if key is None else self.key(key)
        if name is None or key is None or bare(key).type == "identifier":
            return Opaque(f"`{self.short(node)}` is not known")
        return Attribute(node.named_children[0], name)

    def subscript(self, node: Node) -> Node | None:
        """Return the key of ``x["key"]``, and of ``["key"] = …`` in an initializer."""
        found = without_comments(node)
        if len(found) > 1:
            found = without_comments(found[-1])
        return found[0] if len(found) == 1 else None

    def _anonymous(self, node: Node) -> Form:
        entries: list[Entry | Spread] = []
        members = [each for each in node.children if each.type != "comment"]
        for index, each in enumerate(members):
            if each.type in ("{", ",") and index + 1 < len(members):
                key = members[index + 1]
                if not key.is_named:
                    continue
                has_value = index + 3 < len(members) and members[index + 2].type == "="
                value = members[index + 3] if has_value else key
                if key.type == "member_access_expression":
                    key = key.named_children[-1]
                name = self.tree.chars(key) if key.type == "identifier" else None
                entries.append(Entry(self.tree.start(key), self.tree.end(key), name, value))
        return Mapping(tuple(entries))

    def _created(self, node: Node) -> Form:
        kind = node.child_by_field_name("type")
        name = self.tree.chars(kind).partition("<")[0].rpartition(".")[2] if kind else ""
        initializer = node.child_by_field_name("initializer")
        arguments = self.arguments(node)
        if name in _LISTS:
            return Sequence(tuple(without_comments(initializer) if initializer else ()))
        if name in ("Uri", "MediaTypeHeaderValue") and len(arguments) == 1:
            return Same(arguments[0])
        if name == "Uri" and len(arguments) == 2:
            return Resolved(*arguments)
        if name in _MADE_OF:
            return Mapping((*self._given(name, arguments), *self._initial(initializer)))
        entries = self._initial(initializer)
        is_table = name in _TABLES or (not name and _has_quoted_keys(initializer))
        if is_table and not arguments:
            return Mapping(entries)
        return Opaque(f"it is an object of the class {name or 'that is meant'}")

    def _given(self, name: str, arguments: list[Node]) -> tuple[Entry, ...]:
        """Return what the arguments of a constructor are, as members."""
        keys = _MADE_OF[name]
        if keys[0] == TEXT and "MediaType" in "".join(map(self.tree.chars, arguments[1:2])):
            keys = (TEXT, TYPE)
        return tuple(
            Entry(self.tree.start(value), self.tree.end(value), key, value)
            for key, value in zip(keys, arguments, strict=False)
        )

    def _initial(self, initializer: Node | None) -> tuple[Entry, ...]:
        """Return the members of ``{ ["key"] = v, { "key", v }, Key = v }``."""
        entries: list[Entry] = []
        for each in initializer.named_children if initializer is not None else ():
            said = without_comments(each)
            if len(said) < 2:
                continue
            key, value = said[0], said[-1]
            if key.type == "element_binding_expression":
                key = self.subscript(key) or key
            key = bare(key)
            entries.append(Entry(self.tree.start(key), self.tree.end(key), self.key(key), value))
        return tuple(entries)

    def _listed(self, node: Node) -> Form:
        inner = next((e for e in node.named_children if e.type == "initializer_expression"), None)
        return Sequence(tuple(without_comments(inner))) if inner else Opaque("it is a list")

    def _call(self, node: Node) -> Form:
        function, arguments = self.called(node)
        name = self.tree.called(function) if function is not None else ""
        short = ".".join(name.split(".")[-2:])
        if short in _SERIALISERS or short.startswith("JsonSerializer.Serialize<"):
            if len(arguments) == 1:
                return Serialised(arguments[0])
            return Opaque("it is serialised with options", is_string=True)
        if short == "JsonContent.Create" and arguments:
            place = self.tree.start(node), self.tree.start(node) + len("JsonContent")
            return Mapping((Entry(*place, JSON, arguments[0]),))
        if short in ("string.Format", "String.Format") and arguments:
            return Filled(arguments[0], _FIELD, tuple(arguments[1:]))
        method = name.rpartition(".")[2]
        if function is not None and function.type == "member_access_expression":
            base = function.named_children[0]
            if method == "Replace" and len(arguments) == 2:
                return Replaced(base, *arguments)
            if method in ("Trim", "TrimEnd", "TrimStart") and len(arguments) <= 1:
                chars = arguments[0] if arguments else None
                return Stripped(base, chars, method != "TrimEnd", method != "TrimStart")
            if method == "ToString" and not arguments:
                return Texted(base)
        return Opaque(f"`{self.short(node)}` is known only later", method in _TEXT_METHODS)

    def arguments(self, node: Node) -> list[Node]:
        """Return the arguments of a call or a constructor."""
        given = node.child_by_field_name("arguments")
        return [e for e in given.named_children if e.type == "argument"] if given else []

    def called(self, node: Node) -> tuple[Node | None, list[Node]]:
        """Return what is called, and the arguments."""
        return node.child_by_field_name("function"), self.arguments(node)


def bare(node: Node) -> Node:
    """Return an expression without parentheses, ``await``, and the name of an argument."""
    while node.type in _HOLDING and (said := without_comments(node)):
        node = said[-1]
    return node


def _has_quoted_keys(initializer: Node | None) -> bool:
    return initializer is not None and any(
        each.named_children and each.named_children[0].type == "element_binding_expression"
        for each in initializer.named_children
    )
