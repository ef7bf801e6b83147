"""Which calls of a Python script send requests."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.scripts.clients import (
    URLS,
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
from defender_lint.sources.scripts.known import Hole, Json, Known, Member, Obj, Scalar, Str
from defender_lint.sources.scripts.python_forms import PythonForms
from defender_lint.sources.scripts.python_mocks import mock_names
from defender_lint.sources.scripts.sending import not_as_json

if TYPE_CHECKING:
    from tree_sitter import Node

_LIBRARY: Final = re.compile(r"(?:^|[._])(?:requests|httpx|session|sess|http_session)(?:\(\))?$")
"""Receivers that are the HTTP library or a session of it: ``data=`` with a dict is a form."""

_SENDER: Final = re.compile(
    r"(?:requests|httpx|(?:self\.)?_?session)\.(?P<verb>get|post|put|patch|delete)"
)
"""A function of the library that is given to another function, which calls it."""

_OF_ANSWERS: Final = frozenset(("status", "status_code"))
"""Arguments that only mocks take."""

_FUNCTIONS: Final = frozenset(("requests", "httpx"))
"""Receivers that send no headers but those that they are given."""


_NO_BODY: Final = frozenset(
    (*URLS, "method", "http_method", "verb", "headers", "params", "timeout", "verify", "auth",
     "proxies", "proxy", "cookies", "cert", "ssl", "stream", "allow_redirects", "hooks",
     "follow_redirects", "raise_for_status", "token", "retries", "json", "data")
)  # fmt: skip
"""Arguments of a call that are no part of a body."""


def calls(python: PythonForms, evaluate: Evaluate) -> Iterator[Call]:
    """Yield the calls of HTTP clients, those of one's own included, and rows of tables of them."""
    decorators = {each.id for node in python.found.get("decorator", ()) for each in node.children}
    mocks = mock_names(python)
    for node in python.found.get("call", ()):
        if node.id not in decorators:
            call = _call(python, evaluate, node, mocks)
            if call is not None and not (is_path(call.url) and _is_of_test(python, node)):
                place = python.tree.start(node), python.tree.end(node)
                yield call._replace(start=place[0], end=place[1])
    for node in python.found.get("row", ()):
        pairs = (each for each in node.named_children if each.type == "pair")
        if is_row({python.tree.chars(each.children[0]).strip("\"'").lower() for each in pairs}):
            call = of_row(evaluate(node))
            if call is not None:
                yield call


def _call(
    python: PythonForms, evaluate: Evaluate, node: Node, mocks: Container[str]
) -> Call | None:
    function, arguments = python.called(node)
    if function is None or not arguments or not _may_send(python, function, arguments):
        return None
    given = _given(python, evaluate, function, arguments)
    if given.receiver in mocks:
        return None
    if given.name == "Request" and "client" not in given.receiver:
        return _urllib(python, given)
    parts = sent(given, python.tree.text)
    if parts is None or not _OF_ANSWERS.isdisjoint(given.named):
        return None
    method, url, rest = parts
    found = body_of(given)
    name, member = found if found is not None else ("", None)
    body = member.value if member is not None else None
    is_verb = bool(verb_of(given.name))
    if body is None and rest and (not is_verb or not _is_reading(method)):
        body = rest[0] if isinstance(rest[0], (Obj, Json)) else None
        name = "data" if is_verb else name
    if "files" in given.named:
        body = Hole("it is sent in parts", given.start, given.start, given.end)
    is_open = _hands_on(evaluate, arguments)
    has_others = rest or set(given.named) - _NO_BODY or is_open
    if body is None and not _is_reading(method) and has_others:
        why = f"what `{given.name}` sends is not known"
        body = Hole(why, given.start, given.start, given.end)
    headers = given.named.get("headers")
    known = None if headers is None else headers.value
    diagnostics: tuple[Diagnostic, ...] = ()
    if name == "data" and isinstance(body, Obj) and _LIBRARY.search(given.receiver):
        diagnostics = (_form(python, member, body),)
    complete = given.receiver in _FUNCTIONS and "auth" not in given.named and name == "data"
    query = _query(given, method, rest)
    if query is None and is_open:
        query = Hole("it may be handed on", given.start, given.start, given.end)
    return Call(method, url, known, None, body, complete, diagnostics, query=query)


def _hands_on(evaluate: Evaluate, arguments: list[Node]) -> bool:
    """Tell whether a call hands on arguments that are not known: ``*args``, ``**kwargs``."""
    return any(
        each.type == "list_splat"
        or (
            each.type == "dictionary_splat"
            and not isinstance(evaluate(each.named_children[0]), Obj)
        )
        for each in arguments
    )


def _query(given: Given, method: Known, rest: tuple[Known, ...]) -> Known | None:
    """Return the options of the query: ``params=``, or what a reading call takes besides."""
    named = given.named.get("params") or given.named.get("query")
    if named is not None:
        return named.value
    if rest and _is_reading(method) and not isinstance(rest[0], Scalar):
        return Hole("it may be the query", rest[0].start, rest[0].start, rest[0].end)
    return None


def _is_of_test(python: PythonForms, node: Node) -> bool:
    """Tell whether a call is part of a test, whose client sends to the program that is tested."""
    parent = node.parent
    while parent is not None:
        name = parent.child_by_field_name("name") if parent.type == "function_definition" else None
        if name is not None and python.tree.chars(name).startswith("test"):
            return True
        parent = parent.parent
    return False


def _may_send(python: PythonForms, function: Node, arguments: list[Node]) -> bool:
    """Tell, without evaluating anything, whether a call may send a request."""
    last = function.named_children[-1] if function.type == "attribute" else function
    name = python.tree.called(last)
    if verb_of(name) or name == "Request":
        return True
    for each in arguments[:4]:
        if each.type == "string" and python.tree.chars(each)[1:-1].lower() in _VERB_WORDS:
            return True
        if each.type == "attribute" and _SENDER.fullmatch(python.tree.chars(each)):
            return True
    return any(
        each.type == "keyword_argument"
        and python.tree.chars(each.named_children[0]) in ("method", "http_method", "verb")
        for each in arguments
    )


_VERB_WORDS: Final = frozenset(("get", "post", "put", "patch", "delete"))


def _given(python: PythonForms, evaluate: Evaluate, function: Node, arguments: list[Node]) -> Given:
    tree = python.tree
    last = function.named_children[-1] if function.type == "attribute" else function
    receiver = tree.called(function.named_children[0]) if function.type == "attribute" else ""
    named: dict[str, Member] = {}
    positional: list[Known] = []
    for each in arguments:
        if each.type == "keyword_argument":
            key, value = each.named_children[0], each.named_children[-1]
            place = tree.start(key), tree.end(key)
            named[tree.chars(key).lower()] = Member(evaluate(value), *place)
        elif each.type == "dictionary_splat":
            spread = evaluate(each.named_children[0])
            if isinstance(spread, Obj):
                named.update((key.lower(), member) for key, member in spread.members.items())
        elif each.type != "list_splat":
            sender = _SENDER.fullmatch(tree.chars(each)) if each.type == "attribute" else None
            span = tree.start(each), tree.end(each)
            positional.append(
                evaluate(each)
                if sender is None
                else fixed(sender["verb"].upper(), tree.text, *span)
            )
    place = tree.start(last), tree.end(last)
    return Given(tree.called(last), receiver, *place, tuple(positional), named)


def _is_reading(method: Known) -> bool:
    return isinstance(method, Str) and method.text.chars.upper() in ("GET", "HEAD", "DELETE")


def _form(python: PythonForms, member: Member | None, body: Obj) -> Diagnostic:
    start, end, instead = body.start, min(body.start + 1, body.end), None
    if member is not None:
        start, end = member.start, member.end
        instead = "json" if python.tree.text.chars[start:end] == "data" else None
    who = "`data=` sends a dict as a form"
    return not_as_json(python.tree.text, start, end, who, "Write `json=`", instead)


def _urllib(python: PythonForms, given: Given) -> Call | None:
    """Read ``urllib.request.Request(url, data, headers)``: POST where there are data."""
    by_place = dict(zip(("url", "data", "headers"), given.positional, strict=False))
    values = {**by_place, **{name: member.value for name, member in given.named.items()}}
    url, body, headers = values.get("url"), values.get("data"), values.get("headers")
    if not isinstance(url, Str):
        return None
    text = python.tree.text
    method = values.get("method") or fixed("POST" if body else "GET", text, given.start, given.end)
    if body is None and not _is_reading(method):
        body = Hole("it may be set later", given.start, given.start, given.end)
    diagnostics: tuple[Diagnostic, ...] = ()
    if isinstance(body, (Json, Str)) and headers is not None and lacks_type(headers):
        who = "without a content type urllib sends these data as a form"
        advice = "Write the header `Content-Type: application/json`"
        diagnostics = (not_as_json(text, given.start, given.end, who, advice),)
    return Call(method, url, headers, None, body, False, diagnostics)
