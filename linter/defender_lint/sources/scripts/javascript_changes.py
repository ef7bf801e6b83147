"""What sets or changes a variable of JavaScript and TypeScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from defender_lint.sources.scripts.clients import is_sending
from defender_lint.sources.scripts.dialect import Change, Step
from defender_lint.sources.scripts.javascript_forms import JavaScriptForms, bare

if TYPE_CHECKING:
    from tree_sitter import Node

_READING: Final = frozenset(
    ("log", "debug", "info", "warn", "error", "trace", "stringify", "keys", "values", "entries",
     "fetch", "axios", "push", "resolve", "json", "String", "Boolean", "Number", "isArray",
     "structuredClone", "fromEntries", "encodeURIComponent")
)  # fmt: skip
"""Functions that do not change what they are given."""

_CHANGING: Final = frozenset(("push", "unshift", "splice", "pop", "shift", "sort", "reverse"))


def changes(script: JavaScriptForms) -> Iterator[Change]:
    """Yield declarations, assignments, variables of loops, and calls that change an object."""
    for node in script.found.get("declaration", ()):
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            yield from _assigned(script, node, name, value)
    for node in script.found.get("assignment", ()):
        target, value = node.child_by_field_name("left"), node.child_by_field_name("right")
        if target is not None and value is not None:
            yield from _assigned(script, node, target, value)
    for node in script.found.get("field", ()):
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            full = f"this.{script.tree.chars(name)}"
            yield Change(full, "set", node.start_byte, node.end_byte, value, is_wide=True)
    for node in script.found.get("each", ()):
        for variable in _names(script, node):
            why = f"`{variable}` is the variable of a loop"
            yield Change(variable, "set", node.start_byte, node.end_byte, why=why)
    for node in script.found.get("delete", ()):
        path, owner = _path(script, node.named_children[-1])
        if owner is not None and path:
            yield _change(node, owner, "drop", None, path)
    for node in script.found.get("call", ()):
        yield from _called(script, node)


def _names(script: JavaScriptForms, node: Node) -> Iterator[str]:
    todo = [node]
    while todo:
        each = todo.pop()
        if each.type in ("identifier", "shorthand_property_identifier_pattern"):
            yield script.tree.chars(each)
        else:
            todo.extend(each.named_children)


def _change(
    node: Node, variable: str, what: str, value: Node | None, path: tuple[Step, ...] = ()
) -> Change:
    is_wide = "." in variable
    return Change(variable, what, node.start_byte, node.end_byte, value, path, is_wide=is_wide)


def _assigned(script: JavaScriptForms, node: Node, target: Node, value: Node) -> Iterator[Change]:
    if target.type in ("object_pattern", "array_pattern"):
        for name in _names(script, target):
            why = "it is one of several values"
            yield Change(name, "set", node.start_byte, node.end_byte, why=why)
        return
    path, variable = _path(script, target)
    if variable is None:
        return
    what = "put" if path else "set"
    if node.type == "augmented_assignment_expression":
        operator = node.child_by_field_name("operator")
        is_sum = operator is not None and script.tree.chars(operator) == "+="
        what = "add" if is_sum and not path else "touch"
    yield _change(node, variable, what, value, path)


def _path(script: JavaScriptForms, node: Node) -> tuple[tuple[Step, ...], str | None]:
    """Return the keys of ``x.a['b']``, and the name of the variable."""
    path: list[Step] = []
    node = bare(node)
    while node.type in ("member_expression", "subscript_expression"):
        dotted = script.dotted(node)
        if dotted is not None:
            return tuple(reversed(path)), dotted
        key = node.named_children[-1]
        path.append(Step(script.key(key), script.tree.start(key), script.tree.end(key)))
        node = bare(node.named_children[0])
    is_variable = node.type == "identifier"
    return tuple(reversed(path)), script.tree.chars(node) if is_variable else None


def _called(script: JavaScriptForms, node: Node) -> Iterator[Change]:
    function, arguments = script.called(node)
    if function is None:
        return
    full = script.tree.called(function)
    name = full.rpartition(".")[2]
    if full == "Object.assign" and arguments:
        path, variable = _path(script, arguments[0])
        if variable is not None:
            several = len(arguments) != 2 or bool(path)
            what = "touch" if several else "add"
            yield _change(node, variable, what, None if several else arguments[1])
        return
    if name in _CHANGING and function.type == "member_expression":
        path, variable = _path(script, function.named_children[0])
        if variable is not None:
            is_push = name == "push" and len(arguments) == 1 and not path
            yield _change(
                node, variable, "append" if is_push else "touch", arguments[0] if is_push else None
            )
    if name not in _READING and not is_sending(name):
        for each in arguments:
            if each.type == "identifier":
                yield _change(node, script.tree.chars(each), "pass", None)
