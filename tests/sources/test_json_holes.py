"""JSON that is a template: what is unknown of it, and that the rest keeps its places."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.diagnostic import Path, Token
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.json import text as json_text
from defender_lint.sources.json.text import JsonValue, string_at
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import NO_HOLES, Absent, Holes
from support import token


def parse(text: str, holes: tuple[tuple[int, int], ...] = ()) -> JsonValue:
    return json_text.parse(Text(text, Source(text), holes=holes))


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
        ('{"a": "{{x}}", "b": 1}', {"a": "{{x}}", "b": 1}, holes(any=(("a",),))),
        ('["a {{x}}"]', ["a {{x}}"], holes(strings=((0,),))),
        ('{"a": ["@{x()}"]}', {"a": ["@{x()}"]}, holes(strings=(("a", 0),))),
        ('{"a": {"b": "$NAME"}}', {"a": {"b": "$NAME"}}, holes(any=(("a", "b"),))),
        ('"{{x}}"', "{{x}}", holes(any=((),))),
        # Without quotes, where a value belongs.
        ('{"a": {{x}}, "b": 1}', {"a": "{x}", "b": 1}, holes(any=(("a",),))),
        ('{"a":$x}', {"a": ""}, holes(any=(("a",),))),
        ('{"a": -{{x}}00}', {"a": "{{x}}0"}, holes(any=(("a",),))),
        ("[1, <id>]", [1, "id"], holes(any=((1,),), open=((),))),
        ("[[parameters('a')]]", ["parameters('a')"], holes(any=((0,),), open=((),))),
        ('{"a": [{{items}}]}', {"a": ["{items}"]}, holes(any=(("a", 0),), open=(("a",),))),
        (" {{body}} ", "{body}", holes(any=((),))),
        # As keys.
        ('{"{{k}}": {"a": 1}, "b": 2}', {"b": 2}, holes(open=((),))),
        ('{"a": {{{k}}: 1, {{l}}: 2, "b": 3}}', {"a": {"b": 3}}, holes(open=(("a",),))),
        ('{"a {{k}}": 1, "a {{k}}": 2}', {}, holes(open=((),))),
        # In place of members.
        ('{"a": 1, {{more}}}', {"a": 1}, holes(open=((),))),
        ('{"a": 1 {{more}}, "b": 2}', {"a": 1, "b": 2}, holes(open=((),))),
        ('{ {{more}} "a": 1}', {"a": 1}, holes(open=((),))),
        # What JSON itself cannot take inside of a string.
        (
            '{"a": "{{ x | default("b") }}", "c": {{d}}}',
            {"a": "{{ x | default( b ) }}", "c": "{d}"},
            holes(any=(("a",), ("c",))),
        ),
    ],
)
def test_holes(text: str, data: Any, expected: Holes) -> None:
    value = parse(text)
    assert value.problems == ()
    assert value.data == data
    assert value.holes == expected


@pytest.mark.parametrize(
    ("text", "data", "expected"),
    [
        ('{"a": 1{% if x %}, "b": 2{% endif %}}', {"a": 1, "b": 2}, holes(optional=(("b",),))),
        ('{"a": 1, {% if x %}"b": 2,{% endif %}}', {"a": 1, "b": 2}, holes(optional=(("b",),))),
        ('{{% if x %}"b": 2,{% endif %} "a": 1}', {"a": 1, "b": 2}, holes(optional=(("b",),))),
        (
            '{"a": 1, %{ if x ~}"b": {"c": 2},%{ endif }}',
            {"a": 1, "b": {"c": 2}},
            holes(optional=(("b",),)),
        ),
        (
            '{{% if x %}"a": 1{% elif y %}"a": 2{% else %}"b": 3{% endif %}}',
            {"a": 2, "b": 3},
            holes(optional=(("a",), ("b",))),
        ),
        (
            '[{% for x in y %}{"a": "{{x}}"}{% if not loop.last %},{% endif %}{% endfor %}]',
            [{"a": "{{x}}"}],
            holes(any=((0, "a"),), open=((),)),
        ),
        ('{"a": {% if x %}1{% else %}"b"{% endif %}, "c": 1}', None, holes(any=(("a",),))),
        ('{"a": {% include "b" %}}', None, holes(any=(("a",),))),
        ('{"a": 1, {% include "b" %}}', {"a": 1}, holes(open=((),))),
        ('{# a remark #}{% set x = 1 %}\n{"a": 1}', {"a": 1}, NO_HOLES),
        ('{% macro m() %}x{% endmacro %}{"a": 1}', {"a": 1}, NO_HOLES),
        ('{% if x %}{"a": 1}{% else %}{}{% endif %}', None, holes(any=((),))),
        ('{% if x %}{"a": 1,{% else %}{{% endif %}"b": 2}', None, holes(any=((),))),
        ('{% extends "base.json" %}', None, holes(any=((),))),
        ("{% if x %} {% endif %}", Absent.EMPTY, NO_HOLES),
        # Handlebars.
        ('{"a": 1{{#if x}}, "b": 2{{/if}}}', {"a": 1, "b": 2}, holes(optional=(("b",),))),
        (
            '{{{~#if (eq x "1")~}}"a": 1,{{else if y}}"a": 2,{{^}}"c": 3,{{/if}} "b": "{{b}}"}',
            {"a": 2, "c": 3, "b": "{{b}}"},
            holes(any=(("b",),), optional=(("a",), ("c",))),
        ),
        (
            '[{{#each items}}{"a": "{{this.a}}"}{{#unless @last}},{{/unless}}{{/each}}]',
            [{"a": "{{this.a}}"}],
            holes(any=((0, "a"),), open=((),)),
        ),
        ('{"a": {{^x}}1{{/x}}}', None, holes(any=(("a",),))),
        # Go.
        (
            '{"a": 1{{- if .X }}, "b": {{ .Y | quote }}{{ else }}, "b": 2{{ end -}} }',
            {"a": 1, "b": 2},
            holes(any=(("b",),), optional=(("b",),)),
        ),
        ('{{ define "x" }}y{{ end }}{"a": 1}', {"a": 1}, NO_HOLES),
        # What has no other end is a hole.
        ('{"a": 1, {{#if x}} "b": 2}', {"a": 1, "b": 2}, holes(open=((),))),
        ('{"a": {{end}}, "b": "{{else}}"}', None, holes(any=(("a",), ("b",)))),
    ],
)
def test_blocks(text: str, data: Any, expected: Holes) -> None:
    value = parse(text)
    assert value.problems == ()
    assert data is None or value.data == data
    assert value.holes == expected


def test_a_key_is_repeated_only_where_both_may_be_there() -> None:
    branches = '{{% if x %}"a": 1{% else %}"a": 2{% endif %}}'
    assert parse(branches).problems == ()
    assert parse('{{{#if x}}"a": 1{{else}}"a": 2{{/if}}}').problems == ()
    assert parse('{{{ if x }}"a": 1{{ else }}"a": 2{{ end }}}').problems == ()
    (found,) = parse('{"a": 1, {% if x %}"a": 2{% endif %}}').problems
    assert (found.rule, found.start, found.end) == ("duplicate-key", 19, 22)
    (found,) = parse('{{% if x %}"a": 1, "a": 2{% endif %}}').problems
    assert (found.rule, found.start, found.end) == ("duplicate-key", 19, 22)


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ('{"a": {{x}},}', 11, 12, "there is a comma before the closing `}`; delete it"),
        (
            '{"a": {{x}} "b": 1}',
            12,
            15,
            'a comma is missing between two members; write `,` before `"b"`',
        ),
        (
            '{"a": ${jndi:x}, "b": {{x}}}',
            6,
            15,
            "`${jndi:x}` is a placeholder without quotes; fill it in, or put it in double quotes",
        ),
        ('{"a": $left.x}', 6, 13, None),
        ('{"a": {{x}', 10, 10, None),
        ('{"a": @{b = 1}}', 6, 8, "this is a PowerShell hashtable; pass it through "),
    ],
)
def test_what_is_wrong_beside_holes_is_said(
    text: str, start: int, end: int, message: str | None
) -> None:
    value = parse(text)
    assert value.data is Absent.BROKEN
    (found,) = value.problems
    assert (found.rule, found.start, found.end) == ("syntax", start, end)
    assert message is None or found.message.startswith(message)


def test_every_place_is_that_of_the_text() -> None:
    value = parse('{"a": {{x}}, {% if y %}"b": [ "é", {{z}} ],{% endif %} "c": "d"}')
    assert token(value, ("a",), Token.VALUE) == "{{x}}"
    assert token(value, ("b",), Token.KEY) == '"b"'
    assert token(value, ("b", 0), Token.VALUE) == '"é"'
    assert token(value, ("b", 1), Token.VALUE) == "{{z}}"
    assert token(value, ("c",), Token.VALUE) == '"d"'


def test_the_characters_of_a_string_may_be_a_hole() -> None:
    value = parse('{"a": {{x}}, "b": "{{y}} \\u00e9"}')
    assert value.string_at(("a",)).chars == "{{x}}"
    assert value.string_at(("b",)).chars == "{{y}} é"


def test_what_a_script_puts_in_is_unknown() -> None:
    text = '{"a": $x, "b": "$y", "c": "d $z", $k: 1, "e": [$i]}'
    found = [(text.index(name), text.index(name) + 2) for name in ("$x", "$y", "$z", "$k", "$i")]
    value = parse(text, tuple(found))
    assert value.problems == ()
    # Between quotes of JSON it stays a string, whatever it is.
    assert value.holes == holes(any=(("a",), ("e", 0)), strings=(("b",), ("c",)), open=((), ("e",)))
    assert value.data["c"] == "d $z"
    assert "$k" not in value.data


def test_a_template_inside_a_string_of_json() -> None:
    outer = parse('{"body": "{\\"a\\": {{x}}, \\"b\\": \\"é\\"}"}')
    inner = json_text.parse(string_at(outer, ("body",)))
    assert inner.holes == holes(any=(("a",),))
    assert token(inner, ("a",), Token.VALUE) == "{{x}}"
    span = inner.span(*inner.offsets(("b",), Token.VALUE))
    assert (span.start.column, span.end.column) == (33, 38)


def test_what_a_script_puts_into_a_body_inside_a_string_is_unknown() -> None:
    text = '{"body": "{\\"a\\": $x, \\"b\\": \\"$y\\"}"}'
    outer = parse(text, tuple((text.index(n), text.index(n) + 2) for n in ("$x", "$y")))
    inner = json_text.parse(string_at(outer, ("body",)))
    assert inner.holes == holes(any=(("a",),), strings=(("b",),))


def test_placeholders_can_be_switched_off() -> None:
    text = '{"a": "{{x}}"}'
    options = ReadOptions(placeholders=Placeholders(enabled=False))
    assert json_text.parse(Text.whole(Source(text)), options).holes == NO_HOLES
    text = '{"a": {{x}}}'
    assert json_text.parse(Text.whole(Source(text)), options).data is Absent.BROKEN


SCALARS = st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a", "é\n", 'b"\\'])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "b", "c", 'd"']), inner, max_size=4)
    ),
    max_leaves=12,
)
BARE = st.sampled_from(["{{x}}", "${X}", "$X", "<an id>", "%X%", "__X__"])


def leaves(value: Any, path: Path = ()) -> list[Path]:
    """Return the places of all scalars."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, item in enumerate(value) for leaf in leaves(item, (*path, index))]
    return [path]


@given(VALUES, BARE, st.integers(0, 1_000), st.sampled_from([None, 2]))
def test_a_hole_in_the_place_of_any_value_leaves_all_others_as_they_are(
    value: Any, hole: str, number: int, indent: int | None
) -> None:
    places = leaves(value)
    if not places:
        return
    chosen = places[number % len(places)]
    plain = parse(json.dumps(value, indent=indent))
    start, end = plain.offsets(chosen, Token.VALUE)
    chars = plain.text.chars
    template = parse(chars[:start] + hole + chars[end:])
    assert template.problems == ()
    assert template.holes.any == {chosen}
    assert template.holes.open <= {chosen[:-1]}
    assert not template.holes.strings | template.holes.optional
    for path in places:
        found = token(template, path, Token.VALUE)
        assert found == (hole if path == chosen else token(plain, path, Token.VALUE))


PIECES = st.sampled_from(
    [
        "{{x}}",
        "{{",
        "}}",
        "${X}",
        "$X",
        "{% if x %}",
        "{% else %}",
        "{% endif %}",
        "{% y %}",
        "{{#if x}}",
        "{{else}}",
        "{{/if}}",
        "{{ end }}",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        '"a"',
        '"',
        "1",
        " ",
        "\n",
        "\\",
        "<a>",
        "@f()",
        "%{ if x }",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_template_raises(text: str) -> None:
    value = parse(text)
    for each in value.problems:
        assert 0 <= (each.start or 0) <= (each.end or 0) <= len(text)
        assert each.message.isprintable()
    for which in Token:
        start, end = value.offsets((), which)
        assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    "unit", ['{"a":{{x}},', "{% if x %}", "{{#x}}", "[{{x}},", "{{x}}", '"{{x" ', "$x "]
)
def test_time_is_in_proportion_to_the_text(unit: str) -> None:
    """Four times the text takes a hundred times as long only where something is not linear."""

    def seconds(length: int) -> float:
        began = time.process_time()
        parse(unit * (length // len(unit)))
        return time.process_time() - began

    assert seconds(20_000) < 100 * max(seconds(5_000), 0.001)


def test_a_template_that_is_too_deep_is_said_to_be() -> None:
    (found,) = parse("[{{x}}," * 1_000).problems
    assert (found.rule, found.start) == ("limit-exceeded", 7 * 64)
