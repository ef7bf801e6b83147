"""What is the same of every line of a file is worked out once, however many lines there are."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest

from defender_lint import lint, lint_text
from defender_lint.checks import explain, hard_rules, intent, places
from defender_lint.diagnostic import Diagnostic
from defender_lint.engines import MOST_COMPUTED

by_keys = import_module("defender_lint.routing.by_keys")  # not the function of that name


def lines(number: int) -> str:
    """Lines with a key in another letter case, an unknown word and a hash of its own each."""
    fixed = {"indicatorType": "FileSha1", "action": "Blok", "title": "a", "Description": "b"}
    bodies = ({**fixed, "indicatorValue": f"{each:039x}"} for each in range(number))
    return "".join(f"{json.dumps(body)}\n" for body in bodies)


@pytest.mark.parametrize(
    ("module", "function"),
    [(places, "Site"), (explain, "violated"), (intent, "missing_codes"), (by_keys, "_compare")],
)
def test_once(module: Any, function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def calls(number: int) -> int:
        made = []
        original = getattr(module, function)

        def counted(*args: Any) -> Any:
            made.append(args)
            return original(*args)

        with monkeypatch.context() as patched:
            patched.setattr(module, function, counted)
            found = lint_text(lines(number), filename="post-ti-indicator.ndjson")
        assert len(found) == 3 * number
        return sum("indicatorValue" not in str(args) for args in made)

    calls(1)
    assert calls(40) == calls(4)


def test_unknown_keys_are_not_explained_beyond_what_is_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []

    def counted(*args: Any, **fields: Any) -> Diagnostic:
        made.append(fields["rule"])
        return Diagnostic(*args, **fields)

    monkeypatch.setattr(hard_rules, "Diagnostic", counted)
    body = {f"u{number}": number for number in range(4 * MOST_COMPUTED)}
    lint(body, api="post-ti-indicator")
    assert len(made) == MOST_COMPUTED + 2
