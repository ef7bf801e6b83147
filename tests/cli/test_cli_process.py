"""The program as a process: terminals, pipes, signals, full disks, and what it imports."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-m", "defender_lint"]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def in_terminal(args: Any, environment: dict[str, str], columns: Any) -> Any:
    """Run the program in a pseudo-terminal of some width and return what it shows there."""
    import fcntl
    import pty
    import struct
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        [*COMMAND, *args], stdin=child, stdout=child, stderr=child, env=environment
    ) as process:
        os.close(child)
        shown = b""
        while True:
            try:
                chunk = os.read(parent, 65536)
            except OSError:  # the terminal is gone when the last process has left it
                break
            if not chunk:
                break
            shown += chunk
    os.close(parent)
    assert process.returncode in (0, 1, 2)
    # The line of progress comes and goes, as slow as the machine is.
    return re.sub(r"(?:\r\x1b\[K[^\r\n]*)?\r\x1b\[K", "", shown.decode().replace("\r\n", "\n"))


@posix
def test_terminal_has_colours(child_environment: dict[str, str], wrong_case: str) -> None:
    shown = in_terminal([wrong_case], {**child_environment, "TERM": "xterm"}, 80)
    assert "\x1b[1;31merror[key-case]\x1b[0m" in shown
    assert "\x1b[1;31m1 error\x1b[0m" in shown


@posix
@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_terminal_without_colours(
    child_environment: dict[str, str], wrong_case: str, variables: Any
) -> None:
    shown = in_terminal([wrong_case], {**child_environment, "TERM": "xterm", **variables}, 80)
    assert "\x1b" not in shown


@posix
@pytest.mark.parametrize(
    "columns", [80, *(pytest.param(each, marks=pytest.mark.slow) for each in (60, 120))]
)
def test_terminal_is_never_overrun(child_environment: dict[str, str], columns: Any) -> None:
    text = '{"comment": "' + "word " * 80 + '", "IsolationType": "Full"}'
    Path("isolate-machine.json").write_text(text, encoding="utf-8")
    shown = in_terminal(["isolate-machine.json"], {**child_environment, "NO_COLOR": "1"}, columns)
    lines = [line for line in shown.splitlines() if "https://" not in line]
    assert max(map(len, lines)) == columns


@posix
def test_without_paths_the_current_folder_is_linted(child_environment: dict[str, str]) -> None:
    shown = in_terminal([], {**child_environment, "NO_COLOR": "1"}, 80)
    assert shown.startswith("nothing was checked\nerror: .: no payload file (")
    Path("isolate-machine.json").write_text('{"Comment": "x", "IsolationType": "Full"}')
    shown = in_terminal([], {**child_environment, "NO_COLOR": "1"}, 80)
    assert shown == "1 body in 1 file: no problems\n"


@posix
def test_reader_that_hangs_up_is_no_traceback(child_environment: dict[str, str]) -> None:
    bodies = '{"comment": 1}\n' * 600
    Path("isolate-machine.ndjson").write_text(bodies, encoding="utf-8")
    with subprocess.Popen(
        [*COMMAND, "isolate-machine.ndjson"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=child_environment,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@posix
@pytest.mark.usefixtures("wrong_case")
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize(
    "args", [["web01.isolate-machine.json"], ["show", "isolate-machine"], ["--help"]]
)
def test_full_disk(child_environment: dict[str, str], args: Any) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [*COMMAND, *args], stdout=full, stderr=subprocess.PIPE, env=child_environment
        )
    assert ran.returncode == 2
    assert ran.stderr.decode() in (
        "error: cannot write to standard output: no space left on device\n",
        "error: cannot write the output: no space left on device\n",
    )


@posix
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("args", [["nowhere.json"], ["--api", "nope", "x"]])
def test_a_failure_that_cannot_be_told_is_still_one(
    child_environment: dict[str, str], args: Any
) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run([*COMMAND, *args], stdout=full, stderr=full, env=child_environment)
    assert ran.returncode == 2


@posix
def test_standard_output_that_is_closed(child_environment: dict[str, str], valid: str) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m defender_lint {valid} >&-', sys.executable],
        stderr=subprocess.PIPE, env=child_environment,
    )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr == b"error: cannot write to standard output: it is closed\n"


@posix
def test_standard_input_that_is_closed(child_environment: dict[str, str]) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -m defender_lint - <&-', sys.executable],
        capture_output=True, env=child_environment,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"error: cannot read standard input: it is closed\n"


@pytest.mark.slow
@posix
def test_interrupt_is_one_line(child_environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [*COMMAND, "--api", "isolate-machine", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=child_environment,
        # Whoever runs the tests in the background of a shell has told them to ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(b'{"Comment": ')
        process.stdin.flush()
        time.sleep(1.0)  # it waits for the rest of its input now
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, b"", b"interrupted\n")


def test_output_in_an_encoding_that_lacks_characters(child_environment: dict[str, str]) -> None:
    Path("isolate-machine.json").write_text('{"comment": "日本 \x1b"}', encoding="utf-8")
    environment = {**child_environment, "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    ran = subprocess.run([*COMMAND, "isolate-machine.json"], capture_output=True, env=environment)
    assert ran.returncode == 1
    assert ran.stderr == b""


@posix
def test_file_name_that_is_not_text(child_environment: dict[str, str]) -> None:
    name = b"caf\xe9.isolate-machine.json"
    Path(os.fsdecode(name)).write_text("{", encoding="utf-8")
    ran = subprocess.run(
        [*COMMAND, "--output-format", "concise", name], capture_output=True, env=child_environment
    )
    assert ran.returncode == 1
    assert ran.stdout.startswith(b"caf\\xe9.isolate-machine.json:1:")


def imported(environment: dict[str, str], *args: str) -> set[str]:
    """Return the names of all modules that a run imports."""
    script = (
        "import sys\n"
        "before = set(sys.modules)\n"  # of the interpreter, and of what measures a run
        "from defender_lint.cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print(*set(sys.modules) - before, file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *args],
        capture_output=True, check=True, env=environment, text=True,
    )  # fmt: skip
    return set(ran.stderr.split())


def test_checking_a_valid_file_of_any_name_imports_little(
    child_environment: dict[str, str], valid: str
) -> None:
    modules = imported(child_environment, str(Path(valid).rename("body.json")))
    assert "defender_lint.cli.run_check" in modules
    for heavy in (
        "click", "jsonschema", "yaml", "difflib", "idna", "traceback", "importlib.metadata", "textwrap",
        "subprocess", "tempfile", "shutil", "logging", "argparse", "unicodedata",
        "defender_lint.rules",
        "defender_lint.reports.full", "defender_lint.reports.json_report",
    ):  # fmt: skip
        assert heavy not in modules, heavy


def test_options_make_no_difference_to_the_answer(run: Any, wrong_case: str) -> None:
    """Nothing but paths takes a way of its own past the parser; both must lead to the same."""
    assert run(wrong_case) == run("check", wrong_case) == run("--engine", "auto", wrong_case)
    assert run("no-such.json") == run("check", "no-such.json")


def test_help_of_the_program_reads_no_schema(child_environment: dict[str, str]) -> None:
    assert "defender_lint.catalogue" not in imported(child_environment, "--help")
