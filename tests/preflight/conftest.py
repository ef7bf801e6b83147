"""The server that stands in for the service."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from loopback import REAL_CONNECT, Service


@pytest.fixture(scope="session")
def certificates() -> ssl.SSLContext:
    """The authorities that clients trust: to read them takes longer than to send a request."""
    return ssl.create_default_context()


@pytest.fixture
def service(certificates: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Return a running server; every host is it, and nothing else can be reached."""
    with Service() as server:
        port = server.server_port

        def resolve(*_: Any, **__: Any) -> list[Any]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        def connect(self: socket.socket, _address: Any) -> None:
            REAL_CONNECT(self, ("127.0.0.1", port))

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        monkeypatch.setattr(socket.socket, "connect", connect)
        monkeypatch.setattr(ssl, "create_default_context", lambda *_, **__: certificates)
        for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.delenv(variable, raising=False)
            monkeypatch.delenv(variable.lower(), raising=False)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
    assert server.takes_anything or not server.refusals()
