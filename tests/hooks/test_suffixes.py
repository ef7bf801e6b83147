"""The hooks are given every file that is read; program code has a hook of its own."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from defender_lint.sources.registry import TEMPLATE_SUFFIXES, suffixes

HOOKS = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)


DATA = suffixes(scripts=False)
SCRIPTS = tuple(suffix for suffix in suffixes() if suffix not in DATA)


def wanted(hook: dict[str, str]) -> tuple[str, ...]:
    return SCRIPTS if hook["id"].endswith("-scripts") else DATA


def test_there_is_a_hook_for_scripts() -> None:
    assert [hook["id"] for hook in HOOKS if wanted(hook) is SCRIPTS] == ["defender-lint-scripts"]


def test_hooks_take_what_is_read() -> None:
    for hook in HOOKS:
        taken = re.compile(hook["files"])
        for suffix in wanted(hook):
            assert taken.search(f"a{suffix}")
            assert taken.search(f"a{suffix.upper()}")
            assert all(taken.search(f"a{suffix}{each}") for each in TEMPLATE_SUFFIXES)


def test_hooks_take_nothing_else() -> None:
    for hook in HOOKS:
        others = {*DATA, *SCRIPTS} - set(wanted(hook))
        for name in ("a.txt", "a.md.bak", "md", "a.jsonx", *(f"a{suffix}" for suffix in others)):
            assert not re.search(hook["files"], name)
