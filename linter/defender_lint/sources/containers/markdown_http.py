"""Requests that a page shows as HTTP: request lines, perhaps headers, a body and the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge
from typing import Final

from defender_lint.sources.containers.http_file import requests_in
from defender_lint.sources.containers.urls import PATH_PARAMETER
from defender_lint.sources.json.text import parse
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request, Unknown
from defender_lint.sources.text import Text
from defender_lint.sources.value import Absent, Value

_METHOD: Final = r"(?:GET|POST|PATCH|PUT|DELETE)"
_LINE: Final = re.compile(rf"^[ \t]*{_METHOD}[ \t]+(?=https?:|[/{{<$\w])\S*[/.]", re.MULTILINE)
_FIRST: Final = re.compile(rf"(?:\s*(?:#|//)[^\n]*\n)*\s*{_METHOD}[ \t]+(?:https?:|[/{{<$])\S*")
_NAMED: Final = re.compile(rf"\b({_METHOD})[`*\s]+((?:https?://|/)[^\s`*)]+)")
_ALONE: Final = re.compile(rf"[`*\s]*{_NAMED.pattern}[`*\s]*(?:HTTP/[\d.]+[`*\s]*)?")
_ANSWER: Final = re.compile(
    r"^[ \t]*-{3,}[ \t]*$"
    r"|^[ \t]*[#/*>=-]{0,4}[ \t]*(?:(?:example|sample|http)[ \t]+)?response\b[^\"{\n]*$"
    r"|^[ \t]*(?:HTTP/[\d.]+[ \t]+)?[1-5]\d\d[ \t]+[A-Z]\w+[^\"{\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
# What a path of a page may be cut from: a comment after it.
_PATH: Final = re.compile(r"(?:\{[^{}]*(?:\}|\Z)|<[^<>]*>|[^\s?])*")
_COMMENT: Final = re.compile(r"\s+(?:#|//|--|[\u2013\u2014→←(])")
_HOLES: Final = (
    PATH_PARAMETER,
    re.compile(r"(?<=/)\{[^{}/]+(?:\}(?=[/?]|\Z)|\Z)"),  # also cut off by the end of the line
    re.compile(r"(?<==)\{[^{}&]+\}(?=[&#)]|\Z)"),  # `{true/false}`
    re.compile(r"(?<=[/=])<[A-Za-z][\w .-]*>(?=[/?&#]|\Z)"),
    re.compile(r"(?<=[/=])(?:\.{3}|…)(?=[/?&]|\Z)"),
)
_END_OF_VALUE: Final = re.compile(r"^[}\]][ \t]*\n[ \t]*\n", re.MULTILINE)
ONLY_A_LINE: Final = "the page shows the request line only"


def begins_with_a_request_line(chars: str) -> bool:
    """Tell whether the first line that is no comment is a request line."""
    return _FIRST.match(chars) is not None


def is_an_answer(chars: str) -> bool:
    """Tell whether a text is what a service answers, with its status line."""
    match = _ANSWER.match(chars.lstrip())
    return match is not None and match.group().lstrip().upper().startswith("HTTP/")


def named_by(prose: Text, *, alone: bool) -> tuple[Text, Text] | None:
    """Return the method and URL that a heading or paragraph holds.

    Args:
        prose: The heading or paragraph.
        alone: Whether nothing else may stand in it.
    """
    match = (_ALONE.fullmatch if alone else _NAMED.search)(prose.chars)
    return None if match is None else (prose.slice(*match.span(1)), prose.slice(*match.span(2)))


def shown_requests(text: Text, options: ReadOptions) -> Iterator[tuple[Request, bool]]:
    """Yield the requests of a fence that begins with a request line.

    Yields:
        Each request, and whether it is shown as a whole: what is not shown is not sent.
    """
    starts = [match.start() for match in _LINE.finditer(text.chars)] or [0]
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        answer = _ANSWER.search(text.chars, start, end)
        part = text.slice(start, end if answer is None else answer.start())
        for request in requests_in(part, options):
            url = _without_remark(request.url) if request.url else None
            if url is None:
                continue
            body = None if request.body is None else _shown_body(request.body, options)
            unknown = request.unknown
            if body is None and request.body is not None:
                why = "the page shows no JSON"
                unknown = (*unknown, Unknown("body", why, part.line_at(0)))
            is_whole = answer is not None or (bool(request.headers.items) and not url.holes)
            url = with_holes_of_pages(url)
            is_open = not is_whole and "?" not in url.chars
            shown = request.replace(url=url, written=url, body=body, unknown=unknown)
            yield shown.replace(has_open_query=is_open), is_whole


def with_holes_of_pages(url: Text) -> Text:
    """Return a URL with what pages write for something unknown as holes, such as ``:id``."""
    own = ((match.span() for match in form.finditer(url.chars)) for form in _HOLES)
    holes: list[tuple[int, int]] = []
    for start, end in merge(url.holes, *own):
        if not holes or start >= holes[-1][1]:
            holes.append((start, end))
    if len(holes) == len(url.holes):
        return url
    return Text(url.chars, url.source, url.segments, holes=tuple(holes), escape=url.escape)


def _without_remark(url: Text) -> Text:
    match = _PATH.match(url.chars)
    end = match.end() if match else 0
    if url.chars[end : end + 1] == "?":
        comment = _COMMENT.search(url.chars, end)
        end = len(url) if comment is None else comment.start()
    return url.slice(0, end)


def _shown_body(body: Value, options: ReadOptions) -> Value | None:
    """Return the body of a request, without the answer that may follow it; None if it is none."""
    text = body.text
    if body.data is not Absent.BROKEN or text is None:
        return body
    if text.chars.lstrip()[:1] not in ("{", "["):
        return None
    end = _END_OF_VALUE.search(text.chars)
    return body if end is None else parse(text.slice(0, end.start() + 1), options)
