"""A file of requests that is broken somewhere: one word on that, and the other requests checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.findings import Finding
from defender_lint.linting import Linter
from defender_lint.settings.values import defaults
from defender_lint.sources.reading import source_of

FILES = Path(__file__).parent / "files"
DATA = sorted(path.name for path in FILES.iterdir() if path.suffix in (".json", ".har", ".bicep"))
LINTER = Linter(defaults("/"), Catalogue.shipped())
HOST = "https://api.security.microsoft.com/api/machines/@{x}"


def found(text: str, name: str, *, is_named: bool = False) -> list[Finding]:
    return LINTER.lint(source_of(text, name), is_named=is_named).findings


def brief(text: str, name: str, *, is_named: bool = False) -> list[str]:
    findings = found(text, name, is_named=is_named)
    starts = [each.span.start for each in findings if each.span is not None]
    assert len(starts) == len(findings)
    return [
        f"{start.line}:{start.column} {each.rule}"
        for start, each in zip(starts, findings, strict=True)
    ]


@pytest.mark.parametrize("cuts", [10, pytest.param(60, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", DATA)
def test_what_stands_before_a_cut_is_judged_as_if_it_were_whole(name: str, cuts: int) -> None:
    text = (FILES / name).read_text(encoding="utf-8")
    whole = set(brief(text, f"x.{name}"))
    for end in range(0, len(text), len(text) // cuts):
        said = brief(text[:end], f"x.{name}")
        more = [each for each in said if each not in whole]
        # Postman's variables stand at the end; without them a value is taken for what is sent.
        more = [each for each in more if "id-format" not in each]
        assert len(more) <= 1, text[:end]
        assert all("syntax" in each for each in more), text[:end]


@pytest.mark.parametrize("name", DATA)
def test_a_cut_in_the_middle_is_told(name: str) -> None:
    """Wherever a request of ours stands whole before it."""
    text = (FILES / name).read_text(encoding="utf-8")
    if name in ("soc.postman_environment.json", "swagger.json"):  # there is none, or one
        return
    last = found(text, f"x.{name}")[-1].span
    assert last is not None
    assert any(each.rule == "syntax" for each in found(text[: last.end.offset], f"x.{name}"))


WORKFLOW = f"""{{"definition": {{"actions": {{
"A": {{"type": "Http", "inputs": {{"method": "POST", "uri": "{HOST}/isolate",
  "body": {{"comment": "x", "IsolationType": "Full"}}}}}},
"B": {{"type": "Http", "inputs": {{"method": "POST", "uri": "{HOST}/isolate",
  "body": {{"Comment": "x", "IsolationType": "full"}}}}}},
"C": {{"type": "Http", "inputs": {{"method": "POST", "uri": "{HOST}/tags",
  "body": {{"Value": "x", "Action": "add"}}}}}}
}}}}}}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ["3:12 key-case", "5:45 value-case", "7:36 value-case"]),
        # Slips that can be passed over leave all that follows to be read.
        ('"Full"}', '"Full",}', ["3:12 key-case", "3:51 syntax", "5:45 value-case", "7:36 value-case"]),
        ('"x", "Isol', '"x"  "Isol', ["3:12 key-case", "3:28 syntax", "5:45 value-case", "7:36 value-case"]),
        ("@{x}/isolate", "\\'@{x}\\'/isolate", ["2:108 syntax", "3:12 key-case", "5:45 value-case", "7:36 value-case"]),
        # From others on nothing is read.
        ('"IsolationType": "full"', "IsolationType", ["3:12 key-case", "5:28 syntax"]),
        ('"full"}', '"full', ["3:12 key-case", "5:45 syntax"]),
        ('"C": {', '"C": [', ["3:12 key-case", "5:45 value-case", "6:13 syntax"]),
    ],
)  # fmt: skip
def test_json(old: str, new: str, said: list[str]) -> None:
    assert sorted(brief(WORKFLOW.replace(old, new), "workflow.json")) == said


def test_the_request_that_is_cut_lacks_nothing() -> None:
    at = WORKFLOW.index(',\n  "body": {"Value"')
    assert brief(WORKFLOW[:at], "workflow.json") == [
        "3:12 key-case",
        "5:45 value-case",
        "6:118 syntax",
    ]
    at = WORKFLOW.index(', "Action"')  # of its body, which may go on, what is there is judged
    assert brief(WORKFLOW[:at], "workflow.json") == [
        "3:12 key-case",
        "5:45 value-case",
        "7:24 syntax",
    ]


def test_only_one_of_ours_is_worth_a_word() -> None:
    strange = WORKFLOW.replace("api.security", "example")[:-8]
    assert brief(f'{{"note": "/api/alerts", {strange[1:]}', "workflow.json") == []
    assert brief('{"note": "/api/alerts", "x"', "workflow.json") == []
    assert brief('{"note": "/api/alerts", "x"', "x.json", is_named=True) == ["1:28 syntax"]


PLAYBOOK = """- hosts: all
  tasks:
    - uri:
        url: https://api.security.microsoft.com/api/machines/{{ id }}/isolate
        method: POST
        body_format: json
        body: {comment: x, IsolationType: Full}
    - uri:
        url: https://api.security.microsoft.com/api/machines/{{ id }}/tags
        method: POST
        body_format: json
        body:
          Value: "x
          Action: add
    - debug: {}
"""


def test_yaml() -> None:
    assert brief(PLAYBOOK, "playbook.yml") == ["7:16 key-case", "13:18 syntax"]


def test_brackets_that_are_not_closed_in_yaml() -> None:
    text = PLAYBOOK.partition("        body:\n")[0] + "    - debug:\n" + "      [\n" * 5
    assert brief(text, "playbook.yml") == ["7:16 key-case", "13:7 syntax"]


def test_a_duplicate_key_elsewhere_hides_no_request() -> None:
    text = WORKFLOW.replace('{"definition"', '{"a": 1, "a": 2, "definition"')
    assert brief(text, "workflow.json") == ["3:12 key-case", "5:45 value-case", "7:36 value-case"]


def test_a_fix_leaves_the_rest_as_it_was() -> None:
    text = WORKFLOW.replace('"Full"}', '"Full",}')
    linter = Linter(defaults("/"), Catalogue.shipped(), fixes="safe")
    result = linter.lint(source_of(text, "workflow.json"), is_named=False)
    assert result.text == WORKFLOW.replace('"comment"', '"Comment"').replace(
        '"full"', '"Full"'
    ).replace('"add"', '"Add"')
    assert result.findings == []


TEMPLATE = f"""resource flow 'Microsoft.Logic/workflows@2019-05-01' = {{
  properties: {{ definition: {{ actions: {{
    A: {{ type: 'Http', inputs: {{
      method: 'POST'
      uri: '{HOST}/isolate' // it's ours, {{
      body: {{ comment: 'it\\'s ${{a['b']}} {{', IsolationType: 'Full' }}
    }} }}
    B: [ 1 ]
  }} }} }}
}}
"""


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ("[ 1 ]", []),
        ("'''it's ${'''", []),
        ("what the grammar does not know?", []),
        ("[ 1", ["9:3 syntax"]),
        ("[ 1 }", ["8:12 syntax"]),
        ("1 }", ["10:1 syntax"]),
        ("{", ["10:1 syntax"]),
        ("'x", ["8:8 syntax"]),
        ("'x${f('y')", ["8:8 syntax"]),
        ("'x${f('y)}'", ["9:3 syntax"]),
        ("'''x'", ["10:1 syntax"]),
        ("/* ' {", ["10:1 syntax"]),
    ],
)
def test_bicep(instead: str, said: list[str]) -> None:
    text = TEMPLATE.replace("[ 1 ]", instead)
    assert brief(text, "a.bicep") == ["6:15 key-case", *said]


def test_bicep_says_what_to_do() -> None:
    assert [
        each.message
        for instead in ("'x", "[ 1 }", "{", "} } } }")
        for each in found(TEMPLATE.replace("[ 1 ]", instead), "a.bicep")
        if each.rule == "syntax"
    ] == [
        "the string that begins here is not closed on its line; add `'`",
        "`}` does not close the `[` on line 8; write `]`",
        "the file ends in the middle: the `{` on line 1 is never closed",
        "`}` closes nothing",
    ]


def test_a_string_round_all_that_is_not_closed() -> None:
    assert brief(f'"{WORKFLOW}', "workflow.json", is_named=True) == ["1:3 syntax"]
