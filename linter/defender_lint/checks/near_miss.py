"""Near misses: which known name does a written one stand for?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

Likeness = Literal["case", "spelling", "typo"]
"""How a written name differs from the known one: only in letter case; also in blanks,
underscores and hyphens; by a slip of the fingers."""

_FILLERS = re.compile(r"[\s_\-]+")


class Pairing(NamedTuple):
    """A written name and the known name that it stands for."""

    written: str
    known: str
    likeness: Likeness


def folded(name: str) -> str:
    """Return ``name`` without the differences that letter case makes."""
    return name.casefold()


def squashed(name: str) -> str:
    """Return ``name`` without letter case, blanks, underscores and hyphens."""
    return _FILLERS.sub("", name).casefold()


def similarity(written: str, known: str) -> float:
    """Return how alike two names are, from 0 to 1, letter case aside."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, squashed(written), squashed(known), autojunk=False).ratio()


def _is_slip(written: str, known: str) -> float:
    """Return the similarity if it is that of a slip, else 0. Short names may differ by more."""
    if len(written) > 2 * len(known) + 8:
        return 0.0  # far too long to be one; and nobody wants to compare megabytes
    ratio = similarity(written, known)
    return ratio if ratio >= (0.75 if len(known) <= 5 else 0.8) else 0.0


def nearest(written: str, known: Iterable[str]) -> tuple[str, Likeness] | None:
    """Return the known name that comes nearest to ``written`` and how it differs, or None."""
    candidates = list(known)
    for likeness, normal in (("case", folded), ("spelling", squashed)):
        for name in candidates:
            if normal(name) == normal(written):
                return name, likeness  # type: ignore[return-value]
    best = max(candidates, key=lambda name: _is_slip(written, name), default=None)
    if best is not None and _is_slip(written, best):
        return best, "typo"
    core = squashed(written)
    if len(core) < 2:
        return None
    containing = [name for name in candidates if core in squashed(name)]
    return (containing[0], "typo") if len(containing) == 1 else None


def pair(written: Iterable[str], known: Iterable[str]) -> list[Pairing]:
    """Pair unknown names with known ones that are absent, each at most once, the surest first."""
    left, free = list(written), list(known)
    pairings: list[Pairing] = []

    def take(name: str, target: str, likeness: Likeness) -> None:
        pairings.append(Pairing(name, target, likeness))
        left.remove(name)
        free.remove(target)

    for likeness, normal in (("case", folded), ("spelling", squashed)):
        for name in list(left):
            match = next((target for target in free if normal(target) == normal(name)), None)
            if match is not None:
                take(name, match, likeness)  # type: ignore[arg-type]
    slips = sorted(
        ((_is_slip(name, target), name, target) for name in left for target in free),
        key=lambda slip: -slip[0],
    )
    for ratio, name, target in slips:
        if ratio and name in left and target in free:
            take(name, target, "typo")
    return pairings
