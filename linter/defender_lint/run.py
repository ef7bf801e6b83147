"""A run: from paths to findings, file by file, body by body.

The flow of the design in one place: sources give Documents, the linter gives findings, fixes go
back into the files. Findings are streamed; nothing is kept of a body once it is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from defender_lint.catalogue import Operation, UnknownApi
from defender_lint.checks.engines import EngineName
from defender_lint.findings import Finding, Summary
from defender_lint.linting import Judged, Linter
from defender_lint.routing import Route
from defender_lint.settings import Settings, SettingsFinder
from defender_lint.sources import SourceError, read
from defender_lint.sources.document import Document
from defender_lint.sources.paths import Found, find
from defender_lint.sources.reading import STDIN, STDIN_NAME

if TYPE_CHECKING:
    from defender_lint.baseline import Baseline
    from defender_lint.fixing.session import Outcome

Mend = Literal["none", "safe", "all"]
"""Which fixes are applied."""


class Options(NamedTuple):
    """What a run is asked to do.

    Attributes:
        operation: The operation of all bodies; None to let each say its own.
        engine: Which JSON Schema engine judges.
        skip_unknown: Leave out bodies that fit no operation, even in files that were named.
        stdin_filename: The name that standard input goes by.
        mend: Which fixes are applied: none, the safe ones, or all.
        write: Whether mended files are written; standard input never is.
    """

    operation: Operation | None = None
    engine: EngineName = "auto"
    skip_unknown: bool = False
    stdin_filename: str | None = None
    mend: Mend = "none"
    write: bool = True


class Run:
    """One run over some paths.

    Attributes:
        summary: The counts and what could not be read; complete once ``findings`` is exhausted.
        fixed: The findings that fixes have mended.
        baseline: The findings that are known, if there is a baseline.
    """

    def __init__(
        self,
        paths: Sequence[str],
        options: Options,
        finder: SettingsFinder,
        *,
        stdin: BinaryIO | None = None,
        baseline: Baseline | None = None,
        on_change: Callable[[Outcome], None] | None = None,
        on_body: Callable[[Summary], None] | None = None,
    ) -> None:
        """Prepare to lint.

        Args:
            paths: Files, folders, globs, ``-`` for ``stdin``.
            options: What to do.
            finder: Finds the settings of each file.
            stdin: Standard input.
            baseline: Findings that are known; they are marked as suppressed.
            on_change: Called with what is mended and not written.
            on_body: Called with the counts after each body.
        """
        self.summary = Summary()
        self.fixed: list[Finding] = []
        self.baseline = baseline
        self._paths = paths
        self._options = options
        self._finder = finder
        self._stdin = stdin
        self._on_body = on_body
        self._on_change = on_change
        now = datetime.now(timezone.utc)  # one time for the whole run
        self._linter = Linter(
            finder,
            operation=options.operation,
            engine=options.engine,
            skip_unknown=options.skip_unknown,
            clock=lambda: now,
        )

    def findings(self) -> Iterator[Finding]:
        """Yield all findings, in the order of files and places.

        Raises:
            SettingsError: The settings of a file cannot be used.
            EngineMissing: The engine that the options ask for is not installed.
        """
        for found in self._files():
            is_counted = False
            for document, findings in self._bodies(found):
                if findings is None:
                    self.summary.skipped += 1
                    continue
                self.summary.bodies += 1
                self.summary.files += not is_counted
                is_counted = True
                if self._on_body is not None:
                    self._on_body(self.summary)
                yield from self._counted(findings, document)
        for finding in self._linter.unused_suppressions():
            self.summary.count(finding)
            yield finding

    def routes(self) -> Iterator[tuple[Document, Route]]:
        """Yield every body with the operations that it is taken for.

        Raises:
            SettingsError: The settings of a file cannot be used.
        """
        for found in self._files():
            settings = self._settings(found)
            for document in self._documents(found, settings):
                try:
                    route = self._linter.route(document, settings)
                except UnknownApi:
                    route = Route((), "comment")
                yield document, route

    def _files(self) -> Iterator[Found]:
        for found in find(self._paths, self._finder):
            if isinstance(found, Found):
                yield found
            else:
                self.summary.failures.append(f"{found.path}: {found.reason}")

    def _settings(self, found: Found) -> Settings:
        if found.path == STDIN:
            return self._finder.for_file(self._options.stdin_filename or STDIN_NAME)
        return self._finder.for_file(found.path)

    def _bodies(self, found: Found) -> Iterator[Judged]:
        settings = self._settings(found)
        if self._options.mend != "none":
            mended = self._mended(found, settings)
            if mended is not None:
                yield from mended
                return
        for document in self._documents(found, settings):
            yield document, self._linter.lint(document, settings, is_named=found.named)

    def _documents(self, found: Found, settings: Settings) -> Iterator[Document]:
        try:
            yield from read(
                found.path,
                stdin=self._stdin,
                stdin_filename=self._options.stdin_filename,
                limits=settings.limits,
            )
        except SourceError as error:
            self.summary.failures.append(str(error))

    def _mended(self, found: Found, settings: Settings) -> list[Judged] | None:
        """Mend a file and return what is left in it; None to read it as any other."""
        from io import BytesIO

        from defender_lint.fixing.files import NotWritten
        from defender_lint.fixing.session import mend_file, untouched

        stdin = None
        if found.path == STDIN and self._stdin is not None:
            # Kept, because it may have to be read again if it cannot be mended.
            stdin = self._stdin = BytesIO(self._stdin.read())
        try:
            outcome = mend_file(
                found,
                settings,
                self._linter,
                stdin=stdin,
                name=self._options.stdin_filename or STDIN_NAME,
                with_unsafe=self._options.mend == "all",
                write=self._options.write,
            )
        except SourceError as error:
            self.summary.failures.append(str(error))
            return []
        except NotWritten as error:
            self.summary.failures.append(str(error))
            outcome = None
        if outcome is None:
            if stdin is not None and self._on_change is not None:
                self._on_change(untouched(STDIN_NAME, stdin.getvalue()))
            return None
        self.fixed += outcome.fixed
        self.summary.fixed += len(outcome.fixed)
        if self._on_change is not None and (found.path == STDIN or not self._options.write):
            self._on_change(outcome)
        return outcome.left

    def _counted(self, findings: list[Finding], document: Document) -> Iterator[Finding]:
        baseline = self.baseline
        if baseline is not None:
            baseline.covers(document.file)
        for finding in findings:
            if baseline is not None and not finding.suppressed:
                finding = replace(finding, suppressed=baseline.meets(finding, document))
            self.summary.count(finding)
            yield finding
