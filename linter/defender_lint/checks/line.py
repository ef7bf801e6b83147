"""The checks of a request that has a URL: everything around its body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from defender_lint.catalogue import Operation
from defender_lint.checks.authorisation import check_token
from defender_lint.checks.context import Context
from defender_lint.checks.headers import check_body_presence, check_media_type
from defender_lint.checks.path_values import check_values
from defender_lint.checks.query import check_query
from defender_lint.checks.request_line import check_host, check_path
from defender_lint.diagnostic import Diagnostic
from defender_lint.routing.by_request import LONGEST_URL, url_of
from defender_lint.sources.request import Request

Check = Callable[[Request, "Operation | None", Context], Iterator[Diagnostic]]

CHECKS: Final[tuple[Check, ...]] = (
    check_host,
    check_path,
    check_values,
    check_query,
    check_token,
    check_media_type,
    check_body_presence,
)
"""Each says what is wrong with one part of a request; the operation is None where the path leads
to none."""


def check_line(
    request: Request, operation: Operation | None, context: Context
) -> Iterator[Diagnostic]:
    """Yield what is wrong around the body of a request that is ours."""
    url = url_of(request)
    if url is not None and len(url.chars) > LONGEST_URL:
        message = (
            f"the URL has {len(url.chars):,} characters, more than any server takes, and is not "
            "checked"
        )
        return iter((Diagnostic("limit-exceeded", message, text=url, start=0, end=0, part="url"),))
    return chain.from_iterable(check(request, operation, context) for check in CHECKS)
