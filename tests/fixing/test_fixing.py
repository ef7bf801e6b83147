"""Fixes change what they are meant to change, and not one byte more."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.checks.diagnosis import Diagnosis
from defender_lint.checks.locate import Placed, placed
from defender_lint.diagnostic import Diagnostic, Replacement
from defender_lint.findings import Fix
from defender_lint.fixing.edits import apply
from defender_lint.fixing.fix import BrokenFix, fix
from defender_lint.linting import Linter
from defender_lint.settings.values import defaults
from defender_lint.sources.reading import requests, source_of
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.spans import Edit, Position, Span
from support import fixed

CATALOGUE = Catalogue.shipped()
JSON_EXAMPLES = [
    (operation, example)
    for operation in CATALOGUE.with_body()
    if operation.content_type == "application/json"
    for example in operation.examples
]


def fixed_text(text: str, api: str, suffix: str = "json", *, unsafe: bool = False) -> str:
    """Apply fixes; what is left must not be what was fixed."""
    after, left = fixed(text, api, file=f"body.{suffix}", unsafe=unsafe)
    assert not any(each.fix and each.fix.applicability == "safe" for each in left)
    return after


def scrambled(value: Any, schema: Any, flip: Any) -> Any:
    """Return a body with the letter case of keys and enum members changed at will."""
    if isinstance(value, dict):
        known = schema.get("properties", {})
        return {
            _flipped(key, known, flip): scrambled(member, known.get(key, {}), flip)
            for key, member in value.items()
        }
    if isinstance(value, list):
        return [scrambled(item, schema.get("items", {}), flip) for item in value]
    members = schema.get("enum", ())
    return _flipped(value, members, flip) if value in members else value


def _flipped(word: Any, known: Any, flip: Any) -> Any:
    if not isinstance(word, str) or word.startswith("@"):
        return word
    other = "".join(c.swapcase() if flip() else c for c in word)
    return word if other in known else other


styles = st.sampled_from(
    [
        {"indent": 2},
        {"indent": "\t"},
        {"separators": (",", ":")},
        {"separators": (" ,\t", " :  ")},
        {"indent": 1, "ensure_ascii": False},
    ]
)


@given(st.sampled_from(JSON_EXAMPLES), st.data(), styles, st.sampled_from(["\n", "\r\n"]))
def test_a_valid_body_with_mangled_case_comes_back_to_its_bytes(
    case: tuple[Operation, Any], data: st.DataObject, style: dict[str, Any], newline: str
) -> None:
    operation, example = case
    flips = data.draw(st.lists(st.booleans(), min_size=1, max_size=12))
    position = iter(range(1_000_000))

    def flip() -> bool:
        return flips[next(position) % len(flips)]

    right = json.dumps(example, **style).replace("\n", newline)
    wrong = json.dumps(scrambled(example, operation.schema, flip), **style).replace("\n", newline)
    assert fixed_text(wrong, operation.id) == right


@given(st.sampled_from(JSON_EXAMPLES), st.data(), st.sampled_from([None, True, False]))
def test_so_does_one_in_yaml(
    case: tuple[Operation, Any], data: st.DataObject, flow: bool | None
) -> None:
    operation, example = case
    flips = data.draw(st.lists(st.booleans(), min_size=1, max_size=12))
    position = iter(range(1_000_000))
    wrong = scrambled(example, operation.schema, lambda: flips[next(position) % len(flips)])
    comment = "# kept\n"
    right_text = comment + yaml.safe_dump(example, sort_keys=False, default_flow_style=flow)
    wrong_text = comment + yaml.safe_dump(wrong, sort_keys=False, default_flow_style=flow)
    result = fixed_text(wrong_text, operation.id, "yaml")
    assert yaml.safe_load(result) == yaml.safe_load(right_text)
    # A word may need quotes where the right one needs none; all else is as it was.
    assert result.replace("'", "").replace('"', "") == right_text.replace("'", "").replace('"', "")


@pytest.mark.parametrize(("nothing", "after"), [("\u200b", " "), ("\0\u2060", "  ")])
def test_a_body_may_be_nothing_but_what_is_deleted(nothing: str, after: str) -> None:
    assert fixed_text(nothing, "isolate-machine", unsafe=True) == after


INDICATOR = {
    "indicatorValue": "20.112.52.29",
    "indicatorType": "IpAddress",
    "action": "Block",
    "title": "t",
    "description": "d",
}

SAFE = [
    pytest.param({"indicatorValue": " 20.112.52.29 "}, {}, id="blanks around a value"),
    pytest.param({"generateAlert": "True"}, {"generateAlert": True}, id="text for a boolean"),
    pytest.param({"action": "block"}, {}, id="letter case of a member"),
]
UNSAFE = [
    pytest.param({"indicatorValue": "20[.]112[.]52[.]29"}, {}, id="a defanged value"),
    pytest.param({"title": 4711}, {"title": "4711"}, id="a number for a string"),
    pytest.param({"action": "Blocked"}, {}, id="a typo in a member"),
    pytest.param({"expirationTime": "2099-01-31"}, {"expirationTime": "2099-01-31T00:00:00Z"}, id="a date"),
]  # fmt: skip


@pytest.mark.parametrize(("spoilt", "expected"), SAFE)
def test_a_safe_fix_changes_that_value_only(spoilt: Any, expected: Any) -> None:
    text = json.dumps({**INDICATOR, **spoilt}, indent=2)
    assert json.loads(fixed_text(text, "post-ti-indicator")) == {**INDICATOR, **expected}


@pytest.mark.parametrize(("spoilt", "expected"), UNSAFE)
def test_an_unsafe_fix_waits_to_be_asked_for(spoilt: Any, expected: Any) -> None:
    text = json.dumps({**INDICATOR, **spoilt}, indent=2)
    assert fixed_text(text, "post-ti-indicator") == text
    result = fixed_text(text, "post-ti-indicator", unsafe=True)
    assert json.loads(result) == {**INDICATOR, **expected}


@pytest.mark.parametrize(
    ("key", "is_safe"),
    [("indicator_value", True), ("Indicator Value", True), ("indicator-value", True), ("indicatorVal", False)],
)  # fmt: skip
def test_keys_in_another_spelling_are_safe_and_typos_are_not(key: str, is_safe: bool) -> None:
    body = {key: INDICATOR["indicatorValue"], **INDICATOR}
    del body["indicatorValue"]
    text = json.dumps(body)
    assert (fixed_text(text, "post-ti-indicator") != text) is is_safe
    assert json.loads(fixed_text(text, "post-ti-indicator", unsafe=True)) == INDICATOR


def test_fixes_that_hide_behind_others_settle_in_further_passes() -> None:
    """The type is in the wrong case, so only the second pass sees that the value has blanks."""
    text = '{"IndicatorValue": "20.112.52.29 ", "indicatortype": "ipaddress", "Action": "block", "title": "t", "description": "d"}'
    assert json.loads(fixed_text(text, "post-ti-indicator")) == INDICATOR


def test_an_ndjson_batch_over_its_limit_becomes_several_lines() -> None:
    ids = [str(number) for number in range(1_001)]
    text = json.dumps({"IndicatorIds": ids}) + '\n{"IndicatorIds": ["x"]}\n'
    assert fixed_text(text, "batch-delete-ti-indicators", "ndjson") == text
    lines = fixed_text(text, "batch-delete-ti-indicators", "ndjson", unsafe=True).splitlines()
    bodies = [json.loads(line)["IndicatorIds"] for line in lines]
    assert [len(body) for body in bodies] == [500, 500, 1, 1]
    assert [item for body in bodies for item in body] == [*ids, "x"]


def test_a_fix_that_would_break_the_text_is_refused() -> None:
    """It can only be our own defect, and must not reach a file."""
    source = source_of('{"comment": "x"}')

    def check(changed: Source) -> list[Placed]:
        (request,) = requests(changed)
        broken = Replacement("spoil it", "safe", '"Comment')
        found = Diagnostic("key-case", "wrong", start=1, end=10, fix=broken)
        body = request.body
        assert body is not None
        return placed(Diagnosis(None, None, (*body.problems, found)), request)

    with pytest.raises(BrokenFix, match="a fix of key-case would make it unparsable"):
        fix(source, check(source), check, with_unsafe=False)


def test_fixes_that_undo_one_another_are_refused() -> None:
    """It can only be our own defect, and would go on for ever."""
    source = source_of('{"Comment": "x"}')

    def check(changed: Source) -> list[Placed]:
        (request,) = requests(changed)
        other = "Comment" if "comment" in changed.text else "comment"
        turn = Replacement("turn it", "safe", other)
        text = Text.whole(changed)
        found = Diagnostic("key-case", "wrong", text=text, start=2, end=9, fix=turn)
        return placed(Diagnosis(None, None, (found,)), request)

    with pytest.raises(BrokenFix, match="the fixes undo one another"):
        fix(source, check(source), check, with_unsafe=False)


def test_of_fixes_that_overlap_the_first_is_made() -> None:
    def of(start: int, end: int, text: str) -> Fix:
        span = Span(Position(start, 1, start + 1), Position(end, 1, end + 1))
        return Fix("write it", "safe", (Edit(span, text),))

    fixes = [("second", of(1, 3, "y")), ("first", of(0, 2, "x")), ("third", of(3, 4, "z"))]
    assert apply("abcd", 0, fixes) == ("xcz", ["first", "third"])


def test_fixes_end_however_many_there_are() -> None:
    """Each pass fixes one trailing comma; a limit of passes once gave up on the 21st."""
    text = '{"Comment": "a", "x": [' + "[1,]," * 40 + "0]}"
    after, _ = fixed(text, "unisolate-machine")
    assert after == text.replace(",]", "]")


def test_of_each_request_as_many_fixes_are_told_as_findings_would_be() -> None:
    settings = defaults("/")._replace(max_findings=1)
    linter = Linter(settings, CATALOGUE, operation=CATALOGUE["isolate-machine"], fixes="safe")
    line = '{"comment": "x", "isolationType": "Full"}\n'
    result = linter.lint(source_of(line * 2, "a.ndjson"), is_named=True)
    assert result.counts.fixed == 4
    told = [(each.document, each.pointer) for each in result.fixed]
    assert told == [(0, "/comment"), (1, "/comment")]
