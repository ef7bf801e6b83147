"""From the options of ``check``, and of the commands like it, to a run."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from defender_lint.cli.output import RunFailed, UsageMistake, complain, note
from defender_lint.named_tuple import NamedTuple
from defender_lint.os_errors import reason

if TYPE_CHECKING:
    from defender_lint.baseline import Baseline
    from defender_lint.catalogue import Operation
    from defender_lint.claims import Claims
    from defender_lint.cli.first_walk import Begun
    from defender_lint.cli.terminal import Colour
    from defender_lint.engines import EngineName
    from defender_lint.fixing.change import Change
    from defender_lint.linting import Fixes
    from defender_lint.run import Run
    from defender_lint.settings import SettingsFinder
    from defender_lint.sources.request import Request
    from defender_lint.summary import Summary
    from defender_lint.tenant.facts import Tenant

TOKEN_VARIABLE: Final = "DEFENDER_LINT_TOKEN"  # noqa: S105 (its name, not its value)
"""The variable of the environment that may hold an access token."""

LONGEST_TOKEN: Final = 1_000_000
"""Characters of a file that are read for a token."""


class CheckOptions(NamedTuple):
    """The values of the options of ``check``, by the names that click gives them.

    ``is_bodiless`` is for a request line that no body is sent with.
    """

    api: Operation | None = None
    endpoint: Request | None = None
    stdin_filename: str | None = None
    skip_unknown: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    fix_only: bool = False
    targets: tuple[tuple[str, str], ...] = ()
    output_file: str | None = None
    quiet: bool = False
    statistics: bool = False
    colour: Colour = "auto"
    baseline: str | None = None
    write_baseline: str | None = None
    prune_baseline: bool = False
    engine: EngineName = "auto"
    jobs: int | None = None
    token_file: str | None = None
    context_file: str | None = None
    is_bodiless: bool = False

    @property
    def fixes(self) -> Fixes:
        """Which fixes are asked for; ``--diff`` and ``--fix-only`` imply safe ones."""
        if self.unsafe_fixes:
            return "all"
        return "safe" if self.fix or self.diff or self.fix_only else "none"

    @property
    def written(self) -> list[str]:
        """The files that reports and a new baseline go to."""
        named = (self.output_file, *(path for _, path in self.targets), self.write_baseline)
        return [path for path in named if path]


def given_or_here(paths: tuple[str, ...], options: CheckOptions, command: str) -> tuple[str, ...]:
    """Return the paths that were given; without any, the current folder.

    Raises:
        UsageMistake: There are none, and the current folder is hardly what ``command`` is meant
            for: input is piped, or files would be changed that nobody named.
    """
    if paths or options.is_bodiless:
        return paths
    if options.fixes != "none" and not options.diff:
        raise UsageMistake("no files given; name what to fix, such as . for this folder", command)
    if _is_piped():
        message = "no files given; name files or folders, or - to read standard input"
        raise UsageMistake(message, command)
    return (".",)


def _is_piped() -> bool:
    """Tell whether somebody has put something into standard input."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except AttributeError:  # closed from the beginning
        return False
    except (OSError, ValueError):  # not a real file
        return True
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def one_operation(
    api: Operation | None, endpoint: Request | None, command: str
) -> Operation | None:
    """Return the operation that ``--api`` or ``--endpoint`` names, None without either.

    Raises:
        UsageMistake: Both options were given to ``command``, or the request line does not lead to
            one operation.
    """
    if api is not None and endpoint is not None:
        raise UsageMistake("--api and --endpoint both name the API; give one of them", command)
    if endpoint is None:
        return api
    from defender_lint.cli.parameters import catalogue
    from defender_lint.routing.by_request import called

    operations = called(endpoint, catalogue())
    if len(operations) != 1:
        raise UsageMistake(
            "the request line of --endpoint does not lead to one API; "
            "`defender-lint apis` lists those that are known",
            command,
        )
    return operations[0]


def read_token(path: str | None) -> Claims | None:
    """Return what an access token says: that of a file, or of the environment.

    Raises:
        RunFailed: The file cannot be read, or holds no token.
    """
    token, where = os.environ.get(TOKEN_VARIABLE), TOKEN_VARIABLE
    if path is not None:
        try:
            with open(path, encoding="utf-8-sig") as file:
                token, where = file.read(LONGEST_TOKEN), path
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else "this is not text in UTF-8"
            raise RunFailed(f"{path}: {why}") from error
    if token is None:
        return None
    from defender_lint.claims import TokenError, claims_of

    try:
        return claims_of(token)
    except TokenError as error:
        raise RunFailed(f"{where}: {error}") from error


def read_context(path: str | None) -> Tenant | None:
    """Return what a context file says of the tenant.

    Raises:
        SettingsError: It cannot be read, or something in it is wrong.
    """
    if path is None:
        return None
    from defender_lint.cli.context import load_tenant

    return load_tenant(path)


def run_for(
    paths: tuple[str, ...],
    options: CheckOptions,
    finder: SettingsFinder,
    *,
    command: str,
    on_change: Callable[[Change], None] | None = None,
    on_body: Callable[[Summary], None] | None = None,
    is_brief: bool = False,
    begun: Begun | None = None,
) -> Run:
    """Make the run that the options ask for.

    Args:
        paths: Files, folders, globs, ``-``.
        options: The values of the options.
        finder: Finds the settings of each file.
        command: The command that asks, for its help.
        on_change: Takes what was fixed and not written.
        on_body: Is told of each body.
        is_brief: No report shows lines of files or fixes.
        begun: What a first look has told of the paths.

    Raises:
        UsageMistake: Two options contradict each other.
        RunFailed: ``-`` is among the paths and standard input is closed, or the baseline cannot
            be used.
    """
    from defender_lint.circumstances import Circumstances
    from defender_lint.judging import Options
    from defender_lint.run import Run

    if options.api is not None and options.endpoint is not None:
        raise UsageMistake("--api and --endpoint both name the API; give one of them", command)
    if "-" in paths and sys.stdin is None:
        raise RunFailed("cannot read standard input: it is closed")
    return Run(
        paths,
        Options(
            operation=options.api,
            engine=options.engine,
            skip_unknown=options.skip_unknown,
            stdin_filename=options.stdin_filename,
            fixes=options.fixes,
            write=not options.diff,
            jobs=options.jobs,
            is_brief=is_brief,
            circumstances=Circumstances(
                options.endpoint, read_token(options.token_file), read_context(options.context_file)
            ),
        ),
        finder,
        stdin=sys.stdin.buffer if sys.stdin else None,
        baseline=open_baseline(options, command),
        on_change=on_change,
        on_body=on_body,
        summary=None if begun is None else begun.summary,
        files=None if begun is None else begun.files,
    )


def complain_of(
    failures: Iterable[str], paths: Iterable[str] = (), notes: Iterable[str] = ()
) -> bool:
    """Print what could not be read; return whether there was anything.

    Args:
        failures: What could not be read, a sentence each.
        paths: What the run was asked to read.
        notes: What else there is to say, a sentence each.
    """
    for sentence in notes:
        note(sentence)
    sentences = list(failures)
    for sentence in sentences:
        complain(sentence)
    if sentences:
        _mention_commands(paths)
    return bool(sentences)


def _mention_commands(paths: Iterable[str]) -> None:
    """Help whoever misspelt a command: it was taken for a file of ``check``."""
    from defender_lint.cli.interface import COMMANDS
    from defender_lint.near_miss import suggestions

    for path in paths:
        near = suggestions(path, COMMANDS)
        if near and not os.path.exists(path):
            note(f"Did you mean the command 'defender-lint {near[0]}'?")
            return
        if path.isalpha() and not os.path.exists(path):
            note("`defender-lint --help` lists the commands.")
            return


def open_baseline(options: CheckOptions, command: str) -> Baseline | None:
    """Return the baseline that the options ask for, None without one.

    Raises:
        UsageMistake: Two options of ``command`` contradict each other.
        RunFailed: The baseline cannot be used.
    """
    old, new = options.baseline, options.write_baseline
    if old and new:
        raise UsageMistake("--baseline reads and --write-baseline writes; give one", command)
    if options.prune_baseline and not old:
        raise UsageMistake("--prune-baseline wants to know which --baseline", command)
    if not old and not new:
        return None
    from defender_lint.baseline import Baseline, BaselineError

    try:
        opened = Baseline.load(old) if old else Baseline.begin(str(new))
    except BaselineError as error:
        raise RunFailed(str(error)) from error
    if opened is None:
        note(f"{old}: passed over, as it is not a regular file")
    return opened


def keep_baseline(baseline: Baseline, options: CheckOptions) -> None:
    """Write or prune the baseline of a run that is over, or tell what is gone from it.

    Raises:
        RunFailed: It cannot be written.
    """
    from defender_lint.baseline import BaselineError
    from defender_lint.words import count

    gone = len(baseline.gone())
    try:
        if options.write_baseline:
            number = baseline.renewed().save()
            note(f"{count(number, 'finding')} in {options.write_baseline}")
        elif options.prune_baseline and gone:
            baseline.pruned().save()
            note(f"{count(gone, 'finding')} gone and taken out of the baseline")
        elif gone:
            note(f"{count(gone, 'finding')} of the baseline gone; --prune-baseline takes such out")
    except BaselineError as error:
        raise RunFailed(str(error)) from error
