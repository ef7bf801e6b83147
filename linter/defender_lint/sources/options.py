"""What a source is told before it reads: how much a body may ask for, what counts as unknown."""

from __future__ import annotations

from enum import Enum

from defender_lint.record import Record
from defender_lint.sources.holes.placeholders import TABLE, Placeholders
from defender_lint.sources.limits import STANDARD, Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final


class Look(Enum):
    """What a look at the text of a JSON body may tell, in place of the data that it read."""

    PASSED = "passed"  # there is nothing to say of it
    DOUBTFUL = "doubtful"  # it is no JSON, or something else than its data counts


class ReadOptions(Record):
    """How to read.

    Attributes:
        limits: What one body may ask for.
        placeholders: What counts as unknown until run time.
        look: Looks at the text of a JSON body and returns what it tells, or the data, which is all
            that counts of it. A body that has passed is passed over. None to look closely at all.
    """

    __slots__ = ("limits", "look", "placeholders")

    def __init__(
        self,
        limits: Limits = STANDARD,
        placeholders: Placeholders = TABLE,
        look: Callable[[str], Any] | None = None,
    ) -> None:
        self.limits: Final = limits
        self.placeholders: Final = placeholders
        self.look: Final = look


DEFAULTS = ReadOptions()
