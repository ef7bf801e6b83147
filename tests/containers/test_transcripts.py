"""Transcripts: what the commands say of a realistic file of each kind.

Beside each file in ``files`` stands what ``which`` and ``check`` print of it, and what fixes would
change. Adding a file needs no code; ``pytest --update-cases`` writes the transcripts anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from defender_lint.sources.registry import DATA_FORMATS, TEXT_FORMATS
from support import said, thinned

FILES = Path(__file__).parent / "files"
NAMES = sorted(path.name for path in FILES.iterdir() if path.suffix != ".out")
FORMATS = [each for each in (*TEXT_FORMATS, *DATA_FORMATS) if ".scripts." not in each.module]

COMMANDS = (
    ("which",),
    ("check", "--quiet", "--output-format", "concise"),
    ("check", "--quiet", "--diff", "--unsafe-fixes"),
)


def transcript(name: str) -> str:
    return "\n".join(
        f"$ defender-lint {' '.join(command)} {name}\n{said(*command, '--isolated', name)[0]}"
        for command in COMMANDS
    )


@pytest.mark.parametrize("name", NAMES)
def test_transcript(
    name: str, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(FILES)
    expected = FILES / f"{name}.out"
    if pytestconfig.getoption("--update-cases"):
        expected.write_text(transcript(name), encoding="utf-8")
    assert transcript(name) == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", thinned(["utf-8-sig", "utf-16", "utf-32"], ["utf-16"]))
@pytest.mark.parametrize("name", ["soc.postman_collection.json", "records.yaml", "machines.http"])
def test_the_encoding_of_a_file_makes_no_difference(
    name: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (FILES / name).read_text(encoding="utf-8")
    (tmp_path / name).write_bytes(text.encode(encoding))
    monkeypatch.chdir(tmp_path)
    assert transcript(name) == (FILES / f"{name}.out").read_text(encoding="utf-8")


def test_every_format_has_a_realistic_file() -> None:
    listed, _ = said("which", "--isolated", "--output-format", "json", str(FILES))
    met = {body["source"] for body in json.loads(listed)["bodies"]}
    missing = {each.name for each in FORMATS} - met
    assert not missing, (
        f"put a realistic file with mistakes into tests/containers/files: {sorted(missing)}; "
        "`pytest tests/containers --update-cases` writes what is found beside it"
    )
