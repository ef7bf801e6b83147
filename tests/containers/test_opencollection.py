"""OpenCollection, bundled and a request a file, in JSON and YAML."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from defender_lint.sources.containers.opencollection import recognises

FORM = (
    " | wrong-media-type: this sends a form (`application/x-www-form-urlencoded`), "
    "and the API takes JSON; write the body as JSON"
)

Read = Callable[[str, str], list[str]]

ISOLATE = "https://api.security.microsoft.com/api/machines/:id/isolate"
SHOWN = ISOLATE.replace(":id", "⟨:id⟩")


def request(**http: Any) -> dict[str, Any]:
    return {"info": {"type": "http"}, "http": {"method": "POST", "url": ISOLATE, **http}}


def bundled(*items: Any, **rest: Any) -> str:
    return json.dumps({"opencollection": "1.0.0", "items": items, **rest})


@pytest.mark.parametrize(
    ("data", "is_recognised"),
    [
        ({"opencollection": "1.0.0"}, True),
        (request(), True),
        ({"info": {"type": "http"}}, False),
        ({"info": {"type": "folder"}, "http": {}}, False),
        ({"info": 5, "http": {}}, False),
        ([], False),
    ],
)
def test_recognised_by_its_marks(data: Any, is_recognised: bool) -> None:
    assert recognises(data) is is_recognised


@pytest.mark.parametrize(
    ("http", "shown"),
    [
        ({}, SHOWN),
        (
            {"body": {"type": "json", "data": '{"a": "{{b}}"}'}},
            SHOWN + ' | {"a": "{{b}}"} as application/json',
        ),
        ({"body": {"type": "json", "data": "{"}}, SHOWN + " | broken body as application/json"),
        ({"body": {"type": "text", "data": "{}"}}, SHOWN + " | {} as text/plain"),
        (
            {
                "body": {
                    "type": "form-urlencoded",
                    "data": [
                        {"name": "a", "value": "b"},
                        {"name": "c", "value": "d", "disabled": True},
                    ],
                }
            },
            SHOWN + ' | {"a": "b"} as application/x-www-form-urlencoded' + FORM,
        ),
        (
            {
                "body": {
                    "type": "multipart-form",
                    "data": [{"name": "File", "type": "file", "value": ["a.ps1"]}],
                }
            },
            SHOWN
            + ' | {"File": ""} as multipart/form-data'
            + FORM.replace("application/x-www-form-urlencoded", "multipart/form-data"),
        ),
        (
            {"body": {"type": "file", "data": [{"filePath": "a.json"}]}},
            SHOWN + " | body unknown, line 1: it is in another file",
        ),
        (
            {
                "body": [
                    {"title": "a", "body": {"type": "json", "data": "1"}},
                    {"title": "b", "selected": True, "body": {"type": "json", "data": "2"}},
                ]
            },
            SHOWN + " | 2 as application/json",
        ),
        (
            {
                "headers": [
                    {"name": "A", "value": "b"},
                    {"name": "Off", "value": "c", "disabled": True},
                ]
            },
            SHOWN + " | A: b",
        ),
        (
            {
                "params": [
                    {"name": "id", "value": "1", "type": "path"},
                    {"name": "a", "value": "b", "type": "query"},
                    {"name": "c", "value": "", "type": "query"},
                ]
            },
            SHOWN + "?a=b&c=",
        ),
        (
            {"url": ISOLATE + "?x=1", "params": [{"name": "a", "value": "b", "type": "query"}]},
            SHOWN + "?x=1",
        ),
        ({"url": "{{host}}/api/alerts"}, "https://environment/api/alerts"),
        ({"url": "{{base}}/alerts"}, "https://folder/api/alerts"),
        ({"url": "{{mine}}/alerts"}, "https://mine/api/alerts"),
    ],
)
def test_one_request(http: dict[str, Any], shown: str, read: Read) -> None:
    variable = {"name": "base", "value": "https://folder/api"}
    mine = {"variables": [{"name": "mine", "value": "https://mine/api"}]}
    folder = {
        "info": {"type": "folder"},
        "items": [{**request(**http), "runtime": mine}],
        "request": {"variables": [variable]},
    }
    host = {"name": "host", "value": "https://environment"}
    environments = [{"name": "Production", "variables": [host]}]
    text = bundled(folder, config={"environments": environments})
    assert read(text, "a.json") == [f"1: POST {shown}"]


def test_of_several_environments_none_is_meant(read: Read) -> None:
    environments = [
        {"name": name, "variables": [{"name": "host", "value": f"https://{name}"}]}
        for name in ("a", "b")
    ]
    text = bundled(request(url="{{host}}/api/alerts"), config={"environments": environments})
    assert read(text, "a.json") == ["1: POST ⟨{{host}}⟩/api/alerts"]


def test_examples_are_requests_too(read: Read) -> None:
    example = {"request": {"method": "PUT", "url": ISOLATE}, "response": {"status": 200}}
    assert read(bundled({**request(), "examples": [example]}), "a.json") == [
        f"1: POST {SHOWN}",
        f"1: PUT {SHOWN}",
    ]


def test_a_request_a_file_in_yaml(read: Read) -> None:
    text = f"""\
info:
  name: Isolate
  type: http
http:
  method: POST
  url: {ISOLATE}
  body:
    type: json
    data: |-
      {{
        "Comment": "x"
      }}
"""
    assert read(text, "a.yml") == [f'6: POST {SHOWN} | {{"Comment": "x"}} as application/json']


def test_what_has_no_url_is_no_request(read: Read) -> None:
    other = {"info": {"type": "script"}, "script": "/machines/"}
    assert (
        read(bundled(other, {"info": {"type": "http"}, "http": {"url": None}}, 5), "a.json") == []
    )
