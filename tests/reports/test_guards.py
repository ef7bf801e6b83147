"""What every format is spared, one that nobody has written yet included.

Commands to a CI service, silenced findings, and edits that would carry a token.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from defender_lint import reports
from defender_lint.findings import Fix
from defender_lint.output_formats import OUTPUT_FORMATS, OutputFormat
from defender_lint.printable import without_commands
from defender_lint.reports import Style, render
from defender_lint.spans import Edit, Position, Span
from defender_lint.summary import Summary

OURS = ("github", "azure")  # the formats that are commands
NAME = "::stop-commands::x"
JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
PLACE = Span(Position(0, 1, 1), Position(3, 1, 4))


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("::error::x", "\ua789:error::x"),
        ("  ::error::x\n\t::y", "  \ua789:error::x\n\t\ua789:y"),
        ("a ::error::x", "a ::error::x"),
        ("x##[error]y", "x♯#[error]y"),
        ("##vso[task.x]##[y]", "♯#vso[task.x]♯#[y]"),
        ("## heading", "## heading"),
    ],
)
def test_a_command_is_obeyed_no_more(text: str, harmless: str) -> None:
    assert without_commands(text) == harmless


@pytest.mark.parametrize("name", [name for name in OUTPUT_FORMATS if name not in OURS])
def test_no_line_begins_with_a_command(name: str, report: Any, realistic: Any) -> None:
    text = "::error::x\n::y ##[z] ##vso[task.setvariable]"
    hostile = [each.replace(file=NAME, message=text, pointer=text) for each in realistic]
    written = report(name, hostile, Summary(failures=[f"{NAME}: gone"]))
    assert not [line for line in written.splitlines() if line.lstrip().startswith("::")]
    assert "##[" not in written
    assert "##vso[" not in written


@pytest.mark.parametrize(("name", "prefix"), [("github", "::"), ("azure", "##vso[")])
def test_a_command_of_ours_has_no_other_inside(
    name: str, prefix: str, report: Any, realistic: Any
) -> None:
    text = "##[z] ##vso[task.setvariable]"
    written = report(name, [each.replace(file=text, message=text) for each in realistic])
    commands = [line for line in written.splitlines() if line.startswith(prefix)]
    assert commands
    assert not any("##" in line.removeprefix("##vso[") for line in commands)


@pytest.fixture
def new_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format as somebody in a hurry would write it."""
    module = SimpleNamespace(
        render=lambda findings, _summary, _style: (f"{each.file} {each.fix}\n" for each in findings)
    )
    monkeypatch.setitem(OUTPUT_FORMATS, "new", OutputFormat("new", "new"))
    monkeypatch.setattr(reports, "_reporter", lambda _: module)


@pytest.mark.usefixtures("new_format")
def test_a_new_format_is_guarded_too(make_finding: Any) -> None:
    secret = Fix("shorten it", "safe", (Edit(PLACE, JWT),))
    findings = [make_finding(file=NAME, fix=secret), make_finding(suppressed=True)]
    assert "".join(render("new", findings, Summary(), Style())) == "\ua789:stop-commands::x None\n"


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif", "rdjson"])
def test_an_edit_that_holds_a_token_is_not_told(name: str, report: Any, make_finding: Any) -> None:
    safe, secret = (Fix("shorten it", "safe", (Edit(PLACE, text),)) for text in ('"Full"', JWT))
    finding = make_finding('«"f"»: 1', number=1)
    assert '\\"Full\\"' in report(name, [finding.replace(fix=safe)])
    written = report(name, [finding.replace(fix=secret)])
    assert "shorten it" not in written
    assert "eyJ" not in written
