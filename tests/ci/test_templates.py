"""The templates for GitLab and Azure: their scripts run, their reports where they say."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
GITLAB = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))["defender-lint"]
AZURE = yaml.safe_load((ROOT / "ci/azure-pipelines.yml").read_text(encoding="utf-8"))
DOCS = (ROOT / "docs/ci.md").read_text(encoding="utf-8")


def bash(script: str, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def failed_tests(report: Path) -> list[str]:
    cases = ElementTree.parse(report).iter("testcase")  # noqa: S314
    return [str(case.get("name")) for case in cases if case.find("failure") is not None]


def test_gitlab_shows_findings_in_the_log_as_code_quality_and_as_failed_tests(
    wheel: Path, workspace: Path, clean_environment: dict[str, str]
) -> None:
    *install, check = GITLAB["script"]
    environment = {
        **clean_environment,
        **GITLAB["variables"],
        "GITLAB_CI": "true",
        "DEFENDER_LINT_PACKAGE": str(wheel),
    }
    assert bash("\n".join(install), workspace, environment)[0] == 0

    status, log = bash(check, workspace, environment)
    assert status == 1
    assert "error[key-case]: `comment` should be `Comment`" in log
    assert "2 bodies in 2 files: 3 errors" in log
    reports = GITLAB["artifacts"]["reports"]
    issues = json.loads((workspace / reports["codequality"]).read_text(encoding="utf-8"))
    assert [(each["check_name"], each["location"]["lines"]["begin"]) for each in issues] == [
        ("key-case", 2),
        ("key-case", 3),
        ("value-case", 3),
    ]
    assert {each["location"]["path"] for each in issues} == {"bad/web01.isolate-machine.json"}
    assert len(failed_tests(workspace / reports["junit"])) == 3
    assert GITLAB["artifacts"]["when"] == "always"

    chosen = {"DEFENDER_LINT_PATHS": "bad good", "DEFENDER_LINT_OPTIONS": "--fail-on never --quiet"}
    assert bash(check, workspace, {**environment, **chosen})[0] == 0
    status, log = bash(check, workspace, {**environment, "DEFENDER_LINT_PATHS": "good"})
    assert (status, log) == (0, "1 body in 1 file: no problems\n")
    assert json.loads((workspace / reports["codequality"]).read_text(encoding="utf-8")) == []


def test_azure_shows_findings_as_issues_and_as_failed_tests(
    wheel: Path, workspace: Path, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    check, publish = AZURE["steps"]

    def run(**parameters: str) -> tuple[int, str]:
        given = {each["name"]: each["default"] for each in AZURE["parameters"]} | parameters
        filled = {
            name: re.sub(r"\$\{\{ parameters\.(\w+) \}\}", lambda found: given[found[1]], text)
            for name, text in check["env"].items()
        }
        agent = {"TF_BUILD": "True", "AGENT_TEMPDIRECTORY": str(tmp_path / "agent")}
        return bash(check["bash"], workspace, {**clean_environment, **agent, **filled})

    status, log = run(package=str(wheel), paths="bad\ngood")
    assert status == 1
    assert (
        "##vso[task.logissue type=error;sourcepath=bad/web01.isolate-machine.json;linenumber=2;"
        "columnnumber=3;code=key-case;]`comment` should be `Comment`"
    ) in log
    folder, _, name = publish["inputs"]["testResultsFiles"].partition(")/")
    assert folder == "$(Agent.TempDirectory"
    assert len(failed_tests(tmp_path / "agent" / name)) == 3
    assert publish["condition"] == "succeededOrFailed()"

    status, log = run(package=str(wheel), paths="bad", options="--fail-on\nnever\n--quiet")
    assert status == 0
    assert "##vso[task.logissue" in log


def test_azure_parameters_reach_the_script_through_the_environment_only() -> None:
    assert "${{" not in AZURE["steps"][0]["bash"]
    assert "$(Agent" not in AZURE["steps"][0]["bash"]


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL))
def test_every_set_up_of_the_documentation_is_yaml(block: str) -> None:
    assert isinstance(yaml.safe_load(block), dict)


def test_the_documented_gitlab_set_up_changes_what_the_template_has() -> None:
    found = re.search(r"```yaml\n(include:.*?)```", DOCS, re.DOTALL)
    assert found
    documented = yaml.safe_load(found[1])
    assert documented["include"][0]["remote"].endswith("/ci/gitlab.yml")
    assert documented["defender-lint"]["variables"].keys() == GITLAB["variables"].keys()


def test_the_documented_azure_set_up_gives_the_parameters_that_the_template_takes() -> None:
    found = re.search(r"```yaml\n(resources:.*?)```", DOCS, re.DOTALL)
    assert found
    step = yaml.safe_load(found[1])["steps"][0]
    assert step["template"] == "ci/azure-pipelines.yml@defender-lint"
    assert list(step["parameters"]) == [each["name"] for each in AZURE["parameters"]]
