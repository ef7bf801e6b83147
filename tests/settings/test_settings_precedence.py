"""Options win: they replace single values and lists, and add to mappings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from defender_lint.cli import main
from defender_lint.settings import Settings, SettingsFinder

Write = Callable[..., Path]
Load = Callable[..., Settings]

FILE = """\
apis:
  a/**: isolate-machine
  b/**: update-alert
include: ["*.json", "*.txt"]
exclude: [vendor/]
respect-gitignore: no
force-exclude: yes
select: [key, value]
extend-select: [deprecated-api]
ignore: [value-case]
per-file-ignores:
  a/**: [key-case]
severity:
  key-case: warning
  key-typo: warning
fail-on: warning
output-format: json
placeholders: "@@*@@"
limits: {depth: 3, findings: 4}
suppress:
  - files: a.json
    pointer: /a
    rules: syntax
    reason: because
"""


def test_a_file(settings: Load) -> None:
    assert settings(FILE).as_file() == {
        "apis": {"a/**": "isolate-machine", "b/**": "update-alert"},
        "include": ["*.json", "*.txt"],
        "exclude": ["vendor/"],
        "respect-gitignore": False,
        "force-exclude": True,
        "select": ["key", "value"],
        "extend-select": ["deprecated-api"],
        "ignore": ["value-case"],
        "per-file-ignores": {"a/**": ["key-case"]},
        "severity": {"key-case": "warning", "key-typo": "warning"},
        "fail-on": "warning",
        "output-format": "json",
        "placeholders": ["@@*@@"],
        "limits.depth": 3,
        "limits.size": 64 * 1024 * 1024,
        "limits.nodes": 100_000,
        "limits.findings": 4,
        "schemas": [],
        "suppress": [
            {"files": ["a.json"], "pointer": "/a", "rules": ["syntax"], "reason": "because"}
        ],
    }


CASES = [
    ("include", ["*.yaml"], ["*.yaml"], "--include"),
    ("exclude", ["x"], ["x"], "--exclude"),
    ("respect-gitignore", True, True, "--respect-gitignore"),
    ("force-exclude", False, False, "--force-exclude"),
    ("fail-on", "never", "never", "--fail-on"),
    ("output-format", "full", "full", "--output-format"),
    (
        "apis",
        {"a/x/**": "update-alert"},
        {"a/**": "isolate-machine", "b/**": "update-alert", "a/x/**": "update-alert"},
        ".defender-lint.yaml:1, --map",
    ),
    (
        "severity",
        {"key-case": "error"},
        {"key-case": "error", "key-typo": "warning"},
        ".defender-lint.yaml:13, --severity",
    ),
    (
        "per-file-ignores",
        {"a/**": ["syntax"]},
        {"a/**": ["key-case", "syntax"]},
        ".defender-lint.yaml:11, --per-file-ignore",
    ),
    ("placeholders", ["TODO"], ["@@*@@", "TODO"], ".defender-lint.yaml:18, --placeholders"),
    ("placeholders", False, False, ".defender-lint.yaml:18, --placeholders"),
    ("select", ["ALL"], ["ALL"], "--select"),
    ("ignore", ["url"], ["value-case", "url"], ".defender-lint.yaml:10, --ignore"),
]


@pytest.mark.parametrize(("name", "value", "merged", "source"), CASES)
def test_an_option(name: str, value: Any, merged: Any, source: str, settings: Load) -> None:
    found = settings(FILE, **{name: value})
    assert found.as_file()[name] == merged
    assert found.sources[name] == source


def test_limits_are_values_of_their_own(settings: Load) -> None:
    found = settings(FILE, limits={"depth": 9, "size": 8})
    assert (found.limits.depth, found.limits.size, found.max_findings) == (9, 8, 4)
    assert {name: source for name, source in found.sources.items() if "limits" in name} == {
        "limits.depth": "--max-depth",
        "limits.size": "--max-size",
        "limits.nodes": "default",
        "limits.findings": ".defender-lint.yaml:19",
    }


def test_the_last_pattern_that_fits_wins_and_options_come_last(
    settings: Load,
) -> None:
    text = "apis:\n  '*.json': isolate-machine\n  a/**: update-alert\n"
    assert settings(text).api_for("a/x.json") == "update-alert"
    assert settings(text).api_for("x.json") == "isolate-machine"
    assert settings(text).api_for("x.yaml") is None
    found = settings(text, apis={"a/*.json": "isolate-machine"})
    assert found.api_for("a/x.json") == "isolate-machine"


def test_patterns_of_options_are_relative_to_the_current_folder(
    repository: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a/.defender-lint.yaml", "exclude: [x/]\n")
    write("a/b/x/y.json")
    monkeypatch.chdir(repository / "a")
    finder = SettingsFinder({"apis": {"b/x/**": "isolate-machine"}})
    assert finder.for_file("b/x/y.json").api_for("b/x/y.json") == "isolate-machine"


def test_select_on_the_command_line_begins_anew(settings: Load) -> None:
    found = settings("select: [key]\nignore: [legacy-value]\n", select=["legacy-value"])
    assert found.selection.is_on("legacy-value", None)
    assert not found.selection.is_on("key-case", None)
    assert found.ignore == ()
    assert found.sources["ignore"] == "--select"


def test_ignore_on_the_command_line_beats_an_exact_select_of_the_file(
    settings: Load,
) -> None:
    found = settings("select: [key-case, url]\n", ignore=["key"])
    assert not found.selection.is_on("key-case", None)
    assert found.selection.is_on("url", None)


def test_extend_select_on_the_command_line_beats_ignore_of_the_file(
    settings: Load,
) -> None:
    found = settings("ignore: [url, key]\n", **{"extend-select": ["key-case"]})
    assert found.selection.is_on("key-case", None)
    assert not found.selection.is_on("key-typo", None)
    assert not found.selection.is_on("url", None)


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("", {}, ((), True)),
        ("placeholders: no", {}, ((), False)),
        ("placeholders: true", {}, ((), True)),
        ("placeholders: []", {}, ((), True)),
        ("placeholders: false", {"placeholders": ["@@*@@"]}, (("@@*@@",), True)),
        ('placeholders: "@@*@@"', {"placeholders": False}, ((), False)),
        ("placeholders: ['@@*@@', TODO]", {"placeholders": ["TODO"]}, (("@@*@@", "TODO"), True)),
    ],
)
def test_placeholders(text: str, options: Any, expected: Any, settings: Load) -> None:
    found = settings(text, **options)
    shown = found.as_file()["placeholders"]
    assert (tuple(shown or ()), shown is not False) == expected


def test_placeholders_are_holes_in_bodies(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.isolate-machine.json", '{"Comment": "x", "IsolationType": "@@type@@"}')
    write("b.isolate-machine.json", '{"Comment": "x", "IsolationType": "{{type}}"}')

    def wrong(*arguments: str) -> list[str]:
        with pytest.raises(SystemExit):
            main(["--output-format", "jsonl", *arguments, "."])
        lines = capsys.readouterr().out.splitlines()
        return [json.loads(line)["file"][0] for line in lines if '"rule"' in line]

    assert wrong() == ["a"]
    assert wrong("--placeholders", "@@*@@") == []
    assert wrong("--no-placeholders") == ["a", "b"]
    write(".defender-lint.yaml", "placeholders: false\n")
    assert wrong() == ["a", "b"]


def test_toml_says_the_same(write: Write) -> None:
    write(
        "pyproject.toml",
        """\
[tool.defender-lint]
include = ["*.json", "*.txt"]
exclude = ["vendor/"]
respect-gitignore = false
force-exclude = true
select = ["key", "value"]
extend-select = ["deprecated-api"]
ignore = ["value-case"]
fail-on = "warning"
output-format = "json"
placeholders = "@@*@@"
limits = { depth = 3, findings = 4 }

[tool.defender-lint.apis]
"a/**" = "isolate-machine"
"b/**" = "update-alert"

[tool.defender-lint.per-file-ignores]
"a/**" = ["key-case"]

[tool.defender-lint.severity]
key-case = "warning"
key-typo = "warning"

[[tool.defender-lint.suppress]]
files = "a.json"
pointer = "/a"
rules = "syntax"
reason = "because"
""",
    )
    toml = SettingsFinder().for_run()
    write(".defender-lint.yaml", FILE)
    assert toml.as_file() == SettingsFinder().for_run().as_file()
    assert toml.sources["limits.depth"] == "pyproject.toml"
    assert toml.sources["apis"] == "pyproject.toml"
    assert str(toml.suppressions[0].place) == "pyproject.toml: suppress[0]"
