"""Near misses: which known name does a written one stand for?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from defender_lint.memo import memo
from defender_lint.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from difflib import SequenceMatcher
    from typing import Final, Literal

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


class _Slips:
    """How alike squashed names are to a known one, if a slip of the fingers explains it."""

    def __init__(self, known: str) -> None:
        self._known = known
        self._letters = frozenset(known)
        self._least = (
            0.75 if len(known) <= 5 else 0.8
        )  # one wrong letter weighs more in a short name
        self._matcher: SequenceMatcher[str] | None = None

    def closeness(self, written: str) -> float:
        """Return how alike a name is, 0 where no slip explains it."""
        longest = len(written) + len(self._known)
        if 2 * min(len(written), len(self._known)) < self._least * longest:
            return 0.0  # the lengths alone tell; and nobody wants to compare megabytes
        if 2 * sum(map(self._letters.__contains__, written)) < self._least * longest:
            return 0.0  # so do the letters that they have in common
        if self._matcher is None:
            from difflib import SequenceMatcher

            self._matcher = SequenceMatcher(None, "", self._known, autojunk=False)
        self._matcher.set_seq1(written)
        ratio = self._matcher.ratio()
        return ratio if ratio >= self._least else 0.0


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
        ((_Slips(squashed(name)).closeness(core), name) for name in candidates),
        key=lambda slip: slip[0],
        default=(0.0, ""),
    )
    if closeness:
        return best, "typo"
    if len(core) < 2:
        return None
    containing = [name for name in candidates if core in squashed(name)]
    return (containing[0], "typo") if len(containing) == 1 else None


def suggestions(written: str, known: Iterable[str]) -> list[str]:
    """Return up to three known names that a person may have meant: words to look at, no fix.

    Those that the written one begins, else those that are somewhat alike, the nearest first.
    """
    core = squashed(written[:_LONGEST_KEPT])
    names = {squashed(name): name for name in known}
    begun = [name for squashed_name, name in names.items() if squashed_name.startswith(core)]
    if core and begun:
        return begun[:3]
    from difflib import get_close_matches

    return [names[match] for match in get_close_matches(core, names)]


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
    targets_left = [(_Slips(squashed(name)), name) for name in likely if name in free]
    slips = [
        (closeness, name, target)
        for name, core in [(name, squashed(name)) for name in left]
        for slip, target in targets_left
        if (closeness := slip.closeness(core))
    ]
    for _, name, target in sorted(slips, key=lambda slip: -slip[0]):
        if name in left and target in free:
            take(name, target, "typo")
    return pairings
