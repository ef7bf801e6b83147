"""The bytes of a file, read at once."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_PIECE: Final = 64 * 1024  # bytes; hardly any file is larger
_MOST: Final = 8 * 1024 * 1024
"""Bytes of a file; the long way reads what is larger."""

_FLAGS: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def content_of(path: str) -> bytes | None:
    """Return the bytes of a regular file; None where it cannot be read at once."""
    try:
        handle = os.open(path, os.O_RDONLY | _FLAGS)
    except (OSError, ValueError):
        return None
    try:
        data = more = os.read(handle, _PIECE)
        while len(more) == _PIECE and len(data) <= _MOST:  # less than asked for is the end
            more = os.read(handle, _PIECE)
            data += more
    except OSError:
        return None
    finally:
        os.close(handle)
    return data if len(data) <= _MOST else None
