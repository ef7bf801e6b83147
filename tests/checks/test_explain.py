"""Explain: what each violated keyword means, as a finding."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.catalogue.schemas import Schema
from defender_lint.checks import Context
from defender_lint.findings import Finding
from support import bare, findings

Check = Callable[..., list[Finding]]

SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
MISSING = "MissingRequiredParameter"
BAD_BODY = "InvalidRequestBody"
ALSO = (BAD_BODY, "BadRequest")


class Said(NamedTuple):
    """What a finding says."""

    rule: str
    code: str | None
    also: tuple[str, ...]
    severity: str
    pointer: str
    message: str
    service_message: str | None = "Invalid request body."


def said(finding: Finding) -> Said:
    return Said(*(getattr(finding, field) for field in Said._fields))


def closed(properties: Schema, *required: str, **keywords: Any) -> Schema:
    """Write an object's schema the way the shipped ones are written."""
    return {
        "type": "object",
        **({"required": list(required)} if required else {}),
        "properties": properties,
        "patternProperties": {"^@odata\\.": True},
        "additionalProperties": False,
        **keywords,
    }


def one(member: Schema, *required: str) -> Schema:
    return closed({"a": member}, *required)


TEXT: Schema = {"type": "string"}
NUMBERED = {f"p{n}": TEXT for n in range(13)}

# Schema, body, and the one finding.
KEYWORDS: list[tuple[str, Schema, Any, Said]] = [
    (
        "required",
        one(TEXT, "a"),
        {},
        Said(
            "missing-key", MISSING, ALSO, "error", "/a", "`a` is missing", "Parameter a is missing."
        ),
    ),
    (
        "required: null",
        one(TEXT, "a"),
        {"a": None},
        Said(
            "missing-key",
            MISSING,
            ALSO,
            "error",
            "/a",
            "`a` is null, which counts as missing",
            "Parameter a is missing.",
        ),
    ),
    (
        "required: in an item",
        one({"type": "array", "items": closed({"b": TEXT}, "b")}),
        {"a": [{"b": "x"}, {}]},
        Said(
            "missing-key",
            MISSING,
            ALSO,
            "error",
            "/a/1/b",
            "`b` is missing",
            "Parameter b is missing.",
        ),
    ),
    (
        "additionalProperties",
        closed({"a": TEXT, "b": TEXT, "@odata.type": TEXT}),
        {"zzz": 1},
        Said(
            "unknown-key",
            BAD_BODY,
            (),
            "error",
            "/zzz",
            "`zzz` is not a parameter of `test-api`; it takes `a` and `b`",
        ),
    ),
    (
        "additionalProperties: too many to list",
        closed(NUMBERED),
        {"zzz": 1},
        Said(
            "unknown-key", BAD_BODY, (), "error", "/zzz", "`zzz` is not a parameter of `test-api`"
        ),
    ),
    (
        "additionalProperties: in a member",
        one(closed({"b": TEXT})),
        {"a": {"zzz": 1}},
        Said(
            "unknown-key",
            BAD_BODY,
            (),
            "error",
            "/a/zzz",
            "`zzz` is not a parameter of `a`; it takes `b`",
        ),
    ),
    (
        "additionalProperties: in an item",
        one({"type": "array", "items": closed({"b": TEXT})}),
        {"a": [{"zzz": 1}]},
        Said(
            "unknown-key",
            BAD_BODY,
            (),
            "error",
            "/a/0/zzz",
            "`zzz` is not a parameter of an item of `a`; it takes `b`",
        ),
    ),
    (
        "type",
        one({"type": ["array", "null"]}),
        {"a": "x"},
        Said("wrong-type", BAD_BODY, (), "error", "/a", "`a` must be a list, not a string"),
    ),
    (
        "type: several",
        one({"type": ["boolean", "number", "null"]}),
        {"a": {}},
        Said(
            "wrong-type",
            BAD_BODY,
            (),
            "error",
            "/a",
            "`a` must be true or false or a number, not an object",
        ),
    ),
    (
        "type: of an item",
        one({"type": "array", "items": TEXT}),
        {"a": ["x", None]},
        Said(
            "wrong-type", BAD_BODY, (), "error", "/a/1", "item 2 of `a` must be a string, not null"
        ),
    ),
    (
        "type: of the body",
        one(TEXT),
        [],
        Said("wrong-type", BAD_BODY, (), "error", "", "the body must be an object, not a list"),
    ),
    (
        "enum",
        one({"type": "string", "enum": ["Full", "Selective"]}),
        {"a": "Partial"},
        Said(
            "unknown-value",
            BAD_BODY,
            (),
            "error",
            "/a",
            "`Partial` is not a value of `a`; use `Full` or `Selective`",
        ),
    ),
    (
        "enum: a near miss",
        one({"type": "string", "enum": ["Full", "Selective"]}),
        {"a": "Selectiv"},
        Said(
            "unknown-value",
            BAD_BODY,
            (),
            "error",
            "/a",
            "`Selectiv` is not a value of `a`; did you mean `Selective`?",
        ),
    ),
    (
        "enum: another letter case",
        one({"type": "string", "enum": ["Full", "Selective"]}),
        {"a": "full"},
        Said(
            "value-case",
            BAD_BODY,
            (),
            "error",
            "/a",
            "`full` should be `Full`: the service documents that letter case matters",
        ),
    ),
    (
        "enum: another spelling",
        one({"type": "string", "enum": ["InProgress", "Resolved"]}),
        {"a": "in progress"},
        Said(
            "unknown-value",
            BAD_BODY,
            (),
            "error",
            "/a",
            "`in progress` should be `InProgress`, without spaces, underscores and hyphens",
        ),
    ),
    (
        "enum: too many to list",
        one({"enum": [f"value{n}" for n in range(13)]}),
        {"a": "zzz"},
        Said("unknown-value", BAD_BODY, (), "error", "/a", "`zzz` is not a value of `a`"),
    ),
    (
        "const",
        one({"const": 5}),
        {"a": 6},
        Said("unknown-value", BAD_BODY, (), "error", "/a", "`a` must be `5`, not `6`"),
    ),
    (
        "maxItems",
        one({"type": "array", "maxItems": 1_000}),
        {"a": ["x"] * 1_001},
        Said(
            "batch-size",
            "MaximumBatchSizeExceeded",
            (),
            "error",
            "/a",
            "`a` holds 1,001 items, and one call takes 1,000 at most",
            "Maximum batch size exceeded. Received: 1001, allowed: 1000.",
        ),
    ),
    (
        "minItems",
        one({"type": "array", "minItems": 1}),
        {"a": []},
        Said("empty-value", BAD_BODY, (), "error", "/a", "`a` is empty"),
    ),
    (
        "minimum",
        one({"type": "integer", "minimum": 1_000}),
        {"a": 999},
        Said("out-of-range", BAD_BODY, (), "error", "/a", "`a` must be at least 1,000"),
    ),
    (
        "maximum",
        one({"type": "integer", "maximum": 255}),
        {"a": 256},
        Said("out-of-range", BAD_BODY, (), "error", "/a", "`a` must be at most 255"),
    ),
    (
        "not",
        one({"not": {"const": "x"}}),
        {"a": "x"},
        Said("inconsistent-values", BAD_BODY, (), "error", "/a", "`a` must not be `x`"),
    ),
    (
        "not, of a list",
        one({"not": {"items": {"const": "x"}}}),
        {"a": ["x"]},
        Said(
            "inconsistent-values",
            BAD_BODY,
            (),
            "error",
            "/a",
            "`a` holds values that do not go together",
        ),
    ),
    (
        "anyOf",
        closed({"a": TEXT, "b": TEXT}, anyOf=[{"required": ["a"]}, {"required": ["b"]}]),
        {},
        Said(
            "inconsistent-values",
            BAD_BODY,
            (),
            "error",
            "",
            "the body has none of the forms that it may have",
        ),
    ),
    (
        "contains",
        one({"type": "array", "contains": {"const": "x"}}),
        {"a": ["y"]},
        Said(
            "inconsistent-values",
            BAD_BODY,
            (),
            "error",
            "/a",
            "`a` lacks an item that it must hold",
        ),
    ),
    (
        "format: not-blank",
        one({"type": "array", "items": {"type": "string", "format": "not-blank"}}),
        {"a": ["x", " "]},
        Said("empty-value", BAD_BODY, (), "error", "/a/1", "item 2 of `a` is blank"),
    ),
    (
        "format: a hash",
        one({"format": "sha1"}),
        {"a": "abc"},
        Said(
            "hash-value",
            "InvalidHashValue",
            (),
            "error",
            "/a",
            "`abc` has 3 hexadecimal digits; a SHA-1 has 40",
            "Hash value abc is invalid.",
        ),
    ),
    (
        "format: an address",
        one({"format": "ip-address"}),
        {"a": "x"},
        Said(
            "ip-address",
            "InvalidIpAddress",
            (),
            "error",
            "/a",
            "`x` is neither an IPv4 nor an IPv6 address",
            "IP address x is invalid.",
        ),
    ),
    (
        "format: a host name",
        one({"format": "domain-name"}),
        {"a": "x"},
        Said(
            "domain-name",
            "InvalidDomainName",
            (),
            "error",
            "/a",
            "`x` is a single label; a domain name has at least two",
            "Domain name x is invalid.",
        ),
    ),
    (
        "format: a URL",
        one({"format": "absolute-url"}),
        {"a": "x"},
        Said(
            "url",
            "InvalidUrl",
            (),
            "error",
            "/a",
            "`x` is not a URL: scheme, `://`, host, then the path",
            "URL x is invalid.",
        ),
    ),
    (
        "format: a point in time",
        one({"format": "timestamp"}),
        {"a": "x"},
        Said(
            "timestamp",
            BAD_BODY,
            (),
            "error",
            "/a",
            "`x` is not ISO 8601 with a time zone, such as `2030-01-31T00:00:00Z`",
        ),
    ),
    (
        "format: a form's boolean",
        one({"format": "form-boolean"}),
        {"a": "x"},
        Said("wrong-type", BAD_BODY, (), "error", "/a", "`a` must be `true` or `false`, not `x`"),
    ),
    (
        "format: blanks around",
        one({"format": "sha1"}),
        {"a": f" {SHA1}"},
        Said(
            "surrounding-blanks",
            "InvalidHashValue",
            (),
            "error",
            "/a",
            f"`a` has spaces around it; write `{SHA1}`",
            f"Hash value  {SHA1} is invalid.",
        ),
    ),
    (
        "format: defanged",
        one({"format": "domain-name"}),
        {"a": "bad[.]example"},
        Said(
            "defanged-value",
            "InvalidDomainName",
            (),
            "error",
            "/a",
            "`bad[.]example` is defanged; the service takes the real value: `bad.example`",
            "Domain name bad[.]example is invalid.",
        ),
    ),
    (
        "x-batch",
        one({"type": "array", "x-advice": [{"rule": "duplicate-item", "schema": {"x-batch": {}}}]}),
        {"a": ["x", "y", "x"]},
        Said(
            "duplicate-item",
            None,
            (),
            "warning",
            "/a/2",
            "this item is in the batch already, as item 1",
            None,
        ),
    ),
    (
        "x-batch: agree",
        one(
            {
                "x-advice": [
                    {
                        "rule": "duplicate-item",
                        "code": BAD_BODY,  # is about duplicates only
                        "schema": {"x-batch": {"identity": ["id"], "agree": ["do"]}},
                    }
                ]
            }
        ),
        {"a": [{"id": "x", "do": "Block"}, {"id": "x", "do": "Warn"}]},
        Said(
            "inconsistent-values",
            None,
            (),
            "warning",
            "/a/1/do",
            "`Warn` contradicts `Block`, which item 1 has for the same value",
            None,
        ),
    ),
    (
        "x-sequence",
        one(
            {
                "x-advice": [
                    {
                        "rule": "command-order",
                        "code": BAD_BODY,
                        "also": ["InvalidInput"],
                        "schema": {
                            "x-sequence": {"member": "is", "stages": [["Put", "Run"], ["Get"]]}
                        },
                    }
                ]
            }
        ),
        {"a": [{"is": "Get"}, {"is": "Run"}]},
        Said(
            "command-order",
            BAD_BODY,
            ("InvalidInput",),
            "warning",
            "/a/1",
            "`Run` comes after `Get` (item 1); `Put` and `Run` come before `Get`",
        ),
    ),
]


@pytest.mark.parametrize(
    ("schema", "body", "finding"),
    [pytest.param(*row[1:], id=row[0]) for row in KEYWORDS],
)
def test_a_violated_keyword(check_by: Check, schema: Schema, body: Any, finding: Said) -> None:
    assert [said(each) for each in check_by(schema, body)] == [finding]


# What x-error, beside the keyword, changes in the finding of `{}` or `{"a": …}`.
ERRORS: list[tuple[str, Schema, Any, Said]] = [
    (
        "code and also",
        closed(
            {"a": TEXT}, "a", **{"x-error": {"required": {"code": "BadRequest", "also": [MISSING]}}}
        ),
        {},
        Said(
            "missing-key",
            "BadRequest",
            (MISSING,),
            "error",
            "/a",
            "`a` is missing",
            "General Bad Request error message.",
        ),
    ),
    (
        "also alone",
        closed({"a": TEXT}, "a", **{"x-error": {"required": {"also": []}}}),
        {},
        Said(
            "missing-key", MISSING, (), "error", "/a", "`a` is missing", "Parameter a is missing."
        ),
    ),
    (
        "rule and message",
        one(
            {
                "type": "string",
                "x-error": {
                    "type": {"rule": "inconsistent-values", "message": "{key} is `{value}`"}
                },
            }
        ),
        {"a": 5},
        Said("inconsistent-values", BAD_BODY, (), "error", "/a", "a is `5`"),
    ),
    (
        "message about a container",
        one({"type": "string", "x-error": {"type": {"message": "`{key}` is `{value}`"}}}),
        {"a": ["x"]},
        Said("wrong-type", BAD_BODY, (), "error", "/a", "`a` is a list"),
    ),
    (
        "message about what looks like a placeholder",
        one({"enum": ["x"], "x-error": {"enum": {"message": "`{value}` is not for `{key}`"}}}),
        {"a": "{key}"},
        Said("unknown-value", BAD_BODY, (), "error", "/a", "`{key}` is not for `a`"),
    ),
    (
        "code that names the key",
        one({"format": "not-blank", "x-error": {"format": {"code": "InvalidInput"}}}),
        {"a": ""},
        Said("empty-value", "InvalidInput", (), "error", "/a", "`a` is empty", "Invalid input a."),
    ),
    (
        "code that quotes the value",
        one({"format": "not-blank", "x-error": {"format": {"code": "InvalidHashValue"}}}),
        {"a": " "},
        Said(
            "empty-value",
            "InvalidHashValue",
            (),
            "error",
            "/a",
            "`a` is blank",
            "Hash value   is invalid.",
        ),
    ),
    (
        "at a member that is missing",
        closed(
            {"a": TEXT, "b": TEXT},
            anyOf=[{"required": ["a"]}, {"required": ["b"]}],
            **{
                "x-error": {
                    "anyOf": {
                        "rule": "missing-key",
                        "code": MISSING,
                        "at": "a",
                        "message": "no {key}",
                    }
                }
            },
        ),
        {},
        Said("missing-key", MISSING, ALSO, "error", "/a", "no a", "Parameter a is missing."),
    ),
    (
        "at a member that is there",
        closed(
            {"a": TEXT, "b": TEXT},
            **{
                "not": {"required": ["a", "b"]},
                "x-error": {"not": {"at": "b", "message": "`{key}` is {value}"}},
            },
        ),
        {"a": "x", "b": "y"},
        Said("inconsistent-values", BAD_BODY, (), "error", "/b", "`b` is y"),
    ),
    (
        "a list that lacks an item: the list is not what is missing",
        one(
            {
                "contains": {"const": "x"},
                "x-error": {
                    "contains": {"rule": "missing-key", "code": MISSING, "message": "`x` is needed"}
                },
            }
        ),
        {"a": []},
        Said("missing-key", MISSING, ALSO, "error", "/a", "`x` is needed", None),
    ),
    (
        "alternatives",
        one(
            {
                "format": "sha1",
                "x-error": {
                    "format": {"alternatives": {"sha256": "a SHA-256", "md5": "it is an MD5"}}
                },
            }
        ),
        {"a": "0" * 32},
        Said(
            "hash-value",
            "InvalidHashValue",
            (),
            "error",
            "/a",
            f"`{'0' * 32}` has 32 hexadecimal digits; a SHA-1 has 40; it is an MD5",
            f"Hash value {'0' * 32} is invalid.",
        ),
    ),
    (
        "a basis that is only implied",
        closed({"a": TEXT}, "a", **{"x-basis": {"required": {"basis": "implied"}}}),
        {},
        Said(
            "missing-key",
            MISSING,
            ALSO,
            "warning",
            "/a",
            "`a` is missing",
            "Parameter a is missing.",
        ),
    ),
    (
        "any other basis",
        closed({"a": TEXT}, "a", **{"x-basis": {"required": {"basis": "observed"}}}),
        {},
        Said(
            "missing-key", MISSING, ALSO, "error", "/a", "`a` is missing", "Parameter a is missing."
        ),
    ),
]


@pytest.mark.parametrize(
    ("schema", "body", "finding"),
    [pytest.param(*row[1:], id=row[0]) for row in ERRORS],
)
def test_what_a_schema_says_of_an_error(
    check_by: Check, schema: Schema, body: Any, finding: Said
) -> None:
    assert [said(each) for each in check_by(schema, body)] == [finding]


def advice(rule: str, schema: Schema, message: str = "not so", **more: Any) -> Schema:
    return {"rule": rule, "message": message, "schema": schema, **more}


ADVICES: list[tuple[str, Schema, Any, list[Said]]] = [
    (
        "nothing to say",
        one({"x-advice": [advice("legacy-value", {"not": {"const": "Old"}})]}),
        {"a": "New"},
        [],
    ),
    (
        "no code: no answer is predicted",
        one(
            {
                "x-advice": [
                    advice("legacy-value", {"not": {"const": "Old"}}, "`{value}` in `{key}`")
                ]
            }
        ),
        {"a": "Old"},
        [Said("legacy-value", None, (), "warning", "/a", "`Old` in `a`", None)],
    ),
    (
        "with a code",
        one(
            {"x-advice": [advice("url", {"format": "web-url"}, code="InvalidUrl", also=[BAD_BODY])]}
        ),
        {"a": "ftp://x"},
        [
            Said(
                "url",
                "InvalidUrl",
                (BAD_BODY,),
                "warning",
                "/a",
                "not so",
                "URL ftp://x is invalid.",
            )
        ],
    ),
    (
        "at one place the first advice speaks",
        one(
            {
                "x-advice": [
                    advice("legacy-value", {"not": {"const": "Older"}}, "first"),
                    advice("display-value", {"not": {"enum": ["Old", "Older"]}}, "second"),
                ]
            }
        ),
        {"a": "Older"},
        [Said("legacy-value", None, (), "warning", "/a", "first", None)],
    ),
    (
        "an error at the same value silences it",
        one({"enum": ["New"], "x-advice": [advice("legacy-value", {"not": {"const": "Old"}})]}),
        {"a": "Old"},
        [
            Said(
                "unknown-value",
                BAD_BODY,
                (),
                "error",
                "/a",
                "`Old` is not a value of `a`; use `New`",
            )
        ],
    ),
    (
        "a value of the wrong type has nothing else wrong",
        one(
            {
                "type": "string",
                "enum": ["New"],
                "x-advice": [advice("legacy-value", {"type": "string"})],
            }
        ),
        {"a": []},
        [Said("wrong-type", BAD_BODY, (), "error", "/a", "`a` must be a string, not a list")],
    ),
    (
        "at: a member that is there",
        closed(
            {"a": TEXT, "b": TEXT}, **{"x-advice": [advice("url", {"maxProperties": 1}, at="b")]}
        ),
        {"a": "x", "b": "y"},
        [Said("url", None, (), "warning", "/b", "not so", None)],
    ),
    (
        "at: a member that is missing",
        closed(
            {"a": TEXT},
            **{"x-advice": [advice("missing-key", {"required": ["a"]}, at="a", code=MISSING)]},
        ),
        {},
        [Said("missing-key", MISSING, (), "warning", "/a", "not so", "Parameter a is missing.")],
    ),
    (
        "required without at: the first that is missing",
        closed(
            {"a": TEXT, "b": TEXT, "c": TEXT},
            **{"x-advice": [advice("missing-key", {"required": ["a", "b", "c"]}, "`{key}`?")]},
        ),
        {"a": "x"},
        [Said("missing-key", None, (), "warning", "/b", "`b`?", None)],
    ),
    (
        "inside the members of an item",
        one(
            {
                "items": closed(
                    {"b": TEXT},
                    **{"x-advice": [advice("url", {"properties": {"b": {"format": "sha1"}}})]},
                )
            }
        ),
        {"a": [{"b": SHA1}, {"b": "x"}]},
        [Said("url", None, (), "warning", "/a/1/b", "not so", None)],
    ),
    (
        "an undocumented key",
        one(
            {
                "type": ["integer", "null"],
                "x-advice": [advice("undocumented-key", {"type": "null"})],
            }
        ),
        {"a": 5},
        [Said("undocumented-key", None, (), "warning", "/a", "not so", None)],
    ),
    (
        "an undocumented key, and its value of the wrong type",
        one(
            {
                "type": ["integer", "null"],
                "x-advice": [advice("undocumented-key", {"type": "null"}, "`{key}`!")],
            }
        ),
        {"a": "x"},
        [
            Said(
                "wrong-type",
                BAD_BODY,
                (),
                "error",
                "/a",
                "`a` must be a whole number, not a string",
            ),
            Said("undocumented-key", None, (), "warning", "/a", "`a`!", None),
        ],
    ),
    (
        "two advices about one object",
        closed(
            {"a": TEXT},
            **{
                "x-advice": [
                    advice("inconsistent-values", {"maxProperties": 0}, "first"),
                    advice("inconsistent-values", {"not": {"required": ["a"]}}, "second"),
                ]
            },
        ),
        {"a": "x"},
        [
            Said("inconsistent-values", None, (), "warning", "", "first", None),
            Said("inconsistent-values", None, (), "warning", "", "second", None),
        ],
    ),
]


@pytest.mark.parametrize(
    ("schema", "body", "findings"),
    [pytest.param(*row[1:], id=row[0]) for row in ADVICES],
)
def test_an_advice(check_by: Check, schema: Schema, body: Any, findings: list[Said]) -> None:
    assert [said(each) for each in check_by(schema, body)] == findings


# A member's schema, its value as written, and the fix: applicability and text.
FIXES: list[tuple[Schema, str, tuple[str, str] | None]] = [
    (TEXT, "5", ("unsafe", '"5"')),
    (TEXT, "-1.5", ("unsafe", '"-1.5"')),
    (TEXT, "true", None),  # nobody means the text "true"
    (TEXT, "[]", None),
    ({"type": "string", "enum": ["High"]}, "true", None),  # a fix that is wrong again is none
    ({"type": "boolean"}, '"True"', ("unsafe", "true")),
    ({"type": "boolean"}, '"yes"', None),
    ({"type": "integer"}, '" 12 "', ("unsafe", "12")),
    ({"type": "integer"}, '"1.5"', None),
    ({"type": "integer"}, '"\uff11"', None),
    ({"enum": ["Full"]}, '"full"', ("safe", '"Full"')),
    ({"enum": ["Full"]}, '"Ful"', ("unsafe", '"Full"')),
    ({"enum": ["Full"]}, '"zzz"', None),
    ({"format": "sha1"}, f'"{SHA1} "', ("safe", f'"{SHA1}"')),
    ({"format": "domain-name"}, '"bad[.]example"', ("unsafe", '"bad.example"')),
    ({"format": "domain-name"}, '"bad"', None),
    (
        {
            "x-advice": [
                advice(
                    "display-value",
                    {"not": {"const": "In progress"}},
                    fix={"replace": {"In progress": "InProgress"}, "applicability": "safe"},
                )
            ]
        },
        '"In progress"',
        ("safe", '"InProgress"'),
    ),
    (
        {
            "x-advice": [
                advice(
                    "wrong-type",
                    {"type": "boolean"},
                    fix={"replace": {"True": True}, "applicability": "safe"},
                )
            ]
        },
        '"True"',
        ("safe", "true"),
    ),
]


@pytest.mark.parametrize(("member", "value", "fix"), FIXES)
def test_a_fix(check_by: Check, member: Schema, value: str, fix: tuple[str, str] | None) -> None:
    text = f'{{"b": 1, "a": {value}}}'
    schema = closed({"a": member, "b": {}})
    (finding,) = check_by(schema, text)
    if fix is None:
        assert finding.fix is None
        return
    assert finding.fix is not None
    (edit,) = finding.fix.edits
    assert (finding.fix.applicability, edit.text) == fix
    assert text[edit.offset : edit.offset + edit.length] == value
    corrected = text[: edit.offset] + edit.text + text[edit.offset + edit.length :]
    assert check_by(schema, corrected) == []


def test_places(check_by: Check) -> None:
    """The key for a key, the value for a value, the opening brace for what is missing."""
    undocumented = {"x-advice": [advice("undocumented-key", {"type": "null"})]}
    inner = closed({"b": TEXT, "c": TEXT}, "b", "c")
    foreign = advice("foreign-parameter", {"properties": {"f": {"type": "null"}}}, at="f")
    schema = closed({"a": inner, "d": TEXT, "e": undocumented, "f": {}}, **{"x-advice": [foreign]})
    text = '{"e": 5, "f": 6, "d": [1], "a": {"zzz": 0, "c": null}}'
    spans = [(finding.rule, finding.span) for finding in check_by(schema, text)]
    assert [(rule, span and text[span.start.offset : span.end.offset]) for rule, span in spans] == [
        ("undocumented-key", '"e"'),
        ("foreign-parameter", '"f"'),
        ("wrong-type", "[1]"),
        ("missing-key", "{"),
        ("unknown-key", '"zzz"'),
        ("missing-key", "null"),
    ]


def test_related_places(check_by: Check) -> None:
    schema = one({"x-advice": [{"rule": "duplicate-item", "schema": {"x-batch": {}}}]})
    (finding,) = check_by(schema, '{"a": ["x",\n "x"]}')
    (first,) = finding.related
    assert first.message == "item 1 is here"
    assert (first.span.start.line, first.span.start.column) == (1, 8)


def test_what_stands_behind_an_alias_is_one_mistake(check_by: Check) -> None:
    schema = closed({"a": {"items": closed({"b": TEXT})}})
    (finding,) = check_by(schema, "a:\n- &first {zzz: 1}\n- *first\n", syntax="yaml")
    assert (finding.rule, finding.pointer) == ("unknown-key", "/a/0/zzz")


def test_items_come_in_their_order_also_without_a_text(check_by: Check) -> None:
    schema = one({"type": "array", "items": TEXT})
    pointers = [finding.pointer for finding in check_by(schema, {"a": [0] * 12})]
    assert pointers == [f"/a/{n}" for n in range(12)]


def test_pointers_are_escaped(check_by: Check) -> None:
    (finding,) = check_by(one(TEXT), {"x/y~z": 1})
    assert finding.pointer == "/x~1y~0z"


def test_too_many_findings_are_summed_up(check_by: Check) -> None:
    schema = one({"type": "array", "items": TEXT})
    *shown, last = check_by(schema, json.dumps({"a": [0] * 1_500}), most=3)
    assert [finding.pointer for finding in shown] == ["/a/0", "/a/1", "/a/2"]
    assert said(last) == Said(
        "limit-exceeded",
        None,
        (),
        "error",
        "/a/3",
        "1,497 more findings in this body from here on; fix those above first",
        None,
    )
    assert last.fix is None


@pytest.mark.parametrize("id", ["run-advanced-query", "advanced-hunting"])
@pytest.mark.parametrize(
    ("day", "severity", "said_of_the_day"),
    [
        ("2027-01-31", "warning", "this API stops returning data on 2027-02-01"),
        ("2027-02-01", "error", "this API has returned no data since 2027-02-01"),
    ],
)
def test_a_retirement_is_a_warning_until_its_day(
    catalogue: Catalogue, id: str, day: str, severity: str, said_of_the_day: str
) -> None:
    context = Context(catalogue, now=datetime.fromisoformat(f"{day}T00:00:00+00:00"))
    (finding,) = findings(bare({"Query": "DeviceInfo"}), catalogue[id], context)
    stats = ", and no `Stats`" if id == "advanced-hunting" else ""
    assert said(finding) == Said(
        "deprecated-api",
        None,
        (),
        severity,
        "",
        f"{said_of_the_day}; use "
        "`POST https://graph.microsoft.com/v1.0/security/runHuntingQuery`; "
        "it needs the permission `ThreatHunting.Read.All`; `Query` stays; "
        f"the answer has `schema` and `results` for `Schema` and `Results`{stats}",
        None,
    )


def test_a_key_that_is_a_token_is_nowhere_shown(check_by: Check) -> None:
    jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijk"
    (finding,) = check_by(closed({"a": {}}), json.dumps({"a": 1, jwt: 2}))
    assert jwt not in repr(finding)
    assert finding.pointer == f"/{'*' * len(jwt)}"
