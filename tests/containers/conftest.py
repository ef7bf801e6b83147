"""Requests as short lines, so that a test shows what is read from a container."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from defender_lint.sources.reading import requests, source_of
from defender_lint.sources.request import Request
from defender_lint.sources.text import Text
from defender_lint.sources.value import Absent, Value

Read = Callable[[str, str], list[str]]


@pytest.fixture
def read() -> Read:
    """Return a function from a text and a file's name to a line for each request."""
    return lambda text, name: [shown(each) for each in requests(source_of(text, name))]


def shown(request: Request) -> str:
    """Return line, method, URL, headers, body and what is unknown; holes stand in ⟨⟩."""
    url, place = request.url, request.written or request.url
    parts = [
        f"{place.line_at(0) if place else '-'}: "
        f"{request.method.chars if request.method else '-'} {with_holes(url) if url else '-'}"
    ]
    parts += (f"{each.name.chars}: {each.value.chars}" for each in request.headers.items)
    if request.body is not None:
        parts.append(body(request.body) + (f" as {request.sent_as}" if request.sent_as else ""))
    parts += (f"{each.what} unknown, line {each.line}: {each.why}" for each in request.unknown)
    parts += (f"{each.rule}: {each.message}" for each in request.diagnostics)
    return " | ".join(parts)


def with_holes(text: Text) -> str:
    chars = text.chars
    for start, end in reversed(text.holes):
        chars = f"{chars[:start]}⟨{chars[start:end]}⟩{chars[end:]}"
    return chars


def body(value: Value) -> str:
    if () in value.holes.any:
        return "unknown body"
    if isinstance(value.data, Absent):
        return f"{value.data.value} body"
    return json.dumps(value.data, ensure_ascii=False)
