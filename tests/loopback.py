"""A stand-in for the service on the loopback interface, which real clients take for the real one.

The names of the service's hosts lead to it, over plain HTTP. It takes down what reaches it, and a
test fails where that is a request which the service would refuse.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from defender_lint import check_request

REAL_CONNECT = socket.socket.connect
"""What connects a socket; all other tests may not."""

SERVICE = "http://api.security.microsoft.com"
ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
ISOLATE = f"{SERVICE}/api/machines/{ID}/isolate"
GOOD = {"Comment": "Contained", "IsolationType": "Full"}
BAD = {"comment": "Contained", "IsolationType": "Full"}


class Received(NamedTuple):
    """A request that reached the server."""

    method: str
    host: str
    path: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    """What the server answers."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = {}  # noqa: RUF012 (never changed)


class Service(ThreadingHTTPServer):
    """The server.

    Attributes:
        received: What has reached it.
        answers: What is answered next, in order; 200 when nothing is left.
        takes_anything: Whether bad requests may reach it.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[Received] = []
        self.answers: list[Answer] = []
        self.takes_anything = False

    def refusals(self) -> list[str]:
        """Return the rules that the requests break which have reached the server."""
        return [
            found.rule
            for each in self.received
            if each.host == SERVICE.removeprefix("http://")
            for found in check_request(
                each.method, f"https://{each.host}{each.path}", each.headers, each.body
            )
            if found.severity == "error"
        ]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Service

    def answer(self) -> None:
        length = self.headers.get("Content-Length")
        if length is not None:
            body = self.rfile.read(int(length))
        elif self.headers.get("Transfer-Encoding") == "chunked":
            body = b"".join(self.chunks())
        else:
            body = b""
        headers = dict(self.headers.items())
        host = headers.get("Host", "").partition(":")[0]
        self.server.received.append(Received(self.command, host, self.path, headers, body))
        answer = self.server.answers.pop(0) if self.server.answers else Answer()
        self.send_response(answer.status)
        headers = {"Content-Type": "application/json", **answer.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815

    def chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


REFUSED = Answer(
    400,
    json.dumps(
        {
            "error": {
                "code": "ActiveRequestAlreadyExists",
                "message": "Action is already in progress",
                "target": "94fffadf-1cef-4a33-8b0f-0a45e2bb9d4e",
            }
        }
    ).encode(),
)
EXPLAINED = """\
was answered: 400 ActiveRequestAlreadyExists "Action is already in progress"
likely cause:"""
CORRELATION = "correlation id: 94fffadf-1cef-4a33-8b0f-0a45e2bb9d4e"
