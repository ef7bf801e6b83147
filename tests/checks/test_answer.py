"""What the service would say first, of all that is wrong with a request."""

from __future__ import annotations

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.checks.answer import Answer, answer
from defender_lint.findings import Finding, Kind

ERRORS = Catalogue.shipped().errors


def finding(rule: str, code: str | None, severity: str = "error", **more: object) -> Finding:
    known = ERRORS.get(code) if code else None
    kind = Kind(
        rule, "", code=code, status=known.status if known else None,
        severity=severity,  # type: ignore[arg-type]
    )  # fmt: skip
    found = Finding(kind, file="a", document=0, api=None, pointer="", span=None)
    return found.replace(**more)


IN_ORDER = [
    finding("unknown-path", "NotFound"),
    finding("token-expired", "Unauthorized"),
    finding("token-role", "Forbidden"),
    finding("wrong-media-type", "InvalidRequestBody"),
    finding("syntax", "InvalidRequestBody"),
    finding("odata", "ODataError"),
    finding("wrong-type", "InvalidRequestBody"),
    finding("hash-value", "InvalidHashValue"),
    finding("resource-not-found", "ResourceNotFound"),
]
"""Route, authorisation, media type, syntax, binding, validation, and then the thing itself."""


@pytest.mark.parametrize("place", range(len(IN_ORDER) - 1))
def test_the_order_in_which_the_service_refuses(place: int) -> None:
    earlier, later = IN_ORDER[place], IN_ORDER[place + 1]
    first = answer([later, earlier])
    assert first is not None
    assert (first.code, first.status) == (earlier.code, earlier.status)


def test_the_first_of_equals_in_the_order_of_places() -> None:
    one = finding("unknown-key", "InvalidRequestBody", also=("BadRequest",), service_message="m")
    other = finding("missing-key", "MissingRequiredParameter")
    assert answer([one, other]) == Answer(400, "InvalidRequestBody", "m", ("BadRequest",))
    assert answer([other, one]) == Answer(400, "MissingRequiredParameter", None, ())


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [finding("key-case", "InvalidRequestBody", "warning")],
        [finding("wrong-host", None)],
        [finding("unknown-key", "InvalidRequestBody", suppressed=True)],
    ],
)
def test_no_answer_is_predicted(findings: list[Finding]) -> None:
    assert answer(findings) is None
