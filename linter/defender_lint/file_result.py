"""What came of a file: a plain value, so that it can cross processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from defender_lint.record import Record
from defender_lint.summary import Counts

if TYPE_CHECKING:
    from defender_lint.baseline import Entry
    from defender_lint.findings import Finding
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

    @classmethod
    def failed(cls, file: str, sentence: str) -> FileResult:
        """Return the result of a file that could not be read."""
        result = cls(file)
        result.failures.append(sentence)
        return result
