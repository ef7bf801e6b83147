"""What ``--fix`` makes of every case, kept as diffs that somebody has read, one an operation.

``--update-cases`` writes them again; read what has changed before you keep it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from defender_lint.findings import Finding
from defender_lint.fixing.diff import diff
from defender_lint.sources.encoding import Decoded, decode
from support import fixed

CASES = Path(__file__).parent.parent / "cases"
OPERATIONS = sorted(folder.name for folder in CASES.iterdir())
HERE = Path(__file__).parent


def diffs(operation: str, *, unsafe: bool) -> Iterator[str]:
    for path in sorted((CASES / operation).iterdir()):
        decoded = decode(path.read_bytes())
        if path.suffix == ".out" or not isinstance(decoded, Decoded):
            continue
        name = path.relative_to(CASES).as_posix()
        after, left = fixed(decoded.text, operation, file=name, unsafe=unsafe)
        assert not any(is_wanted(each, unsafe=unsafe) for each in left), name
        if after != decoded.text:  # fixing is idempotent, and what is fixed is not what is left
            assert fixed(after, operation, file=name, unsafe=unsafe)[0] == after
        yield from diff(name, decoded.text, after)


def is_wanted(finding: Finding, *, unsafe: bool) -> bool:
    return finding.fix is not None and (unsafe or finding.fix.applicability == "safe")


@pytest.mark.parametrize(("kind", "unsafe"), [("safe", False), ("all", True)])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_case(operation: str, kind: str, unsafe: bool, pytestconfig: pytest.Config) -> None:
    shown = "".join(diffs(operation, unsafe=unsafe))
    kept = HERE / kind / f"{operation}.diff"
    if pytestconfig.getoption("update_cases"):
        kept.write_bytes(shown.encode())
    assert kept.exists(), f"pytest tests/fixing -k {operation} --update-cases writes {kept}"
    assert shown == kept.read_bytes().decode()


def test_a_diff_is_of_an_operation() -> None:
    kept = {path.relative_to(HERE) for path in HERE.glob("*/*.diff")}
    assert kept == {Path(kind, f"{each}.diff") for kind in ("safe", "all") for each in OPERATIONS}
