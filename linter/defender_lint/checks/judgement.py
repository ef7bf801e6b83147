"""Judgement: everything that is wrong with a body that did not pass the gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from defender_lint.catalogue import Operation
from defender_lint.checks.context import Context
from defender_lint.checks.explain import explain
from defender_lint.checks.locate import from_problem, located
from defender_lint.checks.predictions import INVALID_BODY, arguments, predict
from defender_lint.checks.repair import repair
from defender_lint.checks.trouble import Trouble
from defender_lint.checks.words import name
from defender_lint.counts import count
from defender_lint.findings import Finding
from defender_lint.sources.document import Absent, Document, Part


def judge(body: Document, operation: Operation, context: Context, api: str) -> list[Finding]:
    """Return the findings of a body, in the order of their places.

    Args:
        body: The body.
        operation: The API that it would be sent to.
        context: The circumstances of the run.
        api: How findings name the operation.
    """
    errors, docs = context.errors, operation.docs or None
    findings = [
        from_problem(problem, body, errors, api=api, docs=docs) for problem in body.problems
    ]
    if body.value is not Absent.BROKEN:
        troubles = _troubles(body, operation, context, api)
        broken = {finding.span for finding in findings}  # a key that is no text is also unknown
        found = located(troubles, body, errors, api=api, docs=docs)
        findings += [finding for finding in found if not broken or finding.span not in broken]
        findings.sort(key=lambda finding: finding.span.start.offset if finding.span else 0)
    if len(findings) <= context.max_findings:
        return findings
    return [*findings[: context.max_findings], _rest(findings, context.max_findings)]


def _troubles(
    body: Document, operation: Operation, context: Context, api: str
) -> Iterator[Trouble]:
    if not operation.has_schema:
        return
    if operation.retirement:
        yield _retired(operation.retirement, context)
    if body.media_type not in (None, operation.content_type):
        yield Trouble(
            rule="wrong-media-type",
            path=(),
            part=Part.START,
            message=f"{name(operation.id)} takes a form ({operation.content_type}), "
            "not a JSON body",
            code=INVALID_BODY,
        )
    elif body.value is None or body.value is Absent.EMPTY:
        yield from _nothing(body, operation)
    else:
        repaired = repair(body.value, operation.schema, body.alternatives)
        yield from repaired.troubles
        violations = context.compiled(operation).violations(repaired.value)
        owner = "any of the APIs that it may be meant for" if "," in api else name(operation.id)
        yield from explain(violations, operation.strict_schema, repaired, owner)


def _retired(retirement: Mapping[str, Any], context: Context) -> Trouble:
    """An API that is going: a warning until its last day, an error after it."""
    until = retirement.get("until")
    is_gone = until is not None and context.clock().date() >= date.fromisoformat(until)
    if is_gone:
        said = f"this API has returned no data since {until}"
    elif until:
        said = f"this API stops returning data on {until}"
    else:
        said = f"this API is being retired since {retirement['since']}"
    changes = "".join(f"; {change}" for change in retirement.get("changes", ()))
    return Trouble(
        rule="deprecated-api",
        path=(),
        part=Part.START,
        message=f"{said}; use {name(retirement['replacement'])}{changes}",
        severity="error" if is_gone else "warning",
    )


def _nothing(body: Document, operation: Operation) -> Iterator[Trouble]:
    """No body where one is needed: every required member is missing."""
    what = "null" if body.value is None else "empty"
    prediction = predict(operation.schema, "required")
    for key in operation.schema.get("required", ()):
        yield Trouble(
            rule="missing-key",
            path=(key,),
            part=Part.START,
            message=f"{name(key)} is missing: the body is {what}",
            code=prediction.code,
            also=prediction.also,
            arguments=arguments(prediction.code, key, None),
        )
    if not operation.schema.get("required"):
        yield Trouble(
            rule="empty-value",
            path=(),
            part=Part.START,
            message=f"the body is {what}; {name(operation.id)} needs one",
            code=INVALID_BODY,
        )


def _rest(findings: list[Finding], limit: int) -> Finding:
    """Stand in for the findings that are too many to show."""
    left = findings[limit:]
    return replace(
        left[0],
        rule="limit-exceeded",
        code=None,
        status=None,
        also=(),
        service_message=None,
        severity="error" if any(each.severity == "error" for each in left) else "warning",
        message=f"{count(len(left), 'more finding')} in this body from here on; "
        "mend those above first",
        fix=None,
        related=(),
    )
