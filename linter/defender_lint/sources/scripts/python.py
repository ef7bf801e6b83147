"""Python: what its expressions say, and what sets its variables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final

from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts.calls import read
from defender_lint.sources.scripts.dialect import Call, Change, Dialect, Step
from defender_lint.sources.scripts.forms import (
    Attribute,
    Constant,
    Entry,
    Filled,
    Form,
    Mapping,
    Name,
    Opaque,
    Replaced,
    Sequence,
    Serialised,
    Spread,
    String,
    Stripped,
    Sum,
    Texted,
)
from defender_lint.sources.scripts.python_calls import calls, is_sending
from defender_lint.sources.scripts.python_text import escape_of, parts_of, plain, written
from defender_lint.sources.scripts.tree import Tree
from defender_lint.sources.source import Source
from defender_lint.sources.text import Escape, Text

if TYPE_CHECKING:
    from tree_sitter import Node

    from defender_lint.sources.scripts.evaluate import Evaluator

_QUERY: Final = """
(function_definition) @function
(class_definition name: (identifier) @class) @function
(class_definition body: (block (expression_statement (assignment) @field)))
(lambda) @function
(if_statement consequence: (block) @branch)
(elif_clause) @branch
(else_clause) @branch
(except_clause) @branch
(case_clause) @branch
(conditional_expression) @branch
(for_statement) @loop
(while_statement) @loop
(list_comprehension) @loop
(set_comprehension) @loop
(dictionary_comprehension) @loop
(generator_expression) @loop
(ERROR) @error
(parameters (identifier) @parameter)
(parameters (typed_parameter . (identifier) @parameter))
(parameters (typed_parameter (_ (identifier) @parameter)))
(parameters (default_parameter name: (identifier) @parameter))
(parameters (typed_default_parameter name: (identifier) @parameter))
(parameters (list_splat_pattern (identifier) @parameter))
(parameters (dictionary_splat_pattern (identifier) @parameter))
(lambda_parameters (identifier) @parameter)
(lambda_parameters (default_parameter name: (identifier) @parameter))
(assignment left: (_)) @assignment
(augmented_assignment) @assignment
(named_expression) @assignment
(for_statement left: (_) @each)
(for_in_clause left: (_) @each)
(as_pattern_target) @each
(delete_statement) @delete
(call) @call
(decorator) @decorator
"""

_FIELD: Final = r"(?<!\{)\{(?P<name>\w*)(?:[!:.\[][^{}]*)?\}"
_PERCENT: Final = r"%(?:\((?P<name>\w+)\))?[-+ #0]*\d*(?:\.\d+)?[sdrif]"
_TEXT_METHODS: Final = frozenset(
    ("lower", "upper", "title", "join", "isoformat", "strftime", "decode", "hex", "removeprefix",
     "removesuffix", "zfill", "capitalize", "hexdigest")
)  # fmt: skip
_DUMPS: Final = frozenset(
    ("json.dumps", "dumps", "orjson.dumps", "ujson.dumps", "simplejson.dumps")
)
_COPIES: Final = frozenset(("copy.deepcopy", "copy.copy", "deepcopy", "bytes", "bytearray"))
_READING: Final = frozenset(
    ("print", "len", "str", "repr", "dumps", "debug", "info", "warning", "error", "log",
     "exception", "isinstance", "dict", "list", "sorted", "copy", "deepcopy", "type", "id", "bool", "any", "all",
     "pprint", "format", "items", "keys", "values", "get", "critical", "append", "bytes", "set",
     "tuple", "enumerate", "sum", "encode", "request", "Request", "urlencode", "json")
)  # fmt: skip
"""Functions that do not change what they are given."""


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of a Python script."""
    yield from read(Text.whole(source), Python, "python", options)


class Python(Dialect):
    """Python, for one tree."""

    grammar: ClassVar[str] = "python"
    query: ClassVar[str] = _QUERY
    has_braces: ClassVar[bool] = False

    def __init__(self, tree: Tree) -> None:
        super().__init__(tree)
        self._classes: Final = {tree.chars(each) for each in self.found.get("class", ())}
        self._fields: Final = {each.id for each in self.found.get("field", ())}

    def calls(self, evaluator: Evaluator) -> Iterator[Call]:
        """Yield the calls of HTTP clients."""
        return calls(self, evaluator)

    def write(self, value: Any, token: str, is_key: bool) -> str:
        """Write a scalar, in the quotes of the token that it replaces."""
        return written(value, token, is_key)

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a string."""
        return escape_of(self.tree.chars(node))

    def form(self, node: Node) -> Form:
        """Say what a node says."""
        while node.type in ("parenthesized_expression", "await", "expression_statement"):
            inner = [each for each in node.named_children if each.type != "comment"]
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
                return self._number(node)
            case "dictionary":
                return self._dictionary(node)
            case "list" | "tuple":
                return self._items(node)
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

    def short(self, node: Node) -> str:
        """Return the characters of a node in one short line."""
        return " ".join(self.tree.chars(node)[:60].split())

    def key(self, node: Node) -> str | None:
        """Return a key that is a plain string; None for any other."""
        return plain(self.tree, node)

    def _number(self, node: Node) -> Form:
        try:
            value = ast.literal_eval(self.tree.chars(node))
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return Opaque(f"`{self.short(node)}` is computed")
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return Constant(value) if is_number else Opaque("it is computed")

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

    def _items(self, node: Node) -> Form:
        items: list[Node | Spread] = []
        for child in node.named_children:
            if child.type == "list_splat":
                items.append(Spread(child.named_children[0]))
            elif child.type != "comment":
                items.append(child)
        return Sequence(tuple(items))

    def _attribute(self, node: Node) -> Form:
        base, key = node.named_children[0], self.tree.chars(node.named_children[-1])
        if key == "value" and base.type == "attribute":
            return self._attribute(base)  # a member of an Enum
        return Attribute(base, key, self._dotted(node) or "")

    def _dotted(self, node: Node) -> str | None:
        """Return ``self.name`` for an attribute of the object or of a class of this file."""
        if node.type != "attribute" or node.named_child_count != 2:
            return None
        base, key = node.named_children
        owner = self.tree.chars(base)
        if base.type == "identifier" and (owner in ("self", "cls") or owner in self._classes):
            return f"self.{self.tree.chars(key)}"
        return None

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
        operands: list[Node] = []
        while node.type == "binary_operator":
            operator = node.child_by_field_name("operator")
            if operator is None or self.tree.chars(operator) != sign:
                break
            operands.append(node.named_children[-1])
            node = node.named_children[0]
        operands.append(node)
        return Sum(tuple(reversed(operands)))

    def _call(self, node: Node) -> Form:
        function, arguments = self.called(node)
        name = self.tree.chars(function) if function is not None else ""
        positional = [each for each in arguments if each.type != "keyword_argument"]
        if name in _DUMPS and positional:
            return Serialised(positional[0])
        if name == "dict":
            return self._dict(arguments)
        if (name in _COPIES and positional) or (name == "list" and len(positional) == 1):
            return self.form(positional[0])
        if name == "str" and len(positional) == 1:
            return Texted(positional[0])
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
                return self.form(base)
            case "replace" if len(positional) == 2:
                return Replaced(base, *positional)
            case "strip" | "rstrip" | "lstrip":
                chars = positional[0] if positional else None
                return Stripped(base, chars, method != "rstrip", method != "lstrip")
        return Opaque(f"`{self.short(node)}` is known only later", method in _TEXT_METHODS)

    def called(self, node: Node) -> tuple[Node | None, list[Node]]:
        """Return what is called, and the arguments."""
        arguments = node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        return node.child_by_field_name("function"), [e for e in given if e.type != "comment"]

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

    def changes(self) -> Iterator[Change]:
        """Yield assignments, variables of loops, and calls that change a dict or a list."""
        for node in self.found.get("assignment", ()):
            yield from self._assigned(node)
        for node in self.found.get("each", ()):
            at = node.start_byte
            around = node.parent
            if around is not None and around.type == "for_in_clause" and around.parent is not None:
                at = around.parent.start_byte
            for name in self._names(node):
                yield Change(
                    name,
                    "set",
                    at,
                    max(at, node.start_byte),
                    why=f"`{name}` is the variable of a loop",
                )
        for node in self.found.get("delete", ()):
            for each in node.named_children:
                path, name = self._path(each)
                if name and path:
                    yield Change(name, "drop", node.start_byte, node.end_byte, None, path)
        for node in self.found.get("call", ()):
            yield from self._called(node)

    def _names(self, node: Node) -> Iterator[str]:
        todo = [node]
        while todo:
            each = todo.pop()
            if each.type == "identifier":
                yield self.tree.chars(each)
            elif each.type not in ("attribute", "subscript"):
                todo.extend(each.named_children)

    def _assigned(self, node: Node) -> Iterator[Change]:
        target = node.child_by_field_name("left") or node.child_by_field_name("name")
        value = node.child_by_field_name("right") or node.child_by_field_name("value")
        if target is None or value is None:
            return
        start, end = node.start_byte, node.end_byte
        if target.type in ("pattern_list", "tuple_pattern", "list_pattern"):
            for name in self._names(target):
                yield Change(name, "set", start, end, why="it is one of several values")
            return
        path, name = self._path(target)
        if name is None:
            return
        what = "put" if path else "set"
        if node.type == "augmented_assignment":
            operator = node.child_by_field_name("operator")
            sign = self.tree.chars(operator) if operator is not None else ""
            what = "add" if sign in ("+=", "|=") and not path else "touch"
        is_own = "." in name
        yield Change(name, what, start, end, value, path, is_wide=is_own)
        around = node.parent.parent if node.parent is not None else None
        in_class = around is not None and around.parent is not None
        if not is_own and in_class and around.parent.type == "class_definition":
            yield Change(f"self.{name}", what, start, end, value, path, is_wide=True)

    def _path(self, node: Node) -> tuple[tuple[Step, ...], str | None]:
        """Return the keys of ``x['a']['b']``, and the name of the variable."""
        path: list[Step] = []
        while node.type == "subscript":
            key = node.named_children[-1]
            path.append(Step(self.key(key), self.tree.start(key), self.tree.end(key)))
            node = node.named_children[0]
        if node.type == "identifier":
            return tuple(reversed(path)), self.tree.chars(node)
        return tuple(reversed(path)), self._dotted(node)

    def _called(self, node: Node) -> Iterator[Change]:
        function, arguments = self.called(node)
        if function is None:
            return
        name = self.tree.chars(
            function.named_children[-1] if function.type == "attribute" else function
        )
        start, end = node.start_byte, node.end_byte
        if function.type == "attribute":
            path, variable = self._path(function.named_children[0])
            if variable is not None and name in _CHANGING:
                yield self._changed(variable, name, path, arguments, (start, end))
        if name not in _READING and not is_sending(name):
            for each in arguments:
                value = each.named_children[-1] if each.type == "keyword_argument" else each
                if value.type == "identifier":
                    yield Change(self.tree.chars(value), "pass", start, end)

    def _changed(
        self,
        variable: str,
        method: str,
        path: tuple[Step, ...],
        arguments: list[Node],
        at: tuple[int, int],
    ) -> Change:
        is_wide = "." in variable
        first = arguments[0] if arguments else None
        if first is not None and not path:
            is_plain = first.type not in ("keyword_argument", "dictionary_splat")
            if method in ("update", "extend") and len(arguments) == 1 and is_plain:
                return Change(variable, "add", *at, first, is_wide=is_wide)
            if method == "append":
                return Change(variable, "append", *at, first, is_wide=is_wide)
            if method == "pop":
                step = Step(self.key(first), self.tree.start(first), self.tree.end(first))
                return Change(variable, "drop", *at, None, (step,), is_wide=is_wide)
        return Change(variable, "touch", *at, is_wide=is_wide)


_CHANGING: Final = frozenset(
    ("update", "extend", "append", "pop", "setdefault", "clear", "popitem", "insert", "remove")
)
