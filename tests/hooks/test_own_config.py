"""The project's own ``.pre-commit-config.yaml``: it passes here, and has the project's own hook."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CONFIG = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
OFFERED = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for repo in CONFIG["repos"] for hook in repo["hooks"]}


def test_the_hook_of_ours_is_the_one_that_others_get() -> None:
    offered = next(hook for hook in OFFERED if hook["id"] == "defender-lint")
    ours = HOOKS["defender-lint"]
    assert all(ours[key] == offered[key] for key in ("entry", "args", "types"))


@pytest.mark.slow
def test_the_hooks_pass(clean_environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        ["pre-commit", "run", "--all-files"],
        cwd=ROOT,
        env={**clean_environment, "PRE_COMMIT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert [line.rsplit(".", 1)[1] for line in done.stdout.splitlines()] == ["Passed"] * len(HOOKS)
