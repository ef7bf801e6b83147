"""Linting: what is there to say of one body, under the settings of its file?

Routing names the operation, checks predict the answer, the settings and the comments in the file
decide which of it is reported, and how severe it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from defender_lint.catalogue import Operation, UnknownApi
from defender_lint.checks import Context
from defender_lint.checks.context import utc_now
from defender_lint.checks.engines import EngineName
from defender_lint.checks.routed import check_routed
from defender_lint.findings import Finding
from defender_lint.routing import Route, Router
from defender_lint.settings import Settings, SettingsFinder, Suppression
from defender_lint.sources.document import Document

Judged = tuple[Document, list[Finding] | None]
"""A body and its findings; None if it is none of ours."""


class Linter:
    """Lints bodies; what settings share, such as compiled schemas, is made once."""

    def __init__(
        self,
        finder: SettingsFinder,
        *,
        operation: Operation | None = None,
        engine: EngineName = "auto",
        skip_unknown: bool = False,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Prepare to lint.

        Args:
            finder: Knows the operations that settings bring along.
            operation: The operation of all bodies; None to let each say its own.
            engine: Which JSON Schema engine judges.
            skip_unknown: Leave out bodies that fit no operation, even in files that were named.
            clock: Tells the time that expiration times are compared with.
        """
        self._finder = finder
        self._operation = operation
        self._engine = engine
        self._skip_unknown = skip_unknown
        self._clock = clock
        self._prepared: dict[int, _Prepared] = {}
        self._unused: dict[Suppression, bool] = {}

    def route(self, document: Document, settings: Settings) -> Route:
        """Return the operations that a body is taken for.

        Raises:
            UnknownApi: A comment in the file names an operation that there is not.
        """
        router = self._prepare(settings).router
        return router.route(document, settings.api_for(document.file))

    def lint(
        self, document: Document, settings: Settings, *, is_named: bool
    ) -> list[Finding] | None:
        """Return the findings of a body; None if it is none of ours.

        Args:
            document: The body.
            settings: What applies to its file.
            is_named: Whether somebody asked for the file, rather than for a folder around it.

        Raises:
            EngineMissing: The engine that was asked for is not installed.
        """
        findings = self._predicted(document, settings, must_say=is_named and not self._skip_unknown)
        if findings is None:
            return None
        if findings or document.directives or settings.suppressions:
            findings = self._apply_settings(findings, document, settings)
        return findings

    def unused_suppressions(self) -> list[Finding]:
        """Return a warning for each suppression in the settings that has silenced nothing.

        Only those are meant that speak of files that were linted.
        """
        if not any(self._unused.values()):
            return []
        from defender_lint.suppression import unused_entry

        return [unused_entry(entry) for entry, is_unused in self._unused.items() if is_unused]

    def _apply_settings(
        self, findings: list[Finding], document: Document, settings: Settings
    ) -> list[Finding]:
        """Apply selection, severities and suppressions."""
        file = document.file
        reported = [
            _with_severity(finding, settings)
            for finding in findings
            if settings.selection.is_on(finding.rule, finding.code, file)
        ]
        for entry in settings.suppressions:
            if entry.files.matches(file):
                silent = [entry.silences(finding) for finding in reported]
                self._unused[entry] = self._unused.get(entry, True) and not any(silent)
                reported = [
                    replace(finding, suppressed=finding.suppressed or is_silent)
                    for finding, is_silent in zip(reported, silent, strict=True)
                ]
        if document.directives:
            from defender_lint.suppression import apply_comments

            reported = apply_comments(reported, document)
        return reported

    def _predicted(
        self, document: Document, settings: Settings, *, must_say: bool
    ) -> list[Finding] | None:
        try:
            route = self.route(document, settings)
        except UnknownApi as error:
            from defender_lint.checks.candidates import unknown_comment

            return [unknown_comment(document, error)]
        if not must_say and not (route.operations and route.exact):
            return None
        findings = check_routed(document, route.operations, self._prepare(settings).context)
        if self._skip_unknown and any(f.rule == "ambiguous-api" for f in findings):
            return None
        return findings

    def _prepare(self, settings: Settings) -> _Prepared:
        if id(settings) not in self._prepared:
            catalogue = self._finder.catalogue(settings)
            context = Context(
                catalogue,
                engine=self._engine,
                clock=self._clock,
                enabled=settings.selection.enabled,
                max_findings=settings.max_findings,
            )
            router = Router(catalogue, self._operation)
            self._prepared[id(settings)] = _Prepared(settings, router, context)
        return self._prepared[id(settings)]


class _Prepared(NamedTuple):
    """What is made once for the settings of many files; keeps them alive, and so their id."""

    settings: Settings
    router: Router
    context: Context


def _with_severity(finding: Finding, settings: Settings) -> Finding:
    severity = settings.severity.get(finding.rule, finding.severity)
    return finding if severity == finding.severity else replace(finding, severity=severity)
