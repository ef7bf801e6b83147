"""From calls in a script to Requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.directives import directives
from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Header, Headers, Request, Unknown
from defender_lint.sources.scripts.clients import names_no_host
from defender_lint.sources.scripts.dialect import Call, Dialect
from defender_lint.sources.scripts.evaluate import Evaluator
from defender_lint.sources.scripts.known import Hole, Json, Known, Lst, Member, Obj, Scalar, Str
from defender_lint.sources.scripts.literals import Literal
from defender_lint.sources.scripts.sending import cut
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Segment, Text
from defender_lint.sources.value import Value

_LITERAL: Final = re.compile(
    r"""[$@A-Za-z]{0,3}(?:"(?P<double>[^"\r\n]+)"|'(?P<single>[^'\r\n]+)'|`(?P<back>[^`\r\n]+)`)"""
    r"""|(?P<bare>[^\s"'`()+,]+/[^\s"'`()+,]*)"""
)
"""A URL that is one string, or one word of a shell."""

_ENCODED: Final = re.compile(r"[&#+%]")
_QUERY_APART: Final = re.compile(
    r"(?i)\bparams\b|searchparams|rawquery|set_?query_?param|\.query\(|add(?:query)?parameter"
    r"|querystring|queryhelpers|query_?params|queryparameters"
)
"""How options of a query are given to a request apart from its URL, in all languages."""


def _cannot(_: str) -> None:
    """Say that the name of an option is not fixed: it stands with its quotes, or without any."""


def read(text: Text, dialect: type[Dialect], kind: str, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests that a script would send, as far as they can be read.

    Args:
        text: The script, or a piece of a file that is one.
        dialect: Its language.
        kind: The name of its format.
        options: How to read.

    Raises:
        ImportError: The grammar of the language is not installed.
    """
    if not mentions(text.chars):
        return
    spoken = dialect(dialect.parse(text))
    reader = _Reader(text, spoken, kind, options)
    index = 0
    is_test = spoken.of_tests and re.search(rf"\b(?:{spoken.of_tests})\b", text.chars)
    for call in spoken.calls(Evaluator(spoken).value):
        if is_test and names_no_host(call.url):
            continue
        request = reader.request(call, index)
        if request is not None:
            yield request
            index += 1


class _Reader:
    """Makes Requests of the calls of one script."""

    def __init__(self, text: Text, dialect: Dialect, kind: str, options: ReadOptions) -> None:
        self._text: Final = text
        self._dialect: Final = dialect
        self._kind: Final = kind
        self._options: Final = options
        self._directives: Final = directives(text.source)
        self._adds_options: Final = _QUERY_APART.search(text.chars) is not None
        self._unknown: list[Unknown] = []
        self._diagnostics: list[Diagnostic] = []

    def request(self, call: Call, index: int) -> Request | None:
        """Return the request of a call; None where nothing is known of its URL."""
        if not isinstance(call.url, Str) or call.url.is_unknown or not call.url.text.chars:
            return None
        self._unknown = []
        self._diagnostics = list(call.diagnostics)
        url = self._with_query(call.url.text, call.query)
        return Request(
            self._text.source,
            index,
            self._kind,
            method=self._string(call.method, "method"),
            url=url,
            written=self._where_written(call, call.url),
            headers=self._headers(call),
            body=None if call.body is None else self._body(call.body),
            unknown=tuple(self._unknown),
            directives=self._directives,
            diagnostics=tuple(self._diagnostics),
            has_open_query=self._has_open_query(url, call.query),
        )

    def _with_query(self, url: Text, query: Known | None) -> Text:
        """Return a URL with the options of its query that are given apart."""
        if not isinstance(query, Obj) or not query.members:
            return url
        parts = [url]
        mark = "&" if "?" in url.chars else "?"
        for key, member in query.members.items():
            place = (Segment(0, 1, member.start, member.start),)
            name = (Segment(0, len(key), member.start, member.end),)
            parts.append(Text.within(self._text, mark, place))
            parts.append(Text.within(self._text, key, name, escape=_cannot))
            parts.append(Text.within(self._text, "=", place))
            parts.append(self._option(member.value))
            mark = "&"
        return Text.joined(parts, self._text.source)

    def _option(self, value: Known) -> Text:
        """Return the value of an option as it stands; a hole where it would be sent otherwise."""
        if isinstance(value, Str) and not _ENCODED.search(value.text.chars):
            return value.text
        chars = self._text.chars[value.start : value.end]
        holes: tuple[tuple[int, int], ...] = ((0, len(chars)),)
        if isinstance(value, Scalar):
            chars, holes = self._dialect.text_of(value.value), ()
        segment = Segment(0, len(chars), value.start, value.end)
        return Text.within(self._text, chars, (segment,), holes=holes)

    def _has_open_query(self, url: Text, query: Known | None) -> bool:
        if query is not None:
            return not isinstance(query, Obj) or query.is_open
        return self._adds_options and "?" not in url.chars

    def _where_written(self, call: Call, url: Str) -> Text | None:
        """Return the URL as it is written where it is put together; None where it begins there."""
        begin = url.text.outer(0, 0)[0]
        for start, end in ((call.start, call.end), (url.start, url.end)):
            first, last = self._text.outer(start, end)
            if first <= begin < last:
                return None
        literal = _LITERAL.fullmatch(self._text.chars, url.start, url.end)
        if literal is not None and not self._text.chars[url.end : url.end + 1].isalnum():
            return self._text.slice(*literal.span(literal.lastgroup or 0))
        chars = url.text.chars  # of several pieces: the whole of them is one token
        place = Segment(0, len(chars), url.start, url.end)
        return Text.within(self._text, chars, (place,), holes=url.text.holes)

    def _string(self, known: Known, what: str) -> Text | None:
        if isinstance(known, Str) and not known.text.holes:
            return known.text
        self._not_known(what, known)
        return None

    def _not_known(self, what: str, known: Known) -> None:
        why, at = "it is put together at run time", known.start
        if isinstance(known, Hole):
            why, at = known.why, known.at
        self._unknown.append(Unknown(what, why, self._text.line_at(at)))

    def _headers(self, call: Call) -> Headers:
        items: list[Header] = []
        is_complete = call.is_complete
        if isinstance(call.headers, Obj):
            is_complete &= not call.headers.is_open
            for key, member in call.headers.members.items():
                is_complete &= not member.is_optional
                if not member.is_optional:
                    items.append(self._header(key, member))
        elif call.headers is not None:
            is_complete = False
            self._not_known("headers", call.headers)
        if call.content_type is not None:
            items.append(self._header("Content-Type", call.content_type))
        return Headers(tuple(items), is_complete)

    def _header(self, key: str, member: Member) -> Header:
        name = Text.within(self._text, key, (Segment(0, len(key), member.start, member.end),))
        value = member.value
        if isinstance(value, Str):
            return Header(name, value.text)
        chars = self._text.chars[value.start : value.end]
        segment = Segment(0, len(chars), value.start, value.end)
        holes = () if isinstance(value, Scalar) else ((0, len(chars)),)
        return Header(name, Text.within(self._text, chars, (segment,), holes=holes))

    def _body(self, known: Known) -> Value | None:
        if isinstance(known, Json):
            diagnostic = cut(known, self._text)
            if diagnostic is not None:
                self._diagnostics.append(diagnostic)
            known = known.value
            if isinstance(known, Json):
                known = Str(self._text.slice(known.start, known.end), known.start, known.end)
        elif isinstance(known, Str):
            return self._written(known)
        if isinstance(known, (Obj, Lst, Str, Scalar)):
            return Literal(known, self._dialect, self._options.placeholders)
        self._not_known("body", known)
        return None

    def _written(self, known: Str) -> Value | None:
        """Return a body that is written as JSON; None where it begins with a hole."""
        text = known.text
        blank = len(text.chars) - len(text.chars.lstrip())
        if text.has_hole(0, blank + 1):
            self._not_known("body", known)
            return None
        return json_text.parse(text, self._options)
