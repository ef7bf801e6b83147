"""Bodies that belong to another API than the one that is named, or to Microsoft Graph."""

from __future__ import annotations

from typing import Any

import pytest

from defender_lint import lint
from defender_lint.catalogue import Catalogue
from defender_lint.checks import Context, check
from defender_lint.checks.graph_body import is_graph_body
from defender_lint.diagnostic import Diagnostic
from support import bare

INDICATOR = {
    "indicatorValue": "20.112.52.29",
    "indicatorType": "IpAddress",
    "action": "Block",
    "title": "t",
    "description": "d",
}


def said(body: Any, api: str | None = None) -> list[tuple[str, str, str | None]]:
    return [(each.rule, each.severity, each.code) for each in lint(body, api)]


def diagnosed(catalogue: Catalogue, body: Any, api: str) -> tuple[Diagnostic, ...]:
    return check(bare(body), (catalogue[api],), Context(catalogue)).diagnostics


# The keys fit another API


def test_keys_that_fit_another_api_are_one_finding_without_a_fix(catalogue: Catalogue) -> None:
    (found,) = diagnosed(catalogue, INDICATOR, "isolate-machine")
    assert (found.rule, found.severity, found.fix) == ("api-mismatch", "error", None)
    # What the named API would answer first.
    assert (found.code, found.arguments) == ("InvalidRequestBody", ())
    assert found.message == (
        "the keys fit `post-ti-indicator`, not `isolate-machine`; name that API, or move the body"
    )


def test_several_apis_that_fit_are_named(catalogue: Catalogue) -> None:
    (found,) = diagnosed(catalogue, {"Comment": "x"}, "advanced-hunting")
    assert found.rule == "api-mismatch"
    assert found.message.startswith("the keys fit `cancel-machine-action`")
    assert "and others, not `advanced-hunting`" in found.message


@pytest.mark.parametrize(
    ("body", "api"),
    [
        # A key that differs from one of the named API's by letter case only is not foreign.
        ({"comment": "x"}, "isolate-machine"),
        ({"Comment": "x"}, "update-alert"),
        # Most of the keys are the named API's own.
        ({"Comment": "x", "ScanType": "Quick", "Sha1": "0" * 40}, "run-av-scan"),
        # What the other API requires is not all there, or not in its letter case.
        ({"indicatorValue": "20.112.52.29"}, "isolate-machine"),
        ({key.upper(): value for key, value in INDICATOR.items()}, "isolate-machine"),
    ],
)
def test_what_is_no_contradiction(catalogue: Catalogue, body: Any, api: str) -> None:
    assert "api-mismatch" not in {each.rule for each in diagnosed(catalogue, body, api)}


def test_where_nothing_names_an_api_nothing_contradicts() -> None:
    assert said(INDICATOR) == []


# Microsoft Graph

GRAPH = [
    {"@odata.type": "#microsoft.graph.security.alert", "status": "new"},
    {"customTags": ["a"]},
    {"status": "active", "resolvingComment": "x"},
    {"status": "resolved", "classification": "truePositive"},
    {"determination": "notEnoughDataToValidate"},
    {"query": "DeviceInfo", "timespan": "P7D"},
    {"Query": "DeviceInfo", "Timespan": "P7D"},
]
OURS = [
    {"status": "Resolved", "classification": "TruePositive"},
    {"status": "resolved"},  # one alone is a slip
    {"status": "resolved", "classification": "TruePositive"},
    {"Query": "DeviceInfo"},
    {"assignedTo": "secop@contoso.com", "comment": "done"},
    ["customTags"],
    None,
]


@pytest.mark.parametrize("body", GRAPH)
def test_a_body_for_graph_is_known_by_sight(catalogue: Catalogue, body: Any) -> None:
    assert is_graph_body(body, catalogue.graph)


@pytest.mark.parametrize("body", OURS)
def test_ours_is_not_taken_for_graphs(catalogue: Catalogue, body: Any) -> None:
    assert not is_graph_body(body, catalogue.graph)


@pytest.mark.parametrize("body", GRAPH[3:4] + GRAPH[5:])
def test_without_a_named_api_it_is_one_warning(body: Any) -> None:
    assert said(body) == [("graph-body", "warning", None)]


def test_for_an_old_api_the_findings_say_how_graph_spells_it(catalogue: Catalogue) -> None:
    found = diagnosed(catalogue, {"status": "resolved", "classification": "x"}, "update-alert")
    assert not any("Microsoft Graph" in each.message for each in found)
    body = {"status": "resolved", "classification": "truePositive"}
    first, second = diagnosed(catalogue, body, "update-alert")
    assert (first.rule, first.code) == ("value-case", "InvalidRequestBody")
    assert first.message.endswith("; Microsoft Graph spells it so")
    assert [each.fix and each.fix.applicability for each in (first, second)] == ["unsafe"] * 2
