"""Measuring: processes from fork to exit, in turn, so that a machine's moods meet all alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple


class Sample(NamedTuple):
    """One process: seconds of processors (user and system), of the clock; peak memory."""

    cpu: float
    wall: float
    mib: float


class Ratio(NamedTuple):
    """How many times the floor, of pairs of runs; and the median of the peak memory."""

    least: float
    median: float
    most: float
    pairs: int
    mib: float


def run(command: Sequence[str], ends: Sequence[int]) -> Sample:
    """Run a command to its end, output thrown away.

    Raises:
        RuntimeError: It ended with a status that is not among ``ends``, so it did other work.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode not in ends:
        tail = said.decode(errors="replace").strip()[-300:]
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {tail}")
    return Sample(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def compare(
    floor: Sequence[str], command: Sequence[str], ends: Sequence[int], *,
    runs: int, seconds: float, by_wall: bool,
) -> Ratio:  # fmt: skip
    """Run a floor and a command in turn, A B A B.

    Args:
        floor: What only reads.
        command: What judges.
        ends: Exit statuses of ``command`` that mean that the work was done.
        runs: How many pairs are wanted.
        seconds: After how long no pair is begun any more, but for the first.
        by_wall: Whether clocks are compared, not processors.

    Raises:
        RuntimeError: One of them failed.
        OSError: One of them cannot be started.
    """
    start = time.perf_counter()
    pairs = [(run(floor, (0,)), run(command, ends))]
    while len(pairs) <= runs and time.perf_counter() - start < seconds:
        pairs.append((run(floor, (0,)), run(command, ends)))
    if len(pairs) > 1:
        del pairs[0]  # it has read files into memory and compiled modules
    ratios = [own.wall / base.wall if by_wall else own.cpu / base.cpu for base, own in pairs]
    mib = statistics.median(own.mib for _, own in pairs)
    return Ratio(min(ratios), statistics.median(ratios), max(ratios), len(pairs), mib)
