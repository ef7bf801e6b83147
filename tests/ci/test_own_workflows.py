"""The project's own workflows: what they may do, what they run, and on what.

macOS, Windows, other Pythons and the publishing itself cannot be tried here; the workflows are
parsed, held under two linters, and their scripts executed where that is possible.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github" / "workflows"
FILES = {file.stem: file for file in sorted(FOLDER.glob("*.yml"))}
WORKFLOWS: dict[str, dict[str, Any]] = {
    name: yaml.safe_load(file.read_text(encoding="utf-8")) for name, file in FILES.items()
}
JOBS = {
    f"{name}/{id}": job
    for name, workflow in WORKFLOWS.items()
    for id, job in workflow["jobs"].items()
}
SCRIPTS: dict[str, str] = {
    f"{name}: {step.get('name', step['run'])}": step["run"]
    for name, job in JOBS.items()
    for step in job["steps"]
    if "run" in step
}


def script(step: str) -> str:
    return next(text for name, text in SCRIPTS.items() if name.endswith(f": {step}"))


def bash(text: str, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", text],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_has_no_permission_but_those_that_a_job_asks_for(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {}


def test_only_a_release_may_write_anything() -> None:
    may_write = {
        f"{name}: {permission}"
        for name, job in JOBS.items()
        for permission, level in job["permissions"].items()
        if level == "write"
    }
    assert may_write == {
        "release/attest: attestations",
        "release/attest: id-token",
        "release/publish: id-token",
    }


@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_hangs_is_ended(name: str) -> None:
    assert JOBS[name]["timeout-minutes"] <= 120


def test_actions_are_named_by_hash_and_each_by_one() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in FILES.values())
    used = set(re.findall(r"uses: (.+)", text))
    assert used
    pinned = [re.fullmatch(r"([\w./-]+)@[0-9a-f]{40} # v[\d.]+", each) for each in used]
    assert all(pinned), used
    assert len({each[1] for each in pinned if each}) == len(used)


def test_the_pythons_that_are_promised_are_tried_on_every_system() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    promised = re.findall(r"Python :: (3\.\d+)", project)
    matrix = JOBS["ci/tests"]["strategy"]["matrix"]
    assert matrix["python"] == promised
    assert matrix["system"] == ["ubuntu-latest", "macos-latest", "windows-latest"]
    (lowest,) = re.findall(r'requires-python = ">=(.+)"', project)
    assert promised[0] == lowest


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_bash(name: str) -> None:
    done = subprocess.run(["bash", "-n"], input=SCRIPTS[name], encoding="utf-8", check=False)
    assert done.returncode == 0
    assert "${{" not in SCRIPTS[name]  # values come by the environment, where nothing runs them


def test_a_tag_that_names_another_version_stops_the_release(
    clean_environment: dict[str, str], tmp_path: Path
) -> None:
    check = script("The tag, the package and the changelog name one version")
    (tmp_path / ".ci").mkdir()
    (tmp_path / "linter/defender_lint").mkdir(parents=True)
    (tmp_path / ".ci/version.py").write_bytes((ROOT / ".ci/version.py").read_bytes())
    package = tmp_path / "linter/defender_lint/__init__.py"
    package.write_bytes((ROOT / "linter/defender_lint/__init__.py").read_bytes())
    changelog = tmp_path / "CHANGELOG.md"
    environment = {**clean_environment, "TAG": "v0.1.0"}

    changelog.write_text("## [Unreleased]\n\n## [0.1.0] - 2027-01-04\n", encoding="utf-8")
    assert bash(check, tmp_path, environment) == (0, "")
    changelog.write_text("## [Unreleased]\n", encoding="utf-8")
    assert bash(check, tmp_path, environment) == (
        1,
        "the tag is v0.1.0, but CHANGELOG.md names no released version\n",
    )
    status, said = bash(check, tmp_path, {**environment, "TAG": "v0.2.0"})
    assert (status, said.splitlines()[0]) == (
        1,
        "the tag is v0.2.0, but linter/defender_lint/__init__.py names 0.1.0",
    )


@pytest.mark.slow
def test_what_a_newcomer_types_runs(
    checkout: Path,
    tmp_path: Path,
    clean_environment: dict[str, str],
    package_index: None,  # noqa: ARG001
) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    path = f"{tmp_path / 'venv/bin'}:{clean_environment['PATH']}"
    status, said = bash(
        script("What a newcomer types"), checkout, {**clean_environment, "PATH": path}
    )
    assert status == 0, said
    assert "key-case" in said


@pytest.mark.slow
def test_what_is_released_is_a_wheel_and_its_source(
    checkout: Path,
    clean_environment: dict[str, str],
    package_index: None,  # noqa: ARG001
) -> None:
    status, said = bash(script("Build").splitlines()[-1], checkout, clean_environment)
    assert status == 0, said
    assert sorted(file.name for file in (checkout / "dist").iterdir()) == [
        "defender_lint-0.1.0-py3-none-any.whl",
        "defender_lint-0.1.0.tar.gz",
    ]


@pytest.mark.slow
def test_workflows_pass_zizmor_at_its_strictest(zizmor: Callable[..., tuple[int, str]]) -> None:
    status, report = zizmor("--persona=auditor", "--no-config", ROOT / ".github")
    assert status == 0, report


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_workflows_pass_actionlint(name: str, actionlint: Callable[[Path], list[str]]) -> None:
    assert actionlint(FILES[name]) == []
