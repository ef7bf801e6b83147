"""YAML that is a template: holes that stand without quotes, and blocks between members.

A hole is hidden by as many characters that YAML takes for letters, so that it is a plain scalar or
part of one, and every offset stays true; tags are hidden by spaces. What was hidden is found again
in the data that was read from the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice
from typing import Any, Final

from defender_lint.diagnostic import Path
from defender_lint.sources.holes.blocks import Blocks, Branches
from defender_lint.sources.holes.placeholders import Placeholders, Stretch
from defender_lint.sources.text import Text
from defender_lint.sources.value import Holes
from defender_lint.sources.yaml.build import Place

_NONCHARACTERS: Final = [chr(code) for code in range(0xFDD0, 0xFDF0)]
_LINE_END: Final = re.compile(r"[ \t]*(?:#|\r?\n|\Z)")


class YamlMask:
    """A YAML text whose holes are hidden.

    Attributes:
        chars: As many characters as the text has.
        mark: The character that begins each hidden hole.
    """

    def __init__(self, text: Text, placeholders: Placeholders, *, lines_too: bool) -> None:
        """Hide what is unknown.

        Args:
            text: A text that is not YAML as it is written.
            placeholders: What counts as a hole.
            lines_too: Whether a hole that has a line of its own stands for members, as many as
                there may be, and not for a value.

        Raises:
            TangledError: A block of the template has no end.
        """
        free = [each for each in _NONCHARACTERS if each not in text.chars]
        self.mark, self._rest = (*free, *_NONCHARACTERS)[:2]
        self._hole: Final = re.compile(f"{self.mark}{self._rest}*")
        self._original: Final = text.chars
        self._given: Final = frozenset(start for start, _ in text.holes)
        self._pieces: dict[int, tuple[int, str]] = {}
        self._holes: list[Stretch] = []
        self._columns: set[int] = set()  # of the lines that stand for members
        self._turns: list[int] = [0]  # where the blocks that are open change
        self._branches: list[Branches] = [()]
        self._hide_tags(placeholders)
        tags = sorted((start, end) for start, (end, _) in self._pieces.items())
        last = 0
        for start, end in sorted((*text.holes, *placeholders.bare_in_yaml(text.chars))):
            before = bisect_right(tags, (start, len(text.chars))) - 1
            if start >= last and (before < 0 or tags[before][1] <= start):
                self._hide(start, end, lines_too=lines_too)
                last = end
        self._holes.sort()  # those of tags were hidden before the others
        self.chars: Final = self._masked()

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def is_whole(self, value: str) -> bool:
        """Tell whether a string is nothing but one hidden hole."""
        return self._hole.fullmatch(value) is not None

    def exclude(self, offset: int, other: int) -> bool:
        """Tell whether two places stand in branches that exclude each other."""
        first, second = self._branches_at(offset), self._branches_at(other)
        return bool(first and second) and first != second

    def unmask(self, data: Any, root: Place) -> tuple[Any, Holes]:
        """Return the data with its holes as they are written, and where they are."""
        whole: set[Path] = set()
        strings: set[Path] = set()
        opened: set[Path] = set()
        optional: set[Path] = set()

        def looked_at(value: Any, place: Place, path: Path) -> Any:
            if isinstance(value, str) and self.mark in value:
                is_any = self.is_whole(value) and not self._is_in_quotes(place)
                (whole if is_any else strings).add(path)
                return self._shown(value, place)
            if not isinstance(value, (dict, list)):
                return value
            around = self._branches_at(place.key[0] if place.key else place.start) if path else ()
            for step, child in place.children.items():
                own = self._branches_at(child.key[0] if child.key else child.start)
                if len(own) > len(around):
                    if isinstance(step, str):
                        optional.add((*path, step))
                    else:
                        opened.add(path)
            if self._is_beside_line(place):
                opened.add(path)
            if isinstance(value, list):
                if any(self._is_several(each, place.children[i]) for i, each in enumerate(value)):
                    opened.add(path)
                return [
                    looked_at(item, place.children[index], (*path, index))
                    for index, item in enumerate(value)
                ]
            return {
                key: looked_at(item, place.children[key], (*path, key))
                for key, item in value.items()
            }

        data = looked_at(data, root, ())
        return data, Holes(*map(frozenset, (whole, strings, opened, optional)))

    def _hide_tags(self, placeholders: Placeholders) -> None:
        text = self._original
        blocks = Blocks(text, placeholders)
        done = 0
        for tag in blocks.tags():
            start, end = tag.start, tag.end
            if start < done:
                continue
            line = text.rfind("\n", 0, start) + 1
            is_inline = text[max(line, done) : start].strip() != "" and done <= line
            if is_inline and blocks.opens(tag):
                end = blocks.end(start)
            if is_inline and blocks.prints(tag) and "\n" not in text[start:end]:
                self._hide(start, end, lines_too=False)
            else:
                end = tag.end
                blocks.pass_tag(tag, 0)
                self._turns.append(end)
                self._branches.append(blocks.branches(0))
                self._pieces[start] = end, re.sub(r"[^\r\n]", " ", text[start:end])
            done = end

    def _hide(self, start: int, end: int, *, lines_too: bool) -> None:
        line = self._original.rfind("\n", 0, start) + 1
        is_alone = not self._original[line:start].strip() and _LINE_END.match(self._original, end)
        if lines_too and is_alone:
            self._columns.add(start - line)
            self._pieces[start] = end, " " * (end - start)
        else:
            self._holes.append((start, end))
            self._pieces[start] = end, self.mark + self._rest * (end - start - 1)

    def _masked(self) -> str:
        pieces: list[str] = []
        at = 0
        for start, (end, piece) in sorted(self._pieces.items()):
            pieces += self._original[at:start], piece
            at = end
        pieces.append(self._original[at:])
        return "".join(pieces)

    def _branches_at(self, offset: int) -> Branches:
        return self._branches[bisect_right(self._turns, offset) - 1]

    def _shown(self, value: str, place: Place) -> str:
        """Return a string as it was before its holes were hidden."""
        first = bisect_left(self._holes, (place.start, 0))
        inside = (self._original[start:end] for start, end in islice(self._holes, first, None))
        return self._hole.sub(lambda _: next(inside, "…"), value)

    def _is_in_quotes(self, place: Place) -> bool:
        """Tell whether a script puts its value between quotes of YAML, and so into a string."""
        return place.start + 1 in self._given and self._original[place.start] in "\"'"

    def _is_several(self, item: Any, place: Place) -> bool:
        """Tell whether an item of a list may be several: a hole that has no quotes."""
        is_hole = isinstance(item, str) and self.is_whole(item)
        return is_hole and self._original[place.start] not in "\"'"

    def _is_beside_line(self, place: Place) -> bool:
        """Tell whether a hole on a line of its own is indented like what is inside a place."""
        first = next(iter(place.children.values()), None)
        if first is None or not self._columns:
            return False
        start = first.key[0] if first.key else first.start
        return start - self._original.rfind("\n", 0, start) - 1 in self._columns
