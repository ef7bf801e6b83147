"""Several processes find what one does, in the same order, and leave nothing running."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from defender_lint import processes
from defender_lint.cli import main
from defender_lint.judging import Options
from defender_lint.os_errors import ProcessDied
from defender_lint.run import Run
from defender_lint.settings import SettingsError, SettingsFinder
from defender_lint.sources import ndjson

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=timezone.utc)
RIGHT, WRONG = '{"Comment": "x"}', '{"comment": "x"}'
posix = pytest.mark.skipif(os.name != "posix", reason="signals")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "_STRETCHED", 300)
    monkeypatch.setattr(processes, "_PART", 3_000)
    monkeypatch.setattr(ndjson, "_STRETCH", 1_000)


def files(lines: int = 600) -> list[str]:
    """Write files of all kinds and return what to name on the command line."""
    bodies = [(RIGHT, WRONG, "", "{", '{"Comment": ""}')[n % 5] for n in range(lines)]
    Path("long.offboard-machine.ndjson").write_text("\n".join(bodies), encoding="utf-8")
    Path("short.offboard-machine.jsonl").write_text(f"{WRONG}\n{RIGHT}\n", encoding="utf-8")
    Path("folder").mkdir()
    for number in range(70):
        text = WRONG if number % 3 else RIGHT
        Path(f"folder/{number}.offboard-machine.json").write_text(text, encoding="utf-8")
    return [
        "folder",
        "no-such.json",
        "long.offboard-machine.ndjson",
        "short.offboard-machine.jsonl",
    ]


def outcome(paths: list[str], jobs: int | None, **options: Any) -> tuple[Any, ...]:
    run = Run(paths, Options(jobs=jobs, **options), SettingsFinder(), now=NOW)
    found = list(run.findings())
    summary = run.summary
    counts = {name: getattr(summary, name) for name in ("files", "bodies", "errors", "skipped")}
    return found, counts, summary.failures, run.notes


def test_the_same_in_the_same_order() -> None:
    paths = files(lines=1_200)
    alone = outcome(paths, 1)
    assert len(alone[0]) > 500
    assert alone[2] == ["no-such.json: no such file or folder"]
    assert outcome(paths, 3) == alone
    assert outcome(paths, None) == alone


MANY = f"{RIGHT}\n{WRONG}\n\n".encode() * 100


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + MANY,
        MANY.replace(b"\n", b"\r\n"),
        MANY.replace(b"x", "\U0001f600\u00e9".encode()),
        b"\n \t\n" * 1_500 + MANY,
        b"\n" * 9_000,
        MANY + b'{"Comment": "\xff"}\n' + MANY,
        b"\xff\n" + MANY,
        MANY + b'"' + b"x" * 5_000 + b'"\n' + MANY,
        MANY[:-1].rstrip() + b" " * 3_000,
        MANY.decode().encode("utf-16"),
    ],
    ids=range(10),
)
def test_a_file_of_lines_is_judged_in_parts(data: bytes) -> None:
    path = Path("x.offboard-machine.ndjson")
    path.write_bytes(data)
    assert outcome([str(path)], 2) == outcome([str(path)], 1)


def test_the_same_with_suppressions_of_several_settings() -> None:
    named = []
    for folder in ("a", "b"):
        Path(folder).mkdir()
        entries = "".join(
            f"- {{files: '*.json', rules: [{rule}], reason: {rule}}}\n"
            for rule in ("key-case", "wrong-type")
        )
        Path(folder, ".defender-lint.yaml").write_text(f"suppress:\n{entries}", encoding="utf-8")
        for number in range(50):
            file = Path(folder, f"{number}.offboard-machine.json")
            file.write_text(WRONG if folder == "a" and number == 49 else RIGHT, encoding="utf-8")
            named.append(str(file))
    alone = outcome(named, 1)
    assert [(each.file, each.rule, each.suppressed) for each in alone[0]] == [
        (str(Path("a/49.offboard-machine.json")), "key-case", True),
        ("a/.defender-lint.yaml", "unused-suppression", False),
        ("b/.defender-lint.yaml", "unused-suppression", False),
        ("b/.defender-lint.yaml", "unused-suppression", False),
    ]
    assert outcome(named, 3) == alone


def test_the_same_with_an_api_and_a_rule_that_is_off() -> None:
    paths = files()
    catalogue = SettingsFinder().catalogue(SettingsFinder().for_run())
    operation = catalogue["unisolate-machine"]
    assert outcome(paths, 2, operation=operation) == outcome(paths, 1, operation=operation)


def test_settings_are_those_of_each_file() -> None:
    paths = files()
    Path("folder/.defender-lint.yaml").write_text("ignore: [key-case]\n", encoding="utf-8")
    alone = outcome(paths, 1)
    assert "key-case" not in {each.rule for each in alone[0] if each.file.startswith("folder")}
    assert outcome(paths, 2) == alone


def test_what_cannot_be_read_stands_after_what_could() -> None:
    first = Path("a.offboard-machine.json")
    first.write_text(WRONG, encoding="utf-8")
    Path("broken").mkdir()
    Path("broken/.defender-lint.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    Path("broken/b.offboard-machine.json").write_text(WRONG, encoding="utf-8")
    for jobs in (1, 2, None):
        run = Run([str(first), "broken"], Options(jobs=jobs), SettingsFinder(), now=NOW)
        findings = run.findings()
        assert next(findings).rule == "key-case"
        with pytest.raises(SettingsError):
            next(findings)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many processes are started."""
    numbers: list[int] = []
    make = ProcessPoolExecutor

    def noted(number: int, **more: Any) -> Any:
        numbers.append(number)
        return make(number, **more)

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", noted)
    return numbers


@pytest.mark.parametrize(
    ("jobs", "worth", "expected"),
    [
        (None, 1.01, []),  # too little to be worth a process
        (None, 0.01, [4]),
        (None, 0.5, [2]),
        (1, 0.01, []),
        (3, 1.01, [3]),
    ],
)
def test_how_many(
    started: list[int],
    monkeypatch: pytest.MonkeyPatch,
    jobs: int | None,
    worth: float,
    expected: list[int],
) -> None:
    paths = files()
    total = sum(path.stat().st_size for path in Path().rglob("*.*"))
    monkeypatch.setattr(processes, "_WORTH", int(worth * total))
    monkeypatch.setattr(processes, "_cores", lambda: 4)
    outcome(paths, jobs)
    assert started == expected


def test_fixes_take_one(started: list[int]) -> None:
    paths = files()
    Run(paths[:1], Options(jobs=2, fixes="safe"), SettingsFinder())
    assert started == []


def test_a_system_without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise NotImplementedError("no semaphores here")

    paths = files()
    alone = outcome(paths, 1)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert outcome(paths, 2) == alone


@posix
def test_a_process_that_is_killed() -> None:
    paths = files(lines=4_000)  # so that it is at work
    run = Run(paths, Options(jobs=2), SettingsFinder())
    findings = run.findings()
    while not multiprocessing.active_children():  # the first files are judged here
        next(findings)
    for child in multiprocessing.active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
    with pytest.raises(ProcessDied, match="try again with --jobs 1"):
        list(findings)


def command(*args: str, start: str = "main()") -> list[str]:
    code = "import sys\nfrom defender_lint.cli import main\n" + start
    return [sys.executable, "-c", code, *args]


@pytest.mark.slow
def test_spawned_processes_say_the_same() -> None:
    paths = files(lines=1_200)
    Path("run.py").write_text(
        "import multiprocessing\n"
        "from defender_lint.cli import main\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
        "    main()\n",
        encoding="utf-8",
    )
    reports = [
        subprocess.run(
            [sys.executable, "run.py", "--jobs", jobs, "--output-format", "json", *paths],
            capture_output=True,
        )
        for jobs in ("1", "2")
    ]
    assert reports[0].returncode == 2
    assert json.loads(reports[0].stdout)["summary"]["errors"] > 500
    assert (reports[1].stdout, reports[1].stderr) == (reports[0].stdout, reports[0].stderr)


@pytest.mark.slow
@posix
def test_ctrl_c_ends_all() -> None:
    line = json.dumps({"comment": "x" * 100}) + "\n"
    Path("long.offboard-machine.ndjson").write_text(line * 40_000, encoding="utf-8")
    with subprocess.Popen(
        command("--jobs", "2", "--output-format", "concise", "long.offboard-machine.ndjson"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        # A shell starts what it runs in the background with SIGINT ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()  # it is at work now
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"interrupted\n")
    assert is_soon(lambda: not is_running(process.pid))


@pytest.mark.slow
@posix
def test_nothing_outlives_the_one_that_started_it() -> None:
    line = json.dumps({"comment": "x" * 100}) + "\n"
    Path("long.offboard-machine.ndjson").write_text(line * 40_000, encoding="utf-8")
    process = subprocess.Popen(
        command("--jobs", "2", "--output-format", "concise", "long.offboard-machine.ndjson"),
        stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
        process.stdout.close()
    assert is_soon(lambda: not is_running(process.pid))


def is_running(group: int) -> bool:
    """Tell whether a process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def is_soon(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("value", ["0", "-1", "62", "many", "1.5", "\u0661"])
def test_what_is_no_number_of_processes(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([f"--jobs={value}", "x.json"])
    assert ended.value.code == 2
    assert f"{value!r} is neither auto nor a number from 1 to 61" in capsys.readouterr().err
