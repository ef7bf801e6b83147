"""Text: characters that would be sent or parsed, and where each of them stands in a Source.

A plain body is its Source, and its Text costs nothing. A body inside a JSON string, a here-string
or a fence of Markdown is another sequence of characters than the file: pieces of it stand in the
file as they are, others (an escape, a removed indentation) do not. The pieces are its segments.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.source import Source
from defender_lint.spans import Edit, Excerpt, Span

Escape = Callable[[str], "str | None"]
"""Writes characters as they must stand in the Source; None where they cannot."""


class Segment(NamedTuple):
    """The characters ``start`` to ``end`` of a Text stand at ``outer_start`` to ``outer_end``.

    Of equal lengths, each character stands as it is; else all of them are one token of the outer
    text, such as an escape, and only the whole of it has a place.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int

    @property
    def is_plain(self) -> bool:
        """Whether each character stands in the outer text as it is."""
        return self.end - self.start == self.outer_end - self.outer_start


class Text:
    """Characters with their places.

    Attributes:
        chars: The characters.
        source: The file that they stand in.
        segments: Where, in order and without gaps in ``chars``; empty where ``chars`` begins at
            the source's first character and stands there as it is.
        holes: The stretches of ``chars`` that are unknown until run time, as (start, end), in
            order. What stands there is a stand-in, for people to read.
        escape: Writes characters as they must stand in the source; None if they do so as they are.
    """

    __slots__ = ("_shift", "_starts", "chars", "escape", "holes", "segments", "source")

    def __init__(
        self,
        chars: str,
        source: Source,
        segments: tuple[Segment, ...] = (),
        *,
        holes: tuple[tuple[int, int], ...] = (),
        escape: Escape | None = None,
    ) -> None:
        self.chars: Final = chars
        self.source: Final = source
        self.segments: Final = segments
        self.holes: Final = holes
        self.escape: Final = escape
        self._starts: list[int] | None = None
        self._shift: int | None = None  # where all characters stand as they are: how far on
        if len(segments) == 1 and segments[0].is_plain:  # such as a line of a file
            self._shift = segments[0].outer_start - segments[0].start

    @classmethod
    def whole(cls, source: Source) -> Text:
        """Return all of a source."""
        return cls(source.text, source)

    @classmethod
    def stretch(cls, source: Source, start: int, end: int) -> Text:
        """Return the characters of ``source`` from ``start`` to ``end``, as they stand there."""
        return cls(source.text[start:end], source, (Segment(0, end - start, start, end),))

    @classmethod
    def within(
        cls,
        outer: Text,
        chars: str,
        segments: Iterable[Segment],
        *,
        holes: tuple[tuple[int, int], ...] = (),
        escape: Escape | None = None,
    ) -> Text:
        """Return a text that stands inside another text, such as the value of a JSON string.

        Args:
            outer: The text that it stands in.
            chars: Its characters.
            segments: Where they stand in ``outer.chars``.
            holes: What is unknown of it, besides what is unknown of ``outer`` there.
            escape: Writes characters as they must stand in ``outer``.
        """
        pieces = tuple(segments)
        if outer.holes:
            known = holes
            others = (
                (start, end)
                for start, end in _inward(outer.holes, pieces)
                if not any(start < b and a < end for a, b in known)
            )
            holes = tuple(sorted((*known, *others)))
        whole = tuple(inner for each in pieces for inner in outer._outward(each))
        return cls(chars, outer.source, whole, holes=holes, escape=_both(escape, outer.escape))

    @classmethod
    def joined(cls, parts: Iterable[Text], source: Source) -> Text:
        """Return texts of one source one after the other, such as a concatenation in a script.

        An edit is possible inside a part, not across two.
        """
        chars: list[str] = []
        segments: list[Segment] = []
        holes: list[tuple[int, int]] = []
        escapes: set[Escape | None] = set()
        at = 0
        for part in parts:
            if not part.chars:
                continue
            for start, end, outer_start, outer_end in part._all_segments():
                segments.append(Segment(at + start, at + end, outer_start, outer_end))
            holes += ((at + start, at + end) for start, end in part.holes)
            if part.holes != ((0, len(part.chars)),):  # nothing is ever written into a hole
                escapes.add(part.escape)
            chars.append(part.chars)
            at += len(part.chars)
        escape = escapes.pop() if len(escapes) == 1 else (cannot_write if escapes else None)
        return cls("".join(chars), source, tuple(segments), holes=tuple(holes), escape=escape)

    @property
    def shift(self) -> int | None:
        """How much further on all characters stand in ``source.text``; None if not all do so."""
        return self._shift if self.segments else 0

    def __len__(self) -> int:
        return len(self.chars)

    def slice(self, start: int, end: int) -> Text:
        """Return the characters from ``start`` to ``end`` as a text of their own."""
        if start == 0 and end == len(self.chars):
            return self
        segments = (
            Segment(each.start - start, each.end - start, each.outer_start, each.outer_end)
            for each in self._cut(start, end)
        )
        holes = ((max(a, start) - start, min(b, end) - start) for a, b in self.holes)
        return Text(
            self.chars[start:end],
            self.source,
            tuple(segments),
            holes=tuple((a, b) for a, b in holes if a < b),
            escape=self.escape,
        )

    def outer(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets into ``chars`` into offsets into ``source.text``.

        Part of an escape is all of it.
        """
        if not self.segments:
            return start, end
        if self._shift is not None:
            return start + self._shift, max(start, end) + self._shift
        first = self._segment(start)
        outer_start = first.outer_start
        if first.is_plain:
            outer_start += start - first.start
        if end <= start:
            return outer_start, outer_start
        last = self._segment(end - 1)
        outer_end = last.outer_end
        if last.is_plain:
            outer_end -= last.end - end
        return outer_start, max(outer_start, outer_end)

    def span(self, start: int, end: int) -> Span:
        """Turn offsets into ``chars`` into places in the file."""
        return self.source.span(*self.outer(start, end))

    def line_at(self, offset: int) -> int:
        """Return the line of the file, from 1, that a character stands on."""
        return self.source.line_at(self.outer(offset, offset)[0])

    def excerpt(self, start: int, end: int) -> Excerpt:
        """Return the quotable line of the file that ``start`` is on."""
        return self.source.excerpt(*self.outer(start, end))

    def edit(self, start: int, end: int, replacement: str) -> Edit | None:
        """Return the edit of the file that puts ``replacement`` in place of some characters.

        None where that cannot be: the characters stand in pieces, or are partly unknown, or the
        replacement cannot be written in this place.
        """
        if self.holes and self.has_hole(start, end):
            return None
        written = replacement if self.escape is None else self.escape(replacement)
        if written is None or not self._is_unbroken(start, end):
            return None
        return Edit(self.span(start, end), written)

    @property
    def is_editable(self) -> bool:
        """Whether any characters of it may be replaced by any others."""
        return not self.holes and self.escape is None and len(self.segments) < 2

    def has_hole(self, start: int, end: int) -> bool:
        """Tell whether any of the characters from ``start`` to ``end`` is unknown."""
        return any(a < end and start < b for a, b in self.holes)

    def _segment(self, offset: int) -> Segment:
        if self._starts is None:
            self._starts = [each.start for each in self.segments]
        return self.segments[max(bisect_right(self._starts, offset) - 1, 0)]

    def _all_segments(self) -> tuple[Segment, ...]:
        end = len(self.chars)
        return self.segments or (Segment(0, end, 0, end),)

    def _cut(self, start: int, end: int) -> Iterator[Segment]:
        """Yield the segments of some characters, the first and the last cut to them."""
        segments = self._all_segments()
        starts = [each.start for each in segments]
        if start == end:
            outer = self.outer(start, start)
            yield Segment(start, start, *outer)
            return
        for each in segments[max(bisect_right(starts, start) - 1, 0) :]:
            if each.start >= end:
                return
            if each.is_plain:
                head, tail = max(start - each.start, 0), max(each.end - end, 0)
                yield Segment(
                    each.start + head,
                    each.end - tail,
                    each.outer_start + head,
                    each.outer_end - tail,
                )
            else:
                yield Segment(
                    max(each.start, start), min(each.end, end), each.outer_start, each.outer_end
                )

    def _outward(self, inner: Segment) -> Iterator[Segment]:
        """Say where in the source a segment stands that counts in ``chars``."""
        if not self.segments:
            yield inner
        elif inner.is_plain:
            shift = inner.start - inner.outer_start
            for start, end, outer_start, outer_end in self._cut(inner.outer_start, inner.outer_end):
                yield Segment(start + shift, end + shift, outer_start, outer_end)
        else:
            outer = self.outer(inner.outer_start, inner.outer_end)
            yield Segment(inner.start, inner.end, *outer)

    def _is_unbroken(self, start: int, end: int) -> bool:
        """Tell whether some characters stand next to each other in the file."""
        if len(self.segments) < 2:
            return True
        pieces = list(self._cut(start, end))
        return all(each.outer_end == following.outer_start for each, following in pairwise(pieces))


def _inward(
    holes: tuple[tuple[int, int], ...], segments: tuple[Segment, ...]
) -> Iterator[tuple[int, int]]:
    """Say where the holes of a text are in a text that stands inside it."""
    for hole_start, hole_end in holes:
        inside = [
            each for each in segments if each.outer_start < hole_end and hole_start < each.outer_end
        ]
        if inside:
            first, last = inside[0], inside[-1]
            cut = max(hole_start - first.outer_start, 0) if first.is_plain else 0
            left = max(last.outer_end - hole_end, 0) if last.is_plain else 0
            yield first.start + cut, last.end - left


def _both(inner: Escape | None, outer: Escape | None) -> Escape | None:
    """Return the escape of a text inside a text: written as the inner one, then as the outer."""
    if inner is None or outer is None:
        return inner or outer

    def escape(chars: str) -> str | None:
        written = inner(chars)
        return None if written is None else outer(written)

    return escape


def cannot_write(_: str) -> None:
    """Be the escape of a text in which nothing can be edited, for whatever reason."""
