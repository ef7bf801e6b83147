"""What holds for any body that is written as a literal, in every language that has literals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from defender_lint.diagnostic import Path, Token
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.reading import requests
from defender_lint.sources.request import Request
from defender_lint.sources.scripts.csharp_text import written as in_csharp
from defender_lint.sources.scripts.javascript_text import written as in_javascript
from defender_lint.sources.scripts.powershell_text import written as in_powershell
from defender_lint.sources.scripts.python_text import written as in_python
from defender_lint.sources.source import Source
from defender_lint.sources.value import Value

URL = "https://api.security.microsoft.com/api/machines/x/isolate"
AS_THEY_ARE = ReadOptions(placeholders=Placeholders(enabled=False))

Write = Callable[[Any, str, bool], str]


def powershell(body: str) -> str:
    return f"$b = {body}\nInvoke-RestMethod -Method Post -Uri '{URL}' -Body ($b | ConvertTo-Json -Depth 9)"


def python(body: str) -> str:
    return f"b = {body}\nrequests.post('{URL}', json=b)"


def javascript(body: str) -> str:
    return f"const b = {body};\naxios.post('{URL}', b);"


def csharp(body: str) -> str:
    return f'class C {{ void M() {{ var b = {body}; c.PostAsJsonAsync("{URL}", b); }} }}'


def go(body: str) -> str:
    return f"""package main
func main() {{
	b := {body}
	c, _ := json.Marshal(b)
	http.Post("{URL}", "application/json", bytes.NewBuffer(c))
}}"""


def rust(body: str) -> str:
    return f"""fn main() {{ client.post("{URL}").json(&json!({body})).send(); }}"""


def in_go(value: Any, quote: str, _: bool) -> str:
    if isinstance(value, str) and quote == "'" and "`" not in value:
        return f"`{value}`"
    return "nil" if value is None else json.dumps(value, ensure_ascii=False)


def in_rust(value: Any, _: str, __: bool) -> str:
    return json.dumps(value, ensure_ascii=False)


LANGUAGES: dict[str, tuple[Write, Callable[[str], str], str, str, str, str]] = {
    # how a scalar is written; the script; an object, a member, a list
    "a.ps1": (in_powershell, powershell, "@{%s}", "%s = %s", "; ", "@(%s)"),
    "a.py": (in_python, python, "{%s}", "%s: %s", ", ", "[%s]"),
    "a.js": (in_javascript, javascript, "{%s}", "%s: %s", ", ", "[%s]"),
    "a.cs": (
        in_csharp,
        csharp,
        "new Dictionary<string, object> {%s}",
        "[%s] = %s",
        ", ",
        "new[] {%s}",
    ),
    "a.go": (in_go, go, "map[string]any{%s}", "%s: %s", ", ", "[]any{%s}"),
    "a.rs": (in_rust, rust, "{%s}", "%s: %s", ", ", "[%s]"),
}
QUOTES = {"a.cs": '"', "a.rs": '"'}
"""The one kind of quotes that a language has."""

SIGNS = "\"'`$#@%&*+-=~^|\\/<>(){}[];:,.?! \u2019é0aA_"
"""What some language gives a meaning."""

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.text(
    SIGNS, max_size=8
)
keys = words.filter(bool)
scalars = words | st.integers(-(10**9), 10**9) | st.booleans() | st.none()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
bodies = st.dictionaries(keys, values, min_size=1, max_size=4)
quotes = st.sampled_from(['"', "'"])


def literal(value: Any, name: str, quote: str) -> str:
    """Write a value as a literal; a list of one list is left as it is."""
    write, _, table, member, separator, several = LANGUAGES[name]
    if isinstance(value, dict):
        members = (
            member % (write(key, quote, True), literal(each, name, quote))
            for key, each in value.items()
        )
        return table % separator.join(members)
    if isinstance(value, list):
        items = [literal(each, name, quote) for each in value]
        if name == "a.ps1":  # a list in a list needs the comma that PowerShell takes for one
            items = [f",{each}" if each.startswith("@(") else each for each in items]
            return "@(" + "; ".join(items) + ")"
        return several % ", ".join(items)
    return write(value, quote, False)


def script_with(body: dict[str, Any], name: str, quote: str) -> str:
    numbers = [each for _, each in places(body) if isinstance(each, int)]
    assume(name != "a.rs" or min(numbers, default=0) >= 0)  # -1 is two tokens of ``json!``
    return LANGUAGES[name][1](literal(body, name, quote))


def read(text: str, name: str) -> Request:
    found = list(requests(Source(text, name), AS_THEY_ARE))
    assert len(found) == 1
    return found[0]


def places(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, data
    inner = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for step, each in inner:
        yield from places(each, (*path, step))


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


@pytest.mark.parametrize("name", LANGUAGES)
@example(body={"AGENT": None}, quote="'")  # as an option of a client is called
@example(body={"JsonContent": None, "StringContent": 1}, quote='"')  # as classes are called
@example(body={"`#": "$ #"}, quote='"')
@given(body=bodies, quote=quotes)
def test_a_literal_is_read_as_what_it_is(name: str, body: dict[str, Any], quote: str) -> None:
    quote = QUOTES.get(name, quote)
    script = script_with(body, name, quote)

    value = read(script, name).body

    assert value is not None
    assert value.data == body
    assert not value.holes


@pytest.mark.parametrize("name", LANGUAGES)
@given(body=bodies, quote=quotes)
def test_every_key_and_value_stands_where_it_is_said_to(
    name: str, body: dict[str, Any], quote: str
) -> None:
    quote = QUOTES.get(name, quote)
    script = script_with(body, name, quote)
    value = read(script, name).body
    assert value is not None

    for path, each in places(body):
        if path and isinstance(path[-1], str):
            key = LANGUAGES[name][0](path[-1], quote, True)
            assert sliced(value, path, Token.KEY) == key
        if not isinstance(each, (dict, list)):
            assert sliced(value, path, Token.VALUE) == literal(each, name, quote)


def sliced(value: Value, path: Path, token: Token) -> str:
    assert value.text is not None
    start, end = value.text.outer(*value.offsets(path, token))
    return value.text.source.text[start:end]


@pytest.mark.parametrize("name", LANGUAGES)
@given(body=bodies, quote=quotes, new=scalars, choice=st.integers(0, 10**6))
def test_an_edit_changes_that_token_and_nothing_else(
    name: str, body: dict[str, Any], quote: str, new: Any, choice: int
) -> None:
    quote = QUOTES.get(name, quote)
    script = script_with(body, name, quote)
    value = read(script, name).body
    assert value is not None
    assert value.text is not None
    assume(name != "a.rs" or not isinstance(new, int) or new >= 0)
    leaves = [path for path, each in places(body) if path and not isinstance(each, (dict, list))]
    if not leaves:
        return
    path = leaves[choice % len(leaves)]

    start, end = value.offsets(path, Token.VALUE)
    edit = value.text.edit(start, end, value.encode(new, start))

    assert edit is not None
    first, last = edit.span.start.offset, edit.span.end.offset
    changed = read(script[:first] + edit.text + script[last:], name).body
    assert changed is not None
    expected = json.loads(json.dumps(body))
    at(expected, path[:-1])[path[-1]] = new
    assert changed.data == expected


SCALARS = [
    ("a.py", python, '{"a": %s}'),
    ("a.js", javascript, "{a: %s}"),
    ("a.cs", csharp, "new { a = %s }"),
    ("a.go", go, 'map[string]any{"a": %s}'),
    ("a.rs", rust, '{"a": %s}'),
]
UNKNOWN = object()
"""What is no literal: nothing is said of its value."""


@pytest.mark.parametrize(("name", "script", "body"), SCALARS, ids=[each[0] for each in SCALARS])
@pytest.mark.parametrize(
    ("chars", "value"),
    [("0x1F", 31), ("1_000", 1000), ("2.5", 2.5), ("1.5e3", 1500.0), ("0777", UNKNOWN)],
)
def test_numbers(
    name: str, script: Callable[[str], str], body: str, chars: str, value: object
) -> None:
    found = read(script(body % chars), name).body
    assert found is not None
    assert found.holes.any == (frozenset({("a",)}) if value is UNKNOWN else frozenset())
    assert value is UNKNOWN or found.data == {"a": value}


@pytest.mark.parametrize(
    ("name", "chars", "value"),
    [
        ("a.js", "-Infinity", UNKNOWN),
        ("a.js", "1e5", 100000.0),
        ("a.js", '"\\u{1F600}\\x41\\n\\q"', "\U0001f600A\nq"),
        ("a.js", '"\\u{110000}"', "\ufffd"),
        ("a.py", "-inf", UNKNOWN),
        ("a.py", "- 5", -5),
        ("a.py", '"\\x41\\u00e9\\U0001f600\\101\\N{BULLET}\\t\\\\"', "A\xe9\U0001f600A\u2022\t\\"),
        ("a.py", '"\\8\\777\\N{no such name}\\d"', "\\8\u01ff\\N{no such name}\\d"),
        ("a.py", '"a\\\nb"', "ab"),
        ("a.cs", "0xFFUL", 255),
        ("a.cs", "2.5f", 2.5),
        ("a.cs", '"\\u0041\\"\\0"', 'A"\0'),
        ("a.go", '"\\U0001F600\\a"', "\U0001f600\a"),
        ("a.rs", "7u8", 7),
        ("a.rs", "2.5_f64", 2.5),
        ("a.rs", '"\\u{e9}\\0"', "\xe9\0"),
    ],
)  # fmt: skip
def test_scalars_as_the_language_has_them(name: str, chars: str, value: object) -> None:
    script, body = next(each[1:] for each in SCALARS if each[0] == name)
    found = read(script(body % chars), name).body
    assert found is not None
    assert found.holes.any == (frozenset({("a",)}) if value is UNKNOWN else frozenset())
    assert value is UNKNOWN or found.data == {"a": value}


@pytest.mark.parametrize(
    ("name", "script", "sign", "why"),
    [
        ("a.js", javascript, "*", "it is computed"),
        ("a.js", javascript, "||", "it depends on a condition"),
        ("a.cs", csharp, "-", "it is computed"),
        ("a.cs", csharp, "==", "it depends on a condition"),
        ("a.py", python, "-", "it is computed"),
    ],
)
def test_what_is_neither_added_nor_known(
    name: str, script: Callable[[str], str], sign: str, why: str
) -> None:
    assert [each.why for each in read(script(f"a {sign} c"), name).unknown] == [why]


def test_a_function_called_insert_is_no_method_of_a_map() -> None:
    script = rust('{"a": 1}').replace("fn main() {", 'fn main() { insert("a", 2);')
    found = read(script, "a.rs").body
    assert found is not None
    assert found.data == {"a": 1}


GAPS = [
    ("a.ps1", powershell, '@{~a = ~"x";~b = ~@(~1, ~2~)~c = @(~@{d = 1}~)~d = ~("x" + ~"y"~)~}'),
    ("a.ps1", powershell, '[pscustomobject]@{~a = $(~"x"~)~b = 1,~2~}'),
    ("a.py", python, '{~"a"~:~"x"~,~"b":~[~1~,~2~]~,~"c":~(~"x"~+~"y"~)~}'),
    ("a.py", python, 'dict(~a=~"x"~,~b=[1~,~2],~c=dict(~d=1~)~)'),
    ("a.js", javascript, '{~a~:~"x"~,~"b":~[~1~,~2~]~,~c:~(~"x"~+~"y"~)~}'),
    ("a.cs", csharp, 'new {~a =~"x"~,~b = new[] {~1~,~2~}~,~c =~(~"x"~+~"y"~),~d = new {~e = 1~}~}'),
    ("a.cs", csharp, 'new Dictionary<string, object> {~[~"a"~]~=~"x"~,~["b"] = new List<int> {~1~,~2~}~}'),
    ("a.cs", csharp, 'new Dictionary<string, object> {~{~"a"~,~"x"~}~,~{~"b",~1~}~}'),
    ("a.go", go, 'map[string]any{~"a"~:~"x",~"b": []int{~1~,~2,~},~"c":~"x" +~"y",~}'),
    ("a.rs", rust, '{~"a"~:~"x"~,~"b":~[~1~,~2~]~,~"c":~{~"d":~1~}~}'),
]  # fmt: skip
"""Literals, with a mark wherever a comment may stand."""

COMMENTS = {"a.ps1": ("# c", "<# c #>"), "a.py": ("# c",)}


@pytest.mark.parametrize(("name", "script", "marked"), GAPS)
def test_a_comment_changes_nothing(name: str, script: Callable[[str], str], marked: str) -> None:
    bare = read(script(marked.replace("~", "\n")), name).body
    assert bare is not None
    assert set(bare.data) >= {"a", "b"}
    assert not bare.holes
    for comment in COMMENTS.get(name, ("// c", "/* c */")):
        pieces = marked.split("~")
        for gap in range(1, len(pieces)):
            before, after = "\n".join(pieces[:gap]), "\n".join(pieces[gap:])
            body = read(script(f"{before} {comment}\n{after}"), name).body
            assert body is not None
            assert body.data == bare.data, (before, after)
            assert not body.holes, (before, after)
