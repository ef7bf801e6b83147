"""What is wrong with ids, hashes, addresses and arguments in the path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from defender_lint.diagnostic import Diagnostic

from .conftest import Said

HOST = "https://api.security.microsoft.com/api"
ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
SHA256 = "ab" * 32


@pytest.mark.parametrize(
    ("line", "code", "piece"),
    [
        ("POST machines/invoice_2026.pdf/runAntiVirusScan", "ResourceNotFound", "invoice_2026.pdf"),
        ("POST machines/web01/isolate", "ResourceNotFound", "web01"),
        ("PATCH machines/121688558380765161_2136", "ResourceNotFound", "121688558380765161_2136"),
        ("GET machines/web_01", "ResourceNotFound", "web_01"),
        ("GET machineactions/17", "ResourceNotFound", "17"),
        ("PATCH incidents/abc", "ResourceNotFound", "abc"),
        ("GET vulnerabilities/CVE-24", "ResourceNotFound", "CVE-24"),
        ("GET users/bob@contoso.com/alerts", "ResourceNotFound", "bob@contoso.com"),
        ("GET files/abc", "InvalidHashValue", "abc"),
        ("GET ips/10.0.0.0%2F8/stats", "InvalidIpAddress", "10.0.0.0%2F8"),
        ("GET domains/*.example.com/alerts", "InvalidDomainName", "*.example.com"),
        (
            "GET machines/findbyip(ip='300.1.1.1',timestamp=2026-11-20T08:00:00Z)",
            "InvalidIpAddress",
            "'300.1.1.1'",
        ),
    ],
)
def test_id_format(
    line: str, code: str, piece: str, said: Callable[[str], list[Said]],
    diagnostics: Callable[[str], list[Diagnostic]],
) -> None:  # fmt: skip
    line = line.replace(" ", f" {HOST}/")
    assert said(line) == [("id-format", code, piece)]
    severity = "warning" if code == "ResourceNotFound" else "error"
    assert diagnostics(line)[0].severity == severity


@pytest.mark.parametrize(
    "line",
    [
        "GET machines/findbyip(to='x',ip='8.8.8.8',timestamp=2026-11-20T08:00:00Z)",
        f"GET machines/findbyip(ip='{'1' * 5_000}',timestamp=2026-11-20T08:00:00Z)",  # not looked at
        f"POST machines/{ID.upper()}/isolate",
        "POST machines/{{id}}/isolate",
        "POST machines/web{{n}}/isolate",
        "POST machines/MACHINE_ID/isolate",
        "POST machines/your-machine-id/isolate",
        "GET machines/web01.contoso.com",
        "PATCH incidents/924565",
        "PATCH alerts/da637472900382838869_1364969609",
        "GET vulnerabilities/CVE-2024-12345",
        f"GET files/{ID}/machines",
        f"GET files/{SHA256}",
        "GET ips/2001:db8::1/stats",
        "GET domains/example.com/alerts",
        "GET users/bob/alerts",
        "GET machines/findbyip(ip='10.1.2.3',timestamp=2026-11-20T08:00:00Z)",
        "GET machines/findbyip(ip='{{ip}}',timestamp={{time}})",
        "GET machineactions/0f1a0d8b-5a1b-4d0a-8d3a-3d7f2f7e0b11/"
        "GetLiveResponseResultDownloadLink(index=0)",
    ],
)
def test_right_values(line: str, said: Callable[[str], list[Said]]) -> None:
    assert said(line.replace(" ", f" {HOST}/")) == []


@pytest.mark.parametrize("path", ["alerts", "machines"])
def test_a_read_that_finds_nothing(
    path: str, diagnostics: Callable[[str], list[Diagnostic]]
) -> None:
    (found,) = diagnostics(f"GET {HOST}/files/{SHA256}/{path}")
    assert (found.rule, found.severity, found.code) == ("empty-result", "warning", None)
    assert found.message == (
        f"`{SHA256}` will find nothing: this path knows SHA-1 hashes only, and the list will be "
        "empty"
    )


def test_an_address_is_asked_for_within_thirty_days(said: Callable[[str], list[Said]]) -> None:
    line = f"GET {HOST}/machines/findbyip(ip='10.1.2.3',timestamp=2026-09-22T08:44:05Z)"
    assert said(line) == [("out-of-range", "BadRequest", "2026-09-22T08:44:05Z")]
