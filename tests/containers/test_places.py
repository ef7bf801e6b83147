"""Every container: each span is exactly the key or value it names, each edit changes only that.

The bodies are random, and so are the strings in them: quotes, backslashes, line breaks, characters
that take an escape or two.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.diagnostic import Path, Token
from defender_lint.sources.reading import requests, source_of
from defender_lint.sources.request import Request

URL = "https://api.security.microsoft.com/api/machines/é/isolate"

# No braces, `$`, `@`, `%`, `<` and the like: what is a hole is another test's matter.
STRINGS = st.text(st.sampled_from("ab \"\\/\n\t\r'é😀\x7f\u2028:#,"), max_size=8)
BODIES = st.dictionaries(
    STRINGS,
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | STRINGS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STRINGS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


class Container(NamedTuple):
    """A format: how a body is put in, and how what stands there is read again."""

    name: str
    wrap: Callable[[str], str]
    """Makes a file around a body."""
    plain: Callable[[str], str] = lambda written: written
    """Returns the characters that some characters of the file mean."""
    load: Callable[[str], Any] = lambda text: text
    """Reads the file as its own language does."""


def in_json(written: str) -> str:
    return str(json.loads(f'"{written}"'))


def postman(body: str) -> dict[str, Any]:
    request = {"method": "POST", "url": URL, "body": {"mode": "raw", "raw": body}}
    info = {"schema": "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"}
    return {"info": info, "item": [{"item": [{"request": request}]}]}


def opencollection(body: str) -> dict[str, Any]:
    http = {"method": "POST", "url": URL, "body": {"type": "json", "data": body}}
    return {"opencollection": "1.0.0", "items": [{"info": {"type": "http"}, "http": http}]}


def har(body: str) -> dict[str, Any]:
    data = {"mimeType": "application/json", "text": body}
    request = {"method": "POST", "url": URL, "headers": [], "postData": data}
    return {"log": {"entries": [{"request": request}]}}


def openapi(body: str) -> dict[str, Any]:
    operation = {"requestBody": {"content": {"application/json": {"example": body}}}}
    return {
        "openapi": "3.1.0",
        "servers": [{"url": "https://api.security.microsoft.com"}],
        "paths": {"/api/machines/{id}/isolate": {"post": operation}},
    }


def data(body: str) -> dict[str, Any]:
    return {"steps": [{"args": {"url": URL, "method": "POST", "payload": body}}]}


def record(body: str) -> dict[str, Any]:
    return {"method": "POST", "url": URL, "body": body}


def workflow(body: str) -> dict[str, Any]:
    action = {"type": "Http", "inputs": {"method": "POST", "uri": URL, "body": body}}
    return {"definition": {"actions": {"If": {"type": "If", "else": {"actions": {"A": action}}}}}}


def bicep(body: str) -> str:
    chars = body.translate({ord("\\"): "\\\\", ord("'"): "\\'"})
    return f"""\
resource flow 'Microsoft.Logic/workflows@2019-05-01' = {{
  properties: {{
    definition: {{
      actions: {{
        Isolate: {{
          type: 'Http'
          inputs: {{
            method: 'POST'
            uri: '{URL}'
            body: json('{chars}')
          }}
        }}
      }}
    }}
  }}
}}
"""


def in_bicep(written: str) -> str:
    return re.sub(r"\\([\\'])", r"\1", written)


def bru(body: str) -> str:
    return f"post {{\n  url: {URL}\n  body: json\n}}\n\nbody:json {{\n  {body}\n}}\n"


def http(body: str) -> str:
    return f"### isolate\nPOST {URL}\nContent-Type: application/json\n\n{body}\n\n### next\n"


def markdown(body: str) -> str:
    return f"# Isolate\n\n```http\nPOST {URL}\n\n{body}\n```\n\nAnd then?\n"


def markdown_apart(body: str) -> str:
    return f"~~~\nPOST {URL}\n~~~\n\n**Request body**\n\n~~~json\n{body}\n~~~\n"


def markdown_in_list(body: str) -> str:
    return f"1. Isolate\n\n   > * ```http\n   >   POST {URL}\n   >\n   >   {body}\n   >   ```\n"


def as_json(make: Callable[[str], Any], *, ascii_only: bool) -> Callable[[str], str]:
    return lambda body: json.dumps(make(body), ensure_ascii=ascii_only, indent=1)


CONTAINERS = {
    f"{make.__name__} {kind}": Container(name, as_json(make, ascii_only=ascii_only), in_json, load)
    for make, name in (
        (record, "a.json"),
        (postman, "a.json"),
        (opencollection, "a.json"),
        (har, "a.har"),
        (openapi, "a.json"),
        (data, "a.json"),
        (workflow, "azuredeploy.json"),
    )
    for kind, ascii_only in (("escaped", True), ("as it is", False))
    for load in (json.loads,)
}
CONTAINERS["record a line"] = Container(
    "a.ndjson", lambda body: f"\n{json.dumps(record(body))}\n", in_json, json.loads
)
CONTAINERS["bru"] = Container("a.bru", bru)
CONTAINERS["bicep"] = Container("a.bicep", bicep, in_bicep, in_bicep)
CONTAINERS["http"] = Container("a.http", http)
CONTAINERS["markdown"] = Container("a.md", markdown)
CONTAINERS["markdown, apart"] = Container("a.md", markdown_apart)
CONTAINERS["markdown in a list"] = Container("a.markdown", markdown_in_list)


def only_request(container: Container, body: str) -> tuple[str, Request]:
    text = container.wrap(body)
    (request,) = requests(source_of(text, container.name))
    return text, request


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


@pytest.mark.parametrize("container", CONTAINERS.values(), ids=CONTAINERS)
@given(body=BODIES)
def test_each_span_is_what_it_names(container: Container, body: dict[str, Any]) -> None:
    text, request = only_request(container, json.dumps(body, ensure_ascii=False))
    assert request.body is not None
    assert request.body.data == body
    for path, value in places(body):
        span = request.body.span(*request.body.offsets(path, Token.VALUE))
        token = container.plain(text[span.start.offset : span.end.offset])
        assert json.loads(token) == value
        if path and isinstance(path[-1], str):
            span = request.body.span(*request.body.offsets(path, Token.KEY))
            token = container.plain(text[span.start.offset : span.end.offset])
            assert json.loads(token) == path[-1]


@pytest.mark.parametrize("container", CONTAINERS.values(), ids=CONTAINERS)
@given(body=BODIES, new=STRINGS, chosen=st.randoms(use_true_random=False))
def test_an_edit_changes_one_token(
    container: Container, body: dict[str, Any], new: str, chosen: Any
) -> None:
    original = json.dumps(body, ensure_ascii=False)
    text, request = only_request(container, original)
    value = request.body
    assert value is not None
    assert value.text is not None
    path, _ = chosen.choice(list(places(body)))
    start, end = value.offsets(path, Token.VALUE)
    edit = value.text.edit(start, end, value.encode(new, start))
    assert edit is not None
    edited = text[: edit.span.start.offset] + edit.text + text[edit.span.end.offset :]
    base, _ = value.offsets((), Token.START)
    start, end = start - base, end - base
    expected = original[:start] + json.dumps(new, ensure_ascii=False) + original[end:]
    if container.load is Container._field_defaults["load"]:
        assert edited == container.wrap(original).replace(original, expected)
    else:
        assert container.load(edited) == container.load(container.wrap(expected))


@pytest.mark.parametrize("container", CONTAINERS.values(), ids=CONTAINERS)
def test_the_request_line_stands_where_it_is_written(container: Container) -> None:
    text, request = only_request(container, "{}")
    assert request.url is not None
    assert request.method is not None
    assert request.method.chars == "POST"
    url = request.written or request.url
    span = url.span(0, len(url))
    written = container.plain(text[span.start.offset : span.end.offset])
    assert url.chars == written
    assert request.url.chars.endswith(written)
