"""The command line. :func:`main` is the entry point; each command is a module of its own."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from defender_lint.cli.interface import (
    CLEAN,
    COMPLETION_VARIABLE,
    FAILED,
    INTERRUPTED,
    PIPE_CLOSED,
    VERSION,
    asks_version,
    is_check,
)

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself would take as long as a glance at a file
    from typing import NoReturn, TextIO

    from defender_lint.cli.plain import PlainCall


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with one of the statuses in :mod:`defender_lint.cli.interface`.

    Args:
        args: The arguments without the program's name; ``sys.argv`` if None.
    """
    try:
        code = _run(list(sys.argv[1:] if args is None else args))
    except KeyboardInterrupt:
        _abandon(sys.stdout)  # no flush: what stands in the buffer is half a report
        if sys.stderr is not None:
            sys.stderr.write("interrupted\n")
        code = INTERRUPTED
    except BrokenPipeError:
        _abandon(sys.stdout)
        code = PIPE_CLOSED
    except Exception as error:
        from defender_lint.cli.output import report_failure

        _abandon(sys.stdout)
        try:
            code = report_failure(error)
        except OSError:  # nobody can be told; a status of findings would be a lie
            _abandon(sys.stderr)
            code = FAILED
    sys.exit(code)


def console() -> NoReturn:
    """Run the installed command: :func:`main`, after which the process ends at once.

    Taking the interpreter apart, object by object, would take as long as a run over a valid file.
    And what a run makes of bad bodies lives until it is reported, so the collector, which goes
    through all of it again and again, is to come seldom: it took a quarter to a half of such runs.
    """
    gc.set_threshold(200_000, 30, 30)
    try:
        main()
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (AttributeError, OSError, ValueError):
                continue  # it is closed; nobody can be told
        os._exit(end.code if isinstance(end.code, int) else FAILED)


def _run(args: list[str]) -> int:
    instruction = os.environ.get(COMPLETION_VARIABLE)
    if not instruction and asks_version(args) and sys.stdout is not None:
        sys.stdout.write(f"{VERSION}\n")
        _flush()
        return CLEAN
    if not instruction and is_check(args):
        # Imported here, so that Ctrl-C is handled while modules are being imported, too.
        from defender_lint.cli.plain import plain_call

        call = plain_call(args)
        code = None if call is None else _plainly(call)
        if code is not None:
            _flush()
            return code
    from defender_lint.cli.program import program
    from defender_lint.project import NAME

    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(program, {}, NAME, COMPLETION_VARIABLE, instruction)
    from click.exceptions import Exit

    try:
        with program.make_context(NAME, args) as context:
            code = program.invoke(context)
    except Exit as asked:  # --help, --version
        code = asked.exit_code
    _flush()
    return int(code or CLEAN)


def _plainly(call: PlainCall) -> int | None:
    """Answer a plain call by a look at its files, or else the long way; None if it is a mistake."""
    from defender_lint.cli.first_look import first_look

    looked = first_look(call)
    if isinstance(looked, int):
        return looked
    from defender_lint.cli.run_check import check_plainly

    return check_plainly(call, looked)


def _flush() -> None:
    """Write out what is left, while a full disk or a closed pipe can still be reported."""
    if sys.stdout is not None:
        sys.stdout.flush()


def _abandon(stream: TextIO | None) -> None:
    """Let the interpreter's last flush of ``stream`` go nowhere, so that it cannot fail as well."""
    try:
        assert stream is not None
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (AssertionError, OSError, ValueError):  # closed, or not a real file
        pass
