"""What came of a file: a plain value, so that it can cross processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from defender_lint.findings import Finding, Fix, Related
from defender_lint.record import Record
from defender_lint.spans import Edit, Excerpt, Position, Span
from defender_lint.summary import Counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defender_lint.baseline import Entry
    from defender_lint.diagnostic import Applicability
    from defender_lint.findings import Kind
    from defender_lint.pace import Call


class FileResult(Record):
    """What came of a file, or of a stretch of it.

    Attributes:
        file: The path as it was given.
        requests: How many requests were judged.
        skipped: How many bodies of no known API were left out.
        counts: How many problems there are, shown or not.
        findings: The findings, in the order of requests and places.
        of_line: Those of the request line that all bodies are sent with, which other files have,
            too: they are said once, and counted then.
        fixed: Findings that fixes have removed; of a request, as many as are shown.
        text: The new text of the source; None where nothing was fixed.
        silent: Which suppressions of the settings speak of the file, by their number, and whether
            each has silenced something.
        met: The baseline's entries of what was found.
        failures: What went wrong, a sentence each.
        notes: What else there is to say, a sentence each.
        calls: The calls whose pace counts.
    """

    __slots__ = (
        "calls", "counts", "failures", "file", "findings", "fixed", "met", "notes", "of_line",
        "requests", "silent", "skipped", "text",
    )  # fmt: skip

    def __init__(self, file: str) -> None:
        self.file: Final = file
        self.requests = self.skipped = 0
        self.counts: Final = Counts()
        self.findings: list[Finding] = []
        self.of_line: list[Finding] = []
        self.fixed: list[Finding] = []
        self.text: str | None = None
        self.silent: dict[int, bool] = {}
        self.met: list[Entry] = []
        self.failures: list[str] = []
        self.notes: list[str] = []
        self.calls: list[Call] = []

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross to another process: findings as rows of plain values.

        Left to pickle, which looks into every object anew, they would take longer than judging.
        """
        fields = {name: getattr(self, name) for name in FileResult.__slots__}
        fields["findings"] = [_row(each) for each in self.findings]
        return _remade, (fields,)

    @classmethod
    def failed(cls, file: str, sentence: str) -> FileResult:
        """Return the result of a file that could not be read."""
        result = cls(file)
        result.failures.append(sentence)
        return result


def _remade(fields: dict[str, Any]) -> FileResult:
    result = FileResult(fields["file"])
    for name, value in fields.items():
        setattr(result, name, value)
    result.findings = [_finding(*row) for row in fields["findings"]]
    return result


def _row(each: Finding) -> tuple[Any, ...]:
    fix = each.fix
    return (
        each.kind,
        each.file,
        each.document,
        each.api,
        each.docs,
        each.pointer,
        None if each.span is None else _ends(each.span),
        None if each.excerpt is None else tuple(each.excerpt),
        None if fix is None else (*fix[:2], [(_ends(edit.span), edit.text) for edit in fix.edits]),
        [(other.message, _ends(other.span)) for other in each.related] if each.related else (),
        each.suppressed,
    )


def _finding(
    kind: Kind,
    file: str,
    document: int,
    api: str | None,
    docs: str | None,
    pointer: str,
    ends: tuple[int, ...] | None,
    excerpt: tuple[str, int] | None,
    fix: tuple[Any, ...] | None,
    related: Sequence[tuple[str, tuple[int, ...]]],
    suppressed: bool,
) -> Finding:
    return Finding(
        kind,
        file=file,
        document=document,
        api=api,
        docs=docs,
        pointer=pointer,
        span=None if ends is None else _span(ends),
        excerpt=None if excerpt is None else Excerpt(*excerpt),
        fix=None if fix is None else _fix(*fix),
        related=tuple([Related(message, _span(other)) for message, other in related])
        if related
        else (),
        suppressed=suppressed,
    )


def _fix(
    message: str, applicability: Applicability, edits: list[tuple[tuple[int, ...], str]]
) -> Fix:
    return Fix(message, applicability, tuple([Edit(_span(ends), text) for ends, text in edits]))


def _ends(span: Span) -> tuple[int, ...]:
    return (*span.start, *span.end)


def _span(ends: tuple[int, ...]) -> Span:
    return Span(Position(*ends[:4]), Position(*ends[4:]))
