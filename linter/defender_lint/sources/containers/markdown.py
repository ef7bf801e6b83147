"""Markdown pages: the requests that their fences show.

A fence may hold a request as HTTP, a script, data such as a Postman collection, or the body of the
request line that stands in the fence or the heading before it. What a page tells is never a
request, nor is what it shows as an answer or as a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.containers.markdown_blocks import Block, Fence, Html, Prose, blocks
from defender_lint.sources.containers.markdown_http import (
    ONLY_A_LINE,
    begins_with_a_request_line,
    is_an_answer,
    named_by,
    shown_requests,
    with_holes_of_pages,
)
from defender_lint.sources.containers.schematic import is_answer, is_template
from defender_lint.sources.data import held
from defender_lint.sources.directives import directives, settings
from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Directive, Request, Unknown
from defender_lint.sources.scripts.beginnings import script_of
from defender_lint.sources.source import Source
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Text
from defender_lint.sources.value import Value

_KIND: Final = "markdown"
_HTTP: Final = frozenset({"http", "https", "rest", "msgraph", "msgraph-interactive"})
_PLAIN: Final = frozenset({"", "text", "txt", "plaintext", "plain", "none", "output"})
_JSON: Final = frozenset({"json", "jsonc", "json5"})
_YAML: Final = frozenset({"yaml", "yml"})
_LANGUAGE: Final = re.compile(r"\{?\.?([^\s,{}]*)")
_WITH_BODY: Final = frozenset({"POST", "PATCH", "PUT"})
_SAYS: Final = re.compile(
    r"\b(?:(?P<request>requests?|payload|body)|(?P<answer>responses?|answers?|returns?|returned"
    r"|output|results?|success|errors?|schema|[2345]\d\d))\b",
    re.IGNORECASE,
)
_COMMAND: Final = re.compile(r"\s*(?:\$ )?(?:curl|az rest)\b")
# What a shell takes for the name of a file; the reader gets `{id}`.
_ANGLED: Final = re.compile(r"(?<=/)<([A-Za-z][\w .-]*)>(?=[/?\s\"']|\Z)")
_SHELLS: Final = frozenset({"shell", "powershell"})


class _Line(NamedTuple):
    """A request line whose body may stand in a fence of its own.

    Attributes:
        request: What it says.
        at: Which of the found requests it is; None where it stands in a heading.
        level: The level of the heading that it stands in or under.
    """

    request: Request
    at: int | None
    level: int


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests that a page shows, in order."""
    if not mentions(source.text):
        return
    page = list(blocks(source))
    comments = _comments(page, source)
    reader = _Reader(source, options, comments)
    for block in page:
        reader.take(block)
    for index, request in enumerate(reader.found()):
        own = request.directives or comments
        yield request.replace(index=index, kind=_KIND, directives=own)


def _comments(page: list[Block], source: Source) -> tuple[Directive, ...]:
    """Return the directives of a page; one right before a fence speaks of all of it."""
    found = directives(source)
    if not found:
        return ()
    fences: dict[int, range] = {}  # by the lines of the comments before them
    above: list[int] = []
    for block in page:
        if isinstance(block, Html):
            above += block.lines
        else:
            if isinstance(block, Fence):
                fences.update(dict.fromkeys(above, block.lines))
            above = []
    return tuple(each._replace(covers=fences.get(each.line)) for each in found)


class _Reader:
    """Takes the blocks of a page in order, and remembers what they say of the next fence."""

    def __init__(
        self, source: Source, options: ReadOptions, comments: tuple[Directive, ...]
    ) -> None:
        self._source: Final = source
        self._options: Final = options
        self._comments: Final = comments
        self._found: list[Request] = []
        self._bare: set[int] = set()  # request lines whose body is not shown yet
        self._line: _Line | None = None
        self._told: list[Prose] = []  # since the request line: headings around, paragraphs here
        self._level = 0
        self._is_shown = False  # whether a body of the request line has been

    def found(self) -> Iterator[Request]:
        """Yield what has been found."""
        for at, request in enumerate(self._found):
            if at in self._bare:
                unknown = Unknown("body", ONLY_A_LINE, _first_line(request))
                request = request.replace(unknown=(*request.unknown, unknown))
            yield request

    def take(self, block: Block) -> None:
        """Take the next block."""
        if isinstance(block, Prose):
            self._hear(block)
        elif isinstance(block, Fence):
            before = len(self._found)
            self._look_at(block)
            if not block.is_closed and len(self._found) > before:
                self._found[before:] = [
                    self._unclosed(each, block) for each in self._found[before:]
                ]

    def _hear(self, prose: Prose) -> None:
        if not prose.level:
            self._name(prose, self._level)
            return
        self._level = prose.level
        self._told = [each for each in self._told if 0 < each.level < prose.level]
        line = self._line
        if line is not None and prose.level < line.level + (line.at is None):
            self._line = None
        self._name(prose, prose.level)

    def _name(self, prose: Prose, level: int) -> None:
        """Begin with the request that a heading names, or a paragraph that says nothing else."""
        named = named_by(prose.text, alone=not prose.level)
        if named is None:
            self._told.append(prose)
            return
        method, url = named
        request = Request(self._source, 0, _KIND, method=method, url=with_holes_of_pages(url))
        self._begin(_Line(request, None, level))

    def _begin(self, line: _Line, *, is_shown: bool = False) -> None:
        self._line = line
        self._told = []
        self._is_shown = is_shown

    def _look_at(self, fence: Fence) -> None:
        chars = fence.text.chars
        match = _LANGUAGE.match(fence.info.lower())
        language = match[1] if match else ""
        script = _script(language, chars)
        if begins_with_a_request_line(chars) and script in (None, "shell"):
            self._http(fence)
        elif script is not None:
            self._script(fence, script)
        elif language in _YAML:
            self._yaml(fence)
        elif is_an_answer(chars):
            self._line = None
        elif language in _JSON or (language in _PLAIN and chars.lstrip()[:1] in ("{", "[")):
            self._json(fence)

    def _http(self, fence: Fence) -> None:
        for request, is_whole in shown_requests(fence.text, self._options):
            at = len(self._found)
            if request.body is not None and (is_template(request.body) or is_answer(request.body)):
                unknown = Unknown("body", "the page shows a template", fence.lines[0])
                request = request.replace(body=None, unknown=(*request.unknown, unknown))
            self._found.append(request)
            is_known = is_whole or request.body is not None or bool(request.unknown)
            is_bare = not is_known and _takes_body(request)
            if is_bare:
                self._bare.add(at)
            self._begin(_Line(request, at, self._level), is_shown=not is_bare)

    def _script(self, fence: Fence, language: str) -> None:
        from defender_lint.sources.scripts.languages import requests_in

        text = _readable(fence.text) if language in _SHELLS else fence.text
        for request in requests_in(text, language, self._options):
            assert request.url is not None
            self._found.append(request.replace(url=with_holes_of_pages(request.url)))

    def _yaml(self, fence: Fence) -> None:
        if mentions(fence.text.chars):
            from defender_lint.sources.yaml.text import parse_all

            for value, _ in parse_all(fence.text, self._options):
                self._found += held(value, self._source, self._options) or ()

    def _json(self, fence: Fence) -> None:
        value = json_text.parse(fence.text, self._options)
        data = held(value, self._source, self._options) if mentions(fence.text.chars) else None
        if data is not None:
            self._found += data
        elif named := self._comment_above(fence):
            self._found.append(Request(self._source, 0, _KIND, body=value, directives=named))
        elif self._line is not None and not is_answer(value):
            self._body(value, self._line)

    def _comment_above(self, fence: Fence) -> tuple[Directive, ...]:
        """Return the comments before a fence if they name its API."""
        above = tuple(each for each in self._comments if each.covers == fence.lines)
        return above if any("api" in settings(each.text) for each in above) else ()

    def _body(self, value: Value, line: _Line) -> None:
        """Take a value as the body of a request line, if it is one."""
        if not _takes_body(line.request) or not self._is_sent(line):
            return
        self._is_shown = True
        self._told = [told for told in self._told if told.level]
        if is_template(value):
            return
        if line.at in self._bare:
            self._bare.discard(line.at)
            self._found[line.at] = self._found[line.at].replace(body=value)
        else:
            self._found.append(line.request.replace(body=value))

    def _is_sent(self, line: _Line) -> bool:
        """Tell whether the next fence shows what is sent, by what the page says before it."""
        for told in reversed(self._told):
            said = [match.lastgroup for match in _SAYS.finditer(told.text.chars)]
            if said:
                return "answer" not in said and self._is_near(line, told)
        return not self._is_shown and not any(told.level for told in self._told)

    def _is_near(self, line: _Line, told: Prose) -> bool:
        """Tell whether a request line and what the page says of a body are of one section."""
        return all(each is told or each.level > line.level for each in self._told if each.level)

    def _unclosed(self, request: Request, fence: Fence) -> Request:
        """Return a request of a fence without end: what follows is no part of its body."""
        start, end = fence.opening
        fault = Diagnostic(
            "syntax",
            "this fence is never closed; end it with the marks that it begins with",
            start=start,
            end=end,
            text=Text.whole(self._source),
            part="file",
        )
        request = request.replace(diagnostics=(*request.diagnostics, fault))
        if request.body is None:
            return request
        unknown = Unknown("body", "the fence around it is never closed", fence.lines[0])
        return request.replace(body=None, unknown=(*request.unknown, unknown))


def _script(language: str, chars: str) -> str | None:
    """Return the language of a script; None where a fence holds none that is read."""
    from defender_lint.sources.scripts.languages import language_of

    if language not in _PLAIN:
        return language_of(language)
    return "shell" if _COMMAND.match(chars) else script_of(chars)


def _readable(text: Text) -> Text:
    """Return a script without angle brackets round names, of the same length."""
    chars = _ANGLED.sub(lambda match: "{" + re.sub(r"\W", "_", match[1]) + "}", text.chars)
    return text if chars == text.chars else Text(chars, text.source, text.segments)


def _takes_body(request: Request) -> bool:
    return request.method is not None and request.method.chars in _WITH_BODY


def _first_line(request: Request) -> int:
    return request.url.line_at(0) if request.url is not None else 1
