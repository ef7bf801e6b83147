"""Running the command line inside the test, and a few payload files to run it on."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from defender_lint.cli import main

WRONG_CASE = '{\n  "comment": "Isolated by playbook",\n  "IsolationType": "Full"\n}\n'
VALID = '{"Comment": "Isolated by playbook", "IsolationType": "Full"}\n'


@dataclass
class Outcome:
    """What a run of the command line left behind."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start every test in an empty folder and with nothing set that changes the output."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "DEFENDER_LINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Return a function that runs ``defender-lint`` with some arguments, ``stdin`` as its input."""

    def run(*args: str, stdin: bytes = b"") -> Outcome:
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8"))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8"))
            with pytest.raises(SystemExit) as ended:
                main(args)
            sys.stdout.flush()
            sys.stderr.flush()
            assert isinstance(ended.value.code, int)
            return Outcome(ended.value.code, out.getvalue().decode(), err.getvalue().decode())

    return run


@pytest.fixture
def wrong_case() -> str:
    """Write a body with one error and return its file's name."""
    Path("web01.isolate-machine.json").write_text(WRONG_CASE, encoding="utf-8")
    return "web01.isolate-machine.json"


@pytest.fixture
def valid() -> str:
    """Write a body without any finding and return its file's name."""
    Path("isolate-machine.json").write_text(VALID, encoding="utf-8")
    return "isolate-machine.json"


@pytest.fixture
def child_environment() -> dict[str, str]:
    """Return the environment of a child process that imports the package under test."""
    import defender_lint

    root = str(Path(defender_lint.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": root, "PYTHONUTF8": "1"}
