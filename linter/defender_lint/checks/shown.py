"""Shown: what a report gets to see of a request's problems, which may be thousands."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, islice
from operator import attrgetter
from typing import Final

from defender_lint.catalogue.error_codes import ErrorCodes
from defender_lint.checks.locate import Placed, finding, findings
from defender_lint.findings import Finding
from defender_lint.words import count

_REQUEST: Final = attrgetter("request.index")


def shown(
    found: list[Placed], errors: ErrorCodes, most: int, *, is_brief: bool = False
) -> list[Finding]:
    """Make the findings of at most ``most`` problems a request; one stands for all the others.

    Args:
        found: The problems, request by request.
        errors: Where status and messages of codes are looked up.
        most: How many findings of a request are shown.
        is_brief: Leave out lines to quote and fixes.
    """
    if not any(map(_are_of_one, found, islice(found, most, None))):
        return findings(found, errors, is_brief=is_brief)
    made: list[Finding] = []
    for _, group in groupby(found, key=_REQUEST):
        of_request = list(group)
        made += findings(of_request[:most], errors, is_brief=is_brief)
        if len(of_request) > most:
            made.append(_rest(of_request[most:], errors))
    return made


def _are_of_one(one: Placed, other: Placed) -> bool:
    return one.request.index == other.request.index


def most_of_each(found: list[Placed], most: int) -> list[Placed]:
    """Return at most ``most`` problems of a request; those of a request may be anywhere."""
    if len(found) <= most:
        return found
    counts: Counter[int] = Counter()
    kept: list[Placed] = []
    for each in found:
        counts[each.request.index] += 1
        if counts[each.request.index] <= most:
            kept.append(each)
    return kept


def _rest(left: list[Placed], errors: ErrorCodes) -> Finding:
    """Stand in for the findings that are too many to show."""
    is_error = any(each.diagnostic.severity == "error" for each in left)
    return finding(left[0], errors).replace(
        rule="limit-exceeded",
        code=None,
        status=None,
        also=(),
        service_message=None,
        severity="error" if is_error else "warning",
        message=f"{count(len(left), 'more finding')} in this body from here on; "
        "fix those above first",
        fix=None,
        related=(),
        suppressed=all(each.suppressed for each in left),
    )
