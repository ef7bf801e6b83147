"""The rdjson format of reviewdog."""

from __future__ import annotations

from typing import Any

from defender_lint import lint_text
from defender_lint.findings import Fix
from defender_lint.spans import Edit, Excerpt, Position, Span


def test_report(realistic: Any, summary: Any, report: Any) -> None:
    assert report("rdjson", realistic, summary) == (
        r"""{"source": {"name": "defender-lint", "url": "https://github.com/defender-lint/defender-lint"},
"diagnostics": [
{"message": "`comment` is written `Comment`. The service would answer 400 MissingRequiredParameter \"Parameter Comment is missing.\" (or InvalidRequestBody).", "location": {"path": "payloads/web 01.json", "range": {"start": {"line": 2, "column": 3}, "end": {"line": 2, "column": 12}}}, "severity": "ERROR", "code": {"value": "key-case", "url": "https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#key-case"}, "suggestions": [{"range": {"start": {"line": 2, "column": 3}, "end": {"line": 2, "column": 12}}, "text": "\"Comment\""}]},
{"message": "`IsolationType` is missing. The service would answer 400 MissingRequiredParameter (or InvalidRequestBody).", "location": {"path": "payloads/web 01.json", "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}}}, "severity": "ERROR", "code": {"value": "missing-key", "url": "https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#missing-key"}},
{"message": "`status` stands twice. The service may answer 400 InvalidRequestBody.", "location": {"path": "bodies.ndjson", "range": {"start": {"line": 3, "column": 39}, "end": {"line": 3, "column": 47}}}, "severity": "WARNING", "code": {"value": "duplicate-key", "url": "https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#duplicate-key"}, "related_locations": [{"message": "the first is here", "location": {"path": "bodies.ndjson", "range": {"start": {"line": 3, "column": 22}, "end": {"line": 3, "column": 30}}}}]},
{"message": "the body fits no API.", "location": {"path": "<body>"}, "severity": "ERROR", "code": {"value": "unknown-api", "url": "https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#unknown-api"}}
]}
"""
    )


def test_run_without_findings(report: Any, parsed: Any) -> None:
    assert parsed("rdjson", report("rdjson", []))["diagnostics"] == []


def test_columns_count_bytes(report: Any, parsed: Any) -> None:
    text = '{"Comment": "é€😀", "IsolationType": "full"}'
    (finding,) = lint_text(text, api="isolate-machine", filename="a.json")
    (diagnostic,) = parsed("rdjson", report("rdjson", [finding]))["diagnostics"]
    place = diagnostic["suggestions"][0]["range"]
    line = text.encode()
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b'"full"'
    assert diagnostic["location"]["range"] == place


def test_what_lies_behind_unknown_text_has_lines_only(
    realistic: Any, report: Any, parsed: Any
) -> None:
    finding = realistic[0].replace(excerpt=Excerpt("comment", cut=2))
    (diagnostic,) = parsed("rdjson", report("rdjson", [finding]))["diagnostics"]
    assert diagnostic["location"]["range"] == {"start": {"line": 2}, "end": {"line": 2}}
    assert "suggestions" not in diagnostic


def test_span_of_several_lines_has_lines_only(realistic: Any, report: Any, parsed: Any) -> None:
    finding = realistic[0].replace(span=Span(Position(0, 3, 7), Position(40, 5, 2)), fix=None)
    (diagnostic,) = parsed("rdjson", report("rdjson", [finding]))["diagnostics"]
    assert diagnostic["location"]["range"] == {"start": {"line": 3}, "end": {"line": 5}}


def test_fix_of_several_edits_is_no_suggestion(realistic: Any, report: Any, parsed: Any) -> None:
    edit = Edit(realistic[0].span, "x")
    finding = realistic[0].replace(fix=Fix("do both", "safe", (edit, edit)))
    (diagnostic,) = parsed("rdjson", report("rdjson", [finding]))["diagnostics"]
    assert "suggestions" not in diagnostic
