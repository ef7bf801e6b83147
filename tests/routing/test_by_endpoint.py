"""Which operation a request line calls, and what about it is not as documented."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.routing.by_endpoint import find
from defender_lint.routing.by_request import called
from defender_lint.sources.request_line import NoRequestLine, request_line

CATALOGUE = Catalogue.shipped()

ISOLATE = "isolate-machine"


@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("POST /api/machines/{id}/isolate", ISOLATE),
        ("POST /api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07/isolate", ISOLATE),
        # letter case, blanks, protocol, query
        ("post /API/Machines/1/ISOLATE", ISOLATE),
        ("  POST\t/api/machines/1/isolate  HTTP/1.1 ", ISOLATE),
        ("POST /api/machines/1/isolate HTTP/2", ISOLATE),
        ("POST /api/machines/1/isolate/?a=b#c", ISOLATE),
        # with and without a version, with and without /api
        ("POST /api/v1.0/machines/1/isolate", ISOLATE),
        ("POST /api/v2/machines/1/isolate", ISOLATE),
        ("POST /v1.0/machines/1/isolate", ISOLATE),
        ("POST v1.0/machines/1/isolate", ISOLATE),
        ("POST machines/1/isolate", ISOLATE),
        # hosts
        ("POST https://api.security.microsoft.com/api/machines/1/isolate", ISOLATE),
        ("POST https://api-eu.securitycenter.microsoft.com/api/machines/1/isolate", ISOLATE),
        ("POST HTTPS://API.SECURITYCENTER.MICROSOFT.COM/API/MACHINES/1/ISOLATE", ISOLATE),
        ("POST http://localhost:8080/api/machines/1/isolate", ISOLATE),
        ("POST api.security.microsoft.com/api/machines/1/isolate", ISOLATE),
        ("POST api.security.microsoft.com:443/api/machines/1/isolate", ISOLATE),
        ("POST {{host}}/api/machines/1/isolate", ISOLATE),
        ("POST https://{{host}}/api/machines/1/isolate", ISOLATE),
        ("POST https://{{region}}.security.microsoft.com/api/machines/1/isolate", ISOLATE),
        ("POST ${base}/machines/1/isolate", ISOLATE),
        ("POST $base/api/machines/1/isolate", ISOLATE),
        ("POST {baseUrl}/api/machines/1/isolate", ISOLATE),
        ("POST %BASE%/api/machines/1/isolate", ISOLATE),
        ("POST <host>/api/machines/1/isolate", ISOLATE),
        # placeholders
        ("POST /api/machines/{{machine id}}/isolate", ISOLATE),
        ("POST /api/machines/${machineId}/isolate", ISOLATE),
        ("POST /api/machines/$id/isolate", ISOLATE),
        ("POST /api/machines/:id/isolate", ISOLATE),
        ("POST /api/machines/<id>/isolate", ISOLATE),
        ("POST /api/machines/web-{{number}}.contoso.com/isolate", ISOLATE),
        # methods tell apart what paths do not; literal segments go before placeholders
        ("POST /api/indicators", "post-ti-indicator"),
        ("POST /api/indicators/import", "import-ti-indicators"),
        ("PATCH /api/machines/1", "update-machine"),
        ("PATCH /api/alerts/1", "update-alert"),
        ("POST /api/alerts/batchUpdate", "batch-update-alerts"),
        ("POST /api/alerts/CreateAlertByReference", "create-alert-by-reference"),
        ("PATCH /api/incidents/1", "update-incident"),
        ("POST /api/advancedhunting/run", "advanced-hunting"),
        ("POST /api/advancedqueries/run", "run-advanced-query"),
        (
            "POST /api/machines/AddOrRemoveTagForMultipleMachines",
            "add-or-remove-multiple-machine-tags",
        ),
        (
            "POST /api/DeviceAuthenticatedScanDefinitions/BatchDelete",
            "batch-delete-scan-definitions",
        ),
    ],
)
def test_endpoints(line: str, id: str) -> None:
    assert [each.id for each in called(request_line(line), CATALOGUE)] == [id]


def test_every_operation_answers_to_its_own_request_line() -> None:
    for operation in CATALOGUE:
        hosts = CATALOGUE.products[operation.product].hosts
        for host in ("", *(f"https://{host}" for host in hosts)):
            for path in (operation.path, *operation.other_paths):
                found = find(operation.method, f"{host}{path}", CATALOGUE)
                assert found.operation is operation
                assert (found.miscased, found.slips) == ((), ()), operation.id


@pytest.mark.parametrize(
    ("line", "methods"),
    [
        ("GET /api/machines/1/isolate", ("POST",)),
        ("put https://x.example/api/alerts/1", ("GET", "PATCH")),
        ("PATCH /api/machines/AddOrRemoveTagForMultipleMachines", ("POST",)),
        ("GET /api/machine", ()),
        ("POST /api/machines/1/2/isolate", ()),
        ("POST /", ()),
    ],
)
def test_endpoints_that_there_are_not(line: str, methods: tuple[str, ...]) -> None:
    assert called(request_line(line), CATALOGUE) == ()
    method, _, url = line.partition(" ")
    assert find(method, url, CATALOGUE).methods == methods


@pytest.mark.parametrize("text", ["isolate-machine", "", "  ", "POST"])
def test_what_is_no_request_line(text: str) -> None:
    with pytest.raises(NoRequestLine):
        request_line(text)


@given(st.text(max_size=60) | st.text(alphabet="POST /api{}$<>%:.?#machines1", max_size=60))
def test_no_request_line_is_too_odd(text: str) -> None:
    with suppress(NoRequestLine):
        called(request_line(text), CATALOGUE)
    find("GET", text, CATALOGUE)


# What is said of a URL besides

HOST = "https://api.security.microsoft.com"


def ids(operations: tuple[Operation, ...]) -> list[str]:
    return [operation.id for operation in operations]


def test_methods_of_a_path() -> None:
    found = find("PUT", f"{HOST}/api/indicators", CATALOGUE)
    assert found.operation is None
    assert found.methods == ("GET", "POST")
    unknown = find("", f"{HOST}/api/indicators", CATALOGUE)
    assert set(ids(unknown.operations)) == {"post-ti-indicator", "get-ti-indicators-collection"}


@pytest.mark.parametrize(
    ("method", "url", "id", "slips"),
    [
        ("GET", f"{HOST}/api/api/alerts", "get-alerts", ("api-twice",)),
        ("GET", f"{HOST}/alerts", "get-alerts", ("no-api",)),
        ("GET", f"{HOST}/v1.0/alerts", "get-alerts", ("no-api",)),
        ("POST", f"{HOST}//api/indicators", "post-ti-indicator", ("empty-segment",)),
        ("POST", f"{HOST}/api//indicators", "post-ti-indicator", ("empty-segment",)),
        # without a host, or with one that run time decides, the path may begin before
        ("GET", "/alerts", "get-alerts", ()),
        ("GET", "{{base}}/alerts", "get-alerts", ()),
        ("GET", "{{base}}alerts", "get-alerts", ()),
        ("GET", f"{HOST}/api/alerts/", "get-alerts", ()),
    ],
)
def test_slips(method: str, url: str, id: str, slips: tuple[str, ...]) -> None:
    found = find(method, url, CATALOGUE)
    assert (ids(found.operations), found.slips) == ([id], slips)


def test_letter_case_of_segments() -> None:
    url = f"{HOST}/API/MACHINES/Ab/runAntivirusScan"
    found = find("POST", url, CATALOGUE)
    assert ids(found.operations) == ["run-av-scan"]
    assert [(each.text, documented) for each, documented in found.miscased] == [
        ("API", "api"),
        ("MACHINES", "machines"),
        ("runAntivirusScan", "runAntiVirusScan"),
    ]
    assert [url[each.start : each.end] for each, _ in found.miscased][2] == "runAntivirusScan"
    assert found.values["id"].text == "Ab"


@pytest.mark.parametrize("spelling", ["getPackageUri", "GetPackageUri"])
def test_every_documented_spelling_is_right(spelling: str) -> None:
    assert find("GET", f"/api/machineactions/1/{spelling}", CATALOGUE).miscased == ()


def test_an_empty_id() -> None:
    found = find("POST", f"{HOST}/api/machines//isolate", CATALOGUE)
    assert ids(found.operations) == ["isolate-machine"]
    assert [(each.start, each.end) for each in found.empty_values] == [(49 - 1, 49 - 1)]
    # `PATCH /api/machines` there is not, so the slash at the end is where the id should stand
    assert find("PATCH", "/api/machines/", CATALOGUE).empty_values


def test_hosts() -> None:
    assert find("GET", "/api/alerts", CATALOGUE).host.kind == "none"
    assert find("GET", "https://{{h}}/api/alerts", CATALOGUE).host.kind == "unknown"
    both = find("GET", f"{HOST}:443/api/alerts", CATALOGUE).host
    assert (both.name, both.kind) == ("api.security.microsoft.com", "known")
    assert both.service is not None
    assert both.service.products == ("mde", "xdr")
    old = find("GET", "https://api.securitycenter.windows.com/api/alerts", CATALOGUE).host
    assert old.service is not None
    assert old.service.successor == "api.security.microsoft.com"
    glued = find("GET", "https://api.securitycenter.microsoft.comapi/alerts", CATALOGUE)
    assert (glued.host.kind, glued.host.name) == (
        "foreign",
        "api.securitycenter.microsoft.comapi",
    )


@pytest.mark.parametrize(
    ("method", "url", "id"),
    [
        (
            "PATCH",
            "https://graph.microsoft.com/v1.0/security/alerts_v2/da1",
            "graph-update-alert",
        ),
        (
            "POST",
            "https://graph.microsoft.us/beta/security/runHuntingQuery",
            "graph-run-hunting-query",
        ),
        ("PATCH", "{{graph}}/v1.0/security/incidents/1", "graph-update-incident"),
        ("PATCH", "/v1.0/security/incidents/1", "graph-update-incident"),
    ],
)
def test_microsoft_graph_is_known_by_sight(method: str, url: str, id: str) -> None:
    found = find(method, url, CATALOGUE)
    assert ids(found.operations) == [id]
    assert found.operations[0].product == "graph"
    assert id not in CATALOGUE


def test_our_paths_are_not_those_of_graph() -> None:
    found = find("POST", "https://graph.microsoft.com/api/indicators", CATALOGUE)
    assert (found.host.kind, found.operations) == ("graph", ())


@pytest.mark.parametrize(
    ("url", "id"),
    [
        (
            "/api/machines/findbyip(ip='10.0.0.1',timestamp=2026-11-01T00:00:00Z)",
            "find-machines-by-ip",
        ),
        ("/api/machines/find(timestamp={{t}},key={{ip}})", "find-machine-info-by-ip"),
        (
            "/api/machineactions/1/GetLiveResponseResultDownloadLink(index=0)",
            "get-live-response-result",
        ),
        ("/api/machines/findbytag?tag=a&useStartsWithFilter=true", "find-machines-by-tag"),
    ],
)
def test_functions_with_arguments(url: str, id: str) -> None:
    assert ids(find("GET", url, CATALOGUE).operations) == [id]


def test_counting() -> None:
    found = find("GET", "/api/machines/1/alerts/$count?$filter=x", CATALOGUE)
    assert (ids(found.operations), found.is_count) == (["get-machine-related-alerts"], True)


def test_what_run_time_decides_may_be_any_value_but_no_certain_name() -> None:
    one = find("POST", "https://{{host}}/api/machines/{{id}}/isolate", CATALOGUE)
    assert ids(one.operations) == ["isolate-machine"]
    assert one.values["id"].is_unknown
    several = find("PATCH", "/api/{{what}}/{{id}}", CATALOGUE)
    assert set(ids(several.operations)) == {
        "update-machine",
        "update-alert",
        "update-scan-definition",
        "update-incident",
    }
    assert ids(find("POST", "{{machine}}/isolate", CATALOGUE).operations) == ["isolate-machine"]
    assert find("POST", "{{machine}}/isolated", CATALOGUE).operations == ()


def test_holes_that_only_the_source_knows() -> None:
    url = "/api/machines/a/b/isolate"
    assert find("POST", url, CATALOGUE).operations == ()
    found = find("POST", url, CATALOGUE, holes=[(14, 17)])
    assert (ids(found.operations), found.values["id"].text) == (["isolate-machine"], "a/b")


@pytest.mark.parametrize(
    ("method", "url", "nearest"),
    [
        ("POST", "/api/machine/1/isolate", "isolate-machine"),
        ("GET", "/api/indicator", "get-ti-indicators-collection"),
        ("POST", "/api/indicator", "post-ti-indicator"),
        ("GET", "/api/advancedhunting", "advanced-hunting"),
    ],
)
def test_the_nearest_path(method: str, url: str, nearest: str) -> None:
    assert ids(find(method, url, CATALOGUE).nearest(CATALOGUE))[:1] == [nearest]


def test_nothing_is_near_a_stranger() -> None:
    assert find("GET", "/apiproxy/mtp/k8s/machines", CATALOGUE).nearest(CATALOGUE) == ()
