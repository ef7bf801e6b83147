"""Postman collections, v2.0 and v2.1: https://schema.postman.com/.

Folders, URLs as a string or in pieces, all modes of bodies, variables of collection and folders,
path parameters, and the requests that saved responses were the answer to. A raw body stands inside
a JSON string.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.containers.comments import without_comments
from defender_lint.sources.containers.form_fields import (
    MULTIPART,
    URLENCODED,
    media_type_of,
    sent_as_form,
)
from defender_lint.sources.containers.node import Node
from defender_lint.sources.containers.urls import PATH_PARAMETER, read_url, written
from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Headers, Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text, cannot_write
from defender_lint.sources.value import Value

_SCHEMA: Final = "/collection/v2."
_LANGUAGES: Final = {
    "json": "application/json",
    "text": "text/plain",
    "xml": "application/xml",
    "html": "text/html",
    "javascript": "application/javascript",
}
_FORMS: Final = {"urlencoded": URLENCODED, "formdata": MULTIPART}
# Without a setting of its own, Postman sends no body with these.
_BODILESS: Final = frozenset({"GET", "HEAD", "COPY", "PURGE", "UNLOCK"})


class _Body(NamedTuple):
    value: Value | None = None
    sent_as: str | None = None
    unknown: tuple[Unknown, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def recognises(data: Any) -> bool:
    """Tell whether a file is a collection, bare or as Postman's API answers it, or variables."""
    return _is_collection(data) or (
        isinstance(data, dict)
        and (_is_collection(data.get("collection")) or "_postman_variable_scope" in data)
    )


def requests(value: Value, source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of a collection, in the order of its items; variables alone have none."""
    root = Node.root(value, options)
    collection = root if _is_collection(value.data) else root.get("collection")
    numbers = count()
    for item, constants in _items(collection, {}):
        for request in (item.get("request"), *_originals(item)):
            made = _request(request, item, constants, source)
            if made is not None:
                yield made.replace(index=next(numbers))


def _is_collection(data: Any) -> bool:
    info = data.get("info") if isinstance(data, dict) else None
    return (
        isinstance(info, dict)
        and isinstance(data.get("item"), list)
        and (_SCHEMA in str(info.get("schema")) or "_postman_id" in info)
    )


def _items(folder: Node, outer: Mapping[str, Text]) -> Iterator[tuple[Node, Mapping[str, Text]]]:
    """Yield the requests of a folder and of those inside it, with the variables they know."""
    constants = {**outer, **_variables(folder)} if folder.get("variable").data else outer
    for item in folder.get("item").items():
        if isinstance(item.get("item").data, list):
            yield from _items(item, constants)
        else:
            yield item, constants


def _variables(folder: Node) -> dict[str, Text]:
    entries = ((name.string, value.text()) for name, value in folder.get("variable").entries())
    return {name: value for name, value in entries if value is not None}


def _originals(item: Node) -> Iterator[Node]:
    for response in item.get("response").items():
        yield response.get("originalRequest")


def _request(
    request: Node, item: Node, constants: Mapping[str, Text], source: Source
) -> Request | None:
    url = request if request.string else request.get("url")
    written_url = _written(url)
    if written_url is None or not written_url.chars:
        return None
    query = ((name.text(), value.text()) for name, value in url.get("query").entries())
    method = request.get("method").text() or written("GET", written_url)
    is_pruned = (
        method.chars.upper() in _BODILESS
        and item.get("protocolProfileBehavior", "disableBodyPruning").data is not True
    )
    headers = request.get("header").headers()
    body = _Body() if is_pruned else _body(request.get("body"), headers)
    return Request(
        source,
        0,
        "postman",
        method=method,
        url=read_url(
            written_url,
            request.options,
            constants=constants,
            query=[(name, value) for name, value in query if name is not None],
            forms=(PATH_PARAMETER,),
        ),
        written=written_url,
        # Postman adds the media type of a raw body's language, where no header says another.
        headers=headers._replace(complete=body.sent_as in _LANGUAGES.values()),
        body=body.value,
        sent_as=body.sent_as,
        unknown=body.unknown,
        diagnostics=body.diagnostics,
    )


def _written(url: Node) -> Text | None:
    """Return a URL as a string; nothing can be edited where it stands in pieces as well."""
    if url.string:
        return url.text()
    raw = url.get("raw").text()
    if raw is None:
        return _put_together(url)
    if not url.get("host").data and not url.get("path").data:
        return raw
    return Text(raw.chars, raw.source, raw.segments, escape=cannot_write)


def _put_together(url: Node) -> Text | None:
    """Return a URL that stands in pieces: protocol, host and path."""
    pieces: list[Text] = []
    for key, first, between in (("host", "", "."), ("path", "/", "/")):
        part = url.get(key)
        for number, each in enumerate(part.items() if isinstance(part.data, list) else (part,)):
            text = (each.get("value") if isinstance(each.data, dict) else each).text()
            if text is not None:
                pieces += (written(between if number else first, text), text)
    protocol = url.get("protocol").text()
    if protocol is not None and pieces:
        pieces = [protocol, written("://", pieces[-1]), *pieces]
    return Text.joined(pieces, pieces[-1].source) if pieces else None


def _body(body: Node, headers: Headers) -> _Body:
    mode = body.get("mode").text()
    if mode is None or body.get("disabled").data is True:
        return _Body()
    content = body.get(mode.chars)
    if mode.chars == "raw":
        sent_as = _LANGUAGES.get(body.get("options", "raw", "language").string)
        media_type, text = media_type_of(headers), content.text()
        if text is not None and "json" in (media_type or sent_as or "").lower():
            # https://github.com/postmanlabs/postman-runtime/pull/1274
            return _Body(json_text.parse(without_comments(text), content.options), sent_as)
        return _Body(content.body(media_type), sent_as)
    if mode.chars in _FORMS:
        form = _FORMS[mode.chars]
        return _Body(content.form(), form, diagnostics=sent_as_form(mode, form, headers))
    why = "a GraphQL query" if mode.chars == "graphql" else "it is in another file"
    return _Body(unknown=(Unknown("body", why, body.line()),))
