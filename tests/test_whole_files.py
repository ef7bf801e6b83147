"""Files appear whole or not at all, and nothing is left beside them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from defender_lint import whole_files
from defender_lint.whole_files import write_whole

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")

WRITER = """
import sys, time
from defender_lint.whole_files import write_whole

def chunks():
    yield b"new"
    print("writing", flush=True)
    time.sleep(60)

write_whole(sys.argv[1], chunks())
"""


@pytest.fixture(autouse=True)
def _untidied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_files, "_tidied", set())


def heed_signals() -> None:
    """Undo what a job in the background and ``nohup`` hand down."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def writer(path: Path) -> subprocess.Popen[bytes]:
    """Start a process that is in the middle of writing a file."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        preexec_fn=heed_signals,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    return process


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_process_that_is_told_to_end_leaves_nothing(tmp_path: Path, name: str) -> None:
    number = signal.Signals[name]
    path = tmp_path / "a.json"
    path.write_text("old")
    with writer(path) as process:
        (beside,) = set(tmp_path.iterdir()) - {path}
        assert beside.name.startswith(f".defender-lint-{process.pid}-")
        process.send_signal(number)
        process.wait(20)
    assert process.returncode == -number
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "old"


def test_what_a_killed_process_has_left_goes_with_the_next_write(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with writer(path) as process:
        process.kill()
    assert [each.name for each in tmp_path.iterdir()] == [f".defender-lint-{process.pid}-1.tmp"]
    write_whole(str(path), [b"new"])
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_living_process_writes_stays(tmp_path: Path) -> None:
    others = [
        tmp_path / f".defender-lint-{name}.tmp" for name in (f"{os.getppid()}-1", "x-1", "0-1")
    ]
    for other in others:
        other.touch()
    write_whole(str(tmp_path / "a.json"), [b"new"])
    assert set(tmp_path.iterdir()) == {tmp_path / "a.json", *others}


def test_other_names_of_a_file_are_counted(tmp_path: Path) -> None:
    path, other = tmp_path / "a.json", tmp_path / "b.json"
    assert write_whole(str(path), [b"old"]) == 0
    os.link(path, other)
    assert write_whole(str(path), [b"new"]) == 1
    assert (path.read_text(), other.read_text()) == ("new", "old")


def test_handlers_of_signals_are_put_back(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP)
    write_whole(str(tmp_path / "a.json"), [b"new"])
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP)) == before
