"""What ``check`` and ``which`` share: their paths, their run, and how a run's troubles are told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from defender_lint.cli.failures import RunFailed, complain
from defender_lint.cli.terminal import is_terminal

if TYPE_CHECKING:
    from defender_lint.baseline import Baseline
    from defender_lint.findings import Summary
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
    context: click.Context,
    paths: tuple[str, ...],
    asked: Mapping[str, Any],
    *,
    mend: Any = "none",
    on_change: Callable[[str, str, str], None] | None = None,
    on_body: Callable[[Summary], None] | None = None,
) -> Run:
    """Make the run that the options ask for.

    Args:
        context: The command's context, which knows the settings.
        paths: Files, folders, globs, ``-``.
        asked: The values of the command's options.
        mend: Which fixes are applied: none, safe, all.
        on_change: Takes what was mended and not written.
        on_body: Is told of each body.

    Raises:
        click.UsageError: Two options contradict each other.
        RunFailed: ``-`` is among the paths and standard input is closed, or the baseline cannot
            be used.
    """
    from defender_lint.cli.settings_options import finder
    from defender_lint.run import Options, Run

    if asked["api"] is not None and asked["endpoint"] is not None:
        raise click.UsageError("--api and --endpoint both tell the API; give one of them", context)
    if "-" in paths and sys.stdin is None:
        raise RunFailed("cannot read standard input: it is closed")
    options = Options(
        operation=asked["api"] or asked["endpoint"],
        engine=asked.get("engine", "auto"),
        skip_unknown=asked.get("skip_unknown", False),
        stdin_filename=asked["stdin_filename"],
        mend=mend,
        write=not asked.get("diff"),
    )
    return Run(
        paths,
        options,
        finder(context),
        stdin=sys.stdin.buffer if sys.stdin else None,
        baseline=_baseline(context, asked),
        on_change=on_change,
        on_body=on_body,
    )


def _baseline(context: click.Context, asked: Mapping[str, Any]) -> Baseline | None:
    old, new = asked.get("baseline"), asked.get("write_baseline")
    if old and new:
        raise click.UsageError("--baseline reads and --write-baseline writes; give one", context)
    if asked.get("prune_baseline") and not old:
        raise click.UsageError("--prune-baseline wants to know which --baseline", context)
    if not old and not new:
        return None
    from defender_lint.baseline import Baseline, BaselineError

    try:
        return Baseline.load(old) if old else Baseline(str(new))
    except BaselineError as error:
        raise RunFailed(str(error)) from error


def keep_baseline(baseline: Baseline, asked: Mapping[str, Any]) -> None:
    """Write or prune the baseline of a run that is over, or tell what is gone from it.

    Raises:
        RunFailed: It cannot be written.
    """
    from defender_lint.baseline import BaselineError
    from defender_lint.reports.summary import count

    gone = len(baseline.gone())
    try:
        if asked["write_baseline"]:
            number = baseline.renewed().save()
            click.echo(f"{count(number, 'finding')} in {asked['write_baseline']}", err=True)
        elif asked["prune_baseline"] and gone:
            baseline.pruned().save()
            click.echo(f"{count(gone, 'finding')} gone and taken out of the baseline", err=True)
        elif gone:
            click.echo(
                f"{count(gone, 'finding')} of the baseline gone; --prune-baseline takes such out",
                err=True,
            )
    except BaselineError as error:
        raise RunFailed(str(error)) from error


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
