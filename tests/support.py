"""What tests of several parts share: requests made of bodies, and the findings of requests."""

from __future__ import annotations

import os
from functools import cache
from typing import Any, Literal

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.checks import Context, check
from defender_lint.checks.locate import placed
from defender_lint.checks.shown import shown
from defender_lint.diagnostic import Path, Token
from defender_lint.findings import Finding
from defender_lint.linting import Linter
from defender_lint.settings.values import defaults
from defender_lint.sources.limits import Limits
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.reading import requests, source_of
from defender_lint.sources.request import Request
from defender_lint.sources.source import Source
from defender_lint.sources.value import PlainValue, Value
from defender_lint.spans import Span


def bare(value: Any, *, file: str = "") -> Request:
    """A request with a bare value as its body."""
    return Request(Source("", file), 0, "value", body=PlainValue(value))


def read(
    text: str, syntax: str = "json", *, file: str = "", limits: Limits | None = None
) -> list[Request]:
    """The requests of a text."""
    limits = limits or Limits()
    return list(requests(source_of(text, file, limits), ReadOptions(limits), syntax))


def values(text: str, syntax: str = "json", **options: Any) -> list[Value]:
    """The bodies of a text."""
    return [each.body for each in read(text, syntax, **options) if each.body is not None]


def findings(
    request: Request,
    operations: Operation | tuple[Operation, ...],
    context: Context,
    most: int = 1_000,
) -> list[Finding]:
    """What is wrong with a request, located; at most ``most`` findings and one for the others."""
    chosen = (operations,) if isinstance(operations, Operation) else operations
    diagnosis = check(request, chosen, context)
    return shown(placed(diagnosis, request), context.errors, most)


def token(value: Value, path: Path, token: Token) -> str:
    """The characters of a token."""
    assert value.text is not None
    start, end = value.offsets(path, token)
    return value.text.chars[start:end]


def place(value: Value, path: Path, token: Token) -> Span:
    """Where a token stands in the file."""
    return value.span(*value.offsets(path, token))


def fixed(
    text: str, api: str, *, file: str = "body.json", unsafe: bool = False
) -> tuple[str, list[Finding]]:
    """A text after its fixes, and what is left in it."""
    linter = _linter(os.getcwd(), api, unsafe)
    result = linter.lint(source_of(text, file), is_named=True)
    assert not result.failures
    return text if result.text is None else result.text, result.findings


@cache
def _linter(root: str, api: str, unsafe: bool) -> Linter:
    catalogue = Catalogue.shipped()
    fixes: Literal["safe", "all"] = "all" if unsafe else "safe"
    return Linter(defaults(root), catalogue, operation=catalogue[api], fixes=fixes)
