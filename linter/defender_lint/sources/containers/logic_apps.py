"""Logic Apps and Power Automate: HTTP actions, and actions of the Defender connector.

Workflows stand in templates of Azure Resource Manager, in ``workflow.json`` of a Standard app, in
exports of Power Automate or as the code view shows them: everywhere an action is an object with
``type`` and ``inputs``. Triggers are no requests.
https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final

from defender_lint.diagnostic import Token
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.containers.connector import ParameterBody, called
from defender_lint.sources.containers.expressions import resolved
from defender_lint.sources.containers.form_fields import media_type_of
from defender_lint.sources.containers.node import Node
from defender_lint.sources.containers.urls import read_url, upper, written
from defender_lint.sources.json.text import MEDIA_TYPE
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Headers, Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import Value

CONNECTOR: Final = "wdatp"
"""What the Defender for Endpoint connector is called, in whatever a connection is called."""

_HOST: Final = "https://api.security.microsoft.com"
"""Where the connector's requests go, which give a path only; it serves both products."""

_HTTP: Final = "Http"
_CONNECTIONS: Final = frozenset({"ApiConnection", "OpenApiConnection"})
_SCHEMAS: Final = ("deploymentTemplate.json", "workflowdefinition.json")
_NO_ACTIONS: Final = frozenset({"triggers", "runAfter", "outputs", "metadata"})
_KEY: Final = re.compile(r"\['([^']+)'\]\??\['connectionId'\]")
_CHANGES: Final = frozenset(
    {"SetVariable", "IncrementVariable", "DecrementVariable", "AppendToStringVariable"}
)


class _Scope(NamedTuple):
    """What stands around an action: the template, and the workflow's definition and resource."""

    template: Node
    definition: Node
    resource: Node


def recognises(data: Any) -> bool:
    """Tell whether a file is a template or a workflow."""
    return isinstance(data, dict) and _is_workflow(data)


def requests(value: Value, source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of all HTTP actions and actions of the Defender connector, in order."""
    root = Node.root(value, options)
    numbers = count()
    for action, scope in _actions(root, _Scope(root, root, root)):
        inputs = action.get("inputs")
        made = (
            _http(inputs, scope, source)
            if action.get("type").string == _HTTP
            else _connection(inputs, scope, source)
        )
        if made is not None:
            yield made.replace(index=next(numbers))


def _is_workflow(data: Mapping[str, Any]) -> bool:
    if any(schema in str(data.get("$schema")) for schema in _SCHEMAS):
        return True
    around = (data, data.get("definition"), data.get("properties"))
    return any(
        isinstance(each, dict) and (_has_actions(each) or _has_actions(each.get("definition")))
        for each in around
    )


def _has_actions(data: Any) -> bool:
    actions = data.get("actions") if isinstance(data, dict) else None
    return isinstance(actions, dict) and any(
        isinstance(each, dict) and "type" in each and ("inputs" in each or "actions" in each)
        for each in actions.values()
    )


def _actions(node: Node, scope: _Scope) -> Iterator[tuple[Node, _Scope]]:
    """Yield the actions at and inside a node that send a request, as far as it is ours."""
    data = node.data
    if isinstance(data, dict):
        if _SCHEMAS[0] in str(data.get("$schema")):
            scope = scope._replace(template=node)
        if isinstance(data.get("definition"), dict):
            scope = scope._replace(resource=node, definition=node.get("definition"))
        kind = node.get("type").string
        if isinstance(data.get("inputs"), dict) and (kind == _HTTP or kind in _CONNECTIONS):
            yield node, scope
            return
        for key, inner in node.members():
            if key not in _NO_ACTIONS and isinstance(inner.data, dict | list):
                yield from _actions(inner, scope)
    else:
        for inner in node.items():
            if isinstance(inner.data, dict | list):
                yield from _actions(inner, scope)


def _http(inputs: Node, scope: _Scope, source: Source) -> Request | None:
    uri = inputs.get("uri").text()
    if uri is None or not uri.chars:
        return None
    as_written = _as_written(inputs.get("uri"), uri)
    return _request("logic-app", inputs, _known(uri, scope), as_written, scope, source)


def _connection(inputs: Node, scope: _Scope, source: Source) -> Request | None:
    """Return the request of an action of a connector; None for other connectors."""
    if not _is_defender(inputs.get("host"), scope):
        return None
    path = inputs.get("path").text()
    if path is not None:
        known = _known(path, scope)
        url = Text.joined((written(_HOST, known), known), source)
        as_written = _as_written(inputs.get("path"), path)
        return _request("logic-app", inputs, url, as_written, scope, source)
    operation = inputs.get("host", "operationId")
    line = called(operation.string)
    name = operation.text()
    if line is None or name is None:
        return None
    method, target = line
    holes = tuple((found.start(), found.end()) for found in re.finditer(r"\{[^{}]*\}", target))
    url = written(_HOST + target, name)
    shift = len(_HOST)
    url = Text(
        url.chars, source, url.segments, holes=tuple((a + shift, b + shift) for a, b in holes)
    )
    return Request(
        source,
        0,
        "logic-app",
        method=written(method, name),
        url=url,
        written=name,
        body=ParameterBody.of(inputs.get("parameters")),
        sent_as=MEDIA_TYPE,
    )


def _request(
    kind: str, inputs: Node, url: Text, as_written: Text, scope: _Scope, source: Source
) -> Request:
    headers = inputs.get("headers").headers() if inputs.get("headers").data else Headers()
    query = ((each.key(), each.text()) for _, each in inputs.get("queries").members())
    body = inputs.get("body")
    value = body.body(media_type_of(headers))
    method = inputs.get("method").text()
    audience = inputs.get("authentication", "audience").text()
    unknown: tuple[Unknown, ...] = ()
    if value is not None and () in value.holes.any:
        unknown = (Unknown("body", "an expression", body.line()),)
    return Request(
        source,
        0,
        kind,
        method=None if method is None else upper(_known(method, scope)),
        url=read_url(url, inputs.options, query=query),
        written=as_written,
        headers=headers,
        body=value,
        # An object is sent as JSON without a header that says so.
        sent_as=MEDIA_TYPE if isinstance(body.data, dict | list) else None,
        audience=None if audience is None else read_url(_known(audience, scope), inputs.options),
        unknown=unknown,
    )


def _as_written(node: Node, text: Text) -> Text:
    """Return a string as it is written in an action, where variables of Bicep are put into it."""
    token = node.token(Token.VALUE)
    start, end = token.outer(0, len(token))
    if start <= text.outer(0, 0)[0] <= end:
        return text
    is_quoted = token.chars.startswith("'")
    return token.slice(1, len(token) - 1) if is_quoted else token


def _is_defender(host: Node, scope: _Scope) -> bool:
    """Tell whether an action's connection is one of the Defender connector."""
    said = json.dumps(host.data)
    if CONNECTOR in said.lower():
        return True
    key = _KEY.search(said.replace("\\'", "'"))
    name = key[1] if key else host.get("connection", "referenceName").string
    resource = scope.resource
    for table in (
        resource.get("parameters", "$connections", "value"),
        resource.get("connectionReferences"),
    ):
        if name and CONNECTOR in json.dumps(table.get(name).data).lower():
            return True
    return False


def _known(text: Text, scope: _Scope) -> Text:
    """Return a string with the constants of template and workflow put in."""
    return resolved(text, lambda name, key: _constant(name, key, scope, 0), is_template=True)


def _constant(name: str, key: str, scope: _Scope, depth: int) -> Text | None:
    """Return the value of a variable or parameter, of the workflow or else of the template."""
    if name == "variables":
        node: Node | None = _run_time_variable(key, scope.definition)
        node = node or scope.template.get("variables", key)
    else:
        node = next(
            (
                each
                for each in (
                    scope.resource.get("parameters", key, "value"),
                    scope.definition.get("parameters", key, "defaultValue"),
                    scope.template.get("parameters", key, "defaultValue"),
                )
                if each.string
            ),
            None,
        )
    if node is None or not node.string:
        return None
    text = node.text()
    assert text is not None  # it is a string
    return resolved(
        text,
        lambda inner, other: _constant(inner, other, scope, depth + 1) if depth < 8 else None,
        is_template=True,
        depth=depth + 1,
    )


def _run_time_variable(name: str, definition: Node) -> Node | None:
    """Return the first value of a workflow's variable that nothing changes."""
    first: Node | None = None
    waiting = [definition]
    while waiting:
        node = waiting.pop()
        kind, inputs = node.get("type").string, node.get("inputs")
        if kind == "InitializeVariable":
            for each in inputs.get("variables").items():
                if each.get("name").string == name:
                    first = each.get("value")
        elif kind in _CHANGES and inputs.get("name").string == name:
            return None
        waiting += (each for _, each in node.members() if isinstance(each.data, dict))
    return first
