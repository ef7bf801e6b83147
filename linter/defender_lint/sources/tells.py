"""Tells: what a text must have some of to hold a request of ours, so that nothing else reads it.

Most files that a walk meets have none of it, and are done when that is known. So what is looked for
is what costs no more than reading the file did: a few plain strings, and the words after slashes.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache

from defender_lint.near_miss import squashed
from defender_lint.project import shipped_folder
from defender_lint.sources.holes.placeholders import TABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

_COMMON: Final = 7  # letters with which several pieces begin
_WORD: Final = re.compile(rb"/([a-z]{6,})")  # none of the words is shorter
# Letters, digits, dots and slashes as JSON may write them.
_ESCAPE: Final = rb"\\u00(2[ef]|3[0-9]|[46][1-9a-f]|[57][0-9a])"


def mentions(text: str) -> bool:
    """Tell whether a text names a host or path of Defender, in whatever way."""
    return mentioned_in(text.encode("utf-8", "surrogatepass"))


def mentioned_in(data: bytes) -> bool:
    """Tell the same of a text in UTF-8."""
    data = data.lower()
    if b"\\" in data and b"\\u00" in data:
        data = re.sub(_ESCAPE, lambda escape: bytes.fromhex(escape[1].decode()), data).lower()
    for common, pieces in _pieces():  # loops, as this is most of what a walk over strangers does
        if common in data:
            for piece in pieces:
                if piece in data:
                    return True
    return not _words().isdisjoint(_WORD.findall(data))


def may_be_key(name: str) -> bool:
    """Tell whether a body of ours may have a key of this name, however it is spelt.

    A name that may be a hole may stand for any other.
    """
    if name.isascii() and name.isalpha():  # as nearly all are
        return name.lower() in _keys()
    return squashed(name) in _keys() or name.startswith("@odata.") or TABLE.may_stand_bare(name)


@cache
def _table() -> dict[str, Any]:
    with open(os.path.join(shipped_folder(), "tells.json"), encoding="utf-8") as file:
        table: dict[str, Any] = json.load(file)
    return table


@cache
def _pieces() -> tuple[tuple[bytes, tuple[bytes, ...]], ...]:
    """Return what says enough anywhere, by what several begin with, which is looked for first."""
    groups: dict[str, list[str]] = {}
    for piece in _table()["pieces"]:
        groups.setdefault(piece[:_COMMON], []).append(piece)
    # The more they have in common, the faster that is told to be missing.
    return tuple(
        (os.path.commonprefix(group).encode(), tuple(map(str.encode, group)))  # noqa: RUF071 (no paths)
        for group in groups.values()
    )


@cache
def _words() -> frozenset[bytes]:
    return frozenset(map(str.encode, _table()["words"]))


@cache
def _keys() -> frozenset[str]:
    return frozenset(_table()["keys"])
