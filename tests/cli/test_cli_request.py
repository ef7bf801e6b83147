"""``defender-lint request``, and ``--endpoint``: a whole request from the command line."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import jwt
import pytest

from support import thinned

HOST = "https://api.security.microsoft.com"
ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
SCAN = f"POST {HOST}/api/machines/{ID}/runAntiVirusScan"
GOOD = '{"Comment": "x", "ScanType": "Full"}'


def token(**claims: Any) -> str:
    standing = {"aud": "https://api.securitycenter.microsoft.com", "exp": 4_000_000_000}
    return jwt.encode({**standing, **claims}, "a key of thirty-two bytes or more")


@pytest.fixture
def body() -> str:
    Path("body.json").write_text(GOOD, encoding="utf-8")
    return "body.json"


def concise(outcome: Any) -> list[str]:
    return [line.partition(" `")[0] for line in outcome.out.splitlines()[:-1]]


def test_a_right_request(run: Any, body: str) -> None:
    outcome = run("request", SCAN, "--body", body)
    assert (outcome.status, outcome.out) == (0, "1 body in 1 file: no problems\n")


def test_findings_of_the_line_and_of_the_body(run: Any, body: str) -> None:
    Path(body).write_text('{"comment": "x", "ScanType": "Full"}', encoding="utf-8")
    line = f"POST {HOST}/api/machines/invoice_2026.pdf/runAntiVirusScan"
    outcome = run("request", line, "--body", body, "--output-format", "json")
    assert outcome.status == 1
    places = [
        (each["file"], each["line"], each["column"], each["end_column"], each["part"], each["rule"])
        for each in json.loads(outcome.out)["findings"]
    ]
    assert places == [
        ("body.json", 1, 2, 11, "body", "key-case"),
        ("<request>", 1, 54, 70, "url", "id-format"),
    ]


def test_a_body_from_standard_input(run: Any) -> None:
    outcome = run("request", SCAN, "--body", "-", "--output-format", "concise", stdin=b'{"a": 1}')
    assert outcome.status == 1
    assert outcome.out.startswith("<stdin>:1:1: error missing-key `Comment` is missing")


def test_no_body_where_one_is_needed(run: Any) -> None:
    outcome = run("request", SCAN, "--output-format", "concise")
    assert (outcome.status, concise(outcome)) == (1, ["<request>:1:95: error missing-key"] * 2)


def test_a_header(run: Any, body: str) -> None:
    outcome = run("request", SCAN, "--body", body, "-H", "Content-Type: text/plain")
    assert outcome.status == 1
    assert "error[wrong-media-type]: `run-av-scan` takes `application/json`, and" in outcome.out
    outcome = run("request", SCAN, "--body", body, "-H", "Content-Type: application/json")
    assert outcome.status == 0
    outcome = run("request", SCAN, "-H", "Content-Type")
    assert outcome.status == 2
    assert "a header is a name, a colon and a value: `Name: value`" in outcome.err


@pytest.mark.parametrize(
    ("line", "status", "expected"),
    [
        (f"GET {HOST}/api/machine", 1, "<request>:1:44: error unknown-path no API has the path"),
        ("GET https://x.example/api/machines", 1, "<request>:1:13: error wrong-host"),
        (f"{HOST}/api/machines/{ID}/isolate", 1, "<request>:1:90: error missing-key"),
        ("GET /api/machines/{id}", 0, None),
        ("GET /api/machines/:id", 0, None),
        ("GET /api/alerts HTTP/1.1", 0, None),
    ],
)
def test_lines(run: Any, line: str, status: int, expected: str | None) -> None:
    outcome = run("request", line, "--output-format", "concise")
    assert outcome.status == status
    if expected:
        assert concise(outcome) == [expected]


@pytest.mark.parametrize("line", ["", "nonsense", "POST", "POST "])
def test_what_is_no_request_line(run: Any, line: str) -> None:
    outcome = run("request", line)
    assert (outcome.status, outcome.out) == (2, "")
    assert "a request line is a method and a URL" in outcome.err


def test_a_token_from_a_file_or_the_environment(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    line = f"GET {HOST}/api/machines"
    Path("good.txt").write_text("Bearer " + token(roles=["Machine.Read.All"]), encoding="utf-8")
    assert run("request", line, "--token-file", "good.txt").status == 0
    past = int(datetime(2020, 1, 1, tzinfo=timezone.utc).timestamp())
    monkeypatch.setenv("DEFENDER_LINT_TOKEN", token(roles=["Machine.Read.All"], exp=past))
    outcome = run("request", line, "--output-format", "concise")
    assert (outcome.status, outcome.out.splitlines()[0]) == (
        1,
        "<request>:1:13: error token-expired the token expired on 2020-01-01 at 00:00 UTC; get a "
        "new one [Unauthorized]",
    )


def test_a_token_is_never_shown(run: Any) -> None:
    secret = token(roles=["Machine.Scan"], aud="https://graph.microsoft.com", exp=1)
    texts = {"token.txt": secret, "broken.txt": f"{secret}.x", "other.txt": "hunter2-hunter2"}
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
        for form in ("full", "json", "concise", "sarif", "github"):
            outcome = run(
                "request", f"GET {HOST}/api/machines", "--token-file", name, "--output-format", form
            )
            shown = outcome.out + outcome.err
            assert outcome.status != 0
            assert not any(part in shown for part in (*secret.split("."), "hunter2"))


def test_a_token_file_that_cannot_be_used(run: Any) -> None:
    outcome = run("request", "GET /api/machines", "--token-file", "nowhere")
    assert (outcome.status, outcome.err) == (2, "error: nowhere: no such file or directory\n")
    Path("t").write_bytes(b"\xff\xfe\x00")
    outcome = run("request", "GET /api/machines", "--token-file", "t")
    assert (outcome.status, outcome.err) == (2, "error: t: this is not text in UTF-8\n")


def test_a_context(run: Any, body: str) -> None:
    Path("tenant.yaml").write_text(f"devices:\n- id: {ID}\n  platform: Android\n", encoding="utf-8")
    arguments = ("--context", "tenant.yaml", "--output-format", "concise")
    outcome = run("request", SCAN, "--body", body, *arguments)
    assert concise(outcome) == ["<request>:1:54: error device-not-supported no page lists"]
    Path("tenant.yaml").write_text("device: []\n", encoding="utf-8")
    outcome = run("request", SCAN, "--body", body, *arguments)
    assert (outcome.status, outcome.err) == (
        2,
        "error: tenant.yaml:1:1: `device` is nothing that a context says; did you mean "
        "`devices`?\n",
    )


def test_an_endpoint_is_checked_once_for_all_bodies(run: Any) -> None:
    Path("a.ndjson").write_text(f"{GOOD}\n{GOOD}\n", encoding="utf-8")
    Path("b.json").write_text(GOOD, encoding="utf-8")
    line = f"POST {HOST}/api/machines/web_01/runAntiVirusScan"
    outcome = run("--endpoint", line, "--output-format", "concise", "a.ndjson", "b.json")
    assert outcome.status == 0
    assert outcome.out.splitlines() == [
        "<request>:1:54: warning id-format `web_01` is not a device id, 40 hex digits "
        "[ResourceNotFound]",
        "3 bodies in 2 files: 1 warning",
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_endpoint_is_checked_once_whatever_settings_and_processes_there_are(
    run: Any, jobs: str
) -> None:
    for number in range(40):  # more than a process gets at once
        Path(f"{number}.json").write_text(GOOD, encoding="utf-8")
    Path("inner").mkdir()
    Path("inner/a.json").write_text(GOOD, encoding="utf-8")
    Path("inner/.defender-lint.yaml").write_text("fail-on: error\n", encoding="utf-8")
    line = f"POST {HOST}/api/machines/web_01/runAntiVirusScan"
    outcome = run("--jobs", jobs, "--endpoint", line, "--output-format", "concise", ".")
    assert outcome.out.splitlines() == [
        "<request>:1:54: warning id-format `web_01` is not a device id, 40 hex digits "
        "[ResourceNotFound]",
        "41 bodies in 41 files: 1 warning",
    ]


def test_fixes_leave_the_request_line_alone(run: Any) -> None:
    Path("a.json").write_text('{"comment": "x", "ScanType": "Full"}', encoding="utf-8")
    line = f"POST {HOST}/API/machines/{ID}/runAntiVirusScan"
    outcome = run("--endpoint", line, "--fix", "--output-format", "concise", "a.json")
    assert Path("a.json").read_text(encoding="utf-8") == GOOD
    assert concise(outcome) == ["<request>:1:41: warning path-case"]


@pytest.mark.parametrize(
    ("endpoint", "rule"),
    [
        ("POST /api/api/machines/1/isolate", "unknown-path"),
        ("POST /api/machines//isolate", "empty-id"),
        ("POST https://api.securitycenter.microsoft.comapi/machines/1/isolate", "wrong-host"),
        ("POST https://nobody.example/api/machines/1/isolate", "wrong-host"),
        ("GET /api/machines/1/isolate", "wrong-method"),
    ],
)
def test_what_is_wrong_with_an_endpoint_is_said(run: Any, endpoint: str, rule: str) -> None:
    Path("a.json").write_text('{"Comment": "x", "IsolationType": "Full"}', encoding="utf-8")
    outcome = run("--endpoint", endpoint, "--output-format", "json", "a.json")
    errors = [
        each["rule"] for each in json.loads(outcome.out)["findings"] if each["severity"] == "error"
    ]
    assert (outcome.status, errors) == (1, [rule])


@pytest.mark.parametrize(
    "line",
    [
        "GET {h}/api/{t}",
        "GET {h}/api/machines/{t}/isolat",
        "POST {h}/api/machines/{t}/isolate",
        "GET {h}/api/files/{t}",
        "GET {h}/api/alerts/$filter=title eq '{t}'",
        "GET {h}/api/alerts?$filter=title eq '{t}",
        "GET {h}/api/alerts?$filter={t} eq 'x'",
        'GET {h}/api/alerts?$filter=title eq "{t}"',
        "GET {h}/api/alerts?$top={t}",
        "GET {h}/api/alerts?${t}=1",
        "GET {h}/api/alerts?$select={t}&$expand={t}&$orderby=id {t}",
        "GET {h}/api/machines/findbytag?useStartsWithFilter={t}",
        "{t} {h}/api/machines",
        "GET https://{t}.example/api/machines",
    ],
)
@pytest.mark.parametrize(
    "form", thinned(["full", "json", "sarif", "github", "gitlab", "rdjson"], ["full", "sarif"])
)
def test_a_token_in_a_request_line_is_never_shown(run: Any, line: str, form: str) -> None:
    secret = token(oid="somebody")
    line = line.format(h=HOST, t=secret)
    outcome = run("request", line, "-H", f"Authorization: Bearer {secret}", "--output-format", form)
    shown = outcome.out + outcome.err
    assert shown
    assert not any(part in shown for part in secret.split("."))
