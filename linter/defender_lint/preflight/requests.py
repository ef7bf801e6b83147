"""Pre-flight for requests: an adapter around another.

::

    session = requests.Session()
    session.mount("https://", PreflightAdapter(explain=True))

It takes the :class:`~defender_lint.preflight.guard.Options`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from requests.adapters import BaseAdapter, HTTPAdapter

from defender_lint.preflight.guard import Guard, Options

if TYPE_CHECKING:
    from requests import PreparedRequest, Response
    from typing_extensions import Unpack

__all__ = ["PreflightAdapter"]


class PreflightAdapter(BaseAdapter):
    """Checks each request before it hands it to another adapter, retries and all."""

    def __init__(self, adapter: BaseAdapter | None = None, **options: Unpack[Options]) -> None:
        """Wrap an adapter; by default one as requests makes it.

        Raises:
            ValueError: There is no such mode, severity or rule.
        """
        super().__init__()
        self._guard: Final = Guard(**options)
        self._adapter: Final = adapter or HTTPAdapter()

    def send(
        self, request: PreparedRequest, stream: bool = False, *args: Any, **kwargs: Any
    ) -> Response:
        """Check and send a request.

        An answer that is streamed is explained by its status alone: only one can read a stream.

        Raises:
            PreflightError: The service would refuse it; nothing is sent.
        """
        url, method = request.url or "", request.method or ""
        parts = urlsplit(url)
        is_ours = self._guard.concerns(parts.hostname)
        if is_ours:
            self._guard.check(method, url, request.headers, request.body)
        response = self._adapter.send(request, stream, *args, **kwargs)
        if is_ours and self._guard.explains(response.status_code):
            self._guard.explain(
                method,
                parts.path,
                response.status_code,
                response.headers.get("Retry-After"),
                "" if stream else response.content.decode("utf-8", "replace"),
            )
        return response

    def close(self) -> None:
        """Close the other adapter."""
        self._adapter.close()
