"""What a source is told before it reads: how much a body may ask for, what counts as unknown."""

from __future__ import annotations

from enum import Enum

from defender_lint.record import Record
from defender_lint.sources.holes.placeholders import TABLE, Placeholders
from defender_lint.sources.limits import STANDARD, Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final, Protocol

    class Looks(Protocol):
        """Looks at the text of JSON bodies, and tells :class:`Look`, or returns the data that it
        read, which is all that counts of a body then, perhaps as :class:`JudgedData`. One that
        has passed is passed over.
        """

        def of_body(self, chars: str) -> Any:
            """Look at a body."""

        def over_lines(self, lines: Iterator[str]) -> tuple[int, int, str | None, Any]:
            """Pass over lines as long as they are blank or hold a body that passes.

            Args:
                lines: Lines without their ends, which are taken from it.

            Returns:
                How many bodies have passed, and how many characters they and the blank lines take,
                with an end for each; then the line at which this stops, None if none is left, and
                what is told of it.
            """


class Look(Enum):
    """What a look at the text of a JSON body may tell, in place of the data that it read."""

    PASSED = "passed"  # there is nothing to say of it
    DOUBTFUL = "doubtful"  # it is no JSON, or something else than its data counts


class JudgedData(Record):
    """What a look tells of a body that needs no check, since others like it have been checked.

    Attributes:
        data: The data.
        judgement: What is wrong with it, for whoever looked.
    """

    __slots__ = ("data", "judgement")

    def __init__(self, data: Any, judgement: Any) -> None:
        self.data: Final = data
        self.judgement: Final = judgement


class ReadOptions(Record):
    """How to read.

    Attributes:
        limits: What one body may ask for.
        placeholders: What counts as unknown until run time.
        look: Tells of bodies that are right; None to look closely at all.
    """

    __slots__ = ("limits", "look", "placeholders")

    def __init__(
        self,
        limits: Limits = STANDARD,
        placeholders: Placeholders = TABLE,
        look: Looks | None = None,
    ) -> None:
        self.limits: Final = limits
        self.placeholders: Final = placeholders
        self.look: Final = look


DEFAULTS = ReadOptions()
