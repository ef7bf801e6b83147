"""The neutral form: records of method, URL, headers and body."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from defender_lint import lint_text
from defender_lint.sources.containers.records import recognises

Read = Callable[[str, str], list[str]]

ISOLATE = "https://api.security.microsoft.com/api/machines/1/isolate"


@pytest.mark.parametrize(
    ("data", "is_recognised"),
    [
        ({"method": "POST", "url": ISOLATE}, True),
        ({"url": ISOLATE, "body": {}}, True),
        ({"method": "POST", "body": {}}, True),
        ([{"method": "POST", "url": ISOLATE}], True),
        ([5, {"method": "POST", "url": ISOLATE}], True),
        ({"url": ISOLATE}, False),
        ({"Comment": "x", "IsolationType": "Full"}, False),
        ([], False),
        (["method", "url"], False),
        ("method url", False),
    ],
)
def test_a_record_has_two_of_its_members(data: Any, is_recognised: bool) -> None:
    assert recognises(data) is is_recognised


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (
            {"method": "POST", "url": ISOLATE, "body": {"Comment": "x"}, "time": "…"},
            f'1: POST {ISOLATE} | {{"Comment": "x"}}',
        ),
        (
            {"method": "POST", "url": ISOLATE, "body": '{"Comment": "é"}'},
            f'1: POST {ISOLATE} | {{"Comment": "é"}}',
        ),
        (
            {"method": "GET", "url": ISOLATE, "headers": {"A": "b", "C": "d"}},
            f"1: GET {ISOLATE} | A: b | C: d",
        ),
        (
            {"method": "GET", "url": ISOLATE, "headers": [{"name": "A", "value": "b"}, 5]},
            f"1: GET {ISOLATE} | A: b",
        ),
        (
            {"method": "GET", "url": ISOLATE, "headers": "A: b\nC:d"},
            f"1: GET {ISOLATE} | A: b | C: d",
        ),
        (
            {"method": "GET", "url": "{{host}}/api/machines/{{id}}"},
            "1: GET ⟨{{host}}⟩/api/machines/⟨{{id}}⟩",
        ),
        ({"method": "POST", "url": ISOLATE, "body": None}, f"1: POST {ISOLATE}"),
        (
            {"method": "POST", "url": ISOLATE, "status": 201},
            f"1: POST {ISOLATE} | body unknown, line 1: the record is of a log, which leaves it out",
        ),
        (
            {"method": "POST", "url": ISOLATE, "body": None, "status": 400},
            f"1: POST {ISOLATE}",
        ),
        ({"method": "POST", "url": ISOLATE, "body": ""}, f"1: POST {ISOLATE} | empty body"),
        ({"method": "POST", "url": ISOLATE, "body": '{"a'}, f"1: POST {ISOLATE} | broken body"),
        ({"method": "POST", "url": ISOLATE, "body": "{{b}}"}, f"1: POST {ISOLATE} | unknown body"),
        (
            {"url": ISOLATE, "body": {}},
            f'1: - {ISOLATE} | {{}} | syntax: this record has no method; write one, as in `"method": "POST"`',
        ),
        (
            {"method": 5, "url": ISOLATE},
            f'1: - {ISOLATE} | syntax: this is no HTTP method; write one, as in `"method": "POST"`',
        ),
        (
            {"method": "POST", "url": 5, "body": {}, "about": ISOLATE},
            "-: POST - | {} | url unknown, line 1: the record has none",
        ),
    ],
)
def test_what_a_record_says(record: dict[str, Any], shown: str, read: Read) -> None:
    assert read(json.dumps(record), "a.json") == [shown]
    assert read(json.dumps([record]), "a.json") == [shown]
    assert read(json.dumps(record), "a.ndjson") == [shown]


def test_lines_of_records_and_of_bodies(read: Read) -> None:
    lines = [{"method": "POST", "url": ISOLATE, "body": {"a": 1}}, {"Comment": "x"}]
    text = "\n".join(map(json.dumps, [*lines, *lines]))
    assert read(text, "a.ndjson") == [
        f'1: POST {ISOLATE} | {{"a": 1}}',
        '-: - - | {"Comment": "x"}',
        f'3: POST {ISOLATE} | {{"a": 1}}',
        '-: - - | {"Comment": "x"}',
    ]


def test_a_record_in_yaml(read: Read) -> None:
    text = f"""\
- method: POST
  url: {ISOLATE}
  body:
    Comment: x
- method: PATCH
  url: "{ISOLATE}"
  headers: {{A: b}}
  body: |
    {{"Comment": "x"}}
"""
    assert read(text, "a.yaml") == [
        f'2: POST {ISOLATE} | {{"Comment": "x"}}',
        f'6: PATCH {ISOLATE} | A: b | {{"Comment": "x"}}',
    ]


RIGHT = "`https://api.security.microsoft.com/api/machines`"


@pytest.mark.parametrize(
    ("url", "column", "message"),
    [
        ("not a url", 27, f"`not a url` is no URL; write one, as in {RIGHT}"),
        ("mailto:a@b.example", 27, f"`mailto:a@b.example` is no URL; write one, as in {RIGHT}"),
        ("https://", 27, f"`https://` is no URL; write one, as in {RIGHT}"),
        (
            "https://a.example/api/x",
            27,
            "`https://a.example/api/x` is no URL of Defender's APIs",
        ),
        (" ", 27, f"this record of a request has no URL; write one, as in {RIGHT}"),
        (5, 27, f"this record of a request has no URL; write one, as in {RIGHT}"),
    ],
)
def test_a_record_whose_url_is_none_is_told_so(url: Any, column: int, message: str) -> None:
    record = {"method": "POST", "url": url, "body": {"Comment": "x"}}
    (found,) = lint_text(json.dumps(record))
    assert (found.rule, found.message) == ("unknown-api", message)
    assert found.span is not None
    assert found.span.start.column == column


def test_a_record_without_a_url_is_told_so_in_a_list_too() -> None:
    (found,) = lint_text('[{"method": "POST", "body": {"Comment": "x"}}]')
    assert found.message == f"this record of a request has no URL; write one, as in {RIGHT}"
    assert found.pointer == "/0/url"
    assert found.span is not None
    assert found.span.start.column == 2
