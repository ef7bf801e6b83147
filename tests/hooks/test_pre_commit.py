"""The hooks, run by pre-commit and by prek in scratch repositories, from a clone of this one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BAD = (ROOT / "examples/bad/web01.isolate-machine.json").read_text(encoding="utf-8")
GOOD = (
    BAD.replace("comment", "Comment")
    .replace("isolationType", "IsolationType")
    .replace('"full"', '"Full"')
)
TYPO = '{"Comment": "INC-4711", "IsolationTipe": "Full"}\n'

REPORT = """\
error[key-case]: `comment` should be `Comment`: the service documents that letter case matters
 --> web01.isolate-machine.json:2:3 (isolate-machine)
  |
2 |   "comment": "INC-4711: Cobalt Strike beacon on WEB01",
  |   ^^^^^^^^^
  = the service would answer: 400 MissingRequiredParameter "Parameter Comment is missing." (or
      InvalidRequestBody, BadRequest)
  = help: rename `comment` to `Comment`
  = docs: https://learn.microsoft.com/defender-endpoint/api/isolate-machine
"""


@dataclass
class Outcome:
    status: int
    output: str


@dataclass
class Runner:
    """pre-commit or prek, with its cache and the repository that it takes the hooks from."""

    name: str
    hooks: Path
    rev: str
    environment: dict[str, str]

    def shows(self, report: str) -> str:
        """Return how the report of a hook comes out: prek indents it."""
        return textwrap.indent(report, "  ") if self.name == "prek" else report

    def scratch(self, folder: Path, hook: str = "defender-lint", **more: Any) -> Scratch:
        """Make a repository whose commits run a hook."""
        hooks = [{"id": hook, **more}]
        config = {"repos": [{"repo": str(self.hooks), "rev": self.rev, "hooks": hooks}]}
        return self.scratch_with(folder, yaml.safe_dump(config))

    def scratch_with(self, folder: Path, config: str) -> Scratch:
        scratch = Scratch(self, folder)
        scratch.run("git", "init", "--quiet")
        scratch.write(".pre-commit-config.yaml", config)
        assert scratch.run(self.name, "install").status == 0
        return scratch


@dataclass
class Scratch:
    """A repository of somebody who uses the hooks."""

    runner: Runner
    folder: Path

    def run(self, *command: str) -> Outcome:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.runner.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Outcome(done.returncode, done.stdout)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.run("git", "add", "--all")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def commit(self) -> Outcome:
        self.run("git", "add", "--all")
        return self.run("git", "commit", "-m", "Payloads")

    def check_all(self) -> Outcome:
        """Run the hook over all files and show what it prints even if it passes."""
        return self.run(self.runner.name, "run", "--all-files", "--verbose")

    @property
    def commits(self) -> int:
        counted = self.run("git", "rev-list", "--count", "--all")
        return int(counted.output)


@pytest.fixture(scope="module", params=["pre-commit", "prek"])
def runner(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    checkout: Path,
    clean_environment: dict[str, str],
    package_index: None,  # noqa: ARG001
) -> Iterator[Runner]:
    name: str = request.param
    assert shutil.which(name, path=clean_environment["PATH"]), f"{name} is not installed"
    cache = str(tmp_path_factory.mktemp(name))
    environment = {**clean_environment, "PRE_COMMIT_HOME": cache, "PREK_HOME": cache}
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=checkout, capture_output=True, text=True, check=True
    )
    yield Runner(name, checkout, head.stdout.strip(), environment)
    shutil.rmtree(cache)


def test_a_bad_payload_blocks_the_commit_with_a_readable_report(
    runner: Runner, tmp_path: Path
) -> None:
    scratch = runner.scratch(tmp_path)
    scratch.write("web01.isolate-machine.json", BAD)
    outcome = scratch.commit()
    assert outcome.status == 1
    assert scratch.commits == 0
    assert re.search(r"^defender-lint\.+Failed$", outcome.output, re.MULTILINE)
    assert "- exit code: 1\n" in outcome.output
    assert runner.shows(REPORT) in outcome.output
    assert "bodies in" not in outcome.output  # no summary for each batch of files


def test_a_clean_payload_is_committed(runner: Runner, tmp_path: Path) -> None:
    scratch = runner.scratch(tmp_path)
    scratch.write("web01.isolate-machine.json", GOOD)
    outcome = scratch.commit()
    assert outcome.status == 0
    assert scratch.commits == 1
    assert re.search(r"^defender-lint\.+Passed$", outcome.output, re.MULTILINE)


def test_the_fixing_hook_blocks_once_fixes_and_then_passes(runner: Runner, tmp_path: Path) -> None:
    scratch = runner.scratch(tmp_path, "defender-lint-fix")
    scratch.write("web01.isolate-machine.json", BAD)
    first = scratch.commit()
    assert first.status == 1
    assert re.search(r"^defender-lint --fix\.+Failed$", first.output, re.MULTILINE)
    assert "files were modified by this hook" in first.output
    assert "error[" not in first.output  # nothing is left to complain of
    assert scratch.commits == 0
    assert scratch.read("web01.isolate-machine.json") == GOOD
    assert scratch.commit().status == 0
    assert scratch.commits == 1


def test_the_fixing_hook_reports_what_it_must_not_fix(runner: Runner, tmp_path: Path) -> None:
    scratch = runner.scratch(tmp_path, "defender-lint-fix")
    scratch.write("web01.isolate-machine.json", TYPO)
    outcome = scratch.commit()
    assert outcome.status == 1
    assert "- exit code: 1\n" in outcome.output
    assert "files were modified by this hook" not in outcome.output
    assert "error[key-typo]: `IsolationTipe` is not a parameter" in outcome.output
    assert scratch.read("web01.isolate-machine.json") == TYPO


UNRELATED = {
    "package.json": '{"name": "playbooks", "version": "1.0.0", "scripts": {"test": "jest"}}',
    "tsconfig.json": '{\n  // a comment, and commas\n  "compilerOptions": {"strict": true,},\n}',
    "half.json": '{"a": [1, 2',
    "empty.json": "",
    "list.json": "[1, 2, 3]",
    "events.ndjson": '{"id": 1}\n{"id": 2}\nnot json\n',
    "chart/templates/web.yaml": "{{- if .Values.web }}\nkind: Service\n{{- end }}\n",
    ".github/workflows/ci.yml": "on: push\njobs: {}\n",
    "deep.json": "[" * 5000 + "]" * 5000,
    "no-text.json": "\x00\x01\x02",
}


def test_unrelated_files_are_left_alone_without_noise(runner: Runner, tmp_path: Path) -> None:
    scratch = runner.scratch(tmp_path)
    for name, text in UNRELATED.items():
        scratch.write(name, text)
    outcome = scratch.check_all()
    assert outcome.status == 0
    lines = [line for line in outcome.output.splitlines() if line]
    assert re.fullmatch(r"defender-lint\.+Passed", lines[0])
    headers = ("- hook id: ", "- description: ", "- duration: ")
    assert [line for line in lines[1:] if not line.startswith(headers)] == []


def test_an_unknown_body_is_an_error_where_the_settings_say_what_it_should_be(
    runner: Runner, tmp_path: Path
) -> None:
    scratch = runner.scratch(tmp_path)
    scratch.write("payloads/web01.json", '{"machine": "web01"}')
    scratch.write("other/web01.json", '{"machine": "web01"}')
    assert scratch.check_all().status == 0
    scratch.write(".defender-lint.yaml", "apis:\n  payloads/*.json: isolate-machine\n")
    outcome = scratch.check_all()
    assert outcome.status == 1
    assert "error[unknown-key]: `machine` is not a parameter of `isolate-machine`" in outcome.output
    assert " --> payloads/web01.json:1:2 (isolate-machine)" in outcome.output
    assert "other/web01.json" not in outcome.output


def test_what_the_settings_exclude_is_left_alone_though_hooks_name_every_file(
    runner: Runner, tmp_path: Path
) -> None:
    scratch = runner.scratch(tmp_path)
    scratch.write("attic/web01.isolate-machine.json", BAD)
    assert scratch.check_all().status == 1
    scratch.write(".defender-lint.yaml", "exclude: [attic/]\n")
    assert scratch.check_all().status == 0


def test_payload_files_of_every_kind_are_taken_and_no_others(
    runner: Runner, tmp_path: Path
) -> None:
    scratch = runner.scratch(tmp_path)
    taken = ["a.json", "b.jsonl", "c.ndjson", "d.yaml", "e.yml", "F.JSON"]
    for name in [*taken, "g.txt", "h.json5", "i.json.bak", "jsonfile"]:
        scratch.write(f"isolate-machine/{name}", '{"comment": "INC-4711", "IsolationType": "Full"}')
    outcome = scratch.check_all()
    assert sorted(re.findall(r"--> isolate-machine/(\S+):1:2", outcome.output)) == sorted(taken)


def test_the_configuration_of_the_readme_works(runner: Runner, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(repos:.*?)```", readme, re.DOTALL)
    assert found
    config = yaml.safe_load(found[1])
    config["repos"][0] |= {"repo": str(runner.hooks), "rev": runner.rev}
    scratch = runner.scratch_with(tmp_path, yaml.safe_dump(config))
    scratch.write("payloads/web01.isolate-machine.json", BAD)
    scratch.write("elsewhere/web01.isolate-machine.json", BAD)
    outcome = scratch.check_all()
    assert outcome.status == 1
    assert "--> payloads/web01.isolate-machine.json:2:3" in outcome.output
    assert "elsewhere" not in outcome.output


@pytest.mark.parametrize("more", [{}, {"args": ["--fail-on=warning", "--"]}])
def test_no_file_is_taken_for_an_option(
    runner: Runner, tmp_path: Path, more: dict[str, Any]
) -> None:
    """A path that a stranger commits would otherwise say where a report goes."""
    outside = tmp_path / "outside.json"
    folder = tmp_path / "repository"
    folder.mkdir()
    scratch = runner.scratch(folder, **more)
    scratch.write(f"--output-file={outside}", BAD)
    outcome = scratch.check_all()
    assert outcome.status == 1
    assert f"--> --output-file={outside}:2:3" in outcome.output
    assert not outside.exists()


def test_the_manifest_is_valid() -> None:
    program = Path(sys.executable).with_name("pre-commit")
    command = [str(program), "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
