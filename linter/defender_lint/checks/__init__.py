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
from defender_lint.checks.judged import judged
from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.request import Request

__all__ = ["Context", "Diagnosis", "check"]


def check(
    request: Request,
    operations: tuple[Operation, ...],
    context: Context,
    *,
    is_named: bool = True,
) -> Diagnosis:
    """Predict what the service answers to a request.

    Args:
        request: What would be sent.
        operations: The API that it would be sent to; several, which then have to agree; or none,
            which is a finding itself.
        context: The circumstances of the run.
        is_named: Whether anything but the keys of the body says which API that is.

    Raises:
        EngineMissing: The engine that the context asks for is not installed.
    """
    if len(operations) != 1 or not _is_plain(request, operations[0], context):
        return _diagnosed(request, operations, context, is_named=is_named)
    assert request.body is not None
    before = judged(operations[0], context)
    known = before.recall(request.body.data, is_named=is_named)
    if known is None:
        known = _diagnosed(request, operations, context, is_named=is_named)
        if known.diagnostics:
            before.learn(request.body.data, known, is_named=is_named)
    return known


def _is_plain(request: Request, operation: Operation, context: Context) -> bool:
    """Tell whether nothing counts of a request but the data of its body."""
    body = request.body
    return (
        body is not None
        and request.url is None
        and not (request.diagnostics or body.problems or body.holes or body.readings)
        and body.media_type in (None, operation.content_type)
        and context.tenant is None
        and operation.has_schema
        and not operation.retirement
    )


def _diagnosed(
    request: Request, operations: tuple[Operation, ...], context: Context, *, is_named: bool
) -> Diagnosis:
    """Run all checks."""
    if len(operations) == 1:
        diagnosis = _checked(request, operations[0], context)
    elif request.url is not None:
        from defender_lint.checks.line import check_line

        # Where it leads is not known, so neither is what its body should be.
        found = (*_diagnostics_of(request, None), *check_line(request, None, context))
        return Diagnosis(None, None, found)
    else:
        from defender_lint.checks.ambiguity import check_candidates, unrouted

        diagnosis = (
            check_candidates(request, operations, context)
            if operations
            else unrouted(request, context.catalogue)
        )
    if diagnosis.diagnostics and request.body is not None:
        return _meant_for_another(request, operations, context, diagnosis, is_named=is_named)
    return diagnosis


def _checked(request: Request, operation: Operation, context: Context) -> Diagnosis:
    """Run the checks of all parts of a request."""
    found = [*_diagnostics_of(request, operation), *check_body(request, operation, context)]
    if request.url is not None:
        from defender_lint.checks.line import check_line

        found += check_line(request, operation, context)
    if operation.product == "graph":
        from defender_lint.checks.graph_body import old_body

        found += old_body(request, context.catalogue.graph)
    if context.tenant is not None:
        from defender_lint.checks.tenant import check_tenant

        found += check_tenant(request, operation, context.tenant, context)
    return Diagnosis(operation.id, operation.docs or None, tuple(found))


def _meant_for_another(
    request: Request,
    operations: tuple[Operation, ...],
    context: Context,
    diagnosis: Diagnosis,
    *,
    is_named: bool,
) -> Diagnosis:
    """Look whether the body that something is wrong with belongs to another API."""
    from defender_lint.checks.graph_body import graph_body, is_graph_body, spelt_as_graph

    found, graph = list(diagnosis.diagnostics), context.catalogue.graph
    assert request.body is not None
    if is_graph_body(request.body.data, graph):
        if not is_named:
            return Diagnosis(None, None, (graph_body(graph),))
        return diagnosis.replace(diagnostics=tuple(spelt_as_graph(found, request.body.data, graph)))
    if is_named and len(operations) == 1 and any(each.severity == "error" for each in found):
        from defender_lint.checks.mismatch import mismatch

        only = mismatch(request, operations[0], context, found)
        if only is not None:
            return diagnosis.replace(diagnostics=(only,))
        if isinstance(request.body.data, list):
            from defender_lint.checks.list_of_bodies import items_belong

            said = (items_belong(request, operations[0], context.catalogue, each) for each in found)
            return diagnosis.replace(diagnostics=tuple(said))
    return diagnosis


def _diagnostics_of(request: Request, operation: Operation | None) -> list[Diagnostic]:
    """Return what the source said; how a body is written matters only where JSON is taken."""
    if operation is not None and operation.content_type == "application/json":
        return list(request.diagnostics)
    of_json = ("wrong-media-type", "json-depth")
    return [each for each in request.diagnostics if each.rule not in of_json]
