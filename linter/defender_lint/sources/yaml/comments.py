"""Directives in the comments of YAML: what is inside a quoted or block scalar is no comment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from defender_lint.sources.directives import MARK

_COMMENT: Final = re.compile(rf"(?:^|(?<=[ \t\r]))#[ \t]*{MARK}[ \t]*([^\r\n]*)", re.MULTILINE)


def comments(
    text: str, start: int, end: int, texts: Sequence[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """Find the directives between two offsets.

    Args:
        text: The file.
        start: Where to begin.
        end: Where to stop.
        texts: Where quoted and block scalars stand, in order.

    Returns:
        Start and end of each comment, and what follows ``defender-lint:``.
    """
    if text.find(MARK, start, end) < 0:
        return []
    starts = [first for first, _ in texts]
    found = []
    for match in _COMMENT.finditer(text, start, end):
        nearest = bisect_right(starts, match.start()) - 1
        if nearest < 0 or texts[nearest][1] <= match.start():
            until = match.start() + len(match.group().rstrip())
            found.append((match.start(), until, match[1].strip()))
    return found
