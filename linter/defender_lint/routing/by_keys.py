"""Routing by keys: which operations take a body with such keys, letter case ignored?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.catalogue.schemas import is_undocumented
from defender_lint.memo import memo
from defender_lint.named_tuple import NamedTuple
from defender_lint.near_miss import squashed


class Fit(NamedTuple):
    """The operations that keys fit.

    ``exact`` is false where they fit only in part: good enough for a file that somebody named, too
    little to lint any JSON that lies about.
    """

    operations: tuple[Operation, ...]
    exact: bool = True


class _Shape(NamedTuple):
    """How a body's keys compare with what an operation takes."""

    operation: Operation
    matched: int  # keys that the operation knows, however they are spelt
    unknown: int  # keys that it does not know
    missing: int  # required keys that are absent
    undocumented: int  # keys that no page knows
    exact: bool  # every key stands there in its exact letter case

    @property
    def fits(self) -> bool:
        return self.matched > 0 and not self.unknown and not self.missing

    @property
    def is_certain(self) -> bool:
        """All keys are the operation's own, and it insists on some of them."""
        insists = bool(self.operation.schema.get("required"))
        return self.fits and self.exact and not self.undocumented and insists


@memo(4_096)
def by_keys(body_keys: tuple[str, ...], catalogue: Catalogue) -> Fit:
    """Find the operations that take a body with such keys; none if the keys are nobody's."""
    keys = [key for key in body_keys if not key.startswith("@odata.")]
    # What no page documents is sent by those who know what they do: they say so.
    documented = (each for each in catalogue.with_body() if each.is_documented)
    shapes = [_compare(keys, operation) for operation in documented]
    fitting = [shape for shape in shapes if shape.fits]
    if any(shape.is_certain for shape in fitting):
        fitting = [shape for shape in fitting if shape.exact and not shape.undocumented]
    if fitting:
        least = min(shape.undocumented for shape in fitting)
        # One key that is optional, such as `status`, or not quite ours, such as GraphQL's `query`,
        # is what many a file has that is none of ours.
        exact = len(keys) > 1 or any(shape.is_certain for shape in fitting)
        return _shaped((s for s in fitting if s.undocumented == least), exact=exact)
    return _nearest(shapes)


@memo(4_096)
def contradicting(
    body_keys: tuple[str, ...], named: Operation, catalogue: Catalogue
) -> tuple[Operation, ...]:
    """Find the operations that keys fit for certain, where they are not those of the named one.

    All keys are the other's own in their exact letter case, what it requires is there, and most
    are foreign to the named one, letter case ignored.

    Args:
        body_keys: The keys of a body.
        named: The operation that something says the body is for; its body is described.
        catalogue: Where to look.
    """
    keys = [key for key in body_keys if not key.startswith("@odata.")]
    if 2 * _compare(keys, named).unknown <= len(keys) or _is_item(keys, named):
        return ()
    wanted = set(keys)
    own = (
        each
        for each in catalogue.with_body()
        if each.is_documented and each.schema["properties"].keys() >= wanted
    )
    shapes = (_compare(keys, operation) for operation in own)
    return tuple(shape.operation for shape in shapes if shape.is_certain)


def _is_item(keys: list[str], operation: Operation) -> bool:
    """Tell whether keys are those of an item of a list that an operation takes."""
    return any(
        set(keys) <= member["items"]["properties"].keys()
        for member in operation.schema["properties"].values()
        if "properties" in member.get("items", ())
    )


def _shaped(shapes: Iterable[_Shape], *, exact: bool) -> Fit:
    return Fit(tuple(shape.operation for shape in shapes), exact)


def _nearest(shapes: list[_Shape]) -> Fit:
    """Take the operations that leave the fewest keys unexplained, if they explain most of them.

    A key that no page knows explains nothing: many a file that is none of ours has a `version`.
    """
    likely = [shape for shape in shapes if shape.matched - shape.undocumented > shape.unknown]
    if not likely:
        return Fit((), exact=False)
    best = min((shape.unknown + shape.missing, -shape.matched) for shape in likely)
    return _shaped((s for s in likely if (s.unknown + s.missing, -s.matched) == best), exact=False)


@lru_cache(512)  # more operations than there are
def _names(operation: Operation) -> dict[str, str]:
    """Return the keys of an operation's body by what their misspellings have in common."""
    return {squashed(key): key for key in operation.schema["properties"]}


def _compare(keys: list[str], operation: Operation) -> _Shape:
    known: dict[str, Any] = operation.schema["properties"]
    names = _names(operation)
    meant = {names[squashed(key)] for key in keys if squashed(key) in names}
    return _Shape(
        operation=operation,
        matched=len(meant),
        unknown=len(keys) - len(meant),
        missing=sum(key not in meant for key in operation.schema.get("required", ())),
        undocumented=sum(is_undocumented(known[key]) for key in meant),
        exact=all(key in known for key in keys),
    )
