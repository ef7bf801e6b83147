"""A run: from paths to findings, file by file, body by body.

The flow of the design in one place: sources give Documents, routing names their operation, checks
give findings. Findings are streamed; nothing is kept of a body once it is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import BinaryIO

from defender_lint.catalogue import Catalogue, Operation, UnknownApi
from defender_lint.checks import Context, check
from defender_lint.checks.engines import EngineName
from defender_lint.findings import Finding, Summary
from defender_lint.routing import Route, Router
from defender_lint.sources import SourceError, read
from defender_lint.sources.document import Document
from defender_lint.sources.limits import Limits
from defender_lint.sources.paths import Found, find
from defender_lint.sources.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run is asked to do.

    Attributes:
        operation: The operation of all bodies; None to let each say its own.
        engine: Which JSON Schema engine judges.
        skip_unknown: Leave out bodies that fit no operation, even in files that were named.
        stdin_filename: The name that standard input goes by.
        limits: How much a body may ask for.
        max_findings: How many findings of one body are reported.
        enabled: Rules that are off by default and wanted all the same.
    """

    operation: Operation | None = None
    engine: EngineName = "auto"
    skip_unknown: bool = False
    stdin_filename: str | None = None
    limits: Limits = field(default_factory=Limits)
    max_findings: int = 1_000
    enabled: frozenset[str] = frozenset()


class Run:
    """One run over some paths.

    Attributes:
        summary: The counts; complete once :meth:`findings` is exhausted.
        failures: What could not be read, a sentence each.
    """

    def __init__(
        self,
        paths: Sequence[str],
        options: Options,
        catalogue: Catalogue,
        *,
        stdin: BinaryIO | None = None,
    ) -> None:
        """Prepare to lint ``paths``: files, folders, globs, ``-`` for ``stdin``."""
        self.summary = Summary()
        self.failures: list[str] = []
        self._paths = paths
        self._options = options
        self._stdin = stdin
        self._router = Router(catalogue, options.operation)
        now = datetime.now(timezone.utc)  # one time for the whole run
        self._context = Context(
            catalogue,
            clock=lambda: now,
            engine=options.engine,
            enabled=options.enabled,
            max_findings=options.max_findings,
        )

    def findings(self) -> Iterator[Finding]:
        """Yield all findings, in the order of files and places.

        Raises:
            EngineMissing: The engine that the options ask for is not installed.
        """
        for found in self._files():
            counted = False
            for document in self._documents(found):
                findings = self._judge(document, named=found.named)
                if findings is None:
                    self.summary.skipped += 1
                    continue
                self.summary.bodies += 1
                self.summary.files += not counted
                counted = True
                for finding in findings:
                    self.summary.count(finding)
                    yield finding

    def routes(self) -> Iterator[tuple[Document, Route]]:
        """Yield every body with the operations that it is taken for."""
        for found in self._files():
            for document in self._documents(found):
                try:
                    yield document, self._router.route(document)
                except UnknownApi:
                    yield document, Route((), "comment")

    def _files(self) -> Iterator[Found]:
        for found in find(self._paths):
            if isinstance(found, Found):
                yield found
            else:
                self.failures.append(f"{found.path}: {found.reason}")

    def _documents(self, found: Found) -> Iterator[Document]:
        try:
            yield from read(
                found.path,
                stdin=self._stdin,
                stdin_filename=self._options.stdin_filename,
                limits=self._options.limits,
            )
        except SourceError as error:
            self.failures.append(str(error))

    def _judge(self, document: Document, *, named: bool) -> list[Finding] | None:
        """Return a body's findings, None where it is none of ours."""
        must_say = named and not self._options.skip_unknown
        try:
            route = self._router.route(document)
        except UnknownApi as error:
            from defender_lint.checks.candidates import unknown_comment

            return [unknown_comment(document, error)]
        if not route.operations or not (route.exact or must_say):
            if not must_say:
                return None
            from defender_lint.checks.candidates import unrouted

            return unrouted(document, self._context)
        request = Request(document)
        if len(route.operations) == 1:
            return check(request, route.operations[0], self._context)
        from defender_lint.checks.candidates import check_candidates

        findings = check_candidates(request, route.operations, self._context)
        if self._options.skip_unknown and any(f.rule == "ambiguous-api" for f in findings):
            return None
        return findings
