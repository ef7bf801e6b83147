"""A request line that somebody types: ``POST https://…/isolate``, or a URL alone."""

from __future__ import annotations

import re
from typing import Final

from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.request import Header, Headers, Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

NAME: Final = "<request>"
"""What reports call it."""

_METHOD: Final = re.compile(r"\s*([A-Za-z]+)\s+(?=\S)")
_VERSION: Final = re.compile(r"\s+HTTP/[\d.]+\s*$")
_PLACEHOLDER: Final = re.compile(r"(?<=/)(?::[A-Za-z_]\w*|<[^<>/]*>|\$[A-Za-z_]\w*)(?=[/?]|$)")


class NoRequestLine(ValueError):
    """A text is no request line. The text of the error says what is."""


def request_line(
    text: str, headers: tuple[str, ...] = (), placeholders: Placeholders | None = None
) -> Request:
    """Return what a request line says.

    Args:
        text: ``METHOD URL``, or a URL or path alone; ``HTTP/1.1`` may follow.
        headers: Headers, as ``Name: value``.
        placeholders: What is unknown in a URL.

    Raises:
        NoRequestLine: It says nothing, or one of the headers is none.
    """
    source = Source(text, NAME)
    method = _METHOD.match(text)
    start = method.end() if method is not None else len(text) - len(text.lstrip())
    version = _VERSION.search(text, start)
    end = version.start() if version is not None else len(text)
    if not text[start:end].strip() or (method is None and not re.search(r"[/.]", text)):
        raise NoRequestLine(
            'a request line is a method and a URL, such as "POST /api/machines/{id}/isolate"'
        )
    whole = Text.stretch(source, start, end)
    known = (placeholders or Placeholders()).find(whole.chars)
    others = (found.span() for found in _PLACEHOLDER.finditer(whole.chars))
    holes = sorted({*known, *others})
    return Request(
        source,
        0,
        "request",
        method=None if method is None else Text.stretch(source, *method.span(1)),
        url=Text(whole.chars, source, whole.segments, holes=tuple(_apart(holes))),
        headers=Headers(tuple(map(_header, headers))),
    )


def without_body(request: Request) -> Request:
    """Return a request whose body is not known, rather than absent."""
    unknown = Unknown("body", "it is in the files", 1)
    return request.replace(unknown=(*request.unknown, unknown))


def _apart(holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return holes without those that lie in one before."""
    apart: list[tuple[int, int]] = []
    for start, end in holes:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _header(line: str) -> Header:
    name, colon, _ = line.partition(":")
    if not colon or not name.strip():
        raise NoRequestLine("a header is a name, a colon and a value: `Name: value`")
    source = Source(line, NAME)
    at = len(name) + 1
    return Header(Text.stretch(source, 0, len(name)), Text.stretch(source, at, len(line)))
