"""The JSON Schema of settings files: current, valid, and of one mind with the loader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import defender_lint.settings
from defender_lint.settings import SettingsError, SettingsFinder
from defender_lint.settings.keys import KEYS, LIMITS, SUPPRESSION
from defender_lint.settings.schema import settings_schema

SHIPPED = Path(defender_lint.settings.__file__).with_name("settings.schema.json")
VALIDATOR = jsonschema.Draft202012Validator(settings_schema())


def test_the_shipped_schema_is_a_schema() -> None:
    schema = json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert schema == settings_schema(), "stale; run python tools/generate.py"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_setting_is_in_it_with_its_meaning_and_default() -> None:
    properties = settings_schema()["properties"]
    assert list(properties) == list(KEYS)
    for name, key in KEYS.items():
        assert properties[name]["description"] == key.meaning
        assert properties[name]["default"] == key.default
    VALIDATOR.validate({name: key.default for name, key in KEYS.items()})


@pytest.mark.parametrize(
    "wrong",
    [
        {"selct": []},
        {"apis": {"*.json": "isolate-machin"}},
        {"apis": {"!a": "isolate-machine"}},
        {"select": ["not a rule"]},
        {"severity": {"key-caes": "error"}},
        {"severity": {"key-case": "off"}},
        {"fail-on": "errors"},
        {"output-format": "jsn"},
        {"limits": {"deep": 1}},
        {"limits": {"depth": 0}},
        {"force-exclude": "yes"},
        {"suppress": [{"files": "a"}]},
        {"suppress": [{"files": "a", "reason": " "}]},
        {"suppress": [{"files": "a", "reason": "x", "pointer": "a"}]},
    ],
)
def test_an_editor_sees_what_is_wrong(wrong: object) -> None:
    assert not VALIDATOR.is_valid(wrong)


def test_the_example_of_the_documentation_sets_everything(tmp_path: Path) -> None:
    page = Path(defender_lint.settings.__file__).parents[3] / "docs" / "settings.md"
    text = page.read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    schema = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert example
    assert schema
    (tmp_path / "our-schemas").mkdir()
    (tmp_path / "our-schemas" / "open-ticket.json").write_text(schema[1], encoding="utf-8")
    (tmp_path / ".defender-lint.yaml").write_text(example[1], encoding="utf-8")
    loaded = SettingsFinder().for_file(str(tmp_path / "a.ticket.json"))
    assert loaded.api_for(str(tmp_path / "a.ticket.json")) == "open-ticket"
    unset = {name for name, source in loaded.sources.items() if source == "default"}
    assert unset == {"limits.size", "limits.nodes"}


def test_ids_that_are_not_ours_pass_beside_own_schemas() -> None:
    VALIDATOR.validate({"schemas": "own", "apis": {"*.json": "open-ticket"}})


_WORDS = st.sampled_from(
    ["*.json", "a/**", "vendor/", "", "!a", "ALL", "key", "key-case", "InvalidHash",
     "isolate-machine", "error", "warning", "never", "full", "json", "/a/b", "because", "zzz"]
)  # fmt: skip
_SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | _WORDS
_KEYS = st.sampled_from([*KEYS, *LIMITS, *SUPPRESSION, "key-case"]) | _WORDS
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)
_FILES = st.dictionaries(st.sampled_from(list(KEYS)), _VALUES, max_size=4)


@given(content=_FILES)
def test_the_schema_takes_whatever_the_loader_takes(content: object, tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(json.dumps(content), encoding="utf-8")
    try:
        SettingsFinder(config=str(path)).for_run()
    except SettingsError:
        return
    VALIDATOR.validate(content)
