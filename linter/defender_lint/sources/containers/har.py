"""HAR: requests that a browser or proxy has recorded: http://www.softwareishard.com/blog/har-12-spec/."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from defender_lint.sources.containers.node import Node
from defender_lint.sources.containers.urls import read_url
from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.text import Segment, Text, cannot_write
from defender_lint.sources.times import seconds_of
from defender_lint.sources.value import Value


def recognises(data: Any) -> bool:
    """Tell whether a file is a log of requests."""
    log = data.get("log") if isinstance(data, dict) else None
    return isinstance(log, dict) and isinstance(log.get("entries"), list)


def requests(value: Value, source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the recorded requests."""
    entries = Node.root(value, options).get("log", "entries")
    index = 0
    for entry in entries.items():
        request = entry.get("request")
        url = request.get("url").text()
        if url is None:
            continue
        body, unknown = _body(request.get("postData"))
        yield Request(
            source,
            index,
            "har",
            method=request.get("method").text(),
            url=read_url(url, options),
            headers=request.get("headers").headers(complete=bool(request.get("headers").data)),
            body=body,
            sent_as=request.get("postData", "mimeType").string or None,
            time=seconds_of(entry.get("startedDateTime").data),
            unknown=unknown,
        )
        index += 1


def _body(data: Node) -> tuple[Value | None, tuple[Unknown, ...]]:
    content = data.get("text")
    if data.get("encoding").string == "base64":
        plain = _decoded(content)
        if plain is None:
            return None, (Unknown("body", "it is no text", data.line()),)
        return json_text.parse(plain, data.options), ()
    if content.string:
        return content.body(data.get("mimeType").string), ()
    params = data.get("params")
    return (params.form() if params.data else None), ()


def _decoded(content: Node) -> Text | None:
    """Return what a Base64 string says; all of it stands where the string does."""
    token = content.text()
    if token is None:
        return None
    try:
        chars = base64.b64decode(token.chars, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    segments = (Segment(at, at + 1, 0, len(token)) for at in range(len(chars)))
    return Text.within(token, chars, segments, escape=cannot_write)
