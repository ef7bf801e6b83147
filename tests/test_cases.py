"""The cases: request bodies, each with the exact report that it must get.

A case is two files, ``cases/<operation>/<case>.json`` (or another suffix that the linter reads)
and ``<case>.out`` beside it: the lines of the concise report, paths relative to ``cases``, empty
for a body that nothing is wrong with. Adding one needs no code; ``pytest --update-cases`` writes
the reports anew.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.cli import main
from defender_lint.rules import RULES
from defender_lint.sources.reading import format_of

ROOT = Path(__file__).parent / "cases"
SCHEMAS = Path(__file__).parents[1] / "schemas"
CASES = sorted(
    path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*") if format_of(path.name)
)
OPERATIONS = sorted({path.name for path in ROOT.iterdir()})
ENGINES = ("jsonschema-rs", pytest.param("jsonschema", marks=pytest.mark.slow))

NEVER_IN_A_CASE = {
    "deprecated-api": "ignored: all cases of two operations would have it, and only until its day",
    "ambiguous-api": "the folder's name leaves no doubt",
    "graph-body": "the folder's name says which API a case is for",
    **dict.fromkeys(
        (
            "json-depth", "unknown-path", "wrong-method", "path-case", "empty-id", "id-format",
            "empty-result", "wrong-host", "legacy-host", "unexpected-body", "odata",
            "shell-expansion", "token-expired", "token-audience", "token-role",
            "device-not-supported", "client-version", "feature-disabled", "operation-disallowed",
            "resource-not-found", "capacity", "burst-rate", "rate-limit", "old-body",
        ),
        "about what stands around a body; a case is a body",
    ),
}  # fmt: skip
CODES = {
    "InvalidRequestBody",
    "MissingRequiredParameter",
    "InvalidHashValue",
    "InvalidIpAddress",
    "InvalidUrl",
    "InvalidDomainName",
    "MaximumBatchSizeExceeded",
    "InvalidInput",
    "BadRequest",
}
FINDING = re.compile(r".+?:\d+:\d+: (?P<severity>error|warning) (?P<rule>\S+) (?P<rest>.+)")
CODE = re.compile(r" \[([A-Z]\w+)\]$")
NAMES_AN_API = b"defender-lint: api="


@pytest.fixture(autouse=True)
def _in_the_folder_of_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def report(*arguments: str, engine: str = "jsonschema-rs") -> str:
    """Run the command line and return its concise report, without the summary."""
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    shown = ["--output-format", "concise", "--quiet", "--ignore", "deprecated-api"]
    with redirect_stdout(text), pytest.raises(SystemExit) as ended:
        main(["check", *shown, "--engine", engine, *arguments])
    text.flush()
    assert ended.value.code in (0, 1)
    return out.getvalue().decode()


def expected(case: str) -> str:
    return _out(case).read_bytes().decode()


def _out(case: str) -> Path:
    return (ROOT / case).with_suffix(".out")


def expected_lines(operation: str) -> Iterator[str]:
    for case in cases_of(operation):
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


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_folder_says_what_the_option_would_say(operation: str) -> None:
    cases = [each for each in cases_of(operation) if NAMES_AN_API not in (ROOT / each).read_bytes()]
    assert report("--api", operation, *cases) == "".join(map(expected, cases))


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


def test_every_rule_is_met_twice() -> None:
    findings = [FINDING.fullmatch(line) for op in OPERATIONS for line in expected_lines(op)]
    met = Counter(finding["rule"] for finding in findings if finding)
    assert sum(met.values()) == len(findings)
    rare = {rule for rule in RULES if met[rule] < 2}
    assert rare - set(NEVER_IN_A_CASE) == set(), "add two cases that show the rule, in tests/cases"
    assert set(NEVER_IN_A_CASE) - rare == set()


def test_every_code_is_predicted() -> None:
    errors = (line for op in OPERATIONS for line in expected_lines(op) if ": error " in line)
    assert {code[1] for line in errors if (code := CODE.search(line))} == CODES


def soft_rules(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield the ``x-advice`` entries of a schema file as it is written, but for those of lists.

    What ``x-batch`` and its like find is told in words of their own.
    """
    members: Iterable[Any] = schema.values() if isinstance(schema, dict) else schema
    if isinstance(schema, dict):
        for advice in schema.get("x-advice", ()):
            if not {"x-batch", "x-sequence", "x-renamed"} & advice["schema"].keys():
                yield advice
    for member in members:
        if isinstance(member, (dict, list)):
            yield from soft_rules(member)


def pattern_of(advice: dict[str, Any]) -> str:
    """Turn a soft rule's message into a regular expression."""
    message = re.sub(r"\\\{(?:key|value)\\\}", ".+", re.escape(advice["message"]))
    return rf"(?m): warning {advice['rule']} {message}(?: \[\w+\])?$"


@pytest.mark.parametrize(
    "file",
    [path for path in sorted(SCHEMAS.glob("*/*.json")) if path.stem != "operations"],
    ids=lambda path: path.stem,
)
def test_every_soft_rule_is_met(file: Path) -> None:
    where = OPERATIONS if file.parent.name == "shared" else [file.stem]
    reports = "\n".join(line for operation in where for line in expected_lines(operation))
    advices = list(soft_rules(json.loads(file.read_bytes())))
    unmet = [each["message"] for each in advices if not re.search(pattern_of(each), reports)]
    assert unmet == [], (
        "add a case for each; where another advice speaks of the same value, the first one counts"
    )
