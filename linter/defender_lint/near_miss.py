"""Near misses: which known name does a written one stand for?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, Literal, NamedTuple

from defender_lint.memo import memo

Likeness = Literal["case", "spelling", "typo"]
"""How a written name differs from the known one: only in letter case; also in blanks,
underscores and hyphens; by a slip of the fingers."""

_FILLERS = re.compile(r"[\s_\-]+")


_LONGEST_KEPT: Final = 64  # characters; longer than any key
_KEPT: Final = 1_024
"""Answers that are kept: who makes a mistake makes it in every line of a file."""


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
    return _squashed(name) if len(name) <= _LONGEST_KEPT else _FILLERS.sub("", name).casefold()


@memo(_KEPT)
def _squashed(name: str) -> str:
    return _FILLERS.sub("", name).casefold()


_SURE: Final[tuple[tuple[Likeness, Callable[[str], str]], ...]] = (
    ("case", folded),
    ("spelling", squashed),
)
"""What two names that mean the same have in common, the surest first."""


def _slip(written: str, known: str) -> float:
    """Return how alike two squashed names are, if a slip of the fingers explains it, else 0."""
    least = 0.75 if len(known) <= 5 else 0.8  # one wrong letter weighs more in a short name
    longest = len(written) + len(known)
    if 2 * min(len(written), len(known)) < least * longest:
        return 0.0  # the lengths alone tell; and nobody wants to compare megabytes
    from difflib import SequenceMatcher

    ratio = SequenceMatcher(None, written, known, autojunk=False).ratio()
    return ratio if ratio >= least else 0.0


def nearest(written: str, known: Iterable[str]) -> tuple[str, Likeness] | None:
    """Return the known name that comes nearest to ``written`` and how it differs, or None."""
    return _nearest(written, tuple(known))


@memo(_KEPT)
def _nearest(written: str, candidates: tuple[str, ...]) -> tuple[str, Likeness] | None:
    for likeness, normal in _SURE:
        for name in candidates:
            if normal(name) == normal(written):
                return name, likeness
    core = squashed(written)
    closeness, best = max(
        ((_slip(core, squashed(name)), name) for name in candidates),
        key=lambda slip: slip[0],
        default=(0.0, ""),
    )
    if closeness:
        return best, "typo"
    if len(core) < 2:
        return None
    containing = [name for name in candidates if core in squashed(name)]
    return (containing[0], "typo") if len(containing) == 1 else None


def pair(
    written: Iterable[str], known: Iterable[str], likely: Iterable[str] | None = None
) -> list[Pairing]:
    """Pair unknown names with known ones that are absent, each at most once, the surest first.

    Args:
        written: The unknown names.
        known: The known names.
        likely: Those of them that a slip of the fingers may stand for; all, where not given.
    """
    names = tuple(known)
    return _pair(tuple(written), names, names if likely is None else tuple(likely))


@memo(_KEPT)
def _pair(
    written: tuple[str, ...], known: tuple[str, ...], likely: tuple[str, ...]
) -> list[Pairing]:
    left, free = dict.fromkeys(written), dict.fromkeys(known)
    pairings: list[Pairing] = []

    def take(name: str, target: str, likeness: Likeness) -> None:
        pairings.append(Pairing(name, target, likeness))
        del left[name], free[target]

    for likeness, normal in _SURE:
        targets: dict[str, list[str]] = {}
        for target in free:
            targets.setdefault(normal(target), []).append(target)
        for name in list(left):
            if same := targets.get(normal(name)):
                take(name, same.pop(0), likeness)
    cores = [(squashed(name), name) for name in likely if name in free]
    slips = [
        (closeness, name, target)
        for name, core in [(name, squashed(name)) for name in left]
        for target_core, target in cores
        if (closeness := _slip(core, target_core))
    ]
    for _, name, target in sorted(slips, key=lambda slip: -slip[0]):
        if name in left and target in free:
            take(name, target, "typo")
    return pairings
