"""A team's own bodies beside ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from defender_lint.cli import main
from defender_lint.routing.by_endpoint import find
from defender_lint.settings import SettingsFinder

Write = Callable[..., Path]
Complaints = Callable[..., list[str]]
Own = Callable[..., None]

OPERATION = {"product": "acme", "method": "POST", "path": "/hooks/ticket"}
TICKET = {
    "$comment": "kept short",
    "x-operation": OPERATION,
    "type": "object",
    "required": ["Summary"],
    "properties": {
        "Summary": {"$ref": "#/$defs/Line"},
        "Priority": {"enum": ["High", "Low"]},
        "Owner": {"type": "object", "additionalProperties": False},
    },
    "additionalProperties": False,
    "$defs": {"Line": {"type": "string", "format": "not-blank"}},
}


@pytest.fixture
def own(write: Write) -> Own:
    """Write schemas into a folder that the settings name."""

    def own(**schemas: object) -> None:
        write(".defender-lint.yaml", "schemas: own\n")
        for name, schema in schemas.items():
            text = schema if isinstance(schema, str) else json.dumps(schema)
            write(f"own/{name.replace('_', '-')}.json", text)

    return own


def test_an_own_body_is_linted_like_ours(
    own: Own, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    own(open_ticket=TICKET)
    body = {"summary": " ", "Priority": "high", "Nonsense": 1, "Owner": {"a": 1, "@odata.x": 1}}
    write("a.open-ticket.json", json.dumps(body))
    with pytest.raises(SystemExit):
        main(["--output-format", "json", "a.open-ticket.json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert sorted((finding["rule"], finding["pointer"]) for finding in findings) == [
        ("empty-value", "/summary"),
        ("key-case", "/summary"),
        ("unknown-key", "/Nonsense"),
        ("unknown-key", "/Owner/a"),
        ("value-case", "/Priority"),
    ]
    assert {(finding["api"], finding["docs"]) for finding in findings} == {("open-ticket", None)}


def test_folders_of_products_and_patterns(write: Write, own: Own) -> None:
    write("own/acme/open-ticket.json", json.dumps(TICKET))
    write("own/shared.json", '{"$defs": {"Line": {"type": "string"}}}')
    shared = {"x-operation": OPERATION, "properties": {"a": {"$ref": "shared.json#/$defs/Line"}}}
    own(close_ticket=shared)
    write(".defender-lint.yaml", "schemas: [own]\napis: {'*.json': open-ticket}\n")
    finder = SettingsFinder()
    catalogue = finder.catalogue(finder.for_run())
    assert {"open-ticket", "close-ticket"} < set(catalogue.ids())
    assert catalogue["close-ticket"].schema["properties"]["a"] == {"type": "string"}
    assert catalogue.products["acme"].hosts == ()
    found = find("POST", "/hooks/ticket", catalogue).operations
    assert {each.product for each in found} == {"acme"}


def test_what_need_not_be_said(own: Own) -> None:
    own(open_ticket={"x-operation": OPERATION, "title": "Open a ticket"})
    finder = SettingsFinder()
    operation = finder.catalogue(finder.for_run())["open-ticket"]
    assert operation.title == "Open a ticket"
    assert operation.content_type == "application/json"
    assert operation.docs == ""
    assert operation.permissions == {}
    assert operation.schema["properties"] == {}


def test_other_settings_know_only_ours(own: Own, write: Write) -> None:
    own(open_ticket=TICKET)
    write("a/.defender-lint.yaml", "")
    finder = SettingsFinder()
    assert "open-ticket" not in finder.catalogue(finder.for_file("a/x.json"))
    assert "open-ticket" in finder.catalogue(finder.for_run())


def test_an_option_adds_a_folder(own: Own, write: Write) -> None:
    own(open_ticket=TICKET)
    write("more/close-ticket.json", json.dumps(TICKET))
    finder = SettingsFinder({"schemas": ["more"]})
    assert finder.catalogue(finder.for_run()).ids()[-2:] == ["open-ticket", "close-ticket"]


def _with(**changes: object) -> dict[str, object]:
    return {"x-operation": OPERATION, **changes}


BROKEN: list[tuple[object, str]] = [
    (
        "{",
        "own/x.json:1:2: the schema ends in the middle: the `{` on line 1 is never closed; add `}`",
    ),
    ([], "own/x.json:1:1: `x-operation` is missing: method, path and product of the API"),
    ({}, "own/x.json:1:1: `x-operation` is missing: method, path and product of the API"),
    (
        {"x-operation": {**OPERATION, "method": "GET"}},
        "own/x.json:1:47: `GET` is not a value of `method`; use `POST`, `PATCH`, `PUT` or `DELETE`",
    ),
    (
        {"x-operation": {"product": "acme", "method": "POST"}},
        "own/x.json:1:17: `path` is missing in `x-operation`",
    ),
    (
        {"x-operation": {**OPERATION, "path": "hooks"}},
        "own/x.json:1:63: `hooks` is not a value of `path`: it must fit ^/",
    ),
    (
        _with(properties={"a": {"type": "text"}}),
        "own/x.json:1:110: `text` is not a value of `type`",
    ),
    (
        _with(properties={"a": {"uniqueItem": True}}),
        "own/x.json:1:102: `uniqueItem` is not understood here; there are ",
    ),
    (_with(required=[]), "own/x.json:1:93: `required` is empty"),
    (_with(required="a"), "own/x.json:1:93: `required` must be a list, not a string"),
    (
        _with(properties={"a": {"type": "string", "x-error": {"type": {"code": "InvalidHash"}}}}),
        "own/x.json:1:149: `InvalidHash` is no code of the service; "
        "did you mean `InvalidHashValue`?",
    ),
    (
        _with(**{"x-advice": [{"rule": "key-cas", "message": "m", "schema": {}}]}),
        "own/x.json:1:103: `key-cas` is not a value of `rule`; did you mean `key-case`?",
    ),
    (
        _with(properties={"a": {"$ref": "#/$defs/B"}}),
        "own/x.json:1:110: the reference `#/$defs/B` leads nowhere",
    ),
    (
        _with(properties={"a": {"$ref": "none.json"}}),
        "own/x.json:1:110: the reference `none.json`: no such file or folder",
    ),
    (
        _with(**{"$ref": "#/$defs/A", "$defs": {"A": {"items": {"$ref": "#/$defs/A"}}}}),
        "own/x.json:1:136: this reference goes round in a circle; bodies have an end",
    ),
]


@pytest.mark.parametrize(("schema", "message"), BROKEN)
def test_a_broken_schema(schema: object, message: str, own: Own, complaints: Complaints) -> None:
    own(x=schema)
    (complaint,) = complaints()
    assert complaint.startswith(message)
    assert complaint == message or message.endswith(" ")


def test_ids_are_new_and_fit_to_be_names(own: Own, write: Write, complaints: Complaints) -> None:
    own(isolate_machine=TICKET, x=TICKET)
    write("own/a/x.json", json.dumps(TICKET))
    write("own/X.Y.json", json.dumps(TICKET))
    write(".defender-lint.yaml", "schemas: [own, own/a]\n")
    assert complaints() == [
        "own/X.Y.json: `X.Y` is no id; name the file in small letters, digits and hyphens",
        "own/a/x.json: `x` is taken by own/x.json",
        "own/isolate-machine.json: `isolate-machine` is an API of ours; give yours another id",
    ]


def test_folders_that_hold_no_schema(write: Write, complaints: Complaints) -> None:
    write(".defender-lint.yaml", "schemas: [none, empty]\n")
    write("empty/README.md")
    assert complaints() == [
        ".defender-lint.yaml:1:11: `none`: no such file or folder",
        ".defender-lint.yaml:1:17: there is no schema (<id>.json) in `empty`",
    ]


def test_an_own_request_at_our_host_that_is_being_retired(
    own: Own, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    retirement = {"since": "2026-01-01", "replacement": "/hooks/case", "source": "wiki"}
    own(open_ticket={**TICKET, "x-operation": {**OPERATION, "retirement": retirement}})
    url = "https://api.security.microsoft.com/hooks/ticket"
    write("a.json", json.dumps({"method": "POST", "url": url, "body": {"Summary": "x"}}))
    with pytest.raises(SystemExit):
        main(["--output-format", "concise", "--quiet", "a.json"])
    assert capsys.readouterr().out == (
        "a.json:1:86: warning deprecated-api this API is being retired since 2026-01-01; use "
        "`/hooks/case`\n"
    )
