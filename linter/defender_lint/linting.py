"""Linting: what is there to say of one body, under the settings of its file?

Routing names the operation, checks predict the answer, the settings and the comments in the file
decide which of it is heard, and how loudly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from defender_lint.catalogue import Catalogue, Operation, UnknownApi
from defender_lint.checks import Context, check
from defender_lint.checks.engines import EngineName
from defender_lint.findings import Finding
from defender_lint.routing import Route, Router
from defender_lint.settings.values import Settings
from defender_lint.sources.document import Document
from defender_lint.sources.request import Request


class Linter:
    """Lints bodies. What settings have in common, such as compiled schemas, is kept between them."""

    def __init__(
        self,
        *,
        operation: Operation | None = None,
        engine: EngineName = "auto",
        skip_unknown: bool = False,
        clock: Callable[[], datetime],
    ) -> None:
        """Prepare to lint.

        Args:
            operation: The operation of all bodies; None to let each say its own.
            engine: Which JSON Schema engine judges.
            skip_unknown: Leave out bodies that fit no operation, even in files that were named.
            clock: Tells the time that expiration times are compared with.
        """
        self._operation = operation
        self._engine = engine
        self._skip_unknown = skip_unknown
        self._clock = clock
        self._desks: dict[int, _Desk] = {}

    def route(self, document: Document, settings: Settings) -> Route:
        """Return the operations that a body is taken for.

        Raises:
            UnknownApi: A comment in the file names an operation that there is not.
        """
        desk = self._desk(settings)
        return desk.router.route(document, settings.api_for(document.file))

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
        if not findings and not document.directives:
            return findings
        heard = [
            _as_loud_as(settings, finding)
            for finding in findings or ()
            if settings.selection.is_on(finding.rule, finding.code, document.file)
        ]
        if document.directives:
            from defender_lint.suppression import suppressed

            heard = suppressed(heard, document)
        return None if findings is None and not heard else heard

    def _predicted(
        self, document: Document, settings: Settings, *, must_say: bool
    ) -> list[Finding] | None:
        try:
            route = self.route(document, settings)
        except UnknownApi as error:
            from defender_lint.checks.candidates import unknown_comment

            return [unknown_comment(document, error)]
        context = self._desk(settings).context
        if not route.operations or not (route.exact or must_say):
            if not must_say:
                return None
            from defender_lint.checks.candidates import unrouted

            return unrouted(document, context)
        request = Request(document)
        if len(route.operations) == 1:
            return check(request, route.operations[0], context)
        from defender_lint.checks.candidates import check_candidates

        findings = check_candidates(request, route.operations, context)
        if self._skip_unknown and any(f.rule == "ambiguous-api" for f in findings):
            return None
        return findings

    def _desk(self, settings: Settings) -> _Desk:
        if id(settings) not in self._desks:
            catalogue = Catalogue.shipped(settings.schemas)
            context = Context(
                catalogue,
                engine=self._engine,
                clock=self._clock,
                enabled=settings.selection.enabled,
                max_findings=settings.max_findings,
            )
            router = Router(catalogue, self._operation)
            self._desks[id(settings)] = _Desk(settings, router, context)
        return self._desks[id(settings)]


class _Desk:
    """What is made once for the settings of many files; keeps them alive, and so their id."""

    def __init__(self, settings: Settings, router: Router, context: Context) -> None:
        self.settings = settings
        self.router = router
        self.context = context


def _as_loud_as(settings: Settings, finding: Finding) -> Finding:
    severity = settings.severity.get(finding.rule, finding.severity)
    return finding if severity == finding.severity else replace(finding, severity=severity)
