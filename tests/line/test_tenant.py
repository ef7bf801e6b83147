"""What a request is refused for because of the tenant and the device that it is meant for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.checks import Context, check
from defender_lint.cli.context import load_tenant
from defender_lint.diagnostic import Diagnostic
from defender_lint.settings.errors import SettingsError
from defender_lint.tenant.facts import Tenant
from support import bare, values

from .conftest import NOW, request_of, route_of

ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
OTHER = "ffffc9d7e413ddd7902c2932e418702b84d0cc07"
HOST = "https://api.security.microsoft.com/api"
ISOLATE = f"POST {HOST}/machines/{ID}/isolate"
SCAN = f"POST {HOST}/machines/{ID}/runAntiVirusScan"
COLLECT = f"POST {HOST}/machines/{ID}/collectInvestigationPackage"
LIVE = f"POST {HOST}/machines/{ID}/runliveresponse"

Stop = Callable[..., list[Diagnostic]]


@pytest.fixture
def stopped(catalogue: Catalogue) -> Stop:
    """Return what a context says of a request."""

    def stopped(line: str, body: object = None, **facts: Any) -> list[Diagnostic]:
        request = request_of(line, body)
        if isinstance(body, str):
            request = request.replace(body=values(body)[0])
        context = Context(catalogue, now=NOW, tenant=Tenant(facts))
        found = check(request, route_of(request, catalogue).operations, context).diagnostics
        return [each for each in found if each.part == "context"]

    return stopped


def device(**facts: Any) -> dict[str, Any]:
    return {"devices": [{"id": ID, **facts}]}


@pytest.mark.parametrize(
    ("line", "facts", "code"),
    [
        (ISOLATE, {"platform": "Android"}, "OsPlatformNotSupported"),
        (ISOLATE, {"platform": "Windows7"}, "OsPlatformNotSupported"),
        (ISOLATE, {"platform": "WindowsServer2008R2"}, "OsPlatformNotSupported"),
        (ISOLATE, {"platform": "WindowsServer2012"}, "OsPlatformNotSupported"),
        (ISOLATE, {"platform": "WindowsServer2012R2"}, None),
        (ISOLATE, {"platform": "Windows10", "version": "1607"}, "ClientVersionNotSupported"),
        (ISOLATE, {"platform": "Windows10", "version": "1703"}, None),
        (ISOLATE, {"platform": "Windows10", "version": "22H2"}, None),
        (ISOLATE, {"platform": "macOS", "clientVersion": "101.97.1"}, "ClientVersionNotSupported"),
        (ISOLATE, {"platform": "macOS", "clientVersion": "101.98.84"}, None),
        (ISOLATE, {"platform": "Ubuntu"}, None),
        (ISOLATE, {"platform": "Solaris"}, None),  # no page speaks of it
        (ISOLATE, {}, None),
        (SCAN, {"platform": "Linux", "clientVersion": "101.45.0"}, "ClientVersionNotSupported"),
        (SCAN, {"platform": "Linux", "clientVersion": "30.124042.2.0"}, None),
        (SCAN, {"platform": "WindowsServer2016"}, None),
        (COLLECT, {"platform": "iOS"}, None),
        (LIVE, {"platform": "iOS"}, "OsPlatformNotSupported"),
        (LIVE, {"platform": "macOS", "clientVersion": "101.43.83"}, "ClientVersionNotSupported"),
    ],
)
def test_devices(line: str, facts: dict[str, Any], code: str | None, stopped: Stop) -> None:
    assert [each.code for each in stopped(line, **device(**facts))] == ([code] if code else [])


def test_selective_isolation_is_an_action_of_its_own(stopped: Stop) -> None:
    ubuntu = device(platform="Ubuntu")
    assert stopped(ISOLATE, {"Comment": "x", "IsolationType": "Full"}, **ubuntu) == []
    assert stopped(ISOLATE, {"Comment": "x", "IsolationType": 7}, **ubuntu) == []
    unknown = '{"Comment": "x", "IsolationType": "{{type}}"}'
    assert stopped(ISOLATE, unknown, **device(platform="Android")) == []
    (found,) = stopped(ISOLATE, {"Comment": "x", "IsolationType": "Selective"}, **ubuntu)
    assert found.rule == "device-not-supported"
    assert found.message.startswith("no page lists `Ubuntu` for `SelectiveIsolation`; supported")


def test_what_the_service_said_of_the_device_goes_before_the_pages(stopped: Stop) -> None:
    def actions(available: bool, reason: str | None = None) -> dict[str, Any]:
        answer = {"action": "FullIsolation", "isAvailable": available, "notSupportedReason": reason}
        return device(platform="Android", availableMachineActions=[answer])

    assert stopped(ISOLATE, **actions(True)) == []
    (found,) = stopped(ISOLATE, **actions(False, "OsPlatformNotSupported"))
    assert (found.rule, found.code, found.confidence) == (
        "device-not-supported", "OsPlatformNotSupported", "service",
    )  # fmt: skip
    assert found.message == (
        "the service says that `FullIsolation` is not available on this device: "
        "OsPlatformNotSupported"
    )
    (found,) = stopped(ISOLATE, **actions(False, "Client version is too old"))
    assert found.code == "ClientVersionNotSupported"


def test_known_ids(stopped: Stop) -> None:
    (found,) = stopped(ISOLATE, known={"machines": [OTHER]})
    assert (found.rule, found.code) == ("resource-not-found", "ResourceNotFound")
    assert found.message == f"the context knows no device `{ID}`"
    assert stopped(ISOLATE, known={"machines": [ID.upper()]}) == []
    assert stopped(ISOLATE, devices=[{"id": ID}], known={"machines": []}) == []
    assert stopped(ISOLATE, devices=[{"id": OTHER}]) == []  # there may be more
    assert stopped(f"PATCH {HOST}/incidents/7", known={"incidents": [7]}) == []
    (found,) = stopped(f"PATCH {HOST}/incidents/8", known={"incidents": [7]})
    assert found.message == "the context knows no incident `8`"


def test_known_ids_in_a_body(stopped: Stop) -> None:
    line = f"POST {HOST}/machines/AddOrRemoveTagForMultipleMachines"
    body = {"Value": "x", "Action": "Add", "MachineIds": [ID, OTHER]}
    (found,) = stopped(line, body, known={"machines": [ID]})
    assert (found.code, found.path) == ("BadRequest", ("MachineIds", 1))
    line = f"POST {HOST}/machines/{ID}/StopAndQuarantineFile"
    (found,) = stopped(line, {"Comment": "x", "Sha1": "ab" * 20}, known={"files": ["cd" * 20]})
    assert (found.code, found.path) == ("ResourceNotFound", ("Sha1",))


def test_what_is_no_id_is_not_looked_up(stopped: Stop) -> None:
    line = f"POST {HOST}/machines/AddOrRemoveTagForMultipleMachines"
    body = {"Value": "x", "Action": "Add", "MachineIds": [7, ID]}
    assert stopped(line, body, known={"machines": [ID]}) == []
    # A path that leads nowhere names nobody.
    assert stopped(f"POST {HOST}/api/machines/{OTHER}/isolate", known={"machines": [ID]}) == []


def test_a_body_without_a_url_is_looked_up(catalogue: Catalogue) -> None:
    context = Context(catalogue, now=NOW, tenant=Tenant({"known": {"files": ["cd" * 20]}}))
    body = bare({"Comment": "x", "Sha1": "ab" * 20})
    (found,) = check(body, (catalogue["stop-and-quarantine-file"],), context).diagnostics
    assert (found.rule, found.path) == ("resource-not-found", ("Sha1",))


def test_features_and_plans(stopped: Stop) -> None:
    (found,) = stopped(LIVE, features={"liveResponse": False})
    assert (found.rule, found.code) == ("feature-disabled", "DisabledFeature")
    assert found.message == (
        "live response is switched off in this tenant, and `run-live-response` needs it"
    )
    assert stopped(LIVE, features={"liveResponse": True}) == []
    servers = {"features": {"liveResponseForServers": False}}
    assert stopped(LIVE, **device(platform="Windows10"), **servers) == []
    assert len(stopped(LIVE, **device(platform="WindowsServer2019"), **servers)) == 1
    assert [each.message for each in stopped(LIVE, plan="Plan1")] == [
        "Defender for Endpoint Plan 1 does not include `run-live-response`"
    ]
    assert stopped(ISOLATE, plan="Plan1") == []
    hunt = f"POST {HOST}/advancedqueries/run"
    assert [each.code for each in stopped(hunt, {"Query": "x"}, plan="Business")] == [
        "DisabledFeature"
    ]


def test_a_group_without_automation_level(stopped: Stop) -> None:
    def group(level: str) -> dict[str, Any]:
        groups = [{"name": "Servers", "automationLevel": level}]
        return {**device(group="Servers"), "deviceGroups": groups}

    (found,) = stopped(LIVE, **group("None"))
    assert (found.rule, found.code) == ("operation-disallowed", "DisallowedOperation")
    assert stopped(LIVE, **group("Semi")) == []
    assert stopped(ISOLATE, **group("None")) == []


def test_limits_of_the_tenant(stopped: Stop) -> None:
    line = f"POST {HOST}/indicators/import"
    body: dict[str, Any] = {"Indicators": [{}, {}]}
    (found,) = stopped(line, body, counts={"indicators": 14_999})
    assert (found.rule, found.code) == ("capacity", "BadRequest")
    assert found.message == (
        "a tenant takes 15,000 indicators; it has 14,999, and this makes 15,001"
    )
    assert stopped(line, body, counts={"indicators": 14_998}) == []
    (found,) = stopped(LIVE, counts={"liveResponseSessions": 50})
    assert found.code == "TooManyRequests"


def test_an_action_that_runs_already(stopped: Stop) -> None:
    (found,) = stopped(ISOLATE, **device(running=["Isolate"]))
    assert (found.rule, found.code) == ("capacity", "ActiveRequestAlreadyExists")
    assert stopped(SCAN, **device(running=["Isolate"])) == []


def test_a_context_with_mistakes(tmp_path: Path) -> None:
    file = tmp_path / "context.yaml"
    file.write_text("devices:\n- id: abc\n  platfrom: macOS\nplan: P1\n", encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_tenant(str(file))
    assert [str(each) for each in error.value.complaints] == [
        f"{file}:3:3: `platfrom` is nothing that a context says; did you mean `platform`?",
        f"{file}:4:7: `P1` is not a value of `plan`; use `Plan1`, `Plan2` or `Business`",
    ]


def test_a_context_is_read(tmp_path: Path) -> None:
    file = tmp_path / "context.json"
    file.write_text('{"devices": [{"id": "abc", "name": "web01"}]}', encoding="utf-8")
    found = load_tenant(str(file)).device("WEB01")
    assert found is not None
    assert found.id == "abc"
    file.write_text("", encoding="utf-8")
    assert load_tenant(str(file)).device("abc") is None
