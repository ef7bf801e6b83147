"""Blocks of a template: ``{% if … %}`` to ``{% endif %}``, with the branches between them."""

from __future__ import annotations

from typing import Final

from defender_lint.sources.holes.placeholders import Placeholders

Branches = tuple[tuple[int, int], ...]
"""The blocks that something stands in, outermost first: which block, and which branch of it."""

_BRANCHES: Final = frozenset({"else", "elif", "elseif", "elsif"})
_SILENT: Final = frozenset({"", "set", "do", "import", "from", "assign"})
_UNSEEN: Final = frozenset({"macro", "set", "comment"})
_END: Final = "end"


class TangledError(Exception):
    """Blocks and brackets cross, so that nothing of the text is certain."""


class _Block:
    __slots__ = ("branch", "depth", "number", "word")

    def __init__(self, word: str, depth: int, number: int) -> None:
        self.word: Final = word
        self.depth: Final = depth
        self.number: Final = number
        self.branch = 0


class Blocks:
    """The blocks of one text, which are open and which are not, as it is read."""

    def __init__(self, text: str, placeholders: Placeholders) -> None:
        """Take a text; a word opens a block if another tag of the text ends it."""
        self._text: Final = text
        self._placeholders: Final = placeholders
        self._words: Final = placeholders.block_words(text)
        self._open: list[_Block] = []
        self._count = 0

    def __bool__(self) -> bool:
        return bool(self._words)

    def opens(self, word: str) -> bool:
        """Tell whether a tag of this word begins a block."""
        return word in self._words

    def hides(self, word: str) -> bool:
        """Tell whether the inside of such a block is printed elsewhere, if at all."""
        return word in self._words and word in _UNSEEN

    def prints(self, word: str) -> bool:
        """Tell whether such a tag may put anything into its place."""
        return word not in _SILENT

    def is_known(self, word: str) -> bool:
        """Tell whether a tag puts into its place nothing but what the text shows."""
        return (
            word in self._words
            or word in _SILENT
            or word in _BRANCHES
            or word.removeprefix(_END) in self._words
        )

    def pass_tag(self, word: str, depth: int) -> None:
        """Take the next tag, in so many brackets.

        Raises:
            TangledError: Its block began in more or in fewer brackets.
        """
        if word in self._words:
            self._count += 1
            self._open.append(_Block(word, depth, self._count))
        elif self._open and (word in _BRANCHES or word == _END + self._open[-1].word):
            if self._open[-1].depth != depth:
                raise TangledError
            if word in _BRANCHES:
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
        words: list[str] = []
        for tag in self._placeholders.tags(self._text, at):
            if tag.word in self._words:
                words.append(tag.word)
            elif words and tag.word == _END + words[-1]:
                words.pop()
                if not words:
                    return tag.end
        raise TangledError
