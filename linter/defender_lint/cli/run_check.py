"""What ``defender-lint check`` does. Without click, which the commonest call does not need."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from defender_lint.cli.interface import CLEAN, FAILED, FINDINGS
from defender_lint.cli.interface import DEFAULT as CHECK
from defender_lint.cli.output import RunFailed, UsageMistake, write_stdout, write_stdout_bytes
from defender_lint.cli.reporting import concluded, exit_status, project_folder, report, usual_format
from defender_lint.cli.run_options import complain_of, given_or_here, keep_baseline, run_for
from defender_lint.cli.terminal import Progress, is_terminal, style_for
from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.printable import without_commands
from defender_lint.settings.values import FORMAT

if TYPE_CHECKING:
    from defender_lint.cli.first_walk import Begun
    from defender_lint.cli.plain import PlainCall
    from defender_lint.cli.run_options import CheckOptions
    from defender_lint.findings import Finding
    from defender_lint.fixing.change import Change
    from defender_lint.run import Run
    from defender_lint.settings import Settings, SettingsFinder


def check(
    paths: tuple[str, ...],
    options: CheckOptions,
    finder: SettingsFinder,
    begun: Begun | None = None,
) -> int:
    """Lint files, report and return the exit status.

    Args:
        paths: Files, folders, globs, ``-``.
        options: The values of the options.
        finder: Finds the settings of each file, and those of the run.
        begun: What a first look has told of them.

    Raises:
        RunFailed: The run cannot go on.
        SettingsError: The settings cannot be used.
    """
    paths = given_or_here(paths, options, CHECK)
    if options.diff and (options.written or options.prune_baseline):
        raise UsageMistake("--diff prints a patch and writes nothing, no report either", CHECK)
    settings = finder.for_run()
    if options.written:
        from defender_lint.cli.targets import refuse_bad_targets

        refuse_bad_targets(options, paths, finder, CHECK)
    if options.diff:
        return _show_diff(paths, options, finder)

    progress = Progress()
    format = _format(options, settings)
    formats = (format, *(each for each, _ in options.targets))
    is_fixing_input = options.fixes != "none" and "-" in paths
    run = run_for(
        paths,
        options,
        finder,
        command=CHECK,
        on_change=_print_fixed if is_fixing_input else None,
        on_body=progress.tick,
        is_brief=all(OUTPUT_FORMATS[each].is_brief for each in formats),
        begun=begun,
    )
    run.summary.folder = project_folder()
    found = _visible(run, progress)
    if options.fix_only:
        found = _fixed(run, found)
    fail_on = "never" if options.fix_only or options.write_baseline else settings.fail_on
    report(
        concluded(found, run.summary, fail_on),
        run.summary,
        format=format,
        file=options.output_file,
        targets=options.targets,
        colour=options.colour,
        quiet=options.quiet,
        to_stderr=is_fixing_input,
    )
    if run.baseline is not None:
        keep_baseline(run.baseline, options)
    complain_of(run.summary.failures, paths, run.notes)
    return exit_status(run.summary, fail_on)


def check_plainly(call: PlainCall, begun: Begun | None) -> int | None:
    """Do what :func:`check` does, asked for by a plain call; None if there is no such API.

    Args:
        call: What was asked for.
        begun: What a first look has told of it.

    Raises:
        RunFailed: The run cannot go on.
        SettingsError: The settings cannot be used.
    """
    from defender_lint.catalogue import UnknownApi
    from defender_lint.cli.run_options import CheckOptions
    from defender_lint.settings import SettingsFinder

    overrides = {} if call.format is None else {FORMAT: call.format}
    finder = SettingsFinder(overrides) if begun is None else begun.finder
    operation = None
    if call.api is not None:
        try:
            operation = finder.catalogue(finder.for_run()).resolve(call.api)
        except UnknownApi:
            return None
    options = CheckOptions(api=operation, quiet=call.quiet, jobs=call.jobs)
    return check(call.paths, options, finder, begun)


def _format(options: CheckOptions, settings: Settings) -> str:
    if options.statistics:
        return "statistics"
    return settings.output_format if settings.sets_format else usual_format()


def _findings(run: Run) -> Iterator[Finding]:
    """Yield the findings of a run, whose engine may be missing."""
    from defender_lint.engines import EngineMissing
    from defender_lint.os_errors import ProcessDied

    try:
        yield from run.findings()
    except (EngineMissing, ProcessDied) as error:
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
    """Yield what was fixed instead of what was found."""
    for _ in found:
        pass
    yield from run.fixed


def _show_diff(paths: tuple[str, ...], options: CheckOptions, finder: SettingsFinder) -> int:
    """Print what fixes would change; the status is 1 if that is anything."""
    style = style_for(sys.stdout, options.colour)

    def show(change: Change) -> None:
        from defender_lint.fixing.diff import diff, painted

        lines = diff(change.file, change.before, change.after)
        if style.colour or is_terminal(sys.stdout):
            write_stdout(painted(lines, style.paint))
        else:  # a patch: one `?` for another character, and it does not apply
            patch = "".join(lines)
            if usual_format() != "full":  # in the log of a CI service, which obeys a payload's line
                patch = without_commands(patch)
            write_stdout_bytes(patch.encode("utf-8", "surrogateescape"))

    run = run_for(paths, options, finder, command=CHECK, on_change=show)
    for _ in _findings(run):
        pass
    if complain_of(run.summary.failures, paths, run.notes):
        return FAILED
    return FINDINGS if run.fixed else CLEAN


def _print_fixed(change: Change) -> None:
    write_stdout_bytes(change.data)
