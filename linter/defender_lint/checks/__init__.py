"""Checks: what would the service answer to this request?

A check is a function of the request, the operation and the circumstances, and says what is wrong
with one part of the request. The body's is the first, as most requests are nothing else; the others
stand in :mod:`defender_lint.checks.line`.
"""

from __future__ import annotations

from defender_lint.catalogue import Operation
from defender_lint.checks.body import check_body
from defender_lint.checks.context import Context
from defender_lint.checks.diagnosis import Diagnosis
from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.request import Request

__all__ = ["Context", "Diagnosis", "check"]


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
        found = [*_remarks(request, operation), *check_body(request, operation, context)]
        if request.url is not None:
            from defender_lint.checks.line import check_line

            found += check_line(request, operation, context)
        if context.tenant is not None:
            from defender_lint.checks.tenant import check_tenant

            found += check_tenant(request, operation, context)
        return Diagnosis(operation.id, operation.docs or None, tuple(found))
    if request.url is not None:
        from defender_lint.checks.line import check_line

        # Where it leads is not known, so neither is what its body should be.
        return Diagnosis(
            None, None, (*_remarks(request, None), *check_line(request, None, context))
        )
    from defender_lint.checks.ambiguity import check_candidates, unrouted

    if operations:
        return check_candidates(request, operations, context)
    return unrouted(request)


def _remarks(request: Request, operation: Operation | None) -> list[Diagnostic]:
    """Return what the source said; how a body is written matters only where JSON is taken."""
    if operation is not None and operation.content_type == "application/json":
        return list(request.diagnostics)
    of_json = ("wrong-media-type", "json-depth")
    return [each for each in request.diagnostics if each.rule not in of_json]
