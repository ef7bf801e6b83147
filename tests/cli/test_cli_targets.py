"""A report, a baseline or a part of a batch never takes the place of what a run reads."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BODY = '{"comment": "x", "IsolationType": "Full"}'
SCHEMA = {
    "x-operation": {"product": "acme", "method": "POST", "path": "/api/orders"},
    "type": "object",
    "properties": {},
    "additionalProperties": False,
}
TAKEN = "error: a report would take the place of {}, which is read\n"
THERE = (
    "error: {} is there already and is no earlier report, so it is kept; "
    "name another file, or delete it first\n"
)
TRY = "Try 'defender-lint check --help'.\n"


@pytest.fixture(autouse=True)
def payload() -> Path:
    """A folder with one payload."""
    Path("pay").mkdir()
    path = Path("pay/a.isolate-machine.json")
    path.write_text(BODY)
    return path


def link(name: str) -> str:
    os.symlink("pay/a.isolate-machine.json", name)
    return name


def hard_link(name: str) -> str:
    os.link("pay/a.isolate-machine.json", name)
    return name


A = "pay/a.isolate-machine.json"


@pytest.mark.parametrize(
    ("target", "paths", "message"),
    [
        (lambda: A, ["pay"], THERE),
        (lambda: A, ["pay/*.json"], THERE),
        (lambda: A, [A], TAKEN),
        (lambda: f"./pay/../{A}", ["pay"], THERE),
        (lambda: f"./pay/../{A}", [A], TAKEN),
        (lambda: os.path.abspath(A), ["pay"], THERE),
        (lambda: link("report.txt"), ["pay"], THERE),
        (lambda: link("report.txt"), [A], TAKEN),
        (lambda: hard_link("report.txt"), ["pay"], TAKEN),
        (lambda: hard_link("report.txt"), [A], TAKEN),
    ],
)
@pytest.mark.parametrize("option", ["--output-file", "--output=sarif", "--write-baseline"])
@pytest.mark.parametrize("more", [[], ["--fix"]])
def test_a_payload_stays(
    run: Any, payload: Path, target: Callable[[], str], paths: list[str], message: str, option: str, more: list[str]
) -> None:  # fmt: skip
    name = target()
    given = [f"{option}={name}"] if "=" in option else [option, name]
    outcome = run(*more, *given, *paths)
    assert (outcome.status, outcome.out, outcome.err) == (2, "", message.format(name) + TRY)
    assert payload.read_text() == BODY


def test_a_payload_that_only_another_run_would_read_stays(run: Any) -> None:
    Path("other.json").write_text('{"version": 1, "Comment": "x"}')
    outcome = run("--output-file", "other.json", "pay")
    assert (outcome.status, outcome.err) == (2, THERE.format("other.json") + TRY)


def test_what_the_shell_makes_of_a_star(run: Any) -> None:
    for name in ("a.json", "b.json"):
        Path(name).write_text(BODY)
    for option in ("--output-file", "--write-baseline"):
        assert run(option, "a.json", "b.json").err == THERE.format("a.json") + TRY
    assert Path("a.json").read_text() == BODY


@pytest.mark.parametrize("name", [".defender-lint.yaml", "pyproject.toml"])
def test_settings_stay(run: Any, name: str) -> None:
    text = "[tool.defender-lint]\n" if name.endswith("toml") else "fail-on: warning\n"
    Path(name).write_text(text)
    assert run("--output-file", name, "pay").status == 2
    assert Path(name).read_text() == text


def test_a_schema_stays(run: Any) -> None:
    Path("schemas").mkdir()
    schema = Path("schemas/place-order.json")
    schema.write_text(json.dumps(SCHEMA))
    outcome = run("--schemas", "schemas", "--output-file", str(schema), "pay")
    assert (outcome.status, outcome.err) == (2, TAKEN.format(schema) + TRY)
    assert json.loads(schema.read_text()) == SCHEMA


@pytest.mark.parametrize("option", ["--baseline", "--token-file", "--context"])
def test_what_other_options_read_stays(run: Any, option: str) -> None:
    Path("given.txt").write_text("{}")
    outcome = run(option, "given.txt", "--output-file", "given.txt", "pay")
    assert (outcome.status, outcome.err) == (2, TAKEN.format("given.txt") + TRY)
    assert Path("given.txt").read_text() == "{}"


@pytest.mark.parametrize("body", [BODY, BODY.replace("comment", "Comment")], ids=["found", "clean"])
@pytest.mark.parametrize("format", ["json", "jsonl", "sarif", "gitlab", "rdjson", "markdown"])
def test_an_earlier_report_is_renewed_and_is_no_payload(
    run: Any, payload: Path, format: str, body: str
) -> None:
    payload.write_text(body)
    for _ in range(2):
        outcome = run("--output", f"{format}=pay/report.json", "pay")
        assert outcome.status == (1 if body == BODY else 0)
        assert "1 body in 1 file: " in outcome.out
        is_empty = body != BODY and format == "jsonl"  # nothing says whose it is
        assert ("left out" in outcome.out) <= is_empty


def test_an_earlier_baseline_is_renewed(run: Any) -> None:
    for _ in range(2):
        assert run("--write-baseline", "pay/known.json", "pay").status == 0


def test_an_empty_file_may_become_a_report(run: Any) -> None:
    Path("pay/report.json").touch()  # as mktemp leaves it
    assert run("--output", "json=pay/report.json", "pay").status == 1


def test_a_part_of_a_batch_takes_no_place(run: Any) -> None:
    ids = {"IndicatorIds": [str(number) for number in range(501)]}
    Path("ids.batch-delete-ti-indicators.json").write_text(json.dumps(ids))
    part = Path("parts/ids-001.batch-delete-ti-indicators.json")
    part.parent.mkdir()
    os.symlink(f"../{A}", part)
    outcome = run("split", "ids.batch-delete-ti-indicators.json", "--out", "parts")
    assert (outcome.status, outcome.err) == (
        2,
        f"error: {part} is there already; nothing was written\n",
    )
    assert Path(A).read_text() == BODY
