"""Trouble: a finding before it is located, in terms of the body's value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from defender_lint.findings import Applicability, Severity
from defender_lint.sources.document import Part, Path


@dataclass(frozen=True, slots=True)
class Replacement:
    """Put ``value`` in place of a key or a scalar value."""

    path: Path
    part: Part
    value: Any
    applicability: Applicability
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong at one place of a body.

    Attributes:
        rule: The rule's name.
        path: Where, in the keys as they are written. For something missing, where it would be.
        part: Which token stands for the place.
        message: What is wrong and how to write it right.
        severity: ``error`` or ``warning``.
        code: The most likely error code, if any.
        also: Other likely codes.
        arguments: What fills the placeholders of the code's documented message, in order.
        replacement: How to mend it.
        most: How many items the list may hold, where it holds more and the body can be split.
        related: Other places: message, path, part.
    """

    rule: str
    path: Path
    part: Part
    message: str
    severity: Severity = "error"
    code: str | None = None
    also: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    replacement: Replacement | None = None
    most: int | None = None
    related: tuple[tuple[str, Path, Part], ...] = ()
