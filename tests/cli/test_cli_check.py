"""``check``: reports, exit statuses, options."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

BLANK_COMMENT = '{"Comment": "", "IsolationType": "Full"}\n'  # a warning
UNKNOWN = '{"nobody": "knows"}\n'


@pytest.fixture
def warned() -> str:
    Path("blank.isolate-machine.json").write_text(BLANK_COMMENT, encoding="utf-8")
    return "blank.isolate-machine.json"


def test_findings_are_reported_and_counted(run: Any, wrong_case: str) -> None:
    outcome = run(wrong_case)
    assert outcome.status == 1
    assert outcome.err == ""
    assert outcome.out.startswith("error[key-case]: ")
    assert (
        "\n --> web01.isolate-machine.json:2:3 (isolate-machine)\n"
        "  |\n"
        '2 |   "comment": "Isolated by playbook",\n'
        "  |   ^^^^^^^^^\n"
        "  = the service would answer: 400 MissingRequiredParameter"
    ) in outcome.out
    assert outcome.out.endswith("\n1 body in 1 file: 1 error; 1 fixable with --fix\n")


def test_clean_run(run: Any, valid: str) -> None:
    outcome = run(valid)
    assert (outcome.status, outcome.out, outcome.err) == (0, "1 body in 1 file: no problems\n", "")


@pytest.mark.parametrize("call", [["check"], []], ids=["by name", "by default"])
def test_check_is_the_default_command(run: Any, valid: str, call: Any) -> None:
    assert run(*call, valid).out == "1 body in 1 file: no problems\n"


def test_options_may_come_first(run: Any, wrong_case: str) -> None:
    assert run("-q", "--output-format", "concise", wrong_case).status == 1


def test_concise(run: Any, wrong_case: str) -> None:
    line, summary = run("--output-format", "concise", wrong_case).out.splitlines()
    assert line.startswith("web01.isolate-machine.json:2:3: error key-case ")
    assert line.endswith(" [MissingRequiredParameter]")
    assert summary == "1 body in 1 file: 1 error; 1 fixable with --fix"


def test_json(run: Any, wrong_case: str) -> None:
    report = json.loads(run("--output-format", "json", wrong_case).out)
    (finding,) = report["findings"]
    assert finding["rule"] == "key-case"
    assert report["summary"]["errors"] == 1


@pytest.mark.parametrize("format", ["full", "concise"])
def test_quiet_drops_the_summary_only(run: Any, wrong_case: str, valid: str, format: Any) -> None:
    assert "body in" not in run("--quiet", "--output-format", format, wrong_case).out
    assert run("-q", valid).out == ""


@pytest.mark.parametrize(
    ("fail_on", "status_of_error", "status_of_warning"),
    [("error", 1, 0), ("warning", 1, 1), ("never", 0, 0)],
)
def test_fail_on(
    run: Any,
    wrong_case: str,
    warned: str,
    fail_on: Any,
    status_of_error: Any,
    status_of_warning: Any,
) -> None:
    assert run("--fail-on", fail_on, wrong_case).status == status_of_error
    outcome = run("--fail-on", fail_on, warned)
    assert outcome.status == status_of_warning
    assert outcome.out.endswith("1 body in 1 file: 1 warning\n")


def test_fail_on_is_error_by_default(run: Any, warned: str) -> None:
    assert run(warned).status == 0


def test_body_that_does_not_parse_is_a_finding(run: Any) -> None:
    Path("isolate-machine.json").write_text('{"Comment": ', encoding="utf-8")
    outcome = run("isolate-machine.json")
    assert outcome.status == 1
    assert outcome.out.startswith("error[syntax]: ")


def test_path_that_cannot_be_read_fails_the_run_but_not_the_rest(run: Any, wrong_case: str) -> None:
    outcome = run("missing.json", wrong_case)
    assert outcome.status == 2
    assert "error[key-case]" in outcome.out
    assert outcome.err.startswith("error: missing.json: ")
    assert len(outcome.err.splitlines()) == 1


def test_run_that_reads_nothing_does_not_look_like_success(run: Any) -> None:
    outcome = run("missing.json")
    assert (outcome.status, outcome.out) == (2, "nothing was checked\n")


def test_api_of_all_bodies(run: Any) -> None:
    Path("body.json").write_text('{"comment": "x"}', encoding="utf-8")
    assert "(unisolate-machine)" in run("--api", "unisolate-machine", "body.json").out


@pytest.mark.parametrize(
    "line",
    [
        "POST /api/machines/1/unisolate",
        "post https://eu.api.security.microsoft.com/api/machines/1/unisolate",
    ],
)
def test_endpoint_of_all_bodies(run: Any, line: Any) -> None:
    Path("body.json").write_text('{"comment": "x"}', encoding="utf-8")
    assert "(unisolate-machine)" in run("--endpoint", line, "body.json").out


def test_standard_input(run: Any) -> None:
    outcome = run("--api", "unisolate-machine", "-", stdin=b'{"comment": "x"}')
    assert outcome.status == 1
    assert " --> <stdin>:1:2 (unisolate-machine)\n" in outcome.out


def test_standard_input_by_another_name(run: Any) -> None:
    outcome = run("--stdin-filename", "web01.unisolate-machine.json", "-", stdin=b'{"comment": 1}')
    assert " --> web01.unisolate-machine.json:1:2 (unisolate-machine)\n" in outcome.out


def test_unknown_bodies(run: Any, valid: str) -> None:
    Path("odd.json").write_text(UNKNOWN, encoding="utf-8")
    named = run("odd.json")
    assert named.status == 1
    assert named.out.startswith("error[unknown-api]: ")
    for call in (["."], ["--skip-unknown", "odd.json", valid]):
        outcome = run(*call)
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out == (
            "1 body in 1 file: no problems\n"
            "1 body of no known API left out; `defender-lint which` shows them\n"
        )


def test_an_api_that_is_being_retired(run: Any) -> None:
    Path("run-advanced-query.json").write_text('{"Query": "DeviceInfo"}', encoding="utf-8")
    assert "[deprecated-api]: " in run("run-advanced-query.json").out
    ignored = run("--ignore", "deprecated-api", "run-advanced-query.json")
    assert ignored.out == "1 body in 1 file: no problems\n"


def test_findings_are_counted_for_each_body(run: Any) -> None:
    lines = '{"comment": 1, "isolationType": 1}\n{"Comment": 1, "IsolationType": "Full"}\n'
    Path("isolate-machine.ndjson").write_text(lines)
    outcome = run("--max-findings", "1", "--output-format", "concise", "-q", ".")
    found = [line.split()[:3] for line in outcome.out.splitlines()]
    assert found == [
        ["isolate-machine.ndjson:1:2:", "error", "key-case"],
        ["isolate-machine.ndjson:1:13:", "error", "limit-exceeded"],
        ["isolate-machine.ndjson:2:13:", "error", "wrong-type"],
    ]


def test_max_findings(run: Any) -> None:
    Path("isolate-machine.json").write_text('{"x": 1, "yy": 2, "zzz": 3}', encoding="utf-8")
    every = run("--output-format", "concise", "-q", "isolate-machine.json").out.splitlines()
    some = run("--max-findings", "2", "--output-format", "concise", "-q", "isolate-machine.json")
    assert len(every) > 2
    assert len(some.out.splitlines()) <= 3  # the two, and perhaps a word about the rest


def test_limits(run: Any) -> None:
    Path("isolate-machine.json").write_text('{"Comment": [[["x"]]]}', encoding="utf-8")
    assert "limit-exceeded" in run("--max-depth", "2", "isolate-machine.json").out
    assert "limit-exceeded" in run("--max-size", "8", "isolate-machine.json").out
    assert "limit-exceeded" not in run("isolate-machine.json").out


@pytest.mark.parametrize("further", [(), ("--fix",)])
def test_a_right_line_is_measured_too(run: Any, further: tuple[str, ...]) -> None:
    right = '{"Comment":"é"}'  # 16 bytes, and the first more than 20, though fewer characters
    Path("unisolate-machine.ndjson").write_text(
        f'{{"Comment":"éééé"}}\n{right}\n', encoding="utf-8"
    )
    outcome = run("--max-size", "20", "--output-format", "concise", *further, ".")
    assert outcome.out == (
        "unisolate-machine.ndjson:1:1: error limit-exceeded this line is longer than 20 bytes; "
        "send fewer items in one body [InvalidRequestBody]\n"
        "2 bodies in 1 file: 1 error\n"
    )


@pytest.mark.parametrize("engine", ["auto", "jsonschema-rs", "jsonschema"])
def test_engines_agree(run: Any, wrong_case: str, engine: Any) -> None:
    assert run("--engine", engine, wrong_case).out == run(wrong_case).out


@pytest.mark.parametrize("further", [(), ("--diff",)])
def test_engine_that_is_not_installed(
    run: Any, valid: str, monkeypatch: pytest.MonkeyPatch, further: tuple[str, ...]
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "jsonschema", None)
    outcome = run("--engine", "jsonschema", *further, valid)
    assert outcome.status == 2
    assert outcome.err.startswith("error: ")
    assert "jsonschema" in outcome.err
    assert "defect" not in outcome.err


def test_colour(run: Any, wrong_case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run(wrong_case).out
    assert "\x1b[" in run("--color", "always", wrong_case).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run(wrong_case).out
    assert "\x1b[" not in run("--color", "never", wrong_case).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run(wrong_case).out
    assert "\x1b[" in run("--color", "always", wrong_case).out


def test_empty_variables_count_as_unset(
    run: Any, wrong_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "")
    assert "\x1b[" not in run(wrong_case).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "")
    assert "\x1b[" in run(wrong_case).out


@pytest.mark.parametrize(("columns", "widest"), [("60", 60), ("80", 80), ("300", 120), ("1", 40)])
def test_width_is_that_of_the_terminal_within_reason(
    run: Any, monkeypatch: pytest.MonkeyPatch, columns: Any, widest: Any
) -> None:
    text = '{"comment": "' + "word " * 80 + '"}'
    Path("isolate-machine.json").write_text(text, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", columns)
    lines = [line for line in run("isolate-machine.json").out.splitlines() if " " in line.strip()]
    quoted = next(line for line in lines if line.startswith("1 |"))
    assert len(quoted) == widest


def test_a_body_of_ours_that_goes_to_graph(run: Any) -> None:
    Path("body.json").write_text(
        '{"status": "Active", "assignedTo": "x", "comment": "y"}', encoding="utf-8"
    )
    line = "PATCH https://graph.microsoft.com/v1.0/security/incidents/7"
    said = run("--endpoint", line, "--output-format", "concise", "--quiet", "body.json")
    assert said.out == (
        "body.json:1:12: warning old-body `Active` is of the older Defender API; Microsoft Graph has "
        "`active`\n"
        "body.json:1:41: warning old-body this is a key of the older Defender API: Microsoft Graph "
        "takes a comment with `POST …/comments`, for an incident also as `resolvingComment`\n"
    )
    assert said.status == 0
    Path("list.json").write_text("[]", encoding="utf-8")  # nothing is known of that
    assert "old-body" not in run("--endpoint", line, "list.json").out
