"""Which calls of C# send requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.scripts.clients import Given, is_object, sent, verb_of
from defender_lint.sources.scripts.csharp_forms import (
    FORM,
    JSON,
    METHOD,
    TEXT,
    TYPE,
    URL,
    CSharpForms,
)
from defender_lint.sources.scripts.dialect import Call, Evaluate
from defender_lint.sources.scripts.known import Known, Member, Obj, Str
from defender_lint.sources.scripts.sending import not_as_json
from defender_lint.sources.text import Text

if TYPE_CHECKING:
    from tree_sitter import Node

_SENDS: Final = frozenset(("Send", "SendAsync", "Execute", "ExecuteAsync", "ExecuteAsyncPost"))


def calls(script: CSharpForms, evaluate: Evaluate) -> Iterator[Call]:
    """Yield the calls of HTTP clients, those of one's own included."""
    tree = script.tree
    for node in script.found.get("call", ()):
        function, arguments = script.called(node)
        if function is None or not arguments:
            continue
        last = function.named_children[-1] if function.named_child_count > 1 else function
        name = tree.called(last).partition("<")[0]
        if name in _SENDS and not _names_method(script, arguments):
            call = _of_message(tree.text, evaluate(arguments[0]))
        elif verb_of(name) or _names_method(script, arguments):
            owner = tree.called(function.named_children[0]) if last is not function else ""
            values = tuple(evaluate(each) for each in arguments[:4])
            place = tree.start(last), tree.end(last)
            call = _of_arguments(tree.text, Given(name, owner, *place, values, {}))
        else:
            call = None
        if call is not None:
            yield call._replace(start=tree.start(node), end=tree.end(node))


def _names_method(script: CSharpForms, arguments: list[Node]) -> bool:
    return any(script.tree.chars(each).startswith("HttpMethod.") for each in arguments[:4])


def _of_message(text: Text, message: Known) -> Call | None:
    """Read ``SendAsync(message)``."""
    if not isinstance(message, Obj):
        return None
    url, method = message.get(URL), message.get(METHOD)
    if not isinstance(url, Str) or method is None:
        return None
    if JSON in message.members:
        return Call(method, url, None, None, message.members[JSON].value)
    return _with_content(text, method, url, message.get("Content"))


def _of_arguments(text: Text, given: Given) -> Call | None:
    """Read ``client.PostAsync(url, content)`` and ``PostAsJsonAsync(url, value)``."""
    parts = sent(given, text)
    if parts is None:
        return None
    method, url, rest = parts
    is_read = isinstance(method, Str) and method.text.chars in ("GET", "DELETE", "HEAD")
    return _with_content(text, method, url, rest[0] if rest and not is_read else None)


def _with_content(text: Text, method: Known, url: Known, content: Known | None) -> Call:
    if not isinstance(content, Obj):
        return Call(method, url, None, None, content)
    if JSON in content.members:
        return Call(method, url, None, None, content.members[JSON].value)
    if FORM in content.members:
        member = content.members[FORM]
        who = "`FormUrlEncodedContent` is a form"
        advice = 'Write `new StringContent(json, Encoding.UTF8, "application/json")`'
        diagnostic = not_as_json(text, member.start, member.end, who, advice)
        return Call(method, url, None, None, member.value, True, (diagnostic,))
    if TEXT not in content.members:
        return Call(method, url, None, None, content)
    body = content.members[TEXT]
    media_type = content.members.get(TYPE)
    diagnostics: tuple[Diagnostic, ...] = ()
    if media_type is None and not content.is_open:
        diagnostics = (_as_text(text, body),)
    known = media_type if media_type is not None and isinstance(media_type.value, Str) else None
    return Call(method, url, None, known, body.value, False, diagnostics)


def _as_text(text: Text, body: Member) -> Diagnostic:
    who = "without a media type `StringContent` is sent as `text/plain`"
    advice = 'Write `Encoding.UTF8, "application/json"` after it'
    instead = f'{text.chars[body.start : body.end]}, Encoding.UTF8, "application/json"'
    is_short = is_object(body.value) or isinstance(body.value, Str)
    return not_as_json(
        text,
        body.start,
        body.end,
        who,
        advice,
        instead if is_short and body.end - body.start < 80 else None,
    )
