"""The neutral form: requests as records ``{method, url, headers, body, time}``, one or a list.

For requests that a program, a proxy or a person has written down: JSON, YAML, or a record a line in
NDJSON. ``body`` is a value, or a string of JSON; ``headers`` an object, or a list of names and
values; ``time`` when it is sent, in ISO 8601 or in seconds since 1970. Other members are of no
matter, but that a ``status`` tells a log, which may leave out what was sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from defender_lint.diagnostic import Diagnostic, Token
from defender_lint.sources.containers.form_fields import media_type_of
from defender_lint.sources.containers.node import Node
from defender_lint.sources.containers.urls import read_url
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.times import seconds_of
from defender_lint.sources.value import Value

_OF_LOGS: Final = frozenset(("status", "statusCode", "status_code", "duration", "duration_ms"))


def recognises(data: Any) -> bool:
    """Tell whether a file holds a record, or a list with one in it."""
    if isinstance(data, list):
        return any(is_record(each) for each in data)
    return is_record(data)


def requests(value: Value, source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the request of each record."""
    root = Node.root(value, options)
    records = root.items() if isinstance(value.data, list) else iter((root,))
    for index, record in enumerate(each for each in records if is_record(each.data)):
        url = record.get("url").text() if record.get("url").string else None
        method = record.get("method").text() if record.get("method").string.strip() else None
        headers = record.get("headers").headers()
        yield Request(
            source,
            index,
            "records",
            method=method,
            url=None if url is None else read_url(url, options),
            headers=headers,
            body=record.get("body").body(media_type_of(headers)),
            time=seconds_of(record.get("time").data),
            unknown=tuple(_unread(record, url)),
            diagnostics=(_without_method(record),) if method is None else (),
        )


def _unread(record: Node, url: Text | None) -> Iterator[Unknown]:
    """Yield what is not known; what a log leaves out was sent all the same."""
    if url is None:
        yield Unknown("url", "the record has none", record.line())
    if "body" not in record.data and not _OF_LOGS.isdisjoint(record.data):
        yield Unknown("body", "the record is of a log, which leaves it out", record.line())


def is_record(data: Any) -> bool:
    """Tell whether some data is a record: two of its members are enough."""
    return isinstance(data, dict) and sum(key in data for key in ("method", "url", "body")) > 1


def _without_method(record: Node) -> Diagnostic:
    method = record.get("method")
    is_missing = method.data is None
    place = record.token(Token.START) if is_missing else method.token(Token.VALUE)
    what = "this record has no method" if is_missing else "this is no HTTP method"
    return Diagnostic(
        "syntax",
        f'{what}; write one, as in `"method": "POST"`',
        start=0,
        end=len(place),
        text=place,
        part="method",
    )
