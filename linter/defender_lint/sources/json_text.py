"""JSON text to a Document.

A valid body costs one pass of the standard library's C parser. Places are looked up only when
somebody asks: the same parser, started at a bracket, gives the ends of the members of that one
object or list, and they are kept, so that many findings in one body cost no more than a few.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final, NamedTuple, NoReturn

from defender_lint.findings import Position
from defender_lint.sources.document import (
    FILE_START,
    Absent,
    Document,
    Part,
    Path,
    Problem,
)
from defender_lint.sources.limits import MAX_DIGITS, STANDARD, Limits
from defender_lint.sources.wording import line_number, quoted

MEDIA_TYPE: Final = "application/json"
_BLANK: Final = " \t\n\r"
_BLANKS: Final = re.compile(r"[ \t\n\r]*")
# May be half of a surrogate pair; only the slow reader can tell an escape from ``\\`` and ``u``.
_HALF_CHARACTER: Final = (
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)


class _Place(NamedTuple):
    """Where a value stands, and its key if it is a member of an object."""

    start: int
    end: int
    key: tuple[int, int] | None = None


class JsonDocument(Document):
    """A body written in JSON; the text is what would be sent."""

    def offsets(self, path: Path, part: Part) -> tuple[int, int]:
        """Return start and end of a token in ``text``.

        A path that leads nowhere gives the nearest parent that exists. The key of a place that
        has none (the root, an item of a list) is its value; a key that stands twice is the later
        one, as in ``value``. All of a text that does not parse is one value.
        """
        place = self._root
        for step in path:
            child = self._children(place.start).get(step)
            if child is None:
                break
            place = child
        if part is Part.START:
            return place.start, min(place.start + 1, place.end)
        if part is Part.KEY and place.key is not None:
            return place.key
        return place.start, place.end

    def encode(self, value: Any, start: int) -> str:
        """Write a scalar as JSON; ``start`` makes no difference."""
        return json.dumps(value, ensure_ascii=False)

    @cached_property
    def _root(self) -> _Place:
        end = len(self.text.rstrip(_BLANK))
        return _Place(min(_skip(self.text, 0), end), end)

    @cached_property
    def _places(self) -> dict[int, dict[str | int, _Place]]:
        return {}  # by the offset of the container's bracket

    def _children(self, start: int) -> dict[str | int, _Place]:
        known = self._places.get(start)
        if known is None:
            broken = isinstance(self.value, Absent)
            known = {} if broken else dict(_members(self.text, start))
            self._places[start] = known
        return known


def parse(
    text: str,
    *,
    file: str = "",
    index: int = 0,
    origin: Position = FILE_START,
    limits: Limits = STANDARD,
    is_line: bool = False,
) -> JsonDocument:
    """Read one body; ``is_line`` says that its file has a body a line.

    Whatever is wrong with the text is in the Document's ``problems``: ``syntax`` and
    ``limit-exceeded`` with the value ``Absent.BROKEN``, or any number of ``duplicate-key``, where
    the last of equal keys has its way. Blank text has the value ``Absent.EMPTY`` and no problem.
    """
    value, problems = _read(text, origin.line, limits)
    return JsonDocument(
        file=file,
        index=index,
        text=text,
        origin=origin,
        value=value,
        problems=problems,
        media_type=MEDIA_TYPE,
        is_line=is_line,
    )


def _read(text: str, line: int, limits: Limits) -> tuple[Any, tuple[Problem, ...]]:
    try:
        value = _STRICT.decode(text)
    except (ValueError, RecursionError):
        return _read_slowly(text, line, limits)
    if _is_deeper(text, value, limits.depth) or _may_hold_half_characters(text):
        return _read_slowly(text, line, limits)
    return value, ()


def _read_slowly(text: str, line: int, limits: Limits) -> tuple[Any, tuple[Problem, ...]]:
    from defender_lint.sources.json_syntax import explain  # not needed for a valid body

    if not text.strip(_BLANK):
        return Absent.EMPTY, ()
    problem = explain(text, line=line, limits=limits)
    if problem is not None:
        return Absent.BROKEN, (problem,)
    return _LENIENT.decode(text), tuple(_duplicates(text, line))


def _is_deeper(text: str, value: Any, depth: int) -> bool:
    if text.count("[") + text.count("{") <= depth:
        return False
    level = [value] if type(value) in (dict, list) else []
    for _ in range(depth):
        level = [
            child
            for parent in level
            for child in (parent.values() if type(parent) is dict else parent)
            if type(child) is dict or type(child) is list
        ]
    return bool(level)


def _may_hold_half_characters(text: str) -> bool:
    return "\\" in text and re.search(_HALF_CHARACTER, text) is not None


def _duplicates(text: str, line: int) -> Iterator[Problem]:
    """Find every key that stands twice in one object of a text that is valid JSON."""
    found: list[Problem] = []
    containers: list[tuple[Path, int]] = [((), _skip(text, 0))]
    while containers:
        path, start = containers.pop()
        first: dict[str | int, tuple[int, int]] = {}
        for step, place in _members(text, start):
            if place.key is not None:
                if step in first:
                    found.append(_duplicate(text, (*path, step), place.key, first[step], line))
                else:
                    first[step] = place.key
            if text[place.start] in "{[":
                containers.append(((*path, step), place.start))
    yield from sorted(found, key=lambda problem: problem.start)


def _duplicate(
    text: str, path: Path, key: tuple[int, int], first: tuple[int, int], line: int
) -> Problem:
    return duplicate_key(str(path[-1]), path, key, first, line_number(text, first[0], line))


def duplicate_key(
    name: str, path: Path, key: tuple[int, int], first: tuple[int, int], first_line: int
) -> Problem:
    """Return the problem of a key that stands in an object for the second time."""
    return Problem(
        rule="duplicate-key",
        message=(
            f"{quoted(name)} stands twice in this object (first on line {first_line}); "
            "which one the service takes is not documented, so keep one"
        ),
        start=key[0],
        end=key[1],
        path=path,
        related=((f"{quoted(name)} stands here first", *first),),
    )


def _members(text: str, start: int) -> Iterator[tuple[str | int, _Place]]:
    """Yield the members or items of the container at ``start`` in valid JSON, with their places."""
    closing = {"{": "}", "[": "]"}.get(text[start])
    at = _skip(text, start + 1)
    index = 0
    while closing is not None and text[at] != closing:
        step: str | int = index
        key = None
        if closing == "}":
            step, end = _LENIENT.raw_decode(text, at)
            key = (at, end)
            at = _skip(text, _skip(text, end) + 1)  # past the colon
        _, end = _LENIENT.raw_decode(text, at)
        yield step, _Place(at, end, key)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1


def _skip(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


class _RefusedError(ValueError):
    """What the parser takes and the service may not; the slow reader says what it is."""


def _refuse(constant: str) -> NoReturn:
    raise _RefusedError(constant)


def _whole_number(digits: str) -> int:
    if len(digits.lstrip("-")) > MAX_DIGITS:
        _refuse(digits)
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if number - number != 0:  # infinite
        _refuse(digits)
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        _refuse("the same key twice")
    return members


_STRICT: Final = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_refuse,
    parse_int=_whole_number,
    parse_float=_fraction,
)
_LENIENT: Final = json.JSONDecoder()
