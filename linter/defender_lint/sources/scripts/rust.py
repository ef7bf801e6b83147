"""Rust: its requests, what sets its variables, and the table of what is looked at in a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts.calls import read
from defender_lint.sources.scripts.clients import Given, is_sending, sent, verb_of
from defender_lint.sources.scripts.dialect import Call, Change, Evaluate, Step
from defender_lint.sources.scripts.known import Hole, Known, Scalar, Str
from defender_lint.sources.scripts.rust_forms import RustForms, bare
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

if TYPE_CHECKING:
    from tree_sitter import Node

_QUERY: Final = """
(function_item) @function
(closure_expression) @function
(if_expression consequence: (_) @branch)
(else_clause) @branch
(match_arm) @branch
(for_expression) @loop
(while_expression) @loop
(loop_expression) @loop
(ERROR) @error
(parameter pattern: (identifier) @parameter)
(closure_parameters (identifier) @parameter)
(let_declaration) @let
(const_item) @let
(static_item) @let
(assignment_expression) @assignment
(for_expression pattern: (_) @each)
(call_expression) @call
"""

_BODIES: Final = frozenset(("json", "body", "send_json", "send_string", "body_json"))
_LONGEST_CHAIN: Final = 20  # calls between the verb and what is sent
_READING: Final = frozenset(("to_string", "to_vec", "to_value", "Some", "Ok", "println"))


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of Rust code."""
    yield from read(Text.whole(source), Rust, "rust", options)


class Rust(RustForms):
    """Rust, for one tree."""

    query: ClassVar[str] = _QUERY
    of_tests: ClassVar[str] = r"MockServer|TestRequest|init_service|TestServer"

    def calls(self, evaluate: Evaluate) -> Iterator[Call]:
        """Yield ``client.post(url).json(&body).send()``, and calls of a client of one's own."""
        for node in self.found.get("call", ()):
            function, arguments = self.called(node)
            if function is None or not arguments:
                continue
            last = function.named_children[-1] if function.type == "field_expression" else function
            name = self.tree.called(last).rpartition("::")[2]
            is_verb = bool(verb_of(name))
            if not is_verb and not self.tree.chars(arguments[0]).startswith(
                ("Method::", "reqwest::Method::")
            ):
                continue
            owner = self.tree.called(function.named_children[0]) if last is not function else ""
            values = tuple(evaluate(each) for each in arguments[:4])
            place = self.tree.start(last), self.tree.end(last)
            parts = sent(Given(name, owner, *place, values, {}), self.tree.text)
            if parts is None:
                continue
            method, url, rest = parts
            body = rest[0] if rest else self._chained(evaluate, node, method)
            if isinstance(body, Scalar) and body.value is None:  # `None`
                body = None
            call = Call(method, url, None, None, body)
            yield call._replace(start=self.tree.start(node), end=self.tree.end(node))

    def _chained(self, evaluate: Evaluate, node: Node, method: Known) -> Known | None:
        """Return what ``.json(…)`` further on in the chain sends; a hole where that ends early."""
        place = self.tree.start(node), self.tree.end(node)
        for _ in range(_LONGEST_CHAIN):
            field = node.parent
            call = field.parent if field is not None and field.type == "field_expression" else None
            if field is None or call is None or call.type != "call_expression":
                break
            name = self.tree.chars(field.named_children[-1])
            _, arguments = self.called(call)
            if name in _BODIES and len(arguments) == 1:
                return evaluate(arguments[0])
            if name == "send":
                return None
            if name in ("form", "multipart"):
                break
            node = call
        is_read = isinstance(method, Str) and method.text.chars in ("GET", "DELETE", "HEAD")
        return None if is_read else Hole("it is given elsewhere", place[0], *place)

    def changes(self) -> Iterator[Change]:
        """Yield declarations, assignments, variables of loops, and what is passed on."""
        for node in self.found.get("let", ()):
            target = node.child_by_field_name("pattern") or node.child_by_field_name("name")
            value = node.child_by_field_name("value")
            if target is not None and value is not None:
                known = value if target.type in ("identifier", "mut_pattern") else None
                for name in self._names(target):
                    why = "it is one of several values"
                    yield Change(name, "set", node.start_byte, node.end_byte, known, why=why)
        for node in self.found.get("assignment", ()):
            path, variable = self._path(node.named_children[0])
            if variable is not None:
                what = "put" if path else "set"
                value = node.named_children[-1]
                yield Change(variable, what, node.start_byte, node.end_byte, value, path)
        for node in self.found.get("each", ()):
            for name in self._names(node):
                why = f"`{name}` is the variable of a loop"
                yield Change(name, "set", node.start_byte, node.end_byte, why=why)
        for node in self.found.get("call", ()):
            function, arguments = self.called(node)
            name = self.tree.called(function).rpartition(".")[2] if function is not None else ""
            if name in _READING or name in _BODIES or is_sending(name):
                continue
            is_method = function is not None and function.type == "field_expression"
            if function is not None and is_method and name == "insert" and len(arguments) == 2:
                path, variable = self._path(function.named_children[0])
                if variable is not None and not path:
                    key, value = self.literal(arguments[0]), arguments[1]
                    place = self.tree.start(key), self.tree.end(key)
                    step = Step(self.constant(self.form(key)), *place)
                    yield Change(variable, "put", node.start_byte, node.end_byte, value, (step,))
            for each in arguments:
                if self.tree.chars(each).startswith("&mut ") and bare(each).type == "identifier":
                    variable = self.tree.chars(bare(each))
                    yield Change(variable, "pass", node.start_byte, node.end_byte)

    def _names(self, node: Node) -> Iterator[str]:
        todo = [node]
        while todo:
            each = todo.pop()
            if each.type == "identifier":
                yield self.tree.chars(each)
            todo.extend(each.named_children)

    def _path(self, node: Node) -> tuple[tuple[Step, ...], str | None]:
        """Return the keys of ``x["a"]["b"]``, and the name of the variable."""
        path: list[Step] = []
        while node.type == "index_expression" and node.named_child_count == 2:
            key = node.named_children[1]
            place = self.tree.start(key), self.tree.end(key)
            path.append(Step(self.constant(self.form(key)), *place))
            node = node.named_children[0]
        is_variable = node.type == "identifier"
        return tuple(reversed(path)), self.tree.chars(node) if is_variable else None
