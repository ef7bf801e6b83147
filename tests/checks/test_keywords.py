"""Our own validation keywords: which items of a list clash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.engines.keywords import KEYWORDS, Clash

IDENTITY = {"identity": ["type", "value"], "agree": ["action"]}
STAGES = {"member": "type", "stages": [["Put", "Run"], ["Get"]]}


def item(type: Any, value: Any, action: Any = "Block") -> dict[str, Any]:
    return {"type": type, "value": value, "action": action}


def repeats(index: int, first: int) -> Clash:
    return Clash("duplicate-item", index, first)


def contradicts(index: int, first: int, member: str) -> Clash:
    return Clash("inconsistent-values", index, first, member)


@pytest.mark.parametrize(
    ("items", "config", "clashes"),
    [
        ([], {}, []),
        (["a", "b"], {}, []),
        (["a", "b", "a", "a"], {}, [repeats(2, 0), repeats(3, 0)]),
        (["a", "A"], {}, []),
        (["1", 1], {}, []),
        (["[1]", [1]], {}, []),
        ([{"a": 1, "b": 2}, {"b": 2, "a": 1}], {}, [repeats(1, 0)]),
        ([None, None], {}, [repeats(1, 0)]),
        # identity
        ([item("Ip", "1"), item("Ip", "2")], IDENTITY, []),
        ([item("Ip", "1"), item("Url", "1")], IDENTITY, []),
        ([item("Ip", "1"), item("Ip", "1")], IDENTITY, [repeats(1, 0)]),
        (
            [item("Ip", "1"), item("Ip", "1", "Allow")],
            IDENTITY,
            [contradicts(1, 0, "action")],
        ),
        (
            [item("Ip", "1"), item("Ip", "1", "Allow"), item("Ip", "1", "Allow")],
            IDENTITY,
            [contradicts(1, 0, "action"), contradicts(2, 0, "action")],
        ),
        ([item("Ip", "1"), {"type": "Ip", "value": "1"}], IDENTITY, [contradicts(1, 0, "action")]),
        # What has no identity equals nothing.
        ([item("Ip", None), item("Ip", None)], IDENTITY, []),
        ([item("Ip", 1), item("Ip", 1)], IDENTITY, []),
        ([{"type": "Ip"}, {"type": "Ip"}], IDENTITY, []),
        (["a", "a"], IDENTITY, []),
        # Not a list: none of the keyword's business.
        ("aa", {}, []),
        ({"a": 1}, IDENTITY, []),
        (None, {}, []),
    ],
)
def test_batch(items: Any, config: dict[str, Any], clashes: list[Clash]) -> None:
    assert list(KEYWORDS["x-batch"](items, config)) == clashes


def order(index: int, first: int) -> Clash:
    return Clash("command-order", index, first)


@pytest.mark.parametrize(
    ("types", "clashes"),
    [
        ([], []),
        (["Put", "Run", "Get"], []),
        (["Run", "Put", "Run", "Get", "Get"], []),
        (["Get", "Put"], [order(1, 0)]),
        (["Get", "Get", "Put"], [order(2, 0)]),  # against the first that came too early
        (["Put", "Get", "Run", "Get", "Put"], [order(2, 1), order(4, 1)]),
        (["Get", "Else", None, 5, ["Put"], {"Put": 1}], []),
    ],
)
def test_sequence(types: list[Any], clashes: list[Clash]) -> None:
    commands = [{"type": type} for type in types]
    assert list(KEYWORDS["x-sequence"](commands, STAGES)) == clashes


@pytest.mark.parametrize("items", ["Get", None, 5, {"type": "Get"}, ["Get", "Put"], [["Get"]]])
def test_sequence_of_something_else(items: Any) -> None:
    assert list(KEYWORDS["x-sequence"](items, STAGES)) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


@given(JSON)
def test_no_value_is_too_odd(value: Any) -> None:
    for config in ({}, IDENTITY):
        list(KEYWORDS["x-batch"](value, config))
    list(KEYWORDS["x-sequence"](value, STAGES))
