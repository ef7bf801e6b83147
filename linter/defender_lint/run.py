"""A run: from paths to findings, a fold over the results of its files.

Findings are streamed; nothing is kept of a body once it is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from defender_lint.file_result import FileResult
from defender_lint.findings import Finding
from defender_lint.judging import Judge, Options
from defender_lint.own_output import is_own_output
from defender_lint.routing import Route
from defender_lint.settings import SettingsFinder, Suppression
from defender_lint.sources.paths import Found, Unreadable, find
from defender_lint.sources.reading import SourceError
from defender_lint.sources.registry import missing_for
from defender_lint.sources.request import Request
from defender_lint.summary import Summary
from defender_lint.words import count

if TYPE_CHECKING:
    from defender_lint.baseline import Baseline
    from defender_lint.fixing.change import Change
    from defender_lint.pace import Call
    from defender_lint.processes import Result


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
        summary: Summary | None = None,
        files: Iterator[Found | Unreadable] | None = None,
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
            summary: The counts of what has been told already.
            files: What is left then of the files that ``paths`` stand for.
        """
        self.summary = summary or Summary()
        self.fixed: list[Finding] = []
        self.notes: list[str] = []
        self.baseline = baseline
        self._paths = paths
        self._options = options
        self._finder = finder
        self._found = find(paths, finder.filter) if files is None else files
        self._on_body = on_body
        self._judge = Judge(
            options, finder, stdin=stdin, baseline=baseline, on_change=on_change, now=now
        )
        self._idle: dict[tuple[str | None, int], Suppression | None] = {}
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
        for found, result in self._results():
            is_begun = isinstance(found, Found) and found.passed is not None
            self._add(result, is_counted=is_begun or found is counted)
            if isinstance(found, Found):
                self._note_suppressions(found, result)
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

            yield from results(files, options.jobs, self._judge)
            return
        for found in files:
            yield from ((found, result) for result in self._judge.results(found))

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

        result = self._judge.of_line(without_body(line) if self._paths else line)
        self._add(result, is_counted=False)
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
            try:
                yield from self._judge.routes(found)
            except SourceError as error:
                self.summary.failures.append(str(error))

    def _files(self) -> Iterator[Found | Unreadable]:
        left_out: Counter[str] = Counter()
        for found in self._found:
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
                bodies = self._judge.bodies_of_stranger(found)
                if bodies is not None:
                    self.summary.skipped += bodies
                    if self.baseline is not None:
                        self.baseline.note(found.path, ())
                    continue
            yield found

    def _add(self, result: FileResult, *, is_counted: bool) -> None:
        """Add a result to the counts of the run."""
        summary = self.summary
        summary.add(result.counts)
        summary.bodies += result.requests
        summary.files += result.requests > 0 and not is_counted
        summary.skipped += result.skipped
        summary.failures += result.failures
        self.fixed += result.fixed
        self.notes += result.notes
        self._calls += result.calls
        if self.baseline is not None:
            self.baseline.note(result.file, result.met)
        if self._on_body is not None and result.requests:
            self._on_body(summary)

    def _note_suppressions(self, found: Found, result: FileResult) -> None:
        """Keep the suppressions that speak of a file and have silenced nothing so far."""
        if result.silent:
            settings = self._judge.settings(found)
            for number, has_silenced in result.silent.items():
                key = settings.file, number
                entry = None if has_silenced else settings.suppressions[number]
                self._idle[key] = self._idle.get(key, entry) and entry

    def _unused_suppressions(self) -> Iterator[Finding]:
        """Yield a warning for each suppression in the settings that has silenced nothing.

        Only those are meant that speak of files that were linted.
        """
        for entry in self._idle.values():
            if entry is not None:
                from defender_lint.suppression import unused_entry

                yield unused_entry(entry)
