"""Files that are fixed in place, byte for byte but for the fixes."""

from __future__ import annotations

import os
import stat

from defender_lint.os_errors import reason
from defender_lint.whole_files import write_whole


class NotWritten(Exception):
    """A fixed file could not be put back. The text says why; the old file is as it was."""


def replace(path: str, before: bytes, after: bytes) -> int:
    """Put new bytes in place of a file's.

    Args:
        path: The file.
        before: What it held when it was read.
        after: What it is to hold.

    Returns:
        How many other names (hard links) the file had; they keep the old text.

    Raises:
        NotWritten: The file is read-only, gone, or has changed since it was read.
    """
    try:
        if not os.stat(path).st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise NotWritten(f"{path}: not fixed, the file is read-only")
        with open(path, "rb") as stream:
            if stream.read() != before:
                raise NotWritten(f"{path}: not fixed, the file has changed meanwhile; run it again")
        return write_whole(path, [after])
    except FileNotFoundError as error:
        raise NotWritten(f"{path}: not fixed, the file is gone") from error
    except OSError as error:
        raise NotWritten(f"{path}: not fixed, it cannot be written: {reason(error)}") from error
