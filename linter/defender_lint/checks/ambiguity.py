"""A request of several possible operations, or of none: what would all of them answer?"""

from __future__ import annotations

import re
from typing import Any, Final

from defender_lint.catalogue import Catalogue, Operation, UnknownApi
from defender_lint.checks.body import check_body
from defender_lint.checks.context import Context
from defender_lint.checks.diagnosis import Diagnosis
from defender_lint.checks.list_of_bodies import fitting_items, separately
from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.sources.request import Request
from defender_lint.sources.value import Absent
from defender_lint.words import listed, name

_URL: Final = re.compile(
    r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#]|[/?{$@<%]|[\w-]+(?:\.[\w-]+)+/)"
)
"""A URL, a path, or something that only run time knows."""

SAY = (
    "say which one with `--api ID`, a comment `# defender-lint: api=ID` (YAML), or a file name "
    "such as `isolate-machine.json`"
)


def check_candidates(
    request: Request, operations: tuple[Operation, ...], context: Context
) -> Diagnosis:
    """Return what every candidate finds; one ``ambiguous-api`` where their errors differ.

    Args:
        request: What would be sent.
        operations: The APIs that it may be meant for, two at least.
        context: The circumstances of the run.
    """
    ids = [operation.id for operation in operations]
    owner = "any of the APIs that it may be meant for"
    answers = [check_body(request, operation, context, owner) for operation in operations]
    errors = [{_essence(each) for each in answer if each.severity == "error"} for answer in answers]
    if any(each != errors[0] for each in errors):
        message = (
            f"this body could be meant for {listed(ids)}, and they would not answer the same; {SAY}"
        )
        found = [Diagnostic("ambiguous-api", message, token=Token.START)]
    else:
        shared = set.intersection(*({_essence(each) for each in answer} for answer in answers))
        found = [each for each in answers[0] if _essence(each) in shared]
    # No documentation page speaks of all candidates.
    return Diagnosis(",".join(ids), None, tuple(found))


def unrouted(request: Request, catalogue: Catalogue) -> Diagnosis:
    """Return what can be said of a body that fits no operation.

    Args:
        request: What would be sent.
        catalogue: The operations that there are.
    """
    body = request.body
    if body is not None and body.problems:
        return Diagnosis(None, None, body.problems)
    if body is None or body.data is Absent.EMPTY:
        message = f"there is no body here, and nothing says which API it is for; {SAY}"
    elif fits := fitting_items(request, catalogue):
        ids = listed([each.id for each in fits])
        message = f"this list is no body, but its items fit {ids}; {separately(request)}"
    elif record := _record(body.data):
        return Diagnosis(None, None, (_without_our_url(*record, catalogue),))
    else:
        message = f"this body fits no API that is known; {SAY}"
    return Diagnosis(None, None, (Diagnostic("unknown-api", message, token=Token.START),))


def _record(data: Any) -> tuple[Path, dict[str, Any]] | None:
    """Return the first record of a request in some data, and where it is; None if none is."""
    from defender_lint.sources.containers.records import is_record

    items = data if isinstance(data, list) else [data]
    found = next(((at, each) for at, each in enumerate(items) if is_record(each)), None)
    if found is None:
        return None
    return ((found[0],) if isinstance(data, list) else ()), found[1]


def _without_our_url(path: Path, record: dict[str, Any], catalogue: Catalogue) -> Diagnostic:
    """Say that nothing tells what a recorded request calls, and why its URL does not."""
    url = record.get("url")
    right = f"`https://{next(iter(catalogue.hosts))}/api/machines`"
    if not isinstance(url, str) or not url.strip():
        return Diagnostic(
            "unknown-api",
            f"this record of a request has no URL; write one, as in {right}",
            path=(*path, "url"),
            token=Token.VALUE if "url" in record else Token.START,
        )
    is_none = _URL.match(url) is None
    said = f"is no URL; write one, as in {right}" if is_none else "is no URL of Defender's APIs"
    return Diagnostic("unknown-api", f"{name(url)} {said}", path=(*path, "url"), part="url")


def unknown_comment(request: Request, error: UnknownApi) -> Diagnosis:
    """Return what is wrong with a request whose comment names an operation that there is not."""
    near = f"; did you mean {listed(error.suggestions)}?" if error.suggestions else ""
    message = f"the comment names {name(error.name)}, which is no API{near}"
    problems = request.body.problems if request.body is not None else ()
    found = Diagnostic("unknown-api", message, token=Token.START)
    return Diagnosis(None, None, (found, *problems))


def _essence(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.rule, diagnostic.path, diagnostic.code, diagnostic.start
