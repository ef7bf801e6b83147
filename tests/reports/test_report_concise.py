"""The concise format: one line a finding, which terminals and editors make clickable."""

from __future__ import annotations

from typing import Any

import pytest

from defender_lint.reports import Style
from defender_lint.reports import render as render_as
from defender_lint.reports.concise import render
from defender_lint.summary import Summary


def shown(*findings: Any, **style: Any) -> Any:
    return "".join(render(findings, Summary(), Style(**style)))


def test_line(make_finding: Any) -> None:
    assert shown(make_finding('  «"comment"»: 1')) == (
        "web01.json:2:3: error key-case `comment` is written `Comment` [MissingRequiredParameter]\n"
    )


def test_line_without_code(make_finding: Any) -> None:
    finding = make_finding("«x»", code=None, severity="warning", message="old")
    assert shown(finding) == "web01.json:2:1: warning key-case old\n"


def test_line_is_one_line_and_never_wrapped(make_finding: Any) -> None:
    finding = make_finding("«x»", message="a\nb\r\u2028" + " long" * 50, code=None)
    expected = "a␊b␍\\u{2028}" + " long" * 50
    assert shown(finding, width=40) == f"web01.json:2:1: error key-case {expected}\n"


def test_body_without_text_is_named_by_pointer(make_finding: Any) -> None:
    assert shown(make_finding(message="wrong", code=None)) == (
        "web01.json:/comment: error key-case wrong\n"
    )


def test_bytes_of_a_file_name_that_are_not_text(make_finding: Any) -> None:
    line = shown(make_finding("«x»", file="caf\udce9.json", message="m", code=None))
    assert line == "caf\\xe9.json:2:1: error key-case m\n"


def test_colours(make_finding: Any) -> None:
    line = shown(make_finding("«x»", message="m", code=None), colour=True)
    assert line == "web01.json:2:1: \x1b[1;31merror\x1b[0m \x1b[1mkey-case\x1b[0m m\n"


@pytest.mark.parametrize("name", ["full", "concise"])
def test_a_payload_gives_no_orders_to_a_ci_service(name: str, make_finding: Any) -> None:
    """Azure Pipelines and GitHub obey `##vso[…]` and `##[…]` anywhere in a log."""
    hostile = make_finding("«##vso[x]»", message="`##vso[task]` and `###[group]` are no values")
    text = "".join(render_as(name, [hostile], Summary(), Style()))
    assert "##vso[" not in text
    assert "##[" not in text
    assert "`♯#vso[task]` and `#♯#[group]` are no values" in text


@pytest.mark.parametrize("name", ["full", "concise", "statistics"])
def test_suppressed_findings_are_not_shown(name: str, make_finding: Any) -> None:
    silent = make_finding(suppressed=True)
    summary = Summary(files=1, bodies=1, suppressed=1)
    text = "".join(render_as(name, [silent], summary, Style()))
    assert text == "1 body in 1 file: no problems; 1 suppressed\n"
