"""The library call: lint a value or a text inside a program, without any I/O."""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from typing import Any, Literal

from defender_lint.catalogue import Catalogue, UnknownApi
from defender_lint.checks import Context
from defender_lint.checks.candidates import check_candidates, unknown_comment, unrouted
from defender_lint.findings import Finding
from defender_lint.routing import Router
from defender_lint.sources import parse_text
from defender_lint.sources.document import Document
from defender_lint.sources.limits import STANDARD
from defender_lint.sources.request import Request
from defender_lint.sources.value import ValueDocument


class NotABody(TypeError):
    """The value holds something that JSON cannot, or is nested too deeply. The text says where."""


@lru_cache(maxsize=1)
def _shipped() -> tuple[Catalogue, Context]:
    """Return catalogue and context, kept so that a schema is compiled once a program."""
    catalogue = Catalogue.shipped()
    return catalogue, Context(catalogue)


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
    _require_json(body, STANDARD.depth)
    return _lint(ValueDocument(body), api)


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
        syntax: How to read the text; None to go by the suffix of ``filename``, else by its looks.
        filename: How findings call the text.

    Returns:
        The findings with their places in the text, in order; none if nothing is wrong.

    Raises:
        UnknownApi: There is no such operation.
    """
    return [
        finding
        for document in parse_text(text, filename=filename, syntax=syntax)
        for finding in _lint(document, api)
    ]


def _lint(document: Document, api: str | None) -> list[Finding]:
    catalogue, context = _shipped()
    router = Router(catalogue, None if api is None else catalogue.resolve(api))
    try:
        route = router.route(document)
    except UnknownApi as error:
        return [unknown_comment(document, error)]
    if not route.operations:
        return unrouted(document, context)
    return check_candidates(Request(document), route.operations, context)


def _require_json(value: Any, depth: int, pointer: str = "") -> None:
    """Raise NotABody unless ``value`` is what JSON can hold."""
    if depth < 0:
        raise NotABody(f"{pointer[:40]}…: nested more deeply than any body")
    if isinstance(value, dict):
        for key, member in value.items():
            if not isinstance(key, str):
                raise NotABody(f"{pointer or 'the body'}: the key {key!r} is not text")
            _require_json(key, depth, f"{pointer}/{key}")
            _require_json(member, depth - 1, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _require_json(item, depth - 1, f"{pointer}/{index}")
    elif isinstance(value, str):
        if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            raise NotABody(f"{pointer or 'the body'}: a lone surrogate is not text")
    elif isinstance(value, float) and not isfinite(value):
        raise NotABody(f"{pointer or 'the body'}: JSON has no {value}")
    elif value is not None and not isinstance(value, (bool, int, float)):
        raise NotABody(f"{pointer or 'the body'}: JSON has no {type(value).__name__}")
