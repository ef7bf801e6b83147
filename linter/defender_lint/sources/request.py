"""A Request: what would be sent, wherever it stands and however much of it is known."""

from __future__ import annotations

from typing import Any, Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.named_tuple import NamedTuple
from defender_lint.record import Record
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text
from defender_lint.sources.value import Value


class Directive(NamedTuple):
    """A comment that speaks to the linter: ``# defender-lint: …``.

    Attributes:
        line: The line of the file, from 1.
        start: Where the comment begins, as an offset into the source's text.
        end: Where it ends, without the spaces after it.
        text: What follows ``defender-lint:``, without spaces around it.
        covers: The lines that it speaks of, where the format has a say in that, as a comment
            before a fence of Markdown; None for its own or the next.
    """

    line: int
    start: int
    end: int
    text: str
    covers: range | None = None


class Header(NamedTuple):
    """A header: its name and its value, each with its place and perhaps partly unknown."""

    name: Text
    value: Text


class Headers(NamedTuple):
    """The headers of a request.

    Attributes:
        items: Those that are known.
        complete: Whether there are no others. A form that may leave headers out, such as a record
            of NDJSON, says nothing of those that it leaves out.
    """

    items: tuple[Header, ...] = ()
    complete: bool = False

    def get(self, name: str) -> Header | None:
        """Return the header of a name, letter case ignored; None where it is not known."""
        wanted = name.lower()
        return next((each for each in self.items if each.name.chars.lower() == wanted), None)


class Unknown(NamedTuple):
    """A part of a request that could not be read, and why.

    Attributes:
        what: ``body``, ``url``, ``method`` or ``headers``.
        why: The reason, as the end of a sentence: ``a parameter of the function``.
        line: The line of the file, from 1, that shows it.
    """

    what: str
    why: str
    line: int


class Request(Record):
    """What would be sent. A plain body file is a Request that has only a body.

    Attributes:
        source: The file that it stands in.
        index: Which request of the file, from 0.
        kind: The name of the source's format, such as ``json`` or ``postman``.
        method: The HTTP method; None where it is not known.
        url: The URL, a path, or part of one; None where it is not known.
        written: The URL as it is written where the request stands, if ``url`` is more than that:
            the values of variables are put in, or query options are kept apart.
        headers: What is known of the headers.
        body: The body; None where there is none, or nothing is known of it (``unknown`` says so).
        sent_as: The media type that the language sends such a body as where no header says
            otherwise: ``application/x-www-form-urlencoded`` for a PowerShell hashtable. None where
            that is not known.
        time: When it is sent, in seconds since 1970, where the file says so.
        audience: What the token is for that is sent with it, where the format says so.
        directives: The ``defender-lint:`` comments that may speak of it, in order.
        unknown: What could not be read, and why.
        diagnostics: What the source found wrong with the way it is written, such as a
            ``ConvertTo-Json`` that cuts the body.
        has_open_query: Whether options of the query may be given elsewhere than in the URL.
        is_rest: Whether it is what could not be read of a file that holds other requests, which is
            worth a word if one of them is ours.
        judgement: What is wrong with it, where a look at its body has told.
    """

    __slots__ = (
        "audience", "body", "diagnostics", "directives", "has_open_query", "headers", "index",
        "is_rest", "judgement", "kind", "method", "sent_as", "source", "time", "unknown", "url",
        "written",
    )  # fmt: skip

    def __init__(
        self,
        source: Source,
        index: int,
        kind: str,
        *,
        method: Text | None = None,
        url: Text | None = None,
        written: Text | None = None,
        headers: Headers = Headers(),  # noqa: B008 (immutable)
        body: Value | None = None,
        sent_as: str | None = None,
        audience: Text | None = None,
        time: float | None = None,
        directives: tuple[Directive, ...] = (),
        unknown: tuple[Unknown, ...] = (),
        diagnostics: tuple[Diagnostic, ...] = (),
        has_open_query: bool = False,
        is_rest: bool = False,
        judgement: Any = None,
    ) -> None:
        self.source: Final = source
        self.index: Final = index
        self.kind: Final = kind
        self.method: Final = method
        self.url: Final = url
        self.written: Final = written
        self.headers: Final = headers
        self.body: Final = body
        self.sent_as: Final = sent_as
        self.audience: Final = audience
        self.time: Final = time
        self.directives: Final = directives
        self.unknown: Final = unknown
        self.diagnostics: Final = diagnostics
        self.has_open_query: Final = has_open_query
        self.is_rest: Final = is_rest
        self.judgement: Final = judgement

    @property
    def file(self) -> str:
        """The path of its file as it was given."""
        return self.source.name
