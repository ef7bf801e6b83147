"""The counts of a run: how many problems there are, and how it went."""

from __future__ import annotations

from collections.abc import Iterable

from defender_lint.words import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from defender_lint.diagnostic import Applicability, Severity
    from defender_lint.findings import Finding


class Counts:
    """How many problems there are, shown or not; they add up over a run.

    Attributes:
        errors: How many are errors.
        warnings: How many are warnings.
        fixable: How many have a safe fix.
        fixable_unsafe: How many have a fix that is not safe.
        suppressed: How many are silenced; they count nowhere else.
        fixed: How many were fixed; they count nowhere else.
        holes: How many values are unknown until run time.
        bodiless: How many requests have no body.
    """

    __slots__ = (
        "bodiless", "errors", "fixable", "fixable_unsafe", "fixed", "holes", "suppressed",
        "warnings",
    )  # fmt: skip

    def __init__(self) -> None:
        self.errors = self.warnings = self.fixable = self.fixable_unsafe = 0
        self.suppressed = self.fixed = self.holes = self.bodiless = 0

    def count(self, finding: Finding) -> None:
        """Add one finding."""
        applicability = finding.fix.applicability if finding.fix else None
        self.tally(finding.severity, applicability, suppressed=finding.suppressed)

    def tally(
        self, severity: Severity, applicability: Applicability | None, *, suppressed: bool
    ) -> None:
        """Add one problem, whether or not it is shown."""
        if suppressed:
            self.suppressed += 1
            return
        if severity == "error":
            self.errors += 1
        else:
            self.warnings += 1
        if applicability == "safe":
            self.fixable += 1
        elif applicability == "unsafe":
            self.fixable_unsafe += 1

    def add(self, other: Counts) -> None:
        """Add the counts of another part of the run."""
        for name in Counts.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Summary(Counts):
    """The counts of a run, grown file by file, and how it went.

    Attributes:
        files: How many files had a request of ours.
        bodies: How many requests were judged, also those that have no body.
        skipped: How many bodies of no known API were left out.
        failures: What could not be read, a sentence each.
        exit_status: What the program is about to exit with; None where there is no program.
        folder: Absolute path of the folder that the run is about, such as the repository: reports
            name files inside it relative to it. Empty to name them as they were given.
    """

    __slots__ = ("bodies", "exit_status", "failures", "files", "folder", "skipped")

    def __init__(self, *, failures: Iterable[str] = (), **counts: int) -> None:
        """Begin with some counts, by their names; all others are 0."""
        super().__init__()
        self.files = self.bodies = self.skipped = 0
        self.failures = list(failures)
        self.exit_status: int | None = None
        self.folder = ""
        for name, number in counts.items():
            setattr(self, name, number)

    @property
    def judged(self) -> str:
        """What was judged, such as "3 bodies"; requests, where one has no body."""
        return count(self.bodies, "request" if self.bodiless else "body")
