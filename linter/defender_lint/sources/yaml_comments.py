"""Directives in comments of YAML: ``# defender-lint: api=update-alert``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

MARK: Final = "defender-lint:"
_COMMENT: Final = re.compile(rf"(?:^|(?<=[ \t\r]))#[ \t]*{MARK}[ \t]*([^\r\n]*)", re.MULTILINE)
_SETTING: Final = re.compile(r"([A-Za-z][\w-]*)[ \t]*=[ \t]*(\S+)")


def settings(directive: str) -> dict[str, str]:
    """Return the ``key=value`` pairs of a directive's text."""
    return {match[1]: match[2].rstrip(",") for match in _SETTING.finditer(directive)}


def comments(
    text: str, start: int, end: int, texts: Sequence[tuple[int, int]]
) -> list[tuple[int, str]]:
    """Find the directives between two offsets.

    Args:
        text: The file.
        start: Where to begin.
        end: Where to stop.
        texts: Where quoted and block scalars stand, in order; what is inside them is no comment.

    Returns:
        The offset of each ``#``, and what follows ``defender-lint:``.
    """
    if text.find(MARK, start, end) < 0:
        return []
    starts = [first for first, _ in texts]
    found = []
    for match in _COMMENT.finditer(text, start, end):
        nearest = bisect_right(starts, match.start()) - 1
        if nearest < 0 or texts[nearest][1] <= match.start():
            found.append((match.start(), match[1].strip()))
    return found
