"""aiohttp, the real one, against a server that no bad request may reach."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from typing import Any, TypeVar

import aiohttp
import pytest

from defender_lint.preflight import PreflightError
from defender_lint.preflight.aiohttp import preflight_middleware
from defender_lint.preflight.guard import Guard
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

T = TypeVar("T")


def run(use: Callable[[aiohttp.ClientSession], Awaitable[T]], **options: Any) -> T:
    """Use a session with the middleware."""

    async def session() -> T:
        async with aiohttp.ClientSession(middlewares=[preflight_middleware(**options)]) as made:
            return await use(made)

    return asyncio.run(session())


def send(method: str, url: str, options: Any = None, **request: Any) -> tuple[int, bytes]:
    async def use(session: aiohttp.ClientSession) -> tuple[int, bytes]:
        async with session.request(method, url, **request) as response:
            return response.status, await response.read()

    return run(use, **(options or {}))


def test_a_good_request_is_sent_as_it_is(service: Service) -> None:
    assert send("POST", ISOLATE, json=GOOD) == (200, b"{}")
    (received,) = service.received
    assert (received.method, json.loads(received.body)) == ("POST", GOOD)


@pytest.mark.parametrize(
    "body",
    [
        {"json": BAD},
        {"json": {**BAD, "comment": ("a", 1)}},
        {"data": json.dumps(BAD)},
        {"data": json.dumps(BAD).encode(), "headers": {"Content-Type": "application/json"}},
        {"data": GOOD},
        {"data": aiohttp.FormData({"Comment": "x"})},
        {"data": "{"},
        {},
    ],
)
def test_a_bad_request_is_not_sent(service: Service, body: Any) -> None:
    with pytest.raises(PreflightError):
        send("POST", ISOLATE, **body)
    assert service.received == []


@pytest.mark.usefixtures("service")
def test_the_error_says_what_is_wrong_and_where() -> None:
    with pytest.raises(PreflightError) as raised:
        send("POST", ISOLATE, json=BAD)
    assert " --> <body>:1:2 (isolate-machine)\n" in str(raised.value)


def test_urls_are_judged_as_well(service: Service) -> None:
    with pytest.raises(PreflightError, match=r"\$top"):
        send("GET", f"{SERVICE}/api/machines", params={"$top": "20000"})
    with pytest.raises(PreflightError, match="unknown-path"):
        send("GET", f"{SERVICE}/api/api/machines")
    send("GET", f"{SERVICE}/api/machines", params={"$filter": "healthStatus eq 'Active'"})
    assert len(service.received) == 1


def test_what_is_for_others_is_sent(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guard, "check", lambda *_: pytest.fail("more than a look at the host"))
    send("POST", "http://other.example.com/api/machines/1/isolate", json=BAD)
    assert [json.loads(each.body) for each in service.received] == [BAD]


def test_a_warning_is_logged_and_the_request_is_sent(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.takes_anything = True
    with caplog.at_level(logging.INFO, "defender_lint.preflight"):
        send("POST", ISOLATE, {"mode": "warn"}, json=BAD)
    assert len(service.received) == 1
    assert "400 MissingRequiredParameter to a request\n\nerror[key-case]" in caplog.text


def test_files_and_generators_are_not_consumed(service: Service) -> None:
    service.takes_anything = True
    headers = {"Content-Type": "application/json"}

    async def parts() -> AsyncIterator[bytes]:
        for part in (b'{"comment": ', b'"x"}'):
            yield part

    send("POST", ISOLATE, data=parts(), headers=headers)
    send("POST", ISOLATE, data=BytesIO(b'{"comment": "x"}'), headers=headers)
    assert [each.body for each in service.received] == [b'{"comment": "x"}'] * 2


def test_where_a_redirect_leads_is_judged_too(service: Service) -> None:
    service.answers = [Answer(307, headers={"Location": f"{SERVICE}/api/machines/1/isolat"})]
    with pytest.raises(PreflightError, match="unknown-path"):
        send("POST", ISOLATE, json=GOOD)
    assert len(service.received) == 1


def messages(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.name.startswith("defender_lint")]


def test_an_answer_is_explained(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    service.answers = [REFUSED]
    assert send("POST", ISOLATE, {"explain": True}, json=GOOD) == (400, REFUSED.body)
    (message,) = messages(caplog)
    assert message.startswith(f"POST {ISOLATE.removeprefix(SERVICE)} {EXPLAINED}")
    assert message.endswith(CORRELATION)


@pytest.mark.parametrize("method", ["read", "text", "json"])
def test_an_answer_that_was_explained_can_be_read(service: Service, method: str) -> None:
    service.answers = [REFUSED]

    async def use(session: aiohttp.ClientSession) -> Any:
        async with session.post(ISOLATE, json=GOOD) as response:
            return await getattr(response, method)()

    right = {"read": REFUSED.body, "text": REFUSED.body.decode(), "json": json.loads(REFUSED.body)}
    assert run(use, explain=True) == right[method]


def test_an_answer_that_was_explained_can_be_streamed(service: Service) -> None:
    service.answers = [REFUSED]

    async def use(session: aiohttp.ClientSession) -> bytes:
        async with session.post(ISOLATE, json=GOOD) as response:
            return b"".join([chunk async for chunk in response.content.iter_chunked(7)])

    assert run(use, explain=True) == REFUSED.body


def test_a_long_answer_is_explained_by_its_status(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.answers = [Answer(403, b" " * 100_000)]
    assert send("POST", ISOLATE, {"explain": True}, json=GOOD) == (403, b" " * 100_000)
    (message,) = messages(caplog)
    assert "was answered: 403 Forbidden" in message


def test_a_session_that_raises_for_its_answers(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.answers = [REFUSED]
    with pytest.raises(aiohttp.ClientResponseError):
        send("POST", ISOLATE, {"explain": True}, json=GOOD, raise_for_status=True)
    assert CORRELATION in caplog.text


def test_a_session_that_many_tasks_use(service: Service) -> None:
    async def use(session: aiohttp.ClientSession) -> list[Any]:
        async def post(body: Any) -> int:
            async with session.post(ISOLATE, json=body) as response:
                return response.status

        bodies = [BAD if number % 2 else GOOD for number in range(40)]
        return await asyncio.gather(*map(post, bodies), return_exceptions=True)

    found = run(use)
    assert [isinstance(each, PreflightError) for each in found] == [False, True] * 20
    assert len(service.received) == 20
