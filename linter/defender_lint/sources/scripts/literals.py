"""A body written as a literal of a programming language: a hashtable, a dict, an object."""

from __future__ import annotations

from typing import Any, Final

from defender_lint.diagnostic import Path, Token
from defender_lint.sources.holes.finding import holes_in
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.scripts.dialect import Dialect
from defender_lint.sources.scripts.known import Hole, Known, Lst, Obj, Scalar, Str
from defender_lint.sources.text import Text
from defender_lint.sources.value import Holes, Value

_MOST: Final = 50_000  # values of one body
_DEEPEST: Final = 60

_Places = dict[Path, tuple[int, int, int, int]]


class Literal(Value):
    """A body that stands in a script; ``text`` is the script."""

    def __init__(self, known: Known, dialect: Dialect, placeholders: Placeholders) -> None:
        """Take what is known of an expression as a body."""
        plain = _Plain(dialect.tree.text.chars)
        data = plain.of(known)
        holes = Holes(
            frozenset(plain.any),
            frozenset(plain.strings),
            frozenset(plain.open),
            frozenset(plain.optional),
        )
        data, holes = holes_in(data, placeholders, holes)
        super().__init__(data, dialect.tree.text, holes=holes)
        self._dialect: Final = dialect
        self._places: Final = plain.places
        self._strings: Final = plain.texts
        self._keys: Final = {key for key, end, _, _ in plain.places.values() if key < end}

    def offsets(self, path: Path, token: Token) -> tuple[int, int]:
        """Return start and end of a token in the script.

        What a variable holds stands where that is set.
        """
        while path not in self._places:
            path = path[:-1]
        key_start, key_end, start, end = self._places[path]
        if token is Token.START:
            return start, min(start + 1, end)
        if token is Token.KEY and key_start < key_end:
            return key_start, key_end
        return start, end

    def string_at(self, path: Path) -> Text:
        """Return the characters of a string; what is unknown of them are its holes."""
        text = self._strings.get(path)
        if text is not None:
            return text
        assert self.text is not None
        start, end = self.offsets(path, Token.VALUE)
        whole = self.text.slice(start, end)
        return Text(whole.chars, whole.source, whole.segments, holes=((0, len(whole)),))

    def encode(self, value: Any, start: int) -> str:
        """Write a scalar as the language does, in the quotes of what stands at ``start``."""
        assert self.text is not None
        token = self.text.chars[start : start + 200]
        return self._dialect.write(value, token, start in self._keys)


class _Plain:
    """Plain data of what is known, with its places and its holes."""

    def __init__(self, script: str) -> None:
        self._script: Final = script
        self.places: Final[_Places] = {}
        self.texts: Final[dict[Path, Text]] = {}
        self.any: Final[set[Path]] = set()
        self.strings: Final[set[Path]] = set()
        self.open: Final[set[Path]] = set()
        self.optional: Final[set[Path]] = set()

    def of(self, known: Known) -> Any:
        """Return plain data, parents before what is in them."""
        root: list[Any] = [None]
        todo: list[tuple[Known, Path, Any, Any, int, int]] = [(known, (), root, 0, 0, 0)]
        while todo:
            value, path, parent, step, key_start, key_end = todo.pop()
            self.places[path] = (key_start, key_end, value.start, value.end)
            if len(self.places) > _MOST or len(path) > _DEEPEST:
                value = Hole("this is too much to follow", value.start, value.start, value.end)
            match value:
                case Obj(members, is_open):
                    parent[step] = inner = dict.fromkeys(members)
                    if is_open:
                        self.open.add(path)
                    for key, member in reversed(members.items()):
                        below = (*path, key)
                        if member.is_optional:
                            self.optional.add(below)
                        todo.append((member.value, below, inner, key, member.start, member.end))
                case Lst(items, is_open):
                    parent[step] = listed = [None] * len(items)
                    if is_open:
                        self.open.add(path)
                    todo.extend(
                        (items[index], (*path, index), listed, index, 0, 0)
                        for index in range(len(items) - 1, -1, -1)
                    )
                case Scalar(scalar):
                    parent[step] = scalar
                case Str(text):
                    parent[step] = text.chars
                    self.texts[path] = text
                    if text.holes:
                        self.strings.add(path)
                case _:
                    parent[step] = self._script[value.start : min(value.end, value.start + 60)]
                    (self.strings if _is_string(value) else self.any).add(path)
        return root[0]


def _is_string(known: Known) -> bool:
    return not isinstance(known, Hole) or known.is_string
