"""A member that is searched for is found where reading the body finds it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from defender_lint.catalogue import Catalogue
from defender_lint.checks import Context
from defender_lint.checks.marks import Marks
from defender_lint.diagnostic import Diagnostic
from defender_lint.findings import Finding
from defender_lint.memo import forget
from support import findings, read

if TYPE_CHECKING:
    import pytest

CATALOGUE = Catalogue.shipped()
API = CATALOGUE["post-ti-indicator"]
NOW = datetime(2026, 3, 14, tzinfo=timezone.utc)
BAD = {
    "indicatorValue": "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4",
    "IndicatorType": "FileSha256",
    "title": "Wave 7",
    "action": "block",
    "description": "Seen on one machine.",
    "generateAlert": "yes",
    "severity": "Critical",
}
DECEIVING = ["action", '"action": "block"', "action: block", 'a"action', "Wave 8", "ü"]


def lines(number: int) -> Iterator[str]:
    """Lines that are alike but for what they are written like and what is right in them."""
    chosen = random.Random(1)  # noqa: S311
    for _ in range(number):
        body: dict[str, Any] = {**BAD, "title": chosen.choice(DECEIVING)}
        if chosen.random() < 0.2:
            body["rbacGroupNames"] = ["action", "severity"]
        if chosen.random() < 0.2:
            body.pop("action")
        if chosen.random() < 0.2:
            body = {"IndicatorType": "FileSha256", '@odata.x"action': "block", **body}
        line = json.dumps(body, ensure_ascii=chosen.random() < 0.5)
        if chosen.random() < 0.2:
            line = f" {line} "
        if chosen.random() < 0.2:
            line = line.replace('": ', chosen.choice(['":', '" : ']))
        if chosen.random() < 0.1:
            line = line.replace("yes", "\\u0079es")
        yield line


def found(text: str) -> list[list[Finding]]:
    forget()
    context = Context(CATALOGUE, now=NOW)
    return [findings(request, API, context) for request in read(text, "ndjson")]


def test_searching_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(lines(400))
    served = []
    places = Marks.places

    def noted(self: Marks, body: Any) -> Any:
        known = places(self, body)
        served.append(known is not None)
        return known

    monkeypatch.setattr(Marks, "places", noted)
    searched = found(text)
    monkeypatch.setattr(Marks, "places", lambda *_: None)
    assert searched == found(text)
    assert served.count(True) > 50
    assert served.count(False) > 50


def test_what_is_not_about_one_member_is_not_searched_for() -> None:
    (request,) = read('{"rbacGroupNames": ["x"]}')
    assert request.body is not None
    marks = Marks()
    marks.learn([Diagnostic("r", "m", path=("rbacGroupNames", 0))], request.body)
    assert marks.places(request.body) is None


def test_a_member_that_is_written_with_escapes_is_not_searched_for() -> None:
    (request,) = read('{"titl\\u0065": 1}')
    assert request.body is not None
    marks = Marks()
    marks.learn([Diagnostic("r", "m", path=("title",))], request.body)
    assert marks.places(request.body) is None
