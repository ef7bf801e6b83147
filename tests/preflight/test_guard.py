"""What all adapters share: their options, and that a defect of ours stops nothing."""

from __future__ import annotations

from typing import Any

import pytest

from defender_lint.preflight import PreflightError, guard
from defender_lint.preflight.guard import Guard
from loopback import BAD, GOOD, ISOLATE


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mode": "log"}, "mode='log': there is no such mode; there is 'raise' and 'warn'"),
        (
            {"fail_on": "info"},
            "fail_on='info': there is no such severity; there is 'error' and 'warning'",
        ),
        ({"ignore": ["key-cas"]}, "ignore='key-cas': there is no such rule"),
        ({"ignore": "key-cas"}, "ignore='key-cas': there is no such rule"),
    ],
)
def test_an_option_that_there_is_not(options: Any, message: str) -> None:
    with pytest.raises(ValueError, match="there is no such") as raised:
        Guard(**options)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("api.security.microsoft.com", True),
        ("API.securitycenter.microsoft.com", True),
        ("api-xx.security.microsoft.com", True),  # a region that nobody has listed yet
        ("api.securitycentre.microsoft.com", True),  # wrong, and said to be
        ("gateway.example.com", True),
        ("graph.microsoft.com", False),
        ("example.com", False),
        ("", False),
        (None, False),
    ],
)
def test_whose_requests_are_judged(host: str | None, is_ours: bool) -> None:
    assert Guard(hosts=["Gateway.example.com"]).concerns(host) is is_ours


def test_one_name_is_a_list_of_one() -> None:
    lenient = Guard(hosts="gateway.example.com", ignore="key-case")
    assert lenient.concerns("gateway.example.com")
    lenient.check(
        "POST", ISOLATE.replace("api.security.microsoft.com", "gateway.example.com"), {}, BAD
    )


def broken(*_: Any, **__: Any) -> Any:
    raise RecursionError("secret")


def test_a_request_that_cannot_be_checked_is_sent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(PreflightError):
        Guard().check("POST", ISOLATE, {}, BAD)
    monkeypatch.setattr(guard, "check_request", broken)
    Guard().check("POST", ISOLATE, {}, BAD)
    assert [each.getMessage() for each in caplog.records] == [
        "a request could not be checked (RecursionError)"
    ]


def test_an_answer_that_cannot_be_explained_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(guard, "_explained", broken)
    Guard().explain("POST", "/api/machines", 400, None, "{}")
    assert [each.getMessage() for each in caplog.records] == [
        "an answer could not be explained (RecursionError)"
    ]


@pytest.mark.parametrize("body", ["", "<html></html>", "{", "\ud800", "\x1b[31m", "[" * 100_000])
def test_an_answer_may_be_anything(body: str, caplog: pytest.LogCaptureFixture) -> None:
    Guard().explain("POST", "/api/machines", 500, "soon", body)
    (record,) = caplog.records
    assert record.getMessage().startswith(
        "POST /api/machines was answered: 500 InternalServerError"
    )
    assert "\x1b" not in record.getMessage()


def test_a_good_request_is_not_spoken_of(caplog: pytest.LogCaptureFixture) -> None:
    Guard(mode="warn").check("POST", ISOLATE, {}, GOOD)
    assert caplog.records == []
