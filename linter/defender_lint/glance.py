"""A glance at the text of a body: is there certainly nothing to say of it?

Nearly all bodies are right, and then a run needs to know no more than that. A glance parses a text
strictly and asks the gate of its operation; it may say no to a right body, which is then looked at
closely, never yes to a wrong one.
"""

from __future__ import annotations

from defender_lint.nesting import DEEPEST, is_deeper, may_be_deeper
from defender_lint.sources.json.strict import BLANK, SCAN, decode, may_hold_halves
from defender_lint.sources.options import JudgedData, Look, ReadOptions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from defender_lint.gates import Gate


class Glance:
    """Looks at the JSON bodies in a text, as :class:`ReadOptions` says.

    Attributes:
        passed: How many have passed so far.
    """

    __slots__ = ("_depth", "_gate", "_is_doubtful", "_may_stand_in", "_recall", "passed")

    def __init__(
        self,
        text: str,
        gate: Gate,
        options: ReadOptions,
        recall: Callable[[Any], Any] | None = None,
    ) -> None:
        """Prepare to look.

        Args:
            text: A file, or the lines of it that were read at once; what none of it holds is not
                looked for in each body again.
            gate: The gate of the operation that all bodies are for.
            options: How to read.
            recall: Returns what is wrong with the data of a body; None where that is not known.
        """
        self.passed = 0
        self._recall = recall
        self._gate = gate
        self._depth = options.limits.depth
        self._may_stand_in = options.placeholders.may_stand_in
        self._is_doubtful = self._may_say_more(text)

    def of_body(self, chars: str) -> Any:
        """Tell of a body that it has passed, or that it is in doubt, or return its data."""
        seen = self._of_body(chars)
        self.passed += seen is Look.PASSED
        return seen

    def over_lines(self, lines: Iterator[str]) -> tuple[int, int, str | None, Any]:
        """Pass over lines as long as they are blank or hold a body that passes.

        Args:
            lines: Lines without their ends, which are taken from it.

        Returns:
            How many bodies have passed, and how many characters they and the blank lines take, with
            an end for each; then the line at which this stops, None if none is left, and what is
            told of it.
        """
        gate = self._gate
        is_plain = not self._is_doubtful and self._depth >= DEEPEST
        passed = length = 0
        stop: str | None = None
        seen: Any = Look.PASSED
        for chars in lines:  # nearly all that a run over right lines does
            try:
                data, end = SCAN(chars, 0)
            except (StopIteration, ValueError, RecursionError):
                end = -1
            if is_plain and end == len(chars):
                seen = Look.PASSED if gate(data) else self._handed_on(chars, data)
            elif chars.strip(BLANK):
                seen = self._of_body(chars)
            else:
                length += len(chars) + 1
                continue
            if seen is not Look.PASSED:
                stop = chars
                break
            passed += 1
            length += len(chars) + 1
        self.passed += passed
        return passed, length, stop, seen

    def _of_body(self, chars: str) -> Any:
        try:
            data = decode(chars)
        except (ValueError, RecursionError):
            return Look.DOUBTFUL
        if self._is_doubtful and self._may_say_more(chars):
            return Look.DOUBTFUL
        if (self._depth >= DEEPEST or not is_deeper(data, self._depth)) and self._gate(data):
            return Look.PASSED
        return self._handed_on(chars, data)

    def _handed_on(self, chars: str, data: Any) -> Any:
        """Return the data of a body that does not pass, unless something else is wrong with it."""
        is_too_deep = may_be_deeper(chars, self._depth) and is_deeper(data, self._depth)
        if is_too_deep:
            return Look.DOUBTFUL
        judgement = None if self._recall is None else self._recall(data)
        return data if judgement is None else JudgedData(data, judgement)

    def _may_say_more(self, text: str) -> bool:
        """Tell whether a text may say more than the data that a parser makes of it."""
        return self._may_stand_in(text) or may_hold_halves(text)
