"""The check of one request: what it takes, what it says, and that nothing of it stays."""

from __future__ import annotations

import base64
import json
import pickle
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint import NotABody, check_request, lint, lint_text
from defender_lint.preflight import UNREAD, PreflightError, answer, raise_for_findings

SERVICE = "https://api.security.microsoft.com"
ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
ISOLATE = f"{SERVICE}/api/machines/{ID}/isolate"
GOOD = {"Comment": "Contained", "IsolationType": "Full"}
BAD = {"comment": "Contained", "IsolationType": "Full"}
JSON = {"Content-Type": "application/json"}


def brief(*request: Any, **more: Any) -> list[tuple[str, str, str]]:
    return [(each.rule, each.file, each.pointer) for each in check_request(*request, **more)]


KEY_CASE = [("key-case", "<body>", "/comment")]


@pytest.mark.parametrize(
    "body",
    [
        BAD,
        json.dumps(BAD),
        json.dumps(BAD).encode(),
        bytearray(json.dumps(BAD).encode()),
        memoryview(json.dumps(BAD).encode()),
        json.dumps(BAD).encode("utf-8-sig"),
    ],
)
def test_a_body_is_a_value_or_json(body: Any) -> None:
    assert brief("POST", ISOLATE, JSON, body) == KEY_CASE


@pytest.mark.parametrize("body", [GOOD, json.dumps(GOOD), json.dumps(GOOD).encode()])
def test_a_good_request_has_no_findings(body: Any) -> None:
    assert check_request("POST", ISOLATE, JSON, body) == []
    assert check_request("post", ISOLATE, None, body) == []


@pytest.mark.parametrize("body", [None, "", b""])
def test_no_body_where_one_is_needed(body: Any) -> None:
    (finding,) = check_request("POST", ISOLATE, JSON, body)
    assert (finding.rule, finding.pointer, finding.code) == (
        "missing-key",
        "/Comment",
        "MissingRequiredParameter",
    )


def generator() -> Iterator[bytes]:
    yield json.dumps(BAD).encode()


def test_what_is_not_known_of_a_body_is_not_judged() -> None:
    file, items = BytesIO(json.dumps(BAD).encode()), generator()
    for body in (UNREAD, file, items):
        assert check_request("POST", ISOLATE, JSON, body) == []
    assert file.tell() == 0
    assert list(items) == [json.dumps(BAD).encode()]
    coded = {**JSON, "Content-Encoding": "gzip"}
    assert check_request("POST", ISOLATE, coded, b"\x1f\x8b\x08") == []


def test_a_placeholder_that_is_sent_is_what_it_says() -> None:
    body = '{"Comment": "x", "IsolationType": "{{kind}}"}'
    assert brief("POST", ISOLATE, JSON, body) == [("unknown-value", "<body>", "/IsolationType")]


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/x-www-form-urlencoded", "Comment=Contained&IsolationType=Full"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n--b--"),
        ("multipart/form-data; boundary=b", UNREAD),
    ],
)
def test_a_form_is_no_json(media_type: str, body: Any) -> None:
    (finding,) = check_request("POST", ISOLATE, {"content-type": media_type}, body)
    assert (finding.rule, finding.part, finding.file) == ("wrong-media-type", "header", "<request>")


def test_a_form_where_one_is_taken() -> None:
    url = f"{SERVICE}/api/libraryfiles"
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert check_request("POST", url, headers, b"--b\r\n\r\n--b--") == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"\xff{", "byte 0xFF is not UTF-8"),
        (b"{\x00\xff\x02", "this is a binary file"),
        ('{"Comment": "x",}', "a comma"),
        ("{'Comment': 'x'}", "single quotes"),
    ],
)
def test_what_is_no_json_is_a_finding(body: Any, message: str) -> None:
    finding = check_request("POST", ISOLATE, JSON, body)[0]
    assert (finding.rule, finding.code) == ("syntax", "InvalidRequestBody")
    assert message in finding.message


def test_what_json_cannot_write_is_no_body() -> None:
    with pytest.raises(NotABody, match=r"^/Comment: JSON has no set$"):
        check_request("POST", ISOLATE, JSON, {"Comment": {1}})


class Address:
    """A URL as clients have them: an object that its str is."""

    def __str__(self) -> str:
        return ISOLATE


@pytest.mark.parametrize(
    "url",
    [
        ISOLATE,
        ISOLATE.encode(),
        Address(),
        urllib.parse.urlsplit(ISOLATE),
        urllib.parse.urlparse(ISOLATE),
        ISOLATE.replace("https", "HTTPS").replace("api.security", "API.Security"),
        f"{ISOLATE}?",
        f"/api/machines/{ID}/isolate",
    ],
)
def test_a_url_is_a_string_or_an_object(url: Any) -> None:
    assert brief("POST", url, JSON, BAD) == KEY_CASE


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {b"Content-Type": b"text/plain"},
        [("Content-Type", "text/plain")],
        ((b"Content-Type", b"text/plain"),),
        {"Content-Type": "text/plain", "X-Left-Out": None},
        iter([("Content-Type", "text/plain")]),
    ],
)
def test_headers_are_a_mapping_or_pairs(headers: Any) -> None:
    (finding,) = check_request("POST", ISOLATE, headers, GOOD)
    assert finding.rule == "wrong-media-type"
    assert finding.excerpt is not None
    assert finding.excerpt.text.lower() == "content-type: text/plain"


@pytest.mark.parametrize(
    "url",
    [
        f"https://example.com/api/machines/{ID}/isolate",
        f"https://graph.microsoft.com/api/machines/{ID}/isolate",
        "https://example.com",
        "https://",
        "mailto:a@b.c",
        "*",
    ],
)
def test_what_is_for_others_is_not_judged(url: str) -> None:
    assert not [each for each in check_request("POST", url, JSON, BAD) if each.part == "body"]


@pytest.mark.parametrize("host", ["gateway.example.com", "localhost"])
def test_a_host_in_front_of_the_service(host: str) -> None:
    url = f"http://{host}:8080/api/machines/{ID}/isolate"
    assert check_request("POST", url, JSON, BAD) == []
    assert brief("POST", url, JSON, BAD, hosts=[host]) == KEY_CASE


def test_places_are_those_of_the_request_line() -> None:
    (finding,) = check_request("GET", f"{SERVICE}/api/machines?$top=20000")
    assert (finding.rule, finding.part, finding.file) == ("odata", "query", "<request>")
    assert finding.span is not None
    line = f"GET {SERVICE}/api/machines?$top=20000"
    assert line[finding.span.start.offset : finding.span.end.offset] == "20000"


# The access token


def token(**claims: Any) -> str:
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    written = (base64.urlsafe_b64encode(json.dumps(each).encode()).decode() for each in parts)
    return ".".join(each.rstrip("=") for each in written) + ".c2lnbmF0dXJl"


AUDIENCE = "https://api.securitycenter.microsoft.com"
RIGHT = {"aud": AUDIENCE, "exp": time.time() + 3_600, "roles": ["Machine.Isolate"]}


@pytest.mark.parametrize(
    ("claims", "rules"),
    [
        (RIGHT, []),
        ({**RIGHT, "exp": 1_700_000_000}, ["token-expired"]),
        ({**RIGHT, "aud": "https://management.azure.com"}, ["token-audience"]),
        ({**RIGHT, "roles": ["Machine.Read.All"]}, ["token-role"]),
        ({"sub": "1234567890"}, []),  # a JWT, though none of Entra ID's
    ],
)
def test_the_token_of_a_request_is_read(claims: dict[str, Any], rules: list[str]) -> None:
    bearer = f"Bearer {token(**claims)}"
    findings = check_request("POST", ISOLATE, {"Authorization": bearer}, GOOD)
    assert [each.rule for each in findings] == rules
    assert bearer[-30:] not in repr(findings)


@pytest.mark.parametrize(
    "value", ["Bearer", "Bearer x", "Basic eDp5", "Bearer a.b.c", "Bearer é.."]
)
def test_what_cannot_be_read_of_a_token_is_not_judged(value: str) -> None:
    assert check_request("POST", ISOLATE, {"Authorization": value}, GOOD) == []


# The exception


def test_the_error_reads_as_the_command_line() -> None:
    findings = check_request("POST", ISOLATE, JSON, json.dumps(BAD))
    with pytest.raises(PreflightError) as raised:
        raise_for_findings(findings)
    error = raised.value
    assert error.findings == tuple(findings)
    assert error.answer == answer(findings)
    assert error.answer is not None
    assert error.answer.code == "MissingRequiredParameter"
    assert (
        str(error)
        == """\
this request was not sent

error[key-case]: `comment` should be `Comment`: the service documents that letter case matters
 --> <body>:1:2 (isolate-machine)
  |
1 | {"comment": "Contained", "IsolationType": "Full"}
  |  ^^^^^^^^^
  = the service would answer: 400 MissingRequiredParameter "Parameter Comment is missing." (or
      InvalidRequestBody, BadRequest)
  = help: rename `comment` to `Comment`
  = docs: https://learn.microsoft.com/defender-endpoint/api/isolate-machine"""
    )
    assert repr(error) == "PreflightError(key-case)"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301


def test_a_warning_stops_a_request_where_that_is_wanted() -> None:
    findings = check_request("POST", ISOLATE, JSON, {"Comment": "x"})
    assert [(each.rule, each.severity) for each in findings] == [("missing-key", "warning")]
    raise_for_findings(findings)
    with pytest.raises(PreflightError):
        raise_for_findings(findings, fail_on="warning")


def test_what_could_not_be_judged_stops_nothing() -> None:
    deep = '{"Comment": ' + "[" * 70 + "]" * 70 + "}"
    findings = check_request("POST", ISOLATE, JSON, deep)
    assert [each.rule for each in findings] == ["limit-exceeded"]
    raise_for_findings(findings, fail_on="warning")


# In a program that runs for weeks


def test_nothing_of_a_payload_is_kept() -> None:
    # Not constants, which the compiler would share.
    secrets = ["".join(("secret", str(number))) for number in range(9)]
    timestamp = "-".join(("2030", "01", "31T00:00:00.5+01:00"))
    body = {secrets[0]: 1, "comment": secrets[1], "IsolationType": secrets[2], "Ful": secrets[3]}
    indicator = {
        "indicatorValue": secrets[4], "indicatorType": secrets[5], "action": "Allowed",
        "title": secrets[6], "description": secrets[7], "expirationTime": timestamp,
    }  # fmt: skip
    watched = [*secrets, timestamp]

    def references() -> list[int]:
        return [sys.getrefcount(each) for each in watched]

    before = references()
    for _ in range(2):
        lint(body, "isolate-machine")
        lint(body)
        lint(indicator)
        lint(indicator, "post-ti-indicator")
        check_request("POST", ISOLATE, {"X": secrets[8]}, body)
        check_request(secrets[8], f"{SERVICE}/api/indicators", None, indicator)
    assert references() == before


def test_no_text_of_a_payload_is_kept() -> None:
    from defender_lint import memo

    lint_text('{"Comment": "x", "IsolationTyp": "Ful"}', "isolate-machine")
    check_request("POST", ISOLATE, JSON, '{"Comment": "x", "IsolationTyp": "Ful"}')
    assert {each.cache_info().currsize for each in memo._CACHES} == {0}


def test_no_file_and_no_host_is_kept() -> None:
    text = "".join(("GET {{host}}/api/", "alerts\n"))
    host = "".join(("tenant-of-a-customer", ".example"))
    before = sys.getrefcount(text), sys.getrefcount(host)
    lint_text(text, filename="a.http")
    check_request("GET", f"https://{host}/api/alerts", None, None)
    assert (sys.getrefcount(text), sys.getrefcount(host)) == before
    from defender_lint.routing import by_request, hosts

    for remembering in (vars(by_request)["_speaks_of_us"], vars(hosts)["meant_host"]):
        assert remembering.cache_info().currsize == 0


def test_a_request_takes_under_a_millisecond() -> None:
    body, headers = json.dumps(GOOD).encode(), {**JSON, "User-Agent": "x", "Accept": "*/*"}

    def seconds() -> float:
        started = time.process_time()
        for _ in range(50):
            check_request("POST", ISOLATE, headers, body)
        return (time.process_time() - started) / 50

    assert min(seconds() for _ in range(5)) < 0.001


FIRST_CALLS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from defender_lint import check_request

sys.setswitchinterval(1e-6)
barrier = Barrier(8)

def check(number):
    body = {"comment" if number % 2 else "Comment": "x", "IsolationType": "Full"}
    barrier.wait()
    return [each.rule for each in check_request("POST", sys.argv[1], None, body)]

with ThreadPoolExecutor(8) as pool:
    assert list(pool.map(check, range(8))) == [[], ["key-case"]] * 4
"""


def test_the_first_call_may_come_from_many_threads() -> None:
    command = [sys.executable, "-c", FIRST_CALLS, ISOLATE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


ANY_URL = st.one_of(
    st.text(max_size=30),
    st.binary(max_size=30),
    st.text(max_size=30).map(lambda rest: f"{SERVICE}/api/{rest}"),
    st.text(max_size=30).map(lambda rest: f"{ISOLATE}?{rest}"),
)
ANY_HEADERS = st.one_of(
    st.none(),
    st.dictionaries(
        st.sampled_from(["Content-Type", "Authorization", "Content-Encoding"]), st.text(max_size=9)
    ),
    st.lists(st.tuples(st.binary(max_size=9), st.binary(max_size=9)), max_size=3),
)
ANY_KEY = st.text(max_size=5) | st.integers() | st.none() | st.floats()
ANY_BODY = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.binary(max_size=30),
    st.dictionaries(ANY_KEY, st.text(max_size=5) | st.tuples(st.integers())),
)


@given(st.sampled_from(["POST", "get", "", "P T", "PATCH\n"]), ANY_URL, ANY_HEADERS, ANY_BODY)
def test_no_request_is_too_odd(method: str, url: Any, headers: Any, body: Any) -> None:
    try:
        findings = check_request(method, url, headers, body)
    except NotABody:  # a lone surrogate
        return
    assert str(PreflightError(findings)).startswith("this request was not sent")


def test_threads_do_not_meet() -> None:
    urls = [f"{SERVICE}/api/machines/{number:040x}/isolate" for number in range(200)]

    def check(number: int) -> list[str]:
        key = "comment" if number % 2 else "Comment"
        body = {key: str(number), "IsolationType": "Full"}
        return [each.rule for each in check_request("POST", urls[number], JSON, body)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(check, range(200)))
    assert found == [["key-case"] if number % 2 else [] for number in range(200)]
