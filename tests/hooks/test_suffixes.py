"""The hooks are given every file that is read, but for program code."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from defender_lint.sources.registry import TEMPLATE_SUFFIXES, suffixes

HOOKS = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)


def test_hooks_take_what_is_read() -> None:
    for hook in HOOKS:
        taken = re.compile(hook["files"])
        for suffix in suffixes(scripts=False):
            assert taken.search(f"a{suffix}")
            assert taken.search(f"a{suffix.upper()}")
            assert all(taken.search(f"a{suffix}{each}") for each in TEMPLATE_SUFFIXES)


def test_hooks_take_nothing_else() -> None:
    for hook in HOOKS:
        for name in ("a.py", "a.ps1", "a.txt", "a.md.bak", "md", "a.jsonx"):
            assert not re.search(hook["files"], name)
