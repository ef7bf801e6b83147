"""Examples of request bodies in OpenAPI and Swagger descriptions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from defender_lint.sources.containers.openapi import recognises

Read = Callable[[str, str], list[str]]

HOST = "https://api.security.microsoft.com"
PATH = "/api/machines/{id}/isolate"
SHOWN = f"1: POST {HOST}/api/machines/⟨{{id}}⟩/isolate"


def openapi(operation: Any, path: str = PATH, method: str = "post", **rest: Any) -> str:
    whole = {"openapi": "3.0.0", "servers": [{"url": HOST}], "paths": {path: {method: operation}}}
    return json.dumps({**whole, **rest})


def takes(**content: Any) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": content}}}


@pytest.mark.parametrize(
    ("data", "is_recognised"),
    [
        ({"openapi": "3.1.0", "paths": {}}, True),
        ({"swagger": "2.0", "paths": {}}, True),
        ({"openapi": "3.1.0"}, False),
        ({"paths": {}}, False),
        ([], False),
    ],
)
def test_recognised_by_its_version(data: Any, is_recognised: bool) -> None:
    assert recognises(data) is is_recognised


@pytest.mark.parametrize(
    ("operation", "bodies"),
    [
        (takes(example={"Comment": "{id}"}), ['{"Comment": "{id}"}']),
        (takes(example='{"Comment": "x"}'), ['{"Comment": "x"}']),
        (
            takes(examples={"a": {"value": {"a": 1}}, "b": {"value": {"b": 1}}}),
            ['{"a": 1}', '{"b": 1}'],
        ),
        (takes(examples={"a": {"$ref": "#/components/examples/shared"}}), ['{"shared": 1}']),
        (takes(examples={"a": {"$ref": "other.yaml#/a"}}), []),
        (takes(examples={"a": {"$ref": "#/components/examples/loop"}}), []),
        (takes(examples={"a": {"externalValue": "https://example.com"}}), []),
        (takes(schema={"example": {"a": 1}}), ['{"a": 1}']),
        (takes(schema={"examples": [{"a": 1}, {"b": 1}]}), ['{"a": 1}', '{"b": 1}']),
        (takes(schema={"$ref": "#/components/schemas/body"}), ['{"schema": 1}']),
        (takes(schema={"example": {"a": 1}}, example={"b": 1}), ['{"b": 1}']),
        (takes(schema={"properties": {"Comment": {"example": "x"}}}), []),
        ({"requestBody": {"$ref": "#/components/requestBodies/body"}}, ['{"body": 1}']),
        ({"responses": {"200": takes(example={"a": 1})["requestBody"]}}, []),
    ],
)
def test_examples(operation: dict[str, Any], bodies: list[str], read: Read) -> None:
    components = {
        "examples": {
            "shared": {"value": {"shared": 1}},
            "loop": {"$ref": "#/components/examples/loop"},
        },
        "schemas": {"body": {"example": {"schema": 1}}},
        "requestBodies": {"body": takes(example={"body": 1})["requestBody"]},
    }
    assert read(openapi(operation, components=components), "a.json") == [
        f"{SHOWN} | {body} as application/json" for body in bodies
    ]


@pytest.mark.parametrize(
    ("servers", "url"),
    [
        ({"servers": [{"url": HOST + "/"}]}, HOST + PATH),
        (
            {
                "servers": [
                    {
                        "url": "https://{r}.microsoft.com/{v}",
                        "variables": {"r": {"default": "a"}, "v": {"default": "b"}},
                    }
                ]
            },
            "https://a.microsoft.com/b" + PATH,
        ),
        ({"servers": [{"url": "{host}"}]}, "⟨{host}⟩" + PATH),
        ({"servers": [{"url": "/"}], "info": {"title": "Defender"}}, PATH),
        ({"servers": [], "info": {"description": "securitycenter"}}, PATH),
        ({"servers": [], "info": {"title": "Pets"}}, None),
        (
            {"servers": [], "host": "a.com", "basePath": "/b/", "schemes": ["http"]},
            "http://a.com/b" + PATH,
        ),
        ({"servers": [], "host": "a.com"}, "https://a.com" + PATH),
    ],
)
def test_servers(servers: dict[str, Any], url: str | None, read: Read) -> None:
    text = openapi(takes(example={}), **servers)
    shown = url and url.replace("{id}", "⟨{id}⟩")
    assert read(text, "a.json") == (
        [f"1: POST {shown} | {{}} as application/json"] if shown else []
    )


def test_swagger(read: Read) -> None:
    update = {"name": "b", "in": "body", "schema": {"$ref": "#/definitions/update"}}
    whole = {
        "swagger": "2.0",
        "host": "api.security.microsoft.com",
        "consumes": ["application/json"],
        "paths": {"/api/alerts/{id}": {"patch": {"parameters": [{"in": "path"}, update]}}},
        "definitions": {"update": {"example": {"status": "New"}}},
    }
    assert read(json.dumps(whole), "a.json") == [
        f'1: PATCH {HOST}/api/alerts/⟨{{id}}⟩ | {{"status": "New"}} as application/json'
    ]


def test_an_operation_has_its_own_server(read: Read) -> None:
    operation = {**takes(example={}), "servers": [{"url": "https://own"}]}
    assert read(openapi(operation), "a.json") == [
        "1: POST https://own/api/machines/⟨{id}⟩/isolate | {} as application/json"
    ]


def test_in_yaml(read: Read) -> None:
    text = f"""\
openapi: 3.0.0
servers:
  - url: {HOST}
paths:
  {PATH}:
    post:
      requestBody:
        content:
          application/json:
            example:
              Comment: "{{{{ why }}}}"
"""
    shown = f"{HOST}/api/machines/⟨{{id}}⟩/isolate"
    assert read(text, "a.yaml") == [
        f'5: POST {shown} | {{"Comment": "{{{{ why }}}}"}} as application/json'
    ]
