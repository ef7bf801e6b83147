"""More calls than the service takes within a minute or an hour."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.pace import Call, findings
from defender_lint.sources.times import seconds_of


def calls(api: str, times: list[float | None], host: str = "") -> list[Call]:
    return [Call(api, host, time, "a", number, None, None) for number, time in enumerate(times)]


Pace = Callable[[list[Call]], list[tuple[str, int, str]]]


@pytest.fixture
def pace(catalogue: Catalogue) -> Pace:
    return lambda made: [
        (each.rule, each.document, each.message) for each in findings(made, catalogue)
    ]


def test_recorded_times(pace: Pace) -> None:
    every_six_seconds: list[float | None] = [6.0 * number for number in range(26)]
    assert pace(calls("run-live-response", every_six_seconds)) == []
    assert pace(calls("run-live-response", [5.0 * number for number in range(26)])) == [
        (
            "rate-limit",
            10,
            "this is call 11 of 12 within one minute, and `run-live-response` takes 10 a minute; "
            "at the soonest 10 a minute, so that the last of 26 goes out 2 minutes after the first",
        )
    ]


def test_the_order_in_the_files_is_of_no_matter(pace: Pace) -> None:
    assert len(pace(calls("run-live-response", [float(-number) for number in range(11)]))) == 1


def test_limits_of_a_minute_and_of_an_hour_are_two(pace: Pace) -> None:
    found = pace(calls("isolate-machine", [0.1 * number for number in range(1_501)]))
    assert [(rule, document) for rule, document, _ in found] == [
        ("rate-limit", 100),
        ("rate-limit", 1_500),
    ]
    assert found[1][2].endswith(
        "at the soonest 100 a minute and 1,500 an hour, so that the last of 1,501 goes out 1 hour "
        "after the first"
    )


def test_each_operation_and_each_host_has_a_quota_of_its_own(pace: Pace) -> None:
    times: list[float | None] = [float(number) for number in range(8)]
    both = [*calls("run-live-response", times, "a"), *calls("run-live-response", times, "b")]
    assert pace(both) == []
    assert len(pace(calls("run-live-response", times * 2, "a"))) == 1


def test_calls_as_fast_as_possible(pace: Pace) -> None:
    assert pace(calls("run-live-response", [None] * 10)) == []
    assert pace(calls("run-live-response", [None] * 11)) == [
        (
            "burst-rate",
            10,
            "11 calls, and `run-live-response` takes 10 a minute; at the soonest 10 a minute, so "
            "that the last of 11 goes out 1 minute after the first",
        )
    ]


def test_a_limit_of_hours_alone(pace: Pace) -> None:
    (found,) = pace(calls("start-investigation", [None] * 101))
    assert found[2] == (
        "101 calls, and `start-investigation` takes 50 an hour; at the soonest 50 an hour, so that "
        "the last of 101 goes out 2 hours after the first"
    )


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1970-01-01T00:01:00Z", 60.0),
        ("1970-01-01T00:01:00.1234567Z", 60.123456),
        ("1970-01-01T01:01:00+01:00", 60.0),
        ("1970-01-01T00:01:00", 60.0),
        (60, 60.0),
        ("soon", None),
        (True, None),
        (None, None),
        ("x" * 100, None),
        ([], None),
    ],
)
def test_times(value: object, seconds: float | None) -> None:
    assert seconds_of(value) == seconds
