"""Bicep: what its expressions are worth, and where the parts of an action stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.cli import main
from defender_lint.diagnostic import Path as Steps
from defender_lint.diagnostic import Token
from defender_lint.sources.reading import requests, source_of
from defender_lint.sources.request import Request

Read = Callable[[str, str], list[str]]

HOST = "https://api.security.microsoft.com"


def flow(inputs: str, before: str = "") -> str:
    """Return a file whose only action has some inputs, from line 7 on."""
    return f"""{before}
resource flow 'Microsoft.Logic/workflows@2019-05-01' = {{
  properties: {{
    definition: {{
      actions: {{
        Isolate: {{ type: 'Http'
inputs: {{
{inputs}
}} }} }} }} }} }}
"""


def of_body(expression: str, before: str = "") -> Request:
    text = flow(f"method: 'POST'\nuri: '{HOST}/api/alerts/1'\nbody: {expression}", before)
    (request,) = requests(source_of(text, "a.bicep"))
    return request


@pytest.mark.parametrize(
    ("before", "uri", "shown"),
    [
        ("", f"'{HOST}/api/alerts'", f"{HOST}/api/alerts"),
        ("", "'${host}/api/alerts'", "⟨${host}⟩/api/alerts"),
        ("param host string = 'x'", "'${host}/api/alerts'", "⟨${host}⟩/api/alerts"),
        (f"var host = '{HOST}'", "'${host}/api/alerts'", f"{HOST}/api/alerts"),
        (f"var host = '{HOST}'", "concat(host, '/api/alerts')", f"{HOST}/api/alerts"),
        (f"var host = '{HOST}'", "format('{0}/api/{1}', host, id)", f"{HOST}/api/⟨id⟩"),
        (f"var c = {{\n  host: '{HOST}'\n}}", "'${c.host}/api/alerts'", f"{HOST}/api/alerts"),
        (
            "var host = region == 'eu' ? 'a' : 'b'",
            "'https://${host}/api/alerts'",
            "https://⟨${host}⟩/api/alerts",
        ),
        (
            "",
            f"'{HOST}/api/machines/@{{items(\\'each\\')[\\'id\\']}}/isolate'",
            f"{HOST}/api/machines/⟨@{{items('each')['id']}}⟩/isolate",
        ),
        ("var id = toLower('A')", f"'{HOST}/api/alerts/${{id}}'", f"{HOST}/api/alerts/⟨${{id}}⟩"),
    ],
)
def test_urls(before: str, uri: str, shown: str, read: Read) -> None:
    text = flow(f"method: 'GET'\nuri: {uri}", before)
    line = text[: text.index("uri:")].count("\n") + 1
    assert read(text, "a.bicep") == [f"{line}: GET {shown}"]


def test_a_variable_may_be_declared_after_its_use(read: Read) -> None:
    text = flow("method: 'GET'\nuri: '${host}/api/alerts'") + f"var host = '{HOST}'\n"
    assert read(text, "a.bicep") == [f"9: GET {HOST}/api/alerts"]


@pytest.mark.parametrize(
    ("before", "expression", "data"),
    [
        ("", "{\n  a: 'b'\n}", {"a": "b"}),
        ("", "{ a: 'b', c: 1 }", {"a": "b", "c": 1}),
        ("", "{\n  a: 'b',\n  c: 1,\n}", {"a": "b", "c": 1}),
        (
            "",
            "{\n  'a b': [\n    true\n    false\n    null\n    -4\n  ]\n}",
            {"a b": [True, False, None, -4]},
        ),
        ("", "{\n  // why\n  a: 'b' // this\n  /* c: 'd' */\n}", {"a": "b"}),
        ("", r"{ a: 'it\'s \\ \u{1F600}\n\${}' }", {"a": "it's \\ 😀\n${}"}),
        ("", "{\n  a: '''\nit's\n'''\n}", {"a": "it's\n"}),
        ("", "json('{\"a\": 1}')", {"a": 1}),
        ("", "any({ a: 1 })", {"a": 1}),
        ("var b = {\n  a: 1\n}", "b", {"a": 1}),
        ("var b = {\n  a: 1\n}", "union(b, {\n  c: 2\n})", {"a": 1, "c": 2}),
        ("", "{ a: [ ] }", {"a": []}),
    ],
)
def test_bodies(before: str, expression: str, data: Any) -> None:
    body = of_body(expression, before).body
    assert body is not None
    assert body.data == data
    assert not body.holes


def test_what_is_unknown_of_a_body() -> None:
    body = of_body(
        """{
  a: comment
  b: 'x ${comment}'
  c: yes ? 1 : 2
  d: toLower('X')
  e: {
    ...more
    f: 1
  }
  '${g}': 1
  h: [for i in range(0, 3): i]
  i: '@variables(\\'x\\')'
}""",
        "param comment string",
    ).body
    assert body is not None
    assert body.holes.any == {("a",), ("c",), ("h",), ("i",)}
    assert body.holes.strings == {("b",), ("d",)}
    assert body.holes.open == {(), ("e",)}
    assert body.data["e"] == {"f": 1}


def test_a_spread_of_what_is_known() -> None:
    body = of_body("{\n  ...common\n  b: 2\n}", "var common = {\n  a: 1\n}").body
    assert body is not None
    assert body.data == {"a": 1, "b": 2}
    assert not body.holes


@pytest.mark.parametrize(
    ("body", "edits"),
    [
        ("{\n  comment: 'x'\n}", {"comment": "Comment"}),
        ("{\n  'comment': 'x'\n}", {"'comment'": "'Comment'"}),
        ("{\n  Comment: 'x'\n  IsolationType: 'full'\n}", {"full": "Full"}),
        ('json(\'{"comment": "it\\\'s"}\')', {'comment"': 'Comment"'}),
    ],
)
def test_fixes(body: str, edits: dict[str, str], tmp_path: Path) -> None:
    uri = f"'{HOST}/api/machines/{'a' * 40}/isolate'"
    text = flow(f"method: 'POST'\nuri: {uri}\nbody: {body}")
    file = tmp_path / "a.bicep"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["check", "--fix", "--unsafe-fixes", "--isolated", "--quiet", str(file)])
    for old, new in edits.items():
        text = text.replace(old, new)
    assert file.read_text(encoding="utf-8") == text


def test_resources_in_loops_and_conditions(read: Read) -> None:
    text = flow(f"method: 'GET'\nuri: '{HOST}/api/alerts'")
    for opening, closing in (("[for i in range(0, 3): {", "}]"), ("if (yes) {", "}")):
        changed = text.replace("= {", f"= {opening}", 1).rstrip()[:-1] + closing
        assert read(changed, "a.bicep") == [f"9: GET {HOST}/api/alerts"]


ACTION = f"{{ type: 'Http', inputs: {{ method: 'GET', uri: '{HOST}/api/alerts' }} }}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"var actions = {{ A: {ACTION} }}\n{{}}", 1),
        (f"param actions object = {{ A: {ACTION} }}", 1),
        (f"module flow 'flow.bicep' = {{\nparams: {{ actions: {{ A: {ACTION} }} }} }}", 2),
        (f"var actions = {{ A: {ACTION} }}\nresource flow 'x' = {{ actions: actions }}", 1),
    ],
)
def test_actions_are_found_once_wherever_they_stand(text: str, line: int, read: Read) -> None:
    assert read(text, "a.bicep") == [f"{line}: GET {HOST}/api/alerts"]
    assert read(f"using 'main.bicep'\n{text}", "a.bicepparam") == [
        f"{line + 1}: GET {HOST}/api/alerts"
    ]


def test_a_file_cut_in_half(read: Read) -> None:
    action = "A: {{ type: 'Http'\ninputs: {{ method: 'GET'\nuri: '" + HOST + "/api/{}' }} }}\n"
    text = "resource flow 'x' = {\nproperties: {\ndefinition: {\nactions: {\n"
    text += action.format("alerts") + action.format("machines")[:-8]
    assert read(text, "a.bicep") == [f"7: GET {HOST}/api/alerts", "-: - - | broken body"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"param uri string = '{HOST}/api/alerts'",
        f"output uri string = '{HOST}/api/alerts'",
        flow("method: 'GET'\nuri: 'https://example.com/x/machines/1'"),
        flow(f"method: 'GET'\nuri: '{HOST}/api/alerts'").replace("'Http'", "'Request'"),
        "{{{ /machines/ \x00",
    ],
)
def test_nothing_of_ours(text: str, read: Read) -> None:
    assert all("example.com" in each for each in read(text, "a.bicep"))


STRINGS = st.text(st.sampled_from("ab '\"\\/\n\t\ré😀${:#,"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | STRINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STRINGS, inner, max_size=3),
    max_leaves=8,
)
BODIES = st.dictionaries(STRINGS, VALUES, min_size=1, max_size=3)
ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "é": "\\u{e9}"}


def bicep(value: Any) -> str:
    """Write a value as Bicep."""
    if isinstance(value, str):
        chars = "".join(ESCAPES.get(char, char) for char in value).replace("${", "\\${")
        return f"'{chars}'"
    if isinstance(value, list):
        return "[\n" + "".join(f"{bicep(each)}\n" for each in value) + "]"
    if isinstance(value, dict):
        return "{\n" + "".join(f"{bicep(k)}: {bicep(v)}\n" for k, v in value.items()) + "}"
    return {None: "null", True: "true", False: "false"}.get(value, str(value))


def places(value: Any, path: Steps = ()) -> list[tuple[Steps, Any]]:
    found = [(path, value)]
    is_list = isinstance(value, list)
    steps = value.items() if isinstance(value, dict) else enumerate(value if is_list else ())
    for step, inner in steps:
        found += places(inner, (*path, step))
    return found


def of_value(value: Any) -> tuple[str, Request]:
    text = flow(f"method: 'POST'\nuri: '{HOST}/api/alerts/1'\nbody: {bicep(value)}")
    (request,) = requests(source_of(text, "a.bicep"))
    return text, request


def is_plain(value: Any) -> bool:
    """Tell whether no string in a value looks like a hole."""
    return not any(re.search(r"\$\{|\$[a-z]|\{[a-z]", str(each)) for each in places(value))


@given(value=BODIES.filter(is_plain))
def test_each_span_is_what_it_names(value: dict[str, Any]) -> None:
    text, request = of_value(value)
    body = request.body
    assert body is not None
    assert body.data == value
    for path, inner in places(value):
        span = body.span(*body.offsets(path, Token.VALUE))
        assert text[span.start.offset : span.end.offset] == bicep(inner)
        if path and isinstance(path[-1], str):
            span = body.span(*body.offsets(path, Token.KEY))
            assert text[span.start.offset : span.end.offset] == bicep(path[-1])


@given(value=BODIES.filter(is_plain), new=STRINGS.filter(is_plain), data=st.data())
def test_an_edit_changes_one_value(value: dict[str, Any], new: str, data: st.DataObject) -> None:
    text, request = of_value(value)
    body = request.body
    assert body is not None
    assert body.text is not None
    path, _ = data.draw(st.sampled_from(places(value)[1:]))
    start, end = body.offsets(path, Token.VALUE)
    edit = body.text.edit(start, end, body.encode(new, start))
    assert edit is not None
    changed = text[: edit.span.start.offset] + edit.text + text[edit.span.end.offset :]
    (again,) = requests(source_of(changed, "a.bicep"))
    assert again.body is not None
    holder = value
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = new
    assert again.body.data == value
