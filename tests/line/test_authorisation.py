"""What a request is refused for because of its token."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.checks import Context, check
from defender_lint.claims import Claims, TokenError, claims_of
from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

from .conftest import NOW, piece_of, request_of, route_of

ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
MDE = "https://api.securitycenter.microsoft.com"
XDR = "https://api.security.microsoft.com"
READ = f"GET {XDR}/api/machines"
ISOLATE = f"POST {XDR}/api/machines/{ID}/isolate"
QUARANTINE = f"POST {XDR}/api/machines/{ID}/StopAndQuarantineFile"

Refuse = Callable[..., list[Diagnostic]]


@pytest.fixture
def refused(catalogue: Catalogue) -> Refuse:
    def refused(line: str, **claims: Any) -> list[Diagnostic]:
        request = request_of(line)
        token = Claims(**dict[str, Any](audiences=(MDE,), roles=("Machine.Read.All",)) | claims)
        context = Context(catalogue, now=NOW, claims=token)
        found = check(request, route_of(request, catalogue).operations, context).diagnostics
        return [each for each in found if each.part == "token"]

    return refused


def test_a_token_is_read_but_not_verified() -> None:
    token = jwt.encode(
        {"aud": MDE, "roles": ["Machine.Isolate"], "exp": 1893456000, "nbf": 1764201600},
        "a key that nobody knows, long enough for HS256",
    )
    answers = (json.dumps({"access_token": token}), json.dumps({"accessToken": token, "x": 1}))
    for written in (token, f"Bearer {token}\n", f'"{token}"', f"bearer {token}", *answers):
        claims = claims_of(written)
        assert (claims.audiences, claims.roles) == ((MDE,), ("Machine.Isolate",))
        assert claims.expires is not None
        assert claims.expires.year == 2030
    delegated = claims_of(jwt.encode({"scp": "Machine.Read Ti.ReadWrite", "exp": "x"}, "k" * 32))
    assert (delegated.scopes, delegated.expires) == (("Machine.Read", "Ti.ReadWrite"), None)


def test_a_token_that_says_nothing_of_an_audience_may_be_right(refused: Refuse) -> None:
    assert refused(READ, audiences=()) == []


def test_a_token_for_nobody_is_wrong_at_a_path_that_leads_nowhere(refused: Refuse) -> None:
    (found,) = refused(f"GET {XDR}/api/nothing", audiences=("https://graph.microsoft.com",))
    assert found.rule == "token-audience"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the token is empty"),
        ("Bearer ", "the token is empty"),
        ("hunter2", "this is no access token: a JWT has three parts"),
        ('{"access_token": 5}', "this is no access token, and no answer that holds one as `acc"),
        (
            '{"aud": "https://a.b.example", "iss": "c.d.e"}',
            "this is no access token, and no answer",
        ),
        ("{" * 100, "this is no access token, and no answer that holds one"),
        ("a.b.c", "this is no access token: its parts are not what a JWT has"),
        ("eyJhbGciOiJub25lIn0.W10.", "this is no access token: its parts are not"),
        ("a.b.c.d.e", "the token is encrypted (JWE): only the service can read it"),
        ("x" * 100_000, "this is too long for an access token"),
        ("eyJhbGciOiJub25lIn0." + "W1tb" * 10_000 + ".", "this is no access token"),
    ],
)
def test_what_is_no_token(text: str, says: str) -> None:
    with pytest.raises(TokenError) as error:
        claims_of(text)
    assert str(error.value).startswith(says)
    assert "hunter2" not in str(error.value)


def test_a_good_token(refused: Refuse) -> None:
    for audience in (MDE, f"{MDE}/", "fc780465-2017-40d4-a0c5-307022471b92"):
        assert refused(READ, audiences=(audience,), expires=NOW + timedelta(hours=1)) == []
    gcc = "https://api-gcc.securitycenter.microsoft.us"
    assert refused(f"GET {gcc}/api/machines", audiences=(gcc,)) == []
    assert refused(READ, scopes=("Machine.Read",), roles=()) == []


def test_dates(refused: Refuse) -> None:
    (found,) = refused(READ, expires=NOW - timedelta(minutes=1))
    assert (found.rule, found.severity, found.code) == ("token-expired", "error", "Unauthorized")
    assert found.message == "the token expired on 2026-11-27 at 11:59 UTC; get a new one"
    assert piece_of(found) == "api.security.microsoft.com"
    (found,) = refused(READ, not_before=NOW + timedelta(minutes=1))
    assert found.message == (
        "the token is not valid before 2026-11-27 at 12:01 UTC; check the clock"
    )


@pytest.mark.parametrize(
    ("audience", "label"),
    [
        ("https://userrequestsgraphapi-prd.trafficmanager.net", ""),
        ("https://graph.microsoft.com", " (Microsoft Graph)"),
        ("00000003-0000-0000-c000-000000000000", " (Microsoft Graph)"),
        ("https://management.azure.com/", " (Azure Resource Manager)"),
    ],
)
def test_an_audience_that_is_none_of_ours(audience: str, label: str, refused: Refuse) -> None:
    (found,) = refused(READ, audiences=(audience,), roles=())
    assert (found.rule, found.severity) == ("token-audience", "error")
    assert (found.code, found.also) == ("Unauthorized", ("Forbidden",))
    assert found.message == (
        f"the token is for `{audience}`{label}; for this path it must be for `{MDE}`"
    )


def test_the_other_defender_service_is_a_warning(refused: Refuse) -> None:
    (found,) = refused(READ, audiences=(XDR,))
    assert (found.rule, found.severity) == ("token-audience", "warning")
    assert (found.code, found.also) == ("Forbidden", ("Unauthorized",))
    line = f"PATCH {XDR}/api/incidents/7"
    (found,) = refused(line, roles=("Incident.ReadWrite.All",))
    assert found.rule == "token-audience"


def test_a_missing_role_in_the_words_of_the_service(refused: Refuse) -> None:
    (found,) = refused(ISOLATE, roles=("Machine.Read.All", "Machine.Scan"))
    assert (found.rule, found.severity, found.code) == ("token-role", "error", "Forbidden")
    assert found.message == (
        "Missing application roles. API required roles: Machine.Isolate, application roles: "
        "Machine.Read.All,Machine.Scan. Have an administrator grant `Machine.Isolate`, and get a "
        "new token"
    )
    assert piece_of(found) == "isolate"


def test_a_missing_scope(refused: Refuse) -> None:
    (found,) = refused(ISOLATE, roles=(), scopes=("Machine.Read",))
    assert found.message == (
        "the token has none of the scopes that the API takes: `Machine.Isolate`; it has "
        "`Machine.Read`"
    )


def test_what_the_service_was_seen_to_allow(refused: Refuse) -> None:
    assert refused(f"POST {XDR}/api/indicators/import", roles=("Ti.ReadWrite",)) == []


def test_all_of_any_of(refused: Refuse) -> None:
    assert refused(QUARANTINE, roles=("Machine.StopAndQuarantine", "Machine.Read.All")) == []
    found = refused(QUARANTINE, roles=("Machine.Scan",))
    assert [(each.rule, each.severity) for each in found] == [
        ("token-role", "error"),
        ("token-role", "warning"),  # an answer of 2021 asked for it, no page does
    ]
    (found_one,) = refused(QUARANTINE, roles=("Machine.StopAndQuarantine",))
    assert found_one.severity == "warning"
    assert "API required roles: Machine.Read.All,Machine.ReadWrite.All," in found_one.message


def test_a_role_that_was_refused_once_is_a_warning(refused: Refuse) -> None:
    line = f"POST {XDR}/api/machineactions/0f1a0d8b-5a1b-4d0a-8d3a-3d7f2f7e0b11/cancel"
    (found,) = refused(line, roles=("Machine.CollectForensics",))
    assert found.severity == "warning"
    assert refused(line, roles=("Machine.CollectForensics", "Machine.Scan")) == []


@pytest.mark.parametrize(
    ("audience", "severity"),
    [
        ("https://graph.microsoft.com", "error"),
        ("https://management.azure.com/", "error"),
        (XDR, "warning"),
        (MDE, None),
        ("https://securitycenter.onmicrosoft.com/windowsatpservice", None),
    ],
)
def test_an_audience_that_the_request_says(
    audience: str, severity: str | None, catalogue: Catalogue
) -> None:
    text = Text.whole(Source(audience))
    request = request_of(READ).replace(audience=text)
    context = Context(catalogue, now=NOW)
    found = check(request, route_of(request, catalogue).operations, context).diagnostics
    assert [each.severity for each in found] == ([] if severity is None else [severity])
    assert all((each.rule, each.text) == ("token-audience", text) for each in found)
    unknown = Text(audience, text.source, holes=((0, len(audience)),))
    request = request.replace(audience=unknown)
    assert not check(request, route_of(request, catalogue).operations, context).diagnostics
