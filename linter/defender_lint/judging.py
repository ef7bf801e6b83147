"""Judging: what comes of a file, in the process of the run or in another.

A judge finds the settings of each file and a linter for them, reads, judges and fixes. What it
finds goes back in results; it counts nothing and remembers nothing of a file.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, BinaryIO

from defender_lint.catalogue import Operation
from defender_lint.circumstances import NONE, Circumstances
from defender_lint.engines import EngineName
from defender_lint.file_result import FileResult
from defender_lint.linting import Fixes, Linter
from defender_lint.named_tuple import NamedTuple
from defender_lint.own_output import is_own_output
from defender_lint.routing import Route
from defender_lint.settings import Settings, SettingsFinder
from defender_lint.sources.content import content_of
from defender_lint.sources.paths import STDIN, STDIN_NAME, Found, Unreadable
from defender_lint.sources.reading import SourceError, read
from defender_lint.sources.registry import format_of
from defender_lint.sources.request import Request
from defender_lint.sources.source import Source
from defender_lint.words import count

if TYPE_CHECKING:
    from defender_lint.baseline import Baseline, Entry
    from defender_lint.fixing.change import Change


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


class Judge:
    """Judges files, each under the settings that are nearest to it."""

    def __init__(
        self,
        options: Options,
        finder: SettingsFinder,
        *,
        stdin: BinaryIO | None = None,
        baseline: Baseline | None = None,
        on_change: Callable[[Change], None] | None = None,
        now: datetime | None = None,
    ) -> None:
        """Prepare to judge.

        Args:
            options: What the run is asked to do.
            finder: Finds the settings of each file.
            stdin: Standard input.
            baseline: Findings that are known; they are marked as suppressed.
            on_change: Called with what is fixed and not written.
            now: The time of the run; None for the clock's.
        """
        self._options = options
        self._finder = finder
        self._stdin = stdin
        self._baseline = baseline
        self._on_change = on_change
        self._now = now or datetime.now(timezone.utc)  # one time for the whole run
        self._linters: list[Linter] = []
        self._walked: tuple[str, Linter] | None = None  # a folder, and what lints its files

    def __reduce__(self) -> tuple[Any, ...]:
        """Make another one like it, as another process does.

        The operation goes by its id, as it reads files and cannot be sent itself.
        """
        operation = self._options.operation
        options = self._options._replace(operation=None)
        id = None if operation is None else operation.id
        return _remade, (options, self._finder, self._now, id)

    def results(
        self, found: Found | Unreadable, source: Source | None = None
    ) -> Iterator[FileResult]:
        """Yield what comes of a file, or of each stretch of it.

        Args:
            found: The file.
            source: A stretch of it that has been read already, to judge nothing else.

        Raises:
            SettingsError: The settings of the file cannot be used.
            EngineMissing: The engine that the options ask for is not installed.
        """
        if isinstance(found, Unreadable):
            yield FileResult.failed(found.path, f"{found.path}: {found.reason}")
            return
        linter = self._linter(self.settings(found))
        if source is not None:
            yield linter.lint(source, is_named=found.named)
        elif self._options.fixes != "none":
            yield from self._fixed(found, linter)
        else:
            known = self._known(found)
            try:
                for each in self._read(found, linter.settings):
                    yield linter.lint(each, is_named=found.named, known=known)
            except SourceError as error:
                yield FileResult.failed(found.path, str(error))

    def of_line(self, line: Request) -> FileResult:
        """Return what comes of a request that stands in no file.

        Raises:
            SettingsError: The settings of the current folder cannot be used.
            EngineMissing: The engine that the options ask for is not installed.
        """
        return self._linter(self._finder.for_run()).lint_line(line)

    def routes(self, found: Found) -> Iterator[tuple[Request, Route]]:
        """Yield the requests of a file with the operations that each is taken for.

        Raises:
            SourceError: The file cannot be read.
            SettingsError: Its settings cannot be used.
        """
        linter = self._linter(self.settings(found))
        for source in self._read(found, linter.settings):
            yield from linter.routes(source)

    def sources(self, found: Found) -> Iterator[Source]:
        """Read a file.

        Raises:
            SourceError: It cannot be read.
            SettingsError: Its settings cannot be used.
        """
        return self._read(found, self.settings(found))

    def settings(self, found: Found) -> Settings:
        """Return the settings of a file.

        Raises:
            SettingsError: They cannot be used.
        """
        return self._finder.for_file(self._name(found))

    def bodies_of_stranger(self, found: Found) -> int | None:
        """Return how many bodies a file has, if none is ours by name or by what its bytes tell.

        Raises:
            SettingsError: Its settings cannot be used.
        """
        if found.path == STDIN:
            return None
        folder = os.path.dirname(found.path)
        if self._walked is None or self._walked[0] != folder:
            self._walked = folder, self._linter(self.settings(found))
        format = format_of(found.path)
        if format is None or self._walked[1].may_name(found.path):
            return 0 if not found.named and is_own_output(found.path) else None
        content = content_of(found.path)
        if content is None:
            return None
        from defender_lint.sources.strangers import bodies_of_stranger

        return bodies_of_stranger(format, content)

    def _linter(self, settings: Settings) -> Linter:
        """Return the linter of some settings; it is made once."""
        for linter in self._linters:
            if linter.settings is settings:
                return linter
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
        return linter

    def _read(self, found: Found, settings: Settings, *, keep: bool = False) -> Iterator[Source]:
        return read(
            found.path,
            stdin=self._stdin,
            stdin_filename=self._options.stdin_filename,
            limits=settings.limits,
            keep=keep,
            passed=found.passed,
            until=found.until,
        )

    def _known(self, found: Found) -> Counter[Entry] | None:
        return None if self._baseline is None else self._baseline.known_of(self._name(found))

    def _name(self, found: Found) -> str:
        if found.path == STDIN:
            return self._options.stdin_filename or STDIN_NAME
        return found.path

    def _fixed(self, found: Found, linter: Linter) -> list[FileResult]:
        """Fix a file; return what is left in it, or what is in it if it cannot be written."""
        from defender_lint.fixing.change import changed
        from defender_lint.fixing.files import NotWritten, replace
        from defender_lint.whole_files import tidy

        sources: list[Source] = []
        failures: list[str] = []
        try:
            sources.extend(self._read(found, linter.settings, keep=True))
        except SourceError as error:
            failures.append(str(error))
        results = self._linted(sources, found, linter)
        change = changed(self._name(found), sources, results)
        is_written = found.path != STDIN and self._options.write
        if is_written:
            tidy(os.path.dirname(os.path.realpath(found.path)))
        if is_written and change.before != change.after:
            try:
                before = b"".join(each.data or b"" for each in sources)
                if names := replace(found.path, before, change.data):
                    results[0].notes.append(
                        f"{found.path}: fixed, but the old text stays under "
                        f"{count(names, 'other name')} of this file (hard links)"
                    )
            except NotWritten as error:
                failures.append(str(error))
                results = self._linted(sources, found, linter.without_fixes())
        if self._on_change is not None and sources and not is_written:
            self._on_change(change)
        return [*results, *(FileResult.failed(found.path, each) for each in failures)]

    def _linted(self, sources: list[Source], found: Found, linter: Linter) -> list[FileResult]:
        known = self._known(found)
        return [linter.lint(each, is_named=found.named, known=known) for each in sources]


def _remade(
    options: Options, finder: SettingsFinder, now: datetime, operation: str | None
) -> Judge:
    if operation is not None:
        catalogue = finder.catalogue(finder.for_run())
        options = options._replace(operation=catalogue[operation])
    return Judge(options, finder, now=now)
