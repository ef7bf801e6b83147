"""Where reports go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from defender_lint.cli.failures import RunFailed
from defender_lint.os_errors import reason
from defender_lint.printable import without_commands
from defender_lint.whole_files import write_whole


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
    # `replace`: a lone surrogate of a payload must not stop a report.
    try:
        write_whole(path, (chunk.encode("utf-8", "replace") for chunk in chunks))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RunFailed(f"cannot write {path}: {reason(error)}") from error
