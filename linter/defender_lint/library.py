"""The library call: lint a value or a text inside a program, without any I/O."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from typing import Any, Literal

from defender_lint.catalogue import Catalogue, UnknownApi
from defender_lint.checks import Context, check
from defender_lint.findings import Finding
from defender_lint.routing import Router
from defender_lint.sources.limits import MAX_DIGITS, STANDARD
from defender_lint.sources.reading import requests, source_of
from defender_lint.sources.request import Request
from defender_lint.sources.source import Source
from defender_lint.sources.value import PlainValue


class NotABody(TypeError):
    """The value holds something that JSON cannot, or is nested too deeply. The text says where."""


@lru_cache(maxsize=1)
def _shipped() -> tuple[Catalogue, Context, Router]:
    """Return what all calls share, so that a program compiles a schema once."""
    catalogue = Catalogue.shipped()
    return catalogue, Context(catalogue), Router(catalogue)


def lint(body: Any, api: str | None = None) -> list[Finding]:
    """Predict what the service answers to a body that a program is about to send.

    Args:
        body: dict, list, str, int, float, bool or None, nested at will.
        api: The operation's id, such as ``isolate-machine``; None to go by the body's shape.

    Returns:
        The findings; none if nothing is wrong. They have a JSON pointer, but no ``span``.

    Raises:
        UnknownApi: There is no such operation.
        NotABody: The value is not what JSON can hold.
    """
    value = _as_json(body, None, STANDARD.depth)
    return _lint(Request(_NOWHERE, 0, "value", body=PlainValue(value)), _router(api))


def lint_text(
    text: str,
    api: str | None = None,
    *,
    syntax: Literal["json", "yaml", "ndjson"] | None = None,
    filename: str = "",
) -> list[Finding]:
    """Predict what the service answers to a body, or several, written as text.

    Args:
        text: JSON, YAML (all documents) or NDJSON (a body a line).
        api: The operation's id; None to go by comments, ``filename`` and shape.
        syntax: How to read the text; None to go by the suffix of ``filename``, else JSON.
        filename: How findings call the text.

    Returns:
        The findings with their places in the text, in order; none if nothing is wrong.

    Raises:
        UnknownApi: There is no such operation.
    """
    router = _router(api)
    return [
        finding
        for request in requests(source_of(text, filename), format=syntax)
        for finding in _lint(request, router)
    ]


def _router(api: str | None) -> Router:
    catalogue, _, router = _shipped()
    return router if api is None else Router(catalogue, catalogue.resolve(api))


def _lint(request: Request, router: Router) -> list[Finding]:
    catalogue, context, _ = _shipped()
    try:
        route = router.route(request, path=request.source.name)
    except UnknownApi as error:
        from defender_lint.checks.ambiguity import unknown_comment

        diagnosis = unknown_comment(request, error)
    else:
        is_named = route.by not in ("shape", "none")
        diagnosis = check(request, route.operations, context, is_named=is_named)
    if not diagnosis.diagnostics:
        return []
    from defender_lint.checks.locate import placed
    from defender_lint.checks.shown import shown

    return shown(placed(diagnosis, request), catalogue.errors, _MOST)


_NOWHERE = Source("")
_MOST = 1_000
"""Findings of one body that are returned; one more stands for all others."""

_Trail = tuple[Any, str | int] | None
"""How a place was reached: the trail to what holds it, and the last step. Cheaper than a path."""

_BITS = int(MAX_DIGITS / 0.30103)  # digits to bits


def _as_json(value: Any, trail: _Trail, depth: int) -> Any:
    """Return ``value`` in the plain types of JSON, as :mod:`json` would write it.

    Raises:
        NotABody: It holds something that JSON cannot.
    """
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise _refusal(trail, "a lone surrogate is not text")
        return str.__str__(value)  # an Enum that is text, or the like
    if isinstance(value, dict):
        if not depth:
            raise _refusal(trail, "nested more deeply than any body")
        plain = {}
        for key, member in value.items():
            if not isinstance(key, str):
                raise _refusal(trail, f"the key {key!r} is not a string")
            here = (trail, key)
            plain[_as_json(key, here, 0)] = _as_json(member, here, depth - 1)
        return plain
    if isinstance(value, list):
        if not depth:
            raise _refusal(trail, "nested more deeply than any body")
        return [_as_json(item, (trail, index), depth - 1) for index, item in enumerate(value)]
    if isinstance(value, int):
        if value.bit_length() > _BITS:
            raise _refusal(trail, f"a number of more than {MAX_DIGITS:,} digits")
        return int(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise _refusal(trail, f"JSON has no {float(value)}")
        return float(value)
    raise _refusal(trail, f"JSON has no {type(value).__name__}")


def _refusal(trail: _Trail, why: str) -> NotABody:
    path: list[str | int] = []
    while trail is not None:
        trail, step = trail
        path.append(step)
    from defender_lint.checks.locate import pointer_to

    place = pointer_to(tuple(path[::-1]))
    if len(place) > 60:
        place = f"{place[:60]}…"
    return NotABody(f"{place or 'the body'}: {why}")
