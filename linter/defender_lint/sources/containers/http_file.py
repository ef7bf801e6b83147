"""HTTP files, ``.http`` and ``.rest``, as VS Code's REST Client and JetBrains' IDEs run them.

Requests are separated by ``###``. A request is a line ``METHOD URL``, headers, an empty line and a
body. https://github.com/Huachao/vscode-restclient and
https://www.jetbrains.com/help/idea/exploring-http-syntax.html describe the two dialects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.containers.form_fields import media_type_of, read_body
from defender_lint.sources.containers.urls import read_url, written
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Header, Headers, Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Text
from defender_lint.sources.value import Value

_LINE: Final = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_COMMENT: Final = re.compile(r"[ \t]*(?:#|//)")
_VARIABLE: Final = re.compile(r"[ \t]*@([^\s=]+)[ \t]*=[ \t]*(\S.*?)?[ \t]*\Z")
_VERSION: Final = r"(?:[ \t]+HTTP/[\d.]+)?[ \t]*\Z"
_REQUEST: Final = re.compile(
    r"[ \t]*(?:([A-Za-z]+)[ \t]+)?((?:https?:|/|\{\{|[\w-]+(?:\.[\w-]+)+[:/]).*?)" + _VERSION
)
_CONTINUATION: Final = re.compile(r"(?:[ \t]*(?=[?&])|[ \t]+)(\S.*?)" + _VERSION)
_HEADER: Final = re.compile(r"([\w-]+)[ \t]*:[ \t]*(.*?)[ \t]*\Z")
_CURL: Final = re.compile(r"[ \t]*curl[ \t]")
_FILE: Final = re.compile(r"[ \t]*<(?:@\S*)?[ \t]+[^\s{]")
_SCRIPT: Final = re.compile(r"[ \t]*<[ \t]*\{%")
_SCRIPT_END: Final = "%}"
_AFTER_BODY: Final = re.compile(r"[ \t]*(?:<?>|>>)")  # what to do with the answer
_BODY: Final = re.compile(r"[ \t]*[{\[]")


class _Line(NamedTuple):
    start: int
    chars: str
    end: int  # after its line break


class _Block:
    """The lines between two separators, taken one after the other."""

    def __init__(self, whole: Text, lines: list[_Line]) -> None:
        self._whole = whole
        self._lines = lines
        self._at = 0

    def rest(self) -> Iterator[_Line]:
        """Take the lines that are no comments, up to and without one that is given back."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if not _COMMENT.match(line.chars):
                yield line

    def give_back(self) -> None:
        self._at -= 1

    def part(self, line: _Line, match: re.Match[str], group: int) -> Text:
        """Return the part of a line that a group has matched."""
        start, end = match.span(group)
        return self._whole.slice(line.start + start, line.start + end)

    def stretch(self, start: int, end: int) -> Text:
        """Return the characters between two offsets."""
        return self._whole.slice(start, end)


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of a file, in order."""
    if mentions(source.text):
        yield from requests_in(Text.whole(source), options)


def requests_in(text: Text, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of an HTTP file, or of a piece of a file that is written like one."""
    lines = [_Line(match.start(), match[1], match.end()) for match in _LINE.finditer(text.chars)]
    constants = dict(_variables(text, lines))
    index = 0
    for block in _blocks(text, lines):
        request = _request(block, text.source, options, constants)
        if request is not None:
            yield request.replace(index=index)
            index += 1


def _variables(text: Text, lines: list[_Line]) -> Iterator[tuple[str, Text]]:
    for line in lines:
        match = _VARIABLE.match(line.chars)
        if match and match[2]:
            start, end = match.span(2)
            yield match[1], text.slice(line.start + start, line.start + end)


def _blocks(text: Text, lines: list[_Line]) -> Iterator[_Block]:
    block: list[_Line] = []
    for line in lines:
        if line.chars.startswith("###"):
            yield _Block(text, block)
            block = []
        else:
            block.append(line)
    yield _Block(text, block)


def _request(
    block: _Block, source: Source, options: ReadOptions, constants: Mapping[str, Text]
) -> Request | None:
    line = _first(block)
    match = _REQUEST.match(line.chars) if line else None
    if line is not None and _CURL.match(line.chars):
        return _command(block, line, options)
    if line is None or match is None:
        return None
    url = block.part(line, match, 2)
    method = block.part(line, match, 1) if match[1] else written("GET", url)
    whole = Text.joined((url, *_continuations(block)), source)
    headers = Headers(tuple(_headers(block)))
    body, unknown = _body(block, headers, options)
    return Request(
        source,
        0,
        "http",
        method=method,
        url=read_url(whole, options, constants=constants),
        written=whole,
        headers=headers,
        body=body,
        unknown=unknown,
    )


def _command(block: _Block, line: _Line, options: ReadOptions) -> Request | None:
    """Return the request that a command of curl makes, which REST Client runs as well."""
    from defender_lint.sources.scripts.languages import requests_in

    end = max((each.end for each in block.rest()), default=line.end)
    found = requests_in(block.stretch(line.start, end), "shell", options)
    return next((each.replace(kind="http") for each in found), None)


def _first(block: _Block) -> _Line | None:
    """Take the lines before the request line, and that."""
    is_script = False
    for line in block.rest():
        if is_script or _SCRIPT.match(line.chars):
            is_script = _SCRIPT_END not in line.chars
        elif line.chars.strip() and not _VARIABLE.match(line.chars) and not _FILE.match(line.chars):
            return line
    return None


def _continuations(block: _Block) -> Iterator[Text]:
    for line in block.rest():
        match = _CONTINUATION.match(line.chars)
        if match is None:
            block.give_back()
            return
        yield block.part(line, match, 1)


def _headers(block: _Block) -> Iterator[Header]:
    """Take the headers and the empty line after them; some forget that before the body."""
    for line in block.rest():
        if not line.chars.strip():
            return
        if _BODY.match(line.chars):
            block.give_back()
            return
        match = _HEADER.match(line.chars)
        if match:
            yield Header(block.part(line, match, 1), block.part(line, match, 2))


def _body(
    block: _Block, headers: Headers, options: ReadOptions
) -> tuple[Value | None, tuple[Unknown, ...]]:
    lines: list[_Line] = []
    for line in block.rest():
        if _AFTER_BODY.match(line.chars):
            break
        if line.chars.strip() or lines:
            lines.append(line)
    while lines and not lines[-1].chars.strip():
        lines.pop()
    if not lines:
        return None, ()
    last = lines.pop()
    pieces = [block.stretch(line.start, line.end) for line in lines]
    pieces.append(block.stretch(last.start, last.start + len(last.chars)))
    number = pieces[0].line_at(0)
    if any(_FILE.match(line.chars) for line in (*lines, last)):
        return None, (Unknown("body", "it is in another file", number),)
    media_type = media_type_of(headers)
    if "multipart/" in media_type.lower():
        return None, (Unknown("body", "it is a form of several parts", number),)
    return read_body(Text.joined(pieces, pieces[0].source), media_type, options), ()
