"""Parsed data: is it a body, or does it hold requests, as a Postman collection does?"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from defender_lint.sources.options import ReadOptions
from defender_lint.sources.registry import DATA_FORMATS
from defender_lint.sources.request import Directive, Request
from defender_lint.sources.source import Source
from defender_lint.sources.value import Value


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
