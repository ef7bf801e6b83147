"""What people see when a run fails: one or two lines, never a traceback, never a payload."""

from __future__ import annotations

import os
import sys
from typing import Any, Final

from defender_lint.cli import status
from defender_lint.cli.terminal import style_for
from defender_lint.os_errors import reason
from defender_lint.project import HOME, NAME

DEBUG_VARIABLE: Final = "DEFENDER_LINT_DEBUG"
ISSUES: Final = f"{HOME}/issues"


class RunFailed(Exception):
    """The run cannot go on; the message says why in a sentence."""


class UsageMistake(RunFailed):
    """The arguments make no sense together; the help of ``command`` says what would."""

    def __init__(self, message: str, command: str) -> None:
        super().__init__(message)
        self.command: Final = command


def complain(message: str) -> None:
    """Print a problem of the run itself to standard error."""
    if sys.stderr is not None:
        label = style_for(sys.stderr).paint("error:", "red")
        sys.stderr.write(f"{label} {_plain(message)}\n")


def note(message: str) -> None:
    """Print a line that is no problem, such as a hint, to standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"{_plain(message)}\n")


def _plain(message: str) -> str:
    """Return a line that neither a terminal nor a CI service obeys."""
    from defender_lint.printable import visible, without_commands

    return without_commands(visible(message))


def report_failure(error: Exception) -> int:
    """Say why the run failed and return the exit status.

    Args:
        error: What ended the run: a usage error, settings that cannot be used, a stream that cannot
            be written, or a defect.
    """
    from defender_lint.settings.errors import SettingsError
    from defender_lint.tokens import mask_tokens

    if isinstance(error, RunFailed):
        complain(str(error))
        if isinstance(error, UsageMistake):
            note(f"Try '{NAME} {error.command} --help'.")
    elif _is_of_click(error):
        _report_usage(error)
    elif isinstance(error, SettingsError):
        for complaint in error.complaints:
            # A token in it is not to be told; the name of the file is.
            complain(f"{complaint.place}: {mask_tokens(complaint.message)}")
    elif isinstance(error, OSError) and error.filename is None:
        # Files are opened with their names; only the standard streams have none.
        complain(f"cannot write the output: {reason(error)}")
    else:
        _report_defect(error)
    return status.FAILED


def _is_of_click(error: Exception) -> bool:
    """Tell whether click complains; where it was not even imported, it does not."""
    click = sys.modules.get("click")
    return click is not None and isinstance(error, click.ClickException)


def _report_usage(error: Any) -> None:
    from defender_lint.tokens import mask_tokens

    complain(mask_tokens(error.format_message()))
    context = getattr(error, "ctx", None)
    if context is not None:
        note(f"Try '{context.command_path} --help'.")


def _report_defect(error: Exception) -> None:
    import traceback

    # The exception's own text may quote a payload, so only its type and place are shown.
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
    complain(f"this is a defect of defender-lint: {type(error).__name__} at {place}")
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    else:
        note(f"Please report it at {ISSUES}.")
        note(f"{DEBUG_VARIABLE}=1 shows the traceback, which may quote the payload.")
