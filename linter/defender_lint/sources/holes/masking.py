"""JSON that is a template: holes that stand without quotes, and blocks between members.

A mask has the length of what it hides, so that every offset stays true, and is plain JSON: a hole
is hidden by a string, a block's tag by spaces, or by the comma that its branches make necessary.
What remains is read like any other JSON, and what is wrong with it is said of the original.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from defender_lint.diagnostic import Path
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.holes.blocks import Blocks, Branches, TangledError
from defender_lint.sources.holes.placeholders import Stretch
from defender_lint.sources.holes.tags import Tag
from defender_lint.sources.json.scan import CLOSING, Expect, is_scalar, skip, word_end
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.text import Text
from defender_lint.sources.value import NO_HOLES, Holes

_KEYS: Final = (Expect.KEY, Expect.KEY_OR_END)
_VALUES: Final = (Expect.VALUE, Expect.ITEM_OR_END)
_IN_STRING: Final = re.compile(r'["\\{$@#%]|[^\x20-\U0010ffff]')
_JOINED: Final = re.compile(r"[0-9.+-]+")
_UNFIT: Final = re.compile(r'["\\\x00-\x1f]')


class Masked(NamedTuple):
    """A JSON text whose holes are hidden.

    Attributes:
        chars: As many characters as the text has.
        holes: What is hidden, by path.
        mark: What keys consist of which are unknown; those too short for one are empty.
        branches: Where keys stand in blocks, by the offset of the key.
    """

    chars: str
    holes: Holes = NO_HOLES
    mark: str = ""
    branches: Mapping[int, Branches] = MappingProxyType({})

    def exclude(self, key: int, other: int) -> bool:
        """Tell whether two keys, by their offsets, stand in branches that exclude each other."""
        first, second = self.branches.get(key), self.branches.get(other)
        return bool(first and second) and first != second


def mask(text: Text, options: ReadOptions) -> Masked | None:
    """Hide what is unknown in a text that is not JSON as it is written; None where nothing is.

    Where the text stops making sense, or is too deep, the mask ends, so that this is found there.
    """
    if not text.holes and not options.placeholders.may_stand_bare(text.chars):
        return None
    masker = _Masker(text, options)
    try:
        masker.run()
    except (_LostError, TangledError) as error:
        if masker.is_block if isinstance(error, _LostError) else masker.is_sound:
            return masker.all_unknown()
    return masker.result()


class _LostError(Exception):
    """The text is no JSON here, holes or not."""


class _Container:
    """An object or a list that is open."""

    __slots__ = ("index", "is_object", "key", "start")

    def __init__(self, start: int, *, is_object: bool) -> None:
        self.start: Final = start
        self.is_object: Final = is_object
        self.key = ""
        self.index = 0

    @property
    def step(self) -> str | int:
        return self.key if self.is_object else self.index


class _Masker:
    """Reads a text from left to right, and notes what to hide."""

    def __init__(self, text: Text, options: ReadOptions) -> None:
        self._mark = next(c for c in map(chr, range(0xFDD0, 0x110000)) if c not in text.chars)
        self._run = re.compile(f"{self._mark}+")
        self._original = text.chars
        self._text = _filled(text, self._mark)
        self._depth = options.limits.depth
        self._placeholders = options.placeholders
        self._blocks = Blocks(self._text, options.placeholders)
        self._pieces: dict[int, tuple[int, str]] = {}
        self._opened: list[_Container] = []
        self._expected = Expect.VALUE
        self._passed: Stretch | None = None  # the last tag since the last token
        self._comma: int | None = None  # the last token, if it is a comma
        self._any: set[Path] = set()
        self._strings: set[Path] = set()
        self._open: set[Path] = set()
        self._optional: set[Path] = set()
        self._branches: dict[int, Branches] = {}
        self.is_sound = True  # no word that lacks quotes has been met, nor one like ``True``

    def result(self) -> Masked | None:
        """Return the masked text."""
        holes = Holes(*map(frozenset, (self._any, self._strings, self._open, self._optional)))
        if not self._pieces and self._mark not in self._text:
            return None
        chars: list[str] = []
        at = 0
        for start, (end, piece) in sorted(self._pieces.items()):
            chars += self._text[at:start], piece
            at = end
        chars.append(self._text[at:])
        return Masked("".join(chars), holes, self._mark, self._branches)

    def all_unknown(self) -> Masked:
        """Return a mask of the whole text."""
        end = len(self._text)
        return Masked(_stand_in(self._original, 0, end), Holes(frozenset({()})), self._mark, {})

    @property
    def is_block(self) -> bool:
        """Whether a block stands where the body should; what follows may be the rest of it."""
        return () in self._any and self._expected is Expect.END and bool(self._blocks)

    def run(self) -> None:
        """Read the text."""
        at = self._skip(0)
        while at < len(self._text):
            tag = self._blocks.tag(at)
            at = self._skip(self._tag(at, tag) if tag else self._token(at))

    def _token(self, at: int) -> int:
        char = self._text[at]
        hole = None if char == '"' else self._bare(at)
        if char == "," and self._passed and self._wants_member():
            self._hide(at, at + 1)  # one too many: between it and the last a branch is left out
            return at + 1
        if hole is not None and not self._is_key(hole) and self._expected in (*_KEYS, Expect.NEXT):
            return self._hole_as_members(at, hole)
        if self._expected is Expect.NEXT and self._passed and char not in ",:}]":
            self._separate(self._passed)
        if hole is not None and self._expected in _KEYS:
            end = self._hole_as_key(at, hole)
        elif hole is not None and self._expected in _VALUES:
            end = self._hole_as_value(at, hole)
        elif char == '"':
            end = self._quoted(at)
        elif char in "{[":
            end = self._opening(at)
        elif char in "}]":
            end = self._closing(at)
        elif char == ",":
            return self._comma_at(at)
        elif char == ":":
            end = self._colon(at)
        else:
            end = self._scalar(at)
        self._comma = self._passed = None
        return end

    # Holes

    def _bare(self, at: int) -> int | None:
        """Return where a hole ends that stands without quotes, with the digits joined to it."""
        end, has_hole = at, False
        while end < len(self._text):
            found = self._hole_end(end, is_first=end == at)
            has_hole |= found is not None
            if found is None:
                joined = _JOINED.match(self._text, end)
                if joined is None:
                    break
                found = joined.end()
            end = found
        return end if has_hole else None

    def _hole_end(self, at: int, *, is_first: bool) -> int | None:
        run = self._run.match(self._text, at)
        if run:
            return run.end()
        if self._blocks.tag(at):
            return None
        find = self._placeholders.bare if is_first else self._placeholders.inside
        return find(self._text, at)

    def _is_key(self, end: int) -> bool:
        """Tell whether a hole that ends at ``end`` stands before a colon."""
        return self._text.startswith(":", self._skip(end))

    def _hole_as_value(self, at: int, end: int) -> int:
        if self._is_in_list():
            self._open.add(self._path()[:-1])  # it may be several items
        self._any.add(self._path())
        self._pieces[at] = end, _stand_in(self._original, at, end)
        self._value_ended()
        return end

    def _hole_as_key(self, at: int, end: int) -> int:
        if end - at < len('""'):
            raise _LostError
        self._open.add(self._path()[:-1])
        self._pieces[at] = end, f'"{self._mark * (end - at - 2)}"'
        self._key(at, self._mark)
        return end

    def _hole_as_members(self, at: int, end: int) -> int:
        """Pass over what may be no member or several, with or without commas around them."""
        self._open.add(self._path()[:-1])
        self._hide(at, end)
        self._passed = at, end
        return end

    def _quoted(self, at: int) -> int:
        end, holes = self._string_end(at)
        if self._expected in _KEYS:
            for start, stop in holes:
                self._pieces[start] = stop, self._mark * (stop - start)
            self._key(at, self._mark if holes else self._decoded(at, end))
            return end
        if self._expected not in _VALUES:
            raise _LostError
        given = [run.span() for run in self._run.finditer(self._text, at, end)]
        for start, stop in (*holes, *given):
            self._pieces[start] = stop, _UNFIT.sub(" ", self._original[start:stop])
        if holes or given:
            # What a script puts into a string of JSON stays a string, also where it is the whole.
            is_whole = holes == [(at + 1, end - 1)]
            is_any = is_whole and self._placeholders.is_whole(self._text[at + 1 : end - 1])
            (self._any if is_any else self._strings).add(self._path())
        self._value_ended()
        return end

    def _string_end(self, quote: int) -> tuple[int, list[Stretch]]:
        """Find the end of a string, and the holes in it that JSON itself could not take."""
        text = self._text
        holes: list[Stretch] = []
        at = quote + 1
        while match := _IN_STRING.search(text, at):
            at = match.end()
            if match[0] == '"':
                return at, holes
            if match[0] == "\\":
                at += 1
            elif end := self._placeholders.inside(text, match.start()):
                inside = text[match.start() : end]
                quotes = inside.count('"') - inside.count('\\"')
                if quotes % 2 == 0 and not (quotes and "\n" in inside):
                    if quotes or "\n" in inside or "\r" in inside:
                        holes.append((match.start(), end))
                    at = end
        raise _LostError

    def _decoded(self, start: int, end: int) -> str:
        try:
            return str(json.loads(self._text[start:end]))
        except ValueError:
            raise _LostError from None

    # Structure

    def _is_in_list(self) -> bool:
        return bool(self._opened) and not self._opened[-1].is_object

    def _wants_member(self) -> bool:
        return self._expected in _KEYS or (self._is_in_list() and self._expected in _VALUES)

    def _opening(self, at: int) -> int:
        if self._expected not in _VALUES or len(self._opened) == self._depth:
            raise _LostError
        is_object = self._text[at] == "{"
        self._opened.append(_Container(at, is_object=is_object))
        self._expected = Expect.KEY_OR_END if is_object else Expect.ITEM_OR_END
        return at + 1

    def _closing(self, at: int) -> int:
        if not self._opened or CLOSING[self._text[self._opened[-1].start]] != self._text[at]:
            raise _LostError
        if self._wants_member() and self._comma is not None and self._passed:
            self._hide(self._comma, self._comma + 1)
        elif self._expected in (Expect.KEY, Expect.VALUE, Expect.COLON):
            raise _LostError
        if self._blocks.branches(len(self._opened)):
            raise TangledError
        self._opened.pop()
        self._value_ended()
        return at + 1

    def _comma_at(self, at: int) -> int:
        if self._expected is not Expect.NEXT:
            raise _LostError
        self._next()
        self._comma, self._passed = at, None
        return at + 1

    def _colon(self, at: int) -> int:
        if self._expected is not Expect.COLON:
            raise _LostError
        self._expected = Expect.VALUE
        return at + 1

    def _scalar(self, at: int) -> int:
        word = self._text[at : word_end(self._text, at)]
        is_right = self._expected in _VALUES and is_scalar(word)
        self.is_sound = self.is_sound and is_right
        if self._expected in _KEYS and word.isalnum():
            self._key(at, word)
        elif is_right or (self._expected in _VALUES and word.isalnum()):
            self._value_ended()
        else:
            raise _LostError
        return at + len(word)

    def _key(self, at: int, key: str) -> None:
        self._opened[-1].key = key
        branches = self._blocks.branches(len(self._opened))
        if branches:
            self._optional.add(self._path())
            self._branches[at] = branches
        self._expected = Expect.COLON

    def _value_ended(self) -> None:
        self._expected = Expect.NEXT if self._opened else Expect.END

    def _next(self) -> None:
        self._opened[-1].index += 1
        self._expected = Expect.KEY if self._opened[-1].is_object else Expect.VALUE

    def _separate(self, tag: Stretch) -> None:
        """Put the comma that is missing between two branches in the place of a tag."""
        start, end = tag
        self._pieces[start] = end, "," + " " * (end - start - 1)
        self._next()

    def _hide(self, start: int, end: int) -> None:
        self._pieces[start] = end, " " * (end - start)

    def _path(self) -> Path:
        return tuple(each.step for each in self._opened)

    # Blocks

    def _tag(self, at: int, tag: Tag) -> int:
        end = tag.end
        is_block = self._blocks.opens(tag)
        if tag.word == "extends" or self._expected is Expect.COLON:
            raise TangledError
        if self._blocks.hides(tag):
            end = self._blocks.end(at)
        elif self._expected is Expect.VALUE and not self._is_in_list() and self._blocks.prints(tag):
            end = self._blocks.end(at) if is_block else end
            if self._opened or self._is_all(at, end, is_block=is_block):
                return self._hole_as_value(at, end)
        else:
            self._blocks.pass_tag(tag, len(self._opened))
            if self._opened and (self._is_in_list() or not self._blocks.is_known(tag)):
                self._open.add(self._path()[:-1])
            self._passed = at, end
        self._hide(at, end)
        return end

    def _is_all(self, start: int, end: int, *, is_block: bool) -> bool:
        """Tell whether a block or a tag, before any bracket, is or prints the body."""
        if not is_block:
            return self._skip(end) == len(self._text)
        at = self._skip(start)
        while at < end and (tag := self._blocks.tag(at)):
            at = self._skip(tag.end)
        return at < end

    def _skip(self, at: int) -> int:
        return skip(self._text, at)


def _filled(text: Text, mark: str) -> str:
    """Return the characters of a text, with a mark for each that is unknown."""
    pieces: list[str] = []
    at = 0
    for start, end in text.holes:
        pieces += text.chars[at:start], mark * (end - start)
        at = end
    pieces.append(text.chars[at:])
    return "".join(pieces)


def _stand_in(text: str, start: int, end: int) -> str:
    """Return a JSON value of the same length that reads like what it hides."""
    if end - start == 1:
        return "0"
    return f'"{_UNFIT.sub(" ", text[start + 1 : end - 1])}"'
