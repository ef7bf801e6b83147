"""Our own engine says of every body what the libraries say, and leaves to them what it may not know."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timezone
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.checks import Context
from defender_lint.engines import MOST_VIOLATIONS, PythonEngine, RustEngine
from defender_lint.engines.fitting import unknown
from defender_lint.engines.own import OwnEngine, own_engine
from made_bodies import made_bodies

CATALOGUE = Catalogue.shipped()
IDS = CATALOGUE.body_ids()
NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=timezone.utc)
QUICK_SHARE = 60
FORMATS = {"odd": lambda text: len(text) % 2 == 1}
KEYWORDS = {"x-batch": lambda items, _: len(set(items)) == len(items)}


@pytest.mark.parametrize("id", IDS)
def test_it_says_what_the_library_says(id: str) -> None:
    """The slow sibling is in test_gates, which judges as many bodies by all engines."""
    operation = CATALOGUE[id]
    own = Context(CATALOGUE, now=NOW).compiled(operation)
    library = Context(CATALOGUE, now=NOW, engine="jsonschema-rs").compiled(operation)
    assert isinstance(own, OwnEngine)
    right = 0
    for body in made_bodies(operation, QUICK_SHARE, 3):
        violations = own.violations(body)
        expected = library.violations(body)
        assert len(violations) == len(expected)
        if len(expected) < MOST_VIOLATIONS:  # else each says as many as it says
            assert Counter(violations) == Counter(expected), body
        assert own.is_valid(body) == (not expected), body
        right += not expected
    assert 0 < right < QUICK_SHARE


VALUES: list[Any] = [
    *(None, True, False, 0, 1, 1.0, 1.5, -1, 2, 10**40, 1e300, "", "a", "b", "ab", "1", [], {}),
    *([1], [1, 1], ["a", 1], ["a", "b", "a"], [[]], {"a": 1}, {"a": "b"}, {"b": None}),
    *({"a": "a", "b": 1}, {"@odata.type": 1}, {"a": "b", "@odata.x": 1, "c": 1}, {"ab": {"a": 1}}),
]  # fmt: skip


@pytest.mark.parametrize(
    "schema",
    [
        *({}, {"type": "integer"}, {"type": ["number", "null"]}, {"type": ["object", "boolean"]}),
        *({"enum": ["a", 1, None]}, {"enum": [True]}, {"const": 0}, {"const": 1.0}, {"const": "a"}),
        *({"minimum": 1}, {"maximum": 1.0}, {"minItems": 1}, {"maxItems": 1}, {"format": "odd"}),
        {"required": ["a", "b"]},
        {
            "properties": {
                "a": {"type": "string"},
                "ab": {"properties": {"a": {"type": "null"}}},
                "b": True,
            }
        },
        {"required": ["a"], "properties": {"a": {"const": "b"}, "b": {"type": "null"}}},
        {"additionalProperties": False},
        {"additionalProperties": True, "properties": {"a": {}}},
        {
            "additionalProperties": False,
            "properties": {"a": {}},
            "patternProperties": {"^@odata\\.": True},
        },
        {"items": {"type": "string", "enum": ["a"]}},
        {"contains": {"const": "a"}},
        {"x-batch": {}, "type": "string"},
        {"allOf": [{"type": "string"}, {"allOf": [{"const": "a"}, {"format": "odd"}]}]},
        {"anyOf": [{"type": "string", "format": "odd"}, {"required": ["a"]}, {"minimum": 2}]},
        {"not": {"type": "string"}},
        {"not": {"format": "odd"}},
        {"not": {"required": ["a"], "properties": {"a": {"type": "integer"}}}},
        {"not": {"properties": {"a": {}}, "additionalProperties": False}},
        {"if": {"type": "object"}, "then": {"required": ["a", "b"]}, "else": {"type": "array"}},
        {"if": {"format": "odd"}, "then": {"type": "string"}, "else": {"maximum": 1}},
        {"if": {"properties": {"a": {"const": 1}}}, "then": {"items": {"type": "integer"}}},
        {"not": {"if": {"minimum": 1}, "then": {"maximum": 1}, "else": {"const": 0}}},
        {"if": {"if": {"type": "string"}, "then": {"const": "a"}}, "then": {"type": "null"}},
        {"then": {"type": "null"}},
        {"x-error": {}, "x-advised": {"schema": False}},
    ],
    ids=str,
)
def test_what_keywords_mean(schema: dict[str, Any]) -> None:
    own = own_engine(schema, FORMATS, KEYWORDS)
    assert own is not None
    libraries = RustEngine(schema, FORMATS), PythonEngine(schema, FORMATS)
    # The keyword of ours is only for lists of what can be compared.
    values = [v for v in VALUES if "x-batch" not in schema or v not in ([[]], ["a", 1])]
    for value in values:
        expected = [Counter(library.violations(value)) for library in libraries]
        assert [Counter(own.violations(value))] * 2 == expected, value
        assert own.is_valid(value) == (not expected[0]), value


@pytest.mark.parametrize("id", IDS)
def test_all_of_our_schemas_is_known(id: str) -> None:
    said = set(unknown(CATALOGUE[id].strict_schema))
    assert not said, f"teach {said} to defender_lint.engines.fitting, or every bad body is slow"


@pytest.mark.parametrize(
    ("schema", "what"),
    [
        ({"pattern": "a"}, "`pattern`"),
        ({"properties": {"a": False}}, "`false` as a schema"),
        ({"allOf": [{"properties": {"a": {"uniqueItems": True}}}]}, "`uniqueItems`"),
        ({"items": {"if": {"const": {}}}}, "a list or an object in `const`"),
        ({"not": {"enum": [1, []]}}, "a list or an object in `enum`"),
        ({"additionalProperties": {"type": "string"}}, "a schema in `additionalProperties`"),
        (
            {"patternProperties": {"a": {"type": "string"}}},
            "a schema in `patternProperties` other than `true`",
        ),
    ],
)
def test_what_is_not_known_is_for_a_library(schema: dict[str, Any], what: str) -> None:
    assert list(unknown(schema)) == [what]
    assert own_engine(schema, {}, {}) is None
    assert isinstance(Context(CATALOGUE).engine_for(CATALOGUE[IDS[0]], schema), RustEngine)


def test_what_is_wrong_with_a_list_is_said_before_its_items_are_too_many() -> None:
    operation = CATALOGUE["import-ti-indicators"]
    body: Any = {"Indicators": [{}] * MOST_VIOLATIONS}
    violations = Context(CATALOGUE).compiled(operation).violations(body)
    assert len(violations) == MOST_VIOLATIONS
    assert [
        each.schema_path[-1] for each in violations if each.instance_path == ("Indicators",)
    ] == ["maxItems"]
