"""What a run says: its answer, or why it fails.

The answer goes to standard output, or to a file that appears whole or not at all. A failure goes to
standard error, in a line or two, never with a traceback, never with a payload.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from defender_lint.cli.interface import FAILED
from defender_lint.cli.terminal import style_for
from defender_lint.os_errors import reason
from defender_lint.printable import visible, without_commands
from defender_lint.project import HOME, NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, TextIO

DEBUG_VARIABLE: Final = "DEFENDER_LINT_DEBUG"
ISSUES: Final = f"{HOME}/issues"


class RunFailed(Exception):
    """The run cannot go on; the message says why in a sentence."""


class UsageMistake(RunFailed):
    """The arguments make no sense together; the help of ``command`` says what would."""

    def __init__(self, message: str, command: str) -> None:
        super().__init__(message)
        self.command: Final = command


def write_stdout(chunks: Iterable[str], *, are_guarded: bool = False) -> None:
    """Write chunks of whole lines to standard output as they come.

    Args:
        chunks: What to write; nothing in it becomes a command to a CI service.
        are_guarded: That has been seen to, as :mod:`defender_lint.reports` does, whose own commands
            are to be obeyed.

    Raises:
        RunFailed: It cannot be written.
        BrokenPipeError: The reader has hung up.
    """
    stream = _stdout()
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")  # one `?` for one character keeps carets in place
    for chunk in chunks if are_guarded else map(without_commands, chunks):
        try:
            stream.write(chunk)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise RunFailed(f"cannot write to standard output: {reason(error)}") from error


def write_stdout_bytes(data: bytes) -> None:
    """Write a payload to standard output, whose encoding and line ends are not to touch it.

    Raises:
        RunFailed: It cannot be written.
        BrokenPipeError: The reader has hung up.
    """
    stream = _stdout()
    try:
        stream.flush()
        stream.buffer.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RunFailed(f"cannot write to standard output: {reason(error)}") from error


def _stdout() -> TextIO:
    if sys.stdout is None:
        raise RunFailed("cannot write to standard output: it is closed")
    return sys.stdout


def write_file(path: str, chunks: Iterable[str]) -> None:
    """Write chunks to a file in UTF-8: whole or not at all, as ``write_whole`` does.

    Raises:
        RunFailed: It cannot be written.
    """
    from defender_lint.whole_files import write_whole  # most reports go elsewhere

    # `replace`: a lone surrogate of a payload must not stop a report.
    try:
        write_whole(path, (chunk.encode("utf-8", "replace") for chunk in chunks))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RunFailed(f"cannot write {path}: {reason(error)}") from error


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
    return FAILED


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
