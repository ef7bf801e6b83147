"""requests, the real one, against a server that no bad request may reach."""

from __future__ import annotations

import gzip
import json
import logging
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3.util import Retry

from defender_lint.preflight import PreflightError
from defender_lint.preflight.guard import Guard
from defender_lint.preflight.requests import PreflightAdapter
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


@pytest.fixture
def session(service: Service) -> Iterator[requests.Session]:  # noqa: ARG001 (it must be there)
    with requests.Session() as made:
        made.mount("http://", PreflightAdapter())
        yield made


def session_with(adapter: BaseAdapter | None = None, **options: Any) -> requests.Session:
    made = requests.Session()
    made.mount("http://", PreflightAdapter(adapter, **options))
    return made


def test_a_good_request_is_sent_as_it_is(service: Service, session: requests.Session) -> None:
    assert session.post(ISOLATE, json=GOOD).json() == {}
    (received,) = service.received
    assert (received.method, json.loads(received.body)) == ("POST", GOOD)


@pytest.mark.parametrize(
    "body",
    [
        {"json": BAD},
        {"json": {**BAD, "comment": ("a", 1)}},
        {"data": json.dumps(BAD)},
        {"data": json.dumps(BAD).encode()},
        {"data": "{", "headers": {"Content-Type": b"application/json"}},
        {"data": GOOD},
        {"files": {"file": b"x"}},
        {},
    ],
)
def test_a_bad_request_is_not_sent(service: Service, session: requests.Session, body: Any) -> None:
    with pytest.raises(PreflightError):
        session.post(ISOLATE, **body)
    assert service.received == []


def test_the_error_says_what_is_wrong_and_where(session: requests.Session) -> None:
    with pytest.raises(PreflightError) as raised:
        session.post(ISOLATE, data='{"comment": "x", "IsolationType": "Full"}')
    assert " --> <body>:1:2 (isolate-machine)\n" in str(raised.value)


def test_urls_are_judged_as_well(service: Service, session: requests.Session) -> None:
    with pytest.raises(PreflightError, match=r"\$top"):
        session.get(f"{SERVICE}/api/machines", params={"$top": "20000"})
    with pytest.raises(PreflightError, match="unknown-path"):
        session.get(f"{SERVICE}/api/api/machines")
    session.get(f"{SERVICE}/api/machines", params={"$filter": "healthStatus eq 'Active'"})
    assert len(service.received) == 1


def test_what_is_for_others_is_sent(
    service: Service, session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Guard, "check", lambda *_: pytest.fail("more than a look at the host"))
    session.post("http://other.example.com/api/machines/1/isolate", json=BAD)
    assert [json.loads(each.body) for each in service.received] == [BAD]


def test_a_warning_is_logged_and_the_request_is_sent(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.takes_anything = True
    with caplog.at_level(logging.INFO, "defender_lint.preflight"):
        session_with(mode="warn").post(ISOLATE, json=BAD)
    assert len(service.received) == 1
    assert "400 MissingRequiredParameter to a request\n\nerror[key-case]" in caplog.text


def test_files_and_generators_are_not_consumed(service: Service, session: requests.Session) -> None:
    service.takes_anything = True

    def parts() -> Iterator[bytes]:
        yield from (b'{"comment": ', b'"x"}')

    for data in (parts(), BytesIO(b'{"comment": "x"}')):
        session.post(ISOLATE, data=data, headers={"Content-Type": "application/json"})
    assert [each.body for each in service.received] == [b'{"comment": "x"}'] * 2


def test_where_a_redirect_leads_is_judged_too(service: Service, session: requests.Session) -> None:
    service.answers = [Answer(307, headers={"Location": f"{SERVICE}/api/machines/1/isolat"})]
    with pytest.raises(PreflightError, match="unknown-path"):
        session.post(ISOLATE, json=GOOD)
    assert len(service.received) == 1


def test_retries_are_those_of_the_adapter_that_is_wrapped(service: Service) -> None:
    service.answers = [Answer(503), Answer(503), Answer()]
    retries = Retry(total=5, status_forcelist=[503], allowed_methods=None, backoff_factor=0)
    session = session_with(HTTPAdapter(max_retries=retries))
    assert session.post(ISOLATE, json=GOOD).status_code == 200
    assert len(service.received) == 3
    with pytest.raises(PreflightError):
        session.post(ISOLATE, json=BAD)
    assert len(service.received) == 3


def messages(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.name.startswith("defender_lint")]


@pytest.mark.parametrize(
    "refused",
    [REFUSED, Answer(400, gzip.compress(REFUSED.body), {"Content-Encoding": "gzip"})],
)
def test_an_answer_is_explained(
    service: Service, refused: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    service.answers = [refused]
    response = session_with(explain=True).post(ISOLATE, json=GOOD)
    assert response.json()["error"]["code"] == "ActiveRequestAlreadyExists"
    (message,) = messages(caplog)
    assert message.startswith(f"POST {ISOLATE.removeprefix(SERVICE)} {EXPLAINED}")
    assert message.endswith(CORRELATION)


def test_an_answer_that_is_streamed_is_left_to_its_reader(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.answers = [Answer(429, REFUSED.body, {"Retry-After": "8"})]
    response = session_with(explain=True).post(ISOLATE, json=GOOD, stream=True)
    assert response.raw.read() == REFUSED.body
    (message,) = messages(caplog)
    assert "was answered: 429 TooManyRequests" in message
    assert message.endswith("a retry helps: yes, after 8 seconds")


def test_a_session_with_it_can_be_pickled() -> None:
    session = pickle.loads(pickle.dumps(session_with(mode="warn")))  # noqa: S301
    assert isinstance(session.get_adapter(ISOLATE), PreflightAdapter)


def test_a_session_that_many_threads_use(service: Service, session: requests.Session) -> None:
    def post(number: int) -> str:
        try:
            return str(session.post(ISOLATE, json=BAD if number % 2 else GOOD).status_code)
        except PreflightError as error:
            return error.findings[0].rule

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(post, range(40)))
    assert found == ["key-case" if number % 2 else "200" for number in range(40)]
    assert len(service.received) == 20
