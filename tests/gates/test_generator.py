"""The generator of gates: what it writes, what it refuses, and when it runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.gates import load_gate
from defender_lint.gates.generator import NoGateError, generate
from defender_lint.gates.stricter import levels, stricter
from defender_lint.nesting import DEEPEST

ANY_FORMAT = {"sha1": lambda text: len(text) == 40, "not-blank": bool}


def judge(schema: dict[str, Any], value: Any) -> bool:
    module: dict[str, Any] = {}
    exec(generate(schema, "test-api"), module)  # noqa: S102
    verdict: bool = module["gate"](ANY_FORMAT, {})(value)
    return verdict


def test_a_gate_reads_as_one_would_write_it() -> None:
    schema = {
        "type": "object",
        "required": ["Kind"],
        "properties": {
            "Kind": {"type": "string", "enum": ["Hash", "Name", "Old"], "x-basis": {}},
            "Value": {"type": ["string", "null"]},
        },
        "patternProperties": {"^@odata\\.": True},
        "additionalProperties": False,
        "allOf": [
            {"not": {"properties": {"Kind": {"const": "Old"}}}},
            {
                "if": {"required": ["Kind"], "properties": {"Kind": {"const": "Hash"}}},
                "then": {"required": ["Value"], "properties": {"Value": {"format": "sha1"}}},
            },
        ],
    }
    assert (
        generate(schema, "test-api")
        == '''\
"""Judges bodies of test-api; generated from its schema, see defender_lint.gates."""

from defender_lint.gates.accepting import MATCH

ABSENT = object()
KEYS_1 = frozenset(['Kind', 'Value'])


def gate(formats, keywords):
    has_format_sha1 = formats['sha1']

    def is_body(value):
        if type(value) is not dict:
            return False
        Kind_ = value.get('Kind', ABSENT)
        Value_ = value.get('Value', ABSENT)
        if not value.keys() <= KEYS_1:
            return False
        if type(Kind_) is not str or Kind_ not in {'Hash', 'Name', 'Old'}:
            return False
        if Value_ is not ABSENT and Value_ is not None and type(Value_) is not str:
            return False
        if Kind_ == 'Old':
            return False
        if (
            Kind_ == 'Hash'
            and Value_ is not None
            and (
                type(Value_) is not str
                or not MATCH['sha1'](Value_) and not has_format_sha1(Value_)
            )
        ):
            return False
        return True

    return is_body
'''
    )


def test_what_depends_on_one_value_is_asked_by_its_cases() -> None:
    """And a string that several formats accept by one pattern is matched once."""

    def value_of(kind: str, format: str) -> dict[str, Any]:
        return {
            "if": {"properties": {"Kind": {"const": kind}}},
            "then": {"properties": {"Value": {"format": format}}},
        }

    schema = {
        "type": "object",
        "required": ["Kind", "Value"],
        "properties": {
            "Kind": {"type": "string", "enum": ["Hash", "Url", "Text"]},
            "Value": {"type": "string"},
        },
        "additionalProperties": False,
        "allOf": [
            value_of("Hash", "sha1"),
            value_of("Url", "absolute-url"),
            value_of("Url", "web-url"),
        ],
    }
    assert """\
        if Kind_ == 'Hash':
            if not MATCH['sha1'](Value_) and not has_format_sha1(Value_):
                return False
        elif Kind_ == 'Url':
            if (
                not MATCH['absolute-url'](Value_)
                and (not has_format_absolute_url(Value_) or not has_format_web_url(Value_))
            ):
                return False
        return True
""" in generate(schema, "test-api")


@pytest.mark.parametrize(
    ("schema", "right", "wrong"),
    [
        ({"type": "integer"}, [1, -1, 2.0, 10**40], [True, 1.5, "1", None]),
        ({"type": "number", "minimum": 1, "maximum": 2}, [1, 1.5, 2.0], [0.9, 3, True]),
        ({"minimum": 1}, ["0", None, False], [0]),
        ({"const": 1}, [1, 1.0], [True, "1"]),
        ({"const": True}, [True], [1, "True"]),
        ({"enum": ["a", 1, None]}, ["a", 1, 1.0, None], [True, "b", [], {}]),
        ({"not": {"type": ["null", "array"]}}, ["x", {}, 0], [None, []]),
        ({"type": "array", "items": {"type": "string"}, "minItems": 1}, [["x"]], [[], [1], "x"]),
        ({"contains": {"const": "x"}}, [["y", "x"], "y", {}], [[], ["y"]]),
        ({"anyOf": [{"type": "null"}, {"minLength": 2}]}, [None, "ab", 1], ["a"]),
        ({"if": {"type": "string"}, "then": {"maxLength": 1}, "else": False}, ["a"], ["ab", 1]),
        ({"properties": {"a": {"type": "null"}}}, [{}, {"a": None}, 1], [{"a": 1}]),
        ({"required": ["a"]}, [{"a": None}, 1], [{}]),
        ({"not": {"required": ["a"]}}, [{}], [{"a": None}, 1]),
        ({"properties": {"not a name": False}}, [{}], [{"not a name": 1}]),
        ({"properties": {"type": {"format": "sha1"}}}, [{"type": "0" * 40}], [{"type": ""}]),
        (True, [None, 1], []),
        (False, [], [None, 1]),
    ],
)
def test_what_keywords_mean(schema: Any, right: list[Any], wrong: list[Any]) -> None:
    assert [judge(schema, value) for value in right] == [True] * len(right)
    assert [judge(schema, value) for value in wrong] == [False] * len(wrong)


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {"items": {"additionalProperties": False}},
        {"type": "array", "items": {"type": ["null", "array"]}},
        {"properties": {"a": {}}, "additionalProperties": False},
    ],
    ids=str,
)
def test_what_a_schema_leaves_open_may_still_not_be_too_deep(schema: Any) -> None:
    deep: Any = []
    for _ in range(DEEPEST - 2):
        deep = [deep]
    assert [judge(schema, value) for value in ([deep], {"a": deep})].count(True) > 0
    assert not judge(schema, [[deep]])
    assert not judge(schema, {"a": [deep]})


def test_no_body_of_ours_may_be_deep() -> None:
    """So its gate, which is what right bodies cost, need not look how deep it is."""
    deepest = {op.id: levels(stricter(op.strict_schema)) for op in Catalogue.shipped().with_body()}
    assert max(deepest.values()) < DEEPEST


def test_what_is_rare_is_left_to_the_engine() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {}, "b": {"type": ["string", "null"], "allOf": [{"type": "null"}]}},
        "patternProperties": {"^@odata\\.": True},
        "additionalProperties": False,
    }
    assert judge(schema, {"a": 1})
    assert not judge(schema, {"a": 1, "b": None})
    assert not judge(schema, {"a": 1, "@odata.type": "x"})


def test_a_condition_sees_what_is_rare() -> None:
    closed = {"patternProperties": {"^@odata\\.": True}, "additionalProperties": False}
    assert judge({"not": closed}, {"b": 1})
    assert not judge({"not": closed}, {"@odata.type": 1})


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (
            {"properties": {"Value": {"pattern": "^x"}}},
            "test-api: in the body's /Value, the keyword 'pattern' is not known; teach it to "
            "defender_lint.gates.generator, or say the same in a format",
        ),
        ({"x-new": 1}, "test-api: in the body's /, the keyword 'x-new' is not known"),
        ({"additionalProperties": {"type": "null"}}, "`additionalProperties` that is a schema"),
        ({"patternProperties": {"^x": {"type": "null"}}}, "a schema in `patternProperties`"),
        (
            {"patternProperties": {"x": True}, "additionalProperties": False, "not": {}},
            "the pattern 'x' is not known",
        ),
        ({"const": []}, "a list or an object in `enum` or `const` is not known"),
        ({"items": {"uniqueItems": True}}, "in the body's /item, the keyword 'uniqueItems'"),
    ],
)
def test_what_the_generator_does_not_know_stops_it(schema: dict[str, Any], message: str) -> None:
    with pytest.raises(NoGateError) as raised:
        generate({"not": schema}, "test-api")
    assert message in str(raised.value)


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """Return a copy of the schemas of one product."""
    folder = tmp_path / "schemas"
    root = Path(__file__).parents[2] / "schemas"
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def load(schemas: Path, id: str) -> Any:
    catalogue = Catalogue(str(schemas))
    file = catalogue.shipped_file(id)
    assert file is not None
    return load_gate(catalogue[id], file, ANY_FORMAT, {})


def test_a_gate_is_made_once_and_kept_as_bytecode(
    schemas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", None)
    assert load(schemas, "offboard-machine")({"Comment": "x"})
    tag = sys.implementation.cache_tag
    assert (schemas / "mde" / "__pycache__" / f"offboard-machine.{tag}.pyc").is_file()
    monkeypatch.setattr(
        "defender_lint.gates.generator.generate", lambda *_: pytest.fail("made again")
    )
    assert load(schemas, "offboard-machine")({"Comment": "x"})


@pytest.mark.parametrize("changed", ["mde/offboard-machine.json", "shared/common.json"])
def test_a_gate_is_made_again_when_its_schema_changes(
    schemas: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", None)
    load(schemas, "offboard-machine")
    path = schemas / changed
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))
    made = []

    def noted(schema: Any, name: str) -> str:
        made.append(name)
        return generate(schema, name)

    monkeypatch.setattr("defender_lint.gates.generator.generate", noted)
    load(schemas, "offboard-machine")
    assert made == ["offboard-machine"]


def test_a_gate_can_be_looked_at() -> None:
    command = [sys.executable, "-m", "defender_lint.gates", "offboard-machine"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    operation = Catalogue.shipped()["offboard-machine"]
    assert shown == generate(operation.strict_schema, operation.id)
