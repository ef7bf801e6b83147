"""Checking: what ``defender-lint check`` does with what it was asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from defender_lint.cli import status
from defender_lint.cli.baselines import keep_baseline
from defender_lint.cli.ci import project_folder, usual_format
from defender_lint.cli.commands import DEFAULT as CHECK
from defender_lint.cli.failures import RunFailed, UsageMistake, note
from defender_lint.cli.inputs import complain_of, require_paths, run_for
from defender_lint.cli.output import write_stdout, write_stdout_bytes
from defender_lint.cli.progress import Progress
from defender_lint.cli.reporting import (
    concluded,
    exit_status,
    refuse_one_file_twice,
    refuse_to_overwrite,
    report,
)
from defender_lint.cli.terminal import is_terminal
from defender_lint.reports.terminal_text import visible
from defender_lint.settings.values import DEFAULT

if TYPE_CHECKING:
    from defender_lint.cli.asked import Asked
    from defender_lint.findings import Finding
    from defender_lint.run import Change, Run
    from defender_lint.settings import Settings, SettingsFinder


def check(paths: tuple[str, ...], asked: Asked, finder: SettingsFinder) -> int:
    """Lint files, report and return the exit status.

    Args:
        paths: Files, folders, globs, ``-``.
        asked: The values of the options.
        finder: Finds the settings of each file, and those of the run.

    Raises:
        RunFailed: The run cannot go on.
        SettingsError: The settings cannot be used.
    """
    require_paths(paths, CHECK)
    written = [path for _, path in asked.targets]
    written += filter(None, (asked.output_file, asked.write_baseline))
    refuse_one_file_twice(written, CHECK)
    refuse_to_overwrite((*paths, asked.baseline or ""), written, CHECK)
    if asked.diff and (written or asked.prune_baseline):
        raise UsageMistake("--diff prints a patch and writes nothing, no report either", CHECK)
    settings = finder.for_run()
    if asked.diff:
        return _show_diff(
            run_for(paths, asked, finder, command=CHECK, on_change=_print_diff), paths
        )

    progress = Progress()
    is_mending_input = asked.fixes != "none" and "-" in paths
    run = run_for(
        paths,
        asked,
        finder,
        command=CHECK,
        on_change=_print_mended if is_mending_input else None,
        on_body=progress.tick,
    )
    run.summary.folder = project_folder()
    found = _visible(run, progress)
    if asked.fix_only:
        found = _fixed(run, found)
    fail_on = "never" if asked.fix_only or asked.write_baseline else settings.fail_on
    report(
        concluded(found, run.summary, fail_on),
        run.summary,
        format=_format(asked, settings),
        file=asked.output_file,
        targets=asked.targets,
        colour=asked.colour,
        quiet=asked.quiet,
        to_stderr=is_mending_input,
    )
    if run.baseline is not None:
        keep_baseline(run.baseline, asked)
    for sentence in finder.notes():
        note(visible(sentence))
    complain_of(run.summary.failures, paths)
    return exit_status(run.summary, fail_on)


def _format(asked: Asked, settings: Settings) -> str:
    if asked.statistics:
        return "statistics"
    is_set = settings.sources.get("output-format", DEFAULT) != DEFAULT
    return settings.output_format if is_set else usual_format()


def _findings(run: Run) -> Iterator[Finding]:
    """Yield the findings of a run, whose engine may be missing."""
    from defender_lint.checks.engines import EngineMissing

    try:
        yield from run.findings()
    except EngineMissing as error:
        raise RunFailed(str(error)) from error


def _visible(run: Run, progress: Progress) -> Iterator[Finding]:
    """Yield the findings of a run, with the line of progress out of their way."""
    try:
        for finding in _findings(run):
            progress.clear()
            yield finding
    finally:
        progress.clear()


def _fixed(run: Run, found: Iterator[Finding]) -> Iterator[Finding]:
    """Yield what was mended instead of what was found."""
    for _ in found:
        pass
    yield from run.fixed


def _show_diff(run: Run, paths: tuple[str, ...]) -> int:
    """Let a run print its diffs; its status is 1 if there were any."""
    for _ in _findings(run):
        pass
    if complain_of(run.summary.failures, paths):
        return status.FAILED
    return status.FINDINGS if run.fixed else status.CLEAN


def _print_diff(change: Change) -> None:
    from defender_lint.fixing.diff import diff

    lines = diff(change.file, change.before, change.after)
    if is_terminal(sys.stdout):
        write_stdout(lines)
    else:  # a patch: one `?` for another character, and it does not apply
        write_stdout_bytes("".join(lines).encode("utf-8", "surrogateescape"))


def _print_mended(change: Change) -> None:
    write_stdout_bytes(change.data)
