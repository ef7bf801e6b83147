"""A run without settings pays nothing for them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import defender_lint

Write = Callable[..., Path]

SCRIPT = """
import sys
before = set(sys.modules)  # of the interpreter, and of what measures a run
from defender_lint.settings import SettingsFinder
from defender_lint.sources.paths import find
finder = SettingsFinder()
finder.for_run()
assert [found.path.removeprefix("./") for found in find(["."], finder.filter)] == ["a.json"]
assert finder.for_file("a.json").api_for("a.json") is None
costly = {"yaml", "tomllib", "tomli", "jsonschema", "jsonschema_rs", "difflib",
          "defender_lint.settings.wildmatch", "defender_lint.settings.loading",
          "defender_lint.catalogue", "defender_lint.rules"}
print(sorted(costly & (set(sys.modules) - before)))
"""


def test_a_run_without_a_settings_file_imports_no_parser_and_no_patterns(
    write: Write,
) -> None:
    write("a.json", "{}")
    write("pyproject.toml", "[project]\n")
    environment = {**os.environ, "PYTHONPATH": str(Path(defender_lint.__file__).parents[1])}
    outcome = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, env=environment
    )
    assert outcome.stderr == ""
    assert outcome.stdout == "[]\n"


def test_settings_that_are_right_import_no_engine(write: Write) -> None:
    write(
        ".defender-lint.yaml",
        "apis: {'*.json': isolate-machine}\nignore: [key]\nlimits: {depth: 9}\n",
    )
    write("a.json", '{"Comment": "x", "IsolationType": "Full"}')
    script = """
import sys
from defender_lint.settings import SettingsFinder
assert SettingsFinder().for_file("a.json").api_for("a.json") == "isolate-machine"
print(sorted({"jsonschema", "jsonschema_rs"} & set(sys.modules)))
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(defender_lint.__file__).parents[1])}
    outcome = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=environment
    )
    assert (outcome.stdout, outcome.stderr) == ("[]\n", "")
