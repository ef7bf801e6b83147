"""What a schema still asks of a body of which a part is known: enough that nothing else can differ."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from defender_lint.checks.remainder import NoRemainderError, remainder, telling
from defender_lint.engines import RustEngine

KEYS = ("a", "b", "c")
VALUES: list[Any] = [0, 1, "x", "y", True, None, [1], ["x"]]
scalars = st.sampled_from([0, 1, "x", "y", True, None])
tests = (
    st.builds(lambda value: {"const": value}, scalars)
    | st.builds(lambda values: {"enum": values}, st.lists(scalars, min_size=1, max_size=3))
    | st.builds(
        lambda type: {"type": type}, st.sampled_from(["string", "integer", "array", "null"])
    )
    | st.just({"minimum": 1})
    | st.just({"items": {"type": "string"}})
    | st.booleans()
)
tests = tests | st.builds(lambda test: {"not": test}, tests)
tests = tests | st.builds(lambda one, other: {"allOf": [one, other]}, tests, tests)
members = st.dictionaries(st.sampled_from(KEYS), tests, max_size=2)
leaves = (
    st.builds(lambda members: {"properties": members}, members)
    | st.builds(lambda keys: {"required": sorted(keys)}, st.sets(st.sampled_from(KEYS), max_size=2))
    | st.builds(lambda members: {"properties": members, "additionalProperties": False}, members)
    | st.sampled_from([{"type": "object"}, {"type": ["string", "null"]}, True])
)


def around(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=2)
    return (
        st.builds(lambda parts: {"allOf": parts}, some)
        | st.builds(lambda parts: {"anyOf": parts}, some)
        | st.builds(lambda part: {"not": part}, inner)
        | st.builds(
            lambda test, then, otherwise: {"if": test, "then": then, "else": otherwise},
            inner, inner, inner,
        )
        | st.builds(lambda test, then: {"if": test, "then": then}, inner, inner)
    )  # fmt: skip


schemas = st.recursive(leaves, around, max_leaves=6).filter(lambda schema: schema is not True)
bodies = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), min_size=1)


def is_valid(schema: Any, value: Any) -> bool:
    return RustEngine(schema, {}).is_valid(value)


@given(schema=schemas, body=bodies, unknown=st.sets(st.sampled_from(KEYS), min_size=1, max_size=2))
@example({"if": {"properties": {"a": {"const": 0}}}, "then": {"required": ["b"]}}, {"a": 0}, {"a"})
@example({"if": {"properties": {"a": {"const": 0}}}, "then": {"required": ["b"]}}, {"a": 1}, {"a"})
@example({"anyOf": [{"properties": {"a": {"const": 0}}}, {"required": ["b"]}]}, {"a": 0}, {"a"})
@example({"not": {"allOf": [{"properties": {"a": False}}, True]}}, {"a": 0}, {"a"})
@example({"not": {"if": {"required": ["b"]}, "then": False}}, {"a": 0}, {"a"})
@example({"properties": {"a": True}}, {"a": 0}, {"a"})
@example(
    {"not": {"if": {"properties": {"a": {"const": 0}}}, "then": {"required": ["b"]}}},
    {"a": 0},
    {"a"},
)
def test_bodies_that_a_remainder_accepts_violate_the_same(
    schema: Any, body: dict[str, Any], unknown: set[str]
) -> None:
    unknown &= body.keys()
    assume(unknown)
    try:
        left = remainder(schema, body, frozenset(unknown), is_valid)
    except NoRemainderError:
        return
    engine, rest = RustEngine(schema, {}), RustEngine(left, {})
    violated = set(engine.violations(body))
    for values in product(VALUES, repeat=len(unknown)):
        other = {**body, **dict(zip(sorted(unknown), values, strict=True))}
        if rest.is_valid(other):
            assert set(engine.violations(other)) == violated, other


CLOSED = {
    "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
    "patternProperties": {"^@": True},
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("body", "other", "is_like"),
    [
        ({"a": "x", "z": 1}, {"a": "y", "z": 1}, True),
        ({"a": "x", "@z": 1}, {"a": "y", "@z": 1}, True),
        ({"a": "x", "z": 1}, {"a": 1, "z": 1}, False),
    ],
)
def test_a_closed_object(body: Any, other: Any, is_like: bool) -> None:
    assert is_valid(remainder(CLOSED, body, frozenset("a"), is_valid), other) is is_like


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        ({"minProperties": 1}, {"a": "x"}),  # a keyword that is not known
        ({"oneOf": [{"required": ["a"]}]}, {"a": "x"}),
        ({"additionalProperties": {"type": "string"}}, {"a": "x"}),
        ({"properties": {"a": {"const": "y"}}}, {"a": "x"}),  # what is wrong is not known
        ({}, {"a": {}}),  # steps of the check look into objects
        ({}, {"a": [{}]}),
    ],
)
def test_what_has_no_remainder(schema: Any, body: Any) -> None:
    with pytest.raises(NoRemainderError):
        remainder(schema, body, frozenset("a"), is_valid)


def test_members_that_others_go_by() -> None:
    action = {"properties": {"action": {"const": "Audit"}, "title": {"type": "string"}}}
    kind = {"properties": {"kind": {"enum": ["Url"]}, "severity": True}}
    then = {"properties": {"severity": {"const": "High"}}}
    schema = {"allOf": [{"if": action, "then": then}, {"not": {"anyOf": [kind]}}]}
    assert telling(schema) == {"action", "kind"}
