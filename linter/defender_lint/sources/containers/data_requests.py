"""Requests that stand as data in any other JSON or YAML: an object with a URL and a method.

Workflows of automation platforms (n8n, Tines, Shuffle, Tracecat), API clients (Insomnia,
Hoppscotch, Thunder Client), Ansible's ``uri``, steps of CI: they differ in what they call the parts
of a request. One table of names tells them apart from other objects; no product is known by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.containers.form_fields import (
    MULTIPART,
    URLENCODED,
    media_type_of,
    read_body,
    sent_as_form,
)
from defender_lint.sources.containers.node import Node
from defender_lint.sources.containers.schematic import is_schema, is_template
from defender_lint.sources.containers.urls import PATH_PARAMETER, read_url, upper, written
from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import DEFAULTS, ReadOptions
from defender_lint.sources.request import Headers, Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Text
from defender_lint.sources.value import PlainValue, Value

# Names of members, in lower case and without what is no letter. The first that is there counts.
_URL: Final = ("url", "uri", "endpoint", "apiendpoint", "requesturl", "requesturi", "endpointurl")
_RELATIVE: Final = ("urlsuffix", "relativeurl")  # to the host of a connection kept elsewhere
_METHOD: Final = ("method", "httpmethod", "requestmethod", "verb", "httpverb")
_HEADERS: Final = ("headers", "header", "headerparameters", "customheaders", "requestheaders")
_BODY: Final = (
    "body", "jsonbody", "json", "payload", "requestbody", "bodyparametersjson", "bodyparameters",
    "bodyjson", "rawbody", "jsonpayload", "rawmodedata", "data", "postdata", "content",
)  # fmt: skip
_PAYLOAD: Final = "payload"
"""What is sent in the body, or with GET as a query."""
_QUERY: Final = ("queryparameters", "queryparams", "query", "params", "parameters", "queries")
_MEDIA_TYPE: Final = ("contenttype", "bodyformat", "bodycontenttype", "bodytype")
_CALLED: Final = ("call", "action", "function", "operation", "type", "name")
# A body in a wrapper that says its type: ``{"mimeType": "…", "text": "…"}``.
_WRAPPER: Final = ("mimetype", "contenttype", "type", "mode")
_WRAPPED: Final = ("text", "raw", "data", "body", "content", "json", "params", "form")

_VERB: Final = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\Z", re.IGNORECASE)
_CALLED_VERB: Final = re.compile(r"(?:[\w.:/-]*[.:/])?(?:GET|POST|PUT|PATCH|DELETE)\Z", re.I)
_CALL: Final = re.compile(r"http.?request|(?:\A|\.)uri\Z", re.IGNORECASE)
_HOST: Final = re.compile(r"=?\s*(?:https?:|[{$<@#\[%])", re.IGNORECASE)  # a literal, or a hole
_MEDIA_TYPES: Final = (
    (re.compile(r"urlencoded|formencoded|\Aform\Z", re.IGNORECASE), URLENCODED),
    (re.compile(r"multipart|form-?data", re.IGNORECASE), MULTIPART),
    (re.compile(r"json", re.IGNORECASE), json_text.MEDIA_TYPE),
)
# Holes in paths that are written in no common way.
_FORMS: Final = (
    PATH_PARAMETER,
    re.compile(r"(?<=/)\$[A-Za-z_][\w.#]*(?=[/?]|\Z)"),  # Shuffle
    re.compile(r"\$\([A-Za-z][\w.]*\)"),  # Azure Pipelines
)
_EXPRESSION: Final = re.compile(r"\{\{(?:[^}]|\}(?!\}))*\}\}")
_NO_LETTER: Final = re.compile(r"[^A-Za-z]")


class _Found(NamedTuple):
    """An object that is a request: its members by plain names, its URL, what says its method, and
    whether something calls it a request.
    """

    parts: Mapping[str, Node]
    url: Node
    method: Node | None
    is_call: bool


class _Body(NamedTuple):
    value: Value | None = None
    media_type: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def recognises(data: Any) -> bool:
    """Tell whether a request stands anywhere in a file."""
    return next(_found(Node.root(PlainValue(data), DEFAULTS), {}), None) is not None


def requests(value: Value, source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests that stand in a file, in order."""
    for index, found in enumerate(_found(Node.root(value, options), {})):
        url = found.url.text()
        assert url is not None  # it is a string
        headers = _headers(_first(found.parts, _HEADERS))
        is_get = found.method is not None and found.method.string.upper() == "GET"
        payload = _first(found.parts, (_PAYLOAD,)) if is_get else None
        body = _body(found.parts, headers) if payload is None else _Body()
        sent = body.value
        described = sent is not None and (is_template(sent) or is_schema(sent))
        yield Request(
            source,
            index,
            "data",
            method=_method(found, url, body),
            url=read_url(
                _evaluated(url),
                options,
                query=_query(payload or _first(found.parts, _QUERY)),
                forms=_FORMS,
            ),
            headers=headers,
            body=None if described else sent,
            sent_as=body.media_type or None,
            unknown=_unread(found, headers, body, described=described),
            diagnostics=body.diagnostics,
        )


def _unread(
    found: _Found, headers: Headers, body: _Body, *, described: bool
) -> tuple[Unknown, ...]:
    """Tell that a body is not known: a table of routes has methods and URLs, and nothing else."""
    if described:
        return (Unknown("body", "it says what may stand where", found.url.line()),)
    method = "" if found.method is None else found.method.string.upper()
    if body.value is not None or headers.items or method not in ("POST", "PATCH", "PUT"):
        return ()
    if any(name in found.parts for name in _BODY):
        return ()
    return (Unknown("body", "the object has only a method and a URL", found.url.line()),)


def _found(node: Node, around: Mapping[str, Node]) -> Iterator[_Found]:
    """Yield the requests at and inside a node; ``around`` are the members of what it stands in."""
    parts = _parts(node)
    url = _url(parts)
    if url is not None and mentions(url.string):
        method = _said_method(parts, around)
        is_call = _is_call(node, parts, around)
        if method is not None or is_call or _first(parts, _BODY) or _first(parts, _HEADERS):
            yield _Found(parts, url, method, is_call)
            return
    for inner in (*(each for _, each in node.members()), *node.items()):
        yield from _found(inner, parts)


def _parts(node: Node) -> dict[str, Node]:
    """Return members by plain names; those of a list are named entries: ``{"name", "value"}``."""
    named = [(name.string, value) for name, value in node.entries()]
    named += node.members()
    return {_NO_LETTER.sub("", name).lower(): _unwrapped(value) for name, value in named}


def _unwrapped(value: Node) -> Node:
    """Return what stands in an object that has nothing but ``simple``, as in XSOAR."""
    is_wrapper = isinstance(value.data, dict) and list(value.data) == ["simple"]
    return value.get("simple") if is_wrapper else value


def _first(parts: Mapping[str, Node], names: tuple[str, ...]) -> Node | None:
    """Return the first member of some names that says anything; a flag says nothing."""
    found = (parts[name] for name in names if name in parts)
    return next((each for each in found if each.data and each.data is not True), None)


def _url(parts: Mapping[str, Node]) -> Node | None:
    """Return the member that is a URL; without a host it may be one that a mock answers to."""
    url = _first(parts, _URL)
    if url is not None and _HOST.match(url.string):
        return url
    return _first(parts, _RELATIVE)


def _said_method(parts: Mapping[str, Node], around: Mapping[str, Node]) -> Node | None:
    """Return the member that is a method, or names a call such as ``http.post``."""
    method = _first(parts, _METHOD)
    if method is not None:
        string = method.string
        is_one = _VERB.match(string) or method.options.placeholders.find(string)
        return method if is_one else None
    called = (members[name] for members in (parts, around) for name in _CALLED if name in members)
    return next((each for each in called if _CALLED_VERB.match(each.string)), None)


def _is_call(node: Node, parts: Mapping[str, Node], around: Mapping[str, Node]) -> bool:
    """Tell whether something says that this is a request; such are sent with GET if need be."""
    called = (members[name] for members in (parts, around) for name in _CALLED if name in members)
    key = str(node.path[-1]) if node.path else ""
    return _CALL.search(key) is not None or any(_CALL.search(each.string) for each in called)


def _method(found: _Found, url: Text, body: _Body) -> Text | None:
    method = found.method
    if method is None:
        return written("GET", url) if found.is_call and body.value is None else None
    text = method.text()
    if text is None or not _CALLED_VERB.match(method.string):
        return text
    start = max(map(text.chars.rfind, ".:/")) + 1
    return upper(text.slice(start, len(text)))


def _evaluated(text: Text) -> Text:
    """Return a string as it is after n8n has worked out the expressions in it, if it has any.

    It tells such strings by an equals sign. What stands in an expression is code, quotes and all.
    """
    if not text.chars.startswith("="):
        return text
    inner = text.slice(1, len(text))
    holes = tuple(match.span() for match in _EXPRESSION.finditer(inner.chars))
    return Text(inner.chars, inner.source, inner.segments, holes=holes, escape=inner.escape)


def _headers(headers: Node | None) -> Headers:
    if headers is None:
        return Headers()
    if headers.string.lstrip().startswith("{"):
        text = headers.text()
        assert text is not None
        return Node.root(json_text.parse(text, headers.options), headers.options).headers()
    return _listed(headers).headers()


def _listed(node: Node) -> Node:
    """Return the list of named entries that an object holds and nothing else, as n8n has it."""
    inner = node.get("parameters")
    return inner if isinstance(inner.data, list) else node


def _query(node: Node | None) -> Iterator[tuple[Text, Text | None]]:
    """Yield the system options of OData; other parameters may be for whoever sends the request."""
    if node is None:
        return
    node = _listed(node)
    named = [(name.text(), value.text()) for name, value in node.entries()]
    named += ((value.key(), value.text()) for _, value in node.members())
    for name, value in named:
        if name is not None and name.chars.startswith("$") and value is not None:
            yield name, _evaluated(value)


def _body(parts: Mapping[str, Node], headers: Headers) -> _Body:
    node = _first(parts, _BODY)
    said = _first(parts, _MEDIA_TYPE)
    if node is None:
        return _Body()
    wrapper = _parts(node)
    kind, inner = _first(wrapper, _WRAPPER), _first(wrapper, _WRAPPED)
    if kind is not None and inner is not None and _media_type(kind):
        node, said = inner, kind
    media_type = _media_type(said) or media_type_of(headers)
    node = _listed(node)
    mark = said.text() if said is not None else None
    diagnostics: tuple[Diagnostic, ...] = ()
    if mark is not None and media_type in (URLENCODED, MULTIPART):
        diagnostics = sent_as_form(mark, media_type, headers)
    if any(True for _ in node.entries()):
        return _Body(node.form(), media_type, diagnostics)
    text = node.text() if node.string else None
    if text is None:
        return _Body(node.body(), media_type, diagnostics)
    return _Body(read_body(_evaluated(text), media_type, node.options), media_type, diagnostics)


def _media_type(said: Node | None) -> str:
    if said is None:
        return ""
    return next((name for form, name in _MEDIA_TYPES if form.search(said.string)), "")
