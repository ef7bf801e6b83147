"""Which commands of a PowerShell script send requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.scripts.clients import VERBS, fixed, lacks_type
from defender_lint.sources.scripts.dialect import Call, Dialect, Evaluate
from defender_lint.sources.scripts.known import Hole, Json, Known, Member, Obj, Str
from defender_lint.sources.scripts.powershell_commands import Command
from defender_lint.sources.scripts.sending import expanded, not_as_json, other_audience
from defender_lint.sources.scripts.shell_calls import call_of
from defender_lint.sources.scripts.words import Words

_CMDLETS: Final = frozenset(
    ("invoke-restmethod", "invoke-webrequest", "irm", "iwr", "curl", "wget")
)
"""The web cmdlets and their aliases."""

_PROGRAMS: Final = frozenset(("az", "az.cmd", "curl.exe", "wget.exe", "http", "xh"))
"""Programs that are called as from any other shell."""

_GRAPH: Final = frozenset(("invoke-mggraphrequest", "invoke-graphrequest", "invoke-mgrestmethod"))
"""Commands that send a token for Microsoft Graph."""

_URLS: Final = ("uri", "url", "resource", "path", "endpoint")
"""Parameters of commands of one's own that hold a URL or the end of one."""

_NAMED_METHOD: Final = re.compile(r"(?:^|[-_a-z])(get|post|put|patch|delete)request$")
"""How the name of a command of one's own says the method: `New-GraphPostRequest`."""

_SENDING: Final = re.compile(r"^(?:invoke|send|call|submit)-|^\$|request$|api$")
"""Names of commands, and variables that hold one, that may send what they are given in order."""

_NO_BODY: Final = frozenset(
    ("method", "type", "headers", "contenttype", "erroraction", "token", "accesstoken", "scope",
     "timeoutsec", "retrycount", "maxretries", "apiversion", "service", "tenantid", "clientid",
     "outfile", "noauthcheck", "asapp")
)  # fmt: skip
"""Parameters of commands of one's own that are no part of a body."""

_GRAPH_HOST: Final = re.compile(r"(?i)https?://[^/]*graph\b|/?(?:v1\.0|beta)?/?security/")


def calls(dialect: Dialect, evaluate: Evaluate) -> Iterator[Call]:
    """Yield the calls of web cmdlets, and of commands that take a method and a path."""
    for node in dialect.found.get("command", ()):
        if not node.named_child_count:
            continue
        command = Command(dialect, node)
        if command.name in _PROGRAMS:
            call = call_of(Words(dialect, evaluate, node, command.named, command.words))
        else:
            call = _Reading(dialect, evaluate, command).call()
        if call is not None:
            yield call._replace(start=command.start, end=dialect.tree.end(node))


class _Reading:
    """Reads one command."""

    def __init__(self, dialect: Dialect, evaluate: Evaluate, command: Command) -> None:
        self._text: Final = dialect.tree.text
        self._dialect: Final = dialect
        self._evaluate: Final = evaluate
        self._command: Final = command
        self._splatted: Final[list[Obj]] = []
        self._is_open = False

    def call(self) -> Call | None:
        """Return the call, or None where it is none."""
        command = self._command
        is_cmdlet = command.name in _CMDLETS
        if not is_cmdlet and command.name not in _GRAPH:
            return self._wrapper()
        self._splat()
        url = self._known("uri") or self._by_position()
        if not isinstance(url, Str):
            return None
        if not is_cmdlet:
            return self._graph(url)
        method = self._known("method", "custommethod") or self._default("GET")
        body = self._known("body")
        headers = self._known("headers")
        content_type = self._member("contenttype")
        is_get = isinstance(method, Str) and method.text.chars.upper() in ("GET", "HEAD")
        query: Known | None = None
        if is_get and isinstance(body, (Obj, Hole)):
            body, query = None, body  # they are added to the URL
        elsewhere = self._member("form", "infile")
        if body is None and elsewhere is not None:
            why = "it is given as a form or a file"
            body = Hole(why, elsewhere.start, elsewhere.start, elsewhere.end)
        if body is None and self._is_open and not is_get:
            why = "it may be among parameters that are not known"
            body = Hole(why, self._command.start, self._command.start, self._command.name_end)
        self._is_open |= self._member("websession") is not None  # which may have headers
        diagnostics = self._diagnostics(method, body, headers, content_type)
        diagnostic = expanded(url.text, "PowerShell", "write a backtick before the dollar")
        diagnostics += () if diagnostic is None else (diagnostic,)
        is_complete = not self._is_open
        return Call(method, url, headers, content_type, body, is_complete, diagnostics, query=query)

    def _wrapper(self) -> Call | None:
        """Read a command of one's own: assumed to send what it is given as JSON."""
        command = self._command
        said = _NAMED_METHOD.search(command.name)
        if not command.splatted and (
            (said is None and command.find("method") is None) or command.find(*_URLS) is None
        ):
            return self._wrapper_by_position() if _SENDING.search(command.name) else None
        self._splat()
        method, url = self._known("method"), self._known(*_URLS)
        if method is None and said is not None:
            kind = self._known("type")
            is_verb = isinstance(kind, Str) and kind.text.chars.lower() in VERBS
            method = kind if is_verb else self._default(said[1].upper())
        if method is None or not isinstance(url, Str):
            return None
        body = self._known("body")
        if body is None and (self._is_open or self._has_others()):
            why = f"what `{command.written}` sends is not known"
            body = Hole(why, command.start, command.start, command.name_end)
        query = body if isinstance(method, Str) and method.text.chars.upper() == "GET" else None
        return Call(method, url, self._known("headers"), None, body, query=query)

    def _wrapper_by_position(self) -> Call | None:
        """Read a command of one's own that takes method, URL and body without their names."""
        given = self._command.given
        nodes = [each.value for each in given if each.value is not None and not each.name][:3]
        word = self._dialect.tree.chars(nodes[0]) if len(nodes) > 1 else ""
        if word.strip("'\"").lower() not in VERBS:
            return None
        method, url, *rest = map(self._evaluate, nodes)
        if not isinstance(url, Str):
            return None
        body = rest[0] if rest else self._known("body")
        return Call(method, url, self._known("headers"), None, body)

    def _has_others(self) -> bool:
        """Tell whether there are arguments of which a body may be made."""
        names = [each.name for each in self._command.given if each.value is not None]
        names += [key.lower() for table in self._splatted for key in table.members]
        return any(name not in _NO_BODY and name not in _URLS for name in names)

    def _graph(self, url: Str) -> Call | None:
        if "://" not in url.text.chars or _GRAPH_HOST.match(url.text.chars):
            return None
        command = self._command
        diagnostic = other_audience(
            self._text,
            command.start,
            command.name_end,
            f"`{command.written}` sends a token for Microsoft Graph, which this service refuses. "
            "Send one for this service with `Invoke-RestMethod`",
        )
        method = self._known("method") or self._default("GET")
        return Call(method, url, None, None, self._known("body"), False, (diagnostic,))

    def _splat(self) -> None:
        for node in self._command.splatted:
            known = self._evaluate(node)
            if isinstance(known, Obj):
                self._splatted.append(known)
                self._is_open |= known.is_open
            else:
                self._is_open = True

    def _member(self, *names: str) -> Member | None:
        """Return what a parameter is given, and where its name stands."""
        given = self._command.find(*names)
        tree = self._dialect.tree
        if given is not None and given.parameter is not None and given.value is not None:
            start, end = tree.start(given.parameter), tree.end(given.parameter)
            return Member(self._evaluate(given.value), start, end)
        for table in self._splatted:
            for name in names:
                member = table.members.get(table.spelt(name))
                if member is not None:
                    return member
        return None

    def _known(self, *names: str) -> Known | None:
        member = self._member(*names)
        return None if member is None else member.value

    def _by_position(self) -> Known | None:
        node = self._command.at(0)
        return None if node is None else self._evaluate(node)

    def _default(self, method: str) -> Str:
        start, end = self._command.start, self._command.name_end
        return fixed(method, self._text, start, end)

    def _diagnostics(
        self, method: Known, body: Known | None, headers: Known | None, content_type: Member | None
    ) -> tuple[Diagnostic, ...]:
        place = self._member("body")
        if place is None or self._is_open:
            return ()
        if isinstance(body, Obj):
            node = self._command.get("body")
            start, end, instead = place.start, place.end, None
            if node is not None:
                start, end = self._dialect.tree.start(node), self._dialect.tree.end(node)
                chars = self._text.chars[start:end]
                if re.fullmatch(r"\$[\w:]+", chars):
                    instead = f"({chars} | ConvertTo-Json -Depth 5)"
            who = "PowerShell sends a hashtable as a form"
            advice = "Write `| ConvertTo-Json -Depth 5` after it"
            return (not_as_json(self._text, start, end, who, advice, instead),)
        if isinstance(body, (Json, Str)) and content_type is None and lacks_type(headers):
            written = self._text.chars[place.start : place.end]
            instead = f"-ContentType 'application/json' {written}" if written[:1] == "-" else None
            who = "without a content type PowerShell sends this string "
            is_form = isinstance(method, Str) and method.text.chars.upper() in ("POST", "PUT")
            who += "as a form" if is_form else "as nothing in particular"
            advice = "Write `-ContentType 'application/json'`"
            return (not_as_json(self._text, place.start, place.end, who, advice, instead),)
        return ()
