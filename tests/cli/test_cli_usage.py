"""Usage errors, help and failures: one or two clear lines, never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from defender_lint import __version__
from defender_lint.cli.interface import COMMANDS


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (
            ["--fromat", "json", "x"],
            "error: No such option",
        ),
        (
            ["--api", "isolate-machines", "x"],
            "error: Invalid value for '--api': there is no API 'isolate-machines'. Did you mean",
        ),
        (
            ["--api", "a", "--api", "isolate-machine", "--endpoint", "POST /api/indicators", "x"],
            "error: --api and --endpoint both name the API; give one of them\n",
        ),
        (
            ["--endpoint", "nonsense", "x"],
            "error: Invalid value for '--endpoint': a request line is a method and a URL, such as "
            '"POST /api/machines/{id}/isolate".\n',
        ),
        (["--fail-on", "info", "x"], "error: Invalid value for '--fail-on': 'info' is not one of"),
        ([], "error: no files given; name files or folders, or - to read standard input\n"),
        (["--fix"], "error: no files given; name what to fix, such as . for this folder\n"),
        (["show"], "error: Missing argument 'API'.\n"),
        (["explain", "key-csae"], "error: there is no rule or code called 'key-csae'. Did you"),
        (["completion", "tcsh"], "error: Invalid value for "),
    ],
)
def test_usage_errors_are_two_lines(run: Any, args: Any, expected: Any) -> None:
    outcome = run(*args)
    assert outcome.status == 2
    assert outcome.out == ""
    assert outcome.err.startswith(expected)
    _, hint = outcome.err.splitlines()
    command = args[0] if args and args[0] in COMMANDS else "check"
    assert hint == f"Try 'defender-lint {command} --help'."


def test_unknown_option_suggests_the_nearest(run: Any) -> None:
    assert "--output-format" in run("--output-fromat", "json", "x").err


def test_misspelt_command_is_recognised(run: Any) -> None:
    outcome = run("exlpain", "key-case")
    assert outcome.status == 2
    assert outcome.err.endswith("Did you mean the command 'defender-lint explain'?\n")


def test_file_called_like_a_command(run: Any, tmp_path: Path) -> None:
    (tmp_path / "apis").write_text('{"Comment": "x"}', encoding="utf-8")
    for call in (["check", "--api", "unisolate-machine", "apis"], ["./apis"]):
        assert run(*call).out == "1 body in 1 file: no problems\n"


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_worth_reading(run: Any, command: Any, flag: Any) -> None:
    outcome = run(*([command] if command else []), flag)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("Usage: defender-lint ")
    assert "\n  defender-lint " in outcome.out.replace("    defender", "  defender") or (
        'eval "$(defender-lint' in outcome.out
    )
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_help_lists_every_command_with_a_sentence(run: Any) -> None:
    listed = run("--help").out.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(line.endswith(".") for line in listed)


def test_help_tells_the_exit_statuses(run: Any) -> None:
    for text in (run("--help").out, run("check", "--help").out):
        assert "Exit status:\n" in text


def test_version(run: Any) -> None:
    assert run("--version").out == f"defender-lint {__version__}\n"


def test_defect_is_owned_up_to_without_quoting_the_payload(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("secret payload")

    monkeypatch.setattr("defender_lint.run.Run.findings", broken)
    Path("offboard-machine.json").write_text("{}", encoding="utf-8")  # right ones need no run
    outcome = run("offboard-machine.json")
    assert outcome.status == 2
    assert outcome.err.startswith(
        "error: this is a defect of defender-lint: ZeroDivisionError at test_cli_usage.py:"
    )
    assert "secret" not in outcome.err
    monkeypatch.setenv("DEFENDER_LINT_DEBUG", "1")
    assert "Traceback" in run("offboard-machine.json").err


def test_failure_messages_are_red_where_colours_are_wanted(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert run("--api", "nope", "x").err.startswith("\x1b[1;31merror:\x1b[0m Invalid value")


def test_an_unknown_rule_is_named_with_its_option(run: Any) -> None:
    outcome = run("--select", "depricated-api", "x")
    assert outcome.status == 2
    assert outcome.err == (
        "error: --select: `depricated-api` is neither a rule nor a code; "
        "did you mean `deprecated-api`?\n"
    )


def test_a_settings_file_and_none_contradict_each_other(run: Any) -> None:
    outcome = run("--config", "x.yaml", "--isolated", "x.json")
    assert outcome.status == 2
    assert outcome.err.startswith(
        "error: --config names a settings file and --isolated reads none; give one\n"
    )
