"""The SARIF format, version 2.1.0."""

from __future__ import annotations

from typing import Any

import pytest

from defender_lint import __version__, lint_text
from defender_lint.findings import Fix
from defender_lint.rules import RULES
from defender_lint.spans import Edit, Excerpt, Position, Span
from defender_lint.summary import Summary


def test_report(realistic: Any, summary: Any, report: Any) -> None:
    text = report("sarif", realistic[:1], summary)
    head, _, rest = text.partition('"rules": [')
    assert head == (
        """{"$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
"version": "2.1.0",
"runs": [{
"tool": {"driver": {"name": "defender-lint", "fullName": "defender-lint VERSION", "version": "VERSION", "semanticVersion": "VERSION", "informationUri": "https://github.com/defender-lint/defender-lint", """
    ).replace("VERSION", __version__)
    assert rest.split("\n", 1)[1] == (
        r""""automationDetails": {"id": "defender-lint/"},
"columnKind": "utf16CodeUnits",
"originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that paths are relative to."}}},
"results": [
{"ruleId": "key-case", "ruleIndex": 4, "level": "error", "message": {"text": "`comment` is written `Comment`. The service would answer 400 MissingRequiredParameter \"Parameter Comment is missing.\" (or InvalidRequestBody)."}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "payloads/web%2001.json", "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 12, "snippet": {"text": "\"comment\""}}, "contextRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 17, "snippet": {"text": "  \"comment\": \"x\""}}}, "logicalLocations": [{"fullyQualifiedName": "/comment"}]}], "partialFingerprints": {"defenderLint/v1": "532398a881d0b465676bd8068e0d3f81"}, "suppressions": [], "properties": {"api": "isolate-machine", "code": "MissingRequiredParameter", "status": 400, "also": ["InvalidRequestBody"], "pointer": "/comment", "body": 1}, "fixes": [{"description": {"text": "write `Comment`"}, "artifactChanges": [{"artifactLocation": {"uri": "payloads/web%2001.json", "uriBaseId": "%SRCROOT%"}, "replacements": [{"deletedRegion": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 12}, "insertedContent": {"text": "\"Comment\""}}]}], "properties": {"applicability": "safe"}}]}
],
"invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [], "exitCode": 1}]
}]}
"""
    )


def test_rules_are_all_there(report: Any, parsed: Any) -> None:
    rules = parsed("sarif", report("sarif", []))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert rules[4] == {
        "id": "key-case",
        "name": "KeyCaseRule",
        "shortDescription": {"text": f"{RULES['key-case'].summary}."},
        "fullDescription": {"text": RULES["key-case"].means},
        "help": {
            "text": f"{RULES['key-case'].means}\n\n"
            f"The service: {RULES['key-case'].service}\n\n"
            "Predicted code: InvalidRequestBody\n\n"
            f"Remedy: {RULES['key-case'].remedy}",
            "markdown": f"{RULES['key-case'].means}\n\n"
            f"**The service:** {RULES['key-case'].service}\n\n"
            "**Predicted code:** InvalidRequestBody\n\n"
            f"**Remedy:** {RULES['key-case'].remedy}",
        },
        "helpUri": "https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#key-case",
        "defaultConfiguration": {"enabled": True, "level": "error"},
        "properties": {
            "tags": ["microsoft-defender", "InvalidRequestBody"],
            "problem.severity": "error",
            "precision": "high",
        },
    }
    off = [rule["id"] for rule in rules if not rule["defaultConfiguration"]["enabled"]]
    assert off == [rule.name for rule in RULES.values() if rule.optional]


@pytest.fixture
def results(report: Any, parsed: Any) -> Any:
    """Return a function that gives the results of the report on some findings."""

    def of(*findings: Any, **fields: Any) -> Any:
        return parsed("sarif", report("sarif", findings, Summary(**fields)))["runs"][0]["results"]

    return of


def test_columns_count_utf16_code_units(results: Any) -> None:
    text = '{"Comment": "é€😀", "IsolationType": "full"}'
    (result,) = results(*lint_text(text, api="isolate-machine", filename="a.json"))
    place = result["locations"][0]["physicalLocation"]
    assert _cut(text, place["region"]) == place["region"]["snippet"]["text"] == '"full"'
    assert _cut(text, place["contextRegion"]) == place["contextRegion"]["snippet"]["text"] == text
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert _cut(text, replacement["deletedRegion"]) == '"full"'


def test_context_is_the_window_that_is_quoted_of_a_long_line(results: Any) -> None:
    text = '{"Comment": "' + "é😀" * 300 + '", "IsolationType": "full"}'
    (result,) = results(*lint_text(text, api="isolate-machine", filename="a.json"))
    context = result["locations"][0]["physicalLocation"]["contextRegion"]
    assert context["startColumn"] > 500
    assert _cut(text, context) == context["snippet"]["text"]


def _cut(line: str, region: Any) -> str:
    units = line.encode("utf-16-le")
    return units[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le")


def test_context_is_left_out_where_it_says_no_more(results: Any, realistic: Any) -> None:
    (result,) = results(realistic[1])
    assert "contextRegion" not in result["locations"][0]["physicalLocation"]


def test_span_of_several_lines_has_no_snippet(results: Any, realistic: Any) -> None:
    span = Span(Position(0, 3, 7), Position(40, 5, 2))
    (result,) = results(realistic[0].replace(span=span))
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "payloads/web%2001.json", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 7, "endLine": 5, "endColumn": 2},
    }


def test_related_places(results: Any, realistic: Any) -> None:
    (result,) = results(realistic[2])
    (related,) = result["relatedLocations"]
    assert related == {
        "id": 0,
        "message": {"text": "the first is here"},
        "physicalLocation": {
            "artifactLocation": {"uri": "bodies.ndjson", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 3, "startColumn": 19, "endLine": 3, "endColumn": 27},
        },
    }
    assert result["properties"]["body"] == 3


def test_suppressed_findings_are_suppressions(results: Any, realistic: Any) -> None:
    suppressions = [result["suppressions"] for result in results(*realistic)]
    assert suppressions == [[], [], [], [{"kind": "external"}], []]


def test_body_without_text_is_at_the_top_of_nothing(results: Any, realistic: Any) -> None:
    (result,) = results(realistic[4])
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "%3Cbody%3E", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 1},
            }
        }
    ]


def test_paths_are_relative_to_the_folder_of_the_run(results: Any, realistic: Any) -> None:
    inside = realistic[0].replace(file="/repo/a.json")
    outside = realistic[0].replace(file="/else/a.json")
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]
        for result in results(inside, outside, folder="/repo")
    ]
    assert uris == [
        {"uri": "a.json", "uriBaseId": "%SRCROOT%"},
        {"uri": "file:///else/a.json"},
    ]


def test_fix_without_edits_is_left_out(results: Any, realistic: Any) -> None:
    (result,) = results(realistic[0].replace(fix=Fix("think", "unsafe", ())))
    assert "fixes" not in result


def test_payload_makes_neither_links_nor_placeholders(results: Any, realistic: Any) -> None:
    (result,) = results(realistic[0].replace(message="[a](1) {0}", code=None))
    assert result["message"]["text"] == "[a] (1) {{0}}."


def test_what_utf8_cannot_hold_is_replaced(results: Any, realistic: Any) -> None:
    edit = Edit(realistic[0].span, "\ud800")
    hostile = realistic[0].replace(
        excerpt=Excerpt("\ud800\x00\ud800abcdefghi"), fix=Fix("x", "safe", (edit,))
    )
    (result,) = results(hostile)
    context = result["locations"][0]["physicalLocation"]["contextRegion"]
    assert context["snippet"]["text"] == "\ufffd\x00\ufffdabcdefghi"
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"]["text"] == "\ufffd"


def test_what_could_not_be_read_is_told(report: Any, parsed: Any) -> None:
    summary = Summary(failures=["a.json: no such file"], exit_status=2)
    (run,) = parsed("sarif", report("sarif", [], summary))["runs"]
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": "a.json: no such file"}}
            ],
            "exitCode": 2,
        }
    ]
