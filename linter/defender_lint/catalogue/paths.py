"""Operations by their paths: one dictionary a segment, so that a look-up is a walk."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from defender_lint.catalogue.operation import Operation
from defender_lint.named_tuple import NamedTuple


class Match(NamedTuple):
    """Where a path leads.

    Attributes:
        operations: Every operation of that path, whatever its method.
        placeholders: By its index, the name of the placeholder that a segment stands for.
        miscased: By its index, how a segment is documented that differs in letter case only.
    """

    operations: tuple[Operation, ...]
    placeholders: dict[int, str]
    miscased: dict[int, str]


class PathIndex:
    """Finds operations by the segments of a path."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        """Index ``operations`` by their paths, in all documented spellings."""
        self._root = _Node()
        self._operations = tuple(operations)
        for operation in self._operations:
            for path in (operation.path, *operation.other_paths):
                self._root.add(split(path), operation)

    def match(self, segments: Sequence[str], wild: Container[int] = ()) -> Match | None:
        """Follow a path; at each segment a literal goes before a placeholder.

        Args:
            segments: The path, without its slashes. An empty one fits a placeholder.
            wild: Indices of segments that are not known: they fit placeholders only.
        """
        way, node = [], self._root
        for index, segment in enumerate(segments):  # straight on, as nearly every path goes
            literal = None if index in wild else node.literals.get(_key(segment))
            step = literal or node.placeholder
            if step is None:
                break
            way.append(step)
            node = step
        else:
            if node.operations:
                return _matched(way, segments)
        found = next(_walk(self._root, segments, 0, wild, literals=False), None)
        return _matched(found, segments) if found else None

    def possible(self, segments: Sequence[str], wild: Container[int]) -> tuple[Operation, ...]:
        """Return all operations that a path leads to if its ``wild`` segments may be anything."""
        walks = _walk(self._root, segments, 0, wild, literals=True)
        found = (operation for walk in walks for operation in walk[-1].operations)
        return tuple(dict.fromkeys(found))

    def ending(self, segments: Sequence[str], wild: Container[int]) -> tuple[Operation, ...]:
        """Return all operations whose paths end in ``segments``; wild ones may be anything."""
        return tuple(
            operation
            for operation in self._operations
            if _fits([_key(each) for each in segments], split(operation.path), wild)
        )

    def nearest(self, segments: Sequence[str], method: str = "") -> tuple[Operation, ...]:
        """Return up to three operations whose paths come nearest, best first.

        Args:
            segments: A path that leads nowhere.
            method: Among paths that are equally near, those with this method go first.
        """
        sent = [segment.lower() for segment in segments]
        ranked = sorted(
            (
                (_distance(sent, split(operation.path)), operation.method != method, place)
                for place, operation in enumerate(self._operations)
            ),
        )
        near = [self._operations[place] for distance, _, place in ranked if distance <= 1.0]
        return tuple(near[:3])


def _fits(sent: list[str], template: list[str], wild: Container[int]) -> bool:
    if not 0 < len(sent) <= len(template):
        return False
    return all(
        index in wild or wanted.startswith("{") or segment == _key(wanted)
        for index, (segment, wanted) in enumerate(zip(sent, template[-len(sent) :], strict=True))
    )


def split(path: str) -> list[str]:
    """Split a path template at its slashes; those inside braces are part of a name."""
    segments = [""]
    depth = 0
    for character in path.removeprefix("/"):
        depth += (character == "{") - (character == "}")
        if character == "/" and not depth:
            segments.append("")
        else:
            segments[-1] += character
    return segments


class _Node:
    """What may follow after the segments up to here."""

    __slots__ = ("literals", "name", "operations", "placeholder", "spellings")

    def __init__(self) -> None:
        self.literals: dict[str, _Node] = {}
        self.placeholder: _Node | None = None
        self.name = ""  # of the placeholder that leads here
        self.spellings: list[str] = []  # of the literal that leads here, as documented
        self.operations: list[Operation] = []

    def add(self, segments: list[str], operation: Operation) -> None:
        node = self
        for segment in segments:
            if segment.startswith("{"):
                node.placeholder = node.placeholder or _Node()
                node = node.placeholder
                node.name = node.name or segment.strip("{}")
            else:
                node = node.literals.setdefault(_key(segment), _Node())
                spelling = segment.partition("(")[0]
                if spelling not in node.spellings:
                    node.spellings.append(spelling)
        if operation not in node.operations:
            node.operations.append(operation)


def _key(segment: str) -> str:
    """Return what a literal is found by; of a function's call only the name counts."""
    if "(" in segment:
        name, call, _ = segment.partition("(")
        segment = name + call
    return segment.lower()


def _walk(
    node: _Node, segments: Sequence[str], at: int, wild: Container[int], *, literals: bool
) -> Iterator[list[_Node]]:
    """Yield the ways to an operation, best first; wild segments are ``literals`` too if wanted."""
    if at == len(segments):
        if node.operations:
            yield [node]
        return
    steps: list[_Node] = []
    if at not in wild:
        literal = node.literals.get(_key(segments[at]))
        steps += [literal] if literal else []
    elif literals:
        steps += node.literals.values()
    if node.placeholder:
        steps.append(node.placeholder)
    for step in steps:
        for rest in _walk(step, segments, at + 1, wild, literals=literals):
            yield [step, *rest] if at + 1 < len(segments) else [step]


def _matched(way: list[_Node], segments: Sequence[str]) -> Match:
    placeholders, miscased = {}, {}
    for index, (node, segment) in enumerate(zip(way, segments, strict=True)):
        if node.name:
            placeholders[index] = node.name
        elif segment not in node.spellings and segment.partition("(")[0] not in node.spellings:
            miscased[index] = node.spellings[0]
    return Match(tuple(way[-1].operations), placeholders, miscased)


def _distance(sent: Sequence[str], template: Sequence[str]) -> float:
    """Return how many segments differ, near misses counting less than strangers."""
    row = [float(column) for column in range(len(template) + 1)]
    for count, segment in enumerate(sent, 1):
        above, row = row, [float(count)]
        for column, wanted in enumerate(template):
            row.append(
                min(
                    above[column] + _difference(segment, wanted.lower()),
                    above[column + 1] + 1,
                    row[column] + 1,
                )
            )
    return row[-1]


_LONGEST: Final = 100
"""Characters of a segment that may be a near miss; comparing takes their square."""


def _difference(segment: str, wanted: str) -> float:
    if segment == wanted:
        return 0.0
    if wanted.startswith("{"):
        return 0.25 if segment else 0.5
    if len(segment) > _LONGEST:
        return 2.0
    from difflib import SequenceMatcher

    alike = SequenceMatcher(None, segment, wanted).ratio()
    return 1 - alike if alike > 0.6 else 2.0
