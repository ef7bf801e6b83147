"""What a run finds: the values that flow from the checks to the reports and the fixes.

All but the counts of a run are immutable.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from defender_lint.diagnostic import Applicability, Confidence, Part, Severity
from defender_lint.record import Record
from defender_lint.spans import Edit, Excerpt, Span


class Fix(NamedTuple):
    """A way to fix a finding: what it does, in words, whether it is safe, and its edits."""

    message: str
    applicability: Applicability
    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """A second place that a finding speaks of, such as the first of two equal keys."""

    message: str
    span: Span


class Finding(Record):
    """One predicted problem of one request.

    Attributes:
        file: The path as it was given, ``<stdin>`` for standard input, empty for a bare value.
        document: Which request of the file, counted from 0.
        api: The operation's id; several ids joined by ``,`` where they share the body; None
            where no operation is known.
        rule: The rule's name, a key of :data:`defender_lint.rules.RULES`.
        code: The error code that the service would most likely answer, one of
            ``schemas/errors.json``; None where no answer is predicted.
        status: The HTTP status of ``code``; None without a code.
        also: Other likely codes, most likely first.
        severity: ``error`` or ``warning``.
        message: What is wrong and how to write it right, for people.
        service_message: The service's own message for ``code`` with its placeholders filled,
            None where the service documents none.
        part: The part of the request that it is about.
        pointer: JSON pointer (RFC 6901) of the offending key or value; the pointer that a
            missing key would have.
        span: Where it stands; None where the body came as a value without text.
        excerpt: The quotable line; None where ``span`` is None.
        confidence: What the constraint rests on: ``documented``, ``service`` (its own definition),
            ``observed`` (an answer that was seen) or ``implied``.
        docs: The documentation page of the operation.
        fix: How to fix it, if that can be said.
        related: Other places that the message speaks of.
        suppressed: Whether a comment, a setting or a baseline silences it.
    """

    __slots__ = (
        "also", "api", "code", "confidence", "docs", "document", "excerpt", "file", "fix",
        "message", "part", "pointer", "related", "rule", "service_message", "severity", "span",
        "status", "suppressed",
    )  # fmt: skip

    def __init__(
        self,
        *,
        file: str,
        document: int,
        api: str | None,
        rule: str,
        code: str | None,
        status: int | None,
        also: tuple[str, ...] = (),
        severity: Severity,
        message: str,
        service_message: str | None = None,
        part: Part = "body",
        pointer: str,
        span: Span | None,
        excerpt: Excerpt | None = None,
        confidence: Confidence = "documented",
        docs: str | None = None,
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
        suppressed: bool = False,
    ) -> None:
        self.file: Final = file
        self.document: Final = document
        self.api: Final = api
        self.rule: Final = rule
        self.code: Final = code
        self.status: Final = status
        self.also: Final = also
        self.severity: Final[Severity] = severity
        self.message: Final = message
        self.service_message: Final = service_message
        self.part: Final[Part] = part
        self.pointer: Final = pointer
        self.span: Final = span
        self.excerpt: Final = excerpt
        self.confidence: Final[Confidence] = confidence
        self.docs: Final = docs
        self.fix: Final = fix
        self.related: Final = related
        self.suppressed: Final = suppressed
