"""A body of several possible operations: what would all of them answer?"""

from __future__ import annotations

from dataclasses import replace

from defender_lint.catalogue import Operation, UnknownApi
from defender_lint.checks import Context, check
from defender_lint.checks.locate import from_problem
from defender_lint.checks.words import listed, name
from defender_lint.findings import Finding
from defender_lint.sources.document import Absent, Document, Part
from defender_lint.sources.request import Request

SAY = (
    "say which one with `--api ID`, a comment `# defender-lint: api=ID` (YAML), or a file name "
    "such as `isolate-machine.json`"
)


def check_candidates(
    request: Request, operations: tuple[Operation, ...], context: Context
) -> list[Finding]:
    """Return what every candidate finds; one ``ambiguous-api`` where their errors differ.

    Args:
        request: What would be sent.
        operations: The APIs that it may be meant for, one at least.
        context: The circumstances of the run.
    """
    if len(operations) == 1:
        return check(request, operations[0], context)
    api = ",".join(operation.id for operation in operations)
    answers = [check(request, operation, context, api=api) for operation in operations]
    errors = [{_essence(f) for f in answer if f.severity == "error"} for answer in answers]
    if any(each != errors[0] for each in errors):
        return [_ambiguous(request.body, operations)]
    shared = set.intersection(*({_essence(f) for f in answer} for answer in answers))
    # No documentation page speaks of all candidates.
    return [replace(f, docs=None) for f in answers[0] if _essence(f) in shared]


def _essence(finding: Finding) -> tuple[str, str, str | None]:
    return finding.rule, finding.pointer, finding.code


def _ambiguous(body: Document, operations: tuple[Operation, ...]) -> Finding:
    ids = [operation.id for operation in operations]
    message = (
        f"this body could be meant for {listed(ids)}, and they would not answer the same; {SAY}"
    )
    return _undecided(body, "ambiguous-api", message, api=",".join(ids))


def unrouted(body: Document, context: Context) -> list[Finding]:
    """Return what can be said of a body that fits no operation."""
    if body.problems:
        errors = context.errors
        return [from_problem(each, body, errors, api=None, docs=None) for each in body.problems]
    if body.value is Absent.EMPTY:
        message = f"there is no body here, and nothing says which API it is for; {SAY}"
    else:
        message = f"this body fits no API that is known; {SAY}"
    return [_undecided(body, "unknown-api", message)]


def unknown_comment(body: Document, error: UnknownApi) -> Finding:
    """Return the finding of a body whose comment names an operation that there is not."""
    near = f"; did you mean {listed(error.suggestions)}?" if error.suggestions else ""
    return _undecided(
        body, "unknown-api", f"the comment names {name(error.name)}, which is no API{near}"
    )


def _undecided(body: Document, rule: str, message: str, *, api: str | None = None) -> Finding:
    span = excerpt = None
    if body.has_text:
        start, end = body.offsets((), Part.START)
        span, excerpt = body.span(start, end), body.excerpt(start, end)
    return Finding(
        file=body.file,
        document=body.index,
        api=api,
        rule=rule,
        code=None,
        status=None,
        severity="error",
        message=message,
        pointer="",
        span=span,
        excerpt=excerpt,
    )
