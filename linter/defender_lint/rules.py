"""The rules: what each kind of finding means, what the service does, and how to fix it.

The texts are data, ``schemas/rules.json``, beside the other facts about the service. They are the
one source of ``defender-lint explain`` and of the rule pages. Names are stable once released.
"""

from __future__ import annotations

import json
import os
from typing import Final, Literal

from defender_lint.diagnostic import Severity
from defender_lint.named_tuple import NamedTuple
from defender_lint.project import shipped_folder

Fixability = Literal["safe", "unsafe", "sometimes"]


class Rule(NamedTuple):
    """A cause of findings, finer than the service's error codes.

    Attributes:
        name: The stable name, as reports print it.
        summary: One line for lists.
        means: What is wrong with the request.
        service: What the service does with such a request, as far as anybody knows.
        remedy: How to write it right.
        code: The usual predicted error code; None where no answer is predicted. Which codes it
            may be in all is in ``schemas/errors.json``.
        severity: The usual severity; a single finding may be milder.
        fix: Whether findings carry a fix: a safe one, one to be looked at, or one in some cases.
        optional: Whether the rule is off unless it is selected.
    """

    name: str
    summary: str
    means: str
    service: str
    remedy: str
    code: str | None = None
    severity: Severity = "error"
    fix: Fixability | None = None
    optional: bool = False


def _read() -> dict[str, Rule]:
    """Read the rules that are implemented, in the order of the rule list."""
    with open(os.path.join(shipped_folder(), "rules.json"), encoding="utf-8") as file:
        table = json.load(file)["rules"]
    return {
        name: Rule(name=name, **facts) for name, facts in table.items() if "planned" not in facts
    }


RULES: Final[dict[str, Rule]] = _read()
"""Every rule by its name, in the order of the rule list."""
