"""The hooks are given every file that is read; program code has a hook of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from defender_lint.sources.registry import TEMPLATE_SUFFIXES, suffixes

HOOKS = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)
DATA = set(suffixes(scripts=False))
SCRIPTS = set(suffixes()) - DATA
TAKEN = {"defender-lint": DATA, "defender-lint-fix": DATA, "defender-lint-scripts": SCRIPTS}


def test_what_hooks_there_are() -> None:
    assert {hook["id"] for hook in HOOKS} == set(TAKEN)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_takes_its_suffixes_and_no_others(hook: dict[str, str]) -> None:
    taken = re.compile(hook["files"])
    mine = TAKEN[hook["id"]]
    for suffix in mine:
        assert taken.search(f"a{suffix}")
        assert taken.search(f"a{suffix.upper()}")
        assert all(taken.search(f"a{suffix}{each}") for each in TEMPLATE_SUFFIXES)
    others = [f"a{suffix}" for suffix in (DATA | SCRIPTS) - mine]
    for name in [*others, "a.txt", "a.md.bak", "md", "py", "a.jsonx", "a.pyc"]:
        assert not taken.search(name)
