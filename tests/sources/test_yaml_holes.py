"""YAML that is a template: what is unknown of it, and that the rest keeps its places."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from defender_lint.diagnostic import Path, Token
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import NO_HOLES, Absent, Holes
from defender_lint.sources.yaml import text as yaml_text
from defender_lint.sources.yaml.text import YamlValue, string_at
from support import token


def parse(
    text: str, given: tuple[tuple[int, int], ...] = (), options: ReadOptions | None = None
) -> YamlValue:
    whole = Text(text, Source(text), holes=given)
    ((value, _),) = yaml_text.parse_all(whole, options or ReadOptions())
    return value


def holes(
    any: tuple[Path, ...] = (),
    strings: tuple[Path, ...] = (),
    open: tuple[Path, ...] = (),
    optional: tuple[Path, ...] = (),
) -> Holes:
    return Holes(*map(frozenset, (any, strings, open, optional)))


@pytest.mark.parametrize(
    ("text", "data", "expected"),
    [
        # In strings.
        ('a: "{{x}}"\nb: 1\n', {"a": "{{x}}", "b": 1}, holes(any=(("a",),))),
        ("a: '@{x()}'\n", {"a": "@{x()}"}, holes(strings=(("a",),))),
        ("a: $NAME\nb: <an id>\n", {"a": "$NAME", "b": "<an id>"}, holes(any=(("a",), ("b",)))),
        ("a: |\n  b {{x}}\n  c\n", {"a": "b {{x}}\nc\n"}, holes(strings=(("a",),))),
        # Without quotes, where a value belongs.
        ("a: {{ x }}\nb: 1\n", {"a": "{{ x }}", "b": 1}, holes(any=(("a",),))),
        ("a: ${X}\n", {"a": "${X}"}, holes(any=(("a",),))),
        ("a:\n  {{ x }}\nb: 1\n", {"a": "{{ x }}", "b": 1}, holes(any=(("a",),))),
        ("- {{ x }}-a\n- b-${X}\n", ["{{ x }}-a", "b-${X}"], holes(strings=((0,), (1,)))),
        (
            "a: [{{x}}, '{{y}}']\n",
            {"a": ["{{x}}", "{{y}}"]},
            holes(any=(("a", 0), ("a", 1)), open=(("a",),)),
        ),
        ("{{ body }}\n", "{{ body }}", holes(any=((),))),
        ('a: "{{ x | default("b") }}"\n', {"a": '{{ x | default("b") }}'}, holes(any=(("a",),))),
        # As keys, and in place of members.
        ("{{ k }}: 1\nb: 2\n", {"b": 2}, holes(open=((),))),
        ("'{{k}}': 1\n'{{k}}': 2\nb: 2\n", {"b": 2}, holes(open=((),))),
        ("a: 1\n{{ more }}\nb: 2\n", {"a": 1, "b": 2}, holes(open=((),))),
        # Blocks.
        (
            "a: 1\n{% if x %}\nb: 2\n{% else %}\nb: 3\n{% endif %}\nc: 4\n",
            {"a": 1, "b": 3, "c": 4},
            holes(optional=(("b",),)),
        ),
        (
            "a:\n{% for x in y %}\n  - b: {{ x }}\n{% endfor %}\n",
            {"a": [{"b": "{{ x }}"}]},
            holes(any=(("a", 0, "b"),), open=(("a",),)),
        ),
        (
            "a: {% if x %}1{% else %}2{% endif %}\n",
            {"a": "{% if x %}1{% else %}2{% endif %}"},
            holes(any=(("a",),)),
        ),
        (
            "a: {% if x %}{{ y }}{% endif %}\n",
            {"a": "{% if x %}{{ y }}{% endif %}"},
            holes(any=(("a",),)),
        ),
        (
            "{{ k }}: 1\na: {% if x %}1{% endif %}\nb: {{ y }}\n",
            {"a": "{% if x %}1{% endif %}", "b": "{{ y }}"},
            holes(any=(("a",), ("b",)), open=((),)),
        ),
        (
            "a: 1\n{{- if .X }}\nb: 2\n{{- else }}\nb: {{ .Y }}\n{{- end }}\nc: 4\n",
            {"a": 1, "b": "{{ .Y }}", "c": 4},
            holes(any=(("b",),), optional=(("b",),)),
        ),
        (
            "a:\n{{#each x}}\n  - b: {{c}}\n{{/each}}\n",
            {"a": [{"b": "{{c}}"}]},
            holes(any=(("a", 0, "b"),), open=(("a",),)),
        ),
        (
            "a: {{#if x}}1{{else}}2{{/if}}\n",
            {"a": "{{#if x}}1{{else}}2{{/if}}"},
            holes(any=(("a",),)),
        ),
        ("a: 1\n{{- if .X }}\nb: 2\n", {"a": 1, "b": 2}, holes(open=((),))),
        # What merely resembles a hole.
        ("a: {name}\n", {"a": {"name": None}}, NO_HOLES),
        ("a: ${jndi:ldap://b}\n", {"a": "${jndi:ldap://b}"}, NO_HOLES),
    ],
)
def test_holes(text: str, data: Any, expected: Holes) -> None:
    value = parse(text)
    assert value.problems == ()
    assert value.data == data
    assert value.holes == expected


def test_a_template_whose_block_does_not_end_is_read_as_it_is_written() -> None:
    value = parse("{{ k }}: 1\na: x{% if y %}{% if z %}{% endif %}\n")
    assert value.holes == NO_HOLES
    assert [(each.rule, each.start, each.end) for each in value.problems] == [("syntax", 0, 7)]


def test_every_document_is_a_template_of_its_own() -> None:
    text = "a: {{ x }}\n---\nb: 1\n---\nc: ${Y}\n"
    values = [value for value, _ in yaml_text.parse_all(Text.whole(Source(text)))]
    assert [value.holes for value in values] == [
        holes(any=(("a",),)),
        NO_HOLES,
        holes(any=(("c",),)),
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("a: {{ x }}\nb: [1, 2}\n", 19, 20),
        ("a: {{}}\n", 3, 7),
        ("a: {{ x }}\na: 1\n", 11, 12),
    ],
)
def test_what_is_wrong_beside_holes_is_said(text: str, start: int, end: int) -> None:
    (found,) = parse(text).problems
    assert (found.start, found.end) == (start, end)


def test_every_place_is_that_of_the_text() -> None:
    value = parse("a: {{ x }}\n{% if y %}\nb:\n  - é\n  - {{ z }}\n{% endif %}\nc: 'd'\n")
    assert token(value, ("a",), Token.VALUE) == "{{ x }}"
    assert token(value, ("b",), Token.KEY) == "b"
    assert token(value, ("b", 0), Token.VALUE) == "é"
    assert token(value, ("b", 1), Token.VALUE) == "{{ z }}"
    assert token(value, ("c",), Token.VALUE) == "'d'"


def test_what_a_script_puts_in_is_unknown() -> None:
    text = 'a: $x\nb: "$y"\nc: d $z\n'
    value = parse(text, tuple((text.index(n), text.index(n) + 2) for n in ("$x", "$y", "$z")))
    # Between quotes of YAML it stays a string, whatever it is.
    assert value.holes == holes(any=(("a",),), strings=(("b",), ("c",)))
    assert value.data == {"a": "$x", "b": "$y", "c": "d $z"}


def test_placeholders_can_be_switched_off() -> None:
    off = ReadOptions(placeholders=Placeholders(enabled=False))
    assert parse("a: '{{x}}'\n", options=off).holes == NO_HOLES
    assert parse("a: {{x}}\n", options=off).data is Absent.BROKEN


PIECES = st.sampled_from(
    [
        "{{ x }}",
        "{{",
        "}}",
        "${X}",
        "{% if x %}",
        "{% else %}",
        "{% endif %}",
        "{% y %}",
        "{{- if x }}",
        "{{ else }}",
        "{{ end }}",
        "\n",
        "a: ",
        "- ",
        "  ",
        '"',
        "'",
        "[",
        "]",
        ", ",
        "|\n",
        "---\n",
        "#",
        "&a ",
        "*a",
        "$X",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_template_raises(text: str) -> None:
    for value, _ in yaml_text.parse_all(Text.whole(Source(text))):
        for each in value.problems:
            assert 0 <= (each.start or 0) <= (each.end or 0) <= len(value.text)
            assert each.message.isprintable()
        for which in Token:
            start, end = value.offsets((), which)
            assert 0 <= start <= end <= len(value.text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a: plain\n", ["plain"]),
        ("a: two words\n  and more\n", ["two words", "\n  ", "and more"]),
        ("a: 'it''s'\n", ["it", "''", "s"]),
        ('a: "b\\tc\\u00e9"\n', ["b", "\\t", "c", "\\u00e9"]),
        ("a: |\n  b\n    c\n", ["b", "\n", "  c", "\n"]),
        ("a: >-\n  b\n  c\n", ["b", "\n", "c"]),
        ("a: |\r\n  b\r\n  c\r\n", ["b", "\r\n", "c", "\r\n"]),
        ('a: ""\n', [""]),
        ("b: &x c\na: *x\n", ["*x"]),
    ],
)
def test_a_string_knows_where_its_characters_stand(text: str, pieces: list[str]) -> None:
    value = parse(text)
    found = string_at(value, ("a",))
    assert found.chars == value.data["a"]
    assert [text[each.outer_start : each.outer_end] for each in found.segments] == pieces


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
    | st.lists(st.sampled_from(["a", " ", "\n", "'", '"', "\\", "é", "# ", ": "])).map("".join),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([10, 80]),
)
def test_any_string_is_found_as_it_was_written(string: str, style: str | None, width: int) -> None:
    written = yaml.safe_dump({"a": string}, default_style=style, width=width, allow_unicode=True)
    off = ReadOptions(placeholders=Placeholders(enabled=False))
    value = parse(written, options=off)
    assume(value.data == {"a": string})  # the writer loses some line endings of Unicode
    found = string_at(value, ("a",))
    assert found.chars == string
    for each in found.segments:
        outer = written[each.outer_start : each.outer_end]
        if each.is_plain and not outer.isspace():
            assert outer == string[each.start : each.end]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: b1c\n", "a: bXc\n"),
        ("a: 'b1c'\n", "a: 'b''c'\n"),
        ('a: "b1c"\n', 'a: "b\\"c"\n'),
        ("a: |\n  b1c\n", "a: |\n  bXc\n"),
    ],
)
def test_an_edit_is_written_as_its_string_is(text: str, written: str) -> None:
    found = string_at(parse(text), ("a",))
    at = found.chars.index("1")
    wanted = {"'": "'", '"': '"'}.get(text[3], "X")
    edit = found.edit(at, at + 1, wanted)
    assert edit is not None
    start, end = edit.span.start.offset, edit.span.end.offset
    assert text[:start] + edit.text + text[end:] == written
    assert "X" not in wanted or found.edit(at, at + 1, "a\nb") is None


@pytest.mark.parametrize(
    "scalar",
    [
        "plain",
        "plain\n  and\n\n  more",
        "'it''s\n  folded'",
        '"\\x41\\u00e9\\U0001f600\\n\\/\\\n   joined\n  folded"',
        "|\n  a\n   b\n\n  c\n",
        "|2\n    a\n",
        "|2+\n   a\n\n\n",
        "|+\n  a\n\n",
        "|-\n  a\n\n",
        ">\n  a\n  b\n\n  c\n   d\n  e\n\n",
        ">1-\n   a\n  b\n",
        "|\n\n  a\n",
        "|+\n\n",
        '"x"\nb: 1',
    ],
)
def test_the_characters_of_a_string_in_any_style(scalar: str) -> None:
    value = parse(f"a: {scalar}")
    assert string_at(value, ("a",)).chars == value.data["a"]
