"""A glance spares the close look at bodies that are right, and nothing else comes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.file_result import FileResult
from defender_lint.glance import Glance
from defender_lint.linting import Linter
from defender_lint.settings import SettingsFinder
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.json import text as json_text
from defender_lint.sources.limits import Limits
from defender_lint.sources.options import DEFAULTS, JudgedData, Look, ReadOptions
from defender_lint.sources.reading import read, source_of
from support import TYPICAL, thinned

CATALOGUE = Catalogue.shipped()
CASES = Path(__file__).parent / "cases"
RIGHT = '{"Comment": "x"}'


@cache  # compiles schemas
def linter() -> Linter:
    return Linter(SettingsFinder(isolated=True).for_run(), CATALOGUE)


def linted(text: str, name: str = "offboard-machine.ndjson") -> FileResult:
    return linter().lint(source_of(text, name), is_named=True)


def close_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Linter, "glance", lambda *_: None)


@pytest.mark.parametrize("id", thinned(sorted(path.name for path in CASES.iterdir()), TYPICAL))
def test_a_close_look_says_the_same(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [
        file
        for file in sorted((CASES / id).iterdir())
        if file.suffix in (".json", ".ndjson", ".jsonl")
    ]

    def results() -> list[tuple[str, Any]]:
        return [
            (file.name, plain(linter().lint(source, is_named=True)))
            for file in files
            for source in read(str(file))
        ]

    glanced = results()
    close_look(monkeypatch)
    assert results() == glanced


def plain(result: FileResult) -> Any:
    counts = {name: getattr(result.counts, name) for name in type(result.counts).__slots__}
    return result.requests, result.skipped, counts, result.findings


LINES = [
    *(RIGHT, "", "  ", '{"Comment": ""}', '{"comment": "x"}', '{"Comment": "{{x}}"}', "{", "[]"),
    *('{"Comment": "a", "Comment": "b"}', '{"Comment": "\\ud800"}', '{"Comment": "\\ud83d\\ude00"}'),
    *('{"Comment": NaN}', f"  {RIGHT}\r", f"{RIGHT} x", '{"Comment": "${HOME}", "x": 1}', "null"),
    '{"method": "POST", "url": "https://api.security.microsoft.com/api/machines/1/offboard"}',
]  # fmt: skip


@pytest.mark.parametrize("suffix", ["json", "ndjson"])
def test_bodies_like_those_before(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"offboard-machine.{suffix}"
    texts = LINES * 3 if suffix == "json" else ["\n".join(LINES * 3)]
    told: list[Any] = []

    def noted(data: Any, judgement: Any) -> JudgedData:
        told.append(data)
        return JudgedData(data, judgement)

    monkeypatch.setattr("defender_lint.glance.JudgedData", noted)
    glanced = [plain(linted(text, name)) for text in texts]
    assert {"comment": "x"} in told
    close_look(monkeypatch)
    assert [plain(linted(text, name)) for text in texts] == glanced


@pytest.mark.parametrize("count", [1, 2, len(LINES)])
def test_lines_of_all_kinds(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["\n".join(LINES[at : at + count]) for at in range(len(LINES))]
    glanced = [plain(linted(text)) for text in texts]
    close_look(monkeypatch)
    assert [plain(linted(text)) for text in texts] == glanced


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the texts that are looked at closely."""
    texts: list[str] = []
    parse = json_text.parse

    def noted(text: Any, options: ReadOptions = DEFAULTS) -> Any:
        texts.append(text.chars)
        return parse(text, options)

    monkeypatch.setattr("defender_lint.sources.json.text.parse", noted)
    monkeypatch.setattr("defender_lint.sources.ndjson.parse", noted)
    return texts


def test_only_what_is_not_plain_is_looked_at_closely(parsed: list[str]) -> None:
    wrong, doubtful = '{"comment": "x"}', '{"Comment": "{{x}}"}'
    result = linted(f"{RIGHT}\n\n{wrong}\n" + f"{RIGHT}\n" * 49 + f"{doubtful}\n")
    assert parsed == [doubtful]  # the wrong one has been read
    assert result.requests == 52
    (finding,) = result.findings
    assert (finding.document, finding.rule) == (1, "key-case")
    assert finding.span is not None
    assert finding.span.start.line == 3


def test_a_right_file_is_not_looked_at_closely(parsed: list[str]) -> None:
    assert linted(RIGHT, "offboard-machine.json").requests == 1
    assert parsed == []


def test_an_api_that_is_being_retired_is_always_said(parsed: list[str]) -> None:
    result = linted('{"Query": "DeviceInfo"}', "run-advanced-query.json")
    assert [finding.rule for finding in result.findings] == ["deprecated-api"]
    assert len(parsed) == 1


def look(text: str, options: ReadOptions = DEFAULTS) -> Callable[[str], Any]:
    """Return what looks at bodies, alone and as lines, which is to make no difference."""
    glance = Glance(text, lambda data: isinstance(data, dict), options)

    def both(chars: str) -> Any:
        seen = glance.of_body(chars)
        if "\n" not in chars and chars:
            passed, length, stop, told = glance.over_lines(iter((chars,)))
            assert told == seen
            is_right = seen is Look.PASSED
            assert (passed, length, stop) == (
                (1, len(chars) + 1, None) if is_right else (0, 0, chars)
            )
        return seen

    return both


def passes(look: Callable[[str], Any], text: str) -> bool:
    return look(text) is Look.PASSED


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ('{"a": 1}', True),
        (' {"a": [1.5]} \n', True),
        ("[]", False),  # the gate says so
        ("", False),
        ('{"a": 1,}', False),
        ('{"a": 1} {}', False),
        ('{"a": 1, "a": 1}', False),
        ('{"a": Infinity}', False),
        ('{"a": 1e999}', False),
        ('{"a": ' + "9" * 4_301 + "}", False),
        ('{"a": "\\ud800"}', False),
        ('{"a": "\\ud83d\\ude00"}', True),
        ('{"a": "{{name}}"}', False),
        ('{"a": ' + "[" * 99_999, False),
    ],
)
def test_what_passes(text: str, passes: bool) -> None:
    assert (look(text)(text) is Look.PASSED) is passes


def test_what_counts_as_unknown_is_as_the_settings_say() -> None:
    text = '{"a": "<<x>>", "b": "{{y}}"}'
    assert passes(look(text, ReadOptions(placeholders=Placeholders(enabled=False))), text)
    assert not passes(look(text), text)
    own = '{"a": "!x!"}'
    assert passes(look(own), own)
    assert not passes(look(own, ReadOptions(placeholders=Placeholders(("!*!",)))), own)


def test_a_body_is_judged_by_its_own_text() -> None:
    whole = '{"a": "{{x}}"}\n{"a": "x"}'
    first, second = whole.splitlines()
    assert not passes(look(whole), first)
    assert passes(look(whole), second)


def test_lines_are_passed_over_up_to_one_that_is_wrong() -> None:
    lines = iter(['{"a": 1}', "", " \r", ' {"b": 2}\r', "[1]", "{}", "{"])
    glance = Glance("", lambda data: isinstance(data, dict), DEFAULTS)
    assert glance.over_lines(lines) == (2, 8 + 0 + 2 + 10 + 4, "[1]", [1])
    assert glance.over_lines(lines) == (1, 2 + 1, "{", Look.DOUBTFUL)
    assert glance.over_lines(lines) == (0, 0, None, Look.PASSED)
    assert glance.passed == 3


def test_a_body_may_be_as_deep_as_the_settings_say() -> None:
    text = '{"a": [1]}'
    assert passes(look(text, ReadOptions(Limits(depth=2))), text)
    assert look(text, ReadOptions(Limits(depth=1)))(text) is Look.DOUBTFUL
    wrong = "[[1]]"
    assert look(wrong, ReadOptions(Limits(depth=1)))(wrong) is Look.DOUBTFUL
    assert look(wrong)(wrong) == [[1]]


def test_a_look_hands_on_what_it_has_read_if_only_that_counts() -> None:
    assert look("[1]")("[1]") == [1]
    for text in ("[1", '["{{x}}"]', '["\\ud800"]', "[" * 65 + "]" * 65):
        assert look(text)(text) is Look.DOUBTFUL
