"""The check of one request that a program is about to send."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Any, Final, TypeAlias

from defender_lint.checks import Context, check
from defender_lint.claims import Claims, TokenError, claims_of
from defender_lint.findings import Finding
from defender_lint.json_value import json_value
from defender_lint.library import located, shipped
from defender_lint.memo import forget
from defender_lint.routing.by_request import called, endpoint_of
from defender_lint.sources.containers.form_fields import media_type_of, read_body
from defender_lint.sources.encoding import Undecodable, decode
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.reading import source_of
from defender_lint.sources.request import Header, Headers, Request
from defender_lint.sources.request_line import NAME
from defender_lint.sources.source import Fault, Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import Holes, PlainValue, Value

RawHeaders: TypeAlias = "Mapping[Any, Any] | Iterable[tuple[Any, Any]]"
"""Headers as clients take them: a mapping or pairs, of str or bytes."""


class Unread(Enum):
    """The type of :data:`UNREAD`."""

    BODY = "body"


UNREAD: Final = Unread.BODY
"""A body that is sent, and of which nothing is known."""

BODY_NAME: Final = "<body>"
"""What findings call a body."""

_AS_IT_STANDS: Final = ReadOptions(placeholders=Placeholders(enabled=False))
_UNKNOWN: Final = Holes(any=frozenset({()}))


def check_request(
    method: str,
    url: object,
    headers: RawHeaders | None = None,
    body: Any = None,
    *,
    hosts: Collection[str] = (),
) -> list[Finding]:
    """Predict what the service answers to a request that a program is about to send.

    Nothing is opened but the schemas that the package ships, the first time; nothing of the request
    is kept. May be called from any thread.

    Args:
        method: The HTTP method.
        url: The URL, as a string or as the object of a client; or a path, which is taken for one of
            the service.
        headers: The headers that are known, as a mapping or pairs, of str or bytes. Those left out
            are unknown, not absent. An access token among them is read for its dates, audience and
            permissions; it is never verified and never shown.
        body: The JSON as str or bytes, or the value that :mod:`json` would write. None is no body;
            :data:`UNREAD`, a stream, a file or a generator is one that is not known.
        hosts: Names of hosts, without port, that stand in front of the service, such as a
            gateway's: what is sent to them is judged as if it went to the service itself.

    Returns:
        The findings in the order of places, in ``<request>`` and ``<body>``; none if nothing is
        wrong, or if the request is not for the service.

    Raises:
        NotABody: The value is not what JSON can hold.
    """
    try:
        return _check(_text(method), _url(url), _pairs(headers), body, hosts)
    finally:
        forget()


def _check(
    method: str, url: str, pairs: list[tuple[str, str]], body: Any, hosts: Collection[str]
) -> list[Finding]:
    catalogue, context, router = shipped()
    headers = Headers(tuple(_header(name, value) for name, value in pairs))
    request = _request(method, url, headers)
    endpoint = endpoint_of(request, catalogue)
    if endpoint is not None and endpoint.host.name in {each.lower() for each in hosts}:
        request = _request(method, url.strip()[endpoint.host.end :] or "/", headers)
        is_path = True
    else:
        is_path = endpoint is not None and endpoint.host.kind == "none"
    request = request.replace(body=_body(body, headers))
    if is_path:
        operations = called(request, catalogue)
    else:
        route = router.route(request)
        if route.by == "none":
            return []
        operations = route.operations
    diagnosis = check(request, operations, _with(context, _claims(pairs), insists=is_path))
    found = located(diagnosis, request, catalogue)
    return [each if each.span else each.replace(file=BODY_NAME) for each in found]


def _request(method: str, url: str, headers: Headers) -> Request:
    source = Source(f"{method} {url}", NAME)
    at = len(method)
    return Request(
        source,
        0,
        "request",
        method=Text.stretch(source, 0, at) if method else None,
        url=Text.stretch(source, at + 1, len(source.text)),
        headers=headers,
    )


def _with(context: Context, claims: Claims | None, *, insists: bool) -> Context:
    """Return the context of one request; what is compiled is shared."""
    if claims is None and not insists:
        return context
    return context.of_request(claims, insists=insists)


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, (bytes, bytearray)) else str(value)


def _url(url: object) -> str:
    parts = getattr(url, "geturl", None)  # urllib's
    return _text(parts() if callable(parts) else url)


def _pairs(headers: RawHeaders | None) -> list[tuple[str, str]]:
    if headers is None:
        return []
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return [(_text(name), _text(value)) for name, value in pairs if value is not None]


def _header(name: str, value: str) -> Header:
    source = Source(f"{name}: {value}", NAME)
    return Header(
        Text.stretch(source, 0, len(name)),
        Text.stretch(source, len(name) + 2, len(source.text)),
    )


def _claims(pairs: list[tuple[str, str]]) -> Claims | None:
    """Return what the access token says; None where there is none that could be Entra ID's."""
    token = next((value for name, value in pairs if name.lower() == "authorization"), "")
    if token[:7].lower() != "bearer ":
        return None
    try:
        claims = claims_of(token)
    except TokenError:
        return None
    return claims if claims.audiences and claims.expires is not None else None


def _body(body: Any, headers: Headers) -> Value | None:
    """Return a body as far as it is known; None where none is sent."""
    if isinstance(body, (bytearray, memoryview)):
        body = bytes(body)
    if body is None:
        return None
    if isinstance(body, (str, bytes)):
        if not body:
            return None
        media_type = media_type_of(headers).lower()
        coding = headers.get("Content-Encoding")
        is_coded = coding is not None and coding.value.chars.strip().lower() != "identity"
        if is_coded or media_type.lstrip().startswith("multipart/"):
            return PlainValue(None, holes=_UNKNOWN)
        return _parsed(body, media_type)
    if body is UNREAD or _is_stream(body):
        return PlainValue(None, holes=_UNKNOWN)
    return PlainValue(json_value(body))


def _is_stream(body: Any) -> bool:
    return any(hasattr(body, each) for each in ("read", "__next__", "__aiter__"))


def _parsed(body: str | bytes, media_type: str) -> Value:
    if isinstance(body, bytes):
        decoded = decode(body)
        if isinstance(decoded, Undecodable):
            fault = Fault("syntax", decoded.message, decoded.start, decoded.end)
            return _unreadable(Source(decoded.text, BODY_NAME, fault=fault))
        body = decoded.text
    source = source_of(body, BODY_NAME)
    if source.fault is not None:
        return _unreadable(source)
    return read_body(Text.whole(source), media_type, _AS_IT_STANDS)


def _unreadable(source: Source) -> Value:
    assert source.fault is not None
    return json_text.unreadable(source.fault, Text.whole(source))
