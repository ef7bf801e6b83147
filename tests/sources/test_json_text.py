"""JSON: values, the places of keys and values, keys that stand twice, limits."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.json import text as json_text
from defender_lint.sources.json.readable import readable
from defender_lint.sources.json.text import JsonValue, string_at
from defender_lint.sources.limits import Limits
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.problem import problem
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import Absent
from defender_lint.spans import Position
from support import place, values

TEXT = """
{
  "Comment": "é",
  "Machines" : [ {"Id": 1 , "Tags": []}, "x" ]
}
"""


def parse(text: str, limits: Limits | None = None) -> JsonValue:
    return json_text.parse(
        Text.whole(Source(text)), ReadOptions(limits or Limits(), Placeholders(enabled=False))
    )


def token(document: JsonValue, path: Path, kind: Token) -> str:
    start, end = document.offsets(path, kind)
    return document.text.chars[start:end]


@pytest.mark.parametrize(
    ("path", "key", "value", "start"),
    [
        ((), TEXT.strip(), TEXT.strip(), "{"),
        (("Comment",), '"Comment"', '"é"', '"'),
        (("Machines",), '"Machines"', '[ {"Id": 1 , "Tags": []}, "x" ]', "["),
        (("Machines", 0), '{"Id": 1 , "Tags": []}', '{"Id": 1 , "Tags": []}', "{"),
        (("Machines", 0, "Id"), '"Id"', "1", "1"),
        (("Machines", 0, "Tags"), '"Tags"', "[]", "["),
        (("Machines", 1), '"x"', '"x"', '"'),
        # What is not there: the nearest parent that is.
        (("Machines", 0, "Tags", 0), '"Tags"', "[]", "["),
        (("Machines", 0, "tags"), '{"Id": 1 , "Tags": []}', '{"Id": 1 , "Tags": []}', "{"),
        (("Machines", 2), '"Machines"', '[ {"Id": 1 , "Tags": []}, "x" ]', "["),
        (("Machines", "0"), '"Machines"', '[ {"Id": 1 , "Tags": []}, "x" ]', "["),
        (("Comment", "x", 3), '"Comment"', '"é"', '"'),
        ((0,), TEXT.strip(), TEXT.strip(), "{"),
    ],
)
def test_places(path: Path, key: str, value: str, start: str) -> None:
    document = parse(TEXT)
    assert token(document, path, Token.KEY) == key
    assert token(document, path, Token.VALUE) == value
    assert token(document, path, Token.START) == start
    assert document.offsets(path, Token.START)[0] == document.offsets(path, Token.VALUE)[0]


def test_places_count_from_the_origin() -> None:
    source = Source('{"a":\n 1}', "x.json", Position(100, 20, 5))
    document = json_text.parse(Text.whole(source))
    assert document.media_type == "application/json"
    root = place(document, (), Token.VALUE)
    assert (root.start, root.end) == (Position(100, 20, 5), Position(109, 21, 4))
    assert place(document, ("a",), Token.VALUE).start == Position(107, 21, 2)


def test_a_body_inside_a_string_stands_where_its_characters_do() -> None:
    inner = '{"comment":\n "é\\t\U0001f691"}'
    outer = json.dumps({"body": inner})
    text = string_at(parse(outer), ("body",))
    assert text.chars == inner
    document = json_text.parse(text)
    start, end = text.outer(*document.offsets(("comment",), Token.KEY))
    assert outer[start:end] == r"\"comment\""
    start, end = text.outer(*document.offsets(("comment",), Token.VALUE))
    assert outer[start:end] == r"\"\u00e9\\t\ud83d\ude91\""
    edit = text.edit(*document.offsets(("comment",), Token.KEY), '"Comment"')
    assert edit is not None
    assert edit.text == r"\"Comment\""


@pytest.mark.parametrize("blank", ["", " ", "\n", " \r\n\t "])
def test_blank_text_is_no_body(blank: str) -> None:
    document = parse(blank)
    assert document.data is Absent.EMPTY
    assert document.problems == ()
    assert {document.offsets(("a", 0), kind) for kind in Token} == {(0, 0)}


def test_a_broken_text_is_one_value() -> None:
    document = parse(' {"a": 1,} ')
    assert document.data is Absent.BROKEN
    assert token(document, ("a",), Token.VALUE) == '{"a": 1,}'
    assert token(document, ("a",), Token.START) == "{"


@pytest.mark.parametrize(
    ("text", "value"), [("null", None), ("true", True), ('"a"', "a"), (" 1.5 ", 1.5), ("[]", [])]
)
def test_any_json_value_may_be_the_body(text: str, value: Any) -> None:
    document = parse(text)
    assert document.data == value
    assert document.problems == ()
    assert token(document, ("x", 0), Token.VALUE) == text.strip()


def duplicate(
    name: str, line: int, first: tuple[int, int], key: tuple[int, int], path: Path
) -> Diagnostic:
    message = (
        f"`{name}` appears twice in this object (first on line {line}); "
        "which one the service takes is not documented, so keep one"
    )
    related = ((f"`{name}` appears here first", *first),)
    return problem("duplicate-key", message, *key, path=path, related=related)


def test_duplicate_key_is_reported_at_the_later_key_and_the_last_value_counts() -> None:
    document = parse('{"a": 1,\n "b": [{"c": 1, "c": 2}],\n "a": {"x": 3}, "\\u0061": 4}')
    assert document.data == {"a": 4, "b": [{"c": 2}]}
    assert document.problems == (
        duplicate("c", 2, (17, 20), (25, 28), ("b", 0, "c")),
        duplicate("a", 1, (1, 4), (36, 39), ("a",)),
        duplicate("a", 1, (1, 4), (51, 59), ("a",)),
    )
    assert token(document, ("a",), Token.KEY) == '"\\u0061"'
    assert token(document, ("a",), Token.VALUE) == "4"


def test_keys_that_differ_in_case_are_two_keys() -> None:
    document = parse('{"a": 1, "A": 2}')
    assert document.data == {"a": 1, "A": 2}
    assert document.problems == ()


DEEP = "this is nested more than 64 levels deep; write it flatter"
HUGE = "this number has more than 4300 digits or is too large; write it as a string"


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        pytest.param("[" * 65 + "]" * 65, 64, 65, DEEP, id="lists"),
        pytest.param('{"a":' * 65 + "1" + "}" * 65, 320, 321, DEEP, id="objects"),
        pytest.param("[" * 100_000, 64, 65, DEEP, id="lists without an end"),
        pytest.param('{"a": ' + "9" * 4301 + "}", 6, 4307, HUGE, id="digits"),
        pytest.param("[1, -1e999]", 4, 10, HUGE, id="exponent"),
    ],
)
def test_limits(text: str, start: int, end: int, message: str) -> None:
    document = parse(text)
    assert document.data is Absent.BROKEN
    assert document.problems == (problem("limit-exceeded", message, start, end),)


def test_just_within_the_limits() -> None:
    assert parse("[" * 64 + "]" * 64).problems == ()
    assert parse("[" + "[]," * 100 + "[]]").problems == ()
    assert parse('"' + "[" * 100 + '"').data == "[" * 100
    assert parse("-" + "9" * 4300).data == -int("9" * 4300)
    assert parse("[[[]]]", Limits(depth=3)).problems == ()
    assert parse("[[[]]]", Limits(depth=2)).problems[0].start == 2


@pytest.mark.parametrize(("setting", "digits"), [(0, 4301), (640, 641), (9000, 4301)])
def test_no_setting_of_the_interpreter_lets_huge_numbers_in(setting: int, digits: int) -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(setting)
    try:
        document = parse("[" + "9" * digits + "]")
    finally:
        sys.set_int_max_str_digits(before)
    assert document.problems == (problem("limit-exceeded", HUGE, 1, 1 + digits),)


@pytest.mark.parametrize(
    ("value", "text"),
    [("é", '"é"'), ('a"b\\', '"a\\"b\\\\"'), (True, "true"), (None, "null"), (5, "5")],
)
def test_encode(value: Any, text: str) -> None:
    assert parse('{"a": 1}').encode(value, 6) == text


def test_many_places_of_a_large_body_cost_linear_time() -> None:
    """Each container is walked once, however many places in it are asked for."""
    document = parse(json.dumps({"items": [{"a": i, "b": "x" * 50} for i in range(2000)]}))
    for index in range(2000):
        assert token(document, ("items", index, "a"), Token.VALUE) == str(index)


# Properties: what holds for every value and every way of writing it down.

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8")),
)
KEYS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20
)


def paths(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Return every place in a value, itself first."""
    children: list[tuple[str | int, Any]] = []
    if isinstance(value, list):
        children.extend(enumerate(value))
    elif isinstance(value, dict):
        children.extend(value.items())
    below = [place for step, child in children for place in paths(child, (*path, step))]
    return [(path, value), *below]


@given(
    VALUES,
    st.booleans(),
    st.sampled_from([None, 0, 1, 4, "\t"]),
    st.sampled_from([(",", ":"), (", ", ": "), (" , ", "\r\n:\t")]),
    st.sampled_from(["", " \n"]),
)
def test_every_place_holds_its_value(
    value: Any, is_ascii: bool, indent: int | None, separators: tuple[str, str], margin: str
) -> None:
    written = json.dumps(value, ensure_ascii=is_ascii, indent=indent, separators=separators)
    document = parse(margin + written + margin)
    assert document.problems == ()
    assert document.data == value
    for path, expected in paths(value):
        assert json.loads(token(document, path, Token.VALUE)) == expected
        assert token(document, path, Token.START) == token(document, path, Token.VALUE)[0]
        if path and isinstance(path[-1], str):
            assert json.loads(token(document, path, Token.KEY)) == path[-1]


def strict(text: str) -> Any:
    """Parse as ``json.loads`` does, but refuse what is not JSON or cannot be sent."""

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    value = json.loads(text, parse_constant=refuse)
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    return value


keys = st.sampled_from(
    ["a", "b", "é", "", ":", ",", "a b", '"', "\\", "\\u0061", "0", "@odata.type"]
)
nested = st.recursive(
    st.none() | st.integers(0, 9) | keys,
    lambda inner: st.dictionaries(keys, inner, max_size=4) | st.lists(inner, max_size=3),
    max_leaves=12,
)


def paths_in(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    if isinstance(value, (dict, list)):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for step, each in inner:
            yield from paths_in(each, (*path, step))
        yield (*path, "missing")


@given(
    value=nested, is_ascii=st.booleans(), separators=st.sampled_from([(",", ":"), (" ,", "\t: ")])
)
@example({"x": {"a": 1}, "a": 2}, True, (",", ":"))
@example({"x": "a", "a": "x"}, True, (",", ":"))
@example({"x": '"a"', "a": 2}, True, (",", ":"))
@example({":": ":", "a": ":"}, True, (",", ":"))
def test_a_key_is_found_by_its_characters_where_reading_all_finds_it(
    value: Any, is_ascii: bool, separators: tuple[str, str]
) -> None:
    text = json.dumps(value, ensure_ascii=is_ascii, separators=separators)
    quick, slow = parse(text), parse(text)
    slow._key = lambda *_: None  # type: ignore[method-assign]
    for path in paths_in(value):
        for kind in Token:
            assert quick.offsets(path, kind) == slow.offsets(path, kind), (path, kind)


def test_an_escaped_key_and_a_key_that_stands_twice() -> None:
    assert token(parse('{"\\u0061": "a"}'), ("a",), Token.KEY) == '"\\u0061"'
    assert parse('{"a": 1, "b": 2, "a": 3}').offsets(("a",), Token.VALUE) == (22, 23)


PIECES = st.one_of(
    st.sampled_from("{}[],:\"\\ \n\t\u00a0\ufeff\0\x1b-01.eE5'“”#a%é@$<;=+"),
    st.sampled_from(["\\u", "\\ud83d", "\\ude00", "true", "null", "NaN", "//", "/*", "{{", "..."]),
    st.sampled_from(['"a":', '"b",', '"']),
)


@given(st.lists(PIECES).map("".join) | st.text(st.characters(codec="utf-8")))
@example("[1,]")
@example('"')  # once taken for nothing that is left
@example("-")
@example("1.0e+")
@example('"\\ud83d\\ude00"')
@example('"\\\\ud83d"')
@example("[1e400]")
@example("\ufeff1")
@example('{"a": 1, "a": 2}')
def test_accepts_what_strict_json_accepts(text: str) -> None:
    document = parse(text)
    try:
        value = strict(text)
    except ValueError:
        assert isinstance(document.data, Absent)
        assert (document.data is Absent.EMPTY) == (not text.strip(" \t\r\n"))
        for each in document.problems:
            assert 0 <= (each.start or 0) <= (each.end or 0) <= len(text)
            assert each.message.isprintable()
    else:
        assert document.data == value
        assert all(problem.rule == "duplicate-key" for problem in document.problems)
    assert len(document.problems) <= 1 or not isinstance(document.data, Absent)


@given(st.lists(st.tuples(st.sampled_from("abAB"), st.integers(0, 9))))
def test_every_repeated_key_is_a_problem(members: list[tuple[str, int]]) -> None:
    text = "{" + ", ".join(f'"{key}": {number}' for key, number in members) + "}"
    document = parse(text)
    assert document.data == dict(members)
    assert len(document.problems) == len(members) - len(dict(members))
    for each in document.problems:
        (related,) = each.related
        assert text[each.start : each.end] == text[related[1] : related[2]]
        assert related[1] < each.start


def test_too_deep_a_value_under_a_key_that_stands_twice_is_found() -> None:
    deep = "[" * 200 + "]" * 200
    (body,) = values(f'{{"a": {deep}, "a": 1}}')
    assert [each.rule for each in body.problems] == ["limit-exceeded"]


def test_more_slips_than_are_passed_over_leave_nothing() -> None:
    assert readable(f"[{' '.join('1' * 10)}]", Limits()) is not None
    assert readable("[" + ' "x"' * 40 + "]", Limits()) is None


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("{'a': True, \"b\": 1,}", ["'a'", "True", ","]),
        ('{"a": 1, "b": NaN, "c": True}', ["NaN"]),  # nothing is put there, so nothing is known
        ('{"a”: "b", "c": True}', ["”", "True"]),
    ],
)
def test_slips_of_syntax_come_one_by_one_as_if_those_before_were_fixed(
    text: str, slips: list[str]
) -> None:
    (body,) = values(text)
    assert [text[each.start : each.end] for each in body.faults()] == slips


BROKEN = st.sampled_from(
    ('"', "'", "\\", "\n", "\t", ",", ";", ":", "{", "}", "[", "]", "\u201c", "\u201d", "`", "\u00a0", "True",
     "a", "1", "=>", "\\q", "\\'", " ", "{{x}}", "12:30", "\r\n", '"a"', "'b'", '"a": ', "\u200b")
)  # fmt: skip


@example("[\"a\u201d\n, 'b', \u201cc\"; True,]")
@example('{\u201ca": "b\tc\\q", d\u00a0=> \u2018e\u2019}')
@given(st.lists(BROKEN, max_size=20).map("".join))
def test_slips_found_at_once_are_those_found_one_after_the_other(text: str) -> None:
    def fixes(text: str) -> list[Diagnostic]:
        (body,) = values(text)
        return [each for each in body.faults() if each.fix is not None]

    def without(text: str, slips: list[Diagnostic]) -> str:
        for each in reversed(slips):
            assert each.fix is not None
            text = f"{text[: each.start]}{each.fix.value}{text[each.end :]}"
        return text

    one_by_one = all_at_once = text
    while slips := fixes(one_by_one):
        one_by_one = without(one_by_one, slips[:1])
    while slips := fixes(all_at_once):
        all_at_once = without(all_at_once, slips)
    assert all_at_once == one_by_one
