"""A Document: one body, the text it was read from, and where everything in it stands.

The text need not be a whole file: it is the stretch of a file that holds the body, and ``origin``
says where in the file it starts. So a line of NDJSON, a YAML document and, one day, a string in a
script are all Documents, and nothing behind the sources has to care.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar, Final, NamedTuple

from defender_lint.findings import Excerpt, Position, Span

Path = tuple[str | int, ...]
"""Keys and indices from the root of a body to a place in it."""


FILE_START: Final = Position(0, 1, 1)
"""The origin of a text that is a whole file."""


class Absent(Enum):
    """The value of a body that is not there: an empty file, or text that does not parse."""

    EMPTY = "empty"
    BROKEN = "broken"


class Part(Enum):
    """Which token of a place is meant."""

    KEY = "key"  # the key of a member
    VALUE = "value"  # the value, from its first to its last character
    START = "start"  # the first character of the value: where something is missing inside it


class Problem(NamedTuple):
    """Something wrong with the text itself, found while reading it.

    ``start`` and ``end`` are offsets into the Document's text. ``related`` names other places as
    (message, start, end). ``path`` is the place in the value, where that is known.
    ``replacement`` is text that may safely stand for start..end instead, if there is one.
    """

    rule: str
    message: str
    start: int
    end: int
    path: Path = ()
    related: tuple[tuple[str, int, int], ...] = ()
    replacement: str | None = None


class Directive(NamedTuple):
    """A comment that speaks to the linter: ``# defender-lint: …``.

    Attributes:
        line: The line of the file, from 1.
        offset: Where its ``#`` stands in the file.
        text: What follows ``defender-lint:``, without blanks around it.
    """

    line: int
    offset: int
    text: str


_LINE_END = re.compile(r"\r\n|\n|\r")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_WINDOW = 160  # characters of a very long line that are kept on either side of a span
_TOKEN = re.compile(r"eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?|(?<=Bearer )[\w.~+/=-]{8,}")


def mask_tokens(text: str) -> str:
    """Return ``text`` with everything that looks like an access token starred out, same length."""
    if "eyJ" not in text and "Bearer " not in text:
        return text
    return _TOKEN.sub(lambda match: "*" * len(match.group()), text)


class Document(ABC):
    """One body with its text. Made by the sources; immutable for everybody else.

    Attributes:
        file: The path as it was given.
        index: Which body of the file, from 0.
        text: The stretch of the decoded file that the body was read from.
        origin: Where ``text`` starts in the file.
        value: The parsed body (dict, list, str, int, float, bool, None), or an ``Absent``.
        problems: What is wrong with the text itself; parsing may have succeeded all the same.
        media_type: ``application/json`` where the text is what would be sent, else None.
        comments: Directives of ``# defender-lint:`` comments, such as ``{"api": "update-alert"}``.
        alternatives: What a plain YAML word could also mean, by path: ``yes`` is read as text,
            and as true where the schema wants a boolean.
        directives: The ``# defender-lint:`` comments themselves, in order.
        is_line: Whether the body is a line of a file that has a body a line.
        has_text: Whether there is a text at all; False for a bare value, whose ``offsets`` raise.
    """

    has_text: ClassVar[bool] = True

    def __init__(
        self,
        *,
        file: str,
        index: int,
        text: str,
        value: Any,
        origin: Position = FILE_START,
        problems: tuple[Problem, ...] = (),
        media_type: str | None = None,
        comments: Mapping[str, str] | None = None,
        alternatives: Mapping[Path, Any] | None = None,
        directives: tuple[Directive, ...] = (),
        is_line: bool = False,
    ) -> None:
        self.file: Final = file
        self.index: Final = index
        self.text: Final = text
        self.value: Final = value
        self.origin: Final = origin
        self.problems: Final = problems
        self.media_type: Final = media_type
        self.comments: Final[Mapping[str, str]] = comments or {}
        self.alternatives: Final[Mapping[Path, Any]] = alternatives or {}
        self.directives: Final = directives
        self.is_line: Final = is_line
        self._line_starts: list[int] | None = None
        self._astral: list[int] | None = None

    @abstractmethod
    def offsets(self, path: Path, part: Part) -> tuple[int, int]:
        """Return start and end (exclusive) of a token, as offsets into ``text``.

        A path that leads nowhere gives the nearest parent that exists.
        """

    @abstractmethod
    def encode(self, value: Any, start: int) -> str:
        """Write a scalar as a token that can replace the one at ``start`` in ``text``."""

    def locate(self, path: Path, part: Part) -> Span | None:
        """Return the place of a token in the file; None where there is no text."""
        return self.span(*self.offsets(path, part)) if self.has_text else None

    def span(self, start: int, end: int) -> Span:
        """Turn offsets into ``text`` into places in the file."""
        return Span(self._position(start), self._position(end))

    def excerpt(self, start: int, end: int) -> Excerpt:
        """Return the quotable line that ``start`` is on, cut to a window if it is very long."""
        starts = self._starts()
        number = bisect_right(starts, start) - 1
        line_start = starts[number]
        line_end = self._line_end(number)
        left = max(line_start, start - _WINDOW)
        right = min(line_end, max(min(end, start + _WINDOW), start) + _WINDOW)
        # Masked before it is cut, so that a token at the edge of the window cannot slip through.
        shown = mask_tokens(self.text[max(line_start, left - 4096) : min(line_end, right + 4096)])
        shift = left - max(line_start, left - 4096)
        cut = left - line_start + (self.origin.column - 1 if number == 0 else 0)
        return Excerpt(shown[shift : shift + right - left], cut)

    def _starts(self) -> list[int]:
        if self._line_starts is None:
            self._line_starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        return self._line_starts

    def _line_end(self, number: int) -> int:
        """Return where a line of ``text`` ends, without its line break."""
        starts = self._starts()
        if number + 1 == len(starts):
            return len(self.text)
        end = starts[number + 1]
        return end - (2 if self.text[end - 2 : end] == "\r\n" else 1)

    def _astral_before(self, offset: int) -> int:
        """Count the characters before ``offset`` that UTF-16 writes as a pair."""
        if self._astral is None:  # once: a line may be as long as the file, with a finding an item
            self._astral = [match.start() for match in _ASTRAL.finditer(self.text)]
        return bisect_left(self._astral, offset)

    def _position(self, offset: int) -> Position:
        starts = self._starts()
        number = bisect_right(starts, offset) - 1
        column = offset - starts[number] + (self.origin.column if number == 0 else 1)
        astral = self._astral_before(offset) - self._astral_before(starts[number])
        if number == 0:
            astral += self.origin.astral
        return Position(self.origin.offset + offset, self.origin.line + number, column, astral)
