"""What people type first, because other programs call it so, and what they mistype."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from defender_lint import __version__

JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    "spelling", ["-fjson", "-f=json", "--format=json", "--format=JSON", "--output-format=Json"]
)
def test_formats_go_by_several_names(run: Any, wrong_case: str, spelling: str) -> None:
    if spelling == "-f=json":  # a short option takes what follows as it is
        assert "'=json' is not one of" in run(spelling, wrong_case).err
    else:
        assert run(spelling, wrong_case) == run("--output-format", "json", wrong_case)


@pytest.mark.parametrize(
    "command", [["apis"], ["show", "isolate-machine"], ["explain"], ["config"]]
)
def test_so_they_do_in_the_other_commands(run: Any, command: list[str]) -> None:
    assert run(*command, "-f", "JSON") == run(*command, "--output-format", "json")


def test_output_file_in_short(run: Any, wrong_case: str) -> None:
    assert run("-o", "out.txt", "--output", "SARIF=out.sarif", wrong_case).out == ""
    assert Path("out.txt").read_text().startswith("error[key-case]")
    assert '"version": "2.1.0"' in Path("out.sarif").read_text()


@pytest.mark.parametrize("asked", ["-V", "--version", "version"])
def test_version(run: Any, asked: str) -> None:
    assert run(asked).out == f"defender-lint {__version__}\n"


def test_words_that_other_programs_have_as_commands(run: Any) -> None:
    assert run("help") == run("--help")
    assert run("help", "split") == run("split", "--help")
    assert run("rules") == run("explain")
    assert run("rules", "key-case") == run("explain", "key-case")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--fail-on", "warn", "x"], "Did you mean 'warning'?\n"),
        (["--fail-on", "eror", "x"], "Did you mean 'error'?\n"),
        (["-f", "sarrif", "x"], "Did you mean 'sarif'?\n"),
        (["--output", "git=x", "x"], "there is no format 'git'. Did you mean 'github' or 'gitlab'?\n"),
        (["exlpain"], "Did you mean the command 'defender-lint explain'?\n"),
        (["server"], "`defender-lint --help` lists the commands.\n"),
    ],
)  # fmt: skip
def test_a_near_miss_is_recognised(run: Any, arguments: list[str], hint: str) -> None:
    outcome = run(*arguments)
    assert outcome.status == 2
    assert hint in outcome.err


def test_a_missing_file_is_no_command(run: Any) -> None:
    outcome = run("isolate-machine.json")
    assert outcome.err == "error: isolate-machine.json: no such file or folder\n"


@pytest.mark.parametrize(
    "arguments",
    [["--api", JWT, "x"], [f"--{JWT}", "x"], ["--exclude", f"{JWT}\\", "."], ["explain", JWT]],
)
def test_a_token_among_the_arguments_is_not_told(run: Any, arguments: list[str]) -> None:
    outcome = run(*arguments)
    assert outcome.status == 2
    assert "eyJ" not in outcome.err
    assert "*****" in outcome.err


def test_a_file_is_called_by_its_name_whatever_it_is(run: Any) -> None:
    assert run(f"{JWT}.json").err == f"error: {JWT}.json: no such file or folder\n"


@pytest.mark.parametrize("command", [["-f", "concise"], ["which"], ["config"]])
def test_no_name_of_a_file_is_a_command_to_a_ci_service(run: Any, command: list[str]) -> None:
    name = "::error::pwned.isolate-machine.json"
    Path(name).write_text('{"comment": "x"}')
    outcome = run(*command, name)
    lines = (outcome.out + outcome.err).splitlines()
    assert any("error::pwned" in line for line in lines)
    assert not [line for line in lines if line.lstrip().startswith("::")]


def test_a_note_is_one_line_that_nobody_obeys(run: Any, wrong_case: str) -> None:
    outcome = run("--quiet", "--write-baseline", "b\x1b[31m\n##[error]x", wrong_case)
    assert outcome.err == "1 finding in b␛[31m␊♯#[error]x\n"
