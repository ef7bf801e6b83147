"""A request line as a text of its own, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timezone
from typing import NamedTuple

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.checks import Context, check
from defender_lint.diagnostic import Diagnostic
from defender_lint.routing import Route, Router
from defender_lint.sources.request import Header, Headers, Request
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import PlainValue

NOW = datetime(2026, 11, 27, 12, tzinfo=timezone.utc)

_HOLE = re.compile(r"\{\{[^{}]*\}\}")


class Said(NamedTuple):
    """A diagnostic as tests compare it: rule, code, the characters that it is at."""

    rule: str
    code: str | None
    piece: str


def request_of(
    line: str,
    body: object = None,
    headers: dict[str, str] | None = None,
    sent_as: str | None = None,
) -> Request:
    """Make a request of ``METHOD URL``; ``-`` is an unknown method, ``{{…}}`` a hole."""
    source = Source(line, "<request>")
    method, _, url = line.partition(" ")
    start = len(method) + 1
    whole = Text.stretch(source, start, len(line))
    holes = tuple(found.span() for found in _HOLE.finditer(url))
    return Request(
        source,
        0,
        "test",
        method=None if method == "-" else Text.stretch(source, 0, len(method)),
        url=Text(whole.chars, source, whole.segments, holes=holes),
        headers=Headers(
            tuple(
                Header(Text(name, Source(name)), Text(value, Source(value)))
                for name, value in (headers or {}).items()
            ),
            complete=headers is not None,
        ),
        body=None if body is None else PlainValue(body),
        sent_as=sent_as,
    )


def route_of(request: Request, catalogue: Catalogue) -> Route:
    return Router(catalogue).route(request)


@pytest.fixture
def diagnostics(catalogue: Catalogue) -> Callable[..., list[Diagnostic]]:
    """Return all that is said of a request, in order; nothing where it is not ours."""

    def judged(line: str, *, insists: bool = False, **parts: object) -> list[Diagnostic]:
        request = request_of(line, **parts)  # type: ignore[arg-type]
        route = route_of(request, catalogue)
        if route.by == "none" and not insists:
            return []
        context = Context(catalogue, now=NOW, insists=insists)
        return list(check(request, route.operations, context).diagnostics)

    return judged


@pytest.fixture
def said(diagnostics: Callable[..., list[Diagnostic]]) -> Callable[..., list[Said]]:
    """Return what is said of a request, but for a missing body."""

    def of(line: str, **more: object) -> list[Said]:
        return [
            Said(each.rule, each.code, piece_of(each))
            for each in diagnostics(line, **more)
            if each.rule not in ("missing-key", "empty-value")
        ]

    return of


def piece_of(diagnostic: Diagnostic) -> str:
    """Return the characters of the file that a diagnostic is at."""
    text = diagnostic.text
    assert text is not None
    assert diagnostic.start is not None
    assert diagnostic.end is not None
    start, end = text.outer(diagnostic.start, diagnostic.end)
    return text.source.text[start:end]
