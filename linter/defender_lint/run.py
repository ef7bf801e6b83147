"""A run: from paths to findings, a fold over the results of its files.

Findings are streamed; nothing is kept of a body once it is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timezone
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from defender_lint.catalogue import Operation
from defender_lint.circumstances import NONE, Circumstances
from defender_lint.engines import EngineName
from defender_lint.file_result import FileResult
from defender_lint.findings import Finding
from defender_lint.linting import Fixes, Linter
from defender_lint.own_output import is_own_output
from defender_lint.routing import Route
from defender_lint.settings import Settings, SettingsFinder
from defender_lint.sources.content import content_of
from defender_lint.sources.paths import STDIN, STDIN_NAME, Found, Unreadable, find
from defender_lint.sources.reading import SourceError, read
from defender_lint.sources.registry import format_of, missing_for
from defender_lint.sources.request import Request
from defender_lint.sources.source import Source
from defender_lint.sources.strangers import bodies_of_stranger
from defender_lint.summary import Summary
from defender_lint.words import count

if TYPE_CHECKING:
    from defender_lint.baseline import Baseline, Entry
    from defender_lint.fixing.change import Change
    from defender_lint.pace import Call
    from defender_lint.processes import Result


class Options(NamedTuple):
    """What a run is asked to do.

    Attributes:
        operation: The operation of all bodies; None to let each say its own.
        engine: Which JSON Schema engine judges.
        skip_unknown: Leave out bodies that fit no operation, even in files that were named.
        stdin_filename: The name that standard input goes by.
        fixes: Which fixes are applied.
        write: Whether fixed files are written; standard input never is.
        circumstances: What else is known of all requests.
        jobs: How many processes judge; None for as many as make it faster.
        is_brief: Whether findings come without lines to quote and fixes.
    """

    operation: Operation | None = None
    engine: EngineName = "auto"
    skip_unknown: bool = False
    stdin_filename: str | None = None
    fixes: Fixes = "none"
    write: bool = True
    circumstances: Circumstances = NONE
    jobs: int | None = 1
    is_brief: bool = False


class Run:
    """One run over some paths.

    Attributes:
        summary: The counts and what could not be read; complete once ``findings`` is exhausted.
        fixed: The findings that fixes have removed.
        notes: What else there is to say, a sentence each.
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
        on_change: Callable[[Change], None] | None = None,
        on_body: Callable[[Summary], None] | None = None,
        now: datetime | None = None,
    ) -> None:
        """Prepare to lint.

        Args:
            paths: Files, folders, globs, ``-`` for ``stdin``.
            options: What to do.
            finder: Finds the settings of each file.
            stdin: Standard input.
            baseline: Findings that are known; they are marked as suppressed.
            on_change: Called with what is fixed and not written.
            on_body: Called with the counts after each file or stretch of it.
            now: The time of the run; None for the clock's.
        """
        self.summary = Summary()
        self.fixed: list[Finding] = []
        self.notes: list[str] = []
        self.baseline = baseline
        self._paths = paths
        self._options = options
        self._finder = finder
        self._stdin = stdin
        self._on_body = on_body
        self._on_change = on_change
        self._now = now or datetime.now(timezone.utc)  # one time for the whole run
        self._linters: list[Linter] = []
        self._silent: dict[tuple[int, int], bool] = {}
        self._calls: list[Call] = []
        self._said: set[tuple[object, ...]] = set()

    def findings(self) -> Iterator[Finding]:
        """Yield all findings, in the order of files and places.

        Raises:
            SettingsError: The settings of a file cannot be used.
            EngineMissing: The engine that the options ask for is not installed.
            ProcessDied: A process that was judging files was killed.
        """
        counted: Found | Unreadable | None = None
        for found, number, result in self._results():
            self._add(result, number, is_counted=found is counted)
            if result.requests > 0:
                counted = found
            yield from result.findings
            yield from self._once(result.of_line)
        yield from self._line()
        yield from self._paced()
        for finding in self._unused_suppressions():
            self.summary.count(finding)
            yield finding

    def _results(self) -> Iterator[Result]:
        """Yield what comes of each file, or of a stretch of it, in order."""
        options, files = self._options, self._ours()
        if options.jobs != 1 and options.fixes == "none" and self.baseline is None:
            from defender_lint.processes import results

            yield from results(files, options.jobs, self, self._maker())
            return
        for found in files:
            yield from self.judge(found)

    def _maker(self) -> Callable[[], Run]:
        """Return what makes such a run in another process."""
        operation = self._options.operation
        return partial(
            _make,
            self._finder,
            self._options._replace(operation=None, jobs=1),
            None if operation is None else operation.id,
            self._now,
        )

    def judge(self, found: Found | Unreadable, source: Source | None = None) -> Iterator[Result]:
        """Yield what comes of a file.

        Args:
            found: The file.
            source: A stretch of it that has been read already, to judge nothing else.

        Raises:
            SettingsError: The settings of the file cannot be used.
            EngineMissing: The engine that the options ask for is not installed.
        """
        if isinstance(found, Unreadable):
            yield found, 0, FileResult.failed(found.path, f"{found.path}: {found.reason}")
            return
        number, linter = self._linter(self._settings(found))
        if source is not None:
            yield found, number, linter.lint(source, is_named=found.named)
            return
        judged = self._lint if self._options.fixes == "none" else self._fix
        for result in judged(found, linter):
            yield found, number, result

    def sources(self, found: Found) -> Iterator[Source]:
        """Read a file.

        Raises:
            SourceError: It cannot be read.
            SettingsError: The settings of the file cannot be used.
        """
        return self._read(found, self._settings(found))

    def _paced(self) -> Iterator[Finding]:
        """Yield the limits of the service that the calls exceed."""
        if not self._calls:
            return
        from defender_lint.pace import findings

        settings = self._finder.for_run()
        catalogue = self._finder.catalogue(settings)
        for finding in findings(self._calls, catalogue):
            if settings.selection.is_on(finding.rule, finding.code, finding.file):
                severity = settings.severity.get(finding.rule, finding.severity)
                finding = finding.replace(severity=severity)
                self.summary.count(finding)
                yield finding

    def _line(self) -> Iterator[Finding]:
        """Yield what is wrong with the request line that was given, if no body came with it."""
        line = self._options.circumstances.line
        if line is None or self.summary.bodies or self.summary.failures:
            return
        from defender_lint.sources.request_line import without_body

        number, linter = self._linter(self._finder.for_run())
        result = linter.lint_line(without_body(line) if self._paths else line)
        self._add(result, number, is_counted=False)
        yield from result.findings
        yield from self._once(result.of_line)

    def _once(self, findings: list[Finding]) -> Iterator[Finding]:
        """Yield findings of the one request line of all bodies that have not been said yet."""
        for finding in findings:
            said = finding.rule, finding.message, finding.span, finding.suppressed
            if said not in self._said:
                self._said.add(said)
                self.summary.count(finding)
                yield finding

    def routes(self) -> Iterator[tuple[Request, Route]]:
        """Yield every request with the operations that it is taken for.

        Raises:
            SettingsError: The settings of a file cannot be used.
        """
        for found in self._files():
            if isinstance(found, Unreadable):
                self.summary.failures.append(f"{found.path}: {found.reason}")
                continue
            if not found.named and is_own_output(found.path):
                continue
            _, linter = self._linter(self._settings(found))
            for source in self._sources(found, linter.settings):
                yield from linter.routes(source)

    def _files(self) -> Iterator[Found | Unreadable]:
        left_out: Counter[str] = Counter()
        for found in find(self._paths, self._finder.filter):
            if isinstance(found, Unreadable):
                yield found
            elif missing := missing_for(found.path):
                left_out[missing] += 1
            else:
                yield found
        self.notes += (
            f"{count(number, 'file')} left out: what reads them, {missing}, is not installed"
            for missing, number in left_out.items()
        )
        self.notes += self._finder.notes()

    def _ours(self) -> Iterator[Found | Unreadable]:
        """Yield the files that are worth reading; count what is in those of strangers."""
        for found in self._files():
            if isinstance(found, Found) and (not found.named or self._options.skip_unknown):
                bodies = self._bodies_of_stranger(found)
                if bodies is not None:
                    self.summary.skipped += bodies
                    if self.baseline is not None:
                        self.baseline.note(found.path, ())
                    continue
            yield found

    def _bodies_of_stranger(self, found: Found) -> int | None:
        """Return how many bodies a file has, if none is ours by name or by what its bytes tell."""
        if found.path == STDIN:
            return None
        format = format_of(found.path)
        _, linter = self._linter(self._settings(found))
        if format is None or linter.may_name(found.path):
            return 0 if not found.named and is_own_output(found.path) else None
        content = content_of(found.path)
        return None if content is None else bodies_of_stranger(format, content)

    def _settings(self, found: Found) -> Settings:
        return self._finder.for_file(self._name(found))

    def _linter(self, settings: Settings) -> tuple[int, Linter]:
        """Return the linter of some settings and its number; it is made once."""
        for number, linter in enumerate(self._linters):
            if linter.settings is settings:
                return number, linter
        options = self._options
        linter = Linter(
            settings,
            self._finder.catalogue(settings),
            operation=options.operation,
            engine=options.engine,
            skip_unknown=options.skip_unknown,
            fixes=options.fixes,
            now=self._now,
            circumstances=options.circumstances,
            is_brief=options.is_brief,
        )
        self._linters.append(linter)
        return len(self._linters) - 1, linter

    def _read(self, found: Found, settings: Settings, *, keep: bool = False) -> Iterator[Source]:
        return read(
            found.path,
            stdin=self._stdin,
            stdin_filename=self._options.stdin_filename,
            limits=settings.limits,
            keep=keep,
        )

    def _sources(self, found: Found, settings: Settings, *, keep: bool = False) -> Iterator[Source]:
        try:
            yield from self._read(found, settings, keep=keep)
        except SourceError as error:
            self.summary.failures.append(str(error))

    def _known(self, found: Found) -> Counter[Entry] | None:
        return None if self.baseline is None else self.baseline.known_of(self._name(found))

    def _name(self, found: Found) -> str:
        if found.path == STDIN:
            return self._options.stdin_filename or STDIN_NAME
        return found.path

    def _lint(self, found: Found, linter: Linter) -> Iterator[FileResult]:
        known = self._known(found)
        try:
            for source in self._read(found, linter.settings):
                yield linter.lint(source, is_named=found.named, known=known)
        except SourceError as error:
            yield FileResult.failed(found.path, str(error))

    def _fix(self, found: Found, linter: Linter) -> list[FileResult]:
        """Fix a file; return what is left in it, or what is in it if it cannot be written."""
        from defender_lint.fixing.change import changed
        from defender_lint.fixing.files import NotWritten, replace

        sources = list(self._sources(found, linter.settings, keep=True))
        results = self._lint_all(sources, found, linter)
        change = changed(self._name(found), sources, results)
        is_file = found.path != STDIN
        if is_file and self._options.write and change.before != change.after:
            try:
                before = b"".join(each.data or b"" for each in sources)
                if names := replace(found.path, before, change.data):
                    self.notes.append(
                        f"{found.path}: fixed, but the old text stays under "
                        f"{count(names, 'other name')} of this file (hard links)"
                    )
            except NotWritten as error:
                self.summary.failures.append(str(error))
                results = self._lint_all(sources, found, linter.without_fixes())
        if self._on_change is not None and sources and not (is_file and self._options.write):
            self._on_change(change)
        for result in results:
            self.fixed += result.fixed
            self.summary.fixed += len(result.fixed)
        return results

    def _lint_all(self, sources: list[Source], found: Found, linter: Linter) -> list[FileResult]:
        known = self._known(found)
        return [linter.lint(each, is_named=found.named, known=known) for each in sources]

    def _add(self, result: FileResult, number: int, *, is_counted: bool) -> None:
        """Add a result to the counts of the run."""
        summary = self.summary
        summary.add(result.counts)
        summary.bodies += result.requests
        summary.files += result.requests > 0 and not is_counted
        summary.skipped += result.skipped
        summary.failures += result.failures
        self._calls += result.calls
        if self.baseline is not None:
            self.baseline.note(result.file, result.met)
        for suppression, has_silenced in result.silent.items():
            key = number, suppression
            self._silent[key] = self._silent.get(key, False) or has_silenced
        if self._on_body is not None and result.requests:
            self._on_body(summary)

    def _unused_suppressions(self) -> Iterator[Finding]:
        """Yield a warning for each suppression in the settings that has silenced nothing.

        Only those are meant that speak of files that were linted.
        """
        for (number, suppression), has_silenced in self._silent.items():
            if not has_silenced:
                from defender_lint.suppression import unused_entry

                yield unused_entry(self._linters[number].settings.suppressions[suppression])


def _make(finder: SettingsFinder, options: Options, operation: str | None, now: datetime) -> Run:
    """Make a run; the operation goes by its id, as it reads files and cannot be sent itself."""
    if operation is not None:
        catalogue = finder.catalogue(finder.for_run())
        options = options._replace(operation=catalogue[operation])
    return Run((), options, finder, now=now)
