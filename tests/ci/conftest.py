"""What the tests of the CI files share: a wheel to install, and folders of payloads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="session")
def wheel(
    checkout: Path,
    tmp_path_factory: pytest.TempPathFactory,
    package_index: None,  # noqa: ARG001
) -> Path:
    """Return a wheel of this repository."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(checkout)], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a folder as a CI service would check it out: one bad payload, one good one."""
    folder = tmp_path / "workspace"
    for kind in ("bad", "good"):
        name = "web01.isolate-machine.json"
        (folder / kind).mkdir(parents=True)
        (folder / kind / name).write_bytes((EXAMPLES / kind / name).read_bytes())
    return folder
