"""Where reports go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable

from defender_lint.cli.failures import RunFailed, reason


def write_stdout(chunks: Iterable[str]) -> None:
    """Write chunks to standard output as they come.

    Raises:
        RunFailed: It cannot be written.
        BrokenPipeError: The reader has hung up.
    """
    stream = sys.stdout
    if stream is None:
        raise RunFailed("cannot write to standard output: it is closed")
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")  # one `?` for one character keeps carets in place
    for chunk in chunks:
        try:
            stream.write(chunk)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise RunFailed(f"cannot write to standard output: {reason(error)}") from error


def write_file(path: str, chunks: Iterable[str]) -> None:
    """Write chunks to a file in UTF-8.

    A regular file is replaced in one step once everything is written; until then, and if the run
    fails, its old content stays. Devices and pipes are written directly.

    Raises:
        RunFailed: It cannot be written.
    """
    target = os.path.realpath(path)
    try:
        special = os.path.exists(target) and not stat.S_ISREG(os.stat(target).st_mode)
        if special:
            _write(target, "w", chunks)
            return
        beside = f"{target}.{os.getpid()}.tmp"
        try:
            _write(beside, "x", chunks)
            if os.path.exists(target):
                os.chmod(beside, stat.S_IMODE(os.stat(target).st_mode))
            os.replace(beside, target)
        finally:
            if os.path.exists(beside):
                os.unlink(beside)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RunFailed(f"cannot write {path}: {reason(error)}") from error


def _write(path: str, mode: str, chunks: Iterable[str]) -> None:
    # `replace`: a lone surrogate of a payload must not stop a report.
    with open(path, mode, encoding="utf-8", errors="replace", newline="\n") as file:
        file.writelines(chunks)
