"""Checks: what would the service answer to this request?

The steps are those of the design: gate, repair, explain, locate. Only the gate is imported and run
for a body that has nothing wrong.
"""

from __future__ import annotations

from defender_lint.catalogue import Operation
from defender_lint.checks.context import Context
from defender_lint.findings import Finding
from defender_lint.sources.document import Absent
from defender_lint.sources.request import Request

__all__ = ["Context", "check"]


def check(
    request: Request, operation: Operation, context: Context, *, api: str | None = None
) -> list[Finding]:
    """Predict what the service answers to a request.

    Args:
        request: What would be sent.
        operation: The API that it would be sent to.
        context: The circumstances of the run.
        api: How findings name the operation; its id, where nothing is given.

    Returns:
        The findings, in the order of their places; none if nothing is wrong.

    Raises:
        EngineMissing: The engine that the context asks for is not installed.
    """
    if _passes(request, operation, context):
        return []
    from defender_lint.checks.judgement import judge

    return judge(request.body, operation, context, api or operation.id)


def _passes(request: Request, operation: Operation, context: Context) -> bool:
    """The gate: whether nothing at all is wrong, as fast as that can be said."""
    body = request.body
    if not operation.has_schema:
        return not body.problems
    return (
        not body.problems
        and not isinstance(body.value, Absent)
        and body.media_type in (None, operation.content_type)
        and not operation.retirement
        and context.compiled(operation).is_valid(body.value)
    )
