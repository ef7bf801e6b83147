"""Logic Apps and Power Automate: actions, expressions, connections, constants."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.diagnostic import Token
from defender_lint.sources.reading import requests, source_of
from defender_lint.sources.request import Request

Read = Callable[[str, str], list[str]]

HOST = "https://api.security.microsoft.com"
ITEM = "@{items('Each')?['id']}"
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
CONNECTION = "@parameters('$connections')['{}']['connectionId']"


def http(uri: str, method: str = "POST", **more: Any) -> dict[str, Any]:
    return {"type": "Http", "inputs": {"method": method, "uri": uri, **more}}


def connected(name: str, path: str, method: str = "post", **more: Any) -> dict[str, Any]:
    host = {"connection": {"name": CONNECTION.format(name)}}
    return {
        "type": "ApiConnection",
        "inputs": {"host": host, "method": method, "path": path, **more},
    }


def workflow(actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"definition": {"actions": actions, **more}}


def template(resource: dict[str, Any], **more: Any) -> dict[str, Any]:
    resource = {"type": "Microsoft.Logic/workflows", "properties": resource}
    return {"$schema": SCHEMA, **more, "resources": [resource]}


def written(data: Any) -> str:
    return json.dumps(data, indent=1)


def only(data: Any) -> Request:
    (request,) = requests(source_of(written(data), "azuredeploy.json"))
    return request


def lines(data: Any, read: Read) -> list[str]:
    """Return the requests without the lines that they stand on."""
    return [each.split(": ", 1)[1] for each in read(written(data), "azuredeploy.json")]


@pytest.mark.parametrize(
    "around",
    [
        lambda actions: {"A": {"type": "Scope", "actions": actions}},
        lambda actions: {"A": {"type": "Foreach", "foreach": "@x", "actions": actions}},
        lambda actions: {"A": {"type": "Until", "expression": "@x", "actions": actions}},
        lambda actions: {"A": {"type": "If", "actions": {}, "else": {"actions": actions}}},
        lambda actions: {"A": {"type": "Switch", "cases": {"a": {"actions": actions}}}},
        lambda actions: {"A": {"type": "Switch", "cases": {}, "default": {"actions": actions}}},
    ],
)
@pytest.mark.parametrize(
    "file",
    [
        workflow,
        lambda actions: template(workflow(actions)),
        lambda actions: {"properties": workflow(actions)},
        lambda actions: workflow(actions)["definition"],
    ],
)
def test_actions_are_found_however_deep(around: Any, file: Any, read: Read) -> None:
    data = file(around(around({"B": http(f"{HOST}/api/alerts", "GET")})))
    assert lines(data, read) == [f"GET {HOST}/api/alerts"]


def test_triggers_and_other_actions_are_no_requests(read: Read) -> None:
    data = workflow(
        {"A": {"type": "Compose", "inputs": http(HOST)["inputs"]}},
        triggers={"T": http(f"{HOST}/api/alerts")},
    )
    assert lines(data, read) == []


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        (f"{HOST}/api/machines/{ITEM}/isolate", f"{HOST}/api/machines/⟨{ITEM}⟩/isolate"),
        ("@{variables('Host')}/api/alerts", f"{HOST}/api/alerts"),
        ("@concat(variables('Host'), '/api/alerts')", f"{HOST}/api/alerts"),
        ("@variables('Url')", f"{HOST}/api/alerts"),
        ("@{variables('Later')}/api/alerts", "⟨@{variables('Later')}⟩/api/alerts"),
        ("@{parameters('host')}/api/alerts", f"{HOST}/api/alerts"),
        ("[concat(variables('base'), '/alerts')]", f"{HOST}/api/alerts"),
        ("[concat(parameters('host'), '/api/alerts')]", f"{HOST}/api/alerts"),
        (
            "[concat(parameters('other'), '/api/alerts')]",
            "⟨parameters('other')⟩/api/alerts",
        ),
        (
            f"[concat('{HOST}/api/alerts/', '@{{triggerBody()?[''id'']}}')]",
            f"{HOST}/api/alerts/⟨@{{triggerBody()?['id']}}⟩",
        ),
        ("@body('x')", "⟨@body('x')⟩"),
        (f"@@{HOST}", f"@{HOST}"),
    ],
)
def test_expressions_in_urls(uri: str, shown: str, read: Read) -> None:
    variable = {"name": "Host", "type": "String", "value": HOST}
    actions = {
        "V": {"type": "InitializeVariable", "inputs": {"variables": [variable]}},
        "U": {
            "type": "InitializeVariable",
            "inputs": {"variables": [{"name": "Url", "value": "@{variables('Host')}/api/alerts"}]},
        },
        "L": {
            "type": "InitializeVariable",
            "inputs": {"variables": [{"name": "Later", "value": HOST}]},
        },
        "S": {"type": "SetVariable", "inputs": {"name": "Later", "value": "@body('x')"}},
        "H": http(uri, "GET"),
    }
    data = template(
        workflow(actions, parameters={"host": {"type": "String", "defaultValue": HOST}}),
        parameters={"host": {"type": "string", "defaultValue": HOST}, "other": {"type": "string"}},
        variables={"base": "[concat(parameters('host'), '/api')]"},
    )
    assert lines(data, read) == [f"GET {shown}"]


def test_queries_are_part_of_the_url(read: Read) -> None:
    data = workflow({"A": http(f"{HOST}/api/alerts", "GET", queries={"$top": "10", "$skip": 5})})
    assert lines(data, read) == [f"GET {HOST}/api/alerts?$top=10&$skip=5"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ({"Comment": "x"}, '{"Comment": "x"} as application/json'),
        ('{"Comment": "x"}', '{"Comment": "x"}'),
        ('{"Comment": "@{body(\'x\')}"}', '{"Comment": "@{body(\'x\')}"}'),
        ("@variables('body')", "unknown body | body unknown, line 9: an expression"),
    ],
)
def test_bodies(body: Any, shown: str, read: Read) -> None:
    data = workflow({"A": http(f"{HOST}/api/alerts/1", body=body)})
    assert lines(data, read) == [f"POST {HOST}/api/alerts/1 | {shown}"]


def test_what_is_unknown_of_a_body() -> None:
    body = {
        "Comment": "by @{triggerBody()?['user']}",
        "IsolationType": "@variables('type')",
        "a": "[parameters('a')]",
        "b": "[[not.an.expression]",
        "c": "@@not",
    }
    value = only(workflow({"A": http(f"{HOST}/api/alerts/1", body=body)})).body
    assert value is not None
    assert value.holes.any == {("IsolationType",), ("a",)}
    assert value.holes.strings == {("Comment",)}


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("wdatp", {}),
        ("wdatp-1", {}),
        (
            "mde",
            {"parameters": {"$connections": {"value": {"mde": {"id": ".../managedApis/wdatp"}}}}},
        ),
        ("mde", {"connectionReferences": {"mde": {"api": {"id": ".../managedApis/wdatp"}}}}),
    ],
)
def test_the_connector_is_told_by_its_connection(name: str, more: Any, read: Read) -> None:
    action = connected(name, f"/api/alerts/{ITEM}", "patch", body={"status": "Resolved"})
    assert lines(template({**workflow({"A": action}), **more}), read) == [
        f'PATCH {HOST}/api/alerts/⟨{ITEM}⟩ | {{"status": "Resolved"}} as application/json'
    ]


@pytest.mark.parametrize("name", ["azuresentinel", "wdat", "mde"])
def test_other_connectors_are_left_alone(name: str, read: Read) -> None:
    action = connected(name, "/api/alerts", "get")
    more = {"parameters": {"$connections": {"value": {"mde": {"id": ".../managedApis/graph"}}}}}
    assert lines(template({**workflow({"A": action}), **more}), read) == []


def flow(operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
    host = {
        "connectionName": "shared_wdatp",
        "operationId": operation,
        "apiId": "/providers/Microsoft.PowerApps/apis/shared_wdatp",
    }
    action = {"type": "OpenApiConnection", "inputs": {"host": host, "parameters": parameters}}
    return {"properties": workflow({"A": action})}


def test_a_flow_names_an_operation(read: Read) -> None:
    data = flow(
        "IsolateMachine", {"Machine ID": "@x", "body/Comment": "a", "body/IsolationType": "Full"}
    )
    assert lines(data, read) == [
        f"POST {HOST}/api/machines/⟨{{Machine ID}}⟩/isolate"
        ' | {"Comment": "a", "IsolationType": "Full"} as application/json'
    ]


def test_an_operation_that_the_connector_does_not_have(read: Read) -> None:
    assert lines(flow("MakeCoffee", {"body/Comment": "a"}), read) == []


def test_the_token_is_for_whom_the_action_says() -> None:
    oauth = {"type": "ManagedServiceIdentity", "audience": "https://graph.microsoft.com"}
    request = only(workflow({"A": http(f"{HOST}/api/alerts", "GET", authentication=oauth)}))
    assert request.audience is not None
    assert request.audience.chars == "https://graph.microsoft.com"


def test_a_file_that_looks_alike() -> None:
    for data in (
        {"$schema": SCHEMA, "resources": [], "x": f"{HOST}/api/alerts"},
        workflow({}),
        {"definition": {"actions": ["Http", f"{HOST}/api/alerts"]}},
        workflow({"A": {"type": "Http", "inputs": f"@{{{HOST}/api/alerts}}"}}),
        workflow({"A": http("")}),
    ):
        found = requests(source_of(written(data), "azuredeploy.json"))
        assert all(each.url is None for each in found)


@pytest.mark.parametrize("kind", [[], {}, None, 1])
def test_an_action_of_no_type(kind: Any, read: Read) -> None:
    nameless = {"type": kind, "inputs": {"uri": f"{HOST}/api/alerts"}}
    actions = {"A": nameless, "B": http(f"{HOST}/api/alerts", "GET")}
    assert lines(workflow(actions), read) == [f"GET {HOST}/api/alerts"]


STRINGS = st.text(st.sampled_from("ab \"\\/\n\t\ré😀'"), min_size=1, max_size=8)
NAMES = STRINGS.map(lambda name: name.replace("/", "-"))


@given(members=st.dictionaries(NAMES, STRINGS, min_size=1, max_size=4), new=NAMES)
def test_each_member_of_a_flows_body_stands_where_it_is_written(
    members: dict[str, str], new: str
) -> None:
    data = flow("IsolateMachine", {f"body/{name}": value for name, value in members.items()})
    text = written(data)
    body = only(data).body
    assert body is not None
    assert body.text is not None
    assert body.data == members
    for name, value in members.items():
        span = body.span(*body.offsets((name,), Token.VALUE))
        assert json.loads(text[span.start.offset : span.end.offset]) == value
        start, end = body.offsets((name,), Token.KEY)
        span = body.span(start, end)
        assert json.loads(f'"{text[span.start.offset : span.end.offset]}"') == name
        edit = body.text.edit(start, end, body.encode(new, start))
        assert edit is not None
        changed = text[: edit.span.start.offset] + edit.text + text[edit.span.end.offset :]
        assert json.loads(changed) == json.loads(
            text.replace(f"{json.dumps(f'body/{name}')}:", f"{json.dumps(f'body/{new}')}:")
        )
