"""Postman collections: folders, URLs in all forms, all modes of bodies, variables."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from defender_lint import lint_text
from defender_lint.diagnostic import Token
from defender_lint.sources.containers.postman import recognises
from defender_lint.sources.reading import requests, source_of
from defender_lint.spans import Edit

FORM = (
    " | wrong-media-type: this sends a form (`application/x-www-form-urlencoded`), "
    "and the API takes JSON; write the body as JSON"
)

Read = Callable[[str, str], list[str]]

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
ISOLATE = "https://api.security.microsoft.com/api/machines/1/isolate"


def collection(*items: Any, variable: Any = None) -> str:
    folder = {"info": {"name": "n", "schema": SCHEMA}, "item": items, "variable": variable}
    return json.dumps(folder, indent=1)


def item(url: Any = ISOLATE, method: str | None = "POST", **request: Any) -> dict[str, Any]:
    return {"name": "n", "request": {"method": method, "url": url, **request}}


@pytest.mark.parametrize(
    ("data", "is_recognised"),
    [
        ({"info": {"schema": SCHEMA}, "item": []}, True),
        ({"info": {"schema": SCHEMA.replace("v2.1", "v2.0")}, "item": []}, True),
        ({"info": {"_postman_id": "1"}, "item": []}, True),
        ({"collection": {"info": {"schema": SCHEMA}, "item": []}}, True),
        ({"values": [], "_postman_variable_scope": "environment"}, True),
        ({"info": {"title": "OpenAPI"}, "item": []}, False),
        ({"info": {"schema": SCHEMA}}, False),
        ({"info": 5, "item": []}, False),
        ([], False),
    ],
)
def test_recognised_by_its_schema(data: Any, is_recognised: bool) -> None:
    assert recognises(data) is is_recognised


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (ISOLATE, ISOLATE),
        ({"raw": ISOLATE, "host": ["ignored"]}, ISOLATE),
        (
            {"protocol": "https", "host": ["api", "a", "com"], "path": ["api", "machines", ":id"]},
            "https://api.a.com/api/machines/⟨:id⟩",
        ),
        ({"host": "{{h}}", "path": "api/machines"}, "⟨{{h}}⟩/api/machines"),
        (
            {
                "host": ["{{h}}"],
                "path": ["api", "machines"],
                "query": [
                    {"key": "$top", "value": "10"},
                    {"key": "$skip", "value": "1", "disabled": True},
                    {"key": "flag", "value": None},
                ],
            },
            "⟨{{h}}⟩/api/machines?$top=10&flag",
        ),
        ("{{h}}/api/machines/:id/isolate?a=:b", "⟨{{h}}⟩/api/machines/⟨:id⟩/isolate?a=:b"),
        ("https://a:443/api/machines/x:y", "https://a:443/api/machines/x:y"),
        (
            "{{h}}/api/machines/<string>/alerts?$top=<integer>&$filter=a lt '<b>'",
            "⟨{{h}}⟩/api/machines/⟨<string>⟩/alerts?$top=⟨<integer>⟩&$filter=a lt '<b>'",
        ),
    ],
)
def test_urls_in_all_forms(url: Any, shown: str, read: Read) -> None:
    (line,) = read(collection(item(url, "GET"), {"name": "/machines/"}), "a.json")
    assert line.partition(": ")[2] == f"GET {shown}"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("{{base}}/machines/{{id}}", "https://api.security.microsoft.com/api/machines/⟨{{id}}⟩"),
        ("https://{{host}}/api/alerts", "https://api.security.microsoft.com/api/alerts"),
        ("{{ host }}/api/alerts", "api.security.microsoft.com/api/alerts"),
        ("{{empty}}/api/alerts", "⟨{{empty}}⟩/api/alerts"),
        ("{{angled}}/api/alerts", "⟨{{angled}}⟩/api/alerts"),
        ("{{loop}}/api/alerts", "⟨{{loop}}⟩/api/alerts"),
        ("{{off}}/api/alerts", "⟨{{off}}⟩/api/alerts"),
        ("{{own}}/api/alerts", "https://own/api/alerts"),
    ],
)
def test_variables_are_put_into_the_base_of_a_url(url: str, shown: str, read: Read) -> None:
    variables = [
        {"key": "base", "value": "https://{{host}}/api"},
        {"key": "host", "value": "api.security.microsoft.com"},
        {"key": "id", "value": "a sample that says nothing of what is sent"},
        {"key": "empty", "value": ""},
        {"key": "angled", "value": "<your host>"},
        {"key": "loop", "value": "{{loop}}"},
        {"key": "off", "value": "https://off", "disabled": True},
        {"key": "own", "value": "https://collection"},
    ]
    folder = {"item": [item(url, "GET")], "variable": [{"key": "own", "value": "https://own"}]}
    (line,) = read(collection(folder, variable=variables), "a.json")
    assert line.partition(": ")[2] == f"GET {shown}"


RAW = {"mode": "raw", "raw": '{"Comment": "x"}'}


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (RAW, '{"Comment": "x"}'),
        (
            {**RAW, "options": {"raw": {"language": "json"}}},
            '{"Comment": "x"} as application/json',
        ),
        ({**RAW, "options": {"raw": {"language": "text"}}}, '{"Comment": "x"} as text/plain'),
        (  # comments are not sent
            {
                "mode": "raw",
                "raw": '{\r\n "Comment": "//x" // why\r\n/* "a": 1 */}',
                "options": {"raw": {"language": "json"}},
            },
            '{"Comment": "//x"} as application/json',
        ),
        ({"mode": "raw", "raw": "{} // why", "options": {}}, "broken body"),
        ({"mode": "raw", "raw": ""}, "empty body"),
        ({"mode": "raw", "raw": '{"Comment'}, "broken body"),
        (
            {
                "mode": "urlencoded",
                "urlencoded": [
                    {"key": "Comment", "value": "x"},
                    {"key": "off", "value": "x", "disabled": True},
                ],
            },
            '{"Comment": "x"} as application/x-www-form-urlencoded' + FORM,
        ),
        (
            {
                "mode": "formdata",
                "formdata": [
                    {"key": "Description", "value": "{{d}}", "type": "text"},
                    {"key": "File", "type": "file", "src": "a.ps1"},
                ],
            },
            '{"Description": "{{d}}", "File": ""} as multipart/form-data'
            + FORM.replace("application/x-www-form-urlencoded", "multipart/form-data"),
        ),
        (
            {"mode": "graphql", "graphql": {"query": "{ a }"}},
            "body unknown, line 12: a GraphQL query",
        ),
        (
            {"mode": "file", "file": {"src": "a.json"}},
            "body unknown, line 12: it is in another file",
        ),
    ],
)
def test_all_modes_of_bodies(body: dict[str, Any], shown: str, read: Read) -> None:
    assert read(collection(item(body=body)), "a.json") == [f"11: POST {ISOLATE} | {shown}"]


@pytest.mark.parametrize("body", [None, {}, {**RAW, "disabled": True}])
def test_no_body(body: Any, read: Read) -> None:
    assert read(collection(item(body=body)), "a.json") == [f"11: POST {ISOLATE}"]


def test_a_get_sends_its_body_only_if_it_is_told_to(read: Read) -> None:
    get = item(method="GET", body=RAW)
    unpruned = {**get, "protocolProfileBehavior": {"disableBodyPruning": True}}
    lines = read(collection(get, unpruned), "a.json")
    assert [line.partition(": ")[2] for line in lines] == [
        f"GET {ISOLATE}",
        f'GET {ISOLATE} | {{"Comment": "x"}}',
    ]


def test_fields_of_a_form_have_places() -> None:
    form = {"mode": "urlencoded", "urlencoded": [{"key": 'a"b', "value": "x\\é"}]}
    text = collection(item(body=form))
    (request,) = requests(source_of(text, "a.json"))
    body = request.body
    assert body is not None

    def written(token: Token) -> str:
        span = body.span(*body.offsets(('a"b',), token))
        return text[span.start.offset : span.end.offset]

    assert written(Token.KEY) == 'a\\"b'
    assert written(Token.VALUE) == "x\\\\\\u00e9"


def test_headers_without_those_that_are_disabled(read: Read) -> None:
    header = [
        {"key": "Content-Type", "value": "application/json"},
        {"key": "X-Off", "value": "1", "disabled": True},
        {"key": "", "value": "nothing"},
    ]
    assert read(collection(item(header=header)), "a.json") == [
        f"11: POST {ISOLATE} | Content-Type: application/json"
    ]


def test_folders_saved_answers_and_requests_that_are_only_a_url(read: Read) -> None:
    saved = {**item(), "response": [{"originalRequest": {"method": "PUT", "url": ISOLATE}}, {}]}
    folder = {"item": [{"item": [saved]}, {"request": ISOLATE}]}
    lines = read(collection(folder, {"name": "nothing"}, {"request": {"url": 5}}), "a.json")
    assert [line.partition(": ")[2] for line in lines] == [
        f"POST {ISOLATE}",
        f"PUT {ISOLATE}",
        f"GET {ISOLATE}",
    ]


def test_an_environment_holds_no_request(read: Read) -> None:
    values = [{"key": "host", "value": "https://api.security.microsoft.com", "enabled": True}]
    environment = {"values": values, "_postman_variable_scope": "environment"}
    assert read(json.dumps(environment), "a.json") == []


def test_a_url_that_stands_twice_cannot_be_edited() -> None:
    def edit(url: Any) -> Edit | None:
        (request,) = requests(source_of(collection(item(url)), "a.json"))
        assert request.url is not None
        return request.url.edit(0, 5, "http")

    assert edit(ISOLATE) is not None
    assert edit({"raw": ISOLATE}) is not None
    assert edit({"raw": ISOLATE, "path": ["api", "machines", "1", "isolate"]}) is None


@pytest.mark.parametrize(
    ("language", "header", "is_wrong"),
    [
        ("text", [], True),
        ("text", [{"key": "Content-Type", "value": "application/json"}], False),
        ("json", [], False),
        (None, [], False),
    ],
)
def test_a_raw_body_is_sent_as_what_its_language_says(
    language: str | None, header: list[Any], is_wrong: bool
) -> None:
    raw = {"mode": "raw", "raw": '{"Comment": "x", "IsolationType": "Full"}'}
    options = {"raw": {"language": language}} if language else None
    machine = ISOLATE.replace("/1/", f"/{'0' * 40}/")
    text = collection(item(machine, body={**raw, "options": options}, header=header))
    found = [each.rule for each in lint_text(text, filename="a.json")]
    assert found == (["wrong-media-type"] if is_wrong else [])
