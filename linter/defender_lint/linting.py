"""Linting: what is there to say of a source, under the settings of its file?

Routing names the operations, checks predict the answer, the settings and the comments in the file
decide which of it is reported, how severe it is, and what is fixed. Everything else, such as counts
and the exit status of a run, is a fold over the results.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime
from functools import partial
from itertools import filterfalse
from typing import TYPE_CHECKING, Final, Literal

from defender_lint.catalogue import Catalogue, Operation, UnknownApi
from defender_lint.checks import Context, Diagnosis, check
from defender_lint.checks.body import gate_of_json
from defender_lint.checks.judged import judged
from defender_lint.circumstances import NONE, Circumstances
from defender_lint.engines import EngineName
from defender_lint.file_result import FileResult
from defender_lint.glance import Glance
from defender_lint.routing import Route, Router
from defender_lint.settings import Settings
from defender_lint.settings.selection import NEVER_SILENT
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.reading import requests
from defender_lint.sources.request import Request
from defender_lint.sources.source import Source

if TYPE_CHECKING:
    from defender_lint.baseline import Entry
    from defender_lint.checks.locate import Placed

Fixes = Literal["none", "safe", "all"]
"""Which fixes are applied."""


MOST_OF_SOURCE: Final = 12_000  # problems of a source, after which its other bodies are not judged


class Linter:
    """Lints sources under one set of settings.

    It keeps what it has compiled, and where the bodies of the last file go; nothing of a body.
    """

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        *,
        operation: Operation | None = None,
        engine: EngineName = "auto",
        skip_unknown: bool = False,
        fixes: Fixes = "none",
        now: datetime | None = None,
        circumstances: Circumstances = NONE,
        format: str | None = None,
        is_brief: bool = False,
    ) -> None:
        """Prepare to lint.

        Args:
            settings: What applies to the files.
            catalogue: The operations that there are.
            operation: The operation of all bodies; None to let each say its own.
            engine: Which JSON Schema engine judges.
            skip_unknown: Leave out bodies that fit no operation, even in files that were named.
            fixes: Which fixes are applied.
            now: The time that expiration times are compared with; None for the clock's.
            circumstances: What else is known of all requests.
            format: The format of all sources; None to go by their names.
            is_brief: Make findings without lines to quote and fixes, which not all reports show.
        """
        self.settings: Final = settings
        self._format = format
        self._is_brief = is_brief
        self._catalogue = catalogue
        self._line = line = circumstances.line
        self._called: tuple[Operation, ...] = ()
        if line is not None:
            from defender_lint.routing.by_request import called

            self._called = called(line, catalogue)
        self._router = Router(catalogue, operation)
        self._last_file: tuple[str | None, Route | None] = (None, None)
        self._counts_bursts = "burst-rate" in settings.selection.enabled
        self._skip_unknown = skip_unknown
        self._fixes: Fixes = fixes
        self._options = ReadOptions(settings.limits, settings.placeholders)
        self._context = Context(
            catalogue,
            engine=engine,
            now=now,
            enabled=settings.selection.enabled,
            claims=circumstances.claims,
            tenant=circumstances.tenant,
            insists=line is not None,
        )

    def without_fixes(self) -> Linter:
        """Return the same linter, but for applying fixes."""
        from copy import copy

        other = copy(self)
        other._fixes = "none"
        return other

    def route(self, request: Request) -> Route:
        """Return the operations that a request is taken for.

        Raises:
            UnknownApi: A comment in the file names an operation that there is not.
        """
        if self._line is not None:
            return Route(self._called, "option")
        return self._router.route(request, self._route_of(request.source.name))

    def _route_of(self, file: str) -> Route | None:
        """Return where the bodies of a file go by its name or the settings; found out once."""
        known, route = self._last_file
        if file != known:
            settings = self.settings
            # Folders count only below the root of the settings or the repository.
            path = settings.inside(file) or os.path.basename(file)
            route = self._router.of_file(path, settings.api_for(file))
            self._last_file = file, route
        return route

    def routes(self, source: Source) -> list[tuple[Request, Route]]:
        """Return the requests of a source that are ours, with the operations they are taken for."""
        found = []
        for request in requests(source, self._options, self._format):
            try:
                route = self.route(request)
            except UnknownApi:
                route = Route((), "comment")
            if request.url is None or route.by != "none":
                found.append((request, route))
        return found

    def may_name(self, file: str) -> bool:
        """Tell whether something besides its content may say what a file is for, or speak of it."""
        settings = self.settings
        return (
            self._line is not None
            or bool(settings.suppressions)
            or bool(settings.own_schemas)
            or bool(settings.placeholders.patterns)
            or self._route_of(file) is not None
        )

    def lint(
        self, source: Source, *, is_named: bool, known: Counter[Entry] | None = None
    ) -> FileResult:
        """Lint a source.

        Args:
            source: A file, or a stretch of it.
            is_named: Whether somebody asked for the file, rather than for a folder around it.
            known: The findings that a baseline still knows of this file, which are counted down;
                None without a baseline.

        Raises:
            EngineMissing: The engine that was asked for is not installed.
        """
        result = FileResult(source.name)
        found = self._judged(source, result, is_named=is_named)
        if not found and not result.silent:
            return result
        if self._fixes != "none" and source.fault is None:
            found = self._fixed(source, found, result, is_named=is_named)
        self._conclude(found, result, known)
        return result

    def lint_line(self, line: Request) -> FileResult:
        """Lint a request that stands in no file.

        Raises:
            EngineMissing: The engine that was asked for is not installed.
        """
        from defender_lint.checks.locate import placed

        result = FileResult(line.source.name)
        result.requests = 1
        result.counts.bodiless = int(line.body is None)
        diagnosis = check(line, self._called, self._context)
        self._conclude(self._selected(placed(diagnosis, line), line.source.name), result, None)
        return result

    def _judged(self, source: Source, result: FileResult, *, is_named: bool) -> list[Placed]:
        """Judge the requests of a source; count them in ``result``."""
        result.requests = result.skipped = 0
        result.counts.holes = result.counts.bodiless = 0
        result.calls.clear()
        found: list[Placed] = []
        spoken: list[Request] = []
        wrong: list[tuple[Diagnosis, Request]] = []
        problems = 0
        must_say = is_named and not self._skip_unknown
        look = self.glance(source)
        options = self._options.replace(look=look)
        for request in requests(source, options, self._format):
            has_others = result.requests > 0 or (look is not None and look.passed > 0)
            is_our_rest = request.is_rest and has_others
            diagnosis: Diagnosis | None = request.judgement or self._diagnosed(
                request, must_say=must_say or is_our_rest
            )
            if diagnosis is None:
                result.skipped += request.url is None
                continue
            result.requests += 1
            if request.time is not None or self._counts_bursts:
                from defender_lint.pace import call_of

                call = call_of(request, diagnosis.api, self._catalogue)
                result.calls += () if call is None else (call,)
            if request.body is None:
                result.counts.bodiless += 1
            else:
                result.counts.holes += request.body.holes.count
            if request.directives:
                spoken.append(request)
            if diagnosis.diagnostics:
                wrong.append((diagnosis, request))
                problems += len(diagnosis.diagnostics)
                if problems > MOST_OF_SOURCE:
                    from defender_lint.checks.explain import too_many_bodies

                    wrong.append((too_many_bodies(MOST_OF_SOURCE), request))
                    break
        if look is not None:
            result.requests += look.passed
        if wrong:
            from defender_lint.checks.locate import placed_together

            found = placed_together(wrong)
        if found or spoken or self.settings.suppressions:
            found = self._reported(found, source, spoken, result)
        return found

    def glance(self, source: Source) -> Glance | None:
        """Return what looks at the JSON bodies in a source, as :class:`ReadOptions` says.

        None where that takes more than a glance, for whatever body.
        """
        is_more_than_bodies = (
            self._line is not None or self._context.tenant is not None or self._counts_bursts
        )
        if source.fault is not None or self.settings.suppressions or is_more_than_bodies:
            return None
        route = self._route_of(source.name)
        if route is None:
            return None
        operation, context = route.operations[0], self._context
        gate = gate_of_json(operation, context)
        if gate is None:
            return None
        recall = partial(judged(operation, context).recall, is_named=True)
        return Glance(source.text, gate, self._options, recall)

    def _diagnosed(self, request: Request, *, must_say: bool) -> Diagnosis | None:
        try:
            route = self.route(request)
        except UnknownApi as error:
            from defender_lint.checks.ambiguity import unknown_comment

            return unknown_comment(request, error)
        line = self._line
        if line is not None and request.url is None:
            request = request.replace(method=line.method, url=line.url, headers=line.headers)
        is_called = route.by == "request" or line is not None
        if request.url is not None and route.by == "none":
            return None
        if not must_say and not is_called and not (route.operations and route.exact):
            return None
        is_named = route.by not in ("shape", "none")
        diagnosis = check(request, route.operations, self._context, is_named=is_named)
        if self._skip_unknown and any(e.rule == "ambiguous-api" for e in diagnosis.diagnostics):
            return None
        return diagnosis

    def _reported(
        self, found: list[Placed], source: Source, spoken: list[Request], result: FileResult
    ) -> list[Placed]:
        """Apply selection, severities and suppressions."""
        settings, file = self.settings, source.name
        kept = self._selected(found, file)
        if settings.suppressions:
            from defender_lint.suppression import apply_entries

            for number, has_silenced in apply_entries(kept, settings.suppressions, file):
                result.silent[number] = result.silent.get(number, False) or has_silenced
        if "defender-lint:" in source.text:
            from defender_lint.suppression import apply_comments

            kept = apply_comments(kept, source, spoken)
        return kept

    def _selected(self, found: list[Placed], file: str) -> list[Placed]:
        """Return the problems that are reported, as severe as the settings have it."""
        settings, kept = self.settings, []
        on: dict[tuple[str, str | None], bool] = {}
        for each in found:
            diagnostic = each.diagnostic
            about = diagnostic.rule, diagnostic.code
            if about not in on:
                on[about] = settings.selection.is_on(*about, file)
            if on[about] or diagnostic.rule == NEVER_SILENT:
                severity = settings.severity.get(diagnostic.rule, diagnostic.severity)
                if severity != diagnostic.severity:
                    each.diagnostic = diagnostic.replace(severity=severity)
                kept.append(each)
        return kept

    def _fixed(
        self, source: Source, found: list[Placed], result: FileResult, *, is_named: bool
    ) -> list[Placed]:
        """Apply fixes; return what is left."""
        from defender_lint.checks.locate import findings
        from defender_lint.checks.shown import most_of_each
        from defender_lint.fixing.fix import BrokenFix, fix

        def check_again(changed: Source) -> list[Placed]:
            return self._judged(changed, result, is_named=is_named)

        try:
            fixed = fix(source, found, check_again, with_unsafe=self._fixes == "all")
        except BrokenFix as error:
            result.failures.append(
                f"{source.name}: not fixed: {error}, which is a defect of defender-lint; "
                "please report it"
            )
            return check_again(source)
        if fixed.is_cut:
            result.notes.append(
                f"{source.name}: so many fixes take too long at once; run it again to go on"
            )
        if fixed.source is not source:
            result.text = fixed.source.text
            result.counts.fixed = len(fixed.done)
            most = most_of_each(fixed.done, self.settings.max_findings)
            result.fixed = findings(most, self._catalogue.errors, is_brief=self._is_brief)
        return fixed.left

    def _conclude(
        self, found: list[Placed], result: FileResult, known: Counter[Entry] | None
    ) -> None:
        """Count what was found; make findings of as much as is shown."""
        from defender_lint.checks.locate import applicability_of
        from defender_lint.checks.shown import shown

        errors, most = self._catalogue.errors, self.settings.max_findings
        if known is not None:
            from defender_lint.baseline import entry_of

            for each in found:
                if not each.suppressed:
                    entry = entry_of(each)
                    result.met.append(entry)
                    if known[entry] > 0:
                        known[entry] -= 1
                        each.suppressed = True
        if self._line is not None:
            is_of_line = partial(_stands_in, self._line.source)
            of_line = list(filter(is_of_line, found))
            result.of_line = shown(of_line, errors, most)  # whole: who says them counts them
            found = list(filterfalse(is_of_line, found))
        for each in found:
            diagnostic = each.diagnostic
            may_have_fix = diagnostic.fix is not None or diagnostic.most is not None
            applicability = applicability_of(each) if may_have_fix else None
            result.counts.tally(diagnostic.severity, applicability, suppressed=each.suppressed)
        result.findings = shown(found, errors, most, is_brief=self._is_brief)


def _stands_in(source: Source, each: Placed) -> bool:
    """Tell whether a problem is one of a source's text."""
    return each.text is not None and each.text.source is source
