"""The catalogue: operations by id, by documentation page and by request line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.catalogue import Catalogue, UnknownApi, UnknownEndpoint
from defender_lint.catalogue.schemas import ADVISED, SchemaReader, strict

CATALOGUE = Catalogue.shipped()

IDS = [
    "add-or-remove-machine-tags",
    "add-or-remove-multiple-machine-tags",
    "add-scan-definition",
    "batch-delete-scan-definitions",
    "batch-delete-ti-indicators",
    "batch-update-alerts",
    "cancel-machine-action",
    "collect-investigation-package",
    "create-alert-by-reference",
    "import-ti-indicators",
    "isolate-machine",
    "offboard-machine",
    "post-ti-indicator",
    "restrict-code-execution",
    "run-advanced-query",
    "run-av-scan",
    "run-live-response",
    "scan-history-by-definition",
    "scan-history-by-session",
    "set-device-value",
    "start-investigation",
    "stop-and-quarantine-file",
    "unisolate-machine",
    "unrestrict-code-execution",
    "update-alert",
    "update-machine",
    "update-scan-definition",
    "upload-library",
    "advanced-hunting",
    "update-incident",
]


def test_ids() -> None:
    assert CATALOGUE.ids() == IDS
    assert [operation.id for operation in CATALOGUE] == IDS


def test_ids_are_known_without_reading_a_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SchemaReader, "read", lambda *_: pytest.fail("a schema was read"))
    catalogue = Catalogue.shipped()
    assert "isolate-machine" in catalogue
    assert "Isolate-Machine" not in catalogue
    assert len(catalogue.ids()) == 30


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
    ],
)
def test_resolve(name: str, id: str) -> None:
    assert CATALOGUE.resolve(name).id == id


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [
        ("isolat-machine", ("isolate-machine", "unisolate-machine", "update-machine")),
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


ISOLATE = "isolate-machine"


@pytest.mark.parametrize(
    ("request_line", "id"),
    [
        ("POST /api/machines/{id}/isolate", ISOLATE),
        ("POST /api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07/isolate", ISOLATE),
        # letter case, blanks, protocol, query
        ("post /API/Machines/1/ISOLATE", ISOLATE),
        ("  POST\t/api/machines/1/isolate  HTTP/1.1 ", ISOLATE),
        ("POST /api/machines/1/isolate HTTP/2", ISOLATE),
        ("POST /api/machines/1/isolate/?a=b#c", ISOLATE),
        # with and without a version, with and without /api
        ("POST /api/v1.0/machines/1/isolate", ISOLATE),
        ("POST /api/v2/machines/1/isolate", ISOLATE),
        ("POST /v1.0/machines/1/isolate", ISOLATE),
        ("POST v1.0/machines/1/isolate", ISOLATE),
        ("POST machines/1/isolate", ISOLATE),
        # hosts
        ("POST https://api.security.microsoft.com/api/machines/1/isolate", ISOLATE),
        ("POST https://api-eu.securitycenter.microsoft.com/api/machines/1/isolate", ISOLATE),
        ("POST HTTPS://API.SECURITYCENTER.MICROSOFT.COM/API/MACHINES/1/ISOLATE", ISOLATE),
        ("POST http://localhost:8080/api/machines/1/isolate", ISOLATE),
        ("POST api.security.microsoft.com/api/machines/1/isolate", ISOLATE),
        ("POST api.security.microsoft.com:443/api/machines/1/isolate", ISOLATE),
        ("POST {{host}}/api/machines/1/isolate", ISOLATE),
        ("POST https://{{host}}/api/machines/1/isolate", ISOLATE),
        ("POST https://{{region}}.security.microsoft.com/api/machines/1/isolate", ISOLATE),
        ("POST ${base}/machines/1/isolate", ISOLATE),
        ("POST $base/api/machines/1/isolate", ISOLATE),
        ("POST {baseUrl}/api/machines/1/isolate", ISOLATE),
        ("POST %BASE%/api/machines/1/isolate", ISOLATE),
        ("POST <host>/api/machines/1/isolate", ISOLATE),
        # placeholders
        ("POST /api/machines/{{machine id}}/isolate", ISOLATE),
        ("POST /api/machines/${machineId}/isolate", ISOLATE),
        ("POST /api/machines/$id/isolate", ISOLATE),
        ("POST /api/machines/:id/isolate", ISOLATE),
        ("POST /api/machines/<id>/isolate", ISOLATE),
        ("POST /api/machines/web-{{number}}.contoso.com/isolate", ISOLATE),
        # methods tell apart what paths do not; literal segments go before placeholders
        ("POST /api/indicators", "post-ti-indicator"),
        ("POST /api/indicators/import", "import-ti-indicators"),
        ("PATCH /api/machines/1", "update-machine"),
        ("PATCH /api/alerts/1", "update-alert"),
        ("POST /api/alerts/batchUpdate", "batch-update-alerts"),
        ("POST /api/alerts/CreateAlertByReference", "create-alert-by-reference"),
        ("PATCH /api/incidents/1", "update-incident"),
        ("POST /api/advancedhunting/run", "advanced-hunting"),
        ("POST /api/advancedqueries/run", "run-advanced-query"),
        (
            "POST /api/machines/AddOrRemoveTagForMultipleMachines",
            "add-or-remove-multiple-machine-tags",
        ),
        (
            "POST /api/DeviceAuthenticatedScanDefinitions/BatchDelete",
            "batch-delete-scan-definitions",
        ),
    ],
)
def test_endpoints(request_line: str, id: str) -> None:
    assert CATALOGUE.resolve_endpoint(request_line).id == id


@pytest.mark.parametrize("id", IDS)
def test_every_operation_answers_to_its_own_request_line(id: str) -> None:
    operation = CATALOGUE[id]
    for host in ("", *(f"https://{host}" for host in CATALOGUE.products[operation.product].hosts)):
        assert CATALOGUE.resolve_endpoint(f"{operation.method} {host}{operation.path}") is operation


NONE = "no API with a request body answers to {}; `defender-lint apis` lists those that are known"
NO_LINE = (
    "{!r} is not a request line; write a method and a path, "
    'such as "POST /api/machines/{{id}}/isolate"'
)


@pytest.mark.parametrize(
    ("request_line", "message"),
    [
        ("GET /api/machines/1/isolate", "/api/machines/1/isolate takes POST, not GET"),
        ("put https://x.example/api/alerts/1", "/api/alerts/1 takes PATCH, not PUT"),
        (
            "PATCH /api/machines/AddOrRemoveTagForMultipleMachines",
            "/api/machines/AddOrRemoveTagForMultipleMachines takes POST, not PATCH",
        ),
        ("GET /api/machines", NONE.format("GET /api/machines")),
        ("POST /api/machines/1/2/isolate", NONE.format("POST /api/machines/1/2/isolate")),
        ("POST /api/machines//isolate", NONE.format("POST /api/machines//isolate")),
        ("POST /", NONE.format("POST /")),
        ("isolate-machine", NO_LINE.format("isolate-machine")),
        ("/api/machines/1/isolate", NO_LINE.format("/api/machines/1/isolate")),
        ("", NO_LINE.format("")),
    ],
)
def test_endpoints_that_there_are_not(request_line: str, message: str) -> None:
    with pytest.raises(UnknownEndpoint) as raised:
        CATALOGUE.resolve_endpoint(request_line)
    assert str(raised.value) == message


@given(st.text(max_size=60) | st.text(alphabet="POST /api{}$<>%:.?#machines1", max_size=60))
def test_no_name_is_too_odd(text: str) -> None:
    for look_up, refusal in (
        (CATALOGUE.resolve, UnknownApi),
        (CATALOGUE.resolve_endpoint, UnknownEndpoint),
    ):
        with pytest.raises(refusal):
            look_up(text)


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
    assert len(list(CATALOGUE.errors)) == 20
