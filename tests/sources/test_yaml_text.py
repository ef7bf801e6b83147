"""YAML: values, places, aliases and merge keys, comments, several documents, limits, writing."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from defender_lint.diagnostic import Path, Token
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.limits import Limits
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.problem import problem
from defender_lint.sources.request import Directive, Request
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import Absent
from defender_lint.sources.yaml import text as yaml_text
from defender_lint.sources.yaml.faults import further
from defender_lint.sources.yaml.text import YamlValue
from defender_lint.spans import Position
from support import place

PARSERS = [
    pytest.param(yaml.Loader, id="pure"),
    pytest.param(getattr(yaml, "CLoader", yaml.Loader), id="libyaml"),
]


@pytest.fixture(autouse=True, params=PARSERS)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds with libyaml and without it."""
    monkeypatch.setattr(yaml_text, "LOADER", request.param)


def parse(text: str, limits: Limits | None = None) -> YamlValue:
    (document,) = parse_all(text, limits)
    return document


def parse_all(text: str, limits: Limits | None = None) -> list[YamlValue]:
    options = ReadOptions(limits or Limits(), Placeholders(enabled=False))
    return [value for value, _ in yaml_text.parse_all(Text.whole(Source(text)), options)]


def requests(text: str, origin: Position | None = None) -> list[Request]:
    source = Source(text, "x.yaml", origin or Position(0, 1, 1))
    return list(yaml_text.requests(source, ReadOptions()))


def token(document: YamlValue, path: Path, kind: Token) -> str:
    start, end = document.offsets(path, kind)
    return document.text.chars[start:end]


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nuLL", "nuLL"),
        ("", None),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("0", 0),
        ("-12", -12),
        ("+12", 12),
        ("007", 7),
        ("0o17", 15),
        ("0xfF", 255),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("-1e3", -1000.0),
        ("1e", "1e"),
        (".", "."),
        ("-", None),  # an item of a list
        ("2024-01-01", "2024-01-01"),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
        ("nan", "nan"),
        ("١٢", "١٢"),
        ("yes", "yes"),
        ('"5"', "5"),
        ("'it''s'", "it's"),
        ('"\\x41\\u00e9\\U0001F600"', "Aé😀"),
        ("!!str 5", "5"),
        ("! 5", "5"),
        ('!!int "5"', 5),
        ("!!float 1", 1.0),
        ("!!bool yes", True),
        ("!!null ''", None),
        ("!!timestamp 2024-01-01", "2024-01-01"),
        ("!!binary aGk=", "aGk="),
        ("!!map {a: 1}", {"a": 1}),
        ("!!seq [1]", [1]),
        ("&anchor !!str 5", "5"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
        ("[]", []),
        ("{}", {}),
        ("[a, ]", ["a"]),
        ("{a, b: }", {"a": None, "b": None}),
    ],
)
def test_scalars(scalar: str, value: Any) -> None:
    document = parse(f"key: {scalar}\n" if scalar != "-" else "key:\n-\n")
    assert document.problems == ()
    got = document.data["key"] if scalar != "-" else document.data["key"][0]
    assert got == value
    assert type(got) is type(value)


TEXT = """\
# Import of a list
Indicators:  # all of them
  - indicatorValue: "a b"
    title: plain text
      on two lines
    note: |
      a block

      of text

    empty:
    flow: {x: [1, 'y'], z: }   # here
# between
  -
    deep:
    - 1
    -
  - &anchor
    !!map
    tagged: !!str &x 5


"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("Indicators",), "Indicators", TEXT[TEXT.index("- ind") : TEXT.index("5\n") + 1]),
        (("Indicators", 0, "indicatorValue"), "indicatorValue", '"a b"'),
        (("Indicators", 0, "title"), "title", "plain text\n      on two lines"),
        (("Indicators", 0, "note"), "note", "|\n      a block\n\n      of text"),
        (("Indicators", 0, "empty"), "empty", ""),
        (("Indicators", 0, "flow"), "flow", "{x: [1, 'y'], z: }"),
        (("Indicators", 0, "flow", "x"), "x", "[1, 'y']"),
        (("Indicators", 0, "flow", "x", 1), "'y'", "'y'"),
        (("Indicators", 0, "flow", "z"), "z", ""),
        (("Indicators", 1), "deep:\n    - 1\n    -", "deep:\n    - 1\n    -"),
        (("Indicators", 1, "deep"), "deep", "- 1\n    -"),
        (("Indicators", 1, "deep", 1), "", ""),
        (("Indicators", 2), "tagged: !!str &x 5", "tagged: !!str &x 5"),
        (("Indicators", 2, "tagged"), "tagged", "5"),
        # What is not there: the nearest parent that is.
        (("Indicators", 0, "flow", "nope"), "flow", "{x: [1, 'y'], z: }"),
        (("Indicators", 0, "flow", "x", 2, "a"), "x", "[1, 'y']"),
    ],
)
def test_places(path: Path, key: str, value: str) -> None:
    document = parse(TEXT)
    assert document.problems == ()
    assert token(document, path, Token.KEY) == key
    assert token(document, path, Token.VALUE) == value
    assert token(document, path, Token.START) == value[:1]


def test_the_body_stands_from_its_first_key_to_its_last_value() -> None:
    document = parse(TEXT)
    assert token(document, (), Token.VALUE) == TEXT[TEXT.index("Ind") : TEXT.index("5\n") + 1]
    assert document.offsets((), Token.START) == (19, 20)
    assert document.media_type is None


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "y", "N"])
def test_a_word_that_once_was_a_boolean_is_text_with_an_alternative(word: str) -> None:
    document = parse(f"a: [{word}, '{word}', x]\n{word}: &b {{c: {word}}}\nd: *b\n")
    truth = word.lower() in {"yes", "on", "y"}
    assert document.data["a"] == [word, word, "x"]
    assert document.data[word] == {"c": word}
    assert document.readings == {("a", 0): truth, (word, "c"): truth, ("d", "c"): truth}


ALIASES = """\
base: &base {action: Block, title: t}
other: &other
  title: o
  severity: High
one: *base
two:
  title: mine
  <<: [*base, *other]
three: {<<: *other, severity: Low}
"""


def test_aliases_and_merge_keys() -> None:
    document = parse(ALIASES)
    assert document.problems == ()
    assert document.data == {
        "base": {"action": "Block", "title": "t"},
        "other": {"title": "o", "severity": "High"},
        "one": {"action": "Block", "title": "t"},
        "two": {"title": "mine", "action": "Block", "severity": "High"},
        "three": {"title": "o", "severity": "Low"},
    }


@pytest.mark.parametrize(
    ("path", "key", "value", "line"),
    [
        (("one",), "one", "*base", 5),  # an alias is the value of its place
        (("one", "action"), "action", "Block", 1),  # what is inside of it stands at the anchor
        (("two", "title"), "title", "mine", 7),
        (("two", "action"), "action", "Block", 1),  # and so does what a merge brings in
        (("two", "severity"), "severity", "High", 4),
        (("three", "severity"), "severity", "Low", 9),
    ],
)
def test_places_behind_aliases(path: Path, key: str, value: str, line: int) -> None:
    document = parse(ALIASES)
    assert token(document, path, Token.KEY) == key
    assert token(document, path, Token.VALUE) == value
    found = place(document, path, Token.VALUE)
    assert found.start.line == line


def test_an_anchor_may_be_set_anew() -> None:
    assert parse("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").data == {"a": 1, "b": 1, "c": 2, "d": 2}
    assert parse("a: &x [&x 1, *x]\nb: *x\n").data == {"a": [1, 1], "b": 1}


def test_a_text_behind_an_alias_may_be_a_key() -> None:
    document = parse("a: &x name\n*x : 1\n")
    assert document.data == {"a": "name", "name": 1}
    assert token(document, ("name",), Token.KEY) == "*x"


@pytest.mark.parametrize(
    ("text", "value", "message", "replacement"),
    [
        ("1: a\n", {"1": "a"}, '`1` is a number, but keys are strings in JSON; write `"1"`', '"1"'),
        (
            "True: a\n",
            {"True": "a"},
            '`True` is true or false, but keys are strings in JSON; write `"True"`',
            '"True"',
        ),
        ("~: a\n", {"~": "a"}, '`~` is null, but keys are strings in JSON; write `"~"`', '"~"'),
        ("?\n: a\n", {"": "a"}, "there is no key before this colon; write one", None),
    ],
)
def test_keys_that_are_no_text(
    text: str, value: Any, message: str, replacement: str | None
) -> None:
    document = parse(text)
    assert document.data == value
    (key,) = value
    place = (0, len(key)) if key else (1, 1)
    assert document.problems == (
        problem("syntax", message, *place, path=(key,), replacement=replacement),
    )


def test_a_word_that_once_was_a_boolean_is_a_key() -> None:
    assert parse("on: 1\n'2': 3\n").problems == ()


def test_a_key_is_its_characters_whatever_its_tag_says() -> None:
    document = parse("!!int a: 1\n")
    assert document.data == {"a": 1}
    assert document.problems == ()


def test_duplicate_keys() -> None:
    document = parse("a: 1\nb: [{c: 1, 'c': 2}]\n\"a\": {x: 1}\na: 3\n")
    assert document.data == {"a": 3, "b": [{"c": 2}]}
    rest = "which one the service takes is not documented, so keep one"
    a = (("`a` appears here first", 0, 1),)
    assert document.problems == (
        problem(
            "duplicate-key",
            f"`c` appears twice in this object (first on line 2); {rest}",
            16,
            19,
            path=("b", 0, "c"),
            related=(("`c` appears here first", 10, 11),),
        ),
        problem(
            "duplicate-key",
            f"`a` appears twice in this object (first on line 1); {rest}",
            25,
            28,
            path=("a",),
            related=a,
        ),
        problem(
            "duplicate-key",
            f"`a` appears twice in this object (first on line 1); {rest}",
            37,
            38,
            path=("a",),
            related=a,
        ),
    )
    assert document.offsets(("a",), Token.KEY) == (37, 38)


FILE = """\
# defender-lint: api=isolate-machine
--- # the first
Comment: "# defender-lint: api=not-this"  # defender-lint: disable=key-case, note
text: |  # defender-lint: level=3
  # defender-lint: api=nor-this
---
---
# defender-lint: api=run-av-scan
Comment: é
...
# defender-lint: x=é
---
Comment: z
"""


def test_each_document_is_a_body_of_its_own_and_empty_ones_are_left_out() -> None:
    found = requests(FILE, Position(10, 3, 5))
    assert [(each.file, each.index) for each in found] == [("x.yaml", n) for n in range(3)]
    documents = [each.body for each in found]
    assert [document.data["Comment"][:1] for document in documents if document] == ["#", "é", "z"]
    texts = [document.text.chars for document in documents if document and document.text]
    assert "".join(texts) == FILE.replace("---\n---", "---")
    places = [place(document, ("Comment",), Token.KEY) for document in documents if document]
    assert [each.start for each in places] == [
        Position(10 + 53, 5, 1),
        Position(10 + FILE.index("Comment: é"), 11, 1),
        Position(10 + FILE.index("Comment: z"), 15, 1),
    ]


def test_comments_speak_to_their_document_and_those_at_the_top_to_all() -> None:
    first, second, third = (each.directives for each in requests(FILE))

    def comment(line: int, start: str, text: str) -> Directive:
        at = FILE.index(start)
        return Directive(line, at, FILE.index("\n", at), text)

    top = comment(1, "# defender-lint: api=isolate-machine", "api=isolate-machine")
    assert first == (
        top,
        comment(3, "# defender-lint: dis", "disable=key-case, note"),
        comment(4, "# defender-lint: level", "level=3"),
    )
    assert [(each.line, each.text) for each in second] == [
        (1, "api=isolate-machine"),
        (8, "api=run-av-scan"),
        (11, "x=é"),
    ]
    assert third == (top,)


def test_comments_count_in_a_broken_document_too() -> None:
    (request,) = requests("# defender-lint: api=x\na: [\n")
    assert request.body is not None
    assert request.body.data is Absent.BROKEN
    assert [each.text for each in request.directives] == ["api=x"]


@pytest.mark.parametrize("text", ["", "\n \n", "# only a comment\n", "---\n", "---\n...\n---\n"])
def test_nothing_is_one_empty_body(text: str) -> None:
    document = parse(text)
    assert document.data is Absent.EMPTY
    assert document.problems == ()


@pytest.mark.parametrize("text", ["null\n", "~", "--- null\n"])
def test_null_is_a_body(text: str) -> None:
    assert parse(text).data is None


def test_what_stands_before_a_fault_is_read() -> None:
    first, second = parse_all("a: 1\n---\nb: [\n---\nc: 1\n")
    assert first.data == {"a": 1}
    assert second.data is Absent.BROKEN
    assert len(second.problems) == 1
    assert second.text.chars.startswith("---\nb: [")


URL = "https://api.security.microsoft.com/api/machines"


def test_a_request_before_a_fault_is_read_though_a_list_between_them_has_no_end() -> None:
    request, broken = requests(f"method: GET\nurl: {URL}\na: [1,\n  2\n  }}\n")
    assert request.url is not None
    assert request.url.chars == URL
    assert broken.body is not None
    assert broken.body.data is Absent.BROKEN


def test_nothing_stands_before_a_fault_on_the_first_line() -> None:
    (broken,) = requests(f"@url: {URL}\n")
    assert broken.body is not None
    assert broken.body.data is Absent.BROKEN


@pytest.mark.parametrize(
    "text",
    [
        "a: [\n",  # has no fix
        'a: "\\q without an end\nb:c\n',
        "x:\n  a: 1\n  b:2\n c: 3\nd:4\n",  # no mapping stands there
    ],
)
def test_what_is_wrong_after_a_fault_is_told_only_where_it_is_certain(text: str) -> None:
    document = parse(text)
    assert document.data is Absent.BROKEN
    assert list(document.faults()) == [document.problems[0]]


def test_a_fault_deeper_than_the_first_is_told_at_once() -> None:
    text = "a:b\nc:\n  d: 1\n  e:2\n"
    assert [each.start for each in parse(text).faults()] == [1, text.index(":2")]


def test_after_a_fault_of_another_kind_nothing_is_certain() -> None:
    assert list(further("1: x\nb:c\n", problem("syntax", "m", 0, 1, replacement='"1"'))) == []


def test_a_fault_behind_the_end_of_a_document() -> None:
    first, second = parse_all("a: 1\n...\n]\n")
    assert first.data == {"a": 1}
    assert second.text.chars == "...\n]\n"
    assert second.problems[0].start == 4


def test_documents_behind_one_that_is_no_body_are_read() -> None:
    first, second = parse_all("a: !Ref x\nb: 1\n---\nc: 1\n")
    assert first.data is Absent.BROKEN
    assert second.data == {"c": 1}


DEEP = "this is nested more than 64 levels deep; write it flatter"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        pytest.param("[" * 65 + "]" * 65, 64, 65, id="flow"),
        pytest.param("[" * 1_500, 64, 65, id="flow without an end"),
        pytest.param("- " * 65 + "x", 128, 129, id="block"),
        pytest.param(
            "a: &a " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 30 + "*a" + "]" * 30,
            120,
            122,
            id="alias",
        ),
    ],
)
def test_depth(text: str, start: int, end: int) -> None:
    document = parse(text)
    assert document.data is Absent.BROKEN
    (found,) = document.problems
    assert (found.rule, found.message) == ("limit-exceeded", DEEP)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("text", ["{" * 1_200, "{{" * 1_200 + "}}" * 1_200, "? " * 1_200 + "x"])
def test_keys_that_nest_without_end_are_no_keys(text: str) -> None:
    (found,) = parse(text).problems
    assert found.rule == "syntax"
    assert found.start is not None
    assert found.start < 3


def test_aliases_that_multiply() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 30)]
    document = parse("\n".join(lines))
    (found,) = document.problems
    assert found.rule == "limit-exceeded"
    assert found.message == (
        "with this the body has more than 100,000 values, aliases written out; "
        "send fewer items in one body"
    )
    assert document.text.chars[found.start : found.end] == "*a3"
    assert found.path == ("a4", 7)


def test_values_are_counted_exactly() -> None:
    text = "a: &a [1, 2]\nb: *a\nc: {<<: {d: *a}}\n"  # 1 + 3 + 3 + (1 + 1 + 3)
    assert parse(text, Limits(nodes=12)).problems == ()
    assert parse(text, Limits(nodes=11)).data is Absent.BROKEN


@pytest.mark.parametrize("number", ["9" * 4301, "0x" + "f" * 4000, "0o" + "7" * 5000, "-1e999"])
def test_huge_numbers(number: str) -> None:
    document = parse(f"a: {number}\n")
    message = "this number has more than 4300 digits or is too large; write it as a string"
    assert document.problems == (
        problem("limit-exceeded", message, 3, 3 + len(number), path=("a",)),
    )
    assert parse(f"a: '{number}'\n").problems == ()


def test_a_whole_number_that_no_double_holds() -> None:
    assert parse("a: " + "9" * 400).data == {"a": int("9" * 400)}
    assert parse("a: !!float " + "9" * 400).problems[0].rule == "limit-exceeded"


@pytest.mark.skipif(not hasattr(sys, "set_int_max_str_digits"), reason="no such setting")
def test_huge_numbers_whatever_the_interpreter_is_set_to() -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        assert parse("a: " + "9" * 641).problems[0].rule == "limit-exceeded"
    finally:
        sys.set_int_max_str_digits(before)


@pytest.mark.parametrize(
    ("standing", "value", "written"),
    [
        ('"', "Full", '"Full"'),
        ("'", "Full", "'Full'"),
        ("'", "it's", "'it''s'"),
        ("'", "a\nb", '"a\\nb"'),
        ("F", "Full", "Full"),
        ("F", "a b-c/d@e", "a b-c/d@e"),
        ("F", "yes", '"yes"'),
        ("F", "null", '"null"'),
        ("F", "1", '"1"'),
        ("F", "", '""'),
        ("F", "a: b", '"a: b"'),
        ("F", "a #b", '"a #b"'),
        ("F", "a ", '"a "'),
        ("|", "Full", '"Full"'),
        ("F", "é", '"é"'),
        ('"', "\u2028\x7f", '"\\u2028\\u007f"'),
        ('"', True, "true"),
        ("F", None, "null"),
        ("F", 5, "5"),
    ],
)
def test_encode_keeps_the_style_where_it_is_safe(standing: str, value: Any, written: str) -> None:
    assert parse(f"{standing}").encode(value, 0) == written


# Properties: what holds for every value and every way of writing it down.

TEXTS = st.text(st.characters(codec="utf-8"))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXTS,
    st.sampled_from(["yes", "0o7", "1e3", "2024-01-01", "<<", "~", " a", "a ", "a: b", "#", "- a"]),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=12
)
UNREADABLE = frozenset({*map(chr, range(0x20)), "\x7f", "\ufffe", "\uffff"}) - {*"\t\n"}


def paths(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Return every place in a value, itself first."""
    children: list[tuple[str | int, Any]] = []
    if isinstance(value, list):
        children.extend(enumerate(value))
    elif isinstance(value, dict):
        children.extend(value.items())
    below = [place for step, child in children for place in paths(child, (*path, step))]
    return [(path, value), *below]


class Dumper(yaml.SafeDumper):
    """Writes the core schema: texts that only YAML 1.1 takes for something else stay plain."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


# Numbers of the core schema that YAML 1.1 takes for text: a writer for 1.2 puts these in quotes.
_NUMBER = re.compile(r"0o[0-7]+$|[-+]?[0-9]+$|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _NUMBER, list("-+.0123456789"))


@given(
    st.dictionaries(TEXTS, VALUES, min_size=1) | st.lists(VALUES, min_size=1),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([1, 2, 4]),
    st.booleans(),
    st.booleans(),
)
def test_every_place_holds_its_value(
    value: Any, flow: bool | None, style: str | None, indent: int, is_unicode: bool, explicit: bool
) -> None:
    written = yaml.dump(
        value,
        Dumper=Dumper,
        default_flow_style=flow,
        default_style=style,
        indent=indent,
        allow_unicode=is_unicode,
        explicit_start=explicit,
    )
    assume(yaml.safe_load(written) == value)  # the writer loses some line endings of Unicode
    document = parse(written)
    assert document.data == value
    for path, expected in paths(value):
        start, end = document.offsets(path, Token.VALUE)
        line_start = document.text.chars.rfind("\n", 0, start) + 1
        margin = " " * (start - line_start)  # a block keeps its shape only at its column
        piece = document.text.chars[start:end]
        if style in {"|", ">"} and (piece[:1] == style or not isinstance(expected, str)):
            continue  # without its last line endings it may be another text
        if style and not isinstance(expected, (str, list, dict)):
            continue  # written with a tag, which is no part of the value's token
        assert parse_piece(margin + piece) == expected
        if path and isinstance(path[-1], str):
            key = token(document, path, Token.KEY)
            assert key[:1] in {"|", ">"} or parse_piece(key) == path[-1]


def parse_piece(piece: str) -> Any:
    """Parse a piece of a document, whatever it is: as the only item of a list."""
    document = parse("-\n" + "".join(f" {line}" for line in piece.splitlines(keepends=True)))
    assert document.problems == ()
    return document.data[0]


PIECES = st.one_of(
    st.sampled_from("{}[],:\"' \n\t\0\x1b\ufeff-01.a%é@&*!|>?#~`\\\r\x85\u2028"),
    st.sampled_from(
        ["a: ", "- ", "\n  ", "\n\t", "---", "...", "<<: ", "&a ", "*a", "!!str ", "\\u"]
    ),
    st.sampled_from(
        ["%YAML 1.1\n", "{{", "}}", "'x'", '"x"', "|-\n", ": ", "\\ud83d", "\\U00110000"]
    ),
)


@pytest.mark.parametrize("text", ['a: "', 'a: "b\\', 'a: "b\\\\'])
def test_text_that_ends_within_quotes(text: str) -> None:
    (document,) = parse_all(text)
    (found,) = document.problems
    assert found.message == (
        'the string that begins here has no closing quote; write `"` at its end'
    )
    assert (found.start, found.end) == (3, len(text))


@pytest.mark.parametrize("line", ["---", "...", "--- |"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quote_that_runs_into_the_next_document(quote: str, line: str) -> None:
    *_, document = parse_all(f"a: {quote}INC-1\n{line}\nb: c\n")
    (found,) = document.problems
    assert found.message == (
        f"the string that begins here has no closing quote; write `{quote}` at its end"
    )
    assert (found.start, found.end) == (3, 9)


@given(st.lists(PIECES, max_size=40).map("".join) | TEXTS)
def test_no_text_raises(text: str) -> None:
    documents = parse_all(text, Limits(depth=8, nodes=20))
    assert documents
    for document in documents:
        fatal = isinstance(document.data, Absent)
        assert (document.data is Absent.BROKEN) == any(
            each.rule == "limit-exceeded" or fatal for each in document.problems
        )
        for each in document.problems:
            assert 0 <= (each.start or 0) <= (each.end or 0) <= len(document.text.chars)
            assert each.message.isprintable()
        for path, _ in paths(document.data):
            for kind in Token:
                start, end = document.offsets(path, kind)
                assert 0 <= start <= end <= len(document.text.chars)
