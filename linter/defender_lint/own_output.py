"""Is a file a report or a baseline that this program wrote?

Such a file may be written again, and is no payload where a folder is walked.
"""

from __future__ import annotations

import os
import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_HEAD: Final = 1_024  # bytes in which each of our formats has given itself away

_BEGINNINGS: Final = frozenset((b"{", b"[", b"#", b"\xef", b" ", b"\t", b"\r", b"\n"))
_REPORT: Final = rb"""(?x)
    (?:\xef\xbb\xbf)?\s*(?:
    \{\s*"version":\s*\d+,\s*"(?:findings|entries|bodies|answers)":\s*\[    # JSON, a baseline
    | \{\s*"file":\s*"[^"]*",\s*"document":\s*\d+,\s*"api":                # JSON Lines
    | \{\s*"\$schema":\s*"[^"]*sarif[^"]*",\s*"version":                    # SARIF
    | \{\s*"source":\s*\{\s*"name":\s*"defender-lint"                       # reviewdog
    | \[\s*\{\s*"description":\s*"(?:[^"\\]|\\.)*",\s*"check_name":         # GitLab
    | \[\n\]\n\Z                                                          # GitLab, no finding
    | \#\#\#\ defender-lint\n                                              # Markdown
    )
"""


def is_own_output(path: str) -> bool:
    """Tell whether a regular file begins like one of our reports or a baseline.

    What cannot be read is none.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        head = os.read(handle, _HEAD)
    except OSError:
        return False
    finally:
        os.close(handle)
    return begins_like_ours(head)


def begins_like_ours(data: bytes) -> bool:
    """Tell whether a file, or the beginning of one, is that of one of our reports or a baseline."""
    return data[:1] in _BEGINNINGS and _report().match(data, 0, _HEAD) is not None


@cache
def _report() -> re.Pattern[bytes]:
    return re.compile(_REPORT)
