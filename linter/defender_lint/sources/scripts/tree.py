"""A syntax tree of a Text, whatever language it is in, with places in characters.

tree-sitter parses bytes; everything here counts characters, as the rest of the program does. Its
trees are as deep as the text nests: walk them with an explicit stack or a bound, never freely.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate
from time import thread_time
from typing import TYPE_CHECKING, Final

from defender_lint.sources.limits import TooSlowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Language, Node, Parser, Query
    from tree_sitter import Tree as ParsedTree

    from defender_lint.sources.text import Text

_MODULES: Final = {"tsx": "tree_sitter_typescript", "typescript": "tree_sitter_typescript"}
"""Modules of grammars that are not called ``tree_sitter_`` and the grammar's name."""

_ENTRIES: Final = {"tsx": "language_tsx", "typescript": "language_typescript"}
"""Functions that give the grammar, where a module has several."""


_PIECE: Final = 65_536  # bytes that the parser is given at once
_LONGEST_NAME: Final = 200  # characters

_SECONDS: Final = 0.8
"""What a tree may take, and for each million bytes ten times as much. Scripts take a hundredth;
recovery from error upon error, and what nests without end, take for ever."""


_MOST_LOST: Final = 10_000
"""Nodes that may stand in one stretch that did not parse: queries take the square of them."""


class Tree:
    """The syntax tree of a text.

    Attributes:
        text: What was parsed.
        root: The root of the tree.
    """

    __slots__ = ("_language", "_widths", "root", "text")

    def __init__(self, text: Text, grammar: str, *, parsed: str | None = None) -> None:
        """Parse a text; what does not parse is an ``ERROR`` node, and the rest is there.

        Args:
            text: What is parsed.
            grammar: The name of its grammar, such as ``powershell``.
            parsed: What is parsed in its stead, as long as it is to the byte: for a construct that
                the grammar does not know, masked by one that it does.

        Raises:
            ImportError: The grammar is not installed.
            TooSlowError: Parsing takes longer than it may.
        """
        from tree_sitter import Parser

        chars = text.chars if parsed is None else parsed
        self.text: Final = text
        self._language: Final = _language(grammar)
        data = chars.encode("utf-8", "surrogatepass")
        self._widths: Final = None if len(data) == len(text.chars) else _Widths(text.chars)
        self.root: Final = _parsed(Parser(self._language), data).root_node

    def start(self, node: Node) -> int:
        """Return where a node begins, in characters of the text."""
        return self.place(node.start_byte)

    def end(self, node: Node) -> int:
        """Return where a node ends, exclusive."""
        return self.place(node.end_byte)

    def chars(self, node: Node) -> str:
        """Return the characters of a node."""
        return self.text.chars[self.start(node) : self.end(node)]

    def called(self, node: Node) -> str:
        """Return the characters of what is called, or is called on: a name, in all likelihood.

        Of a long one, such as a chain of thousands of calls, those at its ends, so that telling
        what each of the calls is takes no longer than that.
        """
        start, end = self.start(node), self.end(node)
        chars = self.text.chars
        if end - start <= _LONGEST_NAME:
            return chars[start:end]
        half = _LONGEST_NAME // 2
        return f"{chars[start : start + half]}…{chars[end - half : end]}"

    def slice(self, start: int, end: int) -> str:
        """Return the characters between two offsets in bytes."""
        return self.text.chars[self.place(start) : self.place(end)]

    def place(self, at: int) -> int:
        """Turn an offset in bytes into one in characters."""
        return at if self._widths is None else self._widths.chars(at)

    def find(self, query: str) -> dict[str, list[Node]]:
        """Return the nodes that a tree-sitter query captures, by the name of the capture.

        Those of one name are in the order in which they begin; a query is compiled once.
        """
        from tree_sitter import QueryCursor

        found = QueryCursor(_query(self._language, query)).captures(self.root)
        for nodes in found.values():
            nodes.sort(key=_start)
        return found


def _parsed(parser: Parser, data: bytes) -> ParsedTree:
    """Parse in a time of the processor, not of the wall, that goes by how long the text is."""
    end = thread_time() + _SECONDS * (1 + len(data) / 100_000)
    try:
        tree = parser.parse(
            lambda at, _: data[at : at + _PIECE], progress_callback=lambda *_: thread_time() > end
        )
    except ValueError as error:
        raise TooSlowError from error
    if any(each.child_count > _MOST_LOST for each in _lost(tree.root_node)):
        raise TooSlowError
    return tree


def _lost(root: Node) -> Iterator[Node]:
    """Yield what did not parse, at the top of a tree."""
    if root.type == "ERROR":
        yield root
    if root.has_error and root.child_count <= _MOST_LOST:
        yield from (each for each in root.children if each.type == "ERROR")


class _Widths:
    """How far bytes run ahead of characters, where a text is not all ASCII."""

    def __init__(self, chars: str) -> None:
        wide = [(index, _width(char)) for index, char in enumerate(chars) if char >= "\x80"]
        self._ahead: Final = [0, *accumulate(width - 1 for _, width in wide)]
        self._ends: Final = [
            index + 1 + ahead for (index, _), ahead in zip(wide, self._ahead[1:], strict=True)
        ]

    def chars(self, at: int) -> int:
        return at - self._ahead[bisect_right(self._ends, at)]


def _width(char: str) -> int:
    return 2 if char < "\u0800" else 3 if char < "\U00010000" else 4


def without_comments(node: Node) -> list[Node]:
    """Return the named children of a node; a comment may stand between any two of them."""
    return [each for each in node.named_children if not each.type.endswith("comment")]


def is_available(grammar: str) -> bool:
    """Tell whether a grammar, and the library that reads it, are installed."""
    return find_spec("tree_sitter") is not None and find_spec(_module(grammar)) is not None


def _module(grammar: str) -> str:
    return _MODULES.get(grammar, f"tree_sitter_{grammar}")


def _start(node: Node) -> int:
    return node.start_byte


@cache
def _language(grammar: str) -> Language:
    from tree_sitter import Language

    module = import_module(_module(grammar))
    return Language(getattr(module, _ENTRIES.get(grammar, "language"))())


@lru_cache(maxsize=64)
def _query(language: Language, query: str) -> Query:
    from tree_sitter import Query

    return Query(language, query)
