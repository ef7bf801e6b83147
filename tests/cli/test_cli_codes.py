"""The table of codes tells the truth: each cell of it is predicted, from what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jwt
import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.cli.explain import rules_of

HOST = "https://api.security.microsoft.com/api"
ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
MACHINE = f"{HOST}/machines/{ID}"
INDICATOR = {
    "indicatorValue": "ab" * 32, "indicatorType": "FileSha256", "action": "Block",
    "title": "x", "description": "x",
}  # fmt: skip
LIVE = {
    "Comment": "x",
    "Commands": [{"type": "GetFile", "params": [{"key": "Path", "value": "C:\\x"}]}],
}
COMMENT = {"Comment": "x", "IsolationType": "Full"}
WHERE = {
    "body": "body", "url": "line", "method": "line", "header": "line", "query": "query",
    "token": "token", "context": "context",
}  # fmt: skip
Asked = dict[str, Any]

CELLS: dict[tuple[str, str], Asked] = {
    ("BadRequest", "body"): {
        "line": f"POST {HOST}/indicators",
        "body": {**INDICATOR, "action": "Audit", "generateAlert": False},
    },
    ("BadRequest", "line"): {
        "line": f"GET {HOST}/machines/findbyip(ip='10.1.1.1',timestamp=2019-01-01T00:00:00Z)"
    },
    ("BadRequest", "query"): {"line": f"GET {HOST}/incidents?$top=500"},
    ("BadRequest", "context"): {
        "line": f"POST {HOST}/indicators", "body": INDICATOR,
        "context": {"counts": {"indicators": 15_000}},
    },
    ("ODataError", "query"): {"line": f"GET {HOST}/machineactions?$stop=5"},
    ("InvalidInput", "body"): {
        "line": f"POST {HOST}/indicators", "body": {**INDICATOR, "indicatorValue": ""},
    },
    ("InvalidRequestBody", "body"): {
        "line": f"POST {MACHINE}/isolate", "body": {**COMMENT, "x": 1},
    },
    ("InvalidRequestBody", "line"): {
        "line": f"POST {MACHINE}/isolate", "body": COMMENT, "header": "Content-Type: text/plain",
    },
    ("InvalidHashValue", "body"): {
        "line": f"POST {HOST}/indicators", "body": {**INDICATOR, "indicatorValue": "abc"},
    },
    ("InvalidHashValue", "line"): {"line": f"GET {HOST}/files/abc"},
    ("InvalidDomainName", "body"): {
        "line": f"POST {HOST}/indicators",
        "body": {**INDICATOR, "indicatorType": "DomainName", "indicatorValue": "a b"},
    },
    ("InvalidDomainName", "line"): {"line": f"GET {HOST}/domains/a_b!/stats"},
    ("InvalidIpAddress", "body"): {
        "line": f"POST {HOST}/indicators",
        "body": {**INDICATOR, "indicatorType": "IpAddress", "indicatorValue": "20.1.1.0/24"},
    },
    ("InvalidIpAddress", "line"): {"line": f"GET {HOST}/ips/20.1.1.999/stats"},
    ("InvalidUrl", "body"): {
        "line": f"POST {HOST}/indicators",
        "body": {**INDICATOR, "indicatorType": "Url", "indicatorValue": "example.com/x"},
    },
    ("MaximumBatchSizeExceeded", "body"): {
        "line": f"POST {HOST}/indicators/BatchDelete",
        "body": {"IndicatorIds": [str(number) for number in range(501)]},
    },
    ("MissingRequiredParameter", "body"): {"line": f"POST {MACHINE}/offboard", "body": {}},
    ("OsPlatformNotSupported", "context"): {
        "line": f"POST {MACHINE}/isolate", "body": COMMENT,
        "context": {"devices": [{"id": ID, "platform": "Android"}]},
    },
    ("ClientVersionNotSupported", "context"): {
        "line": f"POST {MACHINE}/isolate", "body": COMMENT,
        "context": {"devices": [{"id": ID, "platform": "macOS", "clientVersion": "101.50.1"}]},
    },
    ("Unauthorized", "token"): {"line": f"GET {HOST}/machines", "token": {"exp": 1}},
    ("Forbidden", "token"): {
        "line": f"POST {MACHINE}/isolate", "body": COMMENT,
        "token": {"roles": ["Machine.Read.All"]},
    },
    ("DisabledFeature", "context"): {
        "line": f"POST {MACHINE}/runliveresponse", "body": LIVE,
        "context": {"features": {"liveResponse": False}},
    },
    ("DisallowedOperation", "context"): {
        "line": f"POST {MACHINE}/runliveresponse", "body": LIVE,
        "context": {
            "devices": [{"id": ID, "group": "g"}],
            "deviceGroups": [{"name": "g", "automationLevel": "None"}],
        },
    },
    ("NotFound", "line"): {"line": f"GET {HOST}/machine"},
    ("ResourceNotFound", "line"): {"line": f"GET {HOST}/incidents/abc"},
    ("ResourceNotFound", "context"): {
        "line": f"GET {HOST}/incidents/8", "context": {"known": {"incidents": [7]}},
    },
    ("TooManyRequests", "run"): {
        "records": [
            {"method": "POST", "url": f"{MACHINE}/runliveresponse", "body": LIVE, "time": second}
            for second in range(11)
        ],
    },
    ("TooManyRequests", "context"): {
        "line": f"POST {MACHINE}/runliveresponse", "body": LIVE,
        "context": {"counts": {"liveResponseSessions": 50}},
    },
    ("ActiveRequestAlreadyExists", "context"): {
        "line": f"POST {MACHINE}/isolate", "body": COMMENT,
        "context": {"devices": [{"id": ID, "running": ["Isolate"]}]},
    },
}  # fmt: skip


def arguments(asked: Asked) -> list[str]:
    """Write what a request comes with to files, and return the call that checks it."""
    if "records" in asked:
        text = "\n".join(map(json.dumps, asked["records"]))
        Path("records.ndjson").write_text(text, encoding="utf-8")
        return ["records.ndjson"]
    call = ["request", asked["line"]]
    for part, option in (("body", "--body"), ("context", "--context")):
        if part in asked:
            Path(f"{part}.json").write_text(json.dumps(asked[part]), encoding="utf-8")
            call += [option, f"{part}.json"]
    if "token" in asked:
        claims = {"aud": "https://api.securitycenter.microsoft.com", **asked["token"]}
        Path("token.txt").write_text(jwt.encode(claims, "k" * 32), encoding="utf-8")
        call += ["--token-file", "token.txt"]
    if "header" in asked:
        call += ["-H", asked["header"]]
    return call


@pytest.mark.parametrize("cell", CELLS, ids=" from the ".join)
def test_a_cell_of_the_table(cell: tuple[str, str], run: Any) -> None:
    code, where = cell
    outcome = run(*arguments(CELLS[cell]), "--output-format", "json")
    found = {
        (each["code"], "run" if each["rule"] == "rate-limit" else WHERE[each["part"]])
        for each in json.loads(outcome.out)["findings"]
    }
    assert (code, where) in found


def test_the_table_has_a_case_for_each_of_its_cells() -> None:
    table = {(code.name, where) for code in Catalogue.shipped().errors for where in code.grounds}
    assert set(CELLS) == table


def test_a_code_without_grounds_is_predicted_by_no_rule() -> None:
    for code in Catalogue.shipped().errors:
        assert bool(code.grounds) == (
            bool(rules_of(code)) or code.name == "ActiveRequestAlreadyExists"
        )
