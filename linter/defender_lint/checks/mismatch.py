"""A body of another API than the one that is named: one finding, and nothing is fixed."""

from __future__ import annotations

from defender_lint.catalogue import Operation
from defender_lint.checks.context import Context
from defender_lint.diagnostic import Diagnostic, Token
from defender_lint.routing.by_keys import contradicting
from defender_lint.sources.request import Request
from defender_lint.words import listed, name

_SHOWN = 3  # APIs that a message names


def mismatch(
    request: Request, operation: Operation, context: Context, found: list[Diagnostic]
) -> Diagnostic | None:
    """Return the one finding of a body whose keys fit another API for certain.

    Args:
        request: What would be sent.
        operation: The API that the option, the request line, the settings or a name says.
        context: The circumstances of the run.
        found: What is wrong with the body if it is sent there.

    Returns:
        None where the keys do not contradict the named API.
    """
    body = request.body
    if body is None or not isinstance(body.data, dict) or not operation.has_schema:
        return None
    others = contradicting(tuple(body.data), operation, context.catalogue)
    if not others:
        return None
    ids = [each.id for each in others]
    fits = listed(ids) if len(ids) <= _SHOWN else f"{listed(ids[:_SHOWN], ',')} and others"
    sent = "send it there" if request.url is not None else "name that API, or move the body"
    answered = next((each for each in found if each.code and each.severity == "error"), None)
    return Diagnostic(
        "api-mismatch",
        f"the keys fit {fits}, not {name(operation.id)}; {sent}",
        token=Token.START,
        code=answered.code if answered else None,
        also=answered.also if answered else (),
        arguments=answered.arguments if answered else (),
    )
