"""What a check needs to know besides the body and its operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone

from defender_lint.catalogue import Catalogue, ErrorCodes, Operation
from defender_lint.checks.accepting import quick_checkers
from defender_lint.checks.engines import Engine, EngineName, compile_schema


@dataclass(slots=True)
class Context:
    """The circumstances of a run. Compiled schemas are kept here, one for each operation.

    Attributes:
        catalogue: Operations and error codes.
        engine: Which JSON Schema engine judges.
        now: The time that ``expirationTime`` is compared with; None for the clock's.
        enabled: Rules that are off by default and wanted all the same.
    """

    catalogue: Catalogue
    engine: EngineName = "auto"
    now: datetime | None = None
    enabled: frozenset[str] = frozenset()
    _compiled: dict[str, Engine] = field(default_factory=dict)

    @property
    def errors(self) -> ErrorCodes:
        """The service's error codes; read when the first finding needs them."""
        return self.catalogue.errors

    def time(self) -> datetime:
        """Return the time that dates are compared with."""
        return self.now or datetime.now(timezone.utc)

    def compiled(self, operation: Operation) -> Engine:
        """Return the engine for an operation's strict schema.

        Raises:
            EngineMissing: The engine that was asked for is not installed.
        """
        if operation.id not in self._compiled:
            self._compiled[operation.id] = compile_schema(
                operation.strict_schema, quick_checkers(self.time), self.engine
            )
        return self._compiled[operation.id]
