"""What is known of the service today: values that were wrong once, or that sources disagree about.

Each test names the matter; the sources stand in the schemas.
"""

from __future__ import annotations

import pytest

from defender_lint import lint
from defender_lint.catalogue import Catalogue

CATALOGUE = Catalogue.shipped()


@pytest.mark.parametrize(
    "id", ["post-ti-indicator", "import-ti-indicators", "batch-delete-ti-indicators"]
)
def test_indicators_are_written_with_either_of_two_permissions(id: str) -> None:
    assert CATALOGUE[id].permissions["application"] == (("Ti.ReadWrite.All", "Ti.ReadWrite"),)


def test_stop_and_quarantine_needs_one_permission_of_each_group() -> None:
    assert CATALOGUE["stop-and-quarantine-file"].permissions["application"] == (
        ("Machine.StopAndQuarantine",),
        ("Machine.Read.All", "Machine.ReadWrite.All"),
    )


def test_misprinted_permissions_are_corrected() -> None:
    assert CATALOGUE["update-alert"].permissions["application"] == (("Alert.ReadWrite.All",),)
    task = CATALOGUE["get-remediation-one-activity"].permissions["delegated"]
    assert task == (("RemediationTask.Read",),)


@pytest.mark.parametrize(
    ("host", "products"),
    [
        ("api.security.microsoft.com", ("mde", "xdr")),
        ("api-gcc.security.microsoft.us", ("xdr",)),
        ("api-gov.security.microsoft.us", ("xdr",)),
        ("api-eu.securitycenter.microsoft.com", ("mde",)),
        ("api-uk.securitycenter.microsoft.com", ("mde",)),
        ("api-au.securitycenter.microsoft.com", ("mde",)),
        ("api-eu.securitycenter.windows.com", ("mde",)),
    ],
)
def test_hosts_of_governments_and_regions(host: str, products: tuple[str, ...]) -> None:
    assert CATALOGUE.hosts[host].products == products


def test_only_the_host_that_the_pages_dropped_has_a_successor() -> None:
    old = {name for name, host in CATALOGUE.hosts.items() if host.successor}
    assert all(name.endswith("securitycenter.windows.com") for name in old)
    assert "api.securitycenter.windows.com" in old


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("isolate-machine", "Windows Server 2012 R2 and later"),
        ("isolate-machine", "macOS with client 101.98.84 and later"),
        ("unisolate-machine", "macOS with client 101.98.84 and later"),
        ("run-av-scan", "client 101.98.84 and later"),
        ("restrict-code-execution", "Windows Server 2019 and later"),
        ("unrestrict-code-execution", "Windows Server 2019 and later"),
        ("run-live-response", "2012 R2 and 2016 with the unified agent and KB5005292"),
        ("run-live-response", "client 101.43.84 and later"),
        ("run-live-response", "client 101.45.13 and later"),
    ],
)
def test_systems_are_those_of_the_api_page_and_of_the_portals(id: str, said: str) -> None:
    assert said in "\n".join(CATALOGUE[id].supported_on)


@pytest.mark.parametrize("id", ["run-advanced-query", "advanced-hunting"])
def test_hunting_ends_on_a_day_and_has_a_successor(id: str) -> None:
    retirement = CATALOGUE[id].retirement
    assert retirement is not None
    assert (retirement["since"], retirement["until"]) == ("2026-02-06", "2027-02-01")
    graph = CATALOGUE.graph.operations.values()
    (successor,) = [each for each in graph if id in each.facts.get("replaces", ())]
    assert retirement["replacement"].endswith(successor.path)
    assert successor.permissions["application"] == (("ThreatHunting.Read.All",),)


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("Unauthorized", "licence"),
        ("Unauthorized", "no active Defender for Endpoint account"),
        ("Forbidden", "the other Defender service"),
        ("TooManyRequests", "50 live response sessions"),
        ("BadRequest", "15,000"),
    ],
)
def test_codes_have_other_causes_than_the_page_says(code: str, cause: str) -> None:
    found = CATALOGUE.errors.get(code)
    assert found is not None
    assert any(cause in each for each in found.causes)


def test_a_code_that_no_table_has_but_public_threads_name_most_often() -> None:
    code = CATALOGUE.errors.get("ActiveRequestAlreadyExists")
    assert code is not None
    assert (code.status, code.documented, code.message) == (400, False, None)
    assert [answer["message"] for answer in code.seen] == ["Action is already in progress"]


@pytest.mark.parametrize(
    "id", ["set-exclusion", "batch-update-ti-indicators", "data-export-settings"]
)
def test_calls_that_no_page_documents_are_known_with_their_bodies(id: str) -> None:
    assert not CATALOGUE[id].is_documented
    assert CATALOGUE[id].has_schema


def test_the_streaming_api_belongs_to_defender_xdr() -> None:
    assert CATALOGUE["data-export-settings"].product == "xdr"


def test_what_a_caller_should_know_besides() -> None:
    assert any("stops the sensor" in note for note in CATALOGUE["offboard-machine"].notes)
    notes = CATALOGUE["create-alert-by-reference"].notes
    assert any("automatic investigation" in note for note in notes)
    assert any("without s" in note for note in CATALOGUE["cancel-machine-action"].notes)


@pytest.mark.parametrize(
    ("value", "kind", "fits"),
    [
        ("da39a3ee5e6b4b0d3255bfef95601890afd80709", "IpAddress", "FileSha1"),
        ("da39a3ee5e6b4b0d3255bfef95601890afd80709", "DomainName", "FileSha1"),
        ("0" * 64, "Url", "FileSha256"),
        ("20.112.52.29", "FileSha256", "IpAddress"),
        ("files.example.net", "FileSha1", "DomainName"),
        ("https://files.example.net/a", "FileMd5", "Url"),
    ],
)
def test_a_value_of_another_type_names_the_type_that_fits(value: str, kind: str, fits: str) -> None:
    body = {
        "indicatorValue": value,
        "indicatorType": kind,
        "action": "Allowed",
        "title": "t",
        "description": "d",
    }
    messages = [each.message for each in lint(body, "post-ti-indicator")]
    assert any(f"`indicatorType` would be `{fits}`" in message for message in messages)
