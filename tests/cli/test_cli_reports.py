"""Several reports from one run, and the format that a CI service shows by default."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from defender_lint.cli import terminal
from defender_lint.cli.terminal import Progress
from defender_lint.summary import Summary


def test_several_reports_from_one_run(run: Any, wrong_case: str) -> None:
    outcome = run(
        "--output-format", "concise", "--output", "sarif=out.sarif", "--output", "junit=out.xml",
        "--output", "json=out.json", wrong_case,
    )  # fmt: skip
    assert outcome.status == 1
    assert outcome.out.startswith("web01.isolate-machine.json:2:3: error key-case")
    sarif = json.loads(Path("out.sarif").read_text())
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]] == ["key-case"]
    assert sarif["runs"][0]["invocations"][0]["exitCode"] == 1
    assert "key-case" in Path("out.xml").read_text()
    assert json.loads(Path("out.json").read_text())["summary"]["errors"] == 1


def test_two_reports_cannot_go_to_one_file(run: Any, wrong_case: str) -> None:
    outcome = run("--output", "json=a.txt", "--output", "sarif=./a.txt", wrong_case)
    assert outcome.status == 2
    assert outcome.err.startswith("error: two reports cannot go to one file: ./a.txt\n")
    assert not Path("a.txt").exists()


@pytest.mark.parametrize("further", [("--output-file",), ("--output",), ("--write-baseline",)])
def test_no_report_takes_the_place_of_a_payload(
    run: Any, wrong_case: str, further: tuple[str, ...]
) -> None:
    before = Path(wrong_case).read_bytes()
    target = f"./{wrong_case}"
    outcome = run(*further, f"json={target}" if further == ("--output",) else target, wrong_case)
    assert outcome.status == 2
    assert outcome.err.startswith(
        f"error: a report would take the place of {target}, which is read\n"
    )
    assert Path(wrong_case).read_bytes() == before


def test_no_report_takes_the_place_of_the_baseline(run: Any, wrong_case: str) -> None:
    run("--write-baseline", "known.json", wrong_case)
    before = Path("known.json").read_bytes()
    outcome = run("--baseline", "known.json", "--output", "json=known.json", wrong_case)
    assert outcome.status == 2
    assert Path("known.json").read_bytes() == before
    assert run("--write-baseline", "new", "--output", "json=new", wrong_case).status == 2


def test_a_report_that_cannot_be_written_is_one_line_and_leaves_the_old(
    run: Any, wrong_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("old.txt").write_text("old")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    outcome = run("--quiet", "--output", "concise=old.txt", wrong_case)
    assert outcome.status == 2
    assert outcome.err == "error: cannot write old.txt: no space left on device\n"
    assert Path("old.txt").read_text() == "old"
    assert sorted(os.listdir()) == ["old.txt", wrong_case]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("sarif", "'sarif' is not FORMAT=FILE, such as sarif=report.sarif"),
        ("sarrif=x", "there is no format 'sarrif'. Did you mean 'sarif'"),
        ("json=", "'json=' is not FORMAT=FILE"),
    ],
)
def test_a_report_that_is_not_understood(run: Any, wrong: str, message: str) -> None:
    outcome = run("--output", wrong, "x.json")
    assert outcome.status == 2
    assert f"error: Invalid value for '--output': {message}" in outcome.err


@pytest.mark.parametrize(
    ("variable", "begin"),
    [
        ("GITHUB_ACTIONS", "::"),
        ("TF_BUILD", "##vso[task.logissue type=error;"),
        ("GITLAB_CI", "error[key-case]"),
        ("CI", "error[key-case]"),
    ],
)
def test_a_ci_service_gets_what_it_shows(
    run: Any, wrong_case: str, monkeypatch: pytest.MonkeyPatch, variable: str, begin: str
) -> None:
    monkeypatch.setenv(variable, "True" if variable == "TF_BUILD" else "true")
    assert run(wrong_case).out.startswith(begin)
    concise = run("--output-format", "concise", wrong_case)
    assert concise.out.startswith("web01.isolate-machine.json:2:3:")
    Path(".defender-lint.yaml").write_text("output-format: concise\n")
    assert run(wrong_case).out == concise.out


def test_reports_name_files_from_the_root_of_the_repository(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".git").mkdir()
    Path("deep/er").mkdir(parents=True)
    Path("deep/er/isolate-machine.json").write_text("{}")
    monkeypatch.chdir("deep")
    outcome = run("--output-format", "gitlab", "er")
    assert {issue["location"]["path"] for issue in json.loads(outcome.out)} == {
        "deep/er/isolate-machine.json"
    }


@pytest.mark.usefixtures("wrong_case")
def test_statistics(run: Any) -> None:
    Path("run-av-scan.json").write_text('{"Comment": "x", "ScanType": "full"}')
    assert run("--statistics", ".").out == (
        "1  key-case    MissingRequiredParameter  1 with --fix\n"
        "1  value-case  InvalidRequestBody        1 with --fix\n"
        "2 bodies in 2 files: 2 errors; 2 fixable with --fix\n"
    )


def test_progress_is_for_terminals_and_for_long_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = iter([0.0, 0.5, 2.0, 2.1, 4.0])
    monkeypatch.setattr("time.monotonic", lambda: next(now))
    monkeypatch.setattr(terminal, "is_terminal", lambda _: True)
    progress = Progress()
    for _ in range(4):  # too early, shown, too soon again, shown
        progress.tick(Summary(bodies=4_000, files=2))
    progress.clear()
    assert capsys.readouterr().err == (
        "\r\x1b[K4,000 bodies in 2 files, 2,000 per second"
        "\r\x1b[K4,000 bodies in 2 files, 1,000 per second"
        "\r\x1b[K"
    )


def test_there_is_no_progress_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    progress.tick(Summary())
    progress.clear()
    assert capsys.readouterr().err == ""
