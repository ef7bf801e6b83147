"""Bodies of Microsoft Graph among ours, and bodies of ours that go there.

Graph names the members of alerts and incidents in lower camel case, and has keys of its own. It is
told apart by ``schemas/graph.json``, not checked, so that nobody is told to spoil a body that is
right there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from defender_lint.catalogue.graph import Graph
from defender_lint.diagnostic import Diagnostic, Path, Token, value_at
from defender_lint.sources.request import Request
from defender_lint.words import name

_TYPE: Final = "@odata.type"
_SPELLING: Final = frozenset({"key-case", "key-typo", "value-case", "unknown-value", "unknown-key"})


def is_graph_body(data: Any, graph: Graph) -> bool:
    """Tell whether a body is one that Microsoft Graph takes and the Defender APIs do not."""
    if not isinstance(data, dict):
        return False
    kind = data.get(_TYPE)
    if isinstance(kind, str) and kind.startswith(graph.types):
        return True
    if graph.keys & data.keys() or frozenset(data) in graph.shapes:
        return True
    cased = [data[key] for key in graph.cased if isinstance(data.get(key), str) and data[key]]
    if graph.values.intersection(cased):
        return True
    # One member in lower camel case is a slip; two or more, and no other, are Graph's.
    return len(cased) > 1 and graph.members.issuperset(cased)


def graph_body(graph: Graph) -> Diagnostic:
    """Return the one finding of a body for Microsoft Graph, where nothing names an API."""
    return Diagnostic(
        "graph-body",
        f"this looks like a body for {graph.title}, which is not checked; if it is meant for a "
        "Defender API, say which one with `--api ID`",
        token=Token.START,
        severity="warning",
        confidence="implied",
    )


def spelt_as_graph(found: list[Diagnostic], body: Any, graph: Graph) -> list[Diagnostic]:
    """Say of what is misspelt in a body like Graph's that Graph spells it so; no fix is safe."""
    return [
        each.replace(
            message=f"{each.message}; {graph.title} spells it so",
            fix=each.fix and each.fix.replace(applicability="unsafe"),
        )
        if each.rule in _SPELLING and _is_graphs(each, body, graph)
        else each
        for each in found
    ]


def _is_graphs(each: Diagnostic, body: Any, graph: Graph) -> bool:
    if each.token is Token.KEY:
        key = each.path[-1]
        return key in graph.keys or any(key in shape for shape in graph.shapes)
    value = value_at(body, each.path)
    return isinstance(value, str) and (value in graph.members or value in graph.values)


def old_body(request: Request, graph: Graph) -> Iterator[Diagnostic]:
    """Yield what of a body that goes to Microsoft Graph belongs to the older Defender APIs.

    Args:
        request: What would be sent to Graph.
        graph: What is known of it.
    """
    body = request.body
    if body is None or not isinstance(body.data, dict):
        return
    for key, value in body.data.items():
        said = graph.old_keys.get(key)
        if said is not None:
            yield _old((key,), Token.KEY, f"this is a key of the older Defender API: {said}")
        elif key in graph.cased and value in graph.old_values:
            right = graph.old_values[value]
            message = f"{name(value)} is of the older Defender API; {graph.title} has {name(right)}"
            yield _old((key,), Token.VALUE, message)


def _old(path: Path, token: Token, message: str) -> Diagnostic:
    return Diagnostic("old-body", message, path=path, token=token, severity="warning")
