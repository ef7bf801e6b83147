"""The rules: what each kind of finding means, what the service does, and how to mend it.

This table is the one source of ``defender-lint explain`` and of the rule pages. The names are
stable once released. The facts come from the vendor's pages, the service's own ``$metadata``, and
answers of the service seen in public; where those are silent, the text says so.
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from defender_lint.rules import combinations, indicators, keys, operations, text, values
from defender_lint.rules.rule import Fixability, Rule

__all__ = ["RULES", "Fixability", "Rule"]

RULES: Final[dict[str, Rule]] = {
    rule.name: rule
    for rule in chain(
        text.RULES,
        keys.RULES,
        values.RULES,
        indicators.RULES,
        combinations.RULES,
        operations.RULES,
    )
}
"""Every rule by its name, in the order of the rule list."""
