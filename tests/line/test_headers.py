"""What is wrong with there being a body, or none, and with how it is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.checks import Context, check
from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.value import Absent
from support import values

from .conftest import NOW, request_of, route_of

HOST = "https://api.security.microsoft.com/api"
ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
SCAN = f"POST {HOST}/machines/{ID}/runAntiVirusScan"
BODY = {"Comment": "x", "ScanType": "Quick"}
FORM = "application/x-www-form-urlencoded"

Judge = Callable[..., list[Diagnostic]]


def test_no_body_where_one_is_needed_is_a_finding_a_required_key(diagnostics: Judge) -> None:
    found = diagnostics(SCAN)
    assert [(each.rule, each.code, each.path) for each in found] == [
        ("missing-key", "MissingRequiredParameter", ("Comment",)),
        ("missing-key", "MissingRequiredParameter", ("ScanType",)),
    ]
    assert found[0].message == "`Comment` is missing: the body is absent"


def test_nothing_is_known_of_a_body_that_no_page_describes(diagnostics: Judge) -> None:
    line = f"POST {HOST}/machines/{ID}/logsCollection"
    assert diagnostics(line) == []
    assert diagnostics(line, body={"anything": 1}) == []


def test_what_is_no_json_is_told_all_the_same(catalogue: Catalogue) -> None:
    request = request_of(f"POST {HOST}/machines/{ID}/logsCollection")
    request = request.replace(body=values('{"anything": 1,}')[0])
    route, context = route_of(request, catalogue), Context(catalogue, now=NOW)
    (found,) = check(request, route.operations, context).diagnostics
    assert found.rule == "syntax"


def test_how_nothing_is_sent_makes_no_difference(diagnostics: Judge) -> None:
    found = diagnostics(SCAN, body=Absent.EMPTY, headers={"Content-Type": "text/plain"})
    assert {each.rule for each in found} == {"missing-key"}


def test_a_body_where_none_is_taken(diagnostics: Judge) -> None:
    (found,) = diagnostics(f"GET {HOST}/machines", body={"x": 1})
    assert (found.rule, found.severity, found.code) == ("unexpected-body", "warning", None)
    assert diagnostics(f"GET {HOST}/machines", body={"x": 1}, sent_as=FORM) == []  # a query


@pytest.mark.parametrize(
    ("headers", "sent_as", "is_wrong"),
    [
        ({"Content-Type": "application/json"}, None, False),
        ({"content-type": "application/json; charset=utf-8"}, FORM, False),
        ({"Content-Type": "text/plain"}, None, True),
        ({"Content-Type": FORM}, None, True),
        ({"Content-Type": "application/merge-patch+json"}, None, False),
        ({"Content-Type": ""}, None, False),
        ({}, None, False),
        ({}, "application/json", False),
        ({}, FORM, True),
        (None, FORM, False),  # headers that are left out are unknown, not none
    ],
)
def test_a_body_is_sent_as_json(
    headers: dict[str, str] | None, sent_as: str | None, is_wrong: bool, diagnostics: Judge
) -> None:
    found = diagnostics(SCAN, body=BODY, headers=headers, sent_as=sent_as)
    expected = [("wrong-media-type", "InvalidRequestBody", "error")] if is_wrong else []
    assert [(each.rule, each.code, each.severity) for each in found] == expected
