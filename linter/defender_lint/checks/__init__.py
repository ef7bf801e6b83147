"""Checks: what would the service answer to this request?

A check is a function of the request, the operation and the circumstances, and says what is wrong
with one part of the request. :data:`CHECKS` is all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from defender_lint.catalogue import Operation
from defender_lint.checks.body import check_body
from defender_lint.checks.context import Context
from defender_lint.checks.diagnosis import Diagnosis
from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.request import Request

__all__ = ["CHECKS", "Check", "Context", "Diagnosis", "check"]

Check = Callable[[Request, Operation, Context], Iterable[Diagnostic]]

CHECKS: Final[tuple[Check, ...]] = (check_body,)


def check(request: Request, operations: tuple[Operation, ...], context: Context) -> Diagnosis:
    """Predict what the service answers to a request.

    Args:
        request: What would be sent.
        operations: The API that it would be sent to; several, which then have to agree; or none,
            which is a finding itself.
        context: The circumstances of the run.

    Raises:
        EngineMissing: The engine that the context asks for is not installed.
    """
    if len(operations) == 1:
        operation = operations[0]
        found: list[Diagnostic] = [*request.diagnostics]
        for each in CHECKS:
            found += each(request, operation, context)
        return Diagnosis(operation.id, operation.docs or None, tuple(found))
    from defender_lint.checks.ambiguity import check_candidates, unrouted

    if operations:
        return check_candidates(request, operations, context)
    return unrouted(request)
