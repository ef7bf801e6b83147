"""The Markdown format: a table for job summaries."""

from __future__ import annotations

from typing import Any

import pytest

from defender_lint.summary import Summary


def test_report(realistic: Any, summary: Any, report: Any) -> None:
    assert report("markdown", realistic, summary) == (
        r"""### defender-lint

| Place | Severity | Rule | Finding | Predicted answer |
|---|---|---|---|---|
| <code>payloads/web 01\.json\:2\:3</code> | error | [key-case](https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#key-case) | <code>comment</code> is written <code>Comment</code> | 400 MissingRequiredParameter "Parameter Comment is missing\." (or InvalidRequestBody) |
| <code>payloads/web 01\.json\:1\:1</code> | error | [missing-key](https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#missing-key) | <code>IsolationType</code> is missing | 400 MissingRequiredParameter (or InvalidRequestBody) |
| <code>bodies\.ndjson\:3\:35</code> | warning | [duplicate-key](https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#duplicate-key) | <code>status</code> stands twice | 400 InvalidRequestBody |
| <code>\<body\>\:/</code> | error | [unknown-api](https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#unknown-api) | the body fits no API |  |

5 bodies in 2 files: 3 errors, 1 warning; 1 fixable with --fix
"""
    )


def test_run_without_findings(report: Any) -> None:
    assert report("markdown", [], Summary(files=1, bodies=1)) == (
        "### defender-lint\n\n1 body in 1 file: no problems\n"
    )


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("a | b", "a | b"),
        ("`a` and ` b", "`a` and ` b"),
        ("`<img src=x>` is not `x`", "<img src=x> is not x"),
        ("[x](http://evil) ![y](z) **b** _i_ ~s~", "[x](http://evil) ![y](z) **b** _i_ ~s~"),
        ("www.evil.example a@b.c https://evil", "www.evil.example a@b.c https://evil"),
        ("&lt; \\| \\` ##vso[x]", "&lt; \\| \\` ##vso[x]"),
        ("a\n\n| b |\r\n# c", "a␊␊| b |␍␊# c"),
        ("\x1b[0m\ud800\x00", "␛[0m\\u{d800}␀"),
    ],
)
def test_text_is_shown_as_it_is(
    realistic: Any, report: Any, parsed: Any, message: str, shown: str
) -> None:
    text = report("markdown", [realistic[0].replace(message=message)])
    assert "##vso" not in text
    assert parsed("markdown", text)[0][3] == shown


def test_text_never_becomes_a_link(realistic: Any, report: Any) -> None:
    text = report("markdown", [realistic[0].replace(message="www.evil.example a@b.c http://evil")])
    assert r"www\.evil\.example a\@b\.c http\://evil" in text


def test_table_ends_before_github_refuses_the_summary(
    realistic: Any, report: Any, parsed: Any
) -> None:
    findings = [realistic[0].replace(message="é" * 1_000)] * 600
    text = report("markdown", findings, Summary(files=1, bodies=1, errors=600))
    rows = parsed("markdown", text)
    assert 400 < len(rows) < 600
    assert (
        f"\n\n{600 - len(rows)} more findings left out: a summary must not grow further.\n" in text
    )
    assert text.endswith("\n\n1 body in 1 file: 600 errors\n")
