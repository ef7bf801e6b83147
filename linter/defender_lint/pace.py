"""The pace of a run: are there more calls than the service takes within a minute or an hour?

Limits count by application, tenant and destination, so calls are counted by operation and host.
Where the files say when each was sent, that is what counts (``rate-limit``). Where they do not, the
calls may be sent as fast as possible (``burst-rate``, off by default: a collection is no run).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from defender_lint.findings import Finding, Kind
from defender_lint.named_tuple import NamedTuple
from defender_lint.routing.by_request import endpoint_of

if TYPE_CHECKING:
    from defender_lint.catalogue import Catalogue, Operation
    from defender_lint.sources.request import Request
    from defender_lint.spans import Excerpt, Span

CODE: Final = "TooManyRequests"
_MINUTE: Final = 60
_HOUR: Final = 3_600
_A: Final = {"minute": "a minute", "hour": "an hour"}
_WINDOWS: Final = (("perMinute", _MINUTE, "minute"), ("perHour", _HOUR, "hour"))


class Call(NamedTuple):
    """A request that leads to an operation, and where it stands.

    Attributes:
        api: The operation's id.
        host: Its host; empty where it is not known.
        time: When it is sent, in seconds; None where that is not known.
        file: Its file, as it was given.
        document: Which request of the file it is.
        span: Where its URL or its body stands.
        excerpt: The line of that.
    """

    api: str
    host: str
    time: float | None
    file: str
    document: int
    span: Span | None
    excerpt: Excerpt | None


def call_of(request: Request, api: str | None, catalogue: Catalogue) -> Call | None:
    """Return the call that a request is; None where the service sets no limit for it.

    Args:
        request: The request.
        api: The id of its operation; several, with commas, where that is not certain.
        catalogue: Where the operations' limits are.
    """
    if api is None or "," in api or not catalogue[api].rate_limit:
        return None
    host, end = "", 0
    text = request.body.text if request.body is not None else None
    if request.url is not None:
        endpoint = endpoint_of(request, catalogue)
        host = endpoint.host.name if endpoint is not None else ""
        text, end = request.url, len(request.url)
    span = text.span(0, end) if text is not None else None
    excerpt = text.excerpt(0, end) if text is not None else None
    return Call(api, host, request.time, request.source.name, request.index, span, excerpt)


def findings(calls: Iterable[Call], catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each limit that is exceeded, at the first call that is too many.

    Args:
        calls: The calls of a run, in any order.
        catalogue: Where the operations' limits are.
    """
    timed: dict[tuple[str, str], list[Call]] = {}
    untimed: dict[tuple[str, str], list[Call]] = {}
    for call in calls:
        (untimed if call.time is None else timed).setdefault((call.api, call.host), []).append(call)
    for (api, _), several in timed.items():
        several.sort(key=lambda call: call.time or 0)
        yield from _at_recorded_times(several, catalogue[api], catalogue)
    for (api, _), several in untimed.items():
        yield from _at_once(several, catalogue[api], catalogue)


def _limits(operation: Operation) -> Iterator[tuple[int, int, str]]:
    """Yield how many calls are allowed, within how many seconds, and what that is called."""
    documented = operation.rate_limit or {}
    for key, seconds, word in _WINDOWS:
        if documented.get(key):
            yield documented[key], seconds, word


def _at_recorded_times(
    calls: list[Call], operation: Operation, catalogue: Catalogue
) -> Iterator[Finding]:
    for most, seconds, word in _limits(operation):
        first = 0
        for number, call in enumerate(calls):
            while (call.time or 0) - (calls[first].time or 0) >= seconds:
                first += 1
            if number - first + 1 > most:
                begun = sum((each.time or 0) - (calls[first].time or 0) < seconds
                            for each in calls[first:])  # fmt: skip
                yield _finding(
                    "rate-limit", call, operation, catalogue,
                    f"this is call {most + 1:,} of {begun:,} within one {word}, and "
                    f"`{operation.id}` takes {most:,} {_A[word]}; "
                    f"{_schedule(len(calls), operation)}",
                )  # fmt: skip
                break


def _at_once(calls: list[Call], operation: Operation, catalogue: Catalogue) -> Iterator[Finding]:
    for most, _, word in _limits(operation):
        if len(calls) > most:
            yield _finding(
                "burst-rate", calls[most], operation, catalogue,
                f"{len(calls):,} calls, and `{operation.id}` takes {most:,} {_A[word]}; "
                f"{_schedule(len(calls), operation)}",
            )  # fmt: skip


def _schedule(number: int, operation: Operation) -> str:
    """Say in words how so many calls are sent as soon as the limits allow."""
    limits = {word: most for most, _, word in _limits(operation)}
    a_minute, an_hour = limits.get("minute"), limits.get("hour")
    if a_minute is None:
        steps = f"{an_hour:,} an hour"
    elif an_hour is None or number <= an_hour:
        steps = f"{a_minute:,} a minute"
    else:
        steps = f"{a_minute:,} a minute and {an_hour:,} an hour"
    return (
        f"at the soonest {steps}, so that the last of {number:,} goes out {_last(number, limits)}"
    )


def _last(number: int, limits: dict[str, int]) -> str:
    """Say how long after the first call the last one goes out."""
    an_hour = limits.get("hour") or number
    hours, rest = divmod(number - 1, an_hour)
    minutes = rest // limits["minute"] if "minute" in limits else 0
    parts = [
        f"{count} {word}{'s' if count > 1 else ''}"
        for count, word in ((hours, "hour"), (minutes, "minute"))
        if count
    ]
    return f"{' and '.join(parts)} after the first" if parts else "at once"


def _finding(
    rule: str, call: Call, operation: Operation, catalogue: Catalogue, message: str
) -> Finding:
    code = catalogue.errors.get(CODE)
    assert code is not None
    return Finding(
        Kind(
            rule,
            message,
            severity="error" if rule == "rate-limit" else "warning",
            code=code.name,
            status=code.status,
            service_message=code.filled(()),
            part="url",
        ),
        file=call.file,
        document=call.document,
        api=operation.id,
        pointer="",
        span=call.span,
        excerpt=call.excerpt,
        docs=operation.docs or None,
    )
