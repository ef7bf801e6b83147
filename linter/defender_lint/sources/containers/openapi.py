"""OpenAPI and Swagger: the examples of request bodies: https://spec.openapis.org/oas/.

A description is no request, but its examples are sent by those who try it out, and copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from defender_lint.sources.containers.node import Node
from defender_lint.sources.containers.urls import read_url, upper, written
from defender_lint.sources.holes.finding import holes_in
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import Absent, InnerValue, Value

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_OURS: Final = re.compile("securitycenter|security\\.microsoft|defender|wdatp", re.IGNORECASE)
_VARIABLE: Final = re.compile(r"\{([^{}]+)\}")
_MAX_REFERENCES: Final = 8  # from one to the next


def recognises(data: Any) -> bool:
    """Tell whether a file describes an API."""
    return (
        isinstance(data, dict)
        and ("openapi" in data or "swagger" in data)
        and isinstance(data.get("paths"), dict)
    )


def requests(value: Value, source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield a request for each example of a request body."""
    root = Node.root(_with_all_paths(value, options), options)
    index = 0
    for path, item in root.get("paths").members():
        if not path.startswith("/"):
            continue
        for method in _METHODS:
            operation = item.get(method)
            if not isinstance(operation.data, dict):
                continue
            url = _url(root, item, operation, options)
            if url is None:
                continue
            for media_type, example in _examples(root, operation):
                yield Request(
                    source,
                    index,
                    "openapi",
                    method=upper(operation.key()),
                    url=url,
                    written=item.key(),
                    body=_body(example),
                    sent_as=media_type,
                )
                index += 1


def _with_all_paths(value: Value, options: ReadOptions) -> Value:
    """Return the file read without holes: a key such as ``/machines/{id}`` is not unknown here."""
    assert value.text is not None
    exact = options.replace(placeholders=Placeholders(enabled=False))
    if isinstance(value, json_text.JsonValue):
        again: Value = json_text.parse(value.text, exact)
    else:
        from defender_lint.sources.yaml import text as yaml_text  # only where YAML is met

        again, _ = next(yaml_text.parse_all(value.text, exact))
    return value if isinstance(again.data, Absent) else again


def _body(example: Node) -> Value | None:
    if example.string:
        return example.body()
    known = holes_in(example.data, example.options.placeholders)
    return InnerValue(example.whole, example.path, known)


def _url(root: Node, path: Node, operation: Node, options: ReadOptions) -> Text | None:
    """Return the URL of an operation.

    None where no server is named and nothing says that the API is Defender's: many an API has a
    path ``/alerts/{id}``.
    """
    tail = path.key()
    base = _server(root, path, operation)
    if base is None:
        info = root.get("info")
        if not _OURS.search(info.get("title").string + info.get("description").string):
            return None
    return read_url(Text.joined((base, tail) if base else (tail,), tail.source), options)


def _server(root: Node, path: Node, operation: Node) -> Text | None:
    """Return the address of the server, without a slash at its end; None where it has no host."""
    for holder in (operation, path, root):
        server = holder.get("servers", 0)
        url = server.get("url").text()
        if url is not None:
            base = Text.joined(_with_defaults(url, server.get("variables")), url.source)
            base = base.slice(0, len(base.chars.rstrip("/")))
            return base if "//" in base.chars or base.chars.startswith("{") else None
    host = root.get("host").text()
    if host is None:
        return None
    scheme = root.get("schemes", 0).text() or written("https", host)
    pieces = [scheme, written("://", host), host]
    base_path = root.get("basePath").text()
    if base_path is not None:
        pieces.append(base_path.slice(0, len(base_path.chars.rstrip("/"))))
    return Text.joined(pieces, host.source)


def _with_defaults(url: Text, variables: Node) -> Iterator[Text]:
    at = 0
    for match in _VARIABLE.finditer(url.chars):
        default = variables.get(match[1], "default").text()
        if default is not None:
            yield url.slice(at, match.start())
            yield default
            at = match.end()
    yield url.slice(at, len(url))


def _examples(root: Node, operation: Node) -> Iterator[tuple[str | None, Node]]:
    """Yield the media type and value of each example of an operation's request body."""
    body = _resolved(root, operation.get("requestBody"))
    for media_type, content in body.get("content").members():
        for example in _of(root, content):
            yield media_type, example
    for parameter in operation.get("parameters").items():  # Swagger
        parameter = _resolved(root, parameter)
        if parameter.get("in").data == "body":
            consumes = operation.get("consumes", 0).string or root.get("consumes", 0).string
            for example in _of(root, parameter):
                yield consumes or None, example


def _of(root: Node, holder: Node) -> Iterator[Node]:
    """Yield the examples of a media type or parameter; those of its schema if it has none."""
    found = [each for each in (holder.get("example"), holder.get("x-example")) if _is_given(each)]
    for _, named in holder.get("examples").members():
        value = _resolved(root, named).get("value")
        found += [value] if _is_given(value) else []
    if not found:
        schema = _resolved(root, holder.get("schema"))
        examples = (schema.get("example"), *schema.get("examples").items())
        found = [each for each in examples if _is_given(each)]
    yield from found


def _is_given(example: Node) -> bool:
    return example.data is not None


def _resolved(root: Node, node: Node) -> Node:
    """Follow references inside the file; one that leads out of it, or in a circle, is empty."""
    for _ in range(_MAX_REFERENCES):
        reference = node.get("$ref").data
        if not isinstance(reference, str):
            return node
        if not reference.startswith("#/"):
            break
        steps = (step.replace("~1", "/").replace("~0", "~") for step in reference[2:].split("/"))
        node = root.get(*steps)
    return Node(root.whole, node.path, None, root.options)
