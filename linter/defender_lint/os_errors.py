"""What the operating system says is wrong, as the end of a sentence."""

from __future__ import annotations

import errno
import os


class ProcessDied(Exception):
    """A process that was working for this one was killed. The text says what to do."""


def reason(error: OSError) -> str:
    """Word an error of the operating system: ``no space left on device``."""
    if error.errno == errno.EBADF:
        return "it is closed"
    text = os.strerror(error.errno) if error.errno else str(error)
    return text[:1].lower() + text[1:]


def plain_reason(error: OSError) -> str:
    """Return in plain words why a path cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or "it cannot be read").lower()
