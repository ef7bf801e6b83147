"""Who may import whom, and what a run that finds nothing never imports."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from imports import MODULES, NAMES, ROOT, dotted, imported, part
from structure import drawn, ground, parts

# What each part may import besides itself and the ground floor, and no more than it does;
# docs/structure.svg draws it. A part that is new has to say it here.
MAY_IMPORT = {
    # from files to requests
    "sources": set(),
    # what is known of the service, and which operation a request is for
    "catalogue": set(),
    "gates": {"catalogue"},
    "tenant": set(),
    "routing": {"catalogue", "sources"},
    # what is wrong with a request
    "engines": {"catalogue"},
    "odata": {"sources"},
    "checks": {"catalogue", "engines", "gates", "odata", "routing", "sources", "tenant"},
    "answers": {"catalogue"},
    # what a team makes of it
    "settings": {"catalogue", "engines", "sources"},
    "suppression": {"checks", "settings", "sources"},
    "baseline": {"checks", "sources"},
    "fixing": {"checks", "sources"},
    "reports": {"checks"},  # the one answer to a request
    # one file, many files
    "pace": {"catalogue", "routing", "sources"},
    "glance": {"gates", "sources"},
    "linting": {
        *("baseline", "catalogue", "checks", "engines", "fixing", "glance", "pace", "routing"),
        *("settings", "sources", "suppression"),
    },
    "judging": {
        *("baseline", "catalogue", "engines", "fixing", "linting", "routing", "settings"),
        "sources",
    },
    "processes": {"judging", "sources"},
    "run": {
        *("baseline", "fixing", "judging", "pace", "processes", "routing", "settings", "sources"),
        "suppression",
    },
    # the ends: none imports another
    "json_value": {"sources"},
    "library": {"catalogue", "checks", "json_value", "routing", "sources"},
    "preflight": {
        *("answers", "checks", "json_value", "library", "reports", "routing", "sources"),
    },
    "bulk": {"library", "linting", "reports", "settings", "sources"},
    "cli": {
        *("answers", "baseline", "catalogue", "engines", "fixing", "gates", "glance"),
        *("judging", "linting", "reports", "routing", "run", "settings", "sources", "tenant"),
    },
}


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    return {dotted(path): set(imported(path)) for path in MODULES}


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    return parts()


def test_one_way(imports: dict[str, set[str]], graph: dict[str, set[str]]) -> None:
    used_by_all = ground(graph)
    for module, names in imports.items():
        own = part(module)
        if own in MAY_IMPORT:
            allowed = MAY_IMPORT[own] | used_by_all | {own}
            strange = {name for name in names if part(name) not in allowed}
            assert not strange, (
                f"{module} may import {sorted(MAY_IMPORT[own])} and the ground floor"
            )


def test_every_part_above_the_ground_floor_says_what_it_may_import(
    graph: dict[str, set[str]],
) -> None:
    missing = set(drawn(graph)) - set(MAY_IMPORT)
    assert not missing, (
        f"say in MAY_IMPORT what {sorted(missing)} may import; a module that shall be of the ground "
        "floor imports nothing above it"
    )
    assert set(MAY_IMPORT) <= set(graph)


def test_no_part_may_import_what_it_does_not(imports: dict[str, set[str]]) -> None:
    used: dict[str, set[str]] = {}
    for module, names in imports.items():
        used.setdefault(part(module), set()).update(map(part, names))
    idle = {own: allowed - used[own] for own, allowed in MAY_IMPORT.items() if allowed - used[own]}
    assert not idle, "take them out of MAY_IMPORT"


def test_no_imports_go_in_a_circle(imports: dict[str, set[str]]) -> None:
    TopologicalSorter({name: imports[name] - {name} for name in imports}).prepare()


def test_no_parts_go_in_a_circle(graph: dict[str, set[str]]) -> None:
    TopologicalSorter(graph).prepare()


def test_nothing_but_the_program_imports_the_command_line(imports: dict[str, set[str]]) -> None:
    users = {name for name in imports if "cli" in map(part, imports[name])}
    assert {part(name) for name in users} == {"cli", "__main__"}


def test_formats_know_nothing_of_schemas(imports: dict[str, set[str]]) -> None:
    for module in NAMES:
        if module.startswith("checks.formats"):
            inner = {name for name in imports[module] if name.startswith("checks.")}
            assert all(name.startswith(("checks.formats", "words")) for name in inner)


@pytest.mark.parametrize("adapter", ["httpx", "requests", "aiohttp"])
def test_an_adapter_knows_nothing_but_the_guard(adapter: str, imports: dict[str, set[str]]) -> None:
    known = {"preflight.checking", "preflight.guard"}
    assert {name for name in imports[f"preflight.{adapter}"] if name} <= known


def test_every_package_is_shipped() -> None:
    # tomllib is in the standard library from Python 3.11 on only.
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^packages = (\[.*?\])", text, re.DOTALL | re.MULTILINE)
    assert listed is not None
    packages = {
        f"defender_lint.{dotted(path)}".rstrip(".") for path in MODULES if path.stem == "__init__"
    }
    assert set(ast.literal_eval(listed[1])) == packages | {
        "defender_lint.schemas",
        "defender_lint.schemas.mde",
        "defender_lint.schemas.shared",
        "defender_lint.schemas.xdr",
    }


def test_modules_are_short() -> None:
    long = {dotted(path): count_lines(path) for path in MODULES if count_lines(path) > 400}
    assert not long


def count_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def loaded_by(code: str) -> set[str]:
    """Return the modules that a fresh interpreter loads for ``code``."""
    script = (
        "import json, sys\n"
        "before = set(sys.modules)\n"
        f"{code}\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(json.loads(run.stdout.splitlines()[-1]))


DEAR = {"jsonschema", "yaml", "difflib", "idna"}
FOR_FINDINGS = {
    f"defender_lint.{name}"
    for name in (
        *("checks.ambiguity", "checks.explain", "checks.intent", "checks.locate"),
        *("checks.hard_rules", "checks.soft_rules", "checks.places", "checks.shown"),
        *("fixing", "sources.json.syntax", "sources.yaml.text"),
        *("reports.full", "reports.concise", "reports.json_report", "reports.excerpt"),
    )
}


OFFBOARD = f"https://api.security.microsoft.com/api/machines/{'0' * 40}/offboard"


def test_to_import_the_package_costs_nothing() -> None:
    ours = {name for name in loaded_by("import defender_lint") if name.startswith("defender_lint")}
    assert ours == {"defender_lint"}


@pytest.mark.parametrize(
    "code",
    [
        "from defender_lint import lint; assert not lint({'Comment': 'x'}, 'offboard-machine')",
        "from defender_lint import lint_text\n"
        """assert not lint_text('{"Comment": "x"}', 'offboard-machine')""",
        f"from defender_lint import check_request\n"
        f"""assert not check_request('POST', {OFFBOARD!r}, None, b'{{"Comment": "x"}}')""",
    ],
)
def test_a_good_body_loads_nothing_that_only_a_finding_needs(code: str) -> None:
    assert not loaded_by(code) & (DEAR | FOR_FINDINGS)


def linting(folder: Path, body: str, *, status: int) -> str:
    """Return code that lints a file, and fails unless that ends with a status."""
    path = folder / "offboard-machine.json"
    path.write_text(body, encoding="utf-8")
    return (
        "from defender_lint.cli import main\n"
        "try:\n"
        f"    main([{str(path)!r}])\n"
        "except SystemExit as exit:\n"
        f"    assert (exit.code or 0) == {status}, exit.code"
    )


def test_a_run_over_good_files_loads_nothing_that_only_a_finding_needs(tmp_path: Path) -> None:
    code = linting(tmp_path, '{"Comment": "x"}', status=0)
    assert not loaded_by(code) & (DEAR | FOR_FINDINGS)


RARE = {
    *("click", "copy", "dataclasses", "importlib.util", "inspect", "jsonschema_rs"),
    *("defender_lint.checks.formats", "defender_lint.sources.directives"),
    "defender_lint.sources.strangers",
}


def test_a_bad_body_loads_nothing_that_only_others_need(tmp_path: Path) -> None:
    code = linting(tmp_path, '{"comment": 1}', status=1)
    assert not loaded_by(code) & (DEAR | RARE)
