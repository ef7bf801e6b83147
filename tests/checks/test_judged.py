"""What was wrong with a body before is said again of others, and nothing else comes of it."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any

import pytest

from defender_lint import lint
from defender_lint.catalogue import Catalogue, Operation
from defender_lint.checks import Context, Diagnosis, check
from defender_lint.checks.judged import Judged
from defender_lint.memo import forget
from made_bodies import made_bodies
from support import bare, thinned

CATALOGUE = Catalogue.shipped()
IDS = CATALOGUE.body_ids()
NOW = datetime(2026, 3, 14, tzinfo=timezone.utc)
API = "post-ti-indicator"
BAD = {
    "indicatorValue": "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4",
    "IndicatorType": "FileSha256",
    "action": "block",
    "title": "Wave 7",
    "description": "Seen on one machine.",
    "generateAlert": "yes",
}


def alike(operation: Operation, number: int, seed: int) -> Iterator[Any]:
    """Yield bodies of a few shapes, whose members have the values that others have."""
    chosen = random.Random(seed)  # noqa: S311
    made = [body for body in made_bodies(operation, 60, seed) if isinstance(body, dict)]
    values: dict[str, list[Any]] = {}
    for body in (*made, *operation.examples):
        for key, value in body.items():
            values.setdefault(key, []).append(value)
    for _ in range(number):
        body = dict(chosen.choice(made[:12]))
        for key in chosen.sample(sorted(body), min(len(body), chosen.randrange(4))):
            body[key] = copy.deepcopy(chosen.choice(values[key]))
        yield body


def judge(id: str, bodies: list[Any], *, is_named: bool = True) -> list[Diagnosis]:
    forget()
    operations, context = (CATALOGUE[id],), Context(CATALOGUE, now=NOW)
    return [check(bare(body), operations, context, is_named=is_named) for body in bodies]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note the bodies that memory has served."""
    served: list[Any] = []
    recall = Judged.recall

    def noted(self: Judged, body: Any, *, is_named: bool) -> Any:
        found = recall(self, body, is_named=is_named)
        if found is not None:
            served.append(body)
        return found

    monkeypatch.setattr(Judged, "recall", noted)
    return served


def compare(id: str, bodies: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    is_named = len(id) % 4 > 0  # and some that nothing names
    remembering = judge(id, bodies, is_named=is_named)
    monkeypatch.setattr(Judged, "recall", lambda *_, **__: None)
    forgetful = judge(id, bodies, is_named=is_named)
    for body, found, expected in zip(bodies, remembering, forgetful, strict=True):
        assert found == expected, body


@pytest.mark.parametrize("id", thinned(IDS, {*IDS} - {"import-ti-indicators"}))
def test_memory_makes_no_difference(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(id, list(alike(CATALOGUE[id], 30, 1)), monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("seed", range(2, 10))
def test_memory_makes_no_difference_to_many_bodies(
    id: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare(id, list(alike(CATALOGUE[id], 1_500, seed)), monkeypatch)


def test_memory_serves_many_of_such_bodies(served: list[Any]) -> None:
    judge(API, list(alike(CATALOGUE[API], 500, 1)))
    assert len(served) > 50


def like_bad(**members: Any) -> dict[str, Any]:
    return {**BAD, **members}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in BAD.items() if name != key}


@pytest.mark.parametrize(
    ("body", "is_served"),
    [
        (BAD, True),
        (like_bad(title="Another", indicatorValue="A" * 64), True),
        (like_bad(indicatorValue="A" * 63), False),  # is no hash any more
        (like_bad(indicatorValue="A" * 40), False),  # is one of another type
        (like_bad(IndicatorType="FileSha1"), False),  # other rules go by it
        (like_bad(action="warn"), False),  # stands in a message
        (like_bad(generateAlert="no"), False),
        (like_bad(generateAlert=True), False),
        (like_bad(title=" "), False),
        (like_bad(title=["x"]), False),
        (like_bad(title={"x": 1}), False),
        (without("title"), False),
        ({**without("action"), "action": "block"}, False),  # the order of keys may show
        ({**BAD, "severity": "High"}, False),
    ],
)
def test_what_is_like_a_body_before(body: Any, is_served: bool, served: list[Any]) -> None:
    judge(API, [BAD, BAD, body])
    assert served == [body] * is_served


def test_one_and_true_are_two_values(served: list[Any]) -> None:
    true, one = like_bad(action=True), like_bad(action=1)
    found = judge(API, [true, true, one, true])
    assert served == [true]
    assert found[2] != found[1] == found[3]


def test_nothing_is_kept_of_a_body_that_is_met_once(served: list[Any]) -> None:
    judge(API, [BAD, like_bad(action="warn"), like_bad(action="warn"), BAD, BAD])
    assert served == [BAD]


@pytest.mark.parametrize(
    "body",
    [
        like_bad(action="block" * 20),  # long values are not kept
        {**BAD, "x" * 65: 1},  # nor are long keys
        like_bad(rbacGroupNames=[1]),  # nor lists with something wrong in them
        {**BAD, "@odata.type": {"x": 1}},
        [BAD],
    ],
)
def test_bodies_that_are_judged_anew_each_time(body: Any, served: list[Any]) -> None:
    judge(API, [body] * 4)
    assert served == []


def test_an_item_without_its_list_is_judged_anew(served: list[Any]) -> None:
    judge("import-ti-indicators", [BAD] * 4)
    assert served == []


def test_a_body_without_keys(served: list[Any]) -> None:
    judge(API, [{}] * 4)
    assert served == [{}] * 2


def test_another_thread_may_learn_meanwhile() -> None:
    forget()
    operations, context = (CATALOGUE[API],), Context(CATALOGUE, now=NOW)
    bodies = [like_bad(action=each) for each in ("block", "block", "Blok", "Blok", "warn")]
    expected = [check(bare(body), operations, context) for body in bodies]
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda body: check(bare(body), operations, context), bodies * 50)
        assert list(found) == expected * 50


def test_only_so_many_kinds_of_bodies_are_kept(served: list[Any]) -> None:
    kinds = [like_bad(action=f"block-{number}") for number in range(130)]
    judge(API, [body for body in kinds for _ in range(3)])
    assert served == kinds[:128]


def test_only_so_many_kinds_of_bodies_are_noted(served: list[Any]) -> None:
    others = [like_bad(action=f"block-{number}") for number in range(1_023)]
    judge(
        API, [*others, BAD, like_bad(action="warn"), *([BAD] * 2), *([like_bad(action="warn")] * 2)]
    )
    assert served == [BAD]


def test_whether_something_names_the_operation_counts(served: list[Any]) -> None:
    operations, context = (CATALOGUE[API],), Context(CATALOGUE, now=NOW)
    forget()
    for is_named in (True, True, False, False, True):
        check(bare(BAD), operations, context, is_named=is_named)
    assert len(served) == 1


def test_a_value_that_tells_of_graph_counts() -> None:
    alert = {"status": "New", "determination": "Malware", "classification": "x", "Comment": "x"}
    graph = {**alert, "determination": "malware"}
    found = judge("update-alert", [alert, alert, graph, graph, graph])
    assert found[3] == found[4] != found[0]


def test_memory_ends_with_a_call_of_the_library(served: list[Any]) -> None:
    for _ in range(4):
        lint(BAD, API)
    assert served == []
