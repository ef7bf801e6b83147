"""Files that appear whole or not at all: a crash, a full disk or Ctrl-C leaves the old file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress


def write_whole(path: str, chunks: Iterable[bytes]) -> None:
    """Put ``chunks`` into a file, in one step once everything is written.

    A symbolic link is followed and stays. Mode and, where that is allowed, owner of a file that is
    there are kept. Devices and pipes are written directly.

    Args:
        path: The file.
        chunks: Its new content; may be lazy.

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
        return
    import tempfile  # here, because few runs write a file

    handle, beside = tempfile.mkstemp(
        prefix=f".{os.path.basename(target)[:100]}.", suffix=".tmp", dir=os.path.dirname(target)
    )
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, _new_mode() if status is None else stat.S_IMODE(status.st_mode))
        if status is not None:
            _keep_owner(beside, status)
        os.replace(beside, target)
    except BaseException:
        with suppress(FileNotFoundError):  # Ctrl-C came when it was in its place already
            os.unlink(beside)
        raise


def _new_mode() -> int:
    """Return the mode that ``open`` would give a new file; ``mkstemp`` is stricter."""
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
