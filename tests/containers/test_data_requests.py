"""Requests as data in any other JSON or YAML, told by a table of names.

The forms are those of the products' own documentation: n8n's HTTP Request node, Tines' HTTP Request
action, Shuffle's ``http`` app, Tracecat's ``core.http_request``, Insomnia's exports (version 4 and
5), Hoppscotch's and Thunder Client's collections, Ansible's ``ansible.builtin.uri``, steps of
GitHub Actions, Google Cloud Workflows, Cortex XSOAR's ``HttpV2``, Kestra's ``http.Request``, Azure
Pipelines' ``InvokeRESTAPI``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from defender_lint.sources.containers.data_requests import recognises
from defender_lint.sources.reading import requests, source_of
from defender_lint.sources.value import Holes

Read = Callable[[str, str], list[str]]

ISOLATE = "https://api.security.microsoft.com/api/machines/1/isolate"


def requests_in(data: Any, read: Read) -> list[str]:
    return [line.partition(": ")[2] for line in read(json.dumps(data), "a.json")]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        pytest.param(
            {
                "nodes": [
                    {
                        "name": "POST it",
                        "type": "n8n-nodes-base.httpRequest",
                        "parameters": {
                            "method": "POST",
                            "url": "=https://api.security.microsoft.com/api/machines/{{ $json.id }}/isolate",
                            "headerParameters": {"parameters": [{"name": "A", "value": "b"}]},
                            "sendBody": True,
                            "specifyBody": "json",
                            "jsonBody": '={"Comment": "{{ $json.c }}"}',
                        },
                    }
                ]
            },
            "POST https://api.security.microsoft.com/api/machines/⟨{{ $json.id }}⟩/isolate"
            ' | A: b | {"Comment": "{{ $json.c }}"}',
            id="n8n",
        ),
        pytest.param(
            {
                "parameters": {
                    "requestMethod": "POST",
                    "url": ISOLATE,
                    "bodyParameters": {"parameters": [{"name": "Comment", "value": "x"}]},
                }
            },
            f'POST {ISOLATE} | {{"Comment": "x"}}',
            id="n8n, the fields of the body one by one",
        ),
        pytest.param(
            {
                "agents": [
                    {
                        "type": "Agents::HTTPRequestAgent",
                        "options": {
                            "url": "https://api.security.microsoft.com/api/machines/<<a.id>>/isolate",
                            "content_type": "json",
                            "method": "post",
                            "payload": {"Comment": "<<a.c>>"},
                            "headers": {"A": "<<b>>"},
                        },
                    }
                ]
            },
            "POST https://api.security.microsoft.com/api/machines/⟨<<a.id>>⟩/isolate"
            ' | A: <<b>> | {"Comment": "<<a.c>>"} as application/json',
            id="Tines",
        ),
        pytest.param(
            {
                "actions": [
                    {
                        "app_name": "http",
                        "name": "POST",
                        "parameters": [
                            {"name": "url", "value": ISOLATE.replace("1", "$exec.id")},
                            {"name": "headers", "value": "A: b"},
                            {"name": "body", "value": '{"Comment": "$exec.c"}'},
                        ],
                    }
                ]
            },
            "POST https://api.security.microsoft.com/api/machines/⟨$exec.id⟩/isolate"
            ' | A: b | {"Comment": "$exec.c"}',
            id="Shuffle",
        ),
        pytest.param(
            {
                "actions": [
                    {
                        "ref": "isolate",
                        "action": "core.http_request",
                        "args": {
                            "url": ISOLATE.replace("1", "${{ TRIGGER.id }}"),
                            "method": "POST",
                            "payload": {"Comment": "${{ TRIGGER.c }}"},
                        },
                    }
                ]
            },
            "POST https://api.security.microsoft.com/api/machines/⟨${{ TRIGGER.id }}⟩/isolate"
            ' | {"Comment": "${{ TRIGGER.c }}"}',
            id="Tracecat",
        ),
        pytest.param(
            {
                "_type": "export",
                "resources": [
                    {
                        "_type": "request",
                        "url": "{{ _.base }}/api/machines/{{ _.id }}/isolate",
                        "method": "POST",
                        "body": {"mimeType": "application/json", "text": '{"Comment": "x"}'},
                        "headers": [{"name": "A", "value": "b"}],
                    }
                ],
            },
            "POST ⟨{{ _.base }}⟩/api/machines/⟨{{ _.id }}⟩/isolate"
            ' | A: b | {"Comment": "x"} as application/json',
            id="Insomnia",
        ),
        pytest.param(
            {
                "v": "2",
                "requests": [
                    {
                        "endpoint": ISOLATE,
                        "method": "POST",
                        "headers": [{"key": "A", "value": "b", "active": True}],
                        "body": {"contentType": "application/json", "body": '{"Comment": "x"}'},
                    }
                ],
            },
            f'POST {ISOLATE} | A: b | {{"Comment": "x"}} as application/json',
            id="Hoppscotch",
        ),
        pytest.param(
            {
                "client": "Thunder Client",
                "requests": [
                    {
                        "url": ISOLATE,
                        "method": "POST",
                        "headers": [],
                        "body": {"type": "json", "raw": '{"Comment": "x"}', "form": []},
                    }
                ],
            },
            f'POST {ISOLATE} | {{"Comment": "x"}} as application/json',
            id="Thunder Client",
        ),
        pytest.param(
            [
                {
                    "tasks": [
                        {
                            "ansible.builtin.uri": {
                                "url": ISOLATE,
                                "method": "POST",
                                "body_format": "json",
                                "body": {"Comment": "{{ c }}"},
                                "headers": {"A": "b"},
                            }
                        }
                    ]
                }
            ],
            f'POST {ISOLATE} | A: b | {{"Comment": "{{{{ c }}}}"}} as application/json',
            id="Ansible",
        ),
        pytest.param(
            {
                "uri": {
                    "url": ISOLATE,
                    "method": "POST",
                    "body_format": "form-urlencoded",
                    "body": "Comment=x",
                }
            },
            f'POST {ISOLATE} | {{"Comment": "x"}} as application/x-www-form-urlencoded'
            " | wrong-media-type: this sends a form (`application/x-www-form-urlencoded`), "
            "and the API takes JSON; write the body as JSON",
            id="Ansible, a form",
        ),
        pytest.param(
            {
                "steps": [
                    {
                        "uses": "fjogeleit/http-request-action@v1",
                        "with": {
                            "url": ISOLATE,
                            "method": "POST",
                            "customHeaders": '{"A": "b"}',
                            "data": '{"Comment": "${{ inputs.c }}"}',
                        },
                    }
                ]
            },
            f'POST {ISOLATE} | A: b | {{"Comment": "${{{{ inputs.c }}}}"}}',
            id="GitHub Actions",
        ),
        pytest.param(
            {"isolate": {"call": "http.post", "args": {"url": ISOLATE, "body": {"Comment": "x"}}}},
            f'POST {ISOLATE} | {{"Comment": "x"}}',
            id="Google Cloud Workflows",
        ),
        pytest.param(
            {
                "scriptarguments": {
                    "url": {"simple": ISOLATE},
                    "method": {"simple": "POST"},
                    "body": {"simple": '{"Comment": "x"}'},
                }
            },
            f'POST {ISOLATE} | {{"Comment": "x"}}',
            id="XSOAR",
        ),
        pytest.param(
            {
                "tasks": [
                    {
                        "type": "io.kestra.plugin.core.http.Request",
                        "uri": ISOLATE,
                        "method": "POST",
                        "contentType": "application/json",
                        "body": '{"Comment": "x"}',
                    }
                ]
            },
            f'POST {ISOLATE} | {{"Comment": "x"}} as application/json',
            id="Kestra",
        ),
        pytest.param(
            {
                "steps": [
                    {
                        "task": "InvokeRESTAPI@1",
                        "inputs": {
                            "method": "POST",
                            "urlSuffix": "/api/machines/$(id)/isolate",
                            "body": '{"Comment": "x"}',
                        },
                    }
                ]
            },
            'POST /api/machines/⟨$(id)⟩/isolate | {"Comment": "x"}',
            id="Azure Pipelines",
        ),
        pytest.param(
            {
                "requests": [
                    {
                        "url": ISOLATE,
                        "method": "POST",
                        "headers": "A: b\nC: d\n",
                        "data": [],
                        "dataMode": "raw",
                        "rawModeData": '{"Comment": "x"}',
                    }
                ]
            },
            f'POST {ISOLATE} | A: b | C: d | {{"Comment": "x"}}',
            id="Postman, version 1",
        ),
        pytest.param(
            {
                "resources": [
                    {
                        "url": ISOLATE,
                        "method": "POST",
                        "body": {
                            "mimeType": "application/x-www-form-urlencoded",
                            "params": [{"name": "Comment", "value": "x"}],
                        },
                    }
                ]
            },
            f'POST {ISOLATE} | {{"Comment": "x"}} as application/x-www-form-urlencoded'
            " | wrong-media-type: this sends a form (`application/x-www-form-urlencoded`), "
            "and the API takes JSON; write the body as JSON",
            id="Insomnia, a form",
        ),
    ],
)
def test_products(data: Any, shown: str, read: Read) -> None:
    assert recognises(data)
    assert requests_in(data, read) == [shown]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ({"URL": ISOLATE, "HttpMethod": "delete"}, f"DELETE {ISOLATE}"),
        ({"url": ISOLATE, "method": "{{ verb }}"}, f"{{{{ verb }}}} {ISOLATE}"),
        ({"url": ISOLATE, "body": {"a": 1}}, f'- {ISOLATE} | {{"a": 1}}'),
        ({"url": ISOLATE, "headers": {"A": "b"}}, f"- {ISOLATE} | A: b"),
        ({"url": ISOLATE, "method": "POST", "json": True, "body": {}}, f"POST {ISOLATE}"),
        ({"url": ISOLATE, "method": "POST", "body": "", "data": [1]}, f"POST {ISOLATE} | [1]"),
        ({"url": ISOLATE, "method": "POST", "body": '{"a'}, f"POST {ISOLATE} | broken body"),
    ],
)
def test_names(data: Any, shown: str, read: Read) -> None:
    assert requests_in({"in": data}, read) == [shown]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"url": ISOLATE}, id="a link"),
        pytest.param({"url": ISOLATE, "name": "Isolate", "type": "page"}, id="a link with a name"),
        pytest.param({"url": ISOLATE, "method": "oauth2"}, id="a method that is none"),
        pytest.param({"url": "/api/machines/1/isolate", "method": "POST"}, id="a mock: no host"),
        pytest.param({"url": 5, "method": "POST", "about": ISOLATE}, id="a URL that is none"),
        pytest.param({"url": "https://example.com/a", "method": "POST"}, id="somebody else's"),
        pytest.param([], id="nothing"),
        pytest.param("url method", id="a string"),
    ],
)
def test_what_is_no_request(data: Any) -> None:
    assert not recognises(data)
    assert not recognises({"in": [data]})


@pytest.mark.parametrize(
    "body",
    [
        {"Comment": "string", "IsolationType": "Full"},
        {"Comment": "x", "IsolationType": "Full|Selective"},
        {"type": "object", "properties": {"Comment": {"type": "string"}}},
        {"$ref": "#/components/schemas/Isolate"},
    ],
)
def test_a_catalogue_says_what_may_be_sent(body: Any, read: Read) -> None:
    shown = f"POST {ISOLATE} | body unknown, line 1: it says what may stand where"
    data = [{"name": "Isolate", "request": {"method": "POST", "url": ISOLATE, "json": body}}]
    assert requests_in(data, read) == [shown]


@pytest.mark.parametrize(
    "data",
    [
        {"type": "n8n-nodes-base.httpRequest", "parameters": {"url": ISOLATE}},
        {"ansible.builtin.uri": {"url": ISOLATE}},
        {"type": "io.kestra.plugin.core.http.Request", "uri": ISOLATE},
        {"action": "core.http_request", "args": {"url": ISOLATE, "headers": {}}},
    ],
)
def test_what_is_called_a_request_is_sent_with_get(data: Any, read: Read) -> None:
    assert requests_in({"in": data}, read) == [f"GET {ISOLATE}"]


def test_what_stands_in_an_expression_of_n8n_is_code() -> None:
    url = 'https://api.security.microsoft.com/api/machines/{{ $json["id"] }}/isolate'
    body = '={"Comment": "{{ $json["why"] }}", "IsolationType": {{ $json["kind"] }}}'
    data = {"in": {"method": "POST", "url": f"={url}", "jsonBody": body}}
    (request,) = requests(source_of(json.dumps(data), "a.json"))
    assert request.body is not None
    assert request.body.problems == ()
    assert request.body.holes == Holes(
        any=frozenset({("IsolationType",)}), strings=frozenset({("Comment",)})
    )
    assert request.url is not None
    assert [url[start:end] for start, end in request.url.holes] == ['{{ $json["id"] }}']


def test_requests_in_order(read: Read) -> None:
    data = {
        "b": [{"url": ISOLATE, "method": "PUT", "body": {"url": ISOLATE, "method": "no"}}],
        "a": {"url": ISOLATE, "method": "GET"},
    }
    assert requests_in(data, read) == [
        f'PUT {ISOLATE} | {{"url": "{ISOLATE}", "method": "no"}}',
        f"GET {ISOLATE}",
    ]


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        # Tines sends the payload of a GET as a query, Tracecat and Insomnia name it.
        ({"method": "get", "payload": {"$top": "10"}}, "?$top=10"),
        ({"method": "GET", "params": {"$top": 10, "id": 5}}, "?$top=10"),
        ({"method": "GET", "parameters": [{"name": "$top", "value": "10"}]}, "?$top=10"),
        (
            {"method": "GET", "queryParameters": {"parameters": [{"name": "$top", "value": "=9"}]}},
            "?$top=9",
        ),
        ({"method": "GET", "params": {"$filter": None, "$select": ["id"]}}, ""),
        ({"method": "GET", "payload": {}}, ""),
    ],
)
def test_query_options_that_are_kept_apart(parts: Any, shown: str, read: Read) -> None:
    url = "https://api.security.microsoft.com/api/alerts"
    (request,) = read(json.dumps({"step": {"url": url, **parts}}), "a.json")
    assert request == f"1: {parts['method'].upper()} {url}{shown}"
