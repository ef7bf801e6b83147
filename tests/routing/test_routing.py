"""Routing: which operation a body is meant for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.catalogue import Catalogue, Operation, UnknownApi
from defender_lint.routing import Route, Router
from defender_lint.routing.by_keys import Fit
from defender_lint.sources.request import Request
from support import bare, read

CATALOGUE = Catalogue.shipped()
COMMENT = {"Comment": "x"}
ONLY_COMMENT = [
    "cancel-machine-action",
    "collect-investigation-package",
    "isolate-machine",
    "offboard-machine",
    "restrict-code-execution",
    "start-investigation",
    "unisolate-machine",
    "unrestrict-code-execution",
]


def route(body: Any, file: str = "", option: Operation | None = None) -> tuple[str, list[str]]:
    return told(routed(Router(CATALOGUE, option), bare(body), file))


def routed(router: Router, request: Request, file: str, configured: str | None = None) -> Route:
    return router.route(request, router.of_file(file, configured))


def told(route: Route) -> tuple[str, list[str]]:
    return route.by, [operation.id for operation in route.operations]


def yaml(text: str) -> Request:
    (request,) = read(text, "yaml")
    return request


# Who answers first

NAMED = "isolate-machine.yaml"


def test_an_option_beats_all() -> None:
    request = yaml("# defender-lint: api=update-alert\nComment: x")
    router = Router(CATALOGUE, CATALOGUE["run-av-scan"])
    assert told(routed(router, request, NAMED, "set-device-value")) == (
        "option",
        ["run-av-scan"],
    )


def test_settings_beat_the_comment() -> None:
    request = yaml("# defender-lint: api=update-alert\nComment: x")
    assert told(routed(Router(CATALOGUE), request, NAMED, "set-device-value")) == (
        "settings",
        ["set-device-value"],
    )


def test_a_comment_beats_the_name() -> None:
    request = yaml("# defender-lint: api=update-alert\nComment: x")
    assert told(routed(Router(CATALOGUE), request, NAMED)) == ("comment", ["update-alert"])


def test_a_name_beats_the_shape() -> None:
    assert route({"Query": "T"}, "isolate-machine.json") == ("name", ["isolate-machine"])


def test_a_comment_may_name_the_documentation_page() -> None:
    request = yaml("# defender-lint: api=update-machine-method\nComment: x")
    assert told(Router(CATALOGUE).route(request)) == ("comment", ["update-machine"])


def test_a_comment_that_names_no_operation() -> None:
    with pytest.raises(UnknownApi) as raised:
        Router(CATALOGUE).route(yaml("# defender-lint: api=isolate\nComment: x"))
    assert raised.value.suggestions == ("isolate-machine", "unisolate-machine")


# Names


@pytest.mark.parametrize(
    "file",
    [
        "isolate-machine.json",
        "Isolate-Machine.JSON",
        "web01.isolate-machine.yaml",
        "isolate-machine.web01.yaml",
        "a.b.isolate-machine.c.json",
        "isolate-machine",
        "isolate-machine/web01.json",
        "payloads/isolate-machine/2026/web01.json",
        "C:\\payloads\\isolate-machine\\web01.json",
        "/srv/payloads/isolate-machine.json",
        # the name beats the folder, the inner folder the outer one
        "update-alert/isolate-machine.json",
        "update-alert/isolate-machine/web01.json",
    ],
)
def test_names(file: str) -> None:
    assert route(None, file) == ("name", ["isolate-machine"])


@pytest.mark.parametrize(
    "file",
    [
        "",
        "web01.json",
        "isolate-machine-web01.json",
        "isolate_machine.json",
        "machine.json",
        "<stdin>",
    ],
)
def test_names_that_say_nothing(file: str) -> None:
    assert route(None, file) == ("none", [])


# Shapes


@pytest.mark.parametrize(
    "id", [operation.id for operation in CATALOGUE.with_body() if operation.is_documented]
)
def test_every_example_is_taken_for_its_own_operation(id: str) -> None:
    router = Router(CATALOGUE)
    for example in CATALOGUE[id].examples:
        found = router.route(bare(example))
        assert found.by == "shape"
        assert id in [operation.id for operation in found.operations]


def test_a_shape_never_stands_for_what_no_page_documents() -> None:
    (example,) = CATALOGUE["batch-update-ti-indicators"].examples
    found = Router(CATALOGUE).route(bare(example))
    assert "batch-update-ti-indicators" not in [operation.id for operation in found.operations]


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (COMMENT, ONLY_COMMENT),
        ({"Comment": "x", "@odata.context": "y"}, ONLY_COMMENT),
        # What a page documents beats what only the service's metadata knows.
        ({"Comment": "x", "IsolationType": "Full"}, ["isolate-machine"]),
        ({"IsolationType": "Full", "Comment": "x"}, ["isolate-machine"]),
        ({"comment": "x", "isolationtype": "full"}, ["isolate-machine"]),
        ({"Comment": "x", "Isolation Type": "Full"}, ["isolate-machine"]),
        ({"Comment": "x", "ScanType": "Quick"}, ["run-av-scan"]),
        ({"Comment": "x", "Sha1": ""}, ["stop-and-quarantine-file"]),
        ({"Comment": "x", "Commands": []}, ["run-live-response"]),
        ({"Query": "T"}, ["run-advanced-query", "advanced-hunting"]),
        ({"Value": "x", "Action": "Add"}, ["add-or-remove-machine-tags"]),
        (
            {"Value": "x", "Action": "Add", "MachineIds": []},
            ["add-or-remove-multiple-machine-tags"],
        ),
        ({"Indicators": []}, ["import-ti-indicators"]),
        (
            {"ScanDefinitionIds": []},
            ["batch-delete-scan-definitions", "scan-history-by-definition"],
        ),
        ({"alertIds": ["x"], "status": "New"}, ["batch-update-alerts"]),
        ({"status": "New", "classification": "Unknown"}, ["update-alert", "update-incident"]),
        ({"status": "New", "tags": []}, ["update-incident"]),
        ({"DeviceValue": "High"}, ["set-device-value"]),
        ({"machineTags": [], "deviceValue": "High"}, ["update-machine"]),
    ],
)
def test_shapes(body: dict[str, Any], ids: list[str]) -> None:
    found = Router(CATALOGUE).route(bare(body))
    assert told(found) == ("shape", ids)
    assert found.exact


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        # A single key that is optional, or not quite ours, is in many a file that is none of ours.
        ({"indicators": None}, ["import-ti-indicators"]),
        ({"query": "query { viewer { login } }"}, ["run-advanced-query", "advanced-hunting"]),
        ({"status": "New"}, ["update-alert", "update-incident"]),
        ({"machineTags": []}, ["update-machine"]),
        # Something is missing or unknown, but most of it fits one operation.
        ({"Comment": "x", "ScanType": "Full", "zzz": 1}, ["run-av-scan"]),
        ({"indicatorValue": "x", "indicatorType": "Url", "action": "Block"}, ["post-ti-indicator"]),
    ],
)
def test_shapes_that_fit_in_part(body: dict[str, Any], ids: list[str]) -> None:
    found = Router(CATALOGUE).route(bare(body))
    assert not found.exact
    assert told(found) == ("shape", ids)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"zzz": 1},
        {"Comment": "x", "zzz": 1},  # no more than half of it fits
        {"Comment": "x", "IsolationTyp": "Full"},
        {"name": "defender", "version": "1.0", "dependencies": {}},
        {"version": "2.0"},  # keys of indicators, which no page knows
        {"version": "2.0", "source": "main", "category": "tests", "description": "x", "zzz": 1},
        {"@odata.type": "x"},
        [COMMENT],
        "Comment",
        None,
        5,
    ],
)
def test_shapes_that_fit_nothing(body: Any) -> None:
    assert route(body) == ("none", [])


def test_bodies_of_one_shape_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    router = Router(CATALOGUE)
    first = router.route(bare({"Comment": "x"}))
    monkeypatch.setattr(Catalogue, "with_body", lambda _: pytest.fail("compared again"))
    assert router.route(bare({"Comment": {"any": "value"}})) == first


def test_the_shapes_that_are_kept_are_not_without_number() -> None:
    router = Router(CATALOGUE)
    for number in range(5_000):
        router._fits[(str(number),)] = Fit(())
    router.route(bare(COMMENT))
    assert len(router._fits) == 1


@given(st.dictionaries(st.text(max_size=8), st.none(), max_size=5), st.text(max_size=20))
def test_no_body_and_no_name_is_too_odd(body: dict[str, None], file: str) -> None:
    assert routed(Router(CATALOGUE), bare(body), file).by in ("name", "shape", "none")
