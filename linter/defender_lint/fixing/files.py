"""Files that are mended in place, byte for byte but for the fixes."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass

from defender_lint.os_errors import reason
from defender_lint.sources.encoding import Decoded, Undecodable, decode
from defender_lint.whole_files import write_whole


class NotWritten(Exception):
    """A mended file could not be put back. The text says why; the old file is as it was."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was read: its bytes, its text and how the one became the other."""

    path: str
    data: bytes
    decoded: Decoded

    @property
    def text(self) -> str:
        """The decoded file, without its byte-order mark."""
        return self.decoded.text

    def bytes_of(self, text: str) -> bytes:
        """Return a new text in the encoding of the file, with its byte-order mark if it has one."""
        return self.decoded.encode(text)

    def replace(self, text: str) -> None:
        """Put ``text`` in place of the file's.

        Raises:
            NotWritten: The file is read-only, gone, or has changed since it was read.
        """
        try:
            if not os.stat(self.path).st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
                raise NotWritten(f"{self.path}: not mended, the file is read-only")
            with open(self.path, "rb") as stream:
                if stream.read() != self.data:
                    raise NotWritten(
                        f"{self.path}: not mended, the file has changed meanwhile; run it again"
                    )
            write_whole(self.path, [self.bytes_of(text)])
        except FileNotFoundError as error:
            raise NotWritten(f"{self.path}: not mended, the file is gone") from error
        except OSError as error:
            raise NotWritten(
                f"{self.path}: not mended, it cannot be written: {reason(error)}"
            ) from error


def load(path: str) -> Original | None:
    """Read a file that may be mended; None if its bytes are no text.

    Raises:
        OSError: It cannot be read.
    """
    with open(path, "rb") as stream:
        data = stream.read()
    decoded = decode(data)
    return None if isinstance(decoded, Undecodable) else Original(path, data, decoded)
