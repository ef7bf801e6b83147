"""``defender-lint context from``: a context made of saved answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
OTHER = "9a3f0c77d2b84e6f5a1c0d9e8b7a6f5e4d3c2b1a"
MACHINES = {
    "@odata.context": "https://api.security.microsoft.com/api/$metadata#Machines",
    "value": [
        {
            "id": ID, "computerDnsName": "web01.contoso.com", "osPlatform": "Windows10",
            "version": "1809", "agentVersion": "10.8760.19041.1", "healthStatus": "Active",
            "rbacGroupName": None, "riskScore": "High",
        }
    ],
}  # fmt: skip
ACTIONS = {
    "value": [{"action": "FullIsolation", "isAvailable": False, "notSupportedReason": "OsPlatform"}]
}


def write(name: str, answer: object) -> str:
    Path(name).write_text(json.dumps(answer), encoding="utf-8")
    return name


def context(run: Any, *files: str) -> dict[str, Any]:
    outcome = run("context", "from", *files)
    assert (outcome.status, outcome.err) == (0, "")
    content: dict[str, Any] = yaml.safe_load(outcome.out)
    return content


def test_devices(run: Any) -> None:
    assert context(run, write("machines.json", MACHINES)) == {
        "devices": [
            {
                "id": ID, "name": "web01.contoso.com", "platform": "Windows10", "version": "1809",
                "clientVersion": "10.8760.19041.1", "health": "Active",
            }
        ],
        "known": {"machines": [ID]},
    }  # fmt: skip


def test_a_page_of_several_says_nothing_of_what_is_not_on_it(run: Any) -> None:
    page = {
        **MACHINES,
        "@odata.nextLink": "https://api.security.microsoft.com/api/machines?$skip=1",
    }
    assert list(context(run, write("machines.json", page))) == ["devices"]


def test_indicators_have_a_count(run: Any) -> None:
    answer = {"@odata.count": 14_990, "value": [{"id": "995", "indicatorValue": "x"}]}
    assert context(run, write("i.json", answer)) == {"counts": {"indicators": 14_990}}
    answer = {"value": [{"id": "995", "indicatorValue": "x"}]}
    assert context(run, write("i.json", answer)) == {
        "known": {"indicators": ["995"]},
        "counts": {"indicators": 1},
    }


@pytest.mark.parametrize(
    "name",
    [f"{ID}.json", f"availableMachineActions-{ID}.json", "web01.contoso.com.json"],
)
def test_what_a_device_takes_is_told_by_the_name_of_the_file(run: Any, name: str) -> None:
    found = context(run, write("machines.json", MACHINES), write(name, ACTIONS))
    (device,) = found["devices"]
    assert device["availableMachineActions"] == ACTIONS["value"]


def test_actions_that_run(run: Any) -> None:
    actions = [
        {"id": "a", "type": "Isolate", "status": "Pending", "machineId": ID},
        {"id": "b", "type": "LiveResponse", "status": "InProgress", "machineId": OTHER},
        {"id": "c", "type": "Isolate", "status": "Succeeded", "machineId": OTHER},
    ]
    assert context(run, write("actions.json", {"value": actions})) == {
        "devices": [
            {"id": ID, "running": ["Isolate"]},
            {"id": OTHER, "running": ["LiveResponse"]},
        ],
        "known": {"machineactions": ["a", "b", "c"]},
        "counts": {"liveResponseSessions": 1},
    }


def test_incidents_and_alerts(run: Any) -> None:
    incidents = write("i.json", {"value": [{"incidentId": 7, "incidentName": "x"}]})
    alerts = write("a.json", [{"id": "da1_2", "machineId": ID, "severity": "High"}])
    assert context(run, incidents, alerts) == {"known": {"incidents": [7], "alerts": ["da1_2"]}}


def test_what_comes_out_goes_in(run: Any) -> None:
    outcome = run("context", "from", write("machines.json", MACHINES), write(f"{ID}.json", ACTIONS))
    Path("tenant.yaml").write_text(outcome.out, encoding="utf-8")
    write("body.json", {"Comment": "x", "IsolationType": "Full"})
    line = f"POST https://api.security.microsoft.com/api/machines/{ID}/isolate"
    outcome = run("request", line, "--body", "body.json", "--context", "tenant.yaml")
    assert outcome.status == 1
    assert "the service says that `FullIsolation` is not available on this device" in outcome.out


@pytest.mark.parametrize("answer", [{}, [], {"value": []}, [1], {"error": {"code": "x"}}, "x"])
def test_what_is_no_such_answer(run: Any, answer: object) -> None:
    outcome = run("context", "from", write("x.json", answer))
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("error: x.json: this is no answer that a context is made of")


def test_a_file_that_cannot_be_read(run: Any) -> None:
    outcome = run("context", "from", "nowhere.json")
    assert (outcome.status, outcome.err) == (2, "error: nowhere.json: no such file or folder\n")
    Path("x.json").write_text("{", encoding="utf-8")
    assert run("context", "from", "x.json").status == 2
