"""The check of a body: gate, intent, explain.

Nothing but the gate is imported and run for a body that has nothing wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from defender_lint.catalogue import Operation
from defender_lint.checks.context import Context
from defender_lint.diagnostic import Diagnostic, Token
from defender_lint.engines import MOST_COMPUTED
from defender_lint.sources.request import Request
from defender_lint.sources.value import Absent, Value

if TYPE_CHECKING:
    from defender_lint.gates import Gate

JSON: Final = "application/json"


def check_body(
    request: Request, operation: Operation, context: Context, owner: str | None = None
) -> list[Diagnostic]:
    """Return what is wrong with the body of a request.

    Args:
        request: What would be sent.
        operation: The API that it would be sent to.
        context: The circumstances of the run.
        owner: How messages call the API, in place of its id.

    Raises:
        EngineMissing: The engine that the context asks for is not installed.
    """
    body = request.body
    if body is None or _passes(body, operation, context):
        return []
    if not operation.has_schema:
        return list(body.problems)
    found = _judged(body, operation, context, owner)
    if operation.is_documented:
        return [*body.problems, *found]
    basis = operation.basis  # nobody promises such an API, so nothing about its body is certain
    return [
        *body.problems,
        *(each.replace(severity="warning", confidence=basis) for each in found),
    ]


def _passes(body: Value, operation: Operation, context: Context) -> bool:
    """The gate: whether nothing at all is wrong, as fast as that can be said."""
    if not operation.has_schema:
        return not body.problems
    return (
        not body.problems
        and not body.holes
        and not isinstance(body.data, Absent)
        and body.media_type in (None, operation.content_type)
        and not operation.retirement
        and context.gate(operation)(body.data)
    )


def gate_of_json(operation: Operation, context: Context) -> Gate | None:
    """Return what tells whether a body written in JSON is right; None if it never is, by itself.

    Raises:
        EngineMissing: The engine that the context asks for is not installed.
    """
    if (
        not operation.has_schema
        or operation.content_type != JSON
        or operation.retirement
        or context.tenant is not None  # what is known of it may speak against a right body
    ):
        return None
    return context.gate(operation)


def _judged(
    body: Value, operation: Operation, context: Context, owner: str | None
) -> Iterator[Diagnostic]:
    if body.data is Absent.BROKEN:
        return
    # A key that is no string is also unknown; it is one mistake.
    broken = {
        body.text.outer(each.start, each.end or each.start)
        for each in body.problems
        if body.text is not None and each.start is not None
    }
    found = islice(_mistakes(body, operation, context, owner), MOST_COMPUTED + 1)
    for number, diagnostic in enumerate(found):
        if number == MOST_COMPUTED:
            from defender_lint.checks.explain import too_many

            yield too_many()
        elif not broken or _place(body, diagnostic) not in broken:
            yield diagnostic


def _place(body: Value, diagnostic: Diagnostic) -> tuple[int, int] | None:
    if body.text is None or diagnostic.token is Token.START:
        return None
    return body.text.outer(*body.offsets(diagnostic.path, diagnostic.token))


def _mistakes(
    body: Value, operation: Operation, context: Context, owner: str | None
) -> Iterator[Diagnostic]:
    from defender_lint.checks.explain import explain
    from defender_lint.checks.intent import intent
    from defender_lint.checks.predictions import INVALID_BODY
    from defender_lint.checks.read_back import read_back
    from defender_lint.words import name

    if operation.retirement:
        yield _retired(operation.retirement, context)
    if body.media_type not in (None, operation.content_type):
        yield Diagnostic(
            "wrong-media-type",
            f"{name(operation.id)} takes a form ({operation.content_type}), not a JSON body",
            token=Token.START,
            code=INVALID_BODY,
        )
    elif body.data is None or body.data is Absent.EMPTY:
        if () not in body.holes.any:
            yield from nothing(operation, "null" if body.data is None else "empty")
    else:
        plan = context.plan(operation)
        read = read_back(body.data, plan)
        yield from read.diagnostics
        meant = intent(read.value, plan, body.readings, body.holes)
        violations = context.compiled(operation).violations(meant.value)
        owner = owner or name(operation.id)
        explained = explain(violations, context.sites(operation), meant, body.holes, owner)
        found = _one_a_token(meant.diagnostics, explained)
        yield from (each for each in found if not read.has_said(each))


def _one_a_token(
    meant: Iterable[Diagnostic], explained: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """Join what is said of a value as it is written and of the value that it should be.

    A fix must not lead to a value that is warned about: it leads to the one that the warning
    names, or there is none.
    """
    values = {each.path: each for each in meant if each.token is Token.VALUE and each.fix}
    others = []
    for each in explained:
        written = values.get(each.path)
        if written is None or each.token is not Token.VALUE or each.severity == "error":
            others.append(each)
        else:
            message = f"{written.message}; {each.message}"
            values[each.path] = written.replace(message=message, fix=each.fix)
    yield from (
        values.get(each.path, each) if each.token is Token.VALUE else each for each in meant
    )
    yield from others


def _retired(retirement: Mapping[str, Any], context: Context) -> Diagnostic:
    """An API that is going: a warning until its last day, an error after it."""
    from defender_lint.words import name

    until = retirement.get("until")
    is_gone = until is not None and context.time().date() >= date.fromisoformat(until)
    if is_gone:
        said = f"this API has returned no data since {until}"
    elif until:
        said = f"this API stops returning data on {until}"
    else:
        said = f"this API is being retired since {retirement['since']}"
    changes = "".join(f"; {change}" for change in retirement.get("changes", ()))
    return Diagnostic(
        "deprecated-api",
        f"{said}; use {name(retirement['replacement'])}{changes}",
        token=Token.START,
        severity="error" if is_gone else "warning",
    )


def nothing(operation: Operation, what: str) -> Iterator[Diagnostic]:
    """Yield what is wrong where a body is needed and there is none: a finding a required key.

    Args:
        operation: The API, which takes a body.
        what: ``empty``, ``null`` or the like, for messages.
    """
    from defender_lint.checks.predictions import INVALID_BODY, arguments, predict
    from defender_lint.words import name

    prediction = predict(operation.schema, "required")
    for key in operation.schema.get("required", ()):
        yield Diagnostic(
            "missing-key",
            f"{name(key)} is missing: the body is {what}",
            path=(key,),
            token=Token.START,
            code=prediction.code,
            also=prediction.also,
            confidence=prediction.confidence,
            arguments=arguments(prediction.code, key, None),
        )
    if not operation.schema.get("required"):
        yield Diagnostic(
            "empty-value",
            f"the body is {what}; {name(operation.id)} needs one",
            token=Token.START,
            code=INVALID_BODY,
        )
