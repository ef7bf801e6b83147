"""``action.yml``, each step run as GitHub's runner would run it.

https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
DOCS = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
INSTALL, CHECK, UPLOAD = ACTION["runs"]["steps"]


@dataclass
class Step:
    """What a step left behind."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str


@dataclass
class Runner:
    """Just enough of a runner: expressions, environment files, ``shell: bash``."""

    workspace: Path
    temp: Path
    action: Path
    environment: dict[str, str]
    inputs: dict[str, str] = field(default_factory=dict)
    steps: dict[str, dict[str, str]] = field(default_factory=dict)

    def given(self, **inputs: str) -> Runner:
        """Set inputs; those that are not given have their defaults."""
        defaults = {name: each["default"] for name, each in ACTION["inputs"].items()}
        self.inputs = {**defaults, **{name.replace("_", "-"): inputs[name] for name in inputs}}
        return self

    def value(self, expression: str) -> str:
        """Look up ``inputs.NAME`` or ``steps.ID.outputs.NAME``."""
        kind, *path = expression.split(".")
        if kind == "inputs":
            return self.inputs[path[0]]
        assert (kind, path[1]) == ("steps", "outputs"), expression
        return self.steps.get(path[0], {}).get(path[2], "")

    def filled(self, text: str) -> str:
        return re.sub(r"\$\{\{ *(.+?) *\}\}", lambda found: self.value(found[1]), text)

    def is_on(self, condition: str) -> bool:
        """Evaluate the condition of a step: comparisons joined by ``&&``."""
        inside = condition.removeprefix("${{").removesuffix("}}")
        for part in map(str.strip, inside.split("&&")):
            if part == "!cancelled()":
                continue
            left, operator, right = part.split(" ")
            if (self.value(left) == right.strip("'")) != (operator == "=="):
                return False
        return True

    def run(self, step: dict[str, Any]) -> Step:
        """Run a step with a script and keep its outputs."""
        assert step["shell"] == "bash"
        self.temp.mkdir(exist_ok=True)
        files = {name: self.temp / f"{step['id']}.{name}" for name in ("OUTPUT", "STEP_SUMMARY")}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        script = self.temp / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **self.environment,
                **{name: self.filled(text) for name, text in step["env"].items()},
                **{f"GITHUB_{name}": str(path) for name, path in files.items()},
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(self.action),
                "GITHUB_WORKSPACE": str(self.workspace),
                "RUNNER_TEMP": str(self.temp),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        lines = files["OUTPUT"].read_text(encoding="utf-8").splitlines()
        self.steps[step["id"]] = outputs = dict(line.split("=", 1) for line in lines)
        summary = files["STEP_SUMMARY"].read_text(encoding="utf-8")
        return Step(done.returncode, done.stdout, outputs, summary)


@pytest.fixture(scope="module")
def installed(
    checkout: Path,
    tmp_path_factory: pytest.TempPathFactory,
    clean_environment: dict[str, str],
    package_index: None,  # noqa: ARG001
) -> str:
    """Run the first step, as it is without a ``version``, and return the Python that it made."""
    folder = tmp_path_factory.mktemp("runner")
    runner = Runner(folder, folder / "temp", checkout, clean_environment).given()
    step = runner.run(INSTALL)
    assert step.status == 0, step.log
    return step.outputs["python"]


@pytest.fixture
def runner(
    installed: str,
    workspace: Path,
    tmp_path: Path,
    checkout: Path,
    clean_environment: dict[str, str],
) -> Runner:
    """Return a runner that has done the first step."""
    runner = Runner(workspace, tmp_path / "temp", checkout, clean_environment).given()
    runner.temp.mkdir()
    runner.steps["install"] = {"python": installed, "folder": str(runner.temp)}
    return runner


def test_findings_fail_the_step_and_become_annotations_a_summary_and_outputs(
    runner: Runner,
) -> None:
    step = runner.given(paths="bad\ngood").run(CHECK)
    assert step.status == 1
    group, annotation, *_ = step.log.splitlines()
    assert group == "::group::bad/web01.isolate-machine.json"
    assert annotation.startswith(
        "::error file=bad/web01.isolate-machine.json,line=2,endLine=2,col=3,endColumn=12,"
        "title=defender-lint (key-case)::bad/web01.isolate-machine.json:2:3: `comment` should be "
        "`Comment`"
    )
    assert "400 MissingRequiredParameter" in annotation
    assert step.log.splitlines()[-1].startswith("2 bodies in 2 files: 3 errors")
    assert step.summary.startswith("### defender-lint\n\n| Place | Severity | Rule |")
    assert step.summary.count("[key-case](") == 2
    sarif = step.outputs.pop("sarif-file")
    assert step.outputs == {"exit-status": "1", "errors": "3", "warnings": "0"}
    results = json.loads(Path(sarif).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == ["key-case", "key-case", "value-case"]


def test_clean_payloads_pass(runner: Runner) -> None:
    step = runner.given(paths="good").run(CHECK)
    assert (step.status, step.log) == (0, "1 body in 1 file: no problems\n")
    assert step.summary == "### defender-lint\n\n1 body in 1 file: no problems\n"
    step.outputs.pop("sarif-file")
    assert step.outputs == {"exit-status": "0", "errors": "0", "warnings": "0"}


def test_without_paths_the_whole_workspace_is_checked(runner: Runner) -> None:
    assert "2 bodies in 2 files: 3 errors" in runner.given().run(CHECK).log


def test_a_run_that_fails_says_so_and_has_no_counts(runner: Runner) -> None:
    step = runner.given(api="isolate-the-machine").run(CHECK)
    assert step.status == 2
    assert "there is no API 'isolate-the-machine'. Did you mean 'isolate-machine'" in step.log
    assert step.outputs == {"exit-status": "2"}


def test_all_bodies_are_for_the_api_that_is_given(runner: Runner) -> None:
    step = runner.given(paths="good", api="run-av-scan").run(CHECK)
    assert "title=defender-lint (missing-key)" in step.log
    assert "`ScanType` is missing" in step.log


def test_fail_on_decides_what_fails(runner: Runner) -> None:
    assert runner.given(paths="bad", fail_on="never").run(CHECK).outputs["exit-status"] == "0"
    (runner.workspace / ".defender-lint.yaml").write_text("fail-on: never\n", encoding="utf-8")
    assert runner.given(paths="bad").run(CHECK).status == 0
    assert runner.given(paths="bad", fail_on="warning").run(CHECK).status == 1


def test_args_are_options_one_a_line(runner: Runner) -> None:
    step = runner.given(paths="bad", args="--ignore=key-case\n--ignore\nvalue-case\n").run(CHECK)
    assert (step.status, step.log) == (0, "1 body in 1 file: no problems\n")


def test_paths_may_hold_blanks_and_whatever_a_shell_would_like_to_run(runner: Runner) -> None:
    folder = runner.workspace / "my $(touch owned) payloads; touch owned"
    (runner.workspace / "bad").rename(folder)
    step = runner.given(paths=folder.name, api="$(touch owned)").run(CHECK)
    assert step.status == 2
    assert runner.given(paths=folder.name).run(CHECK).outputs["errors"] == "3"
    assert list(runner.workspace.rglob("owned")) == []


def test_a_path_is_never_taken_for_an_option(runner: Runner) -> None:
    (runner.workspace / "--version").mkdir()
    (runner.workspace / "bad").rename(runner.workspace / "--version/bad")
    assert runner.given(paths="--version").run(CHECK).outputs["errors"] == "3"


@pytest.mark.parametrize("folder", ["bad", "./bad/", "{workspace}/bad"])
def test_paths_are_relative_to_the_working_directory_and_annotations_to_the_workspace(
    runner: Runner, folder: str
) -> None:
    where = folder.format(workspace=runner.workspace)
    step = runner.given(working_directory=where, paths="web01.isolate-machine.json").run(CHECK)
    named = re.findall(r"^::error file=([^,]+),", step.log, re.MULTILINE)
    assert named == ["bad/web01.isolate-machine.json"] * 3


def test_code_of_the_checked_repository_is_not_run(runner: Runner) -> None:
    for name in ("json.py", "venv.py", "pip.py", "defender_lint.py", "click.py"):
        (runner.workspace / name).write_text("open('owned', 'w')", encoding="utf-8")
    assert runner.given(paths="good").run(CHECK).status == 0
    assert not (runner.workspace / "owned").exists()


@pytest.mark.parametrize(
    ("version", "package"),
    [
        ("", "{action}"),
        ("0.1.0", "defender-lint==0.1.0"),
        ("./dist/defender_lint-0.1.0-py3-none-any.whl",) * 2,
        ("git+https://example.com/defender-lint@main",) * 2,
    ],
)
def test_version_says_what_is_installed(
    version: str, package: str, workspace: Path, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    fake = tools / "python3"  # makes an environment whose python is itself
    fake.write_text(
        '#!/bin/sh\necho "$*" >> "$RUNNER_TEMP/calls"\n'
        'case "$*" in *venv*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;; esac\n',
        encoding="utf-8",
    )
    fake.chmod(0o755)
    environment = {**clean_environment, "PATH": f"{tools}:{clean_environment['PATH']}"}
    runner = Runner(workspace, tmp_path / "temp", ROOT, environment).given(version=version)
    assert runner.run(INSTALL).status == 0
    asked = (runner.temp / "calls").read_text(encoding="utf-8").splitlines()[-1]
    assert asked.endswith(f" -- {package.format(action=ROOT)}")


@pytest.mark.parametrize(
    ("sarif", "file", "is_on"),
    [("true", "x.sarif", True), ("false", "x.sarif", False), ("true", "", False)],
)
def test_findings_are_uploaded_if_asked_for_and_there(
    runner: Runner, sarif: str, file: str, is_on: bool
) -> None:
    runner.given(sarif=sarif).steps["check"] = {"sarif-file": file}
    assert runner.is_on(UPLOAD["if"]) is is_on
    assert runner.filled(UPLOAD["with"]["sarif_file"]) == file


def test_the_uploading_action_is_pinned_to_a_commit() -> None:
    assert re.fullmatch(r"github/codeql-action/upload-sarif@[0-9a-f]{40}", UPLOAD["uses"])


def test_inputs_reach_scripts_through_the_environment_only() -> None:
    assert not any("${{" in step.get("run", "") for step in ACTION["runs"]["steps"])


def test_the_documentation_lists_exactly_the_inputs_and_outputs() -> None:
    table = re.search(r"\| input \|.*?\n\n", DOCS, re.DOTALL)
    assert table
    assert re.findall(r"^\| `([a-z-]+)` \|", table[0], re.MULTILINE) == list(ACTION["inputs"])
    outputs = re.search(r"Its outputs are (.+?)\.", DOCS)
    assert outputs
    assert re.findall(r"`([a-z-]+)`", outputs[1]) == list(ACTION["outputs"])
