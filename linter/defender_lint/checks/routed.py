"""The check of a body as routing leaves it: for one operation, for several, or for none."""

from __future__ import annotations

from defender_lint.catalogue import Operation
from defender_lint.checks import Context, check
from defender_lint.findings import Finding
from defender_lint.sources.document import Document
from defender_lint.sources.request import Request


def check_routed(
    document: Document, operations: tuple[Operation, ...], context: Context
) -> list[Finding]:
    """Predict what the service answers to a body that is taken for some operations.

    Args:
        document: The body.
        operations: One; several, which then have to agree; or none, which is a finding itself.
        context: The circumstances of the run.

    Returns:
        The findings, in the order of their places; none if nothing is wrong.

    Raises:
        EngineMissing: The engine that the context asks for is not installed.
    """
    if len(operations) == 1:
        return check(Request(document), operations[0], context)
    from defender_lint.checks.candidates import check_candidates, unrouted

    if operations:
        return check_candidates(Request(document), operations, context)
    return unrouted(document, context)
