"""HAR logs of browsers and proxies."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from defender_lint.diagnostic import Token
from defender_lint.sources.containers.har import recognises
from defender_lint.sources.reading import requests, source_of

Read = Callable[[str, str], list[str]]

ISOLATE = "https://api.security.microsoft.com/api/machines/1/isolate"


def har(**request: Any) -> str:
    entry = {"request": {"method": "POST", "url": ISOLATE, **request}, "response": {"status": 400}}
    return json.dumps({"log": {"version": "1.2", "entries": [entry, {"request": {}}, {}]}})


def encoded(body: bytes) -> dict[str, str]:
    return {"encoding": "base64", "text": base64.b64encode(body).decode()}


@pytest.mark.parametrize(
    ("data", "is_recognised"),
    [
        ({"log": {"entries": []}}, True),
        ({"log": {"entries": {}}}, False),
        ({"log": []}, False),
        ([], False),
    ],
)
def test_recognised_by_its_entries(data: Any, is_recognised: bool) -> None:
    assert recognises(data) is is_recognised


@pytest.mark.parametrize(
    ("request_", "shown"),
    [
        ({}, ""),
        ({"headers": [{"name": "A", "value": "b"}]}, " | A: b"),
        (
            {"postData": {"mimeType": "application/json", "text": '{"a": 1}'}},
            ' | {"a": 1} as application/json',
        ),
        ({"postData": {"mimeType": "", "text": '{"a'}}, " | broken body"),
        ({"postData": encoded(b'{"a": "\xc3\xa9"}')}, ' | {"a": "é"}'),
        ({"postData": encoded(b"\xff")}, " | body unknown, line 1: it is no text"),
        (
            {"postData": {"encoding": "base64", "text": "%"}},
            " | body unknown, line 1: it is no text",
        ),
        (
            {"postData": {"mimeType": "a/form", "params": [{"name": "a", "value": "b"}]}},
            ' | {"a": "b"} as a/form',
        ),
        ({"postData": {"mimeType": "a/b", "text": ""}}, ""),
    ],
)
def test_one_request(request_: dict[str, Any], shown: str, read: Read) -> None:
    assert read(har(**request_), "a.har") == [f"1: POST {ISOLATE}{shown}"]


def test_nothing_inside_base64_can_be_edited() -> None:
    text = har(postData=encoded(b'{"comment": "x"}'))
    (request,) = requests(source_of(text, "a.har"))
    assert request.body is not None
    assert request.body.text is not None
    start, end = request.body.offsets(("comment",), Token.KEY)
    span = request.body.span(start, end)
    assert text[span.start.offset : span.end.offset] == encoded(b'{"comment": "x"}')["text"]
    assert request.body.text.edit(start, end, '"Comment"') is None
