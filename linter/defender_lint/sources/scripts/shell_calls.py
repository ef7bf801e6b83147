"""Which commands of a shell send requests: curl, ``az rest``, HTTPie and wget.

Options: the manuals of curl and wget, ``az rest --help``, and HTTPie's "Request items".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.scripts.clients import fixed, lacks_type
from defender_lint.sources.scripts.dialect import Call, Evaluate
from defender_lint.sources.scripts.httpie import httpie
from defender_lint.sources.scripts.known import Known, Member, Obj, Str
from defender_lint.sources.scripts.sending import expanded, not_as_json, other_audience
from defender_lint.sources.scripts.words import Option, Words

if TYPE_CHECKING:
    from tree_sitter import Node

    from defender_lint.sources.scripts.dialect import Dialect

_CURL_FLAGS: Final = frozenset("0123456789aBfgGiIjJklLMnNOpqRsSvVZ#")
"""Short options of curl that take no value."""

_CURL_LONG_FLAGS: Final = frozenset(
    ("silent", "show-error", "insecure", "location", "include", "verbose", "fail", "compressed",
     "get", "head", "globoff", "http1.1", "http2", "no-buffer", "fail-with-body", "ssl-reqd",
     "remote-name", "no-progress-meter", "progress-bar", "retry-all-errors", "tlsv1.2", "tlsv1.3")
)  # fmt: skip

_RUNNERS: Final = frozenset(
    ("sudo", "time", "timeout", "xargs", "env", "nohup", "retry", "command", "exec", "nice")
)
"""Commands that run the program among their arguments."""

_DATA: Final = ("-d", "--data", "--data-raw", "--data-binary", "--data-ascii")


def calls(shell: Dialect, evaluate: Evaluate) -> Iterator[Call]:
    """Yield the calls of commands that send requests."""
    for node in shell.found.get("command", ()):
        name = node.child_by_field_name("name")
        if name is not None:
            arguments = node.children_by_field_name("argument")
            if shell.tree.chars(name) in _RUNNERS:
                name, arguments = _run(shell, name, arguments)
            call = call_of(Words(shell, evaluate, node, name, arguments))
            if call is not None:
                yield call


def _run(shell: Dialect, name: Node, arguments: list[Node]) -> tuple[Node, list[Node]]:
    """Return the program that a command runs, and its arguments: ``timeout 5 curl …``."""
    for at, each in enumerate(arguments):
        if shell.tree.chars(each) in _READERS:
            return each, arguments[at + 1 :]
    return name, arguments


def call_of(words: Words) -> Call | None:
    """Return the call of a program that sends requests; None for any other."""
    reader = _READERS.get(words.program)
    call = reader(words) if reader is not None else None
    return None if call is None else call._replace(start=words.start, end=words.stop)


def _curl(words: Words) -> Call | None:
    options = words.options(_CURL_FLAGS, _CURL_LONG_FLAGS)
    data = [each for each in options if each.name in _DATA]
    as_json = [each for each in options if each.name == "--json"]
    forms = [each for each in options if each.name in ("-F", "--form", "--data-urlencode")]
    url = _value(options, "--url") or _value(options, "")
    if not isinstance(url, Str):
        return None
    is_get = any(each.name in ("-G", "--get") for each in options)
    given = _value(options, "-X", "--request")
    is_head = any(each.name in ("-I", "--head") for each in options)
    has_data = bool(data or as_json or forms) and not is_get
    implied = "HEAD" if is_head else "POST" if has_data else "GET"
    method = given or fixed(implied, words.text, words.start, words.end)
    headers = _headers(words, options, "-H", "--header")
    bodies = as_json or data
    body: Known | None = None
    if has_data:
        body = words.body(bodies[0]) if len(bodies) == 1 and not forms else words.unknown
    elif any(each.name in ("-T", "--upload-file") for each in options):
        body = words.unknown
    diagnostics = _diagnostics(url)
    if len(data) == 1 and has_data and not forms and lacks_type(headers):
        diagnostics += (_as_form(words, data[0], "curl"),)
    content_type = _json_type(as_json[0]) if as_json else None
    query = words.unknown if is_get else None
    return Call(method, url, headers, content_type, body, True, diagnostics, query=query)


def _wget(words: Words) -> Call | None:
    options = words.options(
        frozenset("bcdFkmNpqrSvxE"), frozenset(("quiet", "no-check-certificate"))
    )
    data = [each for each in options if each.name in ("--post-data", "--body-data")]
    url = _value(options, "")
    if not isinstance(url, Str) or not data:
        return None
    method = _value(options, "--method") or fixed("POST", words.text, words.start, words.end)
    headers = _headers(words, options, "--header")
    diagnostics = _diagnostics(url)
    if lacks_type(headers):
        diagnostics += (_as_form(words, data[0], "wget"),)
    return Call(method, url, headers, None, data[0].value, True, diagnostics)


def _az(words: Words) -> Call | None:
    if words.at(0) != "rest":
        return None
    options = words.options(
        frozenset(), frozenset(("skip-authorization-header", "debug", "verbose"))
    )
    url = _value(options, "--uri", "--url", "-u")
    if not isinstance(url, Str):
        return None
    method = _value(options, "--method", "-m") or fixed("GET", words.text, words.start, words.end)
    data = [each for each in options if each.name in ("--body", "-b")]
    names = {each.name for each in options}
    written = words.text.chars[words.start : words.stop].lower()
    diagnostics = _diagnostics(url)
    if not names & {"--resource", "--skip-authorization-header"} and "authorization" not in written:
        message = (
            "without `--resource` this sends a token for Azure, which this service refuses. "
            "Write `--resource https://api.securitycenter.microsoft.com`, or the resource of the "
            "API that is called"
        )
        diagnostics += (other_audience(words.text, words.start, words.end, message),)
    body = words.body(data[0]) if data else None
    query = words.unknown if names & {"--uri-parameters", "--url-parameters"} else None
    return Call(method, url, None, None, body, False, diagnostics, query=query)


_READERS: Final[dict[str, Callable[[Words], Call | None]]] = {
    "curl": _curl,
    "wget": _wget,
    "az": _az,
    "http": httpie,
    "https": httpie,
    "xh": httpie,
    "xhs": httpie,
}


def _value(options: list[Option], *names: str) -> Known | None:
    return next((each.value for each in options if each.name in names and each.value), None)


def _headers(words: Words, options: list[Option], *names: str) -> Known:
    """Return the headers that options give as ``Name: value``."""
    members: dict[str, Member] = {}
    is_open = words.is_open
    for each in options:
        if each.name in names:
            if not isinstance(each.value, Str):
                is_open = True
                continue
            text = each.value.text
            name, colon, rest = text.chars.partition(":")
            if not colon or text.has_hole(0, len(name)):
                is_open = True
                continue
            start = len(name) + 1 + len(rest) - len(rest.lstrip())
            value = Str(text.slice(start, len(text.chars)), each.value.start, each.value.end)
            members[name.strip()] = Member(value, each.value.start, each.value.end)
    return Obj(members, is_open, words.start, words.end)


def _json_type(option: Option) -> Member:
    value = fixed("application/json", option.text, option.start, option.end)
    return Member(value, option.start, option.end)


def _as_form(words: Words, option: Option, who: str) -> Diagnostic:
    written = words.text.chars[option.start : option.end]
    header = "--header='Content-Type: application/json'" if who == "wget" else ""
    header = header or "-H 'Content-Type: application/json'"
    return not_as_json(
        words.text,
        option.start,
        option.end,
        f"without a content type {who} sends these data as a form",
        f"Write `{header}`",
        f"{header} {written}",
    )


def _diagnostics(url: Str) -> tuple[Diagnostic, ...]:
    diagnostic = expanded(url.text, "the shell", "write a backslash before the dollar")
    return () if diagnostic is None else (diagnostic,)
