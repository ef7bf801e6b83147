"""A repository to put settings into, and ways to ask for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from defender_lint.settings import Settings, SettingsError, SettingsFinder

Write = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty repository the current folder."""
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def write(repository: Path) -> Write:
    """Return a function that writes a file below the current folder."""

    def write(name: str, text: str = "") -> Path:
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def complaints() -> Callable[..., list[str]]:
    """Return a function that gives the lines of the error that loading settings ends in."""

    def complaints(**arguments: Any) -> list[str]:
        with pytest.raises(SettingsError) as caught:
            SettingsFinder(**arguments).for_run()
        return str(caught.value).split("\n")

    return complaints


@pytest.fixture
def settings(write: Write) -> Callable[..., Settings]:
    """Return a function that loads a text as ``.defender-lint.yaml``."""

    def settings(text: str, **overrides: Any) -> Settings:
        write(".defender-lint.yaml", text)
        return SettingsFinder(overrides).for_run()

    return settings
