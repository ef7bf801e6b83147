"""The data in ``schemas/``: well formed, consistent, and true to what the service declares.

The tables in this file are written by hand: what pages say of operations that are known for long.
An operation that is new needs no line in them.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from defender_lint.catalogue.schemas import SchemaReader
from defender_lint.checks.formats import checkers

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"

Json = Any


def read(path: Path) -> Json:
    return json.loads(path.read_text(encoding="utf-8"))


FILES = {
    file.stem: file
    for product in ("mde", "xdr")
    for file in (SCHEMAS / product).glob("*.json")
    if file.stem != "operations"
}
OPERATIONS = {id: read(FILES[id]) for id in sorted(FILES)}
SHARED = {file.stem: read(file) for file in sorted((SCHEMAS / "shared").glob("*.json"))}
ERRORS = read(SCHEMAS / "errors.json")
PRODUCTS = read(SCHEMAS / "products.json")
VOCABULARY = read(SCHEMAS / "vocabulary.json")
METADATA = read(ROOT / "tests" / "data" / "service_metadata.json")

BASE = "https://schemas.invalid"

REGISTRY: Registry[Json] = Registry().with_resources(
    [
        (f"{BASE}/vocabulary.json", DRAFT202012.create_resource(VOCABULARY)),
        *(
            (f"{BASE}/shared/{theme}.json", DRAFT202012.create_resource(shared))
            for theme, shared in SHARED.items()
        ),
    ]
)

FORMATS = set(checkers(datetime.now))

RULES = set(read(SCHEMAS / "rules.json")["rules"])

CODES = {
    "BadRequest": 400,
    "ODataError": 400,
    "InvalidInput": 400,
    "InvalidRequestBody": 400,
    "InvalidHashValue": 400,
    "InvalidDomainName": 400,
    "InvalidIpAddress": 400,
    "InvalidUrl": 400,
    "MaximumBatchSizeExceeded": 400,
    "MissingRequiredParameter": 400,
    "OsPlatformNotSupported": 400,
    "ClientVersionNotSupported": 400,
    "Unauthorized": 401,
    "Forbidden": 403,
    "DisabledFeature": 403,
    "DisallowedOperation": 403,
    "NotFound": 404,
    "ResourceNotFound": 404,
    "TooManyRequests": 429,
    "InternalServerError": 500,
}

REQUIRED = {
    "add-or-remove-machine-tags": ["Value", "Action"],
    "add-or-remove-multiple-machine-tags": ["Value", "Action", "MachineIds"],
    "add-scan-definition": [
        "scanType", "scanName", "isActive", "target", "intervalInHours", "targetType",
        "scannerAgent", "scanAuthenticationParams",
    ],
    "advanced-hunting": ["Query"],
    "batch-delete-scan-definitions": ["ScanDefinitionIds"],
    "batch-delete-ti-indicators": ["IndicatorIds"],
    "batch-update-alerts": ["alertIds"],
    "cancel-machine-action": ["Comment"],
    "collect-investigation-package": ["Comment"],
    "create-alert-by-reference": [
        "eventTime", "reportId", "machineId", "severity", "title", "description",
        "recommendedAction",
    ],
    "import-ti-indicators": ["Indicators"],
    "isolate-machine": ["Comment"],
    "offboard-machine": ["Comment"],
    "post-ti-indicator": ["indicatorValue", "indicatorType", "action", "title", "description"],
    "restrict-code-execution": ["Comment"],
    "run-advanced-query": ["Query"],
    "run-av-scan": ["Comment", "ScanType"],
    "run-live-response": ["Comment", "Commands"],
    "scan-history-by-definition": ["ScanDefinitionIds"],
    "scan-history-by-session": ["SessionIds"],
    "set-device-value": ["DeviceValue"],
    "start-investigation": ["Comment"],
    "stop-and-quarantine-file": ["Comment", "Sha1"],
    "unisolate-machine": ["Comment"],
    "unrestrict-code-execution": ["Comment"],
    "update-alert": [],
    "update-incident": [],
    "update-machine": [],
    "update-scan-definition": [],
    "upload-library": [],
}  # fmt: skip

BATCH_LIMITS = {
    ("add-or-remove-multiple-machine-tags", "MachineIds"): 500,
    ("batch-delete-ti-indicators", "IndicatorIds"): 500,
    ("import-ti-indicators", "Indicators"): 500,
}

# Members that the service's $metadata lacks, and why they are right all the same.
NOT_IN_METADATA = {
    ("Indicator", "source"): "in the sample of the page on the resource",
    ("Indicator", "sourceType"): "in the table of the page on the resource",
    ("Incident", "comment"): "Incident is what is read; the page's table has the singular to write",
    ("AuthParamsBase", "@odata.type"): "an annotation of OData, not a property",
    ("AuthParamsBase", "keyVaultUrl"): "the page's name of keyVaultUri",
    ("AuthParamsBase", "isGmsaUser"): "the page's examples write it so; isgmsaUser is a spelling",
}

# Members of a list of values that the $metadata lacks, and why they pass.
VALUES_NOT_IN_METADATA = {
    "AlertClassification": {"Informational, expected activity"},  # display text, a warning
    "AlertDetermination": {  # names that only pages have
        "CompromisedUser", "ConfirmedUserActivity", "Clean", "InsufficientData",
    },
    "TargetType": {"IP Address"},  # the table's display text, a warning
}  # fmt: skip

# Operations that name the $metadata as a source for something else than their parameters.
NOT_OF_METADATA = {"upload-library"}
DECLARED = {
    id
    for id, schema in OPERATIONS.items()
    if "metadata" in schema["x-operation"].get("sources", ()) and id not in NOT_OF_METADATA
}


# --- helpers


def softened(node: Json) -> Json:
    """Return a copy whose soft rules are hard: members of ``allOf``."""
    if isinstance(node, list):
        return [softened(each) for each in node]
    if not isinstance(node, dict):
        return node
    copy = {key: softened(value) for key, value in node.items() if key != "x-advice"}
    advice = [softened(each["schema"]) for each in node.get("x-advice", [])]
    if advice:
        copy["allOf"] = [*copy.get("allOf", []), *advice]
    return copy


def subschemas(node: Json) -> list[dict[str, Json]]:
    """Return every object inside a schema, itself included; examples and values left out."""
    if isinstance(node, list):
        return [found for each in node for found in subschemas(each)]
    if not isinstance(node, dict):
        return []
    data = ("examples", "enum", "const", "fix", "x-error", "x-basis", "x-operation")
    inner = [value for key, value in node.items() if key not in data]
    return [node, *subschemas(inner)]


def data_files() -> list[tuple[str, Json]]:
    return [*OPERATIONS.items(), *SHARED.items()]


READER = SchemaReader()
BODIES = {id: READER.inlined(str(FILES[id])) for id in OPERATIONS}
EVERYTHING = [found for _, schema in data_files() for found in subschemas(schema)]
ADVICE = [advice for node in EVERYTHING for advice in node.get("x-advice", [])]


def vocabulary(part: str = "") -> Draft202012Validator:
    """Return the validator of ``vocabulary.json``, or of one of its definitions."""
    return Draft202012Validator({"$ref": f"{BASE}/vocabulary.json{part}"}, registry=REGISTRY)


# --- form


@pytest.mark.parametrize(("name", "schema"), data_files(), ids=lambda each: str(each)[:40])
def test_schemas_are_json_schema_2020_12(name: str, schema: Json) -> None:
    """Any editor can use them as they are."""
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema", name
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("id", OPERATIONS)
def test_operations_keep_to_the_vocabulary(id: str) -> None:
    slips = [f"{e.json_path}: {e.message}" for e in vocabulary().iter_errors(OPERATIONS[id])]
    assert slips == [], f"{FILES[id]}: schemas/vocabulary.json says what may stand where"


@pytest.mark.parametrize(
    ("part", "data"),
    [
        *(("shared", shared) for shared in SHARED.values()),
        ("errors", ERRORS),
        ("products", PRODUCTS),
        ("rules", read(SCHEMAS / "rules.json")),
        ("sources.json", read(SCHEMAS / "sources.json")),
        ("graph", read(SCHEMAS / "graph.json")),
        ("operations", read(SCHEMAS / "mde" / "operations.json")),
        ("operations", read(SCHEMAS / "xdr" / "operations.json")),
    ],
)
def test_other_files_keep_to_the_vocabulary(part: str, data: Json) -> None:
    found = vocabulary(f"#/$defs/{part}").iter_errors(data)
    assert [f"{e.json_path}: {e.message}" for e in found] == []


def test_the_vocabulary_is_a_schema_itself() -> None:
    Draft202012Validator.check_schema(VOCABULARY)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("properties", "Comment", "x-advise"), []),
        (("properties", "IsolationType", "enums"), ["Full"]),
        (("properties", "IsolationType", "pattern"), "^Full$"),
        (("properties", "IsolationType", "format"), "sha-1"),
        (("properties", "IsolationType", "x-error"), {"enum": {"mesage": "no"}}),
        (("properties", "IsolationType", "x-error"), {"enmu": {"message": "no"}}),
        (("properties", "IsolationType", "x-basis"), {"enum": {"basis": "guessed", "source": "?"}}),
        (("x-advice", 0, "rule"), "missing-kye"),
        (("x-advice", 0, "schema"), {"requierd": ["IsolationType"]}),
        (("x-operation", "rateLimits"), {}),
        (("additionalProperties",), True),
    ],
)
def test_the_vocabulary_finds_a_slip(path: tuple[str | int, ...], value: Json) -> None:
    """A keyword misspelt anywhere would else be ignored without a word."""
    schema = deepcopy(OPERATIONS["isolate-machine"])
    place = schema
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not vocabulary().is_valid(schema)


def test_files_are_utf8_without_tabs_and_end_with_a_newline() -> None:
    for file in sorted(SCHEMAS.rglob("*.json")):
        text = file.read_bytes().decode("utf-8")
        assert text.endswith("}\n"), file
        assert not text.endswith("\n\n"), file
        assert "\t" not in text, file
        assert "\r" not in text, file


def test_references_lead_somewhere() -> None:
    """Relative ones, as any tool resolves them from the place of the file."""
    for name, schema in data_files():
        place = f"{BASE}/{'shared' if name in SHARED else 'mde'}/{name}.json"
        for node in subschemas(schema):
            if "$ref" in node:
                assert REGISTRY.resolver(place).lookup(node["$ref"]).contents


def test_sources_are_named_by_ids_and_every_id_is_used() -> None:
    sources = read(SCHEMAS / "sources.json")["sources"]
    graph = read(SCHEMAS / "graph.json")
    tables = [read(SCHEMAS / product / "operations.json") for product in ("mde", "xdr")]
    facts = [schema["x-operation"] for schema in OPERATIONS.values()]
    listed = [id for each in [graph, *tables, *facts] for id in each.get("sources", ())]
    said = [each["source"] for each in ADVICE]
    said += [each["source"] for node in EVERYTHING for each in node.get("x-basis", {}).values()]
    in_words = [id for text in said for id in re.findall(r"\{([^{}]+)\}", text)]
    elsewhere = {id for id in listed if re.fullmatch(r"[\w.-]+/[\w.-]+#\d+|https://\S+", id)}
    named = {*listed, *in_words} - elsewhere
    assert named - set(sources) == set(), (
        "a source is an id of schemas/sources.json, the address of a page, or owner/name#1"
    )
    assert set(sources) - named == set(), "delete what is not used from schemas/sources.json"


def test_every_shared_definition_is_used() -> None:
    used = {node["$ref"].rsplit("/", 1)[1] for node in EVERYTHING if "$ref" in node}
    assert used == {name for shared in SHARED.values() for name in shared["$defs"]}


# --- meaning


def test_every_object_is_closed_but_for_odata() -> None:
    """An unknown key is found at every depth, an ``@odata.`` annotation passes at every depth."""
    free = {"AdvancedQueryRunSettings", "alerts"}  # undocumented, and nothing is known of them
    for id, body in BODIES.items():
        for name, node in _members(body):
            if "properties" in node or ("object" in _types(node) and name not in free):
                assert node["additionalProperties"] is False, (id, name)
                assert node["patternProperties"] == {"^@odata\\.": True}, (id, name)
        assert body["type"] == "object", id


def _members(schema: Json, name: str = "") -> list[tuple[str, dict[str, Json]]]:
    """Return the schemas of a body and of its members at every depth, conditions left out."""
    found = [(name, schema)]
    for member, inner in schema.get("properties", {}).items():
        found += _members(inner, member)
    if "items" in schema:
        found += _members(schema["items"], name)
    return found


def _types(schema: Json) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else types


def test_null_passes_where_a_key_is_optional_and_only_there() -> None:
    one_of = {"File", "file"}  # names of one part, of which the form needs either
    for id, body in BODIES.items():
        for name, node in _members(body):
            for member, inner in node.get("properties", {}).items():
                required = member in node.get("required", []) or member in one_of
                assert _takes_null(inner) is not required, (id, name, member)


def _takes_null(schema: Json) -> bool:
    here = "null" in _types(schema) and None in schema.get("enum", [None])
    return here and all(_takes_null(each) for each in schema.get("allOf", []) if "type" in each)


def test_every_member_is_described() -> None:
    plain = {"certificateInfo", "latestScan", "advancedActiveConfiguration", "comments"}
    undescribed = [
        (id, name, member)
        for id, body in BODIES.items()
        for name, node in _members(body)
        for member, inner in node.get("properties", {}).items()
        if name not in plain and not inner.get("description")
    ]
    assert undescribed == []


def test_codes_are_those_of_the_error_pages() -> None:
    documented = {c: each for c, each in ERRORS["codes"].items() if each.get("documented", True)}
    assert {code: entry["status"] for code, entry in documented.items()} == CODES


def test_codes_that_no_table_has_were_seen() -> None:
    others = [each for each in ERRORS["codes"].values() if not each.get("documented", True)]
    assert others
    assert all(each["seen"] for each in others)


def test_the_code_of_too_many_requests_is_not_what_the_page_says() -> None:
    assert ERRORS["codes"]["TooManyRequests"]["aliases"] == ["429"]


def test_placeholders_are_those_of_the_message() -> None:
    for code, entry in ERRORS["codes"].items():
        for placeholder in entry["placeholders"]:
            assert f"{{{placeholder}}}" in entry["message"], code
        assert (entry["message"] or "").count("{") == len(entry["placeholders"]), code


def test_codes_formats_and_rules_that_schemas_name_are_known() -> None:
    errors = [each for node in EVERYTHING for each in node.get("x-error", {}).values()]
    assert errors
    for each in [*errors, *ADVICE]:
        assert {each.get("code", "BadRequest"), *each.get("also", [])} <= set(CODES)
        assert each.get("code") not in each.get("also", [])
        assert each.get("rule", "missing-key") in RULES
    assert {node["format"] for node in EVERYTHING if isinstance(node.get("format"), str)} <= FORMATS


def test_every_known_format_is_used() -> None:
    named = {node["format"] for node in EVERYTHING if isinstance(node.get("format"), str)}
    assert named == FORMATS, "a format of linter/defender_lint/checks/formats that no schema names"


def test_explanations_stand_beside_the_keyword_they_speak_of() -> None:
    for node in EVERYTHING:
        for keyword in ("x-error", "x-basis"):
            # Beside a reference, the keyword may stand in what it leads to.
            assert "$ref" in node or set(node.get(keyword, {})) <= set(node), node


def test_findings_stand_at_members_that_exist() -> None:
    for id, body in BODIES.items():
        for _, node in _members(body):
            for each in [*node.get("x-advice", []), *node.get("x-error", {}).values()]:
                assert "at" not in each or each["at"] in node["properties"], (id, each)


def test_spellings_differ_from_the_key_by_case_only() -> None:
    spelled = {
        (id, key): node["x-spellings"]
        for id, body in BODIES.items()
        for _, each in _members(body)
        for key, node in each.get("properties", {}).items()
        if "x-spellings" in node
    }
    assert spelled["update-alert", "status"] == ["Status"]
    for (_, key), spellings in spelled.items():
        assert {each.lower() for each in spellings} == {key.lower()}
        assert key not in spellings


def test_a_key_that_only_the_metadata_knows_says_so() -> None:
    """Undocumented keys are warned about unless they are null."""
    undocumented = [
        member["x-advice"][0]
        for body in BODIES.values()
        for _, node in _members(body)
        for member in node.get("properties", {}).values()
        if any(each["rule"] == "undocumented-key" for each in member.get("x-advice", []))
    ]
    assert len(undocumented) > 40
    assert all(advice["schema"] == {"type": "null"} for advice in undocumented)


def test_messages_are_sentences_without_a_full_stop() -> None:
    errors = [each for node in EVERYTHING for each in node.get("x-error", {}).values()]
    for each in [*errors, *ADVICE]:
        if "message" in each:
            assert not each["message"].endswith((".", " "))
            assert each["message"].count("`") % 2 == 0, each["message"]


# --- operations


def test_no_two_operations_share_a_request_line() -> None:
    lines = [(f["method"], f["path"]) for f in (s["x-operation"] for s in OPERATIONS.values())]
    assert len(set(lines)) == len(lines)


def test_operations_stand_in_the_folder_of_their_product() -> None:
    products = {id: schema["x-operation"]["product"] for id, schema in OPERATIONS.items()}
    assert {id: file.parent.name for id, file in FILES.items()} == products


def test_the_library_takes_a_form() -> None:
    assert OPERATIONS["upload-library"]["x-operation"]["contentType"] == "multipart/form-data"


def test_the_hunting_apis_are_being_retired() -> None:
    retired = {id for id, s in OPERATIONS.items() if "retirement" in s["x-operation"]}
    assert retired >= {"advanced-hunting", "run-advanced-query"}


def test_required_keys() -> None:
    assert {id: BODIES[id].get("required", []) for id in REQUIRED} == REQUIRED


def test_batch_limits_are_the_documented_ones() -> None:
    limits = {
        (id, member): inner["maxItems"]
        for id in {id for id, _ in BATCH_LIMITS}
        for member, inner in BODIES[id]["properties"].items()
        if "maxItems" in inner
    }
    assert limits == BATCH_LIMITS


def test_one_definition_serves_single_and_imported_indicators() -> None:
    single, imported = BODIES["post-ti-indicator"], BODIES["import-ti-indicators"]
    items = imported["properties"]["Indicators"]["items"]
    for keyword in ("required", "properties", "allOf", "x-advice"):
        assert single[keyword] == items[keyword]


@pytest.mark.parametrize("id", ["add-scan-definition", "update-scan-definition"])
def test_secrets_are_marked(id: str) -> None:
    params = BODIES[id]["properties"]["scanAuthenticationParams"]["properties"]
    assert [name for name, member in params.items() if member.get("writeOnly")] == [
        "communityString",
        "authPassword",
        "privPassword",
        "password",
        "privateKey",
    ]


# --- the service's own definitions


def _declared(type_: str) -> dict[str, str]:
    """Return the properties of a type, of its base types and of the types derived from it."""
    types = METADATA["types"]
    entry = types[type_]
    inherited = _declared(entry["base"]) if "base" in entry else {}
    derived = [types[name]["properties"] for name in types if types[name].get("base") == type_]
    return {
        **inherited,
        **entry["properties"],
        **{k: v for each in derived for k, v in each.items()},
    }


def _compare(schema: Json, declared: dict[str, str], type_: str) -> list[str]:
    """Return where the names or values of a body differ from the declared ones."""
    differences = []
    for name, member in schema["properties"].items():
        if name not in declared:
            if (type_, name) not in NOT_IN_METADATA:
                differences.append(f"{type_} has no {name}")
            continue
        inner = declared[name].removeprefix("Collection(").removesuffix(")")
        node = member.get("items", member)
        if inner in METADATA["enums"] and (type_, name) != ("AuthParamsBase", "type"):
            values = {value for value in node["enum"] if value is not None}
            expected = {*METADATA["enums"][inner], *VALUES_NOT_IN_METADATA.get(inner, ())}
            if values != expected:
                differences.append(f"{type_}.{name}: {sorted(values ^ expected)}")
        elif inner in METADATA["types"] and "properties" in node:
            differences += _compare(node, _declared(inner), inner)
    differences += [
        f"{type_}.{name} is not in the schema"
        for name in declared
        if name not in schema["properties"] and not _spelled(schema, name)
    ]
    return differences


def _spelled(schema: Json, name: str) -> bool:
    return any(name in each.get("x-spellings", []) for each in schema["properties"].values())


@pytest.mark.parametrize("id", sorted(DECLARED & set(METADATA["operations"])))
def test_names_and_values_are_those_that_the_service_declares(id: str) -> None:
    """Letter case included: the service calls its parameters case-sensitive."""
    entry = METADATA["operations"][id]
    type_ = entry.get("type", entry.get("action"))
    assert _compare(BODIES[id], entry["parameters"], type_) == []


def test_operations_that_the_service_declares_name_it_as_a_source() -> None:
    assert set(METADATA["operations"]) & set(OPERATIONS) == DECLARED, (
        "an operation has `metadata` among its sources if tests/data/service_metadata.json has its "
        "parameters, and else not"
    )


def test_scans_authenticate_in_the_ways_that_the_service_declares() -> None:
    params = BODIES["add-scan-definition"]["properties"]["scanAuthenticationParams"]["properties"]
    ways = [
        value
        for type_ in ("SnmpAuthType", "WindowsAuthType", "LinuxAuthType")
        for value in METADATA["enums"][type_]
    ]
    assert params["type"]["enum"] == [*ways, None]
    kinds = {value.rsplit(".", 1)[1] for value in params["@odata.type"]["enum"]}
    assert kinds == {n for n, t in METADATA["types"].items() if t.get("base") == "AuthParamsBase"}


# --- values that pages disagree about

# Classification: determinations, as the newest page of each operation pairs them.
ALERT = {
    "TruePositive": [
        "MultiStagedAttack", "MaliciousUserActivity", "CompromisedUser", "Malware", "Phishing",
        "UnwantedSoftware", "Other",
    ],
    "InformationalExpectedActivity": [
        "SecurityTesting", "LineOfBusinessApplication", "ConfirmedActivity", "Other",
    ],
    "FalsePositive": ["NotMalicious", "InsufficientData", "Other"],
}  # fmt: skip
BATCH = {
    "TruePositive": ALERT["TruePositive"],
    "InformationalExpectedActivity": [
        "SecurityTesting", "LineOfBusinessApplication", "ConfirmedUserActivity", "Other",
    ],
    "FalsePositive": ["Clean", "InsufficientData", "Other"],
}  # fmt: skip
INCIDENT = {
    "TruePositive": [
        "MultiStagedAttack", "MaliciousUserActivity", "CompromisedAccount", "Malware", "Phishing",
        "UnwantedSoftware", "Other",
    ],
    "InformationalExpectedActivity": ALERT["InformationalExpectedActivity"],
    # The page lists Clean, which the service was seen to refuse, where NotMalicious worked.
    "FalsePositive": ["NotMalicious", "NoEnoughDataToValidate", "Other"],
}  # fmt: skip
PAGES = {"update-alert": ALERT, "batch-update-alerts": BATCH, "update-incident": INCIDENT}


def hard(id: str, body: Json) -> bool:
    """Say whether a body breaks no hard rule; formats are not looked at."""
    return Draft202012Validator(BODIES[id]).is_valid(body)


def soft(id: str, body: Json) -> bool:
    """Say whether a body breaks no rule at all; formats and batches are not looked at."""
    return Draft202012Validator(softened(BODIES[id])).is_valid(body)


@pytest.mark.parametrize("id", PAGES)
def test_pairs_that_the_page_lists_are_silent_and_all_others_are_warnings(id: str) -> None:
    page = PAGES[id]
    everything = BODIES[id]["properties"]["determination"]["enum"]
    for classification, listed in page.items():
        for determination in everything:
            body = {"classification": classification, "determination": determination}
            if id == "batch-update-alerts":
                body["alertIds"] = ["da1"]
            assert hard(id, body), body
            assert soft(id, body) == (determination in listed or determination is None), body


@pytest.mark.parametrize("id", PAGES)
@pytest.mark.parametrize("value", ["benignPositive", "malware", "Not malicious"])
def test_values_that_no_source_lists_are_errors(id: str, value: str) -> None:
    assert not hard(id, {"alertIds": ["da1"], "determination": value})


@pytest.mark.parametrize("id", PAGES)
def test_at_most_one_advice_speaks_about_a_value(id: str) -> None:
    """A finding names its cause once, whichever advice is looked at first."""
    advices = [
        *BODIES[id]["properties"]["determination"]["x-advice"],
        *(a for a in BODIES[id]["x-advice"] if a.get("at") == "determination"),
    ]
    for classification in BODIES[id]["properties"]["classification"]["enum"]:
        for determination in BODIES[id]["properties"]["determination"]["enum"]:
            body = {"classification": classification, "determination": determination}
            spoken = [
                advice["rule"]
                for advice in advices
                if not Draft202012Validator(advice["schema"]).is_valid(
                    body if "at" in advice else determination
                )
            ]
            assert len(spoken) <= 1, (body, spoken)


def test_soft_rules_say_nothing_about_what_is_no_object() -> None:
    """Such a body is one error, not an error and a heap of warnings."""
    for id, schema in OPERATIONS.items():
        if "/machine" not in schema["x-operation"]["path"]:
            continue
        loose = {**softened(BODIES[id])}
        loose.pop("type")
        bodies: list[Json] = [None, [], "text", 1]
        for body in bodies:
            assert Draft202012Validator(loose).is_valid(body), (id, body)


# --- examples


@pytest.mark.parametrize(
    ("id", "number"), [(id, n) for id in OPERATIONS for n in range(len(OPERATIONS[id]["examples"]))]
)
def test_examples_break_no_rule(id: str, number: int) -> None:
    """Neither hard nor soft ones. Formats are judged where they are implemented."""
    example = OPERATIONS[id]["examples"][number]
    for schema in (BODIES[id], softened(BODIES[id])):
        found = Draft202012Validator(schema).iter_errors(example)
        assert [f"{e.json_path}: {e.message}" for e in found] == []


def test_indicators_have_an_example_of_each_family() -> None:
    kinds = {each["indicatorType"] for each in OPERATIONS["post-ti-indicator"]["examples"]}
    assert kinds == {"FileSha256", "IpAddress", "DomainName", "Url", "CertificateThumbprint"}
    assert OPERATIONS["import-ti-indicators"]["examples"] == [
        {"Indicators": OPERATIONS["post-ti-indicator"]["examples"]}
    ]
