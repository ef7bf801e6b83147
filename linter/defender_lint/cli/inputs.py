"""From arguments to a run, for the commands that read bodies; and what it could not read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from defender_lint.cli.baselines import open_baseline
from defender_lint.cli.failures import RunFailed, UsageMistake, complain, note
from defender_lint.cli.terminal import is_terminal

if TYPE_CHECKING:
    from defender_lint.catalogue import Operation
    from defender_lint.cli.asked import Asked
    from defender_lint.findings import Summary
    from defender_lint.run import Change, Run
    from defender_lint.settings import SettingsFinder


def require_paths(paths: tuple[str, ...], command: str) -> None:
    """Refuse to run without paths, and say what to name instead.

    Raises:
        UsageMistake: No path was given to ``command``.
    """
    if paths:
        return
    if is_terminal(sys.stdin):
        message = "no files given; name files or folders, such as isolate-machine.json"
    else:
        message = "no files given; name files, or - to read standard input"
    raise UsageMistake(message, command)


def one_operation(
    api: Operation | None, endpoint: Operation | None, command: str
) -> Operation | None:
    """Return the operation that ``--api`` or ``--endpoint`` names, None without either.

    Raises:
        UsageMistake: Both options were given to ``command``.
    """
    if api is not None and endpoint is not None:
        raise UsageMistake("--api and --endpoint both tell the API; give one of them", command)
    return api or endpoint


def run_for(
    paths: tuple[str, ...],
    asked: Asked,
    finder: SettingsFinder,
    *,
    command: str,
    on_change: Callable[[Change], None] | None = None,
    on_body: Callable[[Summary], None] | None = None,
) -> Run:
    """Make the run that the options ask for.

    Args:
        paths: Files, folders, globs, ``-``.
        asked: The values of the options.
        finder: Finds the settings of each file.
        command: The command that asks, for its help.
        on_change: Takes what was mended and not written.
        on_body: Is told of each body.

    Raises:
        UsageMistake: Two options contradict each other.
        RunFailed: ``-`` is among the paths and standard input is closed, or the baseline cannot
            be used.
    """
    from defender_lint.run import Options, Run

    operation = one_operation(asked.api, asked.endpoint, command)
    if "-" in paths and sys.stdin is None:
        raise RunFailed("cannot read standard input: it is closed")
    options = Options(
        operation=operation,
        engine=asked.engine,
        skip_unknown=asked.skip_unknown,
        stdin_filename=asked.stdin_filename,
        fixes=asked.fixes,
        write=not asked.diff,
    )
    return Run(
        paths,
        options,
        finder,
        stdin=sys.stdin.buffer if sys.stdin else None,
        baseline=open_baseline(asked, command),
        on_change=on_change,
        on_body=on_body,
    )


def complain_of(failures: Iterable[str], paths: Iterable[str] = ()) -> bool:
    """Print what could not be read; return whether there was anything."""
    sentences = list(failures)
    for sentence in sentences:
        complain(sentence)
    if sentences:
        _mention_commands(paths)
    return bool(sentences)


def _mention_commands(paths: Iterable[str]) -> None:
    """Help whoever misspelt a command: it was taken for a file of ``check``."""
    from difflib import get_close_matches

    from defender_lint.cli.commands import COMMANDS

    for path in paths:
        near = get_close_matches(path.lower(), COMMANDS, n=1, cutoff=0.75)
        if near and not os.path.exists(path):
            note(f"Did you mean the command 'defender-lint {near[0]}'?")
            return
