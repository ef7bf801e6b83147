"""What a run finds: the values that flow from the checks to the reports and the fixes.

All but the counts of a run are immutable.
"""

from __future__ import annotations

from typing import Any, Final

from defender_lint.diagnostic import Applicability, Confidence, Part, Severity
from defender_lint.named_tuple import NamedTuple
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


class Kind(Record):
    """What findings have in common that say the same of different places.

    A file of bodies with the same slip in each has a million findings and a few kinds.

    Attributes:
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
        confidence: What the constraint rests on: ``documented``, ``service`` (its own definition),
            ``observed`` (an answer that was seen) or ``implied``.
    """

    __slots__ = (
        "also", "code", "confidence", "message", "part", "rule", "service_message", "severity",
        "status",
    )  # fmt: skip

    def __init__(
        self,
        rule: str,
        message: str,
        *,
        severity: Severity,
        code: str | None = None,
        status: int | None = None,
        also: tuple[str, ...] = (),
        service_message: str | None = None,
        part: Part = "body",
        confidence: Confidence = "documented",
    ) -> None:
        self.rule: Final = rule
        self.message: Final = message
        self.severity: Final[Severity] = severity
        self.code: Final = code
        self.status: Final = status
        self.also: Final = also
        self.service_message: Final = service_message
        self.part: Final[Part] = part
        self.confidence: Final[Confidence] = confidence

    def __hash__(self) -> int:
        return hash(self.message)  # which it knows: kinds are looked up once a finding


class Finding(Record):
    """One predicted problem of one request: what is wrong, and where.

    It has the attributes of its kind, too.

    Attributes:
        kind: What is wrong.
        file: The path as it was given, ``<stdin>`` for standard input, empty for a bare value.
        document: Which request of the file, counted from 0.
        api: The operation's id; several ids joined by ``,`` where they share the body; None
            where no operation is known.
        docs: The documentation page of the operation.
        pointer: JSON pointer (RFC 6901) of the offending key or value; the pointer that a
            missing key would have.
        span: Where it stands; None where the body came as a value without text.
        excerpt: The quotable line; None where ``span`` is None.
        fix: How to fix it, if that can be said.
        related: Other places that the message speaks of.
        suppressed: Whether a comment, a setting or a baseline silences it.
    """

    __slots__ = (
        "api", "docs", "document", "excerpt", "file", "fix", "kind", "pointer", "related", "span",
        "suppressed",
    )  # fmt: skip

    def __init__(
        self,
        kind: Kind,
        *,
        file: str,
        document: int,
        api: str | None,
        docs: str | None = None,
        pointer: str,
        span: Span | None,
        excerpt: Excerpt | None = None,
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
        suppressed: bool = False,
    ) -> None:
        self.kind: Final = kind
        self.file: Final = file
        self.document: Final = document
        self.api: Final = api
        self.docs: Final = docs
        self.pointer: Final = pointer
        self.span: Final = span
        self.excerpt: Final = excerpt
        self.fix: Final = fix
        self.related: Final = related
        self.suppressed: Final = suppressed

    @property
    def rule(self) -> str:
        """As :class:`Kind` has it."""
        return self.kind.rule

    @property
    def message(self) -> str:
        """As :class:`Kind` has it."""
        return self.kind.message

    @property
    def severity(self) -> Severity:
        """As :class:`Kind` has it."""
        return self.kind.severity

    @property
    def code(self) -> str | None:
        """As :class:`Kind` has it."""
        return self.kind.code

    @property
    def status(self) -> int | None:
        """As :class:`Kind` has it."""
        return self.kind.status

    @property
    def also(self) -> tuple[str, ...]:
        """As :class:`Kind` has it."""
        return self.kind.also

    @property
    def service_message(self) -> str | None:
        """As :class:`Kind` has it."""
        return self.kind.service_message

    @property
    def part(self) -> Part:
        """As :class:`Kind` has it."""
        return self.kind.part

    @property
    def confidence(self) -> Confidence:
        """As :class:`Kind` has it."""
        return self.kind.confidence

    def replace(self, **changes: Any) -> Finding:
        """Return a copy with some fields changed, its own or those of its kind.

        Raises:
            AttributeError: There is no such field.
        """
        of_kind = {name: changes.pop(name) for name in Kind.__slots__ if name in changes}
        if of_kind:
            changes["kind"] = self.kind.replace(**of_kind)
        return super().replace(**changes)
