"""Shell completion, asked the way the shells ask."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.cli.interface import COMMANDS, COMPLETION_VARIABLE
from defender_lint.output_formats import OUTPUT_FORMATS


@pytest.fixture
def complete(run: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that completes the last of some words for a shell."""

    def complete(*words: Any, of: Any = "bash") -> Any:
        monkeypatch.setenv(COMPLETION_VARIABLE, f"{of}_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(["defender-lint", *words]))
        # fish sends the word itself, the others its number.
        monkeypatch.setenv("COMP_CWORD", words[-1] if of == "fish" else str(len(words)))
        outcome = run()
        assert (outcome.status, outcome.err) == (0, "")
        return outcome.out.splitlines()

    return complete


def test_commands_and_files(complete: Any) -> None:
    offers = complete("")
    assert offers[0] == "file,"
    assert set(offers[1:]) >= {f"plain,{command}" for command in COMMANDS}
    assert complete("exp") == ["file,exp", "plain,explain", "plain,explain-response"]


def test_options_of_the_default_command_come_without_its_name(complete: Any) -> None:
    assert "plain,--output-format" in complete("--out")
    assert "plain,--version" in complete("--v")
    assert complete("check", "--out") == [
        "plain,--output",
        "plain,--output-file",
        "plain,--output-format",
    ]


@pytest.mark.parametrize(
    "words", [("--api",), ("check", "--api"), ("which", "--api"), ("show",), ("example",)]
)
def test_ids(complete: Any, words: Any) -> None:
    assert complete(*words, "isol") == ["plain,isolate-machine"]
    assert len(complete(*words, "")) == len(Catalogue.shipped().ids())


def test_ids_in_any_letter_case(complete: Any) -> None:
    assert complete("show", "ISOL") == ["plain,isolate-machine"]


def test_formats(complete: Any) -> None:
    assert complete("--output-format", "") == [f"plain,{name}" for name in OUTPUT_FORMATS]


def test_rules_and_codes(complete: Any) -> None:
    assert complete("explain", "key-") == ["plain,key-case", "plain,key-typo"]
    assert complete("explain", "InvalidH") == ["plain,InvalidHashValue"]
    assert complete("--select", "depr") == ["plain,deprecated-api"]


def test_shells(complete: Any) -> None:
    assert complete("completion", "") == ["plain,bash", "plain,zsh", "plain,fish"]


def test_files(complete: Any) -> None:
    assert complete("check", "x") == ["file,x"]


def test_zsh_and_fish_get_descriptions(complete: Any) -> None:
    assert complete("explain", "key-c", of="zsh") == [
        "plain",
        "key-case",
        "A key is written in another letter case than documented",
    ]
    (offer,) = complete("show", "isol", of="fish")
    assert offer.startswith("plain,isolate-machine\t")


def test_zsh_gets_no_empty_word(complete: Any) -> None:
    """Its script takes the words three by three, and drops empty ones before it counts."""
    offered = complete("", of="zsh")
    triples = list(zip(*[iter(offered)] * 3, strict=True))
    assert triples[0] == ("file", "_", "_")
    assert [value for _, value, _ in triples[1:]][: len(COMMANDS)] == list(COMMANDS)
    assert all(offered)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script(run: Any, shell: Any) -> None:
    outcome = run("completion", shell)
    assert (outcome.status, outcome.err) == (0, "")
    assert COMPLETION_VARIABLE in outcome.out
    assert "defender-lint" in outcome.out
    if shutil.which(shell):  # the shell itself finds nothing wrong with it
        subprocess.run([shell, "-n"], input=outcome.out, text=True, check=True)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_completes(run: Any, child_environment: dict[str, str], tmp_path: Path) -> None:
    program = tmp_path / "defender-lint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m defender_lint "$@"\n')
    program.chmod(0o755)
    script = run("completion", "bash").out + (
        "COMP_WORDS=(defender-lint show isol); COMP_CWORD=2\n"
        f'_defender_lint_completion "{program}"\n'
        'echo "${COMPREPLY[@]}"\n'
    )
    ran = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env=child_environment
    )
    assert ran.stdout == "isolate-machine\n"
