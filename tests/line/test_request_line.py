"""What is wrong with method, host and path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.checks import Context
from defender_lint.checks.request_line import check_host, check_path
from defender_lint.diagnostic import Diagnostic

from .conftest import NOW, request_of

HOST = "https://api.security.microsoft.com"
ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"

Judge = Callable[..., list[Diagnostic]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GET {h}/api/machine", [("unknown-path", "NotFound", "machine")]),
        ("POST {h}/api/machines/{id}/liveresponse", [("unknown-path", "NotFound", "liveresponse")]),
        ("POST {h}/api/machines/{id}/getfile", [("unknown-path", "NotFound", "getfile")]),
        ("POST {h}/machines/{id}/isolate", [("unknown-path", "NotFound", "machines")]),
        ("POST {h}/api/api/machines/{id}/isolate", [("unknown-path", "NotFound", "api/")]),
        ("POST {h}/api//machines/{id}/isolate", [("unknown-path", "NotFound", "/")]),
        ("GET {h}/api/v3/alerts", [("unknown-path", "NotFound", "v3")]),
        ("GET {h}/foo", [("unknown-path", "NotFound", "foo")]),
        ("POST {h}/api/batchUpdate", [("unknown-path", "NotFound", "batchUpdate")]),
        ("DELETE {h}/api/machines/runAntiVirusScan", [("wrong-method", "NotFound", "DELETE")]),
        (
            "POST {{{{base}}}}/api/machineactions/{{{{id}}}}/runAntiVirusScan",
            [("unknown-path", "NotFound", "machineactions")],
        ),
        ("DELETE {h}/api/machines/{id}/offboard", [("wrong-method", "NotFound", "DELETE")]),
        ("POST {h}/api/machines/findbytag?tag=a", [("wrong-method", "NotFound", "POST")]),
        (
            "POST {h}/api/machines/StopAndQuarantineFile",
            [("unknown-path", "NotFound", "StopAndQuarantineFile")],
        ),
        ("POST {h}/api/machines//isolate", [("empty-id", "NotFound", "")]),
        ("DELETE {h}/api/indicators/", [("empty-id", "NotFound", "")]),
        ("POST {h}/api/advancedHunting/run", [("path-case", None, "advancedHunting")]),
        ("GET {h}/API/machines", [("path-case", None, "API")]),
        ("GET {h}/api/alerts ", [("surrounding-blanks", None, " ")]),
        (
            "POST https://api.securitycenter.windows.com/api/machines/{id}/isolate",
            [("legacy-host", None, "api.securitycenter.windows.com")],
        ),
        (
            "PATCH https://api.securitycenter.microsoft.com/api/incidents/7",
            [("wrong-host", None, "api.securitycenter.microsoft.com")],
        ),
        (
            "POST https://api.securitycenter.microsoft.comapi/machines/{id}/isolate",
            [("wrong-host", None, "api.securitycenter.microsoft.comapi")],
        ),
        (
            "POST https://api.securitycentre.microsoft.com/api/machines/{id}/isolate",
            [("wrong-host", None, "api.securitycentre.microsoft.com")],
        ),
        ("GET htps://api.security.microsoft.com/api/alerts", [("wrong-host", None, "htps://")]),
        ("GET https:/api.security.microsoft.com/api/alerts", [("wrong-host", None, "https:/")]),
        ("GET https//api.security.microsoft.com/api/alerts", [("wrong-host", None, "https//")]),
        ("GET http//api.security.microsoft.com/api/alerts", [("wrong-host", None, "http//")]),
        ("GET https;//api.security.microsoft.com/api/alerts", [("wrong-host", None, "https;//")]),
        ("GET //api.security.microsoft.com/api/alerts", [("wrong-host", None, "//")]),
        ("GET ftp://api.security.microsoft.com/api/alerts", [("wrong-host", None, "ftp://")]),
        (
            "GET https://https://api.security.microsoft.com/api/alerts",
            [("wrong-host", None, "https://https://")],
        ),
        (
            "GET htps://api.securitycentre.microsoft.com/api/alerts",
            [
                ("wrong-host", None, "htps://"),
                ("wrong-host", None, "api.securitycentre.microsoft.com"),
            ],
        ),
        (
            "GET https://api.security.microsoft.com\\api/alerts",
            [("wrong-host", None, "api.security.microsoft.com\\api")],
        ),
        (
            "GET https://api.security.microsoft.com:443x/api/alerts",
            [("wrong-host", None, "api.security.microsoft.com:443x")],
        ),
        ("GET api.security.microsoft.com/api/alerts", []),
        ("GET HTTPS://api.security.microsoft.com:443/api/alerts", []),
    ],
)
def test_the_wrong_piece_is_named(
    line: str, expected: list[tuple[str, str | None, str]], said: Callable[[str], list[object]]
) -> None:
    assert said(line.format(h=HOST, id=ID)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "POST {h}/api/machines/{id}/isolate",
        "GET {h}/api/machines/",
        "GET {h}/api/v1.0/machines/{id}/alerts/$count",
        "GET {h}/api/software",
        "GET {h}/api/machines/{id}/availableMachineActions",
        "GET {h}/api/machineactions/0f1a0d8b-5a1b-4d0a-8d3a-3d7f2f7e0b11/GetPackageUri",
        "HEAD {h}/api/machines",
        "GET {h}/api/DeviceGroups",
        "GET {h}/api/{{{{path}}}}",
        "GET {h}/api/alerts&{{{{$top=}}}}5",
        "GET {h}/{{{{path}}}}",
        "PUT {h}/api/machines/{{{{id}}}}/{{{{action}}}}",
        "POST {h}/api/{{{{kind}}}}/{{{{id}}}}/isolate",
        "POST https://api.securitycenter.microsoft.com/api/machines/{id}/isolate",
        "POST https://api-gov.securitycenter.microsoft.us/api/machines/{id}/isolate",
    ],
)
def test_what_is_right_or_may_be(line: str, said: Callable[[str], list[object]]) -> None:
    assert said(line.format(h=HOST, id=ID)) == []


def test_an_empty_url_says_nothing(diagnostics: Judge) -> None:
    assert diagnostics("GET ", insists=True) == []


def test_a_request_to_graph_is_right_at_its_host(diagnostics: Judge) -> None:
    line = "POST https://graph.microsoft.com/v1.0/security/runHuntingQuery"
    assert diagnostics(line, insists=True) == []


@pytest.mark.parametrize("line", [f"GET {HOST}/api", "GET https://defender.example.com/api/x/y"])
def test_a_base_and_a_host_of_ones_own_are_right_where_nobody_insists(
    line: str, catalogue: Catalogue
) -> None:
    context = Context(catalogue, now=NOW)
    assert list(check_host(request_of(line), None, context)) == []
    assert list(check_path(request_of(f"GET {HOST}/api"), None, context)) == []


def test_words_and_fixes(diagnostics: Judge) -> None:
    (found,) = diagnostics(f"GET {HOST}/api/machine")
    assert found.message == "no API has the path `/api/machine`; did you mean `/api/machines`?"
    assert found.fix is not None
    assert (found.fix.value, found.fix.applicability) == ("machines", "unsafe")
    (found,) = diagnostics(f"DELETE {HOST}/api/machines/{ID}/offboard")
    assert found.message == f"`/api/machines/{ID}/offboard` takes `POST`, not `DELETE`"
    assert found.part == "method"
    (found,) = diagnostics(f"POST {HOST}/api/alerts/da1/user", body={"status": "New"})
    assert (found.rule, found.fix) == ("wrong-method", None)  # a GET would have no body
    (found,) = diagnostics(f"GET {HOST}/machines")
    assert found.message == "the path must begin with `/api`; write `/api/machines`"
    assert found.fix is not None
    assert (found.fix.value, found.fix.applicability) == ("api/machines", "safe")


def test_a_query_option_in_the_path(diagnostics: Judge) -> None:
    (found,) = diagnostics(f"GET {HOST}/api/indicators/$skip=10000")
    assert (found.rule, found.code, found.severity) == ("odata", "ODataError", "error")
    assert found.message == (
        "`$skip` is a query option, but is part of the path: `?` is missing before it; "
        "write `?$skip=10000`"
    )
    assert found.fix is not None
    assert found.fix.value == "?$skip=10000"
    (found,) = diagnostics(f"GET {HOST}/api/alerts&$top=10")
    assert found.fix is not None
    assert found.fix.value == "?$top=10"


@pytest.mark.parametrize("path", ["/api/indicators", "/v1.0/security/nothing"])
def test_a_path_on_the_host_of_graph_is_one_mistake(diagnostics: Judge, path: str) -> None:
    (found,) = diagnostics(f"POST https://graph.microsoft.com{path}", insists=True)
    assert found.rule == "wrong-host"


def test_a_foreign_host_is_an_error_only_where_somebody_insists(diagnostics: Judge) -> None:
    line = f"GET https://defender.example.com/api/machines/{ID}"
    assert diagnostics(line) == []
    (found,) = diagnostics(line, insists=True)
    assert (found.rule, found.severity, found.code) == ("wrong-host", "error", None)
    assert found.message == (
        "`defender.example.com` is no host of this API; `api.security.microsoft.com` is"
    )


def test_a_url_of_ten_megabytes_is_one_finding(diagnostics: Judge) -> None:
    (found,) = diagnostics(f"GET {HOST}/api/alerts?$filter=" + "(" * 10_000_000)
    assert found.rule == "limit-exceeded"
    assert found.message == (
        "the URL has 10,000,054 characters, more than any server takes, and is not checked"
    )
