"""What is said of settings that are wrong: file, line, column, and what is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., Path]
Complaints = Callable[..., list[str]]

YAML = {
    # keys
    "selct: [ALL]": "1:1: `selct` is not a setting; did you mean `select`?",
    "fail_on: error": "1:1: `fail_on` is not a setting; did you mean `fail-on`?",
    "Select: [ALL]": "1:1: `Select` is not a setting; did you mean `select`?",
    "limits: {depht: 3}": "1:10: `depht` is not a setting; did you mean `depth`?",
    "limits: {zzz: 3}": "1:10: `zzz` is not a setting; "
    "there are `depth`, `size`, `nodes` and `findings`",
    # rules and codes
    "select: [ALL, key-caes]": "1:15: `key-caes` is neither a rule nor a code; "
    "did you mean `key-case`?",
    "ignore:\n  - invalidhashvalue": "2:5: `invalidhashvalue` is neither a rule nor a code; "
    "did you mean `InvalidHashValue`?",
    "extend-select: zzz": "1:16: `zzz` is neither a rule nor a code; "
    "`defender-lint explain` lists them",
    "ignore: ['']": "1:10: a rule or a code is empty",
    "per-file-ignores:\n  a/**: [zzz]": "2:10: `zzz` is neither a rule nor a code; "
    "`defender-lint explain` lists them",
    "severity: {key-caes: error}": "1:12: `key-caes` is not a rule; did you mean `key-case`?",
    "severity: {InvalidHashValue: error}": "1:12: `InvalidHashValue` is not a rule; "
    "`defender-lint explain` lists them",
    "severity: {key-case: Warning}": "1:22: `Warning` is not a severity; did you mean `warning`?",
    "severity: {key-case: off}": "1:22: a rule is switched off by `ignore`, not by a severity",
    # operations
    "apis: {'*.json': isolate-machin}": "1:18: `isolate-machin` is the id of no API; "
    "did you mean `isolate-machine`?",
    "apis: {'*.json': zzz}": "1:18: `zzz` is the id of no API; `defender-lint apis` lists them",
    # types
    "select: 3": "1:9: `select` must be a list or a string, not the number 3",
    "select: [[ALL]]": "1:10: an item of `select` must be a string, not a list",
    "apis: [a]": "1:7: `apis` must be an object, not a list",
    "severity: error": "1:11: `severity` must be an object, not a string",
    "limits: 5": "1:9: `limits` must be an object with `depth`, `size`, `nodes` and "
    "`findings`, not the number 5",
    "limits: {depth: deep}": "1:17: `depth` must be a whole number, not a string",
    "limits: {depth: true}": "1:17: `depth` must be a whole number, not the boolean true",
    "limits: {depth: 0}": "1:17: `depth` must be at least 1",
    "force-exclude: maybe": "1:16: `force-exclude` must be true or false, not a string",
    "fail-on: 1": "1:10: `fail-on` must be a string, not the number 1",
    "fail-on: errors": "1:10: `errors` is not a value of `fail-on`; did you mean `error`?",
    "fail-on: zzz": "1:10: `zzz` is not a value of `fail-on`; use `error`, `warning` or `never`",
    "output-format: jsn": "1:16: `jsn` is not a value of `output-format`; did you mean `json`?",
    "- select": "1:1: settings are keys with values, such as `fail-on: warning`",
    "schemas: {a: b}": "1:10: `schemas` must be a list or a string, not an object",
    # patterns
    "exclude: ['']": "1:11: a pattern is empty and would match nothing",
    "exclude: ['#a']": r"1:11: `#a` is a comment in patterns; write `\#a`",
    "exclude: ['!']": "1:11: `!` is not a pattern as `.gitignore` has them: it names nothing",
    r"exclude: ['a\b\*.json']": "1:11: a backslash is no separator in patterns; write `a/b/*.json`",
    "apis: {'!a': isolate-machine}": "1:8: `!a` takes something back, but no pattern comes before it; "
    "delete the `!`",
    # placeholders
    "placeholders: ['*']": "1:16: `*` would take every string for a placeholder; write `false` "
    "for none",
    "placeholders: 3": "1:15: `placeholders` must be a list or a string or true or false, not the "
    "number 3",
    "placeholders: ['']": "1:16: a placeholder is empty",
    # suppressions
    "suppress: [{reason: x}]": "1:12: `files` is missing in an item of `suppress`: the files: a "
    "pattern or several",
    "suppress: [{files: a}]": "1:12: `reason` is missing in an item of `suppress`: why, for "
    "whoever reads this later",
    "suppress: [{files: a, reason: ' '}]": "1:31: `reason` is empty",
    "suppress: [{files: [], reason: x}]": "1:20: `files` is empty",
    "suppress: [{files: a, reason: x, pointer: a/b}]": "1:43: `a/b` is no JSON pointer; "
    "write it like `/Indicators/0/action`",
    "suppress: [{files: a, reason: x, rule: syntax}]": "1:34: `rule` is not a setting; "
    "did you mean `rules`?",
    "suppress: {files: a}": "1:11: `suppress` must be a list, not an object",
    # the text itself
    "a: b: c": "1:5: there is a colon with a space in a value without quotes; put it in quotes",
    "exclude: *.json": '1:10: in YAML an alias begins with `*`; write the value in quotes: `"*.json"`',
    "select": "1:1: this is only a string, but a settings file has keys; write `key: value`",
    "ignore: []\nselect: []\nignore: []": "3:1: `ignore` is given twice (first on line 1); keep one",
    "ignore: []\n---\nselect: []": "2:1: a second document begins here; settings are one, "
    "so delete the `---` before it",
    "\t- a": "1:1: a tab indents this line, but YAML allows only spaces; write spaces",
}


@pytest.mark.parametrize(("text", "message"), YAML.items())
def test_yaml(text: str, message: str, write: Write, complaints: Complaints) -> None:
    write(".defender-lint.yaml", text)
    assert complaints() == [f".defender-lint.yaml:{message}"]


TOML = {
    "fail_on = 'error'": " fail_on: `fail_on` is not a setting; did you mean `fail-on`?",
    "limits.depth = 'a'": " limits.depth: `depth` must be a whole number, not a string",
    "limits = { size = 1, depth = -1 }": " limits.depth: `depth` must be at least 1",
    "ignore = [\n  'key-case', # why\n  \"zzz\",\n]": " ignore[1]: `zzz` is neither a rule nor a "
    "code; "
    "`defender-lint explain` lists them",
    "fail-on = 2030-01-01": " fail-on: `2030-01-01` is not a value of `fail-on`; use `error`, "
    "`warning` or `never`",
    "respect-gitignore = 'yes'": " respect-gitignore: `respect-gitignore` must be true or false, not a string",
    "ignore = []\n'ignore' = []": "4:14: this is not TOML: cannot overwrite a value",
    "ignore = [": "3:11: this is not TOML: invalid value",
    "ignore": "3:7: this is not TOML: expected '=' after a key in a key/value pair",
    "[tool.defender-lint.severity]\nzzz = 'error'": " severity.zzz: `zzz` is not a rule; "
    "`defender-lint explain` lists them",
    "[[tool.defender-lint.suppress]]\nfiles = 'a'\nreason = 'b'\n"
    "[[tool.defender-lint.suppress]]\nfiles = 'a'\nreason = ''": " suppress[1].reason: `reason` is empty",
    "[[tool.defender-lint.suppress]]\nfiles = 'a'": " suppress[0]: `reason` is missing in an item "
    "of `suppress`: why, for whoever reads this later",
}


@pytest.mark.parametrize(("text", "message"), TOML.items())
def test_toml(text: str, message: str, write: Write, complaints: Complaints) -> None:
    write("pyproject.toml", f"[project]\n[tool.defender-lint]\n{text}\n")
    assert complaints() == [f"pyproject.toml:{message}"]


def test_everything_that_is_wrong_is_said_at_once(write: Write, complaints: Complaints) -> None:
    write(".defender-lint.yaml", "selct: []\nfail-on: zero\nlimits:\n  depth: x\n  size: y\n")
    assert complaints() == [
        ".defender-lint.yaml:1:1: `selct` is not a setting; did you mean `select`?",
        ".defender-lint.yaml:2:10: `zero` is not a value of `fail-on`; "
        "use `error`, `warning` or `never`",
        ".defender-lint.yaml:4:10: `depth` must be a whole number, not a string",
        ".defender-lint.yaml:5:9: `size` must be a whole number, not a string",
    ]


def test_a_misspelt_table_is_not_passed_over(write: Write, complaints: Complaints) -> None:
    write("pyproject.toml", "[tool.defender_lint]\nignore = []\n")
    assert complaints() == [
        "pyproject.toml: the table is called `[tool.defender-lint]`, not `[tool.defender_lint]`"
    ]


def test_options(complaints: Complaints) -> None:
    overrides = {
        "ignore": ["zzz"],
        "apis": {"*.json": "zzz"},
        "limits": {"depth": 0},
        "respect-gitignore": "maybe",
        "nonsense": 1,
    }
    assert complaints(overrides=overrides) == [
        "--ignore: `zzz` is neither a rule nor a code; `defender-lint explain` lists them",
        "--map: `zzz` is the id of no API; `defender-lint apis` lists them",
        "--max-depth: `depth` must be at least 1",
        "--respect-gitignore: `respect-gitignore` must be true or false, not a string",
        "nonsense: `nonsense` is not a setting; there are `apis`, `include`, `exclude`, "
        "`respect-gitignore`, `force-exclude`, `select`, `extend-select`, `ignore`, "
        "`per-file-ignores`, `severity`, `fail-on`, `output-format`, `placeholders`, `limits`, "
        "`schemas` and `suppress`",
    ]


def test_a_config_that_is_missing(complaints: Complaints) -> None:
    assert complaints(config="a/none.yaml") == ["a/none.yaml: no such file or folder"]
    assert complaints(config="none") == ["none: no such file or folder"]
    assert complaints(config="none.toml") == ["none.toml: no such file or folder"]


def test_a_config_that_is_no_settings_file(write: Write, complaints: Complaints) -> None:
    write("settings.ini")
    write("other.toml", "[tool.other]\n")
    assert complaints(config="settings.ini") == [
        "settings.ini: settings are YAML or TOML; name a .yaml file or a pyproject.toml"
    ]
    assert complaints(config="other.toml") == [
        "other.toml: there is no table `[tool.defender-lint]` in it"
    ]
    assert complaints(config=".git") == [".git: this is a folder"]


def test_files_that_cannot_be_read(
    write: Write,
    complaints: Complaints,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(".defender-lint.yaml").write_bytes(b"select: [\xe9]")
    assert complaints() == [
        ".defender-lint.yaml:1:10: byte 0xE9 is not UTF-8; save the file as UTF-8"
    ]

    write("pyproject.toml")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert complaints() == [".defender-lint.yaml: no permission to read it"]
    assert complaints(config="pyproject.toml") == ["pyproject.toml: no permission to read it"]
