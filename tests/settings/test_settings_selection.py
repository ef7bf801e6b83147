"""Which rules are on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from defender_lint import suppression
from defender_lint.rules import RULES, Rule
from defender_lint.settings import Settings
from defender_lint.settings.patterns import Patterns
from defender_lint.settings.selection import Layer, Selection, selects
from defender_lint.suppression import apply_entries

Load = Callable[..., Settings]


@pytest.fixture(autouse=True)
def _a_rule_that_is_off_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: dict[str, Any] = {"summary": "", "means": "", "service": "", "remedy": ""}
    monkeypatch.setitem(RULES, "odd-rule", Rule(name="odd-rule", optional=True, **texts))


def is_on(
    rule: str,
    code: str | None = None,
    *,
    select: tuple[str, ...] | None = None,
    extend_select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> bool:
    return Selection((Layer(select, extend_select, ignore),)).is_on(rule, code)


def test_everything_is_on_but_what_is_off_by_default() -> None:
    selection = Selection()
    assert {name for name in RULES if not selection.is_on(name, None)} == {
        rule.name for rule in RULES.values() if rule.optional
    }
    assert selection.enabled == frozenset()


@pytest.mark.parametrize(
    ("selector", "rule", "code", "expected"),
    [
        ("key-case", "key-case", None, True),
        ("key", "key-case", None, True),
        ("key", "unknown-key", None, False),
        ("key-", "key-typo", None, True),
        ("InvalidHashValue", "hash-value", "InvalidHashValue", True),
        ("InvalidHash", "hash-value", "InvalidHashValue", True),
        ("InvalidHash", "hash-value", None, False),
        ("invalid", "hash-value", "InvalidHashValue", False),
        ("ALL", "key-case", None, True),
        ("ALL", "odd-rule", None, False),
        ("odd", "odd-rule", None, True),
        ("", "key-case", None, False),
    ],
)
def test_selectors(selector: str, rule: str, code: str | None, expected: Any) -> None:
    assert selects(selector, rule, code) is expected


def test_only_what_is_selected_is_on() -> None:
    assert is_on("key-case", select=("key",))
    assert not is_on("url", select=("key",))
    assert not is_on("url", select=())
    assert is_on("url", select=("key",), extend_select=("url",))


def test_a_rule_that_is_off_by_default_is_asked_for_by_name() -> None:
    assert not is_on("odd-rule", select=("ALL",))
    assert is_on("odd-rule", select=("ALL", "odd-rule"))
    assert is_on("odd-rule", extend_select=("odd-rule",))
    assert Selection((Layer(extend_select=("odd-rule",)),)).enabled == {"odd-rule"}


def test_the_more_exact_selector_wins() -> None:
    assert not is_on("key-case", select=("key",), ignore=("key-case",))
    assert is_on("key-typo", select=("key",), ignore=("key-case",))
    assert is_on("key-case", select=("key-case",), ignore=("key",))
    assert is_on("key-case", extend_select=("key-case",), ignore=("ALL",))
    assert not is_on("url", ignore=("ALL",))


def test_among_equals_ignore_wins() -> None:
    assert not is_on("key-case", select=("key-case",), ignore=("key-case",))
    assert not is_on("hash-value", "InvalidHashValue", select=("hash-value",),
                     ignore=("InvalidHashValue",))  # fmt: skip


def test_codes_pick_findings_not_rules() -> None:
    assert is_on("hash-value", "InvalidHashValue", select=("InvalidHash",))
    assert not is_on("hash-value", "InvalidInput", select=("InvalidHash",))


def test_per_file_ignores(repository: Path) -> None:
    patterns = Patterns(str(repository), ("legacy/**",))
    selection = Selection((), ((patterns, ("legacy-value", "InvalidUrl")),))
    assert not selection.is_on("legacy-value", None, "legacy/a.json")
    assert not selection.is_on("url", "InvalidUrl", "legacy/a.json")
    assert selection.is_on("key-case", None, "legacy/a.json")
    assert selection.is_on("legacy-value", None, "new/a.json")
    assert selection.is_on("legacy-value", None)
    assert selection.ignored_in("legacy/a.json") == ("legacy-value", "InvalidUrl")


def problem_at(pointer: str, rule: str) -> Any:
    diagnostic = SimpleNamespace(rule=rule, code=None)
    return SimpleNamespace(pointer=pointer, diagnostic=diagnostic, suppressed=False)


def test_suppressions_silence_by_pointer_and_rule(settings: Load) -> None:
    text = "suppress: [{files: a.json, pointer: /I/1, rules: key, reason: x}]"
    (entry,) = settings(text).suppressions
    meant = [("/I/1", "key-case"), ("/I/1/action", "key-typo"), ("/I/1/b/c", "key-case")]
    others = [("/I/10", "key-case"), ("/I", "key-case"), ("", "key-case"), ("/I/1", "url")]
    found = [problem_at(*each) for each in (*meant, *others)]
    assert list(apply_entries(found, [entry], "b.json")) == []
    assert list(apply_entries(found, [entry], "a.json")) == [(0, True)]
    assert [each.suppressed for each in found] == [True] * 3 + [False] * 4
    assert str(entry.place) == ".defender-lint.yaml:1:12"


def test_many_suppressions_of_many_findings(
    settings: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked: list[int] = []
    silence = vars(suppression)["_silence"]

    def counted(found: list[Any], pointer: str) -> Any:
        marked.append(len(found))
        return silence(found, pointer)

    monkeypatch.setattr(suppression, "_silence", counted)
    entry = "{files: a.json, rules: [key], reason: x}"
    entries = settings(f"suppress: [{', '.join([entry] * 300)}]").suppressions
    found = [problem_at(f"/a{number}", "key-case") for number in range(500)]
    assert list(apply_entries(found, entries, "a.json")) == [(n, True) for n in range(300)]
    assert all(each.suppressed for each in found)
    assert marked == [500]
