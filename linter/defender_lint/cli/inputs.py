"""What ``check`` and ``which`` share: their paths, their run, and how a run's troubles are told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from defender_lint.cli.failures import RunFailed, complain
from defender_lint.cli.terminal import is_terminal

if TYPE_CHECKING:
    from defender_lint.catalogue import Operation
    from defender_lint.run import Run


def given_paths(context: click.Context, paths: tuple[str, ...]) -> None:
    """Refuse to run without paths, and say what to name instead.

    Raises:
        click.UsageError: No path was given.
    """
    if paths:
        return
    if is_terminal(sys.stdin):
        message = "no files given; name files or folders, such as isolate-machine.json"
    else:
        message = "no files given; name files, or - to read standard input"
    raise click.UsageError(message, context)


def run_for(
    paths: tuple[str, ...],
    *,
    api: Operation | None = None,
    endpoint: Operation | None = None,
    max_depth: int | None = None,
    max_size: int | None = None,
    **settings: Any,
) -> Run:
    """Make the run that the options ask for.

    Args:
        paths: Files, folders, globs, ``-``.
        api: What ``--api`` names.
        endpoint: What ``--endpoint`` names.
        max_depth: How deep a body may be nested; None for the usual.
        max_size: How large a body may be; None for the usual.
        settings: Further fields of ``run.Options``; None for the usual.

    Raises:
        click.UsageError: ``--api`` and ``--endpoint`` contradict each other.
        RunFailed: ``-`` is among the paths, and standard input is closed.
    """
    from defender_lint.cli.shipped import catalogue
    from defender_lint.run import Options, Run
    from defender_lint.sources.limits import Limits

    if api is not None and endpoint is not None:
        raise click.UsageError(
            "--api and --endpoint both tell the API; give one of them",
            click.get_current_context(silent=True),
        )
    if "-" in paths and sys.stdin is None:
        raise RunFailed("cannot read standard input: it is closed")
    limits = Limits(**_given(depth=max_depth, size=max_size))
    options = Options(operation=api or endpoint, limits=limits, **_given(**settings))
    return Run(paths, options, catalogue(), stdin=sys.stdin.buffer if sys.stdin else None)


def _given(**settings: Any) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if value is not None}


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

    from defender_lint.cli.program import COMMANDS

    for path in paths:
        near = get_close_matches(path.lower(), COMMANDS, n=1, cutoff=0.75)
        if near and not os.path.exists(path):
            click.echo(f"Did you mean the command 'defender-lint {near[0]}'?", err=True)
            return
