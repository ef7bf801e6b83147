"""OpenCollection: a collection in one file, or a request a file: https://spec.opencollection.com.

Bruno's newer form. A raw body stands inside a string.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.containers.form_fields import MULTIPART, URLENCODED, sent_as_form
from defender_lint.sources.containers.node import Node
from defender_lint.sources.containers.urls import PATH_PARAMETER, read_url, written
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import Value

_MEDIA_TYPES: Final = {
    "json": "application/json",
    "text": "text/plain",
    "xml": "application/xml",
    "sparql": "application/sparql-query",
}
_FORMS: Final = {"form-urlencoded": URLENCODED, "multipart-form": MULTIPART}


def recognises(data: Any) -> bool:
    """Tell whether a file is a collection, or one request of a collection kept as a folder."""
    if not isinstance(data, dict):
        return False
    info = data.get("info")
    is_request = isinstance(info, dict) and info.get("type") == "http" and "http" in data
    return "opencollection" in data or is_request


def requests(value: Value, source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of a collection, in the order of its items."""
    root = Node.root(value, options)
    numbers = count()
    for item, constants in _items(root, _of_environment(root)):
        examples = (example.get("request") for example in item.get("examples").items())
        for details in (item.get("http"), *examples):
            request = _request(details, constants, source)
            if request is not None:
                yield request.replace(index=next(numbers))


def _items(item: Node, outer: Mapping[str, Text]) -> Iterator[tuple[Node, Mapping[str, Text]]]:
    constants = outer
    for holder in ("request", "runtime"):  # defaults of a folder; a request's own
        constants = {**constants, **_variables(item.get(holder, "variables"))}
    yield item, constants
    for inner in item.get("items").items():
        yield from _items(inner, constants)


def _of_environment(root: Node) -> dict[str, Text]:
    """Return the variables of the only environment; of several none is known to be meant."""
    environments = root.get("config", "environments")
    if isinstance(environments.data, list) and len(environments.data) == 1:
        return _variables(environments.get(0, "variables"))
    return {}


def _variables(variables: Node) -> dict[str, Text]:
    entries = ((name.string, value.text()) for name, value in variables.entries())
    return {name: value for name, value in entries if value is not None}


def _request(details: Node, constants: Mapping[str, Text], source: Source) -> Request | None:
    url = details.get("url").text()
    if url is None or not url.chars:
        return None
    body = _chosen(details.get("body"))
    kind = body.get("type").string
    mode = body.get("type").text()
    content = body.get("data")
    headers = details.get("headers").headers()
    sent: Value | None = None
    unknown: tuple[Unknown, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    if mode is not None and kind in _FORMS:
        sent = content.form()
        diagnostics = sent_as_form(mode, _FORMS[kind], headers)
    elif kind in _MEDIA_TYPES:
        sent = content.body()
    elif kind:
        unknown = (Unknown("body", "it is in another file", body.line()),)
    return Request(
        source,
        0,
        "opencollection",
        method=details.get("method").text() or written("GET", url),
        url=read_url(
            url,
            details.options,
            constants=constants,
            query=_query(details.get("params")),
            forms=(PATH_PARAMETER,),
        ),
        written=url,
        # Bruno adds the media type of a raw body, where no header says another.
        headers=headers._replace(complete=kind in _MEDIA_TYPES),
        body=sent,
        sent_as=_FORMS.get(kind) or _MEDIA_TYPES.get(kind),
        unknown=unknown,
        diagnostics=diagnostics,
    )


def _chosen(body: Node) -> Node:
    """Return the body; of several variants the selected one."""
    variants = list(body.items())
    if not variants:
        return body
    selected = (each for each in variants if each.get("selected").data is True)
    return next(selected, variants[0]).get("body")


def _query(params: Node) -> Iterator[tuple[Text, Text | None]]:
    for name, value in params.entries():
        text = name.text()
        kind = params.get(name.path[-2], "type").string
        if kind == "query" and text is not None:
            yield text, value.text()
