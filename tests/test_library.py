"""The library call: what a program gets, and what it is told when it asks wrongly."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from enum import Enum, IntEnum
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import defender_lint
from defender_lint import Finding, NotABody, UnknownApi, lint, lint_text
from defender_lint.checks import Context, context
from defender_lint.findings import Kind

COMMENT = {"Comment": "Contained"}


def brief(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.pointer) for finding in findings]


def test_every_public_name_is_there() -> None:
    for name in defender_lint.__all__:
        assert getattr(defender_lint, name) is not None
    assert set(defender_lint.__all__) <= set(dir(defender_lint))
    with pytest.raises(AttributeError, match=r"module 'defender_lint' has no attribute 'zzz'"):
        _ = defender_lint.zzz


# Values


def test_a_good_body_has_no_findings() -> None:
    assert lint(COMMENT, "unisolate-machine") == []
    assert lint(COMMENT, api="Unisolate_Machine") == []


def test_a_finding_of_a_value() -> None:
    (finding,) = lint({"comment": "x"}, api="unisolate-machine")
    assert finding == Finding(
        Kind(
            "key-case",
            "`comment` should be `Comment`: the service documents that letter case matters",
            code="MissingRequiredParameter",
            status=400,
            also=("InvalidRequestBody", "BadRequest"),
            severity="error",
            service_message="Parameter Comment is missing.",
        ),
        file="",
        document=0,
        api="unisolate-machine",
        pointer="/comment",
        span=None,
        excerpt=None,
        docs="https://learn.microsoft.com/defender-endpoint/api/unisolate-machine",
        fix=None,
    )


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        ({"Query": "T"}, [("deprecated-api", "")]),
        ({"Query": ""}, [("deprecated-api", ""), ("empty-value", "/Query")]),
        (COMMENT, []),  # eight operations take it; what isolation alone would add is left out
        ({"zzz": 1}, [("unknown-api", "")]),
        (None, [("unknown-api", "")]),
        ([], [("unknown-api", "")]),
    ],
)
def test_without_an_api_the_shape_decides(body: Any, findings: list[tuple[str, str]]) -> None:
    assert brief(lint(body)) == findings


@pytest.mark.parametrize("body", [None, [], "x", 5, 1.5, True])
def test_a_body_need_not_be_an_object(body: Any) -> None:
    (finding,) = lint(body, "unisolate-machine")
    assert finding.rule == ("missing-key" if body is None else "wrong-type")


class Isolation(str, Enum):
    FULL = "Full"


class Number(IntEnum):
    ONE = 1


class Text(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "something else"


class Fraction(float):
    pass


class Pair(NamedTuple):
    first: int
    second: int


FULL: dict[Any, Any] = {"Comment": "x", "IsolationType": "Full"}


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        ({"Comment": "x", "IsolationType": Isolation.FULL}, []),
        ({Text("Comment"): Text("x"), "IsolationType": "Full"}, []),
        (OrderedDict(Comment="x", IsolationType="Full"), []),
        (defaultdict(str, Comment="x", IsolationType="Full"), []),
        ({"Comment": Number.ONE, "IsolationType": "Full"}, [("wrong-type", "/Comment")]),
        ({"Comment": ("x",), "IsolationType": "Full"}, [("wrong-type", "/Comment")]),
        ({"Comment": Pair(1, 2), "IsolationType": "Full"}, [("wrong-type", "/Comment")]),
        ({**FULL, 1: "x"}, [("unknown-key", "/1")]),
        ({**FULL, Number.ONE: "x"}, [("unknown-key", "/1")]),
        ({**FULL, True: "x"}, [("unknown-key", "/true")]),
        ({**FULL, None: "x"}, [("unknown-key", "/null")]),
        ({**FULL, 1.5: "x"}, [("unknown-key", "/1.5")]),
        ({"Comment": Fraction(1), "IsolationType": "Full"}, [("wrong-type", "/Comment")]),
        ({"Comment": 10**4_000, "IsolationType": "Full"}, [("wrong-type", "/Comment")]),
    ],
)
def test_what_json_would_write_is_a_body(body: Any, findings: list[tuple[str, str]]) -> None:
    assert brief(lint(body, "isolate-machine")) == findings


def nested(levels: int, innermost: Any) -> Any:
    for _ in range(levels):
        innermost = [innermost]
    return innermost


SELF: dict[str, Any] = {}
SELF["a"] = [SELF]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({1, 2}, "the body: JSON has no set"),
        (b"{}", "the body: JSON has no bytes"),
        ({"a": [0, object()]}, "/a/1: JSON has no object"),
        ({"a/b": {"~": {1}}}, "/a~1b/~0: JSON has no set"),
        ({"a": float("nan")}, "/a: JSON has no nan"),
        ([float("-inf")], "/0: JSON has no -inf"),
        ({(1, 2): "x"}, "the body: a key is of type tuple, and JSON has only strings there"),
        ({"a": {b"b": "x"}}, "/a: a key is of type bytes, and JSON has only strings there"),
        ({10**5_000: "x"}, "the body: a number of more than 4,300 digits"),
        ({"a": "\ud800"}, "/a: a lone surrogate is not text"),
        ({"a": 10**4_300}, "/a: a number of more than 4,300 digits"),
        ({"a": -(10**5_000)}, "/a: a number of more than 4,300 digits"),
        (nested(65, 0), f"{'/0' * 30}…: nested more deeply than any body"),
        (SELF, f"{'/a/0' * 15}…: nested more deeply than any body"),
    ],
)
def test_not_a_body(body: Any, message: str) -> None:
    with pytest.raises(NotABody) as raised:
        lint(body, "isolate-machine")
    assert str(raised.value) == message


def test_a_key_that_is_no_text_in_the_end() -> None:
    with pytest.raises(NotABody, match="a lone surrogate is not text"):
        lint({"\udfff": 1}, "isolate-machine")


@pytest.mark.parametrize("innermost", [[], 0])
def test_the_deepest_body(innermost: Any) -> None:
    levels = 63 if innermost == [] else 64
    (finding,) = lint(nested(levels, innermost), "isolate-machine")
    assert finding.rule == "wrong-type"


def test_the_body_is_not_touched() -> None:
    body = {"comment": "x", "Items": [{"a": 1}]}
    lint(body, "isolate-machine")
    assert body == {"comment": "x", "Items": [{"a": 1}]}


def test_a_list_may_be_a_tuple() -> None:
    assert lint({"AlertIds": ("da1",), "status": "New"}, "batch-update-alerts") == lint(
        {"AlertIds": ["da1"], "status": "New"}, "batch-update-alerts"
    )


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(["Comment", "comment"]), inner)
    ),
    max_leaves=8,
)


@given(JSON)
def test_no_body_is_too_odd(body: Any) -> None:
    for api in (None, "isolate-machine", "import-ti-indicators"):
        lint(body, api)


# Texts


def test_places_of_a_text() -> None:
    (finding,) = lint_text('{\n  "comment": "x"\n}', "unisolate-machine", filename="a.json")
    assert finding.file == "a.json"
    assert finding.span is not None
    assert (finding.span.start.line, finding.span.start.column) == (2, 3)
    assert (finding.span.start.offset, finding.span.end.offset) == (4, 13)
    assert finding.excerpt is not None
    assert finding.excerpt.text == '  "comment": "x"'
    assert finding.fix is not None
    assert [(edit.offset, edit.length, edit.text) for edit in finding.fix.edits] == [
        (4, 9, '"Comment"')
    ]


@pytest.mark.parametrize(
    ("text", "options", "documents"),
    [
        ('{"Comment": 1}\n{"Comment": 2}', {"syntax": "ndjson"}, [0, 1]),
        ('{"Comment": 1}\n\n{"Comment": 2}', {"filename": "a.jsonl"}, [0, 1]),
        ("Comment: 1\n---\nComment: 2", {"syntax": "yaml"}, [0, 1]),
        ("Comment: 1\n---\nComment: x", {"filename": "a.yaml"}, [0]),
        ('{"Comment": 1}', {"filename": "a.json"}, [0]),
        ('{"Comment": 1}', {}, [0]),
    ],
)
def test_several_bodies_in_one_text(
    text: str, options: dict[str, Any], documents: list[int]
) -> None:
    findings = lint_text(text, "unisolate-machine", **options)
    assert [finding.document for finding in findings] == documents
    assert {finding.rule for finding in findings} == {"wrong-type"}


@pytest.mark.parametrize(
    ("text", "filename", "api"),
    [
        ("# defender-lint: api=run-av-scan\nComment: x", "a.yaml", "run-av-scan"),
        ('{"Comment": "x"}', "run-av-scan.json", "run-av-scan"),
        ('{"Comment": "x"}', "run-av-scan/web01.json", "run-av-scan"),
        ('{"Comment": "x", "ScanType": 5}', "a.json", "run-av-scan"),
    ],
)
def test_a_text_may_say_its_api(text: str, filename: str, api: str) -> None:
    (finding,) = lint_text(text, filename=filename)
    assert (finding.api, finding.pointer) == (api, "/ScanType")


def test_a_comment_that_names_no_api_is_a_finding() -> None:
    (finding,) = lint_text("# defender-lint: api=zzz\nComment: x", syntax="yaml")
    assert (finding.rule, finding.message) == (
        "unknown-api",
        "the comment names `zzz`, which is no API",
    )


@pytest.mark.parametrize("text", ["", " \n", "{", '{"a": NaN}', "\ufeff{}", "\ud800", "\x00"])
def test_no_text_is_too_odd(text: str) -> None:
    assert lint_text(text, "isolate-machine")
    assert lint_text(text)


# Both


@pytest.mark.parametrize("text", ["{}", ""])
def test_an_api_that_there_is_not(text: str) -> None:
    with pytest.raises(UnknownApi) as raised:
        lint_text(text, "isolat-machine")
    assert raised.value.suggestions[0] == "isolate-machine"
    with pytest.raises(UnknownApi):
        lint(None, "isolat-machine")


@pytest.mark.parametrize("api", [5, b"isolate-machine", ["isolate-machine"]])
def test_an_api_that_is_no_string(api: Any) -> None:
    with pytest.raises(TypeError, match="api must be a string, not "):
        lint({}, api)
    with pytest.raises(TypeError, match="api must be a string, not "):
        lint_text("{}", api)


def test_a_schema_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lint(COMMENT, "offboard-machine") == []
    found = lint({}, "offboard-machine")
    assert found
    monkeypatch.setattr(context, "load_gate", lambda *_: pytest.fail("generated again"))
    monkeypatch.setattr(Context, "engine_for", lambda *_: pytest.fail("compiled again"))
    assert lint(COMMENT, "offboard-machine") == []
    assert lint({}, "offboard-machine") == found
    assert lint_text('{"Comment": "x"}', "offboard-machine") == []
