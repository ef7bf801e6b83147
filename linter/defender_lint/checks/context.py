"""What a check needs to know besides the body and its operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from defender_lint.catalogue import Catalogue, ErrorCodes, Operation
from defender_lint.engines import Engine, EngineName, compile_schema
from defender_lint.gates import load_gate
from defender_lint.gates.accepting import QuickCheckers, QuickKeywords
from defender_lint.nesting import DEEPEST, is_deeper

if TYPE_CHECKING:
    from defender_lint.catalogue.schemas import Schema
    from defender_lint.checks.places import Sites
    from defender_lint.checks.plan import Plan
    from defender_lint.claims import Claims
    from defender_lint.gates import Gate
    from defender_lint.tenant.facts import Tenant


class Context:
    """The circumstances of a run. Compiled schemas are kept here, one for each operation.

    Attributes:
        catalogue: Operations and error codes.
        engine: Which JSON Schema engine judges.
        now: The time that ``expirationTime`` is compared with; None for the clock's.
        enabled: Rules that are off by default and wanted all the same.
        claims: What the access token says that is sent along, if it is known.
        tenant: What is known of the tenant that requests are sent to.
        insists: Whether somebody said that the request is one of ours, whatever its host.
    """

    __slots__ = (
        "_compiled", "_gates", "_plans", "_sites", "_tomorrow", "catalogue", "claims", "enabled",
        "engine", "insists", "now", "tenant",
    )  # fmt: skip

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        engine: EngineName = "auto",
        now: datetime | None = None,
        enabled: frozenset[str] = frozenset(),
        insists: bool = False,
        claims: Claims | None = None,
        tenant: Tenant | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.engine: EngineName = engine
        self.now = now
        self.enabled = enabled
        self.insists = insists
        self.claims = claims
        self.tenant = tenant
        self._compiled: dict[str, Engine] = {}
        self._gates: dict[str, Gate] = {}
        self._plans: dict[str, Plan] = {}
        self._sites: dict[str, Sites] = {}
        self._tomorrow: str | None = None

    def of_request(self, claims: Claims | None, *, insists: bool) -> Context:
        """Return the circumstances of one request; what is compiled is shared."""
        from copy import copy

        other = copy(self)
        other.claims, other.insists = claims, insists
        return other

    @property
    def errors(self) -> ErrorCodes:
        """The service's error codes; read when the first finding needs them."""
        return self.catalogue.errors

    def time(self) -> datetime:
        """Return the time that dates are compared with."""
        return self.now or datetime.now(timezone.utc)

    def tomorrow(self) -> str:
        """Return the day after that time in UTC, such as ``2026-03-14``."""
        if self.now is None or self._tomorrow is None:
            day = self.time().astimezone(timezone.utc).date() + timedelta(days=1)
            self._tomorrow = day.isoformat()
        return self._tomorrow

    def gate(self, operation: Operation) -> Gate:
        """Return what tells whether a body of an operation is right, as fast as that can be said.

        That is the gate that was generated from its schema; for a team's own schemas, and where an
        engine was asked for by name, the engine itself.

        Raises:
            EngineMissing: The engine that was asked for is not installed.
        """
        if operation.id not in self._gates:
            self._gates[operation.id] = self._generated(operation) or _shallow(
                self.compiled(operation).is_valid
            )
        return self._gates[operation.id]

    def _generated(self, operation: Operation) -> Gate | None:
        file = self._file_of_ours(operation)
        if file is None:
            return None
        return load_gate(operation, file, self._formats(), QuickKeywords(_exact_keyword))

    def _file_of_ours(self, operation: Operation) -> str | None:
        """Return the shipped schema file that an operation is from, if no engine is asked for."""
        file = self.catalogue.shipped_file(operation.id)
        if self.engine != "auto" or file is None or self.catalogue[operation.id] is not operation:
            return None
        return file

    def _formats(self) -> QuickCheckers:
        return QuickCheckers(self.tomorrow, self._exact_format)

    def _exact_format(self, name: str) -> Callable[[str], bool]:
        from defender_lint.checks.formats import checkers

        return checkers(self.time)[name]

    def compiled(self, operation: Operation) -> Engine:
        """Return the engine for an operation's strict schema; see :meth:`engine_for`."""
        if operation.id not in self._compiled:
            engine = self.engine_for(operation, operation.strict_schema)
            self._compiled[operation.id] = engine
        return self._compiled[operation.id]

    def engine_for(self, operation: Operation, schema: Schema) -> Engine:
        """Return the engine for an operation's strict schema or a part of it; nothing is kept.

        That is our own; a library for a team's own schemas, and where one was asked for by name.

        Raises:
            EngineMissing: The library is not installed.
        """
        if self._file_of_ours(operation) is not None:
            from defender_lint.engines.own import own_engine

            own = own_engine(schema, self._formats(), QuickKeywords(_exact_keyword))
            if own is not None:
                return own
        from defender_lint.checks.formats import checkers

        quick = self._formats()
        formats = {name: quick[name] for name in checkers(self.time)}
        return compile_schema(schema, formats, self.engine)

    def plan(self, operation: Operation) -> Plan:
        """Return what a walk over the bodies of an operation asks its schema."""
        if operation.id not in self._plans:
            from defender_lint.checks.plan import Plan

            self._plans[operation.id] = Plan(operation.schema)
        return self._plans[operation.id]

    def sites(self, operation: Operation) -> Sites:
        """Return the keywords of an operation's strict schema."""
        if operation.id not in self._sites:
            from defender_lint.checks.places import Sites

            self._sites[operation.id] = Sites(operation.strict_schema)
        return self._sites[operation.id]


def _shallow(is_valid: Gate) -> Gate:
    """Return a gate that an engine is, which would take any depth where a schema leaves it open."""
    return lambda data: not is_deeper(data, DEEPEST) and is_valid(data)


def _exact_keyword(name: str) -> Callable[[Any, Mapping[str, Any]], bool]:
    from defender_lint.engines.keywords import KEYWORDS

    clashes = KEYWORDS[name]
    return lambda value, config: next(clashes(value, config), None) is None
