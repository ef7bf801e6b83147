"""Both engines say the same of every body, and are chosen as asked."""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.checks import Context
from defender_lint.diagnostic import Path
from defender_lint.engines import (
    EngineMissing,
    EngineName,
    PythonEngine,
    RustEngine,
    compile_schema,
)
from defender_lint.findings import Finding
from defender_lint.rules import RULES
from support import bare, findings

CATALOGUE = Catalogue.shipped()
ENGINES: tuple[EngineName, ...] = ("jsonschema-rs", "jsonschema")
CONTEXTS = {engine: Context(CATALOGUE, engine=engine) for engine in ENGINES}


def nested(levels: int) -> Any:
    value: Any = {}
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


NAMES = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        ["", " ", "Comment", "comment", "type", "properties", "items", "$ref", "a/b~c"]
    ),
    st.sampled_from(
        ["@odata.type", "@odata.zzz", "@ODATA.type", "\u0130", "\u212a", "\x00", "{key}"]
    ),
)
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.lists(st.none() | st.text(max_size=3), max_size=3),
    st.dictionaries(NAMES, st.none() | st.text(max_size=3), max_size=3),
    st.sampled_from(
        [
            *(0, -1, 1.0, -0.0, 1.5, 1e308, 5e-324, 2**63, -(2**64), 10**40, 10**400),
            *(
                "",
                " ",
                "\u00a0",
                "\x00",
                "\n",
                "True",
                "null",
                "{value}",
                "`",
                "\U0001f600",
                "e\u0301",
            ),
            *("2020-01-01T00:00:00Z", "2026-13-01", "10.0.0.1", "hxxp://bad[.]example", "0" * 40),
            *("x" * 5_000, ["x"] * 501, [["x"]], {}, {"": {}}),
            *(nested(levels) for levels in (5, 55)),
        ]
    ).map(copy.deepcopy),
)


def paths(value: Any, path: Path = ()) -> list[Path]:
    """Return the way to everything inside a body."""
    steps: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        steps = value.items()
    elif isinstance(value, list):
        steps = list(enumerate(value))[:3]  # the rest of a list is like its beginning
    return [
        inner for step, member in steps for inner in [(*path, step), *paths(member, (*path, step))]
    ]


def members_of(schema: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return what may stand in the object at ``path``."""
    for step in path:
        schema = (
            schema.get("items", {})
            if isinstance(step, int)
            else schema.get("properties", {}).get(step, {})
        )
    members: dict[str, Any] = schema.get("properties", {})
    return members


@st.composite
def bodies(draw: st.DrawFn, operation: Operation) -> Any:
    """A body that the operation takes, spoilt in a few places."""
    body = copy.deepcopy(draw(st.sampled_from(operation.examples)))
    for _ in range(draw(st.integers(0, 4))):
        *parent, last = draw(st.sampled_from(paths(body) or [("",)]))
        holder = body
        for step in parent:
            holder = holder[step]
        how = draw(
            st.sampled_from(["drop", "rename", "recase", "retype", "member", "extra", "twice"])
        )
        if how == "retype" or last == "":
            value = draw(JUNK)
            if last == "":
                return value
            holder[last] = value
        elif how == "drop":
            del holder[last]
        elif isinstance(last, int):
            holder.extend(copy.deepcopy(holder[:1]) * draw(st.sampled_from([1, 2, 40])))
        elif how == "member":
            known = members_of(operation.schema, tuple(parent)) or {"": {}}
            key = draw(st.sampled_from(list(known)))
            value = draw(st.sampled_from(known[key].get("enum", ["x"])) | JUNK)
            holder[key] = value
        elif how == "extra":
            holder[draw(NAMES)] = draw(JUNK)
        elif how == "twice":
            holder[last.swapcase()] = copy.deepcopy(holder[last])
        else:
            renamed = draw(st.sampled_from([last.upper(), last[:-1], f"{last}s", last[::-1]]))
            value = holder.pop(last)
            if how == "recase" and isinstance(value, str):
                value = draw(st.sampled_from([value.swapcase(), f" {value}", value[1:]]))
                renamed = last
            holder[renamed] = value
    return draw(JUNK) if draw(st.integers(0, 30)) == 0 else body


def found(operation: Operation, body: Any, engine: EngineName) -> list[Finding]:
    found = findings(bare(body), operation, CONTEXTS[engine])
    # An API that is being retired is so whatever its body is.
    return [finding for finding in found if finding.rule != "deprecated-api"]


@given(id=st.sampled_from(CATALOGUE.body_ids()), data=st.data())
def test_both_find_the_same(id: str, data: st.DataObject) -> None:
    assert_one_mind(CATALOGUE[id], data)


@pytest.mark.slow
@pytest.mark.parametrize("id", CATALOGUE.body_ids())
@given(data=st.data())
def test_both_find_the_same_in_bodies_of_every_operation(id: str, data: st.DataObject) -> None:
    assert_one_mind(CATALOGUE[id], data)


def assert_one_mind(operation: Operation, data: st.DataObject) -> None:
    body = data.draw(bodies(operation))
    before = copy.deepcopy(body)
    by_rust, by_python = (found(operation, body, engine) for engine in ENGINES)
    assert by_rust == by_python
    assert body == before
    verdicts = {CONTEXTS[engine].compiled(operation).is_valid(body) for engine in ENGINES}
    if body is not None:  # no body at all is not the engines' business
        assert verdicts == {not by_rust}
    for finding in by_rust:
        assert finding.rule in RULES
        assert finding.code is None or CATALOGUE.errors.get(finding.code) is not None
        assert all(CATALOGUE.errors.get(code) for code in finding.also)
        assert finding.code not in finding.also
        assert finding.code is not None or finding.severity == "warning"
        assert not finding.message.endswith((".", " "))
    said = [(finding.pointer, finding.rule, finding.message) for finding in by_rust]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("levels", [1, 30, 60])
def test_deep_nesting(levels: int) -> None:
    operation = CATALOGUE["import-ti-indicators"]
    for body in (nested(levels), {"Indicators": [nested(levels)]}, {"Indicators": nested(levels)}):
        by_rust, by_python = (found(operation, body, engine) for engine in ENGINES)
        assert by_rust == by_python != []


def test_a_thousand_mistakes() -> None:
    operation = CATALOGUE["import-ti-indicators"]
    body = {"Indicators": [{"IndicatorValue": "x", "zzz": n} for n in range(250)]}
    by_rust, by_python = (found(operation, body, engine) for engine in ENGINES)
    assert by_rust == by_python
    assert len(by_rust) == 1_001
    assert by_rust[-1].rule == "limit-exceeded"


SCHEMA = {"type": "string", "format": "odd", "x-batch": {}}
CHECKERS = {"odd": lambda text: len(text) % 2 == 1}


@pytest.mark.parametrize(
    ("wanted", "got"),
    [("auto", RustEngine), ("jsonschema-rs", RustEngine), ("jsonschema", PythonEngine)],
)
def test_the_engine_that_was_asked_for(wanted: EngineName, got: type) -> None:
    engine = compile_schema(SCHEMA, CHECKERS, wanted)
    assert isinstance(engine, got)
    assert engine.is_valid("x")
    assert not engine.is_valid("xx")
    assert [tuple(violation) for violation in engine.violations("xx")] == [((), ("format",))]


def test_python_serves_where_rust_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    assert isinstance(compile_schema(SCHEMA, CHECKERS), PythonEngine)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            "jsonschema-rs",
            "the engine jsonschema-rs is not installed here; "
            "leave --engine out, or install the package of that name",
        ),
        (
            "jsonschema",
            "the engine jsonschema is not installed here; "
            "leave --engine out, or install the package of that name",
        ),
        ("auto", "neither jsonschema-rs nor jsonschema is installed here; install one of them"),
    ],
)
def test_an_engine_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, wanted: EngineName, message: str
) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    with pytest.raises(EngineMissing) as raised:
        compile_schema(SCHEMA, CHECKERS, wanted)
    assert str(raised.value) == message
