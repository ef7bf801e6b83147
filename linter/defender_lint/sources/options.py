"""What a source is told before it reads: how much a body may ask for, what counts as unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from defender_lint.sources.holes.placeholders import TABLE, Placeholders
from defender_lint.sources.limits import STANDARD, Limits


class ReadOptions(NamedTuple):
    """How to read.

    Attributes:
        limits: What one body may ask for.
        placeholders: What counts as unknown until run time.
        passes: Tells of the text of a JSON body that there is nothing to say of it; such a body is
            passed over. None to pass over none.
    """

    limits: Limits = STANDARD
    placeholders: Placeholders = TABLE
    passes: Callable[[str], bool] | None = None


DEFAULTS = ReadOptions()
