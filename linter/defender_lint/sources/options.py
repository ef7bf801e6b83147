"""What a source is told before it reads: how much a body may ask for, what counts as unknown."""

from __future__ import annotations

from typing import NamedTuple

from defender_lint.sources.limits import STANDARD, Limits


class ReadOptions(NamedTuple):
    """How to read.

    Attributes:
        limits: What one body may ask for.
    """

    limits: Limits = STANDARD


DEFAULTS = ReadOptions()
