"""Whatever stands in a settings file: Settings, or a SettingsError with places, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from defender_lint.settings import Settings, SettingsError, SettingsFinder
from defender_lint.settings.keys import KEYS
from defender_lint.settings.toml_parser import loads
from defender_lint.settings.toml_places import Places

_PIECES = st.sampled_from(
    [
        *KEYS, "depth", "files", "reason", "pointer", "ALL", "key-case", "isolate-machine",
        "*.json", ": ", ":", "\n", "\n  ", "\n- ", "- ", "[", "]", "{", "}", ", ", "=", " = ", '"',
        "'",
        "[tool.defender-lint]\n", "[[tool.defender-lint.suppress]]\n", "[tool.defender-lint.", ".",
        '"""', "'''", "#", "&a ", "*a", "!t ", "|", ">", "---", "true", "yes", "1", "-1", "1.5",
        "2030-01-01", "\\", "é", "\x00", "\ufeff", "\t", "\r\n", "\U0001f600", "null", "~", "<<: ",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=40)
_BUDGET = budget(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _load(path: Path) -> None:
    try:
        loaded = SettingsFinder(config=str(path)).for_run()
    except SettingsError as error:
        lines = str(error).split("\n")
    else:
        assert isinstance(loaded, Settings)
        return
    assert lines
    assert all(line.startswith(f"{path}:") for line in lines)


@given(text=_TEXTS)
@example(text="a: &a [*a]")
@example(text="[" * 200)
@example(text="? [a]\n: b")
@example(text="limits: {depth: " + "9" * 5000 + "}")
@_BUDGET
def test_yaml(text: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    _load(path)


@given(text=_TEXTS)
@example(text="ignore = " + "[" * 5000)
@example(text="limits.depth = " + "9" * 5000)
@example(text="suppress = [1]\n[[tool.defender-lint.suppress]]")
@_BUDGET
def test_toml(text: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(f"[tool.defender-lint]\n{text}".encode("utf-8", "surrogatepass"))
    _load(path)


@given(data=st.binary(max_size=60))
@_BUDGET
def test_bytes(data: bytes, tmp_path: Path) -> None:
    for name in ("settings.yaml", "settings.toml", "settings.json"):
        path = tmp_path / name
        path.write_bytes(data)
        _load(path)


TOML = (
    '''\
top = 1 # comment
"quoted.key" = """
a
"quoted" ]"""
dotted . name = 'it'''
    + """'

[table]
list = [ 1, [2, "3"], { a = 4, "b" = [] }, # why
  '5',
]
inline = { x.y = 1, z = "}" }
date = 2030-01-01 00:00:00Z

[[array]]
a = 1
[[array]]
a = 2
[array.sub]
b = '''
 ' ]
'''
[[array.deep]]
c = 3
"""
)


def _walk(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if path:
        yield path, value
    if isinstance(value, (dict, list)):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for key, member in members:
            yield from _walk(member, (*path, key))


def test_every_value_of_a_toml_text_has_its_place() -> None:
    places = Places(TOML)
    for path, value in _walk(loads(TOML)):
        if isinstance(path[-1], str):
            start, end = places.keys[path]
            assert TOML[start:end].strip("\"'") == path[-1]
        if not isinstance(value, (dict, list)):
            start, end = places.values[path]
            assert loads(f"x = {TOML[start:end]}")["x"] == value


@pytest.mark.parametrize("text", ["a = ", "[a", "a.b", 'a = "', "= 1", "a = [1", "a = {b", "[[a]"])
def test_the_places_of_half_a_toml_text_are_those_before_it_breaks(text: str) -> None:
    assert Places(f"good = 1\n{text}").values["good",] == (7, 8)
