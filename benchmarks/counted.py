"""What can be counted instead of timed: the same on every machine, however busy.

A run is watched from inside: every call of a Python function, every schema that is compiled. What a
valid run imports is counted by ``tests/test_imports.py``.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final, NamedTuple

from benchmarks.data import API, BATCH_API, indicator, write, write_lines
from defender_lint.cli import main

_LINES: Final = 200


class Count(NamedTuple):
    """Something that was counted, and the most that it may be."""

    what: str
    number: float
    most: float


def counts() -> Iterable[Count]:
    """Yield everything that is counted."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for kind, calls, compiled in (("valid", 8, 0), ("bad", 170, 1)):
            right = kind == "valid"
            few, many = folder / f"few.{API}.jsonl", folder / f"many.{API}.jsonl"
            write_lines(few, _LINES, right=right)
            write_lines(many, 2 * _LINES, right=right)
            _calls(few)  # what is made once is made now
            more = _calls(many).total() - _calls(few).total()
            yield Count(f"calls for a further {kind} line", more / _LINES, calls)
            batch = folder / f"{kind}.{BATCH_API}.json"
            write(batch, {"Indicators": [indicator(number, right=right) for number in range(50)]})
            yield Count(
                f"schemas compiled for a {kind} batch",
                _calls(batch)["engine_for"],
                compiled,
            )


def _calls(path: Path) -> Counter[str]:
    """Lint a file; return how often each function was called, by its name."""
    called: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            called[frame.f_code.co_name] += 1

    _quietly(lambda: main(["--jobs", "1", "--output-format", "concise", str(path)]), note)
    return called


def _quietly(run: Callable[[], object], note: Callable[[FrameType, str, Any], None]) -> None:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), suppress(SystemExit):
        sys.setprofile(note)
        try:
            run()
        finally:
            sys.setprofile(None)
