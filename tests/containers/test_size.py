"""Containers of thousands of requests: the time is linear, and nothing of a request is kept."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from defender_lint.sources.reading import requests, source_of

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
URL = "{{host}}/api/machines/{{id}}/isolate"


def postman(count: int) -> str:
    raw = json.dumps({"Comment": "{{why}}", "isolationType": "Full"}, indent=2)
    request = {"method": "POST", "url": {"raw": URL}, "body": {"mode": "raw", "raw": raw}}
    host = {"key": "host", "value": "https://api.security.microsoft.com"}
    collection = {"info": {"schema": SCHEMA}, "item": [{"request": request}] * count}
    return json.dumps({**collection, "variable": [host]}, indent=1)


def records(count: int) -> str:
    body = {"Comment": "{{why}}", "isolationType": "{{kind}}"}
    return json.dumps([{"method": "POST", "url": URL, "body": body}] * count, indent=1)


def read(text: str) -> int:
    """Read all requests as a run does: one after the other, places and holes of each."""
    count = 0
    for request in requests(source_of(text, "a.json")):
        assert request.url is not None
        assert request.body is not None
        assert request.body.holes
        request.url.span(0, 5)
        count += 1
    return count


@pytest.mark.parametrize("make", [pytest.param(postman, marks=pytest.mark.slow), records])
def test_time_is_linear(make: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        text = make(count)
        start = time.process_time()
        assert read(text) == count
        return time.process_time() - start

    seconds(50)
    many = min(seconds(800), seconds(800))
    assert many < 10 * seconds(200)  # four times as much, and a slow machine


@pytest.mark.slow
@pytest.mark.parametrize("make", [postman, records])
def test_memory_is_bounded(make: Callable[[int], Any]) -> None:
    text = make(2_000)
    tracemalloc.start()
    try:
        assert read(text) == 2_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * len(text)
