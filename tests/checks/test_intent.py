"""Intent: keys and members are read as they were meant, and what is under them is still checked."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from defender_lint.checks.intent import Intent, intent
from defender_lint.checks.plan import Plan
from defender_lint.sources.value import NO_HOLES

CASE = "the service documents that letter case matters"

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


def read(body: Any, readings: Any = None) -> Intent:
    return intent(body, Plan(SCHEMA), readings or {}, NO_HOLES)


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
def test_what_is_as_it_was_meant_is_the_same_object(body: Any) -> None:
    meant_by = read(body)
    assert meant_by.value is body
    assert (meant_by.diagnostics, meant_by.written) == ([], {})


@pytest.mark.parametrize(
    ("body", "meant", "diagnostics"),
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
                    "`unmanaged device` should be `UnManagedDevice`, "
                    "without spaces, underscores and hyphens",
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
def test_what_was_meant(
    body: Any, meant: Any, diagnostics: list[tuple[str, str, str, str]]
) -> None:
    before = copy.deepcopy(body)
    meant_by = read(body)
    assert body == before
    assert meant_by.value == meant
    assert [
        (each.rule, "/" + "/".join(map(str, each.path)), each.severity, each.message)
        for each in meant_by.diagnostics
    ] == diagnostics


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
    (found,) = read({key: "Full"}).diagnostics
    assert (found.code, found.also) == (code, also)
    assert found.fix is not None
    assert found.fix.applicability == applicability
    assert found.fix.path == found.path == (key,)


def test_the_first_letter_case_of_two_is_related() -> None:
    (found,) = read({"Comment": "x", "comment": "y"}).diagnostics
    ((message, path, _),) = found.related
    assert (message, path) == ("`Comment` is here", ("Comment",))


def test_paths_lead_back_to_the_keys_as_written() -> None:
    meant_by = read({"Items": [{}, {"KEY": [5]}]})
    assert meant_by.original(("items", 1, "key", 0)) == ("Items", 1, "KEY", 0)
    assert meant_by.original(("items", 0, "key")) == ("Items", 0, "key")
    assert meant_by.original(()) == ()


@pytest.mark.parametrize(
    ("written", "value"),
    [({("isActive",): True}, True), ({("other",): True}, "yes"), ({}, "yes")],
)
def test_a_plain_word_is_a_boolean_where_one_is_wanted(written: Any, value: Any) -> None:
    assert read({"isActive": "yes"}, written).value == {"isActive": value}


def test_a_plain_word_is_a_boolean_where_a_text_is_only_put_up_with() -> None:
    meant_by = read({"generateAlert": "yes"}, {("generateAlert",): True})
    assert meant_by.value == {"generateAlert": True}


def test_a_plain_word_stays_text_where_text_is_wanted() -> None:
    body = {"Comment": "yes"}
    assert read(body, {("Comment",): True}).value is body


def test_a_plain_word_under_a_misspelt_key() -> None:
    assert read({"IsActive": "off"}, {("IsActive",): False}).value == {"isActive": False}
