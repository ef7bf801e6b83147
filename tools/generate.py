"""Writes the files that are made from code, or with ``--check`` says which of them are stale."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import api_reference
import code_reference
import command_reference
import picture
import rule_reference
import sections
import settings_reference
import structure
import tells
import vocabulary

import hooks
from defender_lint.settings.schema import settings_schema

ROOT: Final = Path(__file__).resolve().parents[1]


def _as_json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


GENERATED: Final[dict[str, Callable[[], str]]] = {
    "schemas/tells.json": tells.page,  # first, as the program reads it, and pages are made by that
    "linter/defender_lint/settings/settings.schema.json": lambda: _as_json(settings_schema()),
    "schemas/vocabulary.json": vocabulary.page,
    "docs/rules.md": rule_reference.page,
    "docs/apis.md": api_reference.page,
    "docs/cli.md": command_reference.page,
    "docs/codes.md": code_reference.page,
    "docs/settings.md": settings_reference.page,
    "docs/example.svg": picture.page,
    "docs/structure.svg": structure.page,
    ".pre-commit-hooks.yaml": hooks.page,
    **{name: partial(sections.page, name) for name in ("README.md", "docs/usage.md")},
}
"""Every generated file, from the root of the repository, and what makes its content."""


def main(arguments: list[str]) -> int:
    """Write all generated files.

    Args:
        arguments: ``--check`` to write nothing.

    Returns:
        1 if ``--check`` found a stale file, 2 for other arguments, else 0.
    """
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: generate.py [--check]\n")
        return 2
    is_stale = False
    for name, make in GENERATED.items():
        content = make()
        if _is_current(name, content):
            continue
        is_stale = True
        if arguments:
            sys.stderr.write(f"{name} is stale; run python tools/generate.py\n")
        else:
            (ROOT / name).write_text(content, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {name}\n")
    return int(is_stale and bool(arguments))


def _is_current(name: str, content: str) -> bool:
    path = ROOT / name
    return path.exists() and path.read_text(encoding="utf-8") == content


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
