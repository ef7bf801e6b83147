"""What ``--fix`` makes of every case, kept as diffs that somebody has read.

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
HERE = Path(__file__).parent


def diffs(*, unsafe: bool) -> Iterator[str]:
    for path in sorted(CASES.glob("*/*")):
        decoded = decode(path.read_bytes())
        if path.suffix == ".out" or not isinstance(decoded, Decoded):
            continue
        name = path.relative_to(CASES).as_posix()
        after, left = fixed(decoded.text, name.partition("/")[0], file=name, unsafe=unsafe)
        assert not any(is_wanted(each, unsafe=unsafe) for each in left), name
        # Fixing is idempotent, and what is fixed is not what is left.
        assert fixed(after, name.partition("/")[0], file=name, unsafe=unsafe)[0] == after
        yield from diff(name, decoded.text, after)


def is_wanted(finding: Finding, *, unsafe: bool) -> bool:
    return finding.fix is not None and (unsafe or finding.fix.applicability == "safe")


@pytest.mark.parametrize(("snapshot", "unsafe"), [("safe.diff", False), ("all.diff", True)])
def test_every_case(snapshot: str, unsafe: bool, request: pytest.FixtureRequest) -> None:
    shown = "".join(diffs(unsafe=unsafe))
    kept = HERE / snapshot
    if request.config.getoption("--update-cases"):
        kept.write_bytes(shown.encode())
    assert shown == kept.read_bytes().decode()
