"""What is said about texts that are no JSON or no YAML: one problem, at the exact token.

The cases stand in ``messages-json.txt`` and ``messages-yaml.txt``, with an empty line between two:
the text, its offending token between « and », then ``! message`` and, where there is one,
``=> replacement``. Characters that one would not see are written as others, see ``_UNSEEN``.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.problem import problem
from defender_lint.sources.value import Absent, Value
from defender_lint.sources.yaml import text as yaml_text
from support import values

_UNSEEN = str.maketrans(
    {
        "⏎": "\n",
        "␍": "\r",
        "␉": "\t",
        "⇥": "\t",
        "␀": "\0",
        "␛": "\x1b",
        "␠": "\u00a0",
        "␢": "\ufeff",
    }
)
PARSERS = [
    pytest.param(yaml.Loader, id="pure"),
    pytest.param(getattr(yaml, "CLoader", yaml.Loader), id="libyaml"),
]


class Case(NamedTuple):
    """A text and what is said about it."""

    text: str
    start: int
    end: int
    message: str
    replacement: str | None

    @property
    def problem(self) -> Diagnostic:
        return problem("syntax", self.message, self.start, self.end, replacement=self.replacement)


def cases(name: str) -> list[Case]:
    found = []
    for block in Path(__file__).with_name(name).read_text(encoding="utf-8").split("\n\n"):
        lines, _, verdict = block.strip("\n").partition("\n! ")
        message, arrow, replacement = verdict.partition("\n=> ")
        before, rest = lines.translate(_UNSEEN).split("«", 1)
        token, behind = rest.rsplit("»", 1)
        start, end = len(before), len(before) + len(token)
        text = before + token + behind
        found.append(Case(text, start, end, message, replacement if arrow else None))
    return found


JSON, YAML = cases("messages-json.txt"), cases("messages-yaml.txt")


def bodies(text: str, syntax: str) -> list[Value]:
    return values(text, syntax)


def text_of(case: Case) -> str:
    return case.text


@pytest.mark.parametrize("case", JSON, ids=text_of)
def test_json(case: Case) -> None:
    (document,) = bodies("\ufeff" + case.text, "json")
    assert document.data is Absent.BROKEN
    assert document.text is not None
    assert document.text.chars == case.text
    assert without_path(document.problems) == case.problem


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("case", YAML, ids=text_of)
def test_yaml(case: Case, parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "LOADER", parser)
    (document,) = bodies("\ufeff" + case.text + "\n", "yaml")
    assert document.data is Absent.BROKEN
    assert without_path(document.problems) == case.problem


@pytest.mark.parametrize("syntax", ["json", "yaml"])
def test_a_replacement_mends_its_place(syntax: str) -> None:
    """Nothing is wrong any more, or something that was not seen before."""
    for case in JSON if syntax == "json" else YAML:
        if case.replacement is not None:
            corrected = case.text[: case.start] + case.replacement + case.text[case.end :]
            (document,) = bodies(corrected, syntax)
            assert case.problem not in document.problems
            assert all((each.start or 0) >= case.start for each in document.problems)


def test_messages_are_one_line_in_house_style() -> None:
    for message in (case.message for case in (*JSON, *YAML)):
        assert message.isprintable()
        assert message[0].islower() or message[0] == "`" or message.startswith("JSON")
        assert not message.endswith(".")
        assert any(sign in message for sign in (";", " is written ", ": ")), message
        assert "xpect" not in message
        assert "token" not in message


def test_json_lines_are_those_of_the_file() -> None:
    (document,) = bodies('{"a":\n [1,\r\n 2}', "json")
    (found,) = document.problems
    assert found.message == "the `[` on line 2 is still open at this `}`; close it with `]`"
    place = document.span(found.start or 0, found.end or 0).start
    assert (place.line, place.column) == (3, 3)


def test_ndjson_lines_are_those_of_the_file() -> None:
    *_, document = bodies('{}\n\n{"a": [1}', "ndjson")
    (found,) = document.problems
    assert found.message == "the `[` on line 3 is still open at this `}`; close it with `]`"


@pytest.mark.parametrize("syntax", ["json", "yaml"])
def test_a_quotation_is_short_and_shows_no_token(syntax: str) -> None:
    jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
    (document,) = bodies('{"a": @' + jwt + ", " + "x" * 1000 + "}", syntax)
    (found,) = document.problems
    assert "eyJ" not in found.message
    assert len(found.message) < 150


def without_path(problems: tuple[Diagnostic, ...]) -> Diagnostic:
    """The one problem as a case says it: no path, and whether the fix is safe left open."""
    (found,) = problems
    replacement = found.fix.value if found.fix is not None else None
    return problem(
        "syntax", found.message, found.start or 0, found.end or 0, replacement=replacement
    )
