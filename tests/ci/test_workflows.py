"""The action, the templates and the workflows of the documentation, under the linters for such."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
WORKFLOWS = [
    block for block in re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL) if "\njobs:" in block
]

Run = Callable[..., tuple[int, str]]

# A commit that is part of a release cannot name its own hash, so the examples name the tag.
ZIZMOR_CONFIG = """\
rules:
  unpinned-uses:
    config:
      policies:
        "defender-lint/*": ref-pin
        "*": hash-pin
"""


def test_the_action_passes_zizmor_at_its_strictest(zizmor: Run) -> None:
    status, report = zizmor("--persona=auditor", "--no-config", ROOT / "action.yml")
    assert status == 0, report


def test_zizmor_would_complain(tmp_path: Path, zizmor: Run) -> None:
    file = tmp_path / "action.yml"
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    file.write_text(text.replace('"$PYTHON" -I', "${{ inputs.args }}"), encoding="utf-8")
    status, report = zizmor("--no-config", file)
    assert status != 0
    assert "error[template-injection]" in report


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_documented_workflows_pass_zizmor(workflow: str, tmp_path: Path, zizmor: Run) -> None:
    config = tmp_path / "zizmor.yml"
    config.write_text(ZIZMOR_CONFIG, encoding="utf-8")
    file = tmp_path / "workflow.yml"
    file.write_text(workflow, encoding="utf-8")
    status, report = zizmor("--config", config, file)
    assert status == 0, report


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
