"""The check of a partition says what one process says of the same bodies."""

from __future__ import annotations

import json
import pickle
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from bulk_bodies import NOW, PLAN, body
from defender_lint import UnknownApi
from defender_lint.bulk import Plan, lint_bodies, lint_lines
from defender_lint.cli import main
from support import thinned


def one_process(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[Any]:
    """Return what the command line says of a file."""
    with pytest.raises(SystemExit):
        main(["--output-format", "jsonl", *options, str(path)])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("end", thinned({"LF": "\n", "CR LF": "\r\n", "none": ""}, ["LF"]))
def test_lines_are_judged_as_the_file_that_holds_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    lines = [body(number) for number in range(1_500)]  # more than are gathered at once
    lines[7:7] = ["", "{", '{"title": "a", "title": "b"}']
    path = tmp_path / "feed.jsonl"
    path.write_bytes("".join(line + (end or "\n") for line in lines).encode())
    found = list(lint_lines((line + end for line in lines), PLAN, file=str(path)))
    assert found == one_process(path, capsys, "--api", "post-ti-indicator")
    assert [each["rule"] for each in found[:3]] == ["missing-key", "value-case", "value-case"]
    assert len({each["line"] for each in found}) == 502


def test_bytes_that_are_no_utf_8_are_a_finding_of_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = b"\xef\xbb\xbf" + body(1).encode() + b'\n{"title": "\xff"}\n' + body(3).encode() + b"\n"
    path = tmp_path / "feed.jsonl"
    path.write_bytes(data)
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as lines:
        found = list(lint_lines(lines, PLAN, file=str(path)))
    assert found == one_process(path, capsys, "--api", "post-ti-indicator")
    assert [(each["line"], each["rule"]) for each in found] == [(2, "syntax"), (3, "value-case")]


def test_lines_may_say_themselves_what_they_are_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    isolate = {
        "method": "POST",
        "url": "https://api.security.microsoft.com/api/machines/1/isolate",
        "body": {"comment": "x", "IsolationType": "Full"},
    }
    lines = [json.dumps(isolate), json.dumps({"user": "somebody"})]
    path = tmp_path / "log.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines))
    plan = Plan(skip_unknown=True, now=NOW)
    found = list(lint_lines(lines, plan, file=str(path)))
    assert found == one_process(path, capsys, "--skip-unknown")
    assert "isolate-machine" in {each["api"] for each in found}
    assert {each["document"] for each in found} == {0}


def test_a_partition_without_lines_is_no_empty_body() -> None:
    assert list(lint_lines([], PLAN)) == []
    assert list(lint_lines(["\n"], PLAN)) == []


def test_a_body_of_a_table_has_places_of_its_own() -> None:
    pretty = json.dumps(json.loads(body(3)), indent=2)
    found = list(lint_bodies([body(1), None, pretty, "", body(3)], PLAN))
    assert [(number, each["rule"], each["line"], each["column"]) for number, each in found] == [
        (2, "value-case", 4, 13),
        *((3, "missing-key", 1, 1) for _ in range(5)),
        (4, "value-case", 1, 103),
    ]
    (edit,) = found[-1][1]["fix"]["edits"]
    fixed = body(3)[: edit["offset"]] + edit["text"] + body(3)[edit["offset"] + edit["length"] :]
    assert list(lint_bodies([fixed], PLAN)) == []


def test_more_bodies_than_are_glanced_at_together_keep_their_numbers() -> None:
    found = list(lint_bodies([body(number) for number in range(1_100)], PLAN))
    assert {number for number, _ in found} == {number for number in range(1_100) if number % 3 == 0}


def test_half_a_surrogate_pair_is_a_finding() -> None:
    found = list(lint_bodies(['{"title": "\ud800"}'], PLAN))
    assert [each["rule"] for _, each in found] == ["syntax"]
    assert [each["rule"] for each in lint_lines(['{"title": "\ud800"}'], PLAN)] == ["syntax"]


def test_a_plan_says_what_is_reported() -> None:
    both = body(6)
    assert [each["rule"] for each in lint_lines([both], PLAN)] == ["missing-key", "value-case"]
    plan = Plan(api="post-ti-indicator", ignore=("value-case",), now=NOW)
    assert [each["rule"] for each in lint_lines([both], plan)] == ["missing-key"]
    plan = Plan(api="post-ti-indicator", max_findings=1, now=NOW)
    assert [each["rule"] for each in lint_lines([both], plan)] == ["missing-key", "limit-exceeded"]


def test_a_plan_has_a_time_so_that_a_partition_can_be_judged_again() -> None:
    expires = json.dumps({**json.loads(body(1)), "expirationTime": "2030-01-01T00:00:00Z"})
    late = Plan(api="post-ti-indicator", now=datetime(2031, 1, 1, tzinfo=timezone.utc))
    assert list(lint_lines([expires], PLAN)) == []
    assert [each["rule"] for each in lint_lines([expires], late)] == ["past-time"]
    assert pickle.loads(pickle.dumps(late)) == late  # noqa: S301


def test_a_plan_that_cannot_be_followed_is_refused_before_a_cluster_is_set_to_work() -> None:
    with pytest.raises(UnknownApi):
        Plan(api="isolate-machin")
    with pytest.raises(
        ValueError, match="`value-kase` is neither a rule nor a code; did you mean `value-case`"
    ):
        Plan(ignore=("value-kase",))
