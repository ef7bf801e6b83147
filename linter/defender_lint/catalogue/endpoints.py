"""Which operation does a request line call?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from defender_lint.catalogue.operation import Operation

# One segment of a path: also a placeholder of a template, whatever its style.
_SEGMENT = r"(?:[^/?#]*\{[^/]*\}[^/?#]*|[^/?#]+)"
# What stands before a path: a host, or what a collection or a script has in its place.
_HOST = re.compile(
    r"(?:https?://|\{\{[^}]*\}\}|\$?\{[^}]*\}|\$\w+|%\w+%|<[^<>]*>|(?!v\d)[\w-]+(?:\.[\w-]+)+(?=[:/]))"
    r"[^/]*",
    re.IGNORECASE,
)
_REQUEST_LINE = re.compile(r"\s*([A-Za-z]+)\s+(\S.*?)(?:\s+HTTP/[\d.]+)?\s*")


class UnknownEndpoint(LookupError):
    """No operation of the catalogue answers to the request line. The text says what to do."""


def _pattern(path: str) -> re.Pattern[str]:
    """Match a path as sent: any letter case (OData routes so), any version, /api or not."""
    parts = [
        _SEGMENT if part.startswith("{") else re.escape(part)
        for part in path.removeprefix("/api/").split("/")
    ]
    return re.compile(rf"/*(?:api/)?(?:v\d+(?:\.\d+)?/)?{'/'.join(parts)}/?", re.IGNORECASE)


def _path_of(target: str) -> str:
    """Cut a URL or a request target down to its path."""
    host = _HOST.match(target)
    return re.split(r"[?#]", target[host.end() :] if host else target, maxsplit=1)[0]


def match_endpoint(request_line: str, operations: Iterable[Operation]) -> Operation:
    """Find the operation of a request line such as ``POST /api/machines/1/isolate``.

    Args:
        request_line: Method and path or URL; the path may be versioned (``/api/v1.0/…``).
        operations: Where to look.

    Raises:
        UnknownEndpoint: Nothing fits; the message names what would.
    """
    parsed = _REQUEST_LINE.fullmatch(request_line)
    if parsed is None:
        raise UnknownEndpoint(
            f"{request_line!r} is not a request line; write a method and a path, "
            'such as "POST /api/machines/{id}/isolate"'
        )
    method, path = parsed[1].upper(), _path_of(parsed[2])
    fitting = [op for op in operations if _pattern(op.path).fullmatch(path)]
    if fitting:
        # A literal segment beats a placeholder: in /machines/AddOrRemove… it is not a machine's id.
        least = min(op.path.count("{") for op in fitting)
        fitting = [op for op in fitting if op.path.count("{") == least]
        for operation in fitting:
            if operation.method == method:
                return operation
        wanted = " or ".join(sorted({op.method for op in fitting}))
        raise UnknownEndpoint(f"{path} takes {wanted}, not {method}")
    raise UnknownEndpoint(
        f"no API with a request body answers to {method} {path}; "
        "`defender-lint apis` lists those that are known"
    )
