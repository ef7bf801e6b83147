"""The first look of the command line: is a call answered by a glance at the files it names?

Most calls are: in a hook or a job, nearly all bodies are right. What such a call needs is light to
import, so it takes little longer than reading the files. Everything that is not plain (an option
other than the commonest, settings, a folder, a body that does not pass) goes the long way, which
comes to the same answer by itself; nothing is written before that is decided.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Sequence
from typing import NoReturn

from defender_lint.cli.interface import CLEAN
from defender_lint.cli.reporting import project_folder, report, usual_format
from defender_lint.gates import Gate, ready_gate
from defender_lint.gates.accepting import QuickCheckers, QuickKeywords
from defender_lint.glance import glance
from defender_lint.naming import by_name
from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.settings.discovery import Discovery
from defender_lint.sources.options import DEFAULTS, Look
from defender_lint.summary import Summary

_WHOLE = ".json"
_LINES = (".jsonl", ".ndjson")
_BLOCK = 256 * 1024
_LARGE = 8 * 1024 * 1024
"""Bytes of a file that takes long enough to be worth progress and processes."""


class _DoubtError(Exception):
    """A glance does not tell; the long way does."""


def first_look(args: Sequence[str]) -> int | None:
    """Answer a call if a glance at its files is enough.

    Args:
        args: The arguments of ``check``.

    Returns:
        The exit status, everything written; None, nothing written, where the long way has to tell.

    Raises:
        RunFailed: The report cannot be written.
    """
    try:
        paths, api, format = _plain(args)
        summary = _glanced(paths, api)
    except _DoubtError:
        return None
    summary.folder = project_folder()
    summary.exit_status = CLEAN
    report((), summary, format=format, file=None, targets=(), colour="auto", quiet=False)
    return CLEAN


def _plain(args: Sequence[str]) -> tuple[list[str], str | None, str]:
    """Return the paths, the API and the format of a call that says nothing else."""
    paths: list[str] = []
    values = {"--api": None, "--output-format": usual_format()}
    rest = iter(args)
    for arg in rest:
        name, has_value, value = arg.partition("=")
        if name in values:
            values[name] = value if has_value else next(rest, None)
        elif arg == "--":
            paths += rest
        elif arg.startswith("-"):
            raise _DoubtError
        else:
            paths.append(arg)
    format = values["--output-format"]
    if not paths or format not in OUTPUT_FORMATS or values["--api"] == "":
        raise _DoubtError
    return paths, values["--api"], format


def _glanced(paths: list[str], api: str | None) -> Summary:
    """Return the counts of files that are right."""
    summary = Summary()
    discovery = Discovery(_refuse)
    gates = _Gates()
    seen: set[str] = set()
    _refuse_settings(discovery, os.path.abspath(os.curdir))
    for path in paths:
        absolute = os.path.abspath(path)
        if absolute in seen:
            continue
        seen.add(absolute)
        _refuse_settings(discovery, os.path.dirname(absolute))
        id = api or by_name(os.path.basename(path), gates.are_there)
        gate = gates[id] if id is not None else None
        if gate is None:
            raise _DoubtError
        summary.bodies += _bodies(path, gate)
        summary.files += 1
    return summary


def _refuse_settings(discovery: Discovery, folder: str) -> None:
    if discovery.nearest(folder) is not None:
        raise _DoubtError


def _bodies(path: str, gate: Gate) -> int:
    """Count the bodies of a file that are all right."""
    suffix = os.path.splitext(path)[1].lower()
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGE:
            raise _DoubtError
        with open(path, "rb") as stream:
            if suffix == _WHOLE:
                text = stream.read().decode()
                if glance(text, gate, DEFAULTS)(text) is Look.PASSED:
                    return 1
            elif suffix in _LINES:
                blocks = iter(lambda: stream.read(_BLOCK) + stream.readline(), b"")
                bodies = sum(_lines(block.decode(), gate) for block in blocks)
                if bodies:
                    return bodies
    except (OSError, ValueError) as error:
        raise _DoubtError from error
    raise _DoubtError


def _lines(text: str, gate: Gate) -> int:
    """Count the bodies of some lines that are all right."""
    look = glance(text, gate, DEFAULTS)
    lines = [line for line in text.split("\n") if line.strip(" \t\r")]
    if all(look(line) is Look.PASSED for line in lines):
        return len(lines)
    raise _DoubtError


class _Gates(dict[str, "Gate | None"]):
    """The gates of operations, as far as they are ready."""

    def __missing__(self, id: str) -> Gate | None:
        """Load a gate when it is first asked for."""
        self[id] = ready_gate(id, QuickCheckers(_tomorrow, _refuse), QuickKeywords(_refuse))
        return self[id]

    def are_there(self, id: str) -> bool:
        """Tell whether the gate of an operation is ready."""
        return self[id] is not None


def _tomorrow() -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + 24 * 60 * 60))


def _refuse(_: str) -> NoReturn:
    """Leave the rest to the long way: exact checks and what they import, notes on settings."""
    raise _DoubtError
