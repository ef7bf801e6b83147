"""The check of what is sent with a request line: is there a body where one belongs, as JSON?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from defender_lint.catalogue import Operation
from defender_lint.checks.body import nothing
from defender_lint.checks.context import Context
from defender_lint.checks.predictions import INVALID_BODY
from defender_lint.diagnostic import Diagnostic, Token
from defender_lint.routing.by_request import endpoint_of, url_of
from defender_lint.sources.request import Header, Request
from defender_lint.sources.value import Absent
from defender_lint.words import name

FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json"


def check_body_presence(
    request: Request, operation: Operation | None, context: Context
) -> Iterator[Diagnostic]:
    """Yield what is wrong with there being a body, or none."""
    if operation is None:
        return
    if not operation.takes_body:
        yield from _unexpected(request, operation)
    elif request.body is None and request.url is not None and not _is_unread(request, "body"):
        yield from _missing(request, operation, context)


def check_media_type(
    request: Request, operation: Operation | None, _: Context
) -> Iterator[Diagnostic]:
    """Yield an error where the service cannot read a body because of how it is sent."""
    body = request.body
    if operation is None or operation.content_type is None or body is None:
        return
    wanted = operation.content_type
    if body.data is Absent.EMPTY or body.media_type not in (None, wanted):
        return  # the body's own check says so
    header = request.headers.get("Content-Type")
    if header is not None:
        sent = _media_type(header)
        if sent and not _suits(sent, wanted):
            start = len(header.value.chars) - len(header.value.chars.lstrip())
            yield Diagnostic(
                "wrong-media-type",
                f"{name(operation.id)} takes {name(wanted)}, and this is sent as {name(sent)}",
                text=header.value,
                start=start,
                end=len(header.value.chars.rstrip()),
                part="header",
                code=INVALID_BODY,
            )
    elif request.headers.complete and request.sent_as and not _suits(request.sent_as, wanted):
        yield Diagnostic(
            "wrong-media-type",
            f"nothing says that this is JSON, so it is sent as {name(request.sent_as)}; "
            f"add the header `Content-Type: {wanted}`",
            token=Token.START,
            part="body",
            code=INVALID_BODY,
        )


def _unexpected(request: Request, operation: Operation) -> Iterator[Diagnostic]:
    if not _has_body(request) or request.sent_as == FORM:  # which makes a query of it
        return
    yield Diagnostic(
        "unexpected-body",
        f"{name(operation.id)} takes no body; what is sent is ignored at best",
        token=Token.START,
        severity="warning",
        confidence="documented" if operation.is_documented else "service",
    )


def _missing(request: Request, operation: Operation, context: Context) -> Iterator[Diagnostic]:
    """Yield what is wrong with no body where one is needed, at the end of the path."""
    endpoint, url = endpoint_of(request, context.catalogue), url_of(request)
    if not operation.has_schema or endpoint is None or url is None:
        return
    last = endpoint.segments[-1]
    for each in nothing(operation, "absent"):
        yield each.replace(text=url, start=last.start, end=last.end)


def _has_body(request: Request) -> bool:
    return request.body is not None and request.body.data is not Absent.EMPTY


def _is_unread(request: Request, what: str) -> bool:
    return any(each.what == what for each in request.unknown)


def _media_type(header: Header) -> str | None:
    """Return the media type of a header; None where it is not known."""
    value = header.value
    return None if value.holes else value.chars.partition(";")[0].strip().lower()


def _suits(sent: str, wanted: str) -> bool:
    return sent == wanted or (wanted == _JSON and sent.endswith("+json"))
