"""Findings to report on, and what tells whether a report is valid."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from defender_lint import lint_text
from defender_lint.diagnostic import Token
from defender_lint.findings import Finding, Fix, Kind, Related
from defender_lint.reports import Style, render
from defender_lint.spans import Edit, Excerpt, Position, Span
from defender_lint.summary import Summary
from support import values

PLAIN = Finding(
    Kind(
        "key-case",
        "`comment` is written `Comment`",
        code="MissingRequiredParameter",
        status=400,
        also=("InvalidRequestBody",),
        severity="error",
        service_message="Parameter Comment is missing.",
    ),
    file="web01.json",
    document=0,
    api="isolate-machine",
    pointer="/comment",
    span=None,
    docs="https://learn.microsoft.com/defender-endpoint/api/isolate-machine",
    fix=Fix("write `Comment`", "safe", ()),
)


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    """Return a function that makes a finding.

    ``line`` is the quoted line with the token between two ``«»``; ``number`` and ``cut`` tell
    where it stands. All other arguments are fields of the finding.
    """

    def make(line: str | None = None, number: int = 2, cut: int = 0, **fields: object) -> Finding:
        finding = PLAIN.replace(**fields)
        if line is None:
            return finding
        before, token, after = line.replace("»", "«").split("«")
        column = cut + len(before) + 1
        start = Position(0, number, column)
        end = Position(0, number, column + len(token))
        excerpt = Excerpt(before + token + after, cut)
        return finding.replace(span=Span(start, end), excerpt=excerpt)

    return make


NDJSON = """\
{"comment": "x", "status": "New"}
{"comment": "y", "status": "New"}
{"note": "né 😀", "status": "new", "status": "Resolved"}
"""


@pytest.fixture
def realistic() -> list[Finding]:
    """Return a small report with one of everything.

    An error with a fix; in the third body of an NDJSON file, behind an accent and an astral
    character, a warning that speaks of two places; a missing key; a suppressed finding; one
    without a place.
    """
    (single,) = values('{\n  "comment": "x"\n}\n')
    key = single.offsets(("comment",), Token.KEY)
    brace = single.offsets((), Token.START)
    third = values(NDJSON, "ndjson")[2]
    assert third.text is not None
    second_key = third.text.chars.rindex('"status"')
    again = (second_key, second_key + len('"status"'))
    first_key = third.text.chars.index('"status"')
    first = third.span(first_key, first_key + len('"status"'))
    wrong_case = PLAIN.replace(
        file="./payloads/web 01.json",
        span=single.span(*key),
        excerpt=single.excerpt(*key),
        fix=Fix("write `Comment`", "safe", (Edit(single.span(*key), '"Comment"'),)),
    )
    missing = wrong_case.replace(
        rule="missing-key",
        message="`IsolationType` is missing",
        service_message=None,
        pointer="/IsolationType",
        span=single.span(*brace),
        excerpt=single.excerpt(*brace),
        fix=None,
    )
    doubled = PLAIN.replace(
        file="bodies.ndjson",
        document=2,
        api="update-alert",
        rule="duplicate-key",
        code="InvalidRequestBody",
        also=(),
        severity="warning",
        message="`status` stands twice",
        service_message=None,
        pointer="/status",
        span=third.span(*again),
        excerpt=third.excerpt(*again),
        docs=None,
        fix=None,
        related=(Related("the first is here", first),),
    )
    nowhere = PLAIN.replace(
        file="",
        api=None,
        rule="unknown-api",
        code=None,
        status=None,
        also=(),
        message="the body fits no API",
        service_message=None,
        pointer="",
        docs=None,
        fix=None,
    )
    return [wrong_case, missing, doubled, doubled.replace(suppressed=True), nowhere]


@pytest.fixture(scope="session")
def case_findings() -> list[Finding]:
    """Return what the linter finds in all cases; what is not UTF-8 is left to other tests."""
    cases = Path(__file__).parents[1] / "cases"
    return [
        finding
        for file in sorted(cases.rglob("*.*"))
        if file.suffix != ".out"
        for finding in lint_text(
            file.read_bytes().decode("utf-8", "replace"),
            filename=file.relative_to(cases).as_posix(),
        )
    ]


@pytest.fixture
def summary() -> Summary:
    """Return the summary that goes with the realistic findings."""
    return Summary(files=2, bodies=5, errors=3, warnings=1, fixable=1, exit_status=1)


@pytest.fixture(scope="session")
def report() -> Callable[..., str]:
    """Return a function that renders findings in a format."""

    def rendered(name: str, findings: list[Finding], summary: Summary | None = None) -> str:
        return "".join(render(name, findings, summary or Summary(), Style()))

    return rendered


@pytest.fixture(scope="session")
def parsed() -> Callable[[str, str], Any]:
    """Return a function that parses a report of a format, and fails where it is not valid."""
    data = Path(__file__).parents[1] / "data"

    def json_by(schema: str) -> Callable[[str], Any]:
        validator = jsonschema_rs.Draft202012Validator(json.loads((data / schema).read_text()))

        def parse(text: str) -> Any:
            assert text.isascii()
            value = json.loads(text)
            assert not [f"{e.instance_path}: {e.message}" for e in validator.iter_errors(value)]
            return value

        return parse

    def xml_by(schema: str) -> Callable[[str], Any]:
        xsd = etree.XMLSchema(etree.parse(str(data / schema)))

        def parse(text: str) -> Any:
            assert text.isascii()
            document = etree.fromstring(text.encode())
            xsd.assertValid(document)
            return document

        return parse

    parsers: dict[str, Callable[[str], Any]] = {
        "sarif": json_by("sarif-2.1.0.json"),
        "gitlab": json_by("gitlab-code-quality.json"),
        "rdjson": json_by("rdjson.json"),
        "json": json.loads,
        "jsonl": lambda text: [json.loads(line) for line in text.split("\n")[:-1]],
        "junit": xml_by("junit-10.xsd"),
        "checkstyle": xml_by("checkstyle.xsd"),
        "github": github_commands,
        "azure": azure_commands,
        "markdown": markdown_rows,
    }
    return lambda name, text: parsers.get(name, plain_lines)(text)


def plain_lines(text: str) -> None:
    """Hold a report that no schema and no parser is known of to what every report keeps."""
    strange = {char for char in text if not char.isprintable() and char != "\n"}
    assert not strange, (
        f"{strange!r} stood in a payload; pass file names, messages and whatever else may come from "
        "one through printable.py's `visible`, or escape it as the format does"
    )


def github_commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Read a log as the GitHub runner does; plain lines are commands without a name."""
    assert log.endswith("\n") or not log
    return [_github_command(line) for line in _log_lines(log)]


def _github_command(line: str) -> tuple[str, dict[str, str], str]:
    if not line.strip().startswith("::"):
        assert "##[" not in line
        return "", {}, line
    info, separator, text = line.strip()[2:].partition("::")
    assert separator
    name, _, properties = info.partition(" ")
    assert name in {"error", "warning", "notice", "group", "endgroup"}
    text = _unescaped(text, {"%0D": "\r", "%0A": "\n", "%25": "%"})
    assert len(text) <= 4096
    escapes = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    return name, _properties(properties, ",", escapes), text


def azure_commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Read a log as the agent of Azure Pipelines does: a command may begin anywhere in a line."""
    commands: list[tuple[str, dict[str, str], str]] = []
    for line in _log_lines(log):
        _, prefix, command = line.partition("##vso[")
        if not prefix:
            assert "##[" not in line
            commands.append(("", {}, line))
            continue
        assert line.startswith("##vso[")
        info, bracket, text = command.partition("]")
        assert bracket
        name, _, properties = info.partition(" ")
        assert name == "task.logissue"
        escapes = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}
        commands.append((name, _properties(properties, ";", escapes), _unescaped(text, escapes)))
    return commands


def _log_lines(log: str) -> list[str]:
    """Split where any program might: a payload must not be able to begin a line."""
    lines = log.splitlines()
    assert lines == log.split("\n")[:-1]
    return lines


def _properties(text: str, separator: str, escapes: dict[str, str]) -> dict[str, str]:
    pairs = [pair.split("=", 1) for pair in text.split(separator) if pair]
    return {key: _unescaped(value, escapes) for key, value in pairs}


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    for escape, character in escapes.items():
        text = text.replace(escape, character)
    return text


def markdown_rows(text: str) -> list[list[str]]:
    """Return the text of each row's cells, as GitHub would show it.

    Nothing but a heading, one table, and lines of plain text may be there, and in the table no
    link but those to the rules and no HTML but ``<code>``.
    """
    assert len(text.encode("utf-8", "replace")) <= 1024 * 1024
    parser = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    assert {token.type.removesuffix("_open") for token in tokens if token.nesting == 1} <= {
        "heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert sum(token.type == "table_open" for token in tokens) <= 1
    rows: list[list[str]] = []
    for token, inline in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("td_open", "th_open"):
            rows[-1].append(_cell_text(inline.children or []))
    assert {len(row) for row in rows} <= {5}
    return rows[1:]


def _cell_text(children: list[Any]) -> str:
    for child in children:
        if child.type == "link_open":
            assert str(child.attrs["href"]).startswith(
                "https://github.com/defender-lint/defender-lint/blob/main/docs/rules.md#"
            )
        elif child.type == "html_inline":
            assert child.content in ("<code>", "</code>")
        else:
            assert child.type in ("text", "link_close", "text_special"), child
    return "".join(child.content for child in children if child.type.startswith("text"))
