"""One answer: of all that is wrong with a request, what would the service say first?

The order in which it refuses is documented nowhere; it is that of web services: route,
authorisation, media type, syntax, binding, validation, and then whatever the thing itself is like.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from defender_lint.findings import Finding, Kind
from defender_lint.named_tuple import NamedTuple

_BY_CODE: Final = {
    "NotFound": 0,
    "Unauthorized": 1,
    "Forbidden": 2,
    "TooManyRequests": 3,
    "DisabledFeature": 3,
    "ODataError": 6,
    "InvalidRequestBody": 7,
    "MissingRequiredParameter": 7,
    "DisallowedOperation": 9,
    "ResourceNotFound": 9,
    "OsPlatformNotSupported": 9,
    "ClientVersionNotSupported": 9,
    "ActiveRequestAlreadyExists": 9,
}
_BY_RULE: Final = {
    "wrong-media-type": 4,
    "syntax": 5,
    "duplicate-key": 5,
    "json-depth": 5,
    "odata": 6,
    "capacity": 9,
}
_VALIDATION: Final = 8


class Answer(NamedTuple):
    """What the service would answer.

    Attributes:
        status: The HTTP status.
        code: The error code.
        message: The documented message with its placeholders filled; None where there is none.
        also: Other likely codes.
    """

    status: int
    code: str
    message: str | None
    also: tuple[str, ...]


def answer(findings: Iterable[Finding]) -> Answer | None:
    """Return what the service would say first; None where no error is predicted.

    Args:
        findings: What is wrong with one request, in the order of places.
    """
    return answer_to([each.kind for each in findings if not each.suppressed])


def answer_to(kinds: Iterable[Kind]) -> Answer | None:
    """Return the same where it is known what is wrong, and not where."""
    errors = [each for each in kinds if each.severity == "error" and each.code and each.status]
    if not errors:
        return None
    first = min(errors, key=_stage)  # the first of several that are equal
    assert first.status is not None
    assert first.code is not None
    return Answer(first.status, first.code, first.service_message, first.also)


def _stage(kind: Kind) -> int:
    by_rule = _BY_RULE.get(kind.rule)
    return _BY_CODE.get(kind.code or "", _VALIDATION) if by_rule is None else by_rule
