"""``--output-file``: the report appears whole or not at all."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from defender_lint.cli import output
from defender_lint.cli.output import RunFailed


def test_report_goes_to_the_file_and_the_summary_to_standard_error(
    run: Any, wrong_case: str
) -> None:
    outcome = run("--output-format", "json", "--output-file", "report.json", wrong_case)
    assert outcome.status == 1
    assert outcome.out == ""
    assert outcome.err == "1 body in 1 file: 1 error; 1 fixable with --fix\n"
    assert json.loads(Path("report.json").read_bytes())["summary"]["errors"] == 1


def test_quiet_is_quiet(run: Any, wrong_case: str) -> None:
    assert run("-q", "--output-file", "report.txt", wrong_case).err == ""
    assert Path("report.txt").read_text("utf-8").startswith("error[key-case]")


def test_colours_stay_out_of_files(
    run: Any, wrong_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    run("--output-file", "report.txt", wrong_case)
    assert "\x1b" not in Path("report.txt").read_text("utf-8")


def test_unknown_folder(run: Any, valid: str) -> None:
    outcome = run("--output-file", "no/such/report.txt", valid)
    assert outcome.status == 2
    assert outcome.err == "error: cannot write no/such/report.txt: no such file or directory\n"


def test_folder_instead_of_a_file(run: Any, valid: str) -> None:
    Path("reports").mkdir()
    outcome = run("--output-file", "reports", valid)
    assert outcome.err == "error: cannot write reports: is a directory\n"


def test_old_report_stays_until_the_new_one_is_complete() -> None:
    Path("report.txt").write_text("old", encoding="utf-8")

    def chunks() -> Any:
        yield "new"
        assert Path("report.txt").read_text("utf-8") == "old"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        output.write_file("report.txt", chunks())
    assert os.listdir() == ["report.txt"]
    assert Path("report.txt").read_text("utf-8") == "old"


def test_mode_and_links_of_an_old_report_are_kept() -> None:
    Path("real.txt").write_text("old", encoding="utf-8")
    os.chmod("real.txt", 0o640)
    os.symlink("real.txt", "link.txt")
    output.write_file("link.txt", ["new"])
    assert os.path.islink("link.txt")
    assert Path("real.txt").read_text("utf-8") == "new"
    assert stat.S_IMODE(os.stat("real.txt").st_mode) == 0o640


def test_devices_are_written_to_and_never_replaced(run: Any, valid: str) -> None:
    assert run("--output-file", os.devnull, valid).status == 0
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_full_disk() -> None:
    with pytest.raises(RunFailed, match=r"^cannot write /dev/full: no space left on device$"):
        output.write_file("/dev/full", ["x" * 100_000])


def test_text_that_is_not_utf8_does_not_stop_a_report() -> None:
    output.write_file("report.txt", ["a\ud800b\n"])
    assert Path("report.txt").read_bytes() == b"a?b\n"


def test_a_hyphen_is_standard_output(run: Any, wrong_case: str) -> None:
    assert run("--output-file", "-", wrong_case) == run(wrong_case)
    assert not Path("-").exists()
