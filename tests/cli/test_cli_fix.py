"""``--fix`` and its kin on the command line: files in, exact output, status and files out."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from defender_lint.fixing.change import changed

WRONG = '{"comment": "back to work"}\n'
RIGHT = '{"Comment": "back to work"}\n'
NAME = "web01.unisolate-machine.json"


@pytest.fixture
def wrong() -> Path:
    path = Path(NAME)
    path.write_bytes(WRONG.encode())
    return path


def test_fix_fixes_in_place_and_says_so(run: Any, wrong: Path) -> None:
    outcome = run("--fix", NAME)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == "1 body in 1 file: no problems; 1 fixed\n"
    assert wrong.read_bytes() == RIGHT.encode()


def test_what_cannot_be_fixed_is_still_reported(run: Any) -> None:
    Path("run-av-scan.json").write_text('{"comment": "x", "ScanType": "Deep"}')
    outcome = run("--fix", "--output-format", "concise", "run-av-scan.json")
    assert outcome.status == 1
    assert outcome.out == (
        "run-av-scan.json:1:30: error unknown-value `Deep` is not a value of `ScanType`; "
        "use `Quick` or `Full` [InvalidRequestBody]\n"
        "1 body in 1 file: 1 error; 1 fixed\n"
    )


def test_diff_prints_and_writes_nothing(run: Any, wrong: Path) -> None:
    outcome = run("--diff", NAME)
    assert outcome.status == 1
    assert outcome.out == (
        f"--- {NAME}\n+++ {NAME}\n@@ -1 +1 @@\n"
        '-{"comment": "back to work"}\n+{"Comment": "back to work"}\n'
    )
    assert wrong.read_bytes() == WRONG.encode()


def test_diff_of_a_clean_file_is_empty(run: Any) -> None:
    Path(NAME).write_text(RIGHT)
    outcome = run("--diff", NAME)
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_diff_knows_a_last_line_without_its_end(run: Any) -> None:
    Path(NAME).write_text(WRONG.rstrip())
    assert run("--diff", NAME).out.endswith(
        '-{"comment": "back to work"}\n\\ No newline at end of file\n'
        '+{"Comment": "back to work"}\n\\ No newline at end of file\n'
    )


def test_fix_only_reports_what_it_fixed_and_nothing_else(run: Any) -> None:
    Path("run-av-scan.json").write_text('{"comment": "x", "ScanType": "Deep"}')
    outcome = run("--fix-only", "--output-format", "concise", "run-av-scan.json")
    assert outcome.status == 0
    assert outcome.out.startswith("run-av-scan.json:1:2: error key-case `comment` should be")
    assert "unknown-value" not in outcome.out


def test_standard_input_goes_fixed_to_standard_output(run: Any) -> None:
    outcome = run("--fix", "--api", "unisolate-machine", "-", stdin=WRONG.encode())
    assert outcome.status == 0
    assert outcome.out == RIGHT
    assert outcome.err == "1 body in 1 file: no problems; 1 fixed\n"


def test_standard_input_without_a_fix_comes_out_as_it_went_in(run: Any) -> None:
    outcome = run("--fix", "--api", "unisolate-machine", "-", stdin=b'{"Comment": [1]}')
    assert outcome.out == '{"Comment": [1]}'
    assert outcome.status == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_standard_input_goes_fixed_to_standard_output_byte_for_byte(
    encoding: str, child_environment: dict[str, str]
) -> None:
    wrong = '{"comment": "zurück 🚑"}\r\n'
    ran = subprocess.run(
        [sys.executable, "-m", "defender_lint", "--fix", "--api", "unisolate-machine", "-"],
        input=wrong.encode(encoding), capture_output=True,
        env={**child_environment, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert ran.stdout == wrong.replace("comment", "Comment").encode(encoding)


def test_a_diff_applies_whatever_the_encoding_of_the_output(
    child_environment: dict[str, str],
) -> None:
    Path(NAME).write_bytes('{"comment": "zurück 🚑"}\r\n'.encode())
    ran = subprocess.run(
        [sys.executable, "-m", "defender_lint", "--diff", NAME], capture_output=True,
        env={**child_environment, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert ran.stdout.endswith('+{"Comment": "zurück 🚑"}\r\n'.encode())


@pytest.mark.parametrize(
    "further",
    [("--output", "json=out"), ("--output-file", "out"), ("--write-baseline", "out")],
)
def test_diff_writes_no_report_and_says_so(run: Any, further: Any) -> None:
    Path(NAME).write_text(WRONG)
    outcome = run("--diff", *further, NAME)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("error: --diff prints a patch and writes nothing, no report")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encoding_mark_and_newlines_stay(run: Any, encoding: str, newline: str) -> None:
    wrong = '{\n  "comment": "zurück 🚑"\n}\n'.replace("\n", newline)
    Path(NAME).write_bytes(wrong.encode(encoding))
    assert run("--fix", NAME).status == 0
    assert Path(NAME).read_bytes() == wrong.replace("comment", "Comment").encode(encoding)


def test_mode_and_symbolic_link_stay(run: Any, wrong: Path) -> None:
    wrong.chmod(0o640)
    Path("link.unisolate-machine.json").symlink_to(wrong)
    assert run("--fix", "link.unisolate-machine.json").status == 0
    assert Path("link.unisolate-machine.json").is_symlink()
    assert wrong.read_bytes() == RIGHT.encode()
    assert stat.S_IMODE(wrong.stat().st_mode) == 0o640


def test_a_read_only_file_is_reported_and_left(run: Any, wrong: Path) -> None:
    wrong.chmod(0o444)
    outcome = run("--fix", "--quiet", "--output-format", "concise", NAME)
    assert outcome.status == 2
    assert outcome.err == f"error: {NAME}: not fixed, the file is read-only\n"
    assert "key-case" in outcome.out
    assert wrong.read_bytes() == WRONG.encode()


def test_a_file_that_changed_meanwhile_is_not_overwritten(
    run: Any, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change_and_go_on(*args: Any) -> Any:
        wrong.write_text("{}")
        return changed(*args)

    monkeypatch.setattr("defender_lint.fixing.change.changed", change_and_go_on)
    outcome = run("--fix", NAME)
    assert outcome.status == 2
    assert (
        outcome.err == f"error: {NAME}: not fixed, the file has changed meanwhile; run it again\n"
    )
    assert wrong.read_text() == "{}"


def test_a_file_that_is_gone_is_reported(
    run: Any, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def delete_and_go_on(*args: Any) -> Any:
        wrong.unlink()
        return changed(*args)

    monkeypatch.setattr("defender_lint.fixing.change.changed", delete_and_go_on)
    outcome = run("--fix", NAME)
    assert outcome.status == 2
    assert outcome.err.splitlines()[0] == f"error: {NAME}: not fixed, the file is gone"


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(
    run: Any, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = run("--fix", NAME)
    assert outcome.status == 2
    assert "not fixed, it cannot be written: no space left on device" in outcome.err
    assert wrong.read_bytes() == WRONG.encode()
    assert os.listdir() == [NAME]


def test_nothing_is_written_where_nothing_is_to_fix(run: Any) -> None:
    Path(NAME).write_text(RIGHT)
    before = Path(NAME).stat().st_mtime_ns
    assert run("--fix", NAME).out == "1 body in 1 file: no problems\n"
    assert Path(NAME).stat().st_mtime_ns == before


def test_comments_and_formatting_of_yaml_stay(run: Any) -> None:
    Path("run-av-scan.yaml").write_text(
        "# weekly\ncomment:   'Weekly scan'   # why\nscan_type: full\n---\nComment: second\nScanType: quick # yes\n"
    )
    assert run("--fix", "run-av-scan.yaml").status == 0
    assert Path("run-av-scan.yaml").read_text() == (
        "# weekly\nComment:   'Weekly scan'   # why\nScanType: Full\n---\nComment: second\nScanType: Quick # yes\n"
    )


def test_standard_input_in_yaml_is_fixed_as_yaml(run: Any) -> None:
    outcome = run("--fix", "--api", "unisolate-machine", "-", stdin=b"# why\ncomment: x\n")
    assert (outcome.status, outcome.out) == (0, "# why\nComment: x\n")


def test_standard_input_that_is_no_text_is_passed_on_byte_by_byte() -> None:
    data = b"\0\xff\1\n"
    command = [sys.executable, "-m", "defender_lint", "--fix", "--api", "unisolate-machine", "-"]
    outcome = subprocess.run(command, input=data, capture_output=True, check=False)
    assert (outcome.returncode, outcome.stdout) == (1, data)
    assert b"this is a binary file" in outcome.stderr


def test_a_hard_link_that_is_cut_is_said(run: Any, wrong: Path) -> None:
    os.link(wrong, "other.txt")
    outcome = run("--fix", NAME)
    assert outcome.status == 0
    assert outcome.err == (
        f"{NAME}: fixed, but the old text stays under 1 other name of this file (hard links)\n"
    )
    assert Path("other.txt").read_text() == WRONG


@pytest.mark.usefixtures("wrong")
def test_a_diff_has_colours_where_they_are_asked_for(run: Any) -> None:
    plain = run("--diff", NAME).out
    coloured = run("--diff", "--color", "always", NAME).out
    assert "\x1b[1;32m+" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_no_line_of_a_diff_is_a_command_to_a_ci_service(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "comment: |\n  ::error::x\nIsolationType: Full\n"
    Path("isolate-machine.yaml").write_text(text)
    assert "\n   ::error::x\n" in run("--diff", "isolate-machine.yaml").out  # applies as it is
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "\n   \ua789:error::x\n" in run("--diff", "isolate-machine.yaml").out


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot tell whether a process is dead")
def test_what_a_killed_run_has_left_goes_even_if_nothing_is_left_to_fix(run: Any) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    litter = Path("below", f".defender-lint-{dead.pid}-1.tmp")
    litter.parent.mkdir()
    litter.write_text(WRONG)
    Path("below", NAME).write_text(RIGHT)
    assert run(".").status == 0
    assert litter.exists()  # who only looks removes nothing
    assert run("--fix", "--diff", ".").status == 0
    assert litter.exists()
    assert run("--fix", ".").status == 0
    assert not litter.exists()
