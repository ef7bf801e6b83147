"""A Value: a parsed body, where every key and value of it stands, and what of it is unknown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import Any, Final

from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.record import Record
from defender_lint.sources.text import Text
from defender_lint.spans import Excerpt, Span


class Absent(Enum):
    """The data of a body that is not there: an empty file, or text that does not parse."""

    EMPTY = "empty"
    BROKEN = "broken"


class Holes(Record):
    """What of a value is unknown until run time, by path.

    Attributes:
        any: Values of which nothing is known; they fit every type, member and format. What is
            inside of them is unknown as well.
        strings: Values that are strings for certain, of unknown characters.
        open: Objects and lists that may hold more than is seen: nothing is missing from them, and
            they have no size.
        optional: Members that are set only sometimes: known, but not certainly there.
    """

    __slots__ = ("any", "open", "optional", "strings")

    def __init__(
        self,
        any: frozenset[Path] = frozenset(),
        strings: frozenset[Path] = frozenset(),
        open: frozenset[Path] = frozenset(),
        optional: frozenset[Path] = frozenset(),
    ) -> None:
        self.any: Final = any
        self.strings: Final = strings
        self.open: Final = open
        self.optional: Final = optional

    def __bool__(self) -> bool:
        return bool(self.any or self.strings or self.open or self.optional)

    @property
    def count(self) -> int:
        """How many values are unknown."""
        return len(self.any) + len(self.strings)


NO_HOLES: Final = Holes()

_KINDS: Final = object()  # the step of a tree of holes where it says which kinds end there


class Value(ABC):
    """A parsed body. Made by the sources; nobody changes one.

    Attributes:
        data: Plain JSON types (dict, list, str, int, float, bool, None), or an :class:`Absent`.
            At a hole stands whatever serves people as a stand-in.
        text: The text that ``offsets`` count in; None for a bare value of a program.
        problems: What is wrong with the text itself; parsing may have succeeded all the same.
        media_type: ``application/json`` where the text is what would be sent, else None.
        readings: What a plain YAML word could also mean, by path: ``yes`` is read as a string,
            and as true where the schema wants a Boolean.
        holes: What is unknown until run time.
    """

    def __init__(
        self,
        data: Any,
        text: Text | None = None,
        *,
        problems: tuple[Diagnostic, ...] = (),
        media_type: str | None = None,
        readings: Mapping[Path, Any] | None = None,
        holes: Holes = NO_HOLES,
    ) -> None:
        self.data: Final = data
        self.text = text
        self.problems: Final = problems
        self.media_type: Final = media_type
        self.readings: Final[Mapping[Path, Any]] = readings or {}
        self.holes: Final = holes

    def faults(self) -> Iterator[Diagnostic]:
        """Yield the problems, and those that are seen only when the ones before are fixed."""
        return iter(self.problems)

    def holes_at(self, path: Path) -> Holes:
        """Return what is unknown of the value at ``path``, with paths that begin there.

        The time depends on what is unknown there, however much is unknown elsewhere.
        """
        tree = self._tree_of_holes
        for step in path:
            tree = tree.get(step, {})
        found: dict[str, set[Path]] = {kind: set() for kind in Holes.__slots__}
        below: list[tuple[Path, dict[Any, Any]]] = [((), tree)]
        while below:
            at, here = below.pop()
            for step, inner in here.items():
                if step is _KINDS:
                    for kind in inner:
                        found[kind].add(at)
                else:
                    below.append(((*at, step), inner))
        return Holes(**{kind: frozenset(paths) for kind, paths in found.items()})

    @cached_property
    def _tree_of_holes(self) -> dict[Any, Any]:
        """What is unknown, step by step: a container may hold thousands of bodies."""
        tree: dict[Any, Any] = {}
        for kind in Holes.__slots__:
            for path in getattr(self.holes, kind):
                here = tree
                for step in path:
                    here = here.setdefault(step, {})
                here.setdefault(_KINDS, []).append(kind)
        return tree

    @abstractmethod
    def offsets(self, path: Path, token: Token) -> tuple[int, int]:
        """Return start and end (exclusive) of a token, as offsets into ``text.chars``.

        A path that leads nowhere gives the nearest parent that exists.

        Raises:
            LookupError: There is no text.
        """

    @abstractmethod
    def encode(self, value: Any, start: int) -> str:
        """Write a scalar as a token that can replace the one at ``start`` in ``text.chars``.

        Raises:
            LookupError: There is no text.
        """

    def find_members(self, written: Sequence[str]) -> list[int] | None:
        """Return where members begin, by their keys and values as they stand in ``text.chars``.

        Args:
            written: Members that the body has in this order, without escapes, whose keys begin
                with a letter or digit and whose values are no numbers. One may stand there twice.

        Returns:
            The offsets; None where a search cannot tell.
        """
        return None

    def string_at(self, path: Path) -> Text:
        """Return the characters of the string at ``path``, with their places in the file.

        Raises:
            LookupError: There is no text.
        """
        raise LookupError("a bare value has no text to point into")

    def span(self, start: int, end: int) -> Span:
        """Turn offsets into ``text.chars`` into places in the file."""
        assert self.text is not None
        return self.text.span(start, end)

    def excerpt(self, start: int, end: int) -> Excerpt:
        """Return the quotable line of the file that ``start`` is on."""
        assert self.text is not None
        return self.text.excerpt(start, end)


class PlainValue(Value):
    """A bare value, as a program has it just before it sends; nothing in it has a place."""

    def offsets(self, path: Path, token: Token) -> tuple[int, int]:
        """Raise LookupError."""
        raise LookupError("a bare value has no text to point into")

    def encode(self, value: Any, start: int) -> str:
        """Raise LookupError."""
        raise LookupError("a bare value has no text to edit")


class InnerValue(Value):
    """A value inside another, such as the ``body`` of a record; it stands where that does."""

    def __init__(self, whole: Value, path: Path, known: tuple[Any, Holes] | None = None) -> None:
        """Take the value at a path.

        Args:
            whole: What it is inside.
            path: Where.
            known: Its data and holes, where the whole was read without any.
        """
        if known is None:
            data = whole.data
            for step in path:
                data = data[step]
            known = data, whole.holes_at(path)
        data, holes = known
        end = len(path)
        super().__init__(
            data,
            whole.text,
            problems=tuple(
                each.replace(path=each.path[end:])
                for each in whole.problems
                if each.path[:end] == path and len(each.path) > end
            ),
            media_type=whole.media_type,
            readings={p[end:]: v for p, v in whole.readings.items() if p[:end] == path},
            holes=holes,
        )
        self._whole = whole
        self._path = path

    def offsets(self, path: Path, token: Token) -> tuple[int, int]:
        """As the whole has them. The key of the root is its value."""
        if token is Token.KEY and not path:
            token = Token.VALUE
        return self._whole.offsets((*self._path, *path), token)

    def string_at(self, path: Path) -> Text:
        """As the whole has it."""
        return self._whole.string_at((*self._path, *path))

    def encode(self, value: Any, start: int) -> str:
        """As the whole writes it."""
        return self._whole.encode(value, start)
