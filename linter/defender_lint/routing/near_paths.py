"""Which operation does a path mean that leads nowhere?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.catalogue.paths import split
from defender_lint.named_tuple import NamedTuple
from defender_lint.near_miss import nearest
from defender_lint.routing.by_endpoint import Endpoint, Segment

LONGEST: Final = 32
"""Segments of a path that are compared with others; the service's longest has five."""

_LONGEST_WORD: Final = 64


class Slip(NamedTuple):
    """A word of a path that stands for another.

    Attributes:
        operation: The operation that is called with the right word.
        segment: The wrong word.
        right: The right one.
        agreeing: How many other words of the path are those of the operation.
    """

    operation: Operation
    segment: Segment
    right: str
    agreeing: int


@lru_cache(8)
def templates(catalogue: Catalogue) -> tuple[tuple[Operation, tuple[str, ...]], ...]:
    """Return every documented path in its segments, with its operation."""
    return tuple(
        (each, tuple(split(path))) for each in catalogue for path in (each.path, *each.other_paths)
    )


def path_of(endpoint: Endpoint) -> tuple[Segment, ...]:
    """Return the segments of a path as templates have them: no version, no empty end, ``/api``."""
    path = [each for each in endpoint.segments if each.text != (endpoint.version or "")]
    if path and path[0].text.lower() != "api":
        start = path[0].start
        path.insert(0, Segment("api", start, start, False))
    return tuple(path)


def slips(endpoint: Endpoint, catalogue: Catalogue) -> Iterator[Slip]:
    """Yield what one wrong word in the path may stand for; operations with the method first."""
    path = path_of(endpoint)
    if len(path) > LONGEST:
        return
    found = [
        slip
        for operation, template in templates(catalogue)
        if len(template) == len(path) and (slip := _slip(path, operation, template))
    ]
    found.sort(key=lambda slip: slip.operation.method != endpoint.method)
    yield from found


def _slip(
    path: tuple[Segment, ...], operation: Operation, template: tuple[str, ...]
) -> Slip | None:
    wrong = None
    for segment, word in zip(path, template, strict=True):
        if word.startswith("{"):
            if not segment.text:
                return None
        elif segment.is_unknown:
            return None
        elif segment.text.lower() != word.lower():
            if wrong is not None:
                return None
            wrong = segment, word
    if wrong is None:
        return None
    segment, word = wrong
    name = segment.text.partition("(")[0]
    if not 1 < len(name) <= _LONGEST_WORD or nearest(name, (word.partition("(")[0],)) is None:
        return None
    words = sum(not each.startswith("{") for each in template)
    return Slip(operation, segment, word.partition("(")[0], words - len(("api", word)))


def may_lead_somewhere(endpoint: Endpoint, catalogue: Catalogue) -> bool:
    """Tell whether a path with holes may be that of an operation.

    A hole may hold any number of segments, or a part of one.
    """
    path = path_of(endpoint)
    if not any(each.is_unknown for each in path):
        return bool(endpoint.at_path)
    if len(path) > LONGEST:
        return True
    return any(_may_be(path, template) for _, template in templates(catalogue))


def _may_be(path: tuple[Segment, ...], template: tuple[str, ...]) -> bool:
    """Tell whether a path may be that of a template."""
    return len(template) in _reached(path, template)


def stray(endpoint: Endpoint, catalogue: Catalogue) -> Segment:
    """Return the first segment of a path that leads nowhere after which no path goes on."""
    path = path_of(endpoint)[:LONGEST]
    for end, segment in enumerate(path, 1):
        if not any(_reached(path[:end], template) for _, template in templates(catalogue)):
            return segment
    return endpoint.segments[-1]


def _reached(path: tuple[Segment, ...], template: tuple[str, ...]) -> set[int]:
    """Match as a glob does: return the places in the template that may come next."""
    reached = {0}
    for segment in path:
        if segment.is_unknown:
            reached = set(range(min(reached) + 1, len(template) + 1))
        else:
            text = segment.text.lower()
            reached = {
                at + 1
                for at in reached
                if at < len(template)
                and (template[at].startswith("{") or template[at].lower() == text)
            }
        if not reached:
            break
    return reached
