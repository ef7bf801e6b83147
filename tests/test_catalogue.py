"""The catalogue: operations by id, by documentation page and by request line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.catalogue import Catalogue, UnknownApi
from defender_lint.catalogue.schemas import ADVISED, SchemaReader, strict
from defender_lint.project import shipped_folder

CATALOGUE = Catalogue.shipped()

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
BODIES = [
    path.stem
    for product in ("mde", "xdr")
    for path in sorted((SCHEMAS / product).glob("*.json"))
    if path.stem != "operations"
]
OTHERS = [
    id
    for product in ("mde", "xdr")
    for id in json.loads((SCHEMAS / product / "operations.json").read_bytes())["operations"]
]


def test_a_file_is_an_operation_with_a_body_and_a_table_holds_the_others() -> None:
    assert CATALOGUE.body_ids() == BODIES
    assert CATALOGUE.ids() == [*BODIES, *OTHERS]
    assert [operation.id for operation in CATALOGUE] == [*BODIES, *OTHERS]
    assert [operation.id for operation in CATALOGUE.with_body()] == BODIES


def test_which_ids_have_bodies_is_known_without_reading_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SchemaReader, "read", lambda *_: pytest.fail("a file was read"))
    catalogue = Catalogue(shipped_folder())
    assert "isolate-machine" in catalogue
    assert catalogue.has_body("isolate-machine")
    assert not catalogue.has_body("Isolate-Machine")
    assert not catalogue.has_body("get-machines")
    assert catalogue.body_ids() == BODIES


def test_facts_are_known_without_inlining_a_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SchemaReader, "inlined", lambda *_: pytest.fail("a schema was inlined"))
    assert all(each.method and each.path and each.title for each in Catalogue(shipped_folder()))


def test_an_operation_without_a_described_body() -> None:
    read = CATALOGUE["get-machines"]
    assert (read.method, read.path, read.product) == ("GET", "/api/machines", "mde")
    assert read.permissions == {
        "application": (("Machine.Read.All", "Machine.ReadWrite.All"),),
        "delegated": (("Machine.Read", "Machine.ReadWrite"),),
    }
    assert read.rate_limit == {"perMinute": 100, "perHour": 1500}
    assert read.docs == "https://learn.microsoft.com/defender-endpoint/api/get-machines"
    assert read.is_documented
    assert read.facts["collection"] is True
    assert not read.takes_body
    assert not read.has_schema
    assert read.content_type is None
    assert read.examples == []
    with pytest.raises(ValueError, match="the body of get-machines is not described"):
        _ = read.schema


def test_an_operation_that_no_page_documents() -> None:
    actions = CATALOGUE["available-machine-actions"]
    assert (actions.basis, actions.is_documented, actions.docs) == ("service", False, "")
    logs = CATALOGUE["logs-collection"]  # takes a body that is not described
    assert (logs.takes_body, logs.has_schema) == (True, False)


def test_products() -> None:
    assert {id: product.title for id, product in CATALOGUE.products.items()} == {
        "mde": "Microsoft Defender for Endpoint",
        "xdr": "Microsoft Defender XDR",
    }
    assert "api.security.microsoft.com" in CATALOGUE.products["xdr"].hosts


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("isolate-machine", "isolate-machine"),
        ("Isolate-Machine", "isolate-machine"),
        (" isolate_machine\n", "isolate-machine"),
        # the last part of the documentation page's URL, where it differs
        ("update-machine-method", "update-machine"),
        ("offboard-machine-api", "offboard-machine"),
        ("initiate-autoir-investigation", "start-investigation"),
        ("api-update-incidents", "update-incident"),
        ("get-agent-details", "Get-agent-details"),
    ],
)
def test_resolve(name: str, id: str) -> None:
    assert CATALOGUE.resolve(name).id == id


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [
        ("get-machine", ("get-machines", "get-machine-by-id")),
        ("list-alerts", ("get-alerts",)),
        ("isolat-machine", ("isolate-machine", "unisolate-machine")),
        ("isolate", ("isolate-machine", "unisolate-machine")),
        ("hunting", ("advanced-hunting",)),
        ("import-ti-indicators-v2", ("import-ti-indicators",)),
        ("xyz", ()),
        ("", ()),
        # one page that describes several operations
        (
            "add-a-new-scan-definition",
            ("add-scan-definition", "batch-delete-scan-definitions", "update-scan-definition"),
        ),
    ],
)
def test_resolve_what_there_is_not(name: str, suggestions: tuple[str, ...]) -> None:
    with pytest.raises(UnknownApi) as raised:
        CATALOGUE.resolve(name)
    assert raised.value.name == name
    assert raised.value.suggestions[: len(suggestions)] == suggestions
    assert bool(raised.value.suggestions) == bool(suggestions)


@given(st.text(max_size=60) | st.text(alphabet="get-machines", max_size=12))
def test_no_name_is_too_odd(text: str) -> None:
    with pytest.raises(UnknownApi):
        CATALOGUE.resolve(text)


# Reading schema files


def test_references_are_inlined(tmp_path: Path) -> None:
    shared = {
        "$defs": {
            "Text": {"type": "string", "title": "a text", "x-advice": [1], "x-error": {"type": 1}},
            "Outer": {"items": {"$ref": "#/$defs/Text"}},
        }
    }
    schema = {
        "properties": {
            "plain": {"$ref": "../shared.json#/$defs/Text"},
            "beside": {
                "$ref": "../shared.json#/$defs/Text",
                "title": "mine",
                "type": ["string", "null"],
                "x-advice": [2],
                "x-error": {"format": 2},
            },
            "nested": {"$ref": "../shared.json#/$defs/Outer"},
        },
        "examples": [{"$ref": "left alone"}],
    }
    (tmp_path / "p").mkdir()
    (tmp_path / "shared.json").write_text(json.dumps(shared), encoding="utf-8")
    (tmp_path / "p" / "a.json").write_text(json.dumps(schema), encoding="utf-8")
    text = shared["$defs"]["Text"]
    assert SchemaReader().inlined(str(tmp_path / "p" / "a.json")) == {
        "properties": {
            "plain": text,
            "beside": {
                "type": "string",
                "title": "mine",
                "x-advice": [1, 2],
                "x-error": {"type": 1, "format": 2},
                "allOf": [{"type": ["string", "null"]}],  # both apply
            },
            "nested": {"items": text},
        },
        "examples": [{"$ref": "left alone"}],
    }


def test_a_reference_that_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"items": {"$ref": "#/$defs/None"}}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"\$ref '#/\$defs/None' leads nowhere"):
        SchemaReader().inlined(str(path))


def test_soft_rules_stand_behind_the_hard_ones() -> None:
    schema = {
        "title": "left out",
        "properties": {"title": {"const": {"title": "kept"}}},
        "allOf": [{"required": ["a"]}],
        "x-error": {"required": {"code": "BadRequest"}},
        "x-advice": [{"rule": "url", "message": "m", "schema": {"format": "web-url"}}],
    }
    assert strict(schema) == {
        "properties": {"title": {"const": {"title": "kept"}}},
        "allOf": [
            {"required": ["a"]},
            {ADVISED: {"rule": "url", "message": "m"}, "format": "web-url"},
        ],
        "x-error": {"required": {"code": "BadRequest"}},
    }


# Microsoft Graph


def test_the_successors_of_ours_in_microsoft_graph() -> None:
    graph = CATALOGUE.graph
    assert "advanced-hunting" in graph.operations["graph-run-hunting-query"].facts["replaces"]
    replaced = {id for each in graph.operations.values() for id in each.facts.get("replaces", ())}
    assert "isolate-machine" not in replaced
    assert replaced < set(CATALOGUE.body_ids())


def test_values_of_ours_lead_to_those_of_microsoft_graph() -> None:
    graph = CATALOGUE.graph
    assert graph.old_values["NoEnoughDataToValidate"] == "notEnoughDataToValidate"
    for id in ("update-alert", "update-incident"):
        for key in graph.cased:
            members = CATALOGUE[id].schema["properties"][key]["enum"]
            documented = {each for each in members if each and " " not in each}
            known = documented - {"NotAvailable", "Hidden", "Unspecified"}  # Graph lacks these
            assert known <= set(graph.old_values), (id, key)


# Error codes


@pytest.mark.parametrize(
    ("code", "arguments", "message"),
    [
        ("MissingRequiredParameter", ("Comment",), "Parameter Comment is missing."),
        ("MissingRequiredParameter", ("{0}\\1",), "Parameter {0}\\1 is missing."),
        ("MissingRequiredParameter", (), None),
        (
            "MaximumBatchSizeExceeded",
            ("501", "500"),
            "Maximum batch size exceeded. Received: 501, allowed: 500.",
        ),
        ("InvalidRequestBody", (), "Invalid request body."),
        ("InvalidRequestBody", ("too much",), None),
        ("InternalServerError", (), None),  # has no documented message
    ],
)
def test_the_services_own_message(
    code: str, arguments: tuple[str, ...], message: str | None
) -> None:
    error = CATALOGUE.errors.get(code)
    assert error is not None
    assert error.filled(arguments) == message


def test_codes_are_exact() -> None:
    assert CATALOGUE.errors.get("invalidrequestbody") is None


def test_what_was_answered_instead_of_a_code_means_it() -> None:
    for answered, name in (("429", "TooManyRequests"), ("TooManyRequests", "TooManyRequests")):
        code = CATALOGUE.errors.answered(answered)
        assert code is not None
        assert code.name == name
    assert CATALOGUE.errors.get("429") is None
    assert CATALOGUE.errors.answered("") is None
