"""What a run finds: the values that flow from the checks to the reports and the fixes.

All but the Summary of a run are immutable. Offsets count characters of the decoded text from 0;
lines and columns count from 1, columns in characters (Unicode code points), ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
Applicability = Literal["safe", "unsafe"]


class Position(NamedTuple):
    """A place in a file: character offset from 0, line and column from 1.

    ``astral`` is how many characters before it on its line are two units in UTF-16; reports for
    systems that count so need it.
    """

    offset: int
    line: int
    column: int
    astral: int = 0

    @property
    def utf16_column(self) -> int:
        """The column from 1 in UTF-16 code units."""
        return self.column + self.astral


class Span(NamedTuple):
    """The characters from ``start`` up to, but not including, ``end``."""

    start: Position
    end: Position


class Excerpt(NamedTuple):
    """The part of a line that a report may quote.

    ``text`` is the first line of the finding's span without its line ending, cut to a window
    around the span where the line is very long; ``cut`` is how many characters of the line
    stand before ``text``. Tokens are already masked (same length, so columns still fit).
    """

    text: str
    cut: int = 0


class Edit(NamedTuple):
    """Put ``text`` in place of the characters of ``span``."""

    span: Span
    text: str

    @property
    def offset(self) -> int:
        """Where the replaced characters begin, counted in characters of the decoded file."""
        return self.span.start.offset

    @property
    def length(self) -> int:
        """How many characters are replaced."""
        return self.span.end.offset - self.span.start.offset


class Fix(NamedTuple):
    """A way to mend a finding: what it does, in words, whether it is safe, and its edits."""

    message: str
    applicability: Applicability
    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """A second place that a finding speaks of, such as the first of two equal keys."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One predicted problem of one body.

    Attributes:
        file: The path as it was given, ``<stdin>`` for standard input, empty for a bare value.
        document: Which body of the file, counted from 0.
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
        pointer: JSON pointer (RFC 6901) of the offending key or value; the pointer that a
            missing key would have.
        span: Where it stands; None where the body came as a value without text.
        excerpt: The quotable line; None where ``span`` is None.
        docs: The documentation page of the operation.
        fix: How to mend it, if that can be said.
        related: Other places that the message speaks of.
        suppressed: Whether a comment, a setting or a baseline silences it.
    """

    file: str
    document: int
    api: str | None
    rule: str
    code: str | None
    status: int | None
    also: tuple[str, ...] = ()
    severity: Severity
    message: str
    service_message: str | None = None
    pointer: str
    span: Span | None
    excerpt: Excerpt | None = None
    docs: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    suppressed: bool = False


@dataclass(slots=True)
class Summary:
    """The counts of a run, grown body by body, and how it went.

    Attributes:
        files: How many files had a body of ours.
        bodies: How many bodies were judged.
        errors: How many findings are errors.
        warnings: How many findings are warnings.
        fixable: How many findings have a safe fix.
        skipped: How many bodies of no known API were left out.
        suppressed: How many findings are silenced; they count nowhere else.
        fixed: How many findings were mended.
        failures: What could not be read, a sentence each.
        exit_status: What the program is about to exit with; None where there is no program.
        folder: Absolute path of the folder that the run is about, such as the repository: reports
            name files inside it relative to it. Empty to name them as they were given.
    """

    files: int = 0
    bodies: int = 0
    errors: int = 0
    warnings: int = 0
    fixable: int = 0
    skipped: int = 0
    suppressed: int = 0
    fixed: int = 0
    failures: list[str] = field(default_factory=list)
    exit_status: int | None = None
    folder: str = ""

    def count(self, finding: Finding) -> None:
        """Add one finding to the counts."""
        if finding.suppressed:
            self.suppressed += 1
            return
        if finding.severity == "error":
            self.errors += 1
        else:
            self.warnings += 1
        if finding.fix is not None and finding.fix.applicability == "safe":
            self.fixable += 1
