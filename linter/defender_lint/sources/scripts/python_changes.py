"""What sets or changes a variable of a Python script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from defender_lint.sources.scripts.clients import is_sending
from defender_lint.sources.scripts.dialect import Change, Step
from defender_lint.sources.scripts.python_forms import PythonForms

if TYPE_CHECKING:
    from tree_sitter import Node

_READING: Final = frozenset(
    (
        "Request", "all", "any", "append", "bool", "bytes", "copy", "critical", "debug",
        "deepcopy", "dict", "dumps", "encode", "enumerate", "error", "exception", "format", "get",
        "id", "info", "isinstance", "items", "json", "keys", "len", "list", "log", "pprint",
        "print", "repr", "request", "set", "sorted", "str", "sum", "tuple", "type", "urlencode",
        "values", "warning",
    )
)  # fmt: skip
"""Functions that do not change what they are given."""

_CHANGING: Final = frozenset(
    ("update", "extend", "append", "pop", "setdefault", "clear", "popitem", "insert", "remove")
)


def changes(script: PythonForms) -> Iterator[Change]:
    """Yield assignments, variables of loops, and calls that change a dict or a list."""
    for node in script.found.get("assignment", ()):
        yield from _assigned(script, node)
    for node in script.found.get("each", ()):
        at = node.start_byte
        around = node.parent
        if around is not None and around.type == "for_in_clause" and around.parent is not None:
            at = around.parent.start_byte
        for name in _names(script, node):
            yield Change(
                name,
                "set",
                at,
                max(at, node.start_byte),
                why=f"`{name}` is the variable of a loop",
            )
    for node in script.found.get("delete", ()):
        for each in node.named_children:
            path, variable = _path(script, each)
            if variable and path:
                yield Change(variable, "drop", node.start_byte, node.end_byte, None, path)
    for node in script.found.get("call", ()):
        yield from _called(script, node)


def _names(script: PythonForms, node: Node) -> Iterator[str]:
    todo = [node]
    while todo:
        each = todo.pop()
        if each.type == "identifier":
            yield script.tree.chars(each)
        elif each.type not in ("attribute", "subscript"):
            todo.extend(each.named_children)


def _assigned(script: PythonForms, node: Node) -> Iterator[Change]:
    target = node.child_by_field_name("left") or node.child_by_field_name("name")
    value = node.child_by_field_name("right") or node.child_by_field_name("value")
    if target is None or value is None:
        return
    start, end = node.start_byte, node.end_byte
    if target.type in ("pattern_list", "tuple_pattern", "list_pattern"):
        for name in _names(script, target):
            yield Change(name, "set", start, end, why="it is one of several values")
        return
    path, variable = _path(script, target)
    if variable is None:
        return
    what = "put" if path else "set"
    if node.type == "augmented_assignment":
        operator = node.child_by_field_name("operator")
        sign = script.tree.chars(operator) if operator is not None else ""
        what = "add" if sign in ("+=", "|=") and not path else "touch"
    is_own = "." in variable
    yield Change(variable, what, start, end, value, path, is_wide=is_own)
    if node.id in script.fields and not is_own:
        yield Change(f"this.{variable}", what, start, end, value, path, is_wide=True)


def _path(script: PythonForms, node: Node) -> tuple[tuple[Step, ...], str | None]:
    """Return the keys of ``x['a']['b']``, and the name of the variable."""
    path: list[Step] = []
    while node.type == "subscript":
        key = node.named_children[-1]
        path.append(Step(script.key(key), script.tree.start(key), script.tree.end(key)))
        node = node.named_children[0]
    if node.type == "identifier":
        return tuple(reversed(path)), script.tree.chars(node)
    return tuple(reversed(path)), script.dotted(node)


def _called(script: PythonForms, node: Node) -> Iterator[Change]:
    function, arguments = script.called(node)
    if function is None:
        return
    name = script.tree.called(
        function.named_children[-1] if function.type == "attribute" else function
    )
    start, end = node.start_byte, node.end_byte
    if function.type == "attribute":
        path, variable = _path(script, function.named_children[0])
        if variable is not None and name in _CHANGING:
            yield _changed(script, variable, name, path, arguments, (start, end))
    if name not in _READING and not is_sending(name):
        for each in arguments:
            value = each.named_children[-1] if each.type == "keyword_argument" else each
            if value.type == "identifier":
                yield Change(script.tree.chars(value), "pass", start, end)


def _changed(
    script: PythonForms,
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
            step = Step(script.key(first), script.tree.start(first), script.tree.end(first))
            return Change(variable, "drop", *at, None, (step,), is_wide=is_wide)
    return Change(variable, "touch", *at, is_wide=is_wide)
