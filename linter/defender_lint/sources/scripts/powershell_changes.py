"""What sets or changes a variable of a PowerShell script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from defender_lint.sources.scripts.dialect import Change, Step
from defender_lint.sources.scripts.powershell_forms import PowerShellForms, inner

if TYPE_CHECKING:
    from tree_sitter import Node


def changes(script: PowerShellForms) -> Iterator[Change]:
    """Yield assignments, loop variables, and calls of methods that change a table or list."""
    for node in script.found.get("assignment", ()):
        yield from _assigned(script, node)
    for node in script.found.get("each", ()):
        end = node.end_byte
        why = f"`{script.tree.chars(node)}` is the variable of a loop"
        yield Change(script.variable(node), "set", node.start_byte, end, why=why)
    for node in script.found.get("invocation", ()):
        yield from _called(script, node)


def _assigned(script: PowerShellForms, node: Node) -> Iterator[Change]:
    children = node.named_children
    if len(children) < 3:
        return
    target, operator, value = inner(children[0]), script.tree.chars(children[1]), children[-1]
    while target.type in ("cast_expression", "expression_with_unary_operator"):
        target = inner(target.named_children[-1])
    start, end = node.start_byte, node.end_byte
    if target.type == "array_literal_expression":
        for each in target.named_children:
            if inner(each).type == "variable":
                name, is_wide = script.variable_of(script.tree.chars(inner(each)))
                why = "it is one of several values"
                yield Change(name, "set", start, end, why=why, is_wide=is_wide)
        return
    path, base = _path(script, target)
    if base is None:
        return
    name, is_wide = script.variable_of(script.tree.chars(base))
    what = {"=": "put" if path else "set", "+=": "touch" if path else "add"}.get(operator)
    yield Change(name, what or "touch", start, end, value, path, is_wide=is_wide)


def _path(script: PowerShellForms, node: Node) -> tuple[tuple[Step, ...], Node | None]:
    """Return the keys of ``$x.a['b']``, and the variable that they begin at."""
    path: list[Step] = []
    while node.type in ("member_access", "element_access"):
        step = script.step(node)
        path.append(step or Step(None, 0, 0))
        node = inner(node.named_children[0])
    return tuple(reversed(path)), node if node.type == "variable" else None


def _called(script: PowerShellForms, node: Node) -> Iterator[Change]:
    base, method, arguments = script.invoked(node)
    if method not in ("add", "remove", "addrange", "clear", "insert"):
        return
    path, variable = _path(script, inner(base))
    if variable is None:
        return
    name, is_wide = script.variable_of(script.tree.chars(variable))
    what, value = "touch", None
    if not path and arguments:
        first = arguments[0]
        step = Step(script.key(first), script.tree.start(first), script.tree.end(first))
        if method == "add" and len(arguments) == 2:
            what, path, value = "put", (step,), arguments[1]
        elif method == "add" and len(arguments) == 1:
            what, value = "append", first
        elif method == "remove" and len(arguments) == 1:
            what, path = "drop", (step,)
    yield Change(name, what, node.start_byte, node.end_byte, value, path, is_wide=is_wide)
