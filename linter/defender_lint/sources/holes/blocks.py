"""Blocks of a template: ``{% if … %}`` to ``{% endif %}``, with the branches between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.holes.tags import Tag, tag_at, tags_from

Branches = tuple[tuple[int, int], ...]
"""The blocks that something stands in, outermost first: which block, and which branch of it."""

_BRANCHES: Final = frozenset({"else", "elif", "elseif", "elsif", "^"})
_SILENT: Final = frozenset({"", "set", "do", "import", "from", "assign"})
_UNSEEN: Final = frozenset({"macro", "set", "comment", "define"})


class TangledError(Exception):
    """Blocks and brackets cross, so that nothing of the text is certain."""


class _Block:
    __slots__ = ("branch", "closer", "depth", "number")

    def __init__(self, closer: str, depth: int, number: int) -> None:
        self.closer: Final = closer
        self.depth: Final = depth
        self.number: Final = number
        self.branch = 0


class Blocks:
    """The blocks of one text, which are open and which are not, as it is read."""

    def __init__(self, text: str, placeholders: Placeholders) -> None:
        """Take a text; a tag opens a block if the text has another that can end it."""
        self._text: Final = text
        self._is_enabled: Final = placeholders.enabled
        tags = list(tags_from(text, 0)) if self._is_enabled else []
        self._closers: Final = {tag.closer for tag in tags} & {tag.word for tag in tags}
        self._open: list[_Block] = []
        self._count = 0

    def __bool__(self) -> bool:
        return bool(self._closers)

    def tag(self, at: int) -> Tag | None:
        """Return the tag or comment that begins at ``at``, if one does."""
        tag = tag_at(self._text, at) if self._is_enabled else None
        return tag if tag and self._is_tag(tag) else None

    def tags(self, at: int = 0) -> Iterator[Tag]:
        """Yield the tags from ``at`` on."""
        return filter(self._is_tag, tags_from(self._text, at)) if self._is_enabled else iter(())

    def opens(self, tag: Tag) -> bool:
        """Tell whether a tag begins a block."""
        return tag.closer in self._closers

    def hides(self, tag: Tag) -> bool:
        """Tell whether the inside of its block is printed elsewhere, if at all."""
        return self.opens(tag) and tag.word in _UNSEEN

    def prints(self, tag: Tag) -> bool:
        """Tell whether a tag may put anything into its place."""
        return tag.word not in _SILENT

    def is_known(self, tag: Tag) -> bool:
        """Tell whether a tag puts into its place nothing but what the text shows."""
        return (
            self.opens(tag)
            or tag.word in _SILENT
            or tag.word in _BRANCHES
            or tag.word in self._closers
        )

    def pass_tag(self, tag: Tag, depth: int) -> None:
        """Take the next tag, in so many brackets.

        Raises:
            TangledError: Its block began in more or in fewer brackets.
        """
        if self.opens(tag):
            self._count += 1
            self._open.append(_Block(tag.closer, depth, self._count))
        elif self._open and (tag.word in _BRANCHES or tag.word == self._open[-1].closer):
            if self._open[-1].depth != depth:
                raise TangledError
            if tag.word in _BRANCHES:
                self._open[-1].branch += 1
            else:
                self._open.pop()

    def branches(self, depth: int) -> Branches:
        """Return the blocks that were opened in so many brackets."""
        return tuple((each.number, each.branch) for each in self._open if each.depth == depth)

    def end(self, at: int) -> int:
        """Return where the block ends whose first tag is at ``at``.

        Raises:
            TangledError: It does not.
        """
        closers: list[str] = []
        for tag in self.tags(at):
            if self.opens(tag):
                closers.append(tag.closer)
            elif closers and tag.word == closers[-1]:
                closers.pop()
                if not closers:
                    return tag.end
        raise TangledError

    def _is_tag(self, tag: Tag) -> bool:
        if not tag.is_like_hole or self.opens(tag) or tag.word in self._closers:
            return True
        return tag.word in _BRANCHES and bool(self._closers)
