"""Pre-flight for aiohttp: a client middleware.

::

    session = aiohttp.ClientSession(middlewares=[preflight_middleware(explain=True)])

It takes the :class:`~defender_lint.preflight.guard.Options`.
"""

from __future__ import annotations

from asyncio import get_running_loop
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp.base_protocol import BaseProtocol
from aiohttp.payload import BytesPayload

from defender_lint.preflight.checking import UNREAD
from defender_lint.preflight.guard import LONGEST_ANSWER, Guard, Options

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["preflight_middleware"]


def preflight_middleware(**options: Unpack[Options]) -> aiohttp.ClientMiddlewareType:
    """Return a middleware that checks each request before the session sends it.

    A request that the service would refuse is answered with a
    :class:`~defender_lint.preflight.PreflightError`; nothing is sent.

    Raises:
        ValueError: There is no such mode, severity or rule.
    """
    guard = Guard(**options)

    async def preflight(
        request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        is_ours = guard.concerns(request.url.host)
        if is_ours:
            guard.check(request.method, request.url, request.headers, _body(request.body))
        response = await handler(request)
        if is_ours and guard.explains(response.status):
            guard.explain(
                request.method,
                request.url.path,
                response.status,
                response.headers.get("Retry-After"),
                await _text(response),
            )
        return response

    return preflight


def _body(body: Any) -> Any:
    """Return a body that can be looked at without reading from anything."""
    if isinstance(body, BytesPayload):
        return body.decode("latin-1").encode("latin-1")  # the bytes that it keeps, as they are
    return body if isinstance(body, bytes) else UNREAD


async def _text(response: aiohttp.ClientResponse) -> str:
    """Return the body of an answer; it can still be read as if nobody had."""
    if (response.content_length or 0) > LONGEST_ANSWER:
        return ""
    try:
        data = await response.read()  # kept for `read`, `text` and `json`, not for a stream
    except aiohttp.ClientError:  # which whoever reads it is told again
        return ""
    content = aiohttp.StreamReader(BaseProtocol(get_running_loop()), LONGEST_ANSWER)
    content.feed_data(data)
    content.feed_eof()
    response.content = content
    return data.decode("utf-8", "replace")
