"""Builds the value of one YAML document, and the places of everything in it, from its events.

Without recursion, and with a count of what aliases stand for: however the document is nested or
its aliases multiply, it is refused before it costs much.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final

import yaml

from defender_lint.diagnostic import Diagnostic, Path
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.encoding import find_surrogate
from defender_lint.sources.json.text import duplicate_of
from defender_lint.sources.limits import Limits
from defender_lint.sources.problem import problem
from defender_lint.sources.yaml import refusals
from defender_lint.sources.yaml import scalars as yaml_scalars
from defender_lint.sources.yaml.syntax import half_character

_PROPERTIES: Final = re.compile(r"(?:[&!]\S*(?:\s|#[^\r\n]*)*){1,2}")


class RefusedError(Exception):
    """A document that is YAML but no body; ``problem`` says why."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem: Final = problem


class Place:
    """Where a value stands, its key, and the places of what is inside it.

    Behind an alias the value is the alias itself, and what is inside stands at the anchor. What a
    merge key ``<<`` brings in stands at the anchor, keys and all.
    """

    __slots__ = ("children", "end", "key", "other", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.key: tuple[int, int] | None = None
        self.children: dict[str | int, Place] = {}
        self.other: bool | None = None  # what YAML 1.1 would read here


class _Frame:
    """A mapping or a list that is still being read."""

    __slots__ = (
        "anchor", "count", "height", "is_flow", "is_merging", "key", "key_place", "merged", "place",
        "repeated", "value",
    )  # fmt: skip

    def __init__(
        self, value: Any, place: Place, anchor: str | None, *, is_flow: bool, count: int
    ) -> None:
        self.value = value
        self.place = place
        self.anchor = anchor
        self.is_flow = is_flow
        self.count = count  # of values that stood before it
        self.height = 1  # levels of nesting, itself included
        self.key: str | None = None  # whose value comes next
        self.key_place = (0, 0)
        self.is_merging = False  # that key is ``<<``
        self.merged: list[tuple[dict[str, Any], Place]] = []
        self.repeated: dict[str, tuple[int, int]] = {}  # where they stood first

    @property
    def wants_key(self) -> bool:
        """Whether a key comes next, and no value."""
        return self.key is None and type(self.value) is dict


class _Anchored(NamedTuple):
    """A value that aliases may stand for."""

    value: Any
    place: Place
    size: int = 1  # values in it, itself included
    height: int = 0


class Builder:
    """Takes the events of one document, from behind its start to before its end.

    Attributes:
        value: The body, once all events are in.
        root: Its place; None while nothing has come.
        problems: Duplicate keys and keys that are no text; they do not spoil the value.
        texts: Where quoted and block scalars stand: a ``#`` inside of them begins no comment.
        is_bare: Whether the whole document is one scalar without quotes.
    """

    def __init__(self, text: str, limits: Limits, line_at: Callable[[int], int]) -> None:
        self.value: Any = None
        self.root: Place | None = None
        self.problems: list[Diagnostic] = []
        self.texts: list[tuple[int, int]] = []
        self.is_bare = False
        self._text = text
        self._limits = limits
        self._line_at = line_at
        self._open: list[_Frame] = []
        self._anchors: dict[str, _Anchored | None] = {}  # None while its value is being read
        self._count = 0
        self._has_alternatives = False

    def feed(self, event: yaml.Event) -> None:
        """Take the next event; RefusedError if the document cannot be a body."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._start(event, {}, yaml_scalars.MAPPING_TAGS)
        elif kind is yaml.SequenceStartEvent:
            self._start(event, [], yaml_scalars.SEQUENCE_TAGS)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        else:
            self._end(event)

    def alternatives(self) -> dict[Path, bool]:
        """Return what YAML 1.1 would read in place of texts such as ``yes``, by path."""
        found: dict[Path, bool] = {}
        waiting: list[tuple[Path, Place]] = []
        if self._has_alternatives and self.root is not None:
            waiting.append(((), self.root))
        while waiting:
            path, place = waiting.pop()
            if place.other is not None:
                found[path] = place.other
            waiting.extend(((*path, step), child) for step, child in place.children.items())
        return found

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style
        tag = event.tag
        if tag is not None or event.anchor is not None:
            start = self._behind_properties(start, end)
        if style:
            if style in "|>":
                end = start + len(self._text[start:end].rstrip())
                self.texts.append((max(self._text.find("\n", start), start), end))
            else:
                self.texts.append((start, end))
                if find_surrogate(event.value) is not None:  # libyaml refuses it by itself
                    raise RefusedError(half_character(self._text, start, end))
        frame = self._open[-1] if self._open else None
        is_key = frame is not None and frame.wants_key
        if frame is not None and is_key and not style and tag is None and event.value == "<<":
            frame.key, frame.is_merging = "<<", True
            return
        value: Any = event.value
        try:
            if tag is not None:
                value = yaml_scalars.tagged(value, tag)
            elif not style:
                value = yaml_scalars.plain(value)
        except yaml_scalars.UnknownTagError:
            raise RefusedError(
                refusals.unknown_tag(self._text, event.start_mark.index, self._path())
            ) from None
        except yaml_scalars.ScalarError as error:
            if not is_key:
                path = self._path()
                raise RefusedError(
                    problem(error.rule, error.message, start, end, path=path)
                ) from None
        place = Place(start, end)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(value, place)
        if frame is not None and is_key:
            self._key(frame, value, event.value, start, end)
            return
        if not style and tag is None and type(value) is str:
            place.other = yaml_scalars.old_boolean(value)
            self._has_alternatives |= place.other is not None
            self.is_bare = frame is None
        self._count_one(start, end)
        self._add(value, place, height=0)

    def _start(self, event: Any, value: Any, tags: frozenset[str | None]) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.tag not in tags:
            raise RefusedError(refusals.unknown_tag(self._text, start, self._path()))
        if event.tag is not None or event.anchor is not None:
            start = self._behind_properties(start, len(self._text))
        if self._open and self._open[-1].wants_key:
            raise RefusedError(refusals.not_a_key(self._text, start, start + 1, self._path()))
        if len(self._open) == self._limits.depth:
            raise RefusedError(refusals.too_deep(self._limits, start, start + 1, self._path()))
        self._count_one(start, start + 1)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        place = Place(start, end)
        self._open.append(
            _Frame(value, place, event.anchor, is_flow=event.flow_style, count=self._count - 1)
        )

    def _end(self, event: Any) -> None:
        frame = self._open.pop()
        if frame.is_flow:  # a block ends where the last thing in it ends
            frame.place.end = event.end_mark.index
        for members, place in frame.merged:
            for key, value in members.items():
                if key not in frame.value:
                    frame.value[key] = value
                    frame.place.children[key] = place.children[key]
        if frame.anchor is not None and self._anchors.get(frame.anchor) is None:
            count = self._count - frame.count
            anchored = _Anchored(frame.value, frame.place, count, frame.height)
            self._anchors[frame.anchor] = anchored
        self._add(frame.value, frame.place, frame.height)

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        name = event.anchor
        if name not in self._anchors:
            raise RefusedError(refusals.unknown_alias(name, start, end, self._path()))
        anchored = self._anchors[name]
        if anchored is None:
            raise RefusedError(refusals.alias_of_itself(name, start, end, self._path()))
        frame = self._open[-1] if self._open else None
        if frame is not None and frame.wants_key:
            if isinstance(anchored.value, (dict, list)):
                raise RefusedError(refusals.not_a_key(self._text, start, end, self._path()))
            as_text = anchored.value if isinstance(anchored.value, str) else None
            written = json.dumps(anchored.value) if as_text is None else as_text
            self._key(frame, anchored.value, written, start, end)
            return
        if len(self._open) + anchored.height > self._limits.depth:
            raise RefusedError(refusals.too_deep(self._limits, start, end, self._path()))
        self._count += anchored.size - 1
        self._count_one(start, end)
        place = Place(start, end)
        place.children, place.other = anchored.place.children, anchored.place.other
        self._add(anchored.value, place, anchored.height)

    def _key(self, frame: _Frame, value: Any, written: str, start: int, end: int) -> None:
        """Take a key; one that is no text is a problem, and its text goes on as the key."""
        frame.key = written
        frame.key_place = (start, end)
        frame.place.end = end
        if type(value) is not str:
            self.problems.append(refusals.key_is_no_text(value, written, start, end, self._path()))
        if written in frame.value:
            first = frame.place.children[written].key or (start, end)
            first = frame.repeated.setdefault(written, first)
            line = self._line_at(first[0])
            self.problems.append(duplicate_of(written, self._path(), first, line)(start, end))

    def _add(self, value: Any, place: Place, height: int) -> None:
        """Put a complete value into the mapping or list that it belongs to."""
        if not self._open:
            self.value, self.root = value, place
            return
        frame = self._open[-1]
        frame.place.end = place.end
        if height >= frame.height:
            frame.height = height + 1
        if type(frame.value) is list:
            frame.place.children[len(frame.value)] = place
            frame.value.append(value)
        elif frame.is_merging:
            self._merge(frame, value, place)
            frame.key, frame.is_merging = None, False
        else:
            place.key = frame.key_place
            frame.place.children[frame.key or ""] = place
            frame.value[frame.key] = value
            frame.key = None

    def _merge(self, frame: _Frame, value: Any, place: Place) -> None:
        if isinstance(value, dict):
            frame.merged.append((value, place))
        elif isinstance(value, list) and all(isinstance(item, dict) for item in value):
            frame.merged.extend((item, place.children[i]) for i, item in enumerate(value))
        else:
            raise RefusedError(refusals.not_mergeable(place.start, place.end, self._path()))

    def _count_one(self, start: int, end: int) -> None:
        self._count += 1
        if self._count > self._limits.nodes:
            raise RefusedError(refusals.too_many(self._limits, start, end, self._path()))

    def _behind_properties(self, start: int, end: int) -> int:
        """Return where the value itself begins behind its anchor and tag."""
        match = _PROPERTIES.match(self._text, start, end)
        return match.end() if match and match.end() < end else start

    def _path(self) -> Path:
        steps = ((len(f.value) if type(f.value) is list else f.key) for f in self._open)
        return tuple(step for step in steps if step is not None)
