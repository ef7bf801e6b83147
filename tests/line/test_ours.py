"""Which requests are ours, going by their request line alone."""

from __future__ import annotations

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.routing.hosts import Meant, meant_host
from defender_lint.sources.source import Source

from .conftest import request_of, route_of

ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"


@pytest.mark.parametrize(
    ("line", "api"),
    [
        (f"POST https://api.security.microsoft.com/api/machines/{ID}/isolate", "isolate-machine"),
        (
            f"post https://API.Security.Microsoft.com:443/api/machines/{ID}/isolate/",
            "isolate-machine",
        ),
        ("PATCH https://api-gcc.security.microsoft.us/api/incidents/7", "update-incident"),
        ("POST {{base}}/api/machines/{{id}}/isolate", "isolate-machine"),
        ("POST {{base}}/machines/{{id}}/isolate", "isolate-machine"),
        ("POST /api/machines/{{id}}/runAntiVirusScan", "run-av-scan"),
        ("POST machines/{{id}}/runliveresponse", "run-live-response"),
        ("GET {{base}}/api/machineactions/{{id}}", "get-machineaction-object"),
        ("GET https://api-sg.securitycenter.microsoft.com/api/machines", "get-machines"),
        ("GET https://api.security.microsoft.com/api/v1.0/machines", "get-machines"),
        ("GET https://api.security.microsoft.com/api/alerts{{query}}", "get-alerts"),
        ("GET https://api.security.microsoft.com/api/machines/dlp", "dlp-machines"),
    ],
)
def test_a_request_line_names_its_operation(line: str, api: str, catalogue: Catalogue) -> None:
    route = route_of(request_of(line), catalogue)
    assert (route.by, [each.id for each in route.operations]) == ("request", [api])


@pytest.mark.parametrize(
    "line",
    [
        "PATCH https://graph.microsoft.com/v1.0/security/incidents/1",
        "PATCH https://management.azure.com/subscriptions/1/providers/x/machines/2",
        "POST {{arm}}/subscriptions/{{s}}/machines/{{m}}",
        "POST {{kibana}}/api/endpoint/action/isolate",
        "POST https://kibana.example.com/api/endpoint/isolate",
        "POST https://my-function.azurewebsites.net/api/machines/1/isolate",
        f"POST http://localhost:8080/api/machines/{ID}/isolate",
        "POST {{opencti}}/indicators/import",
        "POST {{grafana}}/api/alerts",
        "GET {{prowler}}/alerts/rules/{{id}}",
        "PATCH {{prowler}}/alerts/rules/{{id}}",
        # a server of one's own before ours, or for it in tests
        "POST /mde/api/machines/1/runAntiVirusScan",
        "POST /api/mde/machines/1/runAntiVirusScan",
        "POST /api/endpoints/1/runAntiVirusScan",
        "GET /api/v1/defender/machineactions",
        "GET {{soc}}/proxy/machineactions/{{id}}",
        "POST {{soc}}/defender/api/machines/{{id}}/collectInvestigationPackage",
        "GET {{pagerduty}}/incidents",
        "GET {{gitguardian}}/v1/incidents/secrets",
        "GET {{product}}/api/permissions",
        "POST https://mip.security.microsoft.com/api/machines/1/isolate",
        "POST https://api.security.microsoft.com.example.org/api/machines/1/isolate",
        "GET https://security.microsoft.com/apiproxy/mtp/machines",
        # no calls: the base of others, a scope, the metadata
        "- https://api.securitycenter.microsoft.com",
        "GET https://api.security.microsoft.com/api",
        "GET https://api.security.microsoft.com/api/v1.0/",
        "POST https://api.securitycenter.microsoft.com/.default",
        "GET https://api.securitycenter.microsoft.com/api/$metadata",
    ],
)
def test_what_only_looks_like_one_of_ours_is_left_alone(line: str, catalogue: Catalogue) -> None:
    assert route_of(request_of(line), catalogue) == ((), "none", True)


def test_an_everyday_path_on_an_unknown_host_is_ours_only_if_the_body_is_too(
    catalogue: Catalogue,
) -> None:
    def by(line: str, body: dict[str, object]) -> str:
        return route_of(request_of(line, body), catalogue).by

    assert by("POST {{h}}/api/indicators/import", {"Indicators": []}) == "request"
    assert by("POST {{h}}/api/indicators/import", {"file": "a.csv"}) == "none"
    assert by("PATCH {{h}}/api/alerts/{{id}}", {"status": "x", "comment": "y"}) == "request"
    assert by("PATCH {{h}}/api/alerts/{{id}}", {"status": "x", "owner": "y"}) == "none"
    assert by("PATCH {{h}}/alerts/{{id}}", {"status": "x"}) == "none"
    assert by("PATCH {{h}}/alerts/{{id}}", {"status": "x", "assignedTo": "y"}) == "request"


@pytest.mark.parametrize(
    "line",
    [
        "GET {{h}}/api/files/a.txt",
        "GET {{h}}/api/users/1?expand=groups",
        "GET {{h}}/api/v2/Alerts",
        "PATCH {{h}}/api/incidents/5",
    ],
)
@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("a collection of something else", "none"),
        ("Microsoft Defender for Endpoint", "request"),
        ("host = https://api-eu.securitycenter.microsoft.com", "request"),
        ("GET {{h}}/api/machineactions", "request"),
    ],
)
def test_an_everyday_path_without_a_body_is_ours_if_the_file_speaks_of_us(
    line: str, text: str, by: str, catalogue: Catalogue
) -> None:
    request = request_of(line).replace(source=Source(text))
    assert route_of(request, catalogue).by == by


@pytest.mark.parametrize(("text", "by"), [("ITSM", "none"), ("Defender", "request")])
def test_one_everyday_key_tells_as_little(text: str, by: str, catalogue: Catalogue) -> None:
    request = request_of("PATCH {{h}}/api/incidents/{{id}}", {"status": "Closed"})
    assert route_of(request.replace(source=Source(text)), catalogue).by == by


def test_a_url_of_ours_is_a_call_if_a_method_or_a_body_says_so(catalogue: Catalogue) -> None:
    line = "- https://api.security.microsoft.com/api/machines/1"
    assert route_of(request_of(line), catalogue).by == "none"
    assert route_of(request_of(line, {"deviceValue": "High"}), catalogue).by == "request"


def test_a_body_tells_the_method_where_it_is_not_known(catalogue: Catalogue) -> None:
    line = "- https://api.security.microsoft.com/api/indicators"
    assert route_of(request_of(line), catalogue).by == "none"
    line = "{{method}} https://api.security.microsoft.com/api/indicators"
    assert route_of(request_of(line), catalogue).by == "request"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("api.security.microsoft.com", Meant("right", "api.security.microsoft.com")),
        ("api.securitycenter.microsoft.comapi", Meant("glued", "api.securitycenter.microsoft.com")),
        ("api.securitycentre.microsoft.com", Meant("misspelt", "api.securitycenter.microsoft.com")),
        ("api.securitycenter.micosoft.com", Meant("misspelt", "api.securitycenter.microsoft.com")),
        ("api-securitycenter.microsoft.com", Meant("misspelt", "api.securitycenter.microsoft.com")),
        ("api.security.microsoft.com.mcas.ms", Meant("foreign")),
        ("graph.microsoft.com", Meant("foreign")),
        ("security.microsoft.com", Meant("foreign")),
        ("dps.security.microsoft.com", Meant("foreign")),
        ("api.example.com", Meant("foreign")),
        ("x" * 10_000, Meant("foreign")),
    ],
)
def test_hosts(name: str, meant: Meant, catalogue: Catalogue) -> None:
    assert meant_host(name, catalogue) == meant


def test_a_new_region_is_no_slip(catalogue: Catalogue) -> None:
    new = ("api-jp.securitycenter", "api-eu3.securitycenter", "in.api.security", "eu2.api.security")
    for name in (f"{each}.microsoft.com" for each in new):
        assert meant_host(name, catalogue).writing == "right"
