"""httpx, the real one, against a server that no bad request may reach."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from defender_lint.preflight import PreflightError
from defender_lint.preflight.guard import Guard
from defender_lint.preflight.httpx import (
    AsyncPreflightTransport,
    PreflightTransport,
    async_event_hooks,
    event_hooks,
)  # fmt: skip
from loopback import (
    BAD,
    CORRELATION,
    EXPLAINED,
    GOOD,
    ISOLATE,
    REFUSED,
    SERVICE,
    Answer,
    Service,
)  # fmt: skip

MAKERS: dict[str, Any] = {
    "hooks": lambda **options: {"event_hooks": event_hooks(**options)},
    "transport": lambda **options: {"transport": PreflightTransport(**options)},
    "async hooks": lambda **options: {"event_hooks": async_event_hooks(**options)},
    "async transport": lambda **options: {"transport": AsyncPreflightTransport(**options)},
}


@pytest.fixture(params=MAKERS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def send(way: str, method: str, url: str, **request: Any) -> Any:
    """Send a request through a client of either kind; return its response, read to the end."""
    options = request.pop("options", {})
    client_options = request.pop("client", {})
    made = {**MAKERS[way](**options), **client_options}
    if not way.startswith("async"):
        with httpx.Client(**made) as client:
            return client.request(method, url, **request)

    async def run() -> httpx.Response:
        async with httpx.AsyncClient(**made) as client:
            return await client.request(method, url, **request)

    return asyncio.run(run())


def test_a_good_request_is_sent_as_it_is(service: Service, way: str) -> None:
    response = send(way, "POST", ISOLATE, json=GOOD)
    assert response.status_code == 200
    (received,) = service.received
    assert (received.method, json.loads(received.body)) == ("POST", GOOD)


@pytest.mark.parametrize(
    "body",
    [
        {"json": BAD},
        {"json": {**BAD, "comment": ("a", 1)}},
        {"content": json.dumps(BAD)},
        {"content": b"{"},
        {"data": GOOD},
        {},
    ],
)
def test_a_bad_request_is_not_sent(service: Service, way: str, body: Any) -> None:
    with pytest.raises(PreflightError):
        send(way, "POST", ISOLATE, **body)
    assert service.received == []


@pytest.mark.usefixtures("service")
def test_the_error_says_what_is_wrong_and_where(way: str) -> None:
    with pytest.raises(PreflightError) as raised:
        send(way, "POST", ISOLATE, content='{"comment": "x", "IsolationType": "Full"}')
    assert [(each.rule, each.pointer) for each in raised.value.findings] == [
        ("key-case", "/comment")
    ]
    assert " --> <body>:1:2 (isolate-machine)\n" in str(raised.value)
    assert '1 | {"comment": "x", "IsolationType": "Full"}\n' in str(raised.value)


def test_urls_are_judged_as_well(service: Service, way: str) -> None:
    with pytest.raises(PreflightError, match=r"\$top"):
        send(way, "GET", f"{SERVICE}/api/machines", params={"$top": 20_000})
    with pytest.raises(PreflightError, match="unknown-path"):
        send(way, "GET", f"{SERVICE}/api/api/machines")
    send(way, "GET", f"{SERVICE}/api/machines", params={"$filter": "healthStatus eq 'Active'"})
    assert len(service.received) == 1


def test_what_is_for_others_is_sent(
    service: Service, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Guard, "check", lambda *_: pytest.fail("more than a look at the host"))
    url = "http://other.example.com/api/machines/1/isolate"
    send(way, "POST", url, json=BAD)
    assert [json.loads(each.body) for each in service.received] == [BAD]


def test_another_host_may_stand_in_front(service: Service, way: str) -> None:
    url = ISOLATE.replace("api.security.microsoft.com", "gateway.example.com")
    with pytest.raises(PreflightError):
        send(way, "POST", url, json=BAD, options={"hosts": ["gateway.example.com"]})
    assert service.received == []


def test_a_warning_is_logged_and_the_request_is_sent(
    service: Service, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.takes_anything = True
    with caplog.at_level(logging.INFO, "defender_lint.preflight"):
        send(way, "POST", ISOLATE, json=BAD, options={"mode": "warn"})
        send(way, "POST", ISOLATE, json={"Comment": "x"})
    assert len(service.received) == 2
    refused, remarked = (each for each in caplog.records if each.name.startswith("defender_lint"))
    assert refused.levelname == "WARNING"
    assert refused.getMessage().startswith(
        "the service is likely to answer 400 MissingRequiredParameter to a request\n\n"
        "error[key-case]: `comment` should be `Comment`"
    )
    assert remarked.levelname == "INFO"
    assert "warning[missing-key]: `IsolationType` is missing" in remarked.getMessage()


def test_options_decide_what_stops_a_request(service: Service, way: str) -> None:
    service.takes_anything = True
    with pytest.raises(PreflightError):
        send(way, "POST", ISOLATE, json={"Comment": "x"}, options={"fail_on": "warning"})
    send(way, "POST", ISOLATE, json=BAD, options={"ignore": ["key-case"]})
    assert len(service.received) == 1


def test_a_stream_is_not_consumed(service: Service, way: str) -> None:
    service.takes_anything = True

    def parts() -> Iterator[bytes]:
        yield from (b'{"comment": ', b'"x"}')

    async def async_parts() -> AsyncIterator[bytes]:
        for part in parts():
            yield part

    content: Any = async_parts() if way.startswith("async") else parts()
    send(way, "POST", ISOLATE, content=content, headers={"Content-Type": "application/json"})
    assert [each.body for each in service.received] == [b'{"comment": "x"}']


def test_a_form_with_a_file_is_sent_where_one_is_taken(service: Service, way: str) -> None:
    files = {"file": ("a.ps1", b"Get-Process")}
    send(way, "POST", f"{SERVICE}/api/libraryfiles", files=files)
    (received,) = service.received
    assert b"Get-Process" in received.body
    with pytest.raises(PreflightError, match="wrong-media-type"):
        send(way, "POST", ISOLATE, files=files)


def test_where_a_redirect_leads_is_judged_too(service: Service, way: str) -> None:
    service.answers = [Answer(307, headers={"Location": f"{SERVICE}/api/machines/1/isolat"})]
    with pytest.raises(PreflightError, match="unknown-path"):
        send(way, "POST", ISOLATE, json=GOOD, client={"follow_redirects": True})
    assert len(service.received) == 1


def test_an_answer_is_explained(
    service: Service, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.answers = [REFUSED]
    response = send(way, "POST", ISOLATE, json=GOOD, options={"explain": True})
    assert response.json()["error"]["code"] == "ActiveRequestAlreadyExists"
    (record,) = (each for each in caplog.records if each.name.startswith("defender_lint"))
    assert record.getMessage().startswith(f"POST {ISOLATE.removeprefix(SERVICE)} {EXPLAINED}")
    assert record.getMessage().endswith(f"a retry helps: yes, some time later\n{CORRELATION}")


def test_a_compressed_answer_is_explained_and_can_be_read(
    service: Service, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.answers = [Answer(400, gzip.compress(REFUSED.body), {"Content-Encoding": "gzip"})]
    response = send(way, "POST", ISOLATE, json=GOOD, options={"explain": True})
    assert response.content == REFUSED.body
    assert CORRELATION in caplog.text


def test_a_good_answer_is_not_explained(
    service: Service, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.answers = [Answer(), Answer(404)]
    send(way, "POST", ISOLATE, json=GOOD, options={"explain": True})
    send(way, "GET", "http://other.example.com/", options={"explain": True})
    assert not [each for each in caplog.records if each.name.startswith("defender_lint")]


@pytest.mark.parametrize("made", [MAKERS["hooks"], MAKERS["transport"]])
def test_who_streams_an_answer_still_gets_it_all(
    service: Service, made: Any, caplog: pytest.LogCaptureFixture
) -> None:
    service.answers = [REFUSED]
    with (
        httpx.Client(**made(explain=True)) as client,
        client.stream("POST", ISOLATE, json=GOOD) as response,
    ):
        assert b"".join(response.iter_raw()) == REFUSED.body
    assert CORRELATION in caplog.text


def test_a_transport_wraps_another() -> None:
    class Counting(httpx.BaseTransport):
        sent = closed = 0

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            self.sent += 1
            return httpx.Response(200)

        def close(self) -> None:
            self.closed += 1

    inner = Counting()
    with httpx.Client(transport=PreflightTransport(inner)) as client:
        client.post(ISOLATE, json=GOOD)
        with pytest.raises(PreflightError):
            client.post(ISOLATE, json=BAD)
    assert (inner.sent, inner.closed) == (1, 1)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_transport_that_answers_by_itself(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    inner = httpx.MockTransport(lambda _: httpx.Response(400, content=REFUSED.body))

    async def post() -> httpx.Response:
        transport = AsyncPreflightTransport(inner, explain=True)
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.post(ISOLATE, json=GOOD)

    if kind == "async":
        response = asyncio.run(post())
    else:
        with httpx.Client(transport=PreflightTransport(inner, explain=True)) as client:
            response = client.post(ISOLATE, json=GOOD)
    assert response.content == REFUSED.body
    assert caplog.text.count(CORRELATION) == 1


def test_no_token_is_in_any_message(
    service: Service, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.takes_anything = True
    jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"
    request = {"json": BAD, "headers": {"Authorization": f"Bearer {jwt}"}}
    with pytest.raises(PreflightError) as raised:
        send(way, "POST", ISOLATE, **request)
    service.answers = [Answer(401, json.dumps({"error": {"code": jwt}}).encode())]
    send(way, "POST", ISOLATE, options={"mode": "warn", "explain": True}, **request)
    assert "was answered: 401" in caplog.text
    assert "eyJ" not in f"{raised.value!s}{raised.value!r}{caplog.text}"


def test_a_client_that_many_threads_use(service: Service) -> None:
    with httpx.Client(event_hooks=event_hooks()) as client:

        def post(number: int) -> str:
            body = {**(BAD if number % 2 else GOOD), "IsolationType": "Full"}
            try:
                return str(client.post(ISOLATE, json=body).status_code)
            except PreflightError as error:
                return error.findings[0].rule

        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(post, range(40)))
    assert found == ["key-case" if number % 2 else "200" for number in range(40)]
    assert len(service.received) == 20


def test_a_client_that_many_tasks_use(service: Service) -> None:
    async def run() -> list[Any]:
        async with httpx.AsyncClient(event_hooks=async_event_hooks()) as client:
            bodies = [BAD if number % 2 else GOOD for number in range(40)]
            posts = (client.post(ISOLATE, json=body) for body in bodies)
            return await asyncio.gather(*posts, return_exceptions=True)

    found = asyncio.run(run())
    assert [isinstance(each, PreflightError) for each in found] == [False, True] * 20
    assert len(service.received) == 20
