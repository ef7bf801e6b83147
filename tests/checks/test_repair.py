"""Repair: keys and members are read as they were meant, and what is under them is still checked."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from defender_lint.checks.repair import repair

CASE = "the service documents that letter case matters (it may be lenient in places)"

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["Comment"],
    "properties": {
        "Comment": {"type": "string"},
        "IsolationType": {"enum": ["Full", "UnManagedDevice", None]},
        "status": {"x-spellings": ["Status"]},
        "isActive": {"type": ["boolean", "null"]},
        "generateAlert": {"type": ["boolean", "string", "null"]},
        "externalId": {"x-advice": [{"rule": "undocumented-key"}]},
        "items": {"items": {"required": ["key"], "properties": {"key": {}, "keys": {}}}},
    },
}


@pytest.mark.parametrize(
    "body",
    [
        {"Comment": "x", "IsolationType": "Full", "items": [{"key": 1}]},
        {"Comment": "x", "zzz": 1},
        {"Comment": "x", "@odata.comment": 1},
        {"IsolationType": "zzz", "isActive": "yes"},
        {"external": "x"},  # nobody is told to write a key that no page has
        [],
        "Comment",
        None,
    ],
)
def test_what_needs_no_repair_is_the_same_object(body: Any) -> None:
    repaired = repair(body, SCHEMA, {})
    assert repaired.value is body
    assert (repaired.troubles, repaired.written) == ([], {})


@pytest.mark.parametrize(
    ("body", "meant", "troubles"),
    [
        (
            {"comment": "x"},
            {"Comment": "x"},
            [("key-case", "/comment", "error", f"`comment` should be `Comment`: {CASE}")],
        ),
        (
            {"Status": "x"},
            {"status": "x"},
            [
                (
                    "key-case",
                    "/Status",
                    "warning",
                    "`Status` should be `status`: one documentation page prints the former, "
                    "all other sources the latter",
                )
            ],
        ),
        (
            {"STATUS": "x"},
            {"status": "x"},
            [("key-case", "/STATUS", "error", f"`STATUS` should be `status`: {CASE}")],
        ),
        (
            {"Isolation Type": "Full"},
            {"IsolationType": "Full"},
            [
                (
                    "key-typo",
                    "/Isolation Type",
                    "error",
                    "`Isolation Type` is not a parameter; `IsolationType` is meant",
                )
            ],
        ),
        (
            {"Commnet": "x"},
            {"Comment": "x"},
            [
                (
                    "key-typo",
                    "/Commnet",
                    "error",
                    "`Commnet` is not a parameter; `Comment` is meant",
                )
            ],
        ),
        (
            {"isolationtype": "full"},
            {"IsolationType": "Full"},
            [
                (
                    "key-case",
                    "/isolationtype",
                    "error",
                    f"`isolationtype` should be `IsolationType`: {CASE}",
                ),
                ("value-case", "/isolationtype", "error", f"`full` should be `Full`: {CASE}"),
            ],
        ),
        (
            {"IsolationType": "unmanaged device"},
            {"IsolationType": "UnManagedDevice"},
            [
                (
                    "unknown-value",
                    "/IsolationType",
                    "error",
                    "`unmanaged device` should be `UnManagedDevice`, exactly so",
                )
            ],
        ),
        (
            {"Items": [{}, {"KEY": 1, "Keys": 2}]},
            {"items": [{}, {"key": 1, "keys": 2}]},
            [
                ("key-case", "/Items", "error", f"`Items` should be `items`: {CASE}"),
                ("key-case", "/Items/1/KEY", "error", f"`KEY` should be `key`: {CASE}"),
                ("key-case", "/Items/1/Keys", "error", f"`Keys` should be `keys`: {CASE}"),
            ],
        ),
        (
            {"ExternalID": "x"},
            {"externalId": "x"},
            [("key-case", "/ExternalID", "error", f"`ExternalID` should be `externalId`: {CASE}")],
        ),
        # One key in two letter cases.
        (
            {"Comment": "x", "comment": "y"},
            {"Comment": "x"},
            [
                (
                    "duplicate-key",
                    "/comment",
                    "error",
                    "`comment` and `Comment` are one key if letter case does not matter, and "
                    "`comment` is unknown if it does; keep `Comment`",
                )
            ],
        ),
        (
            {"comment": "x", "COMMENT": "y"},
            {"Comment": "x"},
            [
                ("key-case", "/comment", "error", f"`comment` should be `Comment`: {CASE}"),
                (
                    "duplicate-key",
                    "/COMMENT",
                    "error",
                    "`COMMENT` and `comment` are one key if letter case does not matter, and "
                    "`COMMENT` is unknown if it does; keep one, as `Comment`",
                ),
            ],
        ),
        # Two unknown keys are just that, and left to the engine.
        ({"zzz": 1, "ZZZ": 2}, {"zzz": 1, "ZZZ": 2}, []),
    ],
)
def test_what_was_meant(body: Any, meant: Any, troubles: list[tuple[str, str, str, str]]) -> None:
    before = copy.deepcopy(body)
    repaired = repair(body, SCHEMA, {})
    assert body == before
    assert repaired.value == meant
    assert [
        (each.rule, "/" + "/".join(map(str, each.path)), each.severity, each.message)
        for each in repaired.troubles
    ] == troubles


@pytest.mark.parametrize(
    ("key", "code", "also", "applicability"),
    [
        # Required, so under its wrong name the service misses it.
        ("comment", "MissingRequiredParameter", ("InvalidRequestBody", "BadRequest"), "safe"),
        ("com_ment", "MissingRequiredParameter", ("InvalidRequestBody", "BadRequest"), "safe"),
        ("Coment", "MissingRequiredParameter", ("InvalidRequestBody", "BadRequest"), "unsafe"),
        # Optional, so it is only one that the service does not know.
        ("isolationType", "InvalidRequestBody", (), "safe"),
        ("IsolatoinType", "InvalidRequestBody", (), "unsafe"),
    ],
)
def test_codes_and_fixes_of_keys(
    key: str, code: str, also: tuple[str, ...], applicability: str
) -> None:
    (trouble,) = repair({key: "Full"}, SCHEMA, {}).troubles
    assert (trouble.code, trouble.also) == (code, also)
    assert trouble.replacement is not None
    assert trouble.replacement.applicability == applicability
    assert trouble.replacement.path == trouble.path == (key,)


def test_the_first_letter_case_of_two_is_related() -> None:
    (trouble,) = repair({"Comment": "x", "comment": "y"}, SCHEMA, {}).troubles
    ((message, path, _),) = trouble.related
    assert (message, path) == ("`Comment` stands here", ("Comment",))


def test_paths_lead_back_to_the_keys_as_written() -> None:
    repaired = repair({"Items": [{}, {"KEY": [5]}]}, SCHEMA, {})
    assert repaired.original(("items", 1, "key", 0)) == ("Items", 1, "KEY", 0)
    assert repaired.original(("items", 0, "key")) == ("Items", 0, "key")
    assert repaired.original(()) == ()


@pytest.mark.parametrize(
    ("written", "value"),
    [({("isActive",): True}, True), ({("other",): True}, "yes"), ({}, "yes")],
)
def test_a_plain_word_is_a_boolean_where_one_is_wanted(written: Any, value: Any) -> None:
    assert repair({"isActive": "yes"}, SCHEMA, written).value == {"isActive": value}


def test_a_plain_word_is_a_boolean_where_a_text_is_only_put_up_with() -> None:
    repaired = repair({"generateAlert": "yes"}, SCHEMA, {("generateAlert",): True})
    assert repaired.value == {"generateAlert": True}


def test_a_plain_word_stays_text_where_text_is_wanted() -> None:
    body = {"Comment": "yes"}
    assert repair(body, SCHEMA, {("Comment",): True}).value is body


def test_a_plain_word_under_a_misspelt_key() -> None:
    assert repair({"IsActive": "off"}, SCHEMA, {("IsActive",): False}).value == {"isActive": False}
