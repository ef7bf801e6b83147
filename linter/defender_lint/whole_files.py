"""Files that appear whole or not at all: a crash, a full disk or Ctrl-C leaves the old file.

The new content grows beside the old file, under a name that says whose it is:
``.defender-lint-<process>-<number>.tmp``. It goes when the process is told to end; what a process
that was killed has left, the next one removes that writes into the same folder.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any, Final

_LEFT_BEHIND: Final = re.compile(r"\.defender-lint-([1-9][0-9]{0,9})-[0-9]+\.tmp")
_ENDING: Final = ("SIGTERM", "SIGHUP")  # Ctrl-C is an exception already
_NUMBERS: Final = count(1)

_tidied: set[str] = set()


def write_whole(path: str, chunks: Iterable[bytes]) -> int:
    """Put ``chunks`` into a file, in one step once everything is written.

    A symbolic link is followed and stays. Mode and, where that is allowed, owner of a file that is
    there are kept. Devices and pipes are written directly.

    Args:
        path: The file.
        chunks: Its new content; may be lazy.

    Returns:
        How many other names the old file has (hard links), which keep the old content.

    Raises:
        OSError: It cannot be written; the old file is as it was.
    """
    target = os.path.realpath(path)
    try:
        status = os.stat(target)
    except FileNotFoundError:
        status = None
    if status is not None and not stat.S_ISREG(status.st_mode):
        with open(target, "wb") as stream:
            stream.writelines(chunks)
        return 0
    folder = os.path.dirname(target)
    tidy(folder)
    beside = os.path.join(folder, f".defender-lint-{os.getpid()}-{next(_NUMBERS)}.tmp")
    with _removed_at_the_end(beside):
        with open(beside, "xb", opener=_for_the_owner_only) as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, _new_mode() if status is None else stat.S_IMODE(status.st_mode))
        if status is not None:
            _keep_owner(beside, status)
        os.replace(beside, target)
    return 0 if status is None else status.st_nlink - 1


@contextmanager
def _removed_at_the_end(path: str) -> Iterator[None]:
    """Remove a file, if it is still there, however this ends; a signal to end goes on to do so."""
    import signal

    def remove() -> None:
        with suppress(FileNotFoundError):
            os.unlink(path)

    before: dict[int, Any] = {}

    def end(number: int, _: object) -> None:
        remove()
        signal.signal(number, before[number])
        os.kill(os.getpid(), number)

    for name in _ENDING:
        number = getattr(signal, name, None)  # Windows knows no SIGHUP
        handler = None if number is None else signal.getsignal(number)
        # What is ignored stays ignored. Only the main thread may set handlers.
        if number is not None and handler not in (None, signal.SIG_IGN):
            with suppress(ValueError):
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        remove()
        for number, handler in before.items():
            signal.signal(number, handler)


def tidy(folder: str) -> None:
    """Remove what processes that are dead have left in a folder; look there once."""
    if os.name == "nt" or folder in _tidied:  # Windows has no question that does not end a process
        return
    _tidied.add(folder)
    with suppress(OSError):  # tidying must not be what fails
        for name in os.listdir(folder):
            match = _LEFT_BEHIND.fullmatch(name)
            if match and _is_dead(int(match[1])):
                os.unlink(os.path.join(folder, name))


def _is_dead(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # somebody else's, or no number of a process
        return False
    return False


def _for_the_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _new_mode() -> int:
    """Return the mode that ``open`` would give a new file; ours begins stricter."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _keep_owner(path: str, status: os.stat_result) -> None:
    if not hasattr(os, "chown"):  # Windows
        return
    mine = os.stat(path)
    if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.chown(path, status.st_uid, status.st_gid)
        except PermissionError:
            return  # only root may give a file away; its content matters more
