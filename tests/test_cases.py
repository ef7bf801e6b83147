"""The cases: request bodies, each with the exact report that it must get.

A case is two files, ``cases/<operation>/<case>.json`` (or another suffix that the linter reads)
and ``<case>.out`` beside it: the lines of the concise report, paths relative to ``cases``, empty
for a body that nothing is wrong with. Adding one needs no code; ``pytest --update-cases`` writes
the reports anew.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.rules import RULES
from defender_lint.sources.registry import format_of
from support import said

ROOT = Path(__file__).parent / "cases"
DOCS = Path(__file__).parents[1] / "docs"
SCHEMAS = Path(__file__).parents[1] / "schemas"
FILES = [path for path in sorted(SCHEMAS.glob("*/*.json")) if path.stem != "operations"]
CASES = sorted(
    path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*") if format_of(path.name)
)
OPERATIONS = sorted({path.name for path in ROOT.iterdir()})
ENGINES = ("jsonschema-rs", pytest.param("jsonschema", marks=pytest.mark.slow))

IGNORED = "deprecated-api"
"""Said of all cases of two operations, and only until its day."""

FINDING = re.compile(r".+?:\d+:\d+: (?P<severity>error|warning) (?P<rule>\S+) (?P<rest>.+)")
CODE = re.compile(r" \[([A-Z]\w+)\]$")
NAMES_AN_API = b"defender-lint: api="


@pytest.fixture(autouse=True)
def _in_the_folder_of_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def report(*arguments: str, engine: str = "jsonschema-rs") -> str:
    """Run the command line and return its concise report, without the summary."""
    shown = ["--output-format", "concise", "--quiet", "--ignore", IGNORED]
    concise, status = said("check", *shown, "--engine", engine, *arguments)
    assert status in (0, 1)
    return concise


def expected(case: str) -> str:
    assert _out(case).exists(), (
        f"{case} lacks its report; `pytest tests/test_cases.py --update-cases` writes it"
    )
    return _out(case).read_bytes().decode()


def _out(case: str) -> Path:
    return (ROOT / case).with_suffix(".out")


def expected_lines(operation: str) -> Iterator[str]:
    for case in cases_of(operation):
        if _out(case).exists():
            yield from expected(case).splitlines()


def cases_of(operation: str) -> list[str]:
    return [case for case in CASES if case.startswith(f"{operation}/")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_reports(operation: str, engine: str, pytestconfig: pytest.Config) -> None:
    cases = cases_of(operation)
    if pytestconfig.getoption("update_cases") and engine == "jsonschema-rs":
        for case in cases:
            _out(case).write_bytes(report(case).encode())
    assert report(*cases, engine=engine) == "".join(map(expected, cases))

    # The folder says what the option would say.
    quiet = [each for each in cases if NAMES_AN_API not in (ROOT / each).read_bytes()]
    named = report("--api", operation, *quiet, engine=engine)
    assert named == "".join(map(expected, quiet))


@pytest.mark.slow
def test_cases_do_not_touch_each_other() -> None:
    """All bodies in one run, there and back: what was linted before makes no difference."""
    there = Counter(report(*CASES).splitlines())
    back = Counter(report(*reversed(CASES)).splitlines())
    alone = Counter(line for case in CASES for line in report(case).splitlines())
    assert there == back == alone


def test_a_case_is_two_files() -> None:
    bodies = Counter(case.rpartition(".")[0] for case in CASES)
    reports = {path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.glob("*/*.out")}
    alone = sorted(set(bodies) ^ reports)
    assert alone == [], (
        f"{alone} lack a body or a report; `pytest tests/test_cases.py --update-cases` writes reports"
    )
    assert {name for name, count in bodies.items() if count > 1} == set()
    others = set(ROOT.rglob("*")) - {ROOT / case for case in CASES} - {_out(c) for c in CASES}
    assert others == {ROOT / operation for operation in OPERATIONS}


def test_names_say_what_is_clean() -> None:
    for case in CASES:
        name = case.rpartition("/")[2]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+", name), case
        assert name.startswith("clean") == (expected(case) == ""), (
            f"{case}: the name begins with `clean` if its report is empty, and only then"
        )


def test_every_operation_has_cases_of_all_kinds(catalogue: Catalogue) -> None:
    without = sorted(set(catalogue.body_ids()) ^ set(OPERATIONS))
    assert without == [], f"a folder in tests/cases for each operation with a body: {without}"
    for operation in OPERATIONS:
        cases = cases_of(operation)
        assert len(cases) >= 6, f"{operation}: six cases at least, right ones and wrong ones"
        assert {expected(case) == "" for case in cases} == {True, False}, operation
        assert {found.name for case in cases if (found := format_of(case))} >= {"json", "yaml"}


def is_about_bodies(rule: str) -> bool:
    """Whether the example of a rule is a body; others are about what stands around it."""
    examples = (DOCS / "examples" / rule).glob("bad.*")
    return any(path.name.split(".")[1] in OPERATIONS for path in examples)


def test_every_rule_about_bodies_is_met_twice() -> None:
    findings = [FINDING.fullmatch(line) for op in OPERATIONS for line in expected_lines(op)]
    met = Counter(finding["rule"] for finding in findings if finding)
    assert sum(met.values()) == len(findings)
    about_bodies = {rule for rule in RULES if is_about_bodies(rule)} - {IGNORED}
    assert len(about_bodies) > 30
    rare = sorted(rule for rule in about_bodies if met[rule] < 2)
    assert rare == [], f"add two cases to tests/cases that show {rare}"


def test_every_code_that_is_named_for_bodies_is_predicted() -> None:
    named = {RULES[rule].code for rule in RULES if is_about_bodies(rule)}
    named |= {
        each.get("code")
        for file in FILES
        for node in objects(json.loads(file.read_bytes()))
        for each in (*node.get("x-advice", ()), *node.get("x-error", {}).values())
    }
    errors = (line for op in OPERATIONS for line in expected_lines(op) if ": error " in line)
    predicted = {code[1] for line in errors if (code := CODE.search(line))}
    missing = sorted(code for code in named - predicted if code is not None)
    assert missing == [], f"add cases to tests/cases whose errors have the codes {missing}"
    assert predicted <= named


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a schema file as it is written."""
    if isinstance(schema, dict):
        yield schema
    members: Iterable[Any] = schema.values() if isinstance(schema, dict) else schema
    for member in members:
        if isinstance(member, (dict, list)):
            yield from objects(member)


def soft_rules(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield the ``x-advice`` entries of a schema file, but for those of lists.

    What ``x-batch`` and its like find is told in words of their own.
    """
    for node in objects(schema):
        for advice in node.get("x-advice", ()):
            if not {"x-batch", "x-sequence", "x-renamed"} & advice["schema"].keys():
                yield advice


def pattern_of(advice: dict[str, Any]) -> str:
    """Turn a soft rule's message into a regular expression."""
    message = re.sub(r"\\\{(?:key|value)\\\}", ".+", re.escape(advice["message"]))
    return rf"(?m): warning {advice['rule']} {message}(?: \[\w+\])?$"


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_every_soft_rule_is_met(file: Path) -> None:
    where = OPERATIONS if file.parent.name == "shared" else [file.stem]
    reports = "\n".join(line for operation in where for line in expected_lines(operation))
    advices = list(soft_rules(json.loads(file.read_bytes())))
    unmet = [each["message"] for each in advices if not re.search(pattern_of(each), reports)]
    assert unmet == [], (
        "add a case for each; where another advice speaks of the same value, the first one counts"
    )
