"""Rates, from the command line: once for a limit, and not once for a request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HOST = "https://api.securitycenter.microsoft.com/api"
BODY = {
    "Comment": "x",
    "Commands": [{"type": "GetFile", "params": [{"key": "Path", "value": "C:\\x.log"}]}],
}


def record(number: int, time: str | None = None) -> dict[str, Any]:
    url = f"{HOST}/machines/{number:040x}/runliveresponse"
    timed = {"time": time} if time else {}
    return {"method": "POST", "url": url, "body": BODY, **timed}


def write(records: list[dict[str, Any]], name: str = "requests.ndjson") -> None:
    Path(name).write_text("\n".join(map(json.dumps, records)), encoding="utf-8")


def test_a_collection_is_no_run(run: Any) -> None:
    write([record(number) for number in range(12)])
    assert run("requests.ndjson").status == 0
    outcome = run("--extend-select", "burst-rate", "--output-format", "concise", "requests.ndjson")
    assert outcome.status == 0
    assert outcome.out.splitlines() == [
        "requests.ndjson:11:28: warning burst-rate 12 calls, and `run-live-response` takes 10 a "
        "minute; at the soonest 10 a minute, so that the last of 12 goes out 1 minute after the "
        "first [TooManyRequests]",
        "12 bodies in 1 file: 1 warning",
    ]


def test_recorded_times_over_several_files(run: Any) -> None:
    times = [f"2026-11-27T08:00:{4 * number:02}Z" for number in range(12)]
    made = [record(number, time) for number, time in enumerate(times)]
    write(made[:6], "a.ndjson")
    write(made[6:], "b.ndjson")
    outcome = run("--output-format", "json", "a.ndjson", "b.ndjson")
    assert outcome.status == 1
    (found,) = json.loads(outcome.out)["findings"]
    assert (found["file"], found["line"], found["document"]) == ("b.ndjson", 5, 4)
    assert (found["rule"], found["severity"], found["code"], found["status"]) == (
        "rate-limit", "error", "TooManyRequests", 429,
    )  # fmt: skip
    assert run("--ignore", "rate-limit", "a.ndjson", "b.ndjson").status == 0


def test_a_har_log_knows_its_times(run: Any) -> None:
    entries = [
        {
            "startedDateTime": f"2026-11-27T09:00:{number:02}.000+01:00",
            "request": {
                "method": "POST",
                "url": f"{HOST}/machines/{number:040x}/runliveresponse",
                "headers": [{"name": "Content-Type", "value": "application/json"}],
                "postData": {"mimeType": "application/json", "text": json.dumps(BODY)},
            },
        }
        for number in range(11)
    ]
    Path("log.har").write_text(json.dumps({"log": {"entries": entries}}), encoding="utf-8")
    outcome = run("--output-format", "json", "log.har")
    assert [each["rule"] for each in json.loads(outcome.out)["findings"]] == ["rate-limit"]
