"""How HTTP clients are called, in languages whose calls take arguments in parentheses.

Three ways: a method named for the verb (``session.post(url, …)``), a function that takes the verb
(``client.request("POST", path, …)``), and one that takes all in one object
(``axios({method, url, data})``). A client of one's own is assumed to send an object as JSON, and
may take something else first: ``rest_call_post(session, path, body)``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.scripts.dialect import Call
from defender_lint.sources.scripts.known import Hole, Json, Known, Member, Obj, Scalar, Str
from defender_lint.sources.text import Segment, Text

VERBS: Final = frozenset(("get", "post", "put", "patch", "delete", "head"))

URLS: Final = (
    "url", "uri", "path", "endpoint", "url_path", "urlpath", "url_suffix", "resource",
    "resource_path", "request_url", "requesturi", "full_url", "cmd_url", "api_path", "route",
)  # fmt: skip
"""Names of arguments that hold a URL or the end of one."""

BODIES: Final = (
    "json", "json_data", "json_body", "body", "request_body", "data", "payload", "content",
    "jsonbody", "requestbody", "params_json",
)  # fmt: skip
"""Names of arguments that hold a body."""

_VERB_NAME: Final = re.compile(
    r"_*(?:(?:api|http|do|make|send|client|call|rest|json)_?)*"
    r"(?P<verb>get|post|put|patch|delete|head)"
    r"(?:_?(?:as|from|json|request|api|async|data|string|stream))*",
    re.IGNORECASE,
)
_NO_CLIENT: Final = re.compile(
    r"mock|responses|respx|rsps|httpretty|nock|msw|stub|fake|router|blueprint|wiremock|wire_mock"
    r"|\bweb$|assert|expect|log|print|route|register|add_(?:callback|response|url_rule|resource)",
    re.IGNORECASE,
)


_COLON: Final = re.compile(r"/:[A-Za-z_]\w*(?=/|\Z)")
_PARAMETER: Final = re.compile(r"/(?::[A-Za-z_]\w*|\{[A-Za-z_]\w*\})(?=/|\Z)")
_PATH: Final = re.compile(r"(?!(?:application|text)/)[^\s/]*/")


_OF_MOCKS: Final = frozenset(
    ("status", "statuscode", "status_code", "response", "handler", "expected", "callback")
)
"""Keys beside which a body is what a server answers."""


class Given(NamedTuple):
    """What a call is given.

    Attributes:
        name: The name of the function or method.
        receiver: What it is called on, as it is written; empty for a function.
        start: Where the name stands.
        end: Where it ends.
        positional: The arguments without a name.
        named: Those with one, by that name in lower case.
    """

    name: str
    receiver: str
    start: int
    end: int
    positional: tuple[Known, ...]
    named: dict[str, Member]


class Sent(NamedTuple):
    """The method, the URL and what else a call is given, in its parts."""

    method: Known
    url: Known
    rest: tuple[Known, ...]


def sent(given: Given, text: Text) -> Sent | None:
    """Return method, URL and what follows them; None where the call does not send a request.

    Args:
        given: The call.
        text: The script.
    """
    if _NO_CLIENT.search(given.name) or _NO_CLIENT.search(given.receiver):
        return None
    parts = _sent(given, text)
    return None if parts is None or _is_route(parts) else parts


def _sent(given: Given, text: Text) -> Sent | None:
    verb = verb_of(given.name)
    if verb:
        url, rest = _url(given, given.positional)
        method: Known = fixed(verb, text, given.start, given.end)
        return None if url is None else Sent(method, url, rest)
    named = given.named.get("method") or given.named.get("http_method") or given.named.get("verb")
    positional = given.positional
    if named is not None:
        method = named.value
    else:
        at = next((at for at, each in enumerate(positional[:4]) if _is_verb(each)), None)
        if at is None:
            return None
        method, positional = positional[at], (*positional[:at], *positional[at + 1 :])
    url, rest = _url(given, positional)
    return None if url is None else Sent(method, url, rest)


def _is_route(parts: Sent) -> bool:
    """Tell whether a path is one that a server answers at: `/:id`, or `{id}` and a handler."""
    if not is_path(parts.url) or not isinstance(parts.url, Str):
        return False
    text = parts.url.text
    handler = parts.rest[0] if parts.rest else None
    forms = _PARAMETER if isinstance(handler, Hole) else _COLON
    return any(not text.has_hole(*match.span()) for match in forms.finditer(text.chars))


def verb_of(name: str) -> str:
    """Return the HTTP method that a name says, in capitals; empty if it says none."""
    match = _VERB_NAME.fullmatch(name)
    return match["verb"].upper() if match else ""


def is_sending(name: str) -> bool:
    """Tell whether a function of a name sends what it is given, and leaves it as it is."""
    return bool(verb_of(name)) or "request" in name.lower()


def fixed(method: str, text: Text, start: int, end: int) -> Str:
    """Return a method that something else says, such as the name of a function."""
    place = Segment(0, len(method), start, end)
    return Str(Text.within(text, method, (place,), escape=_cannot), start, end)


def _cannot(_: str) -> None:
    """Say that another method cannot be written there."""


def body_of(given: Given, *names: str) -> tuple[str, Member] | None:
    """Return the argument that holds a body, and its name."""
    for name in names or BODIES:
        member = given.named.get(name)
        if member is not None and not isinstance(member.value, Scalar):  # ``json: true``
            return name, member
    return None


def is_row(keys: Collection[str]) -> bool:
    """Tell whether an object with these keys, in small letters, says what is to be sent."""
    return (
        "method" in keys
        and not frozenset(URLS).isdisjoint(keys)
        and not frozenset(BODIES).isdisjoint(keys)
        and _OF_MOCKS.isdisjoint(keys)
    )


def of_row(row: Known) -> Call | None:
    """Read ``{"url": …, "method": "POST", "data": {…}}`` in a table of what can be sent.

    Without a body it may as well be a route of a server, or a list of what there is.
    """
    if not isinstance(row, Obj):
        return None
    named = {key.lower(): member for key, member in row.members.items()}
    found = body_of(Given("", "", row.start, row.end, (), named))
    url = next((named[name].value for name in URLS if name in named), None)
    if found is None or not isinstance(url, Str) or "method" not in named:
        return None
    if _is_route(Sent(named["method"].value, url, ())):
        return None
    headers = named["headers"].value if "headers" in named else None
    body = found[1].value
    return Call(named["method"].value, url, headers, None, body, start=row.start, end=row.end)


def is_path(url: Known) -> bool:
    """Tell whether a URL is a path alone: a page's own server, or the program that is tested."""
    return isinstance(url, Str) and url.text.chars[:1] == "/" and not url.text.has_hole(0, 1)


def names_no_host(url: Known) -> bool:
    """Tell whether the host of a URL is not written, or known only at run time."""
    return not isinstance(url, Str) or url.text.has_hole(0, 1) or "://" not in url.text.chars


def lacks_type(headers: Known | None) -> bool:
    """Tell whether headers are known, and name no content type."""
    if headers is None:
        return True
    return (
        isinstance(headers, Obj)
        and not headers.is_open
        and headers.spelt("content-type") not in headers.members
    )


def _is_verb(known: Known) -> bool:
    return isinstance(known, Str) and known.text.chars.lower() in VERBS


def _url(given: Given, positional: tuple[Known, ...]) -> tuple[Known | None, tuple[Known, ...]]:
    for name in URLS:
        member = given.named.get(name)
        if member is not None:
            return member.value, positional
    is_own = given.name.lower() not in VERBS  # `get(name, "…/api")` has a default
    for at, each in enumerate(positional[:3] if is_own else ()):
        if isinstance(each, Str) and _PATH.match(each.text.chars):
            return each, positional[at + 1 :]
    if positional and isinstance(positional[0], Str):
        return positional[0], positional[1:]
    return None, positional


def is_object(known: Known | None) -> bool:
    """Tell whether something is an object, or JSON text of one."""
    return isinstance(known, Obj) or (isinstance(known, Json) and isinstance(known.value, Obj))
