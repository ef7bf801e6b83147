"""A glance at the text of a body: is there certainly nothing to say of it?

Nearly all bodies are right, and then a run needs to know no more than that. A glance parses a text
strictly and asks the gate of its operation; it may say no to a right body, which is then looked at
closely, never yes to a wrong one.
"""

from __future__ import annotations

from defender_lint.sources.json.strict import decode, is_deeper, may_hold_halves
from defender_lint.sources.options import Look, ReadOptions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from defender_lint.gates import Gate


def glance(text: str, gate: Gate, options: ReadOptions) -> Callable[[str], Any]:
    """Return what looks at JSON bodies in ``text``, as :class:`ReadOptions` says.

    Args:
        text: A file, or the lines of it that were read at once; what none of it holds is not
            looked for in each body again.
        gate: The gate of the operation that all bodies are for.
        options: How to read.
    """
    depth, may_stand_in = options.limits.depth, options.placeholders.may_stand_in
    is_doubtful = may_stand_in(text) or may_hold_halves(text)

    def look(chars: str) -> Any:
        try:
            data = decode(chars)
        except (ValueError, RecursionError):
            return Look.DOUBTFUL
        if is_doubtful and (may_stand_in(chars) or may_hold_halves(chars)):
            return Look.DOUBTFUL
        if is_deeper(chars, data, depth):
            return Look.DOUBTFUL
        return Look.PASSED if gate(data) else data

    return look
