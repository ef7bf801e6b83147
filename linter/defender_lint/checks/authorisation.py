"""The check of an access token: is it valid now, for this service, with the right permissions?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from defender_lint.catalogue import Operation
from defender_lint.checks.context import Context
from defender_lint.claims import Claims
from defender_lint.diagnostic import Diagnostic
from defender_lint.routing.by_endpoint import Endpoint
from defender_lint.routing.by_request import endpoint_of, url_of
from defender_lint.sources.request import Request
from defender_lint.sources.text import Text
from defender_lint.words import listed, name, shortened

_UNAUTHORIZED = "Unauthorized"
_FORBIDDEN = "Forbidden"


def check_token(
    request: Request, operation: Operation | None, context: Context
) -> Iterator[Diagnostic]:
    """Yield what a token is refused for: that of the context, at the host or the end of the path;
    the one that the request says it is sent with, where it says so.
    """
    claims = context.claims
    endpoint, url = endpoint_of(request, context.catalogue), url_of(request)
    if endpoint is None or url is None:
        return
    if claims is None:
        said = request.audience
        if said is not None and not said.holes and said.chars.strip():
            place = said, 0, len(said)
            yield from _audience((said.chars,), operation, endpoint, context, place)
        return
    host = url, endpoint.host.start, endpoint.host.end
    yield from _dates(claims, context.time(), host)
    is_foreign = False
    for found in _audience(claims.audiences, operation, endpoint, context, host):
        is_foreign = found.severity == "error"
        yield found
    if operation is not None and not is_foreign:
        last = endpoint.segments[-1]
        path = url, last.start, last.end
        doubtful = context.catalogue.facts("tokens")["doubtful"].get(operation.id, ())
        yield from _permissions(claims, operation, doubtful, path)


def _at(
    place: tuple[Text, int, int], rule: str, message: str, code: str, **more: Any
) -> Diagnostic:
    text, start, end = place
    return Diagnostic(
        rule, message, text=text, start=start, end=end, part="token", code=code, **more
    )


def _dates(claims: Claims, now: datetime, place: tuple[Text, int, int]) -> Iterator[Diagnostic]:
    if claims.expires is not None and claims.expires <= now:
        message = f"the token expired on {_time(claims.expires)}; get a new one"
        yield _at(place, "token-expired", message, _UNAUTHORIZED)
    elif claims.not_before is not None and claims.not_before > now:
        message = f"the token is not valid before {_time(claims.not_before)}; check the clock"
        yield _at(place, "token-expired", message, _UNAUTHORIZED)


def _time(time: datetime) -> str:
    return f"{time:%Y-%m-%d at %H:%M} UTC"


def _audience(
    audiences: tuple[str, ...],
    operation: Operation | None,
    endpoint: Endpoint,
    context: Context,
    place: tuple[Text, int, int],
) -> Iterator[Diagnostic]:
    service = endpoint.host.service
    products: tuple[str, ...] = service.products if service is not None else ()
    if operation is not None:
        products = (operation.product,)
    table = context.catalogue.facts("tokens")
    right = [each for product in products for each in table["audiences"].get(product, ())]
    if not audiences or not right:
        return
    ours = {_plain(each) for several in table["audiences"].values() for each in several}
    accepted = {*map(_plain, right)}
    if endpoint.host.name not in ours:  # a government cloud, whose hosts name themselves
        accepted.add(endpoint.host.name)
    given = {_plain(each) for each in audiences}
    if given & accepted:
        return
    known = {_plain(each): label for each, label in table["others"].items()}
    label = next((known[each] for each in given if each in known), None)
    shown = listed(audiences, "and") + (f" ({label})" if label else "")
    if given & {*ours, *context.catalogue.hosts}:
        yield _at(
            place, "token-audience",
            f"the token is for {shown}, the other Defender service; for this path it should be for "
            f"{name(right[0])}",
            _FORBIDDEN, also=(_UNAUTHORIZED,), severity="warning", confidence="observed",
        )  # fmt: skip
    else:
        yield _at(
            place, "token-audience",
            f"the token is for {shown}; for this path it must be for {name(right[0])}",
            _UNAUTHORIZED, also=(_FORBIDDEN,),
        )  # fmt: skip


def _plain(audience: str) -> str:
    """Return an audience as it is compared: in small letters, without scheme and last slash."""
    return audience.lower().removeprefix("https://").rstrip("/")


def _permissions(
    claims: Claims, operation: Operation, doubtful: tuple[str, ...], place: tuple[Text, int, int]
) -> Iterator[Diagnostic]:
    """Yield the groups of permissions of which the token has none."""
    kind = "delegated" if claims.is_delegated else "application"
    has = claims.scopes if claims.is_delegated else claims.roles
    for group in operation.permissions.get(kind, ()):
        sure = [each for each in group if each not in doubtful]
        if any(each in has for each in sure or group):
            continue
        is_doubtful = not sure or any(each in has for each in group)
        wanted = sure or list(group)
        yield _at(
            place, "token-role", _missing(wanted, has, delegated=claims.is_delegated), _FORBIDDEN,
            severity="warning" if is_doubtful else "error",
            confidence="observed" if is_doubtful else "documented",
        )  # fmt: skip


def _missing(wanted: list[str], has: tuple[str, ...], *, delegated: bool) -> str:
    """Say what is missing; for an application in the words of the service's own answers."""
    if delegated:
        return (
            f"the token has none of the scopes that the API takes: {listed(wanted, 'and')}; "
            f"it has {listed(has, 'and')}"
        )
    return (
        f"Missing application roles. API required roles: {','.join(wanted)}, application roles: "
        f"{shortened(','.join(has))}. Have an administrator grant {listed(wanted)}, and get a new "
        "token"
    )
