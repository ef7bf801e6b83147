"""The scripts: each with what is found in it, and what must be said of it.

A script ``<language>/<script>`` has a transcript ``<script>.out`` beside it: a line for each
request that is ours, as ``which`` has it, then a line for each finding: where it is, what stands
there, and what a fix would write. ``pytest --update-cases`` writes the transcripts anew.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from defender_lint.cli import main

ROOT = Path(__file__).parent
SCRIPTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.glob("*/*")
    if path.suffix not in (".out", ".pyc") and path.parent.name != "__pycache__"
)
AT_LEAST = {
    "ci": 8,
    "csharp": 8,
    "javascript": 8,
    "notebook": 8,
    "powershell": 25,
    "python": 15,
    "shell": 8,
}
"""How many scripts show the idioms and the mistakes of each language."""

OF_SCRIPTS = ("json-depth", "shell-expansion", "token-audience", "wrong-media-type")


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def said(*arguments: str) -> str:
    """Return what a command writes."""
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    with redirect_stdout(text), pytest.raises(SystemExit) as ended:
        main(list(arguments))
    text.flush()
    assert ended.value.code in (0, 1)
    return out.getvalue().decode()


def found(script: str) -> Iterator[str]:
    """Yield a line for each request that is ours, and one for each part that is not known."""
    for each in json.loads(said("which", "--output-format", "json", script))["bodies"]:
        if each["by"] == "none":
            continue
        url = each["url"].replace("\n", " ")
        api = ", ".join(each["apis"]) or "nothing"
        yield f"{each['line']}:{each['column']} {each['method']} {url} -> {api}"
        for unknown in each["unknown"]:
            yield f"    {unknown['what']}: {unknown['why']}, line {unknown['line']}"


def reported(script: str) -> Iterator[str]:
    """Yield a line for each finding: its place, what stands there, and what a fix would write.

    The words are shown of rules that are about scripts; those of others have tests of their own.
    """
    text = (ROOT / script).read_bytes().decode("utf-8-sig")
    report = said("check", "--output-format", "json", "--quiet", script)
    for each in json.loads(report)["findings"]:
        spot = text[offset(text, each["line"], each["column"]) :]
        end = offset(text, each["end_line"], each["end_column"]) - (len(text) - len(spot))
        line = f"{each['line']}:{each['column']} {spot[:end]!r} {each['severity']} {each['rule']}"
        if each["code"]:
            line += f" [{each['code']}]"
        if each["fix"]:
            written = ", ".join(repr(edit["text"]) for edit in each["fix"]["edits"])
            line += f" -> {written} ({each['fix']['applicability']})"
        yield line
        if each["rule"] in OF_SCRIPTS:
            yield f"    {each['message']}"


def offset(text: str, line: int, column: int) -> int:
    return sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) + column - 1


def transcript(script: str) -> str:
    return "".join(f"{line}\n" for line in (*found(script), "", *reported(script)))


@pytest.mark.parametrize("script", SCRIPTS)
def test_transcript(script: str, pytestconfig: pytest.Config) -> None:
    path = ROOT / f"{script}.out"
    seen = transcript(script)
    if pytestconfig.getoption("update_cases"):
        path.write_bytes(seen.encode())
    assert seen == path.read_bytes().decode()


def test_each_language_has_its_scripts() -> None:
    counts = Counter(script.partition("/")[0] for script in SCRIPTS)
    assert {name: min(count, AT_LEAST.get(name, 0)) for name, count in counts.items()} == AT_LEAST


def test_a_script_has_a_transcript() -> None:
    transcripts = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.out")}
    assert transcripts == {f"{script}.out" for script in SCRIPTS}
