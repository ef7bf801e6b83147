"""What ``--fix`` makes of every case, kept as diffs that somebody has read.

``--update-cases`` writes them again; read what has changed before you keep it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from defender_lint import lint_text
from defender_lint.findings import Finding
from defender_lint.fixing import mend
from defender_lint.fixing.diff import diff
from defender_lint.sources.encoding import Decoded, decode

CASES = Path(__file__).parent.parent / "cases"
HERE = Path(__file__).parent


def diffs(*, unsafe: bool) -> Iterator[str]:
    for path in sorted(CASES.glob("*/*")):
        decoded = decode(path.read_bytes())
        if path.suffix == ".out" or not isinstance(decoded, Decoded):
            continue
        name = path.relative_to(CASES).as_posix()

        def check(text: str, name: str = name) -> list[Finding]:
            return lint_text(text, name.partition("/")[0], filename=name)

        def is_wanted(finding: Finding) -> bool:
            return finding.fix is not None and (unsafe or finding.fix.applicability == "safe")

        outcome = mend(decoded.text, check, is_wanted)
        assert not any(map(is_wanted, outcome.left)), name
        # Mending is idempotent, and what is mended is not what is left.
        assert mend(outcome.text, check, is_wanted).text == outcome.text
        yield from diff(name, decoded.text, outcome.text)


@pytest.mark.parametrize(("snapshot", "unsafe"), [("safe.diff", False), ("all.diff", True)])
def test_every_case(snapshot: str, unsafe: bool, request: pytest.FixtureRequest) -> None:
    shown = "".join(diffs(unsafe=unsafe))
    kept = HERE / snapshot
    if request.config.getoption("--update-cases"):
        kept.write_bytes(shown.encode())
    assert shown == kept.read_bytes().decode()
