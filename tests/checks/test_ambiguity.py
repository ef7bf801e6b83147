"""A body of several possible operations, or of none."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from defender_lint.catalogue import Catalogue, UnknownApi
from defender_lint.checks import Context
from defender_lint.checks.ambiguity import unknown_comment
from defender_lint.checks.locate import placed
from defender_lint.findings import Finding
from support import bare, findings, read

SAY = (
    "say which one with `--api ID`, a comment `# defender-lint: api=ID` (YAML), or a file name "
    "such as `isolate-machine.json`"
)
QUERIES = ["advanced-hunting", "run-advanced-query"]


def candidates(catalogue: Catalogue, body: Any, *ids: str) -> list[Finding]:
    operations = tuple(catalogue[id] for id in ids)
    found = findings(bare(body), operations, Context(catalogue))
    # An API that is being retired is so whatever its body is.
    return [finding for finding in found if finding.rule != "deprecated-api"]


def test_one_candidate_is_no_question(catalogue: Catalogue) -> None:
    (finding,) = candidates(catalogue, {}, "unisolate-machine")
    assert (finding.api, finding.docs) == (
        "unisolate-machine",
        "https://learn.microsoft.com/defender-endpoint/api/unisolate-machine",
    )


def test_candidates_that_agree_speak_with_one_voice(catalogue: Catalogue) -> None:
    (finding,) = candidates(catalogue, {"Query": 5}, *QUERIES)
    assert finding.api == "advanced-hunting,run-advanced-query"
    assert finding.docs is None  # no page speaks of both
    assert (finding.rule, finding.pointer, finding.code) == (
        "wrong-type",
        "/Query",
        "InvalidRequestBody",
    )


def test_a_message_names_no_one_candidate(catalogue: Catalogue) -> None:
    (finding,) = candidates(catalogue, {"Query": "T", "zzz": 1}, *QUERIES)
    assert finding.message == (
        "`zzz` is not a parameter of any of the APIs that it may be meant for; it takes `Query`"
    )


def test_candidates_that_have_nothing_to_say(catalogue: Catalogue) -> None:
    assert candidates(catalogue, {"Query": "T | take 1"}, *QUERIES) == []


def test_candidates_whose_errors_differ(catalogue: Catalogue) -> None:
    (finding,) = candidates(catalogue, {"Comment": "x"}, "unisolate-machine", "run-av-scan")
    assert (finding.rule, finding.code, finding.status) == ("ambiguous-api", None, None)
    assert (finding.severity, finding.pointer) == ("error", "")
    assert finding.api == "unisolate-machine,run-av-scan"
    assert finding.message == (
        "this body could be meant for `unisolate-machine` or `run-av-scan`, "
        f"and they would not answer the same; {SAY}"
    )


def test_warnings_that_only_some_give_are_left_out(catalogue: Catalogue) -> None:
    # Only isolation misses its IsolationType.
    body = {"Comment": " "}
    (finding,) = candidates(catalogue, body, "isolate-machine", "unisolate-machine")
    assert (finding.rule, finding.pointer, finding.severity) == (
        "empty-value",
        "/Comment",
        "warning",
    )


def test_where_an_undecided_body_is_marked(catalogue: Catalogue) -> None:
    (request,) = read('\n  {"Comment": "x"}')
    operations = (catalogue["unisolate-machine"], catalogue["run-av-scan"])
    (finding,) = findings(request, operations, Context(catalogue))
    assert finding.span is not None
    assert (finding.span.start.line, finding.span.start.column) == (2, 3)
    assert finding.excerpt is not None
    assert finding.excerpt.text == '  {"Comment": "x"}'


@pytest.mark.parametrize(
    ("text", "syntax", "rule", "message"),
    [
        ('{"a": 1}', "json", "unknown-api", f"this body fits no API that is known; {SAY}"),
        ("[1]", "json", "unknown-api", f"this body fits no API that is known; {SAY}"),
        ("null", "json", "unknown-api", f"this body fits no API that is known; {SAY}"),
        (
            " \n",
            "json",
            "unknown-api",
            f"there is no body here, and nothing says which API it is for; {SAY}",
        ),
        (
            "# only a comment",
            "yaml",
            "unknown-api",
            f"there is no body here, and nothing says which API it is for; {SAY}",
        ),
        ('{"a": 1,}', "json", "syntax", None),  # what is wrong with the text goes first
    ],
)
def test_a_body_of_no_operation(
    catalogue: Catalogue,
    text: str,
    syntax: Literal["json", "yaml"],
    rule: str,
    message: str | None,
) -> None:
    (request,) = read(text, syntax)
    (finding,) = findings(request, (), Context(catalogue))
    assert (finding.rule, finding.api, finding.docs) == (rule, None, None)
    assert message in (None, finding.message)


@pytest.mark.parametrize(
    ("suggestions", "message"),
    [
        ((), "the comment names `isolat`, which is no API"),
        (
            ("isolate-machine", "unisolate-machine"),
            "the comment names `isolat`, which is no API; "
            "did you mean `isolate-machine` or `unisolate-machine`?",
        ),
    ],
)
def test_a_comment_that_names_no_operation(suggestions: tuple[str, ...], message: str) -> None:
    request = bare({})
    (found,) = placed(unknown_comment(request, UnknownApi("isolat", suggestions)), request)
    finding = found.diagnostic
    assert (finding.rule, finding.severity, finding.message) == ("unknown-api", "error", message)


def test_a_comment_that_names_no_operation_hides_no_fault_of_the_text() -> None:
    (request,) = read('# defender-lint: api=nope\n{"a": ', "yaml")
    diagnosis = unknown_comment(request, UnknownApi("nope", ()))
    assert [each.rule for each in diagnosis.diagnostics] == ["unknown-api", "syntax"]


INDICATOR = """{"indicatorValue": "20.112.52.29", "indicatorType": "IpAddress", "action": "Block",
"title": "t", "description": "d"}"""
LINES = "send its items one by one: as lines of a `.jsonl` file, which `jq -c '.[]'` makes of them"
DOCUMENTS = "send its items one by one: as YAML documents, with `---` between them"


@pytest.mark.parametrize(("syntax", "way_out"), [("json", LINES), ("yaml", DOCUMENTS)])
def test_a_list_whose_items_fit_an_api(catalogue: Catalogue, syntax: str, way_out: str) -> None:
    (request,) = read(f"[{INDICATOR}, {INDICATOR}]", syntax)
    (finding,) = findings(request, (), Context(catalogue))
    assert (finding.rule, finding.code) == ("unknown-api", None)
    assert (
        finding.message == f"this list is no body, but its items fit `post-ti-indicator`; {way_out}"
    )


@pytest.mark.parametrize(("syntax", "way_out"), [("json", LINES), ("yaml", DOCUMENTS)])
def test_a_list_of_bodies_of_the_named_api(catalogue: Catalogue, syntax: str, way_out: str) -> None:
    (request,) = read(f"[{INDICATOR}, {INDICATOR}]", syntax)
    (finding,) = findings(request, catalogue["post-ti-indicator"], Context(catalogue))
    assert (finding.rule, finding.code) == ("wrong-type", "InvalidRequestBody")
    assert finding.message == f"the body must be an object, not a list; {way_out}"


@pytest.mark.parametrize(
    "text", ["[]", "[1]", '[{"a": 1}]', f"[{INDICATOR}, 1]", f'[{INDICATOR}, {{"a": 1}}]']
)
def test_a_list_of_anything_else(catalogue: Catalogue, text: str) -> None:
    (request,) = read(text, "json")
    (finding,) = findings(request, (), Context(catalogue))
    assert finding.message == f"this body fits no API that is known; {SAY}"
    (finding,) = findings(request, catalogue["post-ti-indicator"], Context(catalogue))
    assert finding.message == "the body must be an object, not a list"
