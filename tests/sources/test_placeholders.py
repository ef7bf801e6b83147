"""What counts as a hole: the forms of template languages, exactly, and what merely resembles one."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from defender_lint.sources.holes.placeholders import TABLE, PatternError, Placeholders
from support import thinned


@pytest.mark.parametrize(
    "string",
    [
        "{{ioc}}",
        "{{ reason | default('it\\'s') }}",
        "{{{raw}}}",
        '{{ "a" if b else "c" }}',
        "${NAME}",
        "${machine.ids[0].name}",
        "${NAME:-a default}",
        '${lookup(var.names, "a")}',
        "${jsonencode({a = 1})}",
        "${{ inputs.machine-id }}",
        "#{Machine.Id}#",
        "{machine_id}",
        "$NAME",
        "@variables('id')",
        "@triggerBody()?['a']?['b']",
        "@concat('(', variables('id'), ')')",
        "[parameters('id')]",
        "[concat('a', parameters('b').c[0])]",
        "%NAME%",
        "<id>",
        "<name of the machine>",
        "__ID__",
        "__MACHINE_ID__",
    ],
)
def test_a_string_that_is_nothing_but_one_hole_is_of_any_type(string: str) -> None:
    assert TABLE.find(string) == ((0, len(string)),)
    assert TABLE.is_whole(string)


@pytest.mark.parametrize(
    ("string", "holes"),
    [
        ("INC-{{id}}", ["{{id}}"]),
        ("{{a}}{{b}}", ["{{a}}", "{{b}}"]),
        (" ${A} ", ["${A}"]),
        ("${A}-#{B}#-{c}", ["${A}", "#{B}#", "{c}"]),
        ("a@{variables('id')}b", ["@{variables('id')}"]),
        ("@{concat('{', variables('a'), '}')}", ["@{concat('{', variables('a'), '}')}"]),
        ("a {% if x %}b{% endif %}", ["{% if x %}", "{% endif %}"]),
        ("%{ if x }b%{ endif }", ["%{ if x }", "%{ endif }"]),
        ("{{ a", []),
        ("{{a}} and {{ b", ["{{a}}"]),
    ],
)
def test_a_hole_inside_a_longer_string_leaves_it_a_string(string: str, holes: list[str]) -> None:
    assert [string[start:end] for start, end in TABLE.find(string)] == holes
    assert not TABLE.is_whole(string)


def test_an_interpolation_of_logic_apps_is_a_string_though_nothing_else_is_there() -> None:
    assert TABLE.find("@{body('a')}") == ((0, 12),)
    assert not TABLE.is_whole("@{body('a')}")


@pytest.mark.parametrize(
    "string",
    [
        "",
        "{}",
        "{{}}",
        "{{ }}",
        '{{"Comment": "a"}}',
        "{a b}",
        "{0}",
        "${}",
        "${jndi:ldap://host/a}",
        "${a b}",
        "$100",
        "$left.x",
        "$true",
        "$null",
        "costs $NAME",
        "100%",
        "%20",
        "%NAME",
        "50% to 100%",
        "<b>High</b>",
        "<1>",
        "a < b > c",
        "someone@example.com",
        "@NAME",
        "@odata.type",
        "@a(b) and more",
        "@{Comment = 1}",
        "@{}",
        "[a]",
        "[[parameters('id')]",
        "[parameters('id')] and more",
        "____",
        "__a",
        "a__b__",
        "#{}#",
        "DeviceInfo | join (A) on $left.Id == $right.Id | where x < 5 and y > 3",
    ],
)
def test_what_merely_resembles_a_hole_is_judged_as_it_stands(string: str) -> None:
    assert TABLE.find(string) == ()
    assert not TABLE.is_whole(string)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("{{a}}}", 5),
        ("{{{a}}}}", 7),
        ("$A,", 2),
        ("$A.b,", None),
        ("$100,", None),
        ("<a b>}", 5),
        ("<b>High</b>", None),
        ("[parameters('a')]]", 17),
        ("[1]", None),
        ("@f('a)')?['b'] }", 14),
    ],
)
def test_what_stands_bare_in_json(text: str, end: int | None) -> None:
    assert TABLE.bare(text, 0) == end


def test_the_page_of_the_documentation_is_right() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "templates.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \| (anywhere|the whole string) \|", page, re.MULTILINE)
    assert len(rows) == 13
    for forms, counts in rows:
        for form in re.findall("`(.+?)`", forms):
            assert TABLE.find(form) == ((0, len(form)),)
            assert bool(TABLE.find(f"a {form} b")) == (counts == "anywhere")
    (almost,) = re.findall(r"judged as it is written: (.*?)\.\n", page, re.DOTALL)
    for string in re.findall("`(.+?)`", almost):
        assert TABLE.find(string) == ()


def test_forms_of_a_teams_own() -> None:
    own = Placeholders(("<<*>>", "FILL_IN*", "TODO"))
    assert own.is_whole("<<machine id>>")
    assert own.find("a <<b>> TODO {{c}}") == ((2, 7), (8, 12), (13, 18))
    assert own.is_whole("FILL_IN_THE_ID")
    assert own.find("please FILL_IN_THE_ID") == ()
    assert own.find("<<>> FILL_IN") == ()
    assert own.bare("<<a>>,", 0) == 5
    assert own.may_stand_in('{"a": "TODO"}')


@pytest.mark.parametrize("pattern", ["*", "**", ""])
def test_a_form_that_would_take_everything_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match="would take every string for a placeholder"):
        Placeholders((pattern,))


def test_forms_can_be_switched_off() -> None:
    off = Placeholders(("<<*>>",), enabled=False)
    for string in ("{{a}}", "$NAME", "<<a>>"):
        assert off.find(string) == ()
        assert off.bare(string, 0) is None
        assert not off.may_stand_in(f'{{"a": "{string}"}}')
        assert not off.may_stand_bare(string)


UNITS = (
    "{{", "{{a", "{{{", "${", "${a", "${a(", "${a[", "${a:-", "@{", "@{'", "@{ '@{ ' '", "@{@{a}",
    "{a", "{%", "{% ", "%{", "[a(", "[a('", "@a(", "@a()[", "@a().", "(((", "<a ", "__a_", "#{a",
)  # fmt: skip


@pytest.mark.parametrize("unit", thinned(UNITS, ["{{", "${a(", "{% ", "<a "]))
def test_time_is_in_proportion_to_the_text(unit: str) -> None:
    def seconds(begun: str, length: int) -> float:
        string = begun + unit * (length // len(unit))
        began = time.process_time()
        TABLE.find(string)
        return time.process_time() - began

    # Four times the text takes a hundred times as long only where something is not linear.
    for begun in ("", "{{", "${a(", "@{", "[a(", "@a(", "${a["):
        assert seconds(begun, 40_000) < 100 * max(seconds(begun, 10_000), 0.001), begun
