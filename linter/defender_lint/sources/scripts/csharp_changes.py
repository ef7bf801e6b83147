"""What sets or changes a variable of C#."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from defender_lint.sources.scripts.clients import is_sending
from defender_lint.sources.scripts.csharp_forms import JSON, CSharpForms, bare
from defender_lint.sources.scripts.dialect import Change, Step

if TYPE_CHECKING:
    from tree_sitter import Node

_READING: Final = frozenset(
    ("Serialize", "SerializeObject", "Create", "WriteLine", "LogInformation", "LogDebug",
     "LogError", "LogWarning", "SendAsync", "Send", "ExecuteAsync", "Execute", "Add")
)  # fmt: skip
"""Methods that do not change what they are given."""


def changes(script: CSharpForms) -> Iterator[Change]:
    """Yield declarations, assignments, variables of loops, and calls that change an object."""
    fields = {each.id for each in script.found.get("field", ())}
    for node in script.found.get("declaration", ()):
        if node.named_child_count < 2:
            continue
        name, value = script.tree.chars(node.named_children[0]), node.named_children[-1]
        yield Change(name, "set", node.start_byte, node.end_byte, value)
        if node.id in fields:
            start, end = node.start_byte, node.end_byte
            yield Change(f"this.{name}", "set", start, end, value, is_wide=True)
    for node in script.found.get("assignment", ()):
        yield from _assigned(script, node)
    for node in script.found.get("each", ()):
        name = script.tree.chars(node)
        why = f"`{name}` is the variable of a loop"
        yield Change(name, "set", node.start_byte, node.end_byte, why=why)
    for node in script.found.get("call", ()):
        yield from _called(script, node)


def _assigned(script: CSharpForms, node: Node) -> Iterator[Change]:
    target, value = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if target is None or value is None or operator is None:
        return
    path, variable = _path(script, target)
    if variable is None:
        return
    sign = script.tree.chars(operator)
    what = {"=": "put" if path else "set", "+=": "touch" if path else "add"}.get(sign, "touch")
    is_wide = "." in variable
    yield Change(variable, what, node.start_byte, node.end_byte, value, path, is_wide=is_wide)


def _path(script: CSharpForms, node: Node) -> tuple[tuple[Step, ...], str | None]:
    """Return the keys of ``x.A["b"]``, and the name of the variable."""
    path: list[Step] = []
    node = bare(node)
    while node.type in ("member_access_expression", "element_access_expression"):
        dotted = script.dotted(node)
        if dotted is not None:
            return tuple(reversed(path)), dotted
        is_member = node.type == "member_access_expression"
        key = node.named_children[-1] if is_member else script.subscript(node)
        if key is None:
            path.append(Step(None, 0, 0))
        else:
            key = bare(key)
            is_known = is_member or key.type != "identifier"
            place = script.tree.start(key), script.tree.end(key)
            path.append(Step(script.key(key) if is_known else None, *place))
        node = bare(node.named_children[0])
    is_variable = node.type == "identifier"
    return tuple(reversed(path)), script.tree.chars(node) if is_variable else None


def _called(script: CSharpForms, node: Node) -> Iterator[Change]:
    function, arguments = script.called(node)
    if function is None:
        return
    start, end = node.start_byte, node.end_byte
    name = script.tree.called(function).rpartition(".")[2]
    if function.type == "member_access_expression":
        path, variable = _path(script, function.named_children[0])
        if variable is not None and not path:
            yield from _changed(script, node, variable, name, arguments)
    if name not in _READING and not is_sending(name):
        for each in arguments:
            value = bare(each)
            if value.type == "identifier":
                yield Change(script.tree.chars(value), "pass", start, end)


def _changed(
    script: CSharpForms, node: Node, variable: str, method: str, arguments: list[Node]
) -> Iterator[Change]:
    start, end = node.start_byte, node.end_byte
    given = {"AddJsonBody": 0, "AddBody": 0, "AddStringBody": 0}.get(method)
    if method == "AddParameter" and any("RequestBody" in script.tree.chars(e) for e in arguments):
        given = 1
    if given is not None and len(arguments) > given:
        step = Step(JSON, script.tree.start(node), script.tree.end(node))
        yield Change(variable, "put", start, end, arguments[given], (step,))
    elif method == "Add" and len(arguments) == 2:
        key = bare(arguments[0])
        name = None if key.type == "identifier" else script.key(key)
        step = Step(name, script.tree.start(key), script.tree.end(key))
        yield Change(variable, "put", start, end, arguments[1], (step,))
    elif method == "Add" and len(arguments) == 1:
        yield Change(variable, "append", start, end, arguments[0])
    elif method in ("Remove", "Clear", "AddRange", "Insert", "TryAdd", "Merge"):
        yield Change(variable, "touch", start, end)
