"""SARIF reports under Microsoft's own validator, and under what GitHub code scanning asks for.

The validator is installed from npm into a folder of the test run, so these tests need the registry;
where that is out of reach they are skipped, and the schema alone judges (test_report_sarif.py).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from defender_lint.spans import Excerpt
from defender_lint.summary import Summary

pytestmark = pytest.mark.slow

PACKAGE = "@microsoft/sarif-multitool@5.7.0"

# Fetching every URI is the validator's own network access, which no test may cause.
POLICY = """<?xml version="1.0" encoding="utf-8"?>
<Properties>
  <Properties Key="SARIF2006.UrisShouldBeReachable.Options">
    <Property Key="RuleEnabled" Value="Disabled"
      Type="Microsoft.CodeAnalysis.Sarif.Driver.RuleEnabledState" />
  </Properties>
</Properties>
"""

ACCEPTED = {
    # Wants messages as ids with arguments. Ours are whole sentences that the checks make.
    "SARIF2002",
    # Wants repository and revision. Whoever uploads the report knows them; a linter that only
    # reads the files it is given does not.
    "SARIF2003",
    # Wants rule ids such as CS2001. Ours are words, and stable.
    "SARIF2009",
    # Want the text of every region and of what surrounds it. A span of several lines has none:
    # only one line is ever quoted. Nor has a span that is a line of its own any surroundings.
    "SARIF2010",
    "SARIF2011",
}


@pytest.fixture(scope="session")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of the validator."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("npm")
    options = ["--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        installed = subprocess.run(
            [npm, "install", *options, PACKAGE],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm took too long to install {PACKAGE}")
    if installed.returncode:
        pytest.skip(f"npm cannot install {PACKAGE}: {installed.stderr.strip()[-300:]}")
    programs = list(folder.glob("node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool*"))
    programs = [program for program in programs if program.suffix in (".Multitool", ".exe")]
    if not programs:
        pytest.skip(f"{PACKAGE} has no program for this platform")
    programs[0].chmod(0o755)
    return programs[0]


@pytest.fixture
def complaints(multitool: Path, tmp_path: Path) -> Callable[[str], set[str]]:
    """Return a function that names the rules of the validator that a log breaks."""

    def validated(log: str) -> set[str]:
        written, policy, verdict = (tmp_path / name for name in ("a.sarif", "p.xml", "v.sarif"))
        written.write_text(log)
        policy.write_text(POLICY)
        subprocess.run(
            [
                multitool, "validate", written, "--output", verdict, "--config", policy,
                "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note",
                "--log", "ForceOverwrite",
            ],
            capture_output=True,
            timeout=300,
            check=True,
        )  # fmt: skip
        (run,) = json.loads(verdict.read_text(encoding="utf-8-sig"))["runs"]
        assert run["invocations"][0]["executionSuccessful"]
        return {result["ruleId"] for result in run.get("results", [])}

    return validated


def test_realistic_report(complaints: Any, realistic: Any, report: Any, summary: Any) -> None:
    assert complaints(report("sarif", realistic, summary)) <= ACCEPTED


def test_report_without_findings(complaints: Any, report: Any) -> None:
    assert complaints(report("sarif", [])) <= ACCEPTED


def test_report_on_all_cases(complaints: Any, case_findings: Any, report: Any) -> None:
    assert complaints(report("sarif", case_findings)) <= ACCEPTED


def test_hostile_report(complaints: Any, realistic: Any, report: Any) -> None:
    hostile = "[a](1) {0} {x} \x00\x1b\ud800\uffff %0A ##vso[x] </script> " + "é😀" * 5_000
    findings = [
        finding.replace(file=file, message=hostile, pointer=hostile, excerpt=Excerpt(hostile))
        for finding in realistic[:3]
        for file in ("", "<stdin>", "../a b:c?d#e%.json", "caf\udce9.json", "a\\b\x00.json")
    ]
    log = report("sarif", findings, Summary(failures=[hostile], exit_status=2))
    assert complaints(log) <= ACCEPTED


def test_validator_is_awake(complaints: Any, realistic: Any, report: Any) -> None:
    log = json.loads(report("sarif", realistic[:1]))
    (result,) = log["runs"][0]["results"]
    result["locations"] = []
    del log["$schema"]
    assert {"GH1015", "SARIF2008"} <= complaints(json.dumps(log))
