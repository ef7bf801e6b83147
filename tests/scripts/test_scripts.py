"""The scripts: each with what is found in it, and what must be said of it.

A script ``<language>/<script>`` has a transcript ``<script>.out`` beside it: a line for each
request that is ours, as ``which`` has it, then a line for each finding: where it is, what stands
there, and what a fix would write. ``pytest --update-cases`` writes the transcripts anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from defender_lint.cli import main
from defender_lint.sources.registry import DATA_FORMATS, TEXT_FORMATS
from support import said

ROOT = Path(__file__).parent
SCRIPTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.glob("*/*")
    if path.suffix not in (".out", ".pyc") and path.parent.name != "__pycache__"
)
LANGUAGES = [each.name for each in (*TEXT_FORMATS, *DATA_FORMATS) if ".scripts." in each.module]
AT_LEAST = {**dict.fromkeys(LANGUAGES, 8), "powershell": 25, "python": 15}
"""How many scripts show the idioms and the mistakes of each language."""

OF_SCRIPTS = ("json-depth", "shell-expansion", "token-audience", "wrong-media-type")


Answers = dict[str, list[dict[str, Any]]]


def answered(command: str, member: str) -> Answers:
    """Return what a command answers to all scripts, by script."""
    shown, status = said(command, "--output-format", "json", *SCRIPTS)
    assert status in (0, 1)
    answers: Answers = {}
    for each in json.loads(shown)[member]:
        answers.setdefault(each["file"], []).append(each)
    return answers


@pytest.fixture(scope="module")
def answers() -> tuple[Answers, Answers]:
    """What ``which`` and ``check`` say."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        return answered("which", "bodies"), answered("check", "findings")
    finally:
        os.chdir(before)


def found(bodies: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each request that is ours, and one for each part that is not known."""
    for each in bodies:
        if each["by"] == "none":
            continue
        url = each["url"].replace("\n", " ")
        api = ", ".join(each["apis"]) or "nothing"
        yield f"{each['line']}:{each['column']} {each['method']} {url} -> {api}"
        for unknown in each["unknown"]:
            yield f"    {unknown['what']}: {unknown['why']}, line {unknown['line']}"


def reported(text: str, findings: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each finding: its place, what stands there, and what a fix would write.

    The words are shown of rules that are about scripts; those of others have tests of their own.
    """
    for each in findings:
        start = offset(text, each["line"], each["column"])
        end = offset(text, each["end_line"], each["end_column"])
        place = f"{each['line']}:{each['column']} {text[start:end]!r}"
        line = f"{place} {each['severity']} {each['rule']}"
        if each["code"]:
            line += f" [{each['code']}]"
        if each["fix"]:
            written = ", ".join(repr(edit["text"]) for edit in each["fix"]["edits"])
            line += f" -> {written} ({each['fix']['applicability']})"
        yield line + (" suppressed" if each["suppressed"] else "")
        if each["rule"] in OF_SCRIPTS:
            yield f"    {each['message']}"


def offset(text: str, line: int, column: int) -> int:
    return sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) + column - 1


@pytest.mark.parametrize("script", SCRIPTS)
def test_transcript(
    script: str, answers: tuple[Answers, Answers], pytestconfig: pytest.Config
) -> None:
    bodies, findings = (each.get(script, []) for each in answers)
    text = (ROOT / script).read_bytes().decode("utf-8-sig")
    seen = "".join(f"{line}\n" for line in (*found(bodies), "", *reported(text, findings)))

    path = ROOT / f"{script}.out"
    if pytestconfig.getoption("update_cases"):
        path.write_bytes(seen.encode())
    assert seen == path.read_bytes().decode()


def test_each_language_has_its_scripts() -> None:
    counts = Counter(script.partition("/")[0] for script in SCRIPTS)
    few = {name: least for name, least in AT_LEAST.items() if counts[name] < least}
    assert not few, f"so many scripts belong into tests/scripts/<format>: {few}"
    assert set(counts) == set(AT_LEAST)


def test_a_script_has_a_transcript() -> None:
    transcripts = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.out")}
    assert transcripts == {f"{script}.out" for script in SCRIPTS}


@pytest.mark.slow
def test_fixes_change_their_tokens_and_nothing_else(
    answers: tuple[Answers, Answers], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(
        ROOT, tmp_path / "scripts", ignore=shutil.ignore_patterns("*.out", "__pycache__")
    )
    monkeypatch.chdir(tmp_path / "scripts")
    with pytest.raises(SystemExit):
        main(["check", "--quiet", "--fix", "--unsafe-fixes", *SCRIPTS])

    for script, findings in answers[1].items():
        text = (ROOT / script).read_bytes().decode()
        edits = {
            (edit["offset"], edit["length"], edit["text"])
            for each in findings
            if each["fix"] and not each["suppressed"]
            for edit in each["fix"]["edits"]
        }
        for at, length, written in sorted(edits, reverse=True):
            text = text[:at] + written + text[at + length :]
        assert Path(script).read_bytes().decode() == text

    left = answered("check", "findings")
    fixable = [each for findings in left.values() for each in findings if each["fix"]]
    assert all(each["suppressed"] for each in fixable)
