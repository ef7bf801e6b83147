"""Routing: which operation is a body meant for?

The first that answers wins: an option, the settings, a comment in the file, the names of the file
and its folders, the shape of the body. Several operations take a body with nothing but
``Comment``, so the answer may be several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, Literal, NamedTuple

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.catalogue.schemas import is_undocumented
from defender_lint.checks.near_miss import squashed
from defender_lint.sources.document import Document

_SHAPES_KEPT: Final = 4_096

By = Literal["option", "settings", "comment", "name", "shape", "none"]


class Route(NamedTuple):
    """The operations that a body may be meant for, and what said so.

    ``exact`` is false where the shape fits only in part: good enough for a file that somebody
    named, too little to lint any JSON that lies about.
    """

    operations: tuple[Operation, ...]
    by: By
    exact: bool = True


class Router:
    """Finds the operations that bodies are meant for.

    Bodies of one shape are compared with the catalogue once, however many there are.
    """

    def __init__(self, catalogue: Catalogue, option: Operation | None = None) -> None:
        """Look operations up in ``catalogue``; take ``option`` for all bodies if it is given."""
        self._catalogue = catalogue
        self._option = option
        self._by_keys: dict[tuple[str, ...], Route] = {}
        self._file = ""
        self._named: str | None = None

    def route(self, document: Document, configured: str | None = None) -> Route:
        """Find the operations that a body is meant for.

        Args:
            document: The body.
            configured: The id that the settings give its file, if they do.

        Raises:
            UnknownApi: A comment in the file names an operation that there is not.
        """
        if self._option is not None:
            return Route((self._option,), "option")
        if configured is not None:
            return Route((self._catalogue[configured],), "settings")
        if "api" in document.comments:
            return Route((self._catalogue.resolve(document.comments["api"]),), "comment")
        if document.file != self._file:  # bodies come file by file
            self._file, self._named = document.file, _by_name(document.file, self._catalogue)
        if self._named is not None:
            return Route((self._catalogue[self._named],), "name")
        if not isinstance(document.value, dict):
            return Route((), "none")
        keys = tuple(document.value)
        if keys not in self._by_keys:
            if len(self._by_keys) > _SHAPES_KEPT:
                self._by_keys.clear()
            self._by_keys[keys] = _by_shape(keys, self._catalogue)
        return self._by_keys[keys]


def _by_name(file: str, catalogue: Catalogue) -> str | None:
    """Look for an id among the dotted parts of the file's name, then among its folders."""
    folders: list[str] = re.split(r"[/\\]", file.lower())
    last = folders.pop()
    for part in (*last.split(".")[::-1], *reversed(folders)):
        if catalogue.has_body(part):
            return part
    return None


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


def _by_shape(body_keys: Iterable[str], catalogue: Catalogue) -> Route:
    keys = [key for key in body_keys if not key.startswith("@odata.")]
    shapes = [_compare(keys, operation) for operation in catalogue.with_body()]
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


def _shaped(shapes: Iterable[_Shape], *, exact: bool) -> Route:
    return Route(tuple(shape.operation for shape in shapes), "shape", exact)


def _nearest(shapes: list[_Shape]) -> Route:
    """Take the operations that leave the fewest keys unexplained, if they explain most of them."""
    likely = [shape for shape in shapes if shape.matched > shape.unknown]
    if not likely:
        return Route((), "none")
    best = min((shape.unknown + shape.missing, -shape.matched) for shape in likely)
    return _shaped((s for s in likely if (s.unknown + s.missing, -s.matched) == best), exact=False)


def _compare(keys: list[str], operation: Operation) -> _Shape:
    known: dict[str, Any] = operation.schema["properties"]
    names = {squashed(key): key for key in known}
    meant = {names[squashed(key)] for key in keys if squashed(key) in names}
    return _Shape(
        operation=operation,
        matched=len(meant),
        unknown=len(keys) - len(meant),
        missing=sum(key not in meant for key in operation.schema.get("required", ())),
        undocumented=sum(is_undocumented(known[key]) for key in meant),
        exact=all(key in known for key in keys),
    )
