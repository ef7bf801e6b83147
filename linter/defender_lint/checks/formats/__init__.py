"""Named value formats: the one table that both engines use and that explains what is wrong.

A schema says ``"format": "sha1"``; what that means is written here, once, in Python, because
patterns mean different things to different engines. A pattern here is compiled when a value asks:
most runs ask about hardly any format.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from defender_lint.checks.formats import addresses, hashes, names, texts, times
from defender_lint.checks.formats.diagnosis import Diagnosis, Format, explained

__all__ = ["FORMATS", "Diagnosis", "Format", "checkers", "diagnose"]

FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        *texts.FORMATS,
        *hashes.FORMATS,
        *addresses.FORMATS,
        *names.FORMATS,
        *times.FORMATS,
    )
}
"""Every format by name, but for ``future-timestamp``, which depends on the time of the run."""

FUTURE = "future-timestamp"


def checkers(clock: Callable[[], datetime]) -> dict[str, Callable[[str], bool]]:
    """Return a predicate for every format name.

    Args:
        clock: Tells the time, with its zone; ``future-timestamp`` compares with it.
    """
    table = {name: format.check for name, format in FORMATS.items()}
    table[FUTURE] = lambda text: times.is_not_past(text, clock)
    return table


def diagnose(name: str, text: str) -> Diagnosis:
    """Say why ``text`` does not have the format called ``name``, and what would."""
    return explained(FORMATS[name], text)
