"""The JSON format: a contract that other programs rely on."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from defender_lint.findings import Fix, Related
from defender_lint.reports import Style
from defender_lint.reports.json_report import render
from defender_lint.spans import Edit, Position, Span
from defender_lint.summary import Summary


def shown(*findings: Any, summary: Any = None) -> Any:
    return "".join(render(findings, summary or Summary(), Style()))


def test_run_without_findings() -> None:
    assert shown(summary=Summary(files=1, bodies=2)) == (
        '{"version": 1,\n"findings": [\n],\n"summary": {"files": 1, "bodies": 2, "errors": 0, '
        '"warnings": 0, "fixable": 0, "fixable_unsafe": 0, "holes": 0, "skipped": 0, "suppressed": 0, '
        '"fixed": 0}}\n'
    )


def test_finding_has_the_keys_of_the_contract_in_order(make_finding: Any) -> None:
    fix = Fix(
        "write `Comment`",
        "safe",
        (Edit(Span(Position(4, 2, 3), Position(13, 2, 12)), '"Comment"'),),
    )
    related = Related("first here", Span(Position(0, 1, 5), Position(0, 1, 9)))
    finding = make_finding('  «"comment"»: 1', fix=fix, related=(related,))
    (found,) = json.loads(shown(finding))["findings"]
    assert list(found.items()) == [
        ("file", "web01.json"),
        ("document", 0),
        ("api", "isolate-machine"),
        ("rule", "key-case"),
        ("code", "MissingRequiredParameter"),
        ("status", 400),
        ("also", ["InvalidRequestBody"]),
        ("severity", "error"),
        ("message", "`comment` is written `Comment`"),
        ("service_message", "Parameter Comment is missing."),
        ("part", "body"),
        ("pointer", "/comment"),
        ("line", 2),
        ("column", 3),
        ("end_line", 2),
        ("end_column", 12),
        ("confidence", "documented"),
        ("docs", "https://learn.microsoft.com/defender-endpoint/api/isolate-machine"),
        (
            "fix",
            {
                "message": "write `Comment`",
                "applicability": "safe",
                "edits": [{"offset": 4, "length": 9, "text": '"Comment"'}],
            },
        ),
        (
            "related",
            [{"message": "first here", "line": 1, "column": 5, "end_line": 1, "end_column": 9}],
        ),
        ("suppressed", False),
    ]


def test_what_is_not_known_is_null(make_finding: Any) -> None:
    finding = make_finding(
        api=None, code=None, status=None, also=(), service_message=None, docs=None, fix=None
    )
    (found,) = json.loads(shown(finding))["findings"]
    absent = [key for key, value in found.items() if value is None]
    assert absent == [
        "api", "code", "status", "service_message",
        "line", "column", "end_line", "end_column", "docs", "fix",
    ]  # fmt: skip


def test_findings_stream_a_line_each(make_finding: Any) -> None:
    chunks = list(render([make_finding("«x»"), make_finding("«y»")], Summary(), Style()))
    assert len("".join(chunks).splitlines()) == 6
    assert json.loads("".join(chunks))["version"] == 1


def test_summary_is_read_when_the_findings_are_exhausted(make_finding: Any) -> None:
    summary = Summary()

    def growing() -> Any:
        yield make_finding("«x»")
        summary.errors += 1

    report = json.loads("".join(render(growing(), summary, Style())))
    assert report["summary"]["errors"] == 1


@given(text=st.text(st.characters(exclude_categories=()), max_size=20))
def test_any_text_gives_valid_ascii_json(make_finding: Any, text: Any) -> None:
    report = shown(make_finding(message=text))
    assert report.isascii()
    assert json.loads(report)["findings"][0]["message"] == text
