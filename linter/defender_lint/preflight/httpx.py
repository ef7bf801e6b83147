"""Pre-flight for httpx: event hooks for a client as it is, and transports around another.

::

    client = httpx.Client(event_hooks=event_hooks())
    client = httpx.AsyncClient(transport=AsyncPreflightTransport(explain=True))

All take the :class:`~defender_lint.preflight.guard.Options`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

import httpx

from defender_lint.preflight.checking import UNREAD
from defender_lint.preflight.guard import LONGEST_ANSWER, Guard, Options

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

__all__ = ["AsyncPreflightTransport", "PreflightTransport", "async_event_hooks", "event_hooks"]


def event_hooks(**options: Unpack[Options]) -> dict[str, list[Callable[..., Any]]]:
    """Return the ``event_hooks`` of a client that checks each request before it sends it."""
    guard = Guard(**options)

    def before(request: httpx.Request) -> None:
        _check(request, guard)

    def after(response: httpx.Response) -> None:
        _listen(response, response.request, guard)

    return {"request": [before], "response": [after]}


def async_event_hooks(**options: Unpack[Options]) -> dict[str, list[Callable[..., Any]]]:
    """Return the ``event_hooks`` of an asynchronous client."""
    guard = Guard(**options)

    async def before(request: httpx.Request) -> None:
        _check(request, guard)

    async def after(response: httpx.Response) -> None:
        _listen(response, response.request, guard)

    return {"request": [before], "response": [after]}


class PreflightTransport(httpx.BaseTransport):
    """Checks each request before it hands it to another transport."""

    def __init__(
        self, transport: httpx.BaseTransport | None = None, **options: Unpack[Options]
    ) -> None:
        """Wrap a transport; by default one as httpx makes it.

        Raises:
            ValueError: There is no such mode, severity or rule.
        """
        self._guard: Final = Guard(**options)
        self._transport: Final = transport or httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Check and send a request.

        Raises:
            PreflightError: The service would refuse it; nothing is sent.
        """
        _check(request, self._guard)
        response = self._transport.handle_request(request)
        _listen(response, request, self._guard)
        return response

    def close(self) -> None:
        """Close the other transport."""
        self._transport.close()

    def __enter__(self) -> Self:
        self._transport.__enter__()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self._transport.__exit__(exc_type, exc_value, traceback)


class AsyncPreflightTransport(httpx.AsyncBaseTransport):
    """Checks each request before it hands it to another asynchronous transport."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport | None = None, **options: Unpack[Options]
    ) -> None:
        """Wrap a transport; by default one as httpx makes it.

        Raises:
            ValueError: There is no such mode, severity or rule.
        """
        self._guard: Final = Guard(**options)
        self._transport: Final = transport or httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Check and send a request.

        Raises:
            PreflightError: The service would refuse it; nothing is sent.
        """
        _check(request, self._guard)
        response = await self._transport.handle_async_request(request)
        _listen(response, request, self._guard)
        return response

    async def aclose(self) -> None:
        """Close the other transport."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self._transport.__aexit__(exc_type, exc_value, traceback)


def _check(request: httpx.Request, guard: Guard) -> None:
    if not guard.concerns(request.url.host):
        return
    try:
        body: Any = request.content
    except httpx.RequestNotRead:  # a stream, which can be read only once
        body = UNREAD
    guard.check(request.method, request.url, request.headers.multi_items(), body)


def _listen(response: httpx.Response, request: httpx.Request, guard: Guard) -> None:
    """Have an answer explained once it has been read, by whoever reads it."""
    if not guard.explains(response.status_code) or not guard.concerns(request.url.host):
        return
    told = _Told(response, request, guard)
    stream = response.stream
    if response.is_closed:  # a transport, such as one for tests, that had it whole
        told.tell(response.text)
    elif isinstance(stream, httpx.SyncByteStream):
        response.stream = _Overheard(stream, told)
    elif isinstance(stream, httpx.AsyncByteStream):
        response.stream = _AsyncOverheard(stream, told)


class _Told:
    """What has been read of an answer, until it is explained."""

    def __init__(self, response: httpx.Response, request: httpx.Request, guard: Guard) -> None:
        self._status: Final = response.status_code
        self._headers: Final = response.headers
        self._request: Final = request
        self._guard: Final = guard
        self._read = b""
        self._is_told = False

    def add(self, chunk: bytes) -> None:
        if len(self._read) < LONGEST_ANSWER:
            self._read += chunk

    def end(self) -> None:
        if self._is_told:
            return
        self._is_told = True
        try:
            text = httpx.Response(self._status, headers=self._headers, content=self._read).text
        except httpx.DecodingError:  # a compressed answer, the end of which nobody has read
            text = ""
        self.tell(text)

    def tell(self, text: str) -> None:
        retry_after = self._headers.get("Retry-After")
        method, path = self._request.method, self._request.url.path
        self._guard.explain(method, path, self._status, retry_after, text)


class _Overheard(httpx.SyncByteStream):
    """A stream as it was; what is read of it is noted."""

    def __init__(self, stream: httpx.SyncByteStream, told: _Told) -> None:
        self._stream: Final = stream
        self._told: Final = told

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._told.add(chunk)
            yield chunk

    def close(self) -> None:
        self._stream.close()
        self._told.end()


class _AsyncOverheard(httpx.AsyncByteStream):
    """An asynchronous stream as it was; what is read of it is noted."""

    def __init__(self, stream: httpx.AsyncByteStream, told: _Told) -> None:
        self._stream: Final = stream
        self._told: Final = told

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._told.add(chunk)
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()
        self._told.end()
