"""Go: its requests, what sets its variables, and the table of what is looked at in a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts.calls import read
from defender_lint.sources.scripts.clients import VERBS, Given, is_sending, sent, verb_of
from defender_lint.sources.scripts.dialect import Call, Change, Evaluate, Step
from defender_lint.sources.scripts.go_forms import GoForms
from defender_lint.sources.scripts.known import Hole, Known, Member, Scalar, Str
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

if TYPE_CHECKING:
    from tree_sitter import Node

_QUERY: Final = """
(function_declaration) @function
(method_declaration) @function
(func_literal) @function
(if_statement consequence: (_) @branch)
(if_statement alternative: (_) @branch)
(expression_case) @branch
(default_case) @branch
(type_case) @branch
(communication_case) @branch
(for_statement) @loop
(ERROR) @error
(parameter_declaration name: (identifier) @parameter)
(variadic_parameter_declaration name: (identifier) @parameter)
(short_var_declaration) @assignment
(assignment_statement) @assignment
(var_spec) @declaration
(const_spec) @declaration
(range_clause left: (expression_list) @each)
(call_expression) @call
"""

_CHAINED: Final = frozenset(("Post", "Put", "Patch"))
"""Methods of a request that has its body already."""

_SET_LATER: Final = re.compile(r"\.Body\s*=(?!=)")
_LONGEST_CHAIN: Final = 20  # calls between what is sent and the verb
_READING: Final = frozenset(
    ("Marshal", "MarshalIndent", "Println", "Printf", "Sprintf", "Errorf", "len", "NewBuffer",
     "NewReader", "NewBufferString", "append", "string", "Print", "Debug", "Info", "Warn", "Error",
     "NewRequest", "NewRequestWithContext")
)  # fmt: skip
"""Functions that do not change what they are given."""


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of Go code."""
    yield from read(Text.whole(source), Go, "go", options)


class Go(GoForms):
    """Go, for one tree."""

    query: ClassVar[str] = _QUERY
    of_tests: ClassVar[str] = r"httptest"

    def calls(self, evaluate: Evaluate) -> Iterator[Call]:
        """Yield the calls of HTTP clients, those of one's own included."""
        is_set_later = _SET_LATER.search(self.tree.text.chars) is not None
        for node in self.found.get("call", ()):
            function, arguments = self.called(node)
            if function is None or not arguments:
                continue
            last = function.named_children[-1] if function.named_child_count > 1 else function
            name = self.tree.called(last)
            is_builtin = name == "delete" and last is function
            if is_builtin or not (verb_of(name) or self._names_method(arguments)):
                continue
            owner = self.tree.called(function.named_children[0]) if last is not function else ""
            values = tuple(evaluate(each) for each in arguments[:5])
            place = self.tree.start(last), self.tree.end(last)
            call = _call(Given(name, owner, *place, values, {}), self.tree.text)
            if call is None:
                continue
            if call.body is None and len(arguments) == 1 and name in _CHAINED:
                call = call._replace(body=self._chained(evaluate, function, place))
            elif is_set_later and call.body is None and not _is_read(call):
                call = call._replace(body=Hole("it may be set later", place[0], *place))
            yield call._replace(start=self.tree.start(node), end=self.tree.end(node))

    def _chained(self, evaluate: Evaluate, function: Node, place: tuple[int, int]) -> Known:
        """Return what ``.SetBody(…)`` before the verb in the chain sends, as resty has it."""
        for _ in range(_LONGEST_CHAIN):
            call = function.named_children[0] if function.type == "selector_expression" else None
            if call is None or call.type != "call_expression":
                break
            before, arguments = self.called(call)
            if before is None:
                break
            if len(arguments) == 1 and self.tree.chars(before).endswith(".SetBody"):
                return evaluate(arguments[0])
            function = before
        return Hole("it is given elsewhere", place[0], *place)

    def _names_method(self, arguments: list[Node]) -> bool:
        words = (
            self.tree.chars(each).strip('"').removeprefix("http.Method") for each in arguments[:3]
        )
        return any(word.lower() in VERBS for word in words)

    def changes(self) -> Iterator[Change]:
        """Yield declarations, assignments, variables of loops, and calls that change a map."""
        for node in self.found.get("assignment", ()):
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            operator = node.child_by_field_name("operator")
            sign = "=" if operator is None else self.tree.chars(operator)
            if left is not None and right is not None:
                yield from self._assigned(node, left.named_children, right.named_children, sign)
        for node in self.found.get("declaration", ()):
            value = node.child_by_field_name("value")
            if value is not None:
                names = node.children_by_field_name("name")
                yield from self._assigned(node, names, value.named_children, "=")
        for node in self.found.get("each", ()):
            for each in node.named_children:
                why = f"`{self.tree.chars(each)}` is the variable of a loop"
                start, end = node.start_byte, node.end_byte
                yield Change(self.tree.chars(each), "set", start, end, why=why)
        for node in self.found.get("call", ()):
            yield from self._called(node)

    def _assigned(
        self, node: Node, targets: list[Node], values: list[Node], sign: str
    ) -> Iterator[Change]:
        for index, target in enumerate(targets):
            # `data, err := json.Marshal(body)`: the first is what is meant, the others tell of it
            is_known = len(values) == len(targets) or index == 0
            value = values[min(index, len(values) - 1)] if is_known and values else None
            path, variable = self._path(target)
            if variable is None:
                continue
            what = {"+=": "add"}.get(sign, "touch") if sign not in ("=", ":=") else "set"
            what = ("put" if what == "set" else "touch") if path else what
            why = "it is one of several values"
            yield Change(variable, what, node.start_byte, node.end_byte, value, path, why)

    def _path(self, node: Node) -> tuple[tuple[Step, ...], str | None]:
        """Return the keys of ``x["a"]["b"]``, and the name of the variable."""
        path: list[Step] = []
        while node.type == "index_expression":
            key = node.named_children[-1]
            path.append(Step(self.key(key), self.tree.start(key), self.tree.end(key)))
            node = node.named_children[0]
        is_variable = node.type == "identifier"
        return tuple(reversed(path)), self.tree.chars(node) if is_variable else None

    def _called(self, node: Node) -> Iterator[Change]:
        function, arguments = self.called(node)
        name = self.tree.called(function).rpartition(".")[2] if function is not None else ""
        start, end = node.start_byte, node.end_byte
        if name == "delete" and len(arguments) == 2:
            path, variable = self._path(arguments[0])
            step = Step(self.key(arguments[1]), 0, 0)
            if variable is not None and not path:
                yield Change(variable, "drop", start, end, None, (step,))
        elif name not in _READING and not is_sending(name):
            for each in arguments:
                value = each.named_children[-1] if each.type == "unary_expression" else each
                if value.type == "identifier":
                    yield Change(self.tree.chars(value), "pass", start, end)


def _call(given: Given, text: Text) -> Call | None:
    positional = given.positional
    if positional and not isinstance(positional[0], Str):  # a context
        given = given._replace(positional=positional[1:])
    parts = sent(given, text)
    if parts is None:
        return None
    method, url, rest = parts
    if given.name == "Post" and len(rest) == 2:  # http.Post(url, contentType, body)
        kind = rest[0]
        return Call(method, url, None, Member(kind, kind.start, kind.end), _body(rest[1]))
    return Call(method, url, None, None, _body(rest[0]) if rest else None)


def _is_read(call: Call) -> bool:
    return isinstance(call.method, Str) and call.method.text.chars in ("GET", "HEAD", "DELETE")


def _body(known: Known) -> Known | None:
    """Return what is sent; ``nil`` is nothing."""
    return None if isinstance(known, Scalar) and known.value is None else known
