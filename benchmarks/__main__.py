"""The one command: makes the data, installs the peers, runs all in turn, writes the results."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from multiprocessing import Process
from pathlib import Path
from typing import Final

from benchmarks import report
from benchmarks.cases import Case, cases
from benchmarks.counted import counts
from benchmarks.data import make
from benchmarks.measure import Ratio, compare
from benchmarks.peers import install
from defender_lint import __version__

_HERE: Final = Path(__file__).resolve().parent


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--case", action="append", help="run only cases whose name holds this, or another of these"
    )
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs for each command")
    parser.add_argument(
        "--seconds", type=float, default=20, help="begin no pair after so long for one command"
    )
    parser.add_argument("--scale", type=float, default=1, help="make large data smaller, as 0.01")
    parser.add_argument(
        "--tools", type=Path, help="where to install what is measured, and to keep it for next time"
    )
    parser.add_argument("--no-peers", action="store_true", help="only defender-lint")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md and results.svg")
    parser.add_argument("--quick", action="store_true", help="only count, and fail on a limit")
    asked = parser.parse_args()
    if asked.quick:
        sys.exit(_count())
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        making = Process(target=make, args=(data, asked.scale))  # what it takes is not kept
        making.start()
        making.join()
        where = asked.tools.resolve() if asked.tools else Path(scratch) / "tools"
        tools = install(where, with_peers=not asked.no_peers)
        os.chdir(data)  # away from the settings of this repository
        results = []
        for case in cases(data, tools, asked.scale):
            if not asked.case or any(words in case.name for words in asked.case):
                results.append(_measured(case, asked.runs, asked.seconds))
                for line in report.text(results[-1]):
                    _say(line)
    if asked.write:
        page = report.markdown(results, tools.peers, _about())
        (_HERE / "RESULTS.md").write_text(page, encoding="utf-8")
        (_HERE / "results.svg").write_text(report.chart(results), encoding="utf-8")


def _count() -> int:
    """Count what can be counted; return the exit status."""
    is_over = False
    for what, number, most in counts():
        is_over |= number > most
        _say(f"{what}: {number:g} (at most {most:g}){' TOO MANY' if number > most else ''}")
    return int(is_over)


def _measured(case: Case, runs: int, seconds: float) -> report.Result:
    ratios: dict[str, Ratio | str] = {}
    for name, command in case.commands.items():
        try:
            ratios[name] = compare(
                case.floor, command, case.ends, runs=runs, seconds=seconds, by_wall=case.by_wall
            )
        except (OSError, RuntimeError) as error:
            ratios[name] = f"failed: {error}"
    return report.Result(case, ratios)


def _about() -> list[str]:
    """Say when and where, in no more than a reader needs."""
    return [
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors ({platform.machine()}), "
        f"{platform.system()}, Python {platform.python_version()}; other programs were running",
        f"defender-lint {__version__}: reports all mistakes with line, column, code and fix; its "
        "schemas also check formats and rules between keys, which peers are not asked to",
    ]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
