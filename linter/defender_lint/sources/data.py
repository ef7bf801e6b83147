"""Parsed data: is it a body, or does it hold requests, as a Postman collection does?"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from defender_lint.diagnostic import Path, Token
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.registry import DATA_FORMATS
from defender_lint.sources.request import Directive, Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import Holes, InnerValue, Value


def in_data(
    value: Value,
    source: Source,
    options: ReadOptions,
    kind: str,
    index: int = 0,
    directives: tuple[Directive, ...] = (),
) -> Iterator[Request]:
    """Yield the requests that some data holds; it is a body itself where no format recognises it.

    Args:
        value: A JSON or YAML document that mentions Defender.
        source: The file.
        options: How to read.
        kind: The name of the format that a plain body has.
        index: How many requests of the file stand before it.
        directives: The comments that speak of a plain body.
    """
    found = held(value, source, options)
    if found is None:
        yield Request(source, index, kind, body=value, directives=directives)
        return
    for request in found:
        yield request if index == 0 else _moved(request, index)


def around_fault(
    readable: Value | None,
    is_whole: bool,
    broken: Value,
    source: Source,
    options: ReadOptions,
    kind: str,
    index: int = 0,
    directives: tuple[Directive, ...] = (),
) -> Iterator[Request]:
    """Yield the requests of a file that has a fault, then what could not be read.

    The last of them is where the file breaks off: what it lacks may stand after the fault.

    Args:
        readable: What can be read, with what is open closed; None where that is nothing.
        is_whole: Whether that goes on to the end of the file.
        broken: The text and what is wrong with it.
        source: The file.
        options: How to read.
        kind: The name of the format that a plain body has.
        index: How many requests of the file stand before it.
        directives: The comments that speak of a plain body.
    """
    found: list[Request] = []
    if readable is not None:
        opened = [] if is_whole else _open_ends(readable.data)
        found += held(_with_open(readable, opened), source, options) or ()
        if found and opened and not _has_ended(found[-1], readable, opened):
            found[-1] = _broken_off(found[-1], broken)
    for request in found:
        yield _moved(request, index)
    yield Request(
        source, index + len(found), kind, body=broken, directives=directives, is_rest=bool(found)
    )


def _open_ends(data: Any) -> list[Path]:
    """Return the objects and lists that end where the data ends, outermost first."""
    path: Path = ()
    opened: list[Path] = []
    while isinstance(data, dict | list):
        opened.append(path)
        if not data:
            break
        step = next(reversed(data)) if isinstance(data, dict) else len(data) - 1
        data, path = data[step], (*path, step)
    return opened


def _with_open(value: Value, opened: list[Path]) -> Value:
    holes = value.holes
    opening = Holes(holes.any, holes.strings, holes.open.union(opened), holes.optional)
    return InnerValue(value, (), (value.data, opening))


def _has_ended(request: Request, readable: Value, opened: list[Path]) -> bool:
    """Tell whether a request has ended before the file breaks off.

    So it has where its URL and something more stand in one item or member, which is closed.
    """
    place = readable.text
    assert place is not None
    at = _outer_start(request.written or request.url)
    around = next(
        path
        for path in reversed(opened)
        if place.outer(*readable.offsets(path, Token.START))[0] <= at or not path
    )
    data = readable.data
    for step in around:
        data = data[step]
    body = request.body.text if request.body is not None else None
    others = {_outer_start(request.method), _outer_start(body)} - {-1, at}
    steps = data if isinstance(data, dict) else range(len(data))
    members = (place.outer(*readable.offsets((*around, step), Token.VALUE)) for step in steps)
    return any(
        start <= at < end and any(start <= other < end for other in others)
        for start, end in members
    )


def _outer_start(text: Text | None) -> int:
    return -1 if text is None else text.outer(0, 0)[0]


def _broken_off(request: Request, broken: Value) -> Request:
    """Return the request in which a file breaks off: what is not there is not known."""
    assert broken.text is not None
    method, body = request.method, request.body
    if _outer_start(method) == _outer_start(request.written or request.url):
        method = None  # it was not written
    if not isinstance(body, InnerValue) or () in body.holes.open:
        body = None
    line = broken.text.line_at(broken.problems[0].start or 0)
    unknown = [
        Unknown(what, "the file cannot be read from here on", line)
        for what, part in (("method", method), ("body", body))
        if part is None
    ]
    return request.replace(method=method, body=body, unknown=(*request.unknown, *unknown))


def held(value: Value, source: Source, options: ReadOptions) -> Iterator[Request] | None:
    """Return the requests that some data holds; None where no format recognises it."""
    if type(value.data) in (dict, list):
        for each in DATA_FORMATS:
            module = import_module(each.module)
            if module.recognises(value.data):
                found: Iterator[Request] = module.requests(value, source, options)
                return found
    return None


def _moved(request: Request, by: int) -> Request:
    return request.replace(index=request.index + by)
