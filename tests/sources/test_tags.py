"""Tags of templates, and the blocks that they begin and end."""

from __future__ import annotations

import time

import pytest

from defender_lint.sources.holes.blocks import Blocks
from defender_lint.sources.holes.placeholders import TABLE, Placeholders
from defender_lint.sources.holes.tags import tag_at, tags_from


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% if a %}b", ("if", "endif", 10)),
        ("{%- endif -%}", ("endif", "endendif", 13)),
        ("%{ for a in b ~}", ("for", "endfor", 16)),
        ("{# a remark #}", ("", "", 14)),
        ("{{#if (eq a 'b')}}c", ("if", "/if", 18)),
        ("{{~^ a.b ~}}", ("a.b", "/a.b", 12)),
        ("{{/if}}", ("/if", "", 7)),
        ("{{^}}", ("^", "", 5)),
        ("{{- range $i, $e := .Items }}", ("range", "end", 29)),
        ("{{ else if .A -}}", ("else", "", 17)),
        ("{{ end }}", ("end", "", 9)),
        ("{{ a }}", None),
        ("{{ endpoint }}", None),
        ("{{ iffy }}", None),
        ("{{/* a remark */}}", None),
        ("{{#if a", None),
        ("{% a", None),
    ],
)
def test_tags(text: str, expected: tuple[str, str, int] | None) -> None:
    tag = tag_at(text, 0)
    assert (tag and (tag.word, tag.closer, tag.end)) == expected


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("{% set a = 1 %}{% if a %}%{ for b in c }%{ endfor }{% endif %}", ["if", "for"]),
        ("{{#each a}}{{#b}}{{else}}{{/each}}{{#if c}}", ["each"]),
        ("{{ if a }}{{ range b }}{{ end }}{{ end }}", ["if", "range"]),
        ("{{ if a }}{% endif %}", []),
    ],
)
def test_a_tag_opens_a_block_that_another_tag_ends(text: str, opening: list[str]) -> None:
    blocks = Blocks(text, TABLE)
    assert [tag.word for tag in blocks.tags() if blocks.opens(tag)] == opening


def test_what_is_like_a_variable_is_a_tag_only_where_blocks_are() -> None:
    assert Blocks("{{ end }}{{ else }}{{/if}}{{#if a}", TABLE).tag(0) is None
    assert Blocks("{{ end }}{{ else }}{{ if a }}", TABLE).tag(9) is not None
    assert Blocks("{% b %}", TABLE).tag(0) is not None


def test_tags_can_be_switched_off() -> None:
    blocks = Blocks("{% if a %}{% endif %}", Placeholders(enabled=False))
    assert blocks.tag(0) is None
    assert list(blocks.tags()) == []
    assert not blocks


@pytest.mark.parametrize(
    "unit", ["{{#", "{{#a ", "{{ if ", "{{ ", "{{ else", "{{#a{", "{{~ ", "{{/a}"]
)
def test_time_is_in_proportion_to_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        began = time.process_time()
        list(tags_from(unit * (length // len(unit)), 0))
        return time.process_time() - began

    # Four times the text takes a hundred times as long only where something is not linear.
    assert seconds(40_000) < 100 * max(seconds(10_000), 0.001)
