"""The library call: lint a value or a text inside a program, without any I/O."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, Literal

from defender_lint.catalogue import Catalogue, UnknownApi
from defender_lint.checks import Context, Diagnosis, check
from defender_lint.findings import Finding
from defender_lint.json_value import json_value
from defender_lint.memo import forget
from defender_lint.routing import Router
from defender_lint.sources.reading import requests, source_of
from defender_lint.sources.request import Request
from defender_lint.sources.source import Source
from defender_lint.sources.value import PlainValue

_NOWHERE: Final = Source("")
_MOST: Final = 1_000
"""Findings of one body that are returned; one more stands for all others."""


@lru_cache(maxsize=1)
def shipped() -> tuple[Catalogue, Context, Router]:
    """Return what all calls share, so that a program compiles a schema once."""
    catalogue = Catalogue.shipped()
    return catalogue, Context(catalogue), Router(catalogue)


def lint(body: Any, api: str | None = None) -> list[Finding]:
    """Predict what the service answers to a body that a program is about to send.

    Args:
        body: What :mod:`json` would write: dict, list, tuple, str, int, float, bool or None, nested
            at will.
        api: The operation's id, such as ``isolate-machine``; None to go by the body's shape.

    Returns:
        The findings; none if nothing is wrong. They have a JSON pointer, but no ``span``.

    Raises:
        UnknownApi: There is no such operation.
        TypeError: ``api`` is no string.
        NotABody: The value is not what JSON can hold.
    """
    request = Request(_NOWHERE, 0, "value", body=PlainValue(json_value(body)))
    try:
        return _lint(request, _router(api))
    finally:
        forget()


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
        TypeError: ``api`` is no string.
    """
    router = _router(api)
    try:
        return [
            finding
            for request in requests(source_of(text, filename), format=syntax)
            for finding in _lint(request, router)
        ]
    finally:
        forget()


def located(diagnosis: Diagnosis, request: Request, catalogue: Catalogue) -> list[Finding]:
    """Return the findings of what is wrong with a request."""
    if not diagnosis.diagnostics:
        return []
    from defender_lint.checks.locate import placed
    from defender_lint.checks.shown import shown

    return shown(placed(diagnosis, request), catalogue.errors, _MOST)


def _router(api: object) -> Router:
    catalogue, _, router = shipped()
    if not isinstance(api, str | None):
        raise TypeError(f"api must be a string, not {type(api).__name__}")
    return router if api is None else Router(catalogue, catalogue.resolve(api))


def _lint(request: Request, router: Router) -> list[Finding]:
    catalogue, context, _ = shipped()
    try:
        route = router.route(request, router.of_file(request.source.name))
    except UnknownApi as error:
        from defender_lint.checks.ambiguity import unknown_comment

        diagnosis = unknown_comment(request, error)
    else:
        is_named = route.by not in ("shape", "none")
        diagnosis = check(request, route.operations, context, is_named=is_named)
    return located(diagnosis, request, catalogue)
