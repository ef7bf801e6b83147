"""What a check needs to know besides the body and its operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from defender_lint.catalogue import Catalogue, ErrorCodes, Operation
from defender_lint.checks.accepting import QuickCheckers
from defender_lint.checks.engines import Engine, EngineName, compile_schema
from defender_lint.checks.keywords import keyword_predicates
from defender_lint.gates import Gate, load_gate

if TYPE_CHECKING:
    from defender_lint.claims import Claims
    from defender_lint.tenant.facts import Tenant


@dataclass(slots=True)
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

    catalogue: Catalogue
    engine: EngineName = "auto"
    now: datetime | None = None
    enabled: frozenset[str] = frozenset()
    insists: bool = False
    claims: Claims | None = None
    tenant: Tenant | None = None
    _compiled: dict[str, Engine] = field(default_factory=dict)
    _gates: dict[str, Gate] = field(default_factory=dict)

    @property
    def errors(self) -> ErrorCodes:
        """The service's error codes; read when the first finding needs them."""
        return self.catalogue.errors

    def time(self) -> datetime:
        """Return the time that dates are compared with."""
        return self.now or datetime.now(timezone.utc)

    def gate(self, operation: Operation) -> Gate:
        """Return what tells whether a body of an operation is right, as fast as that can be said.

        That is the gate that was generated from its schema; for a team's own schemas, and where an
        engine was asked for by name, the engine itself.

        Raises:
            EngineMissing: The engine that was asked for is not installed.
        """
        if operation.id not in self._gates:
            self._gates[operation.id] = self._generated(operation) or (
                self.compiled(operation).is_valid
            )
        return self._gates[operation.id]

    def _generated(self, operation: Operation) -> Gate | None:
        file = self.catalogue.shipped_file(operation.id)
        if self.engine != "auto" or file is None or self.catalogue[operation.id] is not operation:
            return None
        return load_gate(operation, file, QuickCheckers(self.time), keyword_predicates())

    def compiled(self, operation: Operation) -> Engine:
        """Return the engine for an operation's strict schema.

        Raises:
            EngineMissing: The engine that was asked for is not installed.
        """
        if operation.id not in self._compiled:
            from defender_lint.checks.formats import checkers

            quick = QuickCheckers(self.time)
            self._compiled[operation.id] = compile_schema(
                operation.strict_schema,
                {name: quick[name] for name in checkers(self.time)},
                self.engine,
            )
        return self._compiled[operation.id]
