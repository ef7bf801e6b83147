"""Who may import whom, and what a run that finds nothing never imports."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "linter" / "defender_lint"
MODULES = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    """Return a module's name below the package: ``checks.formats``; empty for the package."""
    parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {dotted(path) for path in MODULES}


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a module imports anywhere, type checking included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            # `from package import module` imports the module.
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name == "defender_lint" or name.startswith("defender_lint."):
                below = name.removeprefix("defender_lint").removeprefix(".")
                yield below if below in NAMES else below.rpartition(".")[0]


IMPORTS = {dotted(path): set(imported(path)) for path in MODULES}


def part(module: str) -> str:
    """Return the part of the program that a module belongs to: its package, or itself."""
    return module.partition(".")[0]


# What each part may import besides itself. A part that is not here may import anything but the cli.
MAY_IMPORT = {
    "catalogue": {"diagnostic", "shipped"},
    "checks": {
        *("catalogue", "claims", "counts", "diagnostic", "findings", "gates", "memo", "odata"),
        *("record", "routing", "sources", "spans", "tenant", "tokens"),
    },
    "claims": {"record"},
    "counts": set(),
    "gates": {"catalogue", "shipped"},
    "glance": {"gates", "sources"},
    "json_value": {"checks", "sources"},
    "memo": set(),
    "naming": set(),
    "summary": {"diagnostic", "findings"},
    "diagnostic": {"record", "sources"},
    "findings": {"diagnostic", "record", "spans"},
    "fixing": {"checks", "findings", "os_errors", "sources", "whole_files"},
    "odata": {"checks", "sources"},
    "os_errors": set(),
    "own_output": set(),
    "project": set(),
    "record": set(),
    "repository": set(),
    # The package itself knows its version.
    "reports": {
        "checks",  # the one answer to a request
        "counts",
        "diagnostic",
        "findings",
        "rules",
        "project",
        "spans",
        "tokens",
        "",
        "summary",
    },
    "routing": {"catalogue", "checks", "memo", "naming", "sources"},
    "rules": {"diagnostic", "shipped"},
    "settings": {
        *("catalogue", "checks", "counts", "diagnostic", "findings", "own_output", "reports"),
        *("repository", "rules", "sources"),
    },
    "shipped": set(),
    "sources": {"diagnostic", "record", "repository", "shipped", "spans", "tokens"},
    "spans": set(),
    "tokens": set(),
    "whole_files": set(),
}


@pytest.mark.parametrize("module", sorted(name for name in IMPORTS if part(name) in MAY_IMPORT))
def test_one_way(module: str) -> None:
    own = part(module)
    strange = {name for name in IMPORTS[module] if part(name) not in MAY_IMPORT[own] | {own}}
    assert not strange


def test_no_imports_go_in_a_circle() -> None:
    TopologicalSorter({name: IMPORTS[name] - {name} for name in IMPORTS}).prepare()


def test_the_parts_are_there() -> None:
    assert set(MAY_IMPORT) <= {part(name) for name in NAMES}


@pytest.mark.parametrize("module", sorted(name for name in IMPORTS if part(name) != "cli"))
def test_nothing_but_the_program_imports_the_command_line(module: str) -> None:
    if module != "__main__":
        assert "cli" not in {part(name) for name in IMPORTS[module]}


def test_formats_know_nothing_of_schemas() -> None:
    for module in NAMES:
        if module.startswith("checks.formats"):
            inner = {name for name in IMPORTS[module] if name.startswith("checks.")}
            assert all(name.startswith(("checks.formats", "checks.words")) for name in inner)


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
        *("fixing", "sources.json_syntax", "sources.yaml_text"),
        *("reports.full", "reports.concise", "reports.json_report", "reports.excerpt"),
    )
}


def test_to_import_the_package_costs_nothing() -> None:
    ours = {name for name in loaded_by("import defender_lint") if name.startswith("defender_lint")}
    assert ours == {"defender_lint"}


@pytest.mark.parametrize(
    "code",
    [
        "from defender_lint import lint; assert not lint({'Comment': 'x'}, 'offboard-machine')",
        "from defender_lint import lint_text\n"
        """assert not lint_text('{"Comment": "x"}', 'offboard-machine')""",
    ],
)
def test_a_good_body_loads_nothing_that_only_a_finding_needs(code: str) -> None:
    assert not loaded_by(code) & (DEAR | FOR_FINDINGS)


def test_a_run_over_good_files_loads_nothing_that_only_a_finding_needs(tmp_path: Path) -> None:
    path = tmp_path / "offboard-machine.json"
    path.write_text('{"Comment": "x"}', encoding="utf-8")
    code = (
        "from defender_lint.cli import main\n"
        "try:\n"
        f"    main([{str(path)!r}])\n"
        "except SystemExit as exit:\n"
        "    assert not exit.code, exit.code"
    )
    assert not loaded_by(code) & (DEAR | FOR_FINDINGS)
