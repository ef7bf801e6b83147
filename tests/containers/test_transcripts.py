"""Transcripts: what the commands say of a realistic file of each kind.

Beside each file in ``files`` stands what ``which`` and ``check`` print of it. Adding a file needs
no code; ``pytest --update-cases`` writes the transcripts anew.
"""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from defender_lint.cli import main

FILES = Path(__file__).parent / "files"
NAMES = sorted(path.name for path in FILES.iterdir() if path.suffix != ".out")


def transcript(name: str) -> str:
    said = []
    for command in (["which"], ["check", "--output-format", "concise", "--quiet"]):
        out = io.BytesIO()
        text = io.TextIOWrapper(out, encoding="utf-8", newline="")
        with redirect_stdout(text), pytest.raises(SystemExit):
            main([*command, "--isolated", name])
        text.flush()
        said.append(f"$ defender-lint {command[0]} {name}\n{out.getvalue().decode()}")
    return "\n".join(said)


@pytest.mark.parametrize("name", NAMES)
def test_transcript(
    name: str, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(FILES)
    expected = FILES / f"{name}.out"
    if pytestconfig.getoption("--update-cases"):
        expected.write_text(transcript(name), encoding="utf-8")
    assert transcript(name) == expected.read_text(encoding="utf-8")
