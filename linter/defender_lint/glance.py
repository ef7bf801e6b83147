"""A glance at the text of a body: is there certainly nothing to say of it?

Nearly all bodies are right, and then a run needs to know no more than that. A glance parses a text
strictly and asks the gate of its operation; it may say no to a right body, which is then looked at
closely, never yes to a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable

from defender_lint.gates import Gate
from defender_lint.sources.json.strict import decode, is_deeper, may_hold_halves
from defender_lint.sources.options import ReadOptions


def glance(text: str, gate: Gate, options: ReadOptions) -> Callable[[str], bool]:
    """Return what tells of a JSON body in ``text`` that there is certainly nothing to say of it.

    Args:
        text: A file, or the lines of it that were read at once; what none of it holds is not
            looked for in each body again.
        gate: The gate of the operation that all bodies are for.
        options: How to read.
    """
    depth, may_stand_in = options.limits.depth, options.placeholders.may_stand_in
    is_doubtful = may_stand_in(text) or may_hold_halves(text)

    def passes(chars: str) -> bool:
        try:
            data = decode(chars)
        except (ValueError, RecursionError):
            return False
        if is_doubtful and (may_stand_in(chars) or may_hold_halves(chars)):
            return False
        return not is_deeper(chars, data, depth) and gate(data)

    return passes
