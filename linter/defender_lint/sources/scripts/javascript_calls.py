"""Which calls of JavaScript and TypeScript send requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.scripts.clients import (
    URLS,
    VERBS,
    Given,
    body_of,
    fixed,
    is_path,
    is_row,
    lacks_type,
    of_row,
    sent,
    verb_of,
)
from defender_lint.sources.scripts.dialect import Call, Evaluate
from defender_lint.sources.scripts.javascript_forms import JavaScriptForms
from defender_lint.sources.scripts.known import Hole, Json, Known, Member, Obj, Str
from defender_lint.sources.scripts.sending import not_as_json
from defender_lint.sources.text import Text

if TYPE_CHECKING:
    from tree_sitter import Node

_SENDING: Final = re.compile(
    r"request|fetch|axios|ajax|http|call|send|got|^ky$|api|invoke|superagent", re.IGNORECASE
)
_OPTIONS: Final = frozenset(
    ("json", "body", "data", "headers", "params", "searchparams", "method", "timeout", "retry",
     "responsetype", "agent", "signal", "credentials", "mode", "cache", "form", "auth")
)  # fmt: skip
"""Keys of an object that says how to send, rather than being what is sent."""

_WRITTEN_LATER: Final = frozenset((("https", "request"), ("http", "request")))
"""Functions of Node whose request is written to after it is made."""

_LONGEST_CHAIN: Final = 20  # calls between the verb and what is sent
_FUNCTIONS: Final = frozenset(("arrow_function", "function_expression"))


def calls(script: JavaScriptForms, evaluate: Evaluate) -> Iterator[Call]:
    """Yield the calls of HTTP clients, those of one's own included, and rows of tables of them."""
    for node in script.found.get("call", ()):
        call = _call(script, evaluate, node)
        if call is not None:
            place = script.tree.start(node), script.tree.end(node)
            yield call._replace(start=place[0], end=place[1])
    for node in script.found.get("row", ()):
        pairs = (each for each in node.named_children if each.type == "pair")
        if is_row({script.tree.chars(each.children[0]).strip("\"'").lower() for each in pairs}):
            call = of_row(evaluate(node))
            if call is not None:
                yield call


def _call(script: JavaScriptForms, evaluate: Evaluate, node: Node) -> Call | None:
    function, arguments = script.called(node)
    if function is None or not arguments or any(each.type in _FUNCTIONS for each in arguments):
        return None  # what takes a function is a server or a mock
    last = function.named_children[-1] if function.type == "member_expression" else function
    name = script.tree.called(last)
    if not (verb_of(name) or _SENDING.search(name) or _has_verb(script, arguments)):
        return None
    receiver = function.named_children[0] if function.type == "member_expression" else None
    place = script.tree.start(last), script.tree.end(last)
    values = tuple(evaluate(each) for each in arguments[:4] if each.type != "spread_element")
    owner = script.tree.called(receiver) if receiver is not None else ""
    given = Given(name, owner, *place, values, {})
    call = _of_given(script, given)
    if call is None or call.body is not None or _is_read(call.method):
        return call
    is_later = (owner, name) in _WRITTEN_LATER or name == "open"
    if is_later or any(each.type == "spread_element" for each in arguments):
        return call._replace(body=Hole("it is given elsewhere", place[0], *place))
    return call._replace(body=_sent_later(script, evaluate, node)) if len(arguments) == 1 else call


def _of_given(script: JavaScriptForms, given: Given) -> Call | None:
    values = given.positional
    if values and isinstance(values[0], Obj):
        return _of_object(given, values[0])
    options = _named(values[1]) if len(values) > 1 else {}
    if not verb_of(given.name) and ("fetch" in given.name.lower() or "method" in options):
        return _fetch(script, given)
    return _of_arguments(script, given)


def _is_read(method: Known) -> bool:
    return isinstance(method, Str) and method.text.chars.upper() in ("GET", "HEAD", "DELETE")


def _sent_later(script: JavaScriptForms, evaluate: Evaluate, node: Node) -> Known | None:
    """Return what ``.send(…)`` further on in the chain sends, as superagent has it."""
    for _ in range(_LONGEST_CHAIN):
        member = node.parent
        call = member.parent if member is not None and member.type == "member_expression" else None
        if member is None or call is None or call.type != "call_expression":
            break
        name = script.tree.chars(member.named_children[-1])
        _, arguments = script.called(call)
        if name == "send" and len(arguments) == 1:
            return evaluate(arguments[0])
        if name in ("field", "attach", "send"):
            place = script.tree.start(call), script.tree.end(call)
            return Hole("it is sent in parts", place[0], *place)
        node = call
    return None


def _has_verb(script: JavaScriptForms, arguments: list[Node]) -> bool:
    return any(
        each.type in ("string", "template_string")
        and script.tree.chars(each)[1:-1].lower() in VERBS
        for each in arguments[:4]
    )


def _named(options: Known | None) -> dict[str, Member]:
    if not isinstance(options, Obj):
        return {}
    return {key.lower(): member for key, member in options.members.items()}


def _of_object(given: Given, options: Obj) -> Call | None:
    """Read ``axios({method, url, data})``."""
    named = _named(options)
    method = named.get("method") or named.get("type") or named.get("verb")
    url = next((named[name].value for name in URLS if name in named), None)
    if method is None or not isinstance(url, Str):
        return None
    base = named.get("baseurl")
    if base is not None and not url.text.chars.startswith(("http:", "https:")):
        url = _after(base.value, url)
    given = given._replace(named=named)
    return _made(given, method.value, url, options.is_open)


def _after(base: Known, url: Str) -> Str:
    """Return a URL after the base that a client puts before it, with one slash between."""
    if not isinstance(base, Str) or not base.text.chars or base.text.holes:
        return url
    text, rest = base.text, url.text
    start = 1 if text.chars.endswith("/") and rest.chars.startswith("/") else 0
    if start == 0 and not text.chars.endswith("/") and not rest.chars.startswith("/"):
        return url
    parts = (text, rest.slice(start, len(rest.chars)))
    return url._replace(text=Text.joined(parts, text.source))


def _fetch(script: JavaScriptForms, given: Given) -> Call | None:
    """Read ``fetch(url, {method, headers, body})``."""
    url = given.positional[0]
    options = given.positional[1] if len(given.positional) > 1 else None
    if not isinstance(url, Str) or isinstance(options, Hole):
        return None
    is_plain = given.name == "fetch" and given.receiver in ("", "window", "globalThis")
    if is_plain and is_path(url):
        return None  # it goes to the server that the page comes from
    given = given._replace(named=_named(options))
    method = given.named.get("method")
    text = script.tree.text
    value = method.value if method is not None else fixed("GET", text, given.start, given.end)
    call = _made(given, value, url, isinstance(options, Obj) and options.is_open)
    if call is None or not is_plain or call.body is None:
        return call
    return call._replace(is_complete=True, diagnostics=_of_fetch(script, given, call))


def _of_fetch(script: JavaScriptForms, given: Given, call: Call) -> tuple[Diagnostic, ...]:
    member = given.named.get("body")
    if member is None:
        return ()
    place = script.tree.text, member.start, member.end
    if isinstance(call.body, Obj):
        who = "`fetch` sends an object as the words `[object Object]`"
        return (not_as_json(*place, who, "Write `JSON.stringify(…)` round it"),)
    if isinstance(call.body, (Json, Str)) and lacks_type(call.headers):
        who = "without a content type `fetch` sends this string as `text/plain`"
        return (not_as_json(*place, who, "Write the header `Content-Type: application/json`"),)
    return ()


def _of_arguments(script: JavaScriptForms, given: Given) -> Call | None:
    """Read ``client.post(url, body, options)`` and ``request("POST", url, body)``."""
    parts = sent(given, script.tree.text)
    if parts is None:
        return None
    method, url, rest = parts
    is_sent_first = given.receiver == "axios" and not _is_read(method)
    for index, each in enumerate(rest):
        if index == 0 and is_sent_first:
            continue
        named = _named(each)
        if named and set(named) <= _OPTIONS:
            given = given._replace(named=named)
            rest = rest[:index]
            break
    if rest:
        body = None if _is_read(method) else rest[0]
        headers = given.named.get("headers")
        return Call(method, url, headers.value if headers is not None else None, None, body)
    return _made(given, method, url, False)


def _made(given: Given, method: Known, url: Known, is_open: bool) -> Call | None:
    found = body_of(given)
    body: Known | None = found[1].value if found is not None else None
    if found is not None and found[1].is_optional:
        body = Hole("it is set in a branch", found[1].start, found[1].start, found[1].end)
    if body is None and is_open:
        body = Hole("it may be among other options", given.start, given.start, given.end)
    headers = given.named.get("headers")
    names = ("params", "searchparams", "qs", "query")
    query = next((given.named[name].value for name in names if name in given.named), None)
    known = headers.value if headers is not None else None
    return Call(method, url, known, None, body, query=query)
