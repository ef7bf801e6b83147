"""What tests of several parts share: requests of bodies, findings, cases to begin with."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from functools import cache
from typing import Any, Final, Literal

import pytest

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.checks import Context, check
from defender_lint.checks.locate import placed
from defender_lint.checks.shown import shown
from defender_lint.cli import main
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

TYPICAL: Final = (
    "isolate-machine",  # a flat body
    "update-alert",  # with advice on values
    "batch-update-ti-indicators",  # with a list,
    "run-live-response",  # of objects
    "data-export-settings",  # with objects in objects
)
"""Operations on which the inner loop tries what slow tests try on all of them."""


def thinned(cases: Mapping[str, Any] | Iterable[str], kept: Iterable[str]) -> list[Any]:
    """The cases of a test, all slow but those that are kept for the inner loop.

    What a test asks of every operation, file or format is asked there of a few, of all in CI.

    Args:
        cases: What each case is about, by its id; a tuple where that is several things.
        kept: The ids of a few.
    """
    by_id = cases if isinstance(cases, Mapping) else {id: id for id in cases}
    kept = set(kept)
    assert kept <= by_id.keys(), f"there is no case {kept - by_id.keys()}"
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            id=id,
            marks=[] if id in kept else [pytest.mark.slow],
        )
        for id, case in by_id.items()
    ]


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


def said(*arguments: str) -> tuple[str, int]:
    """What the command line says on standard output, and its exit status."""
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    with redirect_stdout(text), pytest.raises(SystemExit) as ended:
        main(list(arguments))
    text.flush()
    assert isinstance(ended.value.code, int)
    return out.getvalue().decode(), ended.value.code


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
