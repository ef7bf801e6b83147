"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from defender_lint.findings import Severity

Fixability = Literal["safe", "unsafe", "sometimes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A cause of findings, finer than the service's error codes.

    Attributes:
        name: The stable name, as reports print it.
        summary: One line for lists.
        means: What is wrong with the body.
        service: What the service does with such a body, as far as anybody knows.
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
