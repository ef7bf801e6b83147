"""Where a grammar is not installed, such files are left out, and one line says so."""

from pathlib import Path

import pytest

from defender_lint.cli import main
from defender_lint.sources import registry
from defender_lint.sources.options import DEFAULTS
from defender_lint.sources.scripts import languages
from defender_lint.sources.scripts.languages import requests_in
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

SCRIPT = "Invoke-RestMethod -Method Delete -Uri https://api.security.microsoft.com/api/machines/x/offboard\n"


@pytest.mark.parametrize("missing", ["tree-sitter", "tree-sitter-powershell"])
def test_scripts_are_left_out(
    missing: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(registry, "_is_installed", lambda name: name != missing)
    monkeypatch.chdir(tmp_path)
    for name in ("a.ps1", "b.psm1"):
        Path(name).write_text(SCRIPT, encoding="utf-8")
    Path("isolate-machine.json").write_text('{"comment": "x"}', encoding="utf-8")

    with pytest.raises(SystemExit) as ended:
        main(["check", "--output-format", "concise", "."])

    said = capsys.readouterr()
    assert ended.value.code == 1  # the body is still judged
    assert "isolate-machine.json:1:2: error key-case" in said.out
    assert "a.ps1" not in said.out
    assert f"2 files left out: what reads them, {missing}, is not installed" in said.err


def test_pieces_of_other_files_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "is_available", lambda _: False)
    assert list(requests_in(Text.whole(Source(SCRIPT)), "powershell", DEFAULTS)) == []


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("PowerShell", "powershell"),
        ("pwsh", "powershell"),
        ("azurepowershell-interactive", "powershell"),
        ("py", "python"),
        ("bash", "shell"),
        ("console", "shell"),
        ("tsx", "typescript"),
        ("C#", "csharp"),
        ("kusto", None),
        ("", None),
    ],
)
def test_what_languages_are_called(name: str, language: str | None) -> None:
    assert languages.language_of(name) == language
