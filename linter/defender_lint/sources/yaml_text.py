"""YAML text to Documents, one for each YAML document that is not empty.

The events of libyaml carry the places of their tokens, so value and places are built in one pass.
Imported only when a YAML file is met. Without libyaml the parser in pure Python does the same,
ten times slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from defender_lint.findings import Position
from defender_lint.sources import yaml_scalars
from defender_lint.sources.document import (
    FILE_START,
    Absent,
    Directive,
    Document,
    Part,
    Path,
    Problem,
)
from defender_lint.sources.limits import STANDARD, Limits
from defender_lint.sources.wording import line_number
from defender_lint.sources.yaml_build import Builder, Place, RefusedError
from defender_lint.sources.yaml_comments import comments, settings
from defender_lint.sources.yaml_syntax import explain, only_text, unreadable

LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
# The lines above the first content of a file: blank, comments, directives of YAML, ``---``.
_HEAD: Final = re.compile(
    r"(?:(?:[ \t]*(?:#[^\r\n]*)?|%[^\r\n]*|---[ \t]*(?:#[^\r\n]*)?)(?:\r\n|\n|\r|\Z))*"
)


class YamlDocument(Document):
    """A body written in YAML; what would be sent is its value as JSON."""

    def __init__(self, *, root: Place | None, base: int, **rest: Any) -> None:
        super().__init__(**rest)
        self._root: Final = root
        self._base: Final = base  # where ``text`` starts in what the places count from

    def offsets(self, path: Path, part: Part) -> tuple[int, int]:
        """Return start and end of a token in ``text``.

        A path that leads nowhere gives the nearest parent that exists, and the key of a place
        that has none is its value. An alias is the value of its place; what is inside of it
        stands at the anchor, and so does all that a merge key ``<<`` brings in. All of a text
        that does not parse is one value.
        """
        place = self._root
        if place is None:
            start = len(self.text) - len(self.text.lstrip())
            place = Place(start, max(len(self.text.rstrip()), start))
            return place.start, min(start + 1, place.end) if part is Part.START else place.end
        for step in path:
            child = place.children.get(step)
            if child is None:
                break
            place = child
        start, end = place.start, place.end
        if part is Part.START:
            end = min(start + 1, end)
        elif part is Part.KEY and place.key is not None:
            start, end = place.key
        return start - self._base, end - self._base

    def encode(self, value: Any, start: int) -> str:
        """Write a scalar in the style of the token that begins at ``start``, if that is safe."""
        return yaml_scalars.encode(value, self.text[start : start + 1])


@dataclass(slots=True)
class _Draft:
    """What was found out about one YAML document; offsets count in the whole text."""

    start: int
    value: Any = Absent.EMPTY
    root: Place | None = None
    problems: list[Problem] = field(default_factory=list)
    alternatives: dict[Path, bool] = field(default_factory=dict)
    texts: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.value is Absent.EMPTY


def parse_all(
    text: str, *, file: str = "", origin: Position = FILE_START, limits: Limits = STANDARD
) -> Iterator[YamlDocument]:
    """Read the bodies of a YAML text.

    Args:
        text: The text, without surrogates.
        file: What the Documents say that they come from.
        origin: Where the text starts in its file.
        limits: What one body may ask for.

    Yields:
        A Document for each YAML document that is not empty; if all are, one with the value
        ``Absent.EMPTY``. Its text is its part of the file, from ``---`` to the next.
        A document that is no body has the value ``Absent.BROKEN`` and one ``syntax`` or
        ``limit-exceeded`` problem. Behind a fault of syntax, or a limit, nothing is read.
    """
    drafts = _drafts(text, origin.line, limits)
    ends = [*(draft.start for draft in drafts[1:]), len(text)]
    full = [(each, end) for each, end in zip(drafts, ends, strict=False) if not each.is_empty]
    head = _HEAD.match(text)
    top = _settings(directive for _, directive in comments(text, 0, head.end() if head else 0, ()))
    line, counted = origin.line, 0
    for index, (draft, end) in enumerate(full or [(_Draft(0), len(text))]):
        start = draft.start
        line = line_number(text[counted:start], start - counted, line)
        counted = start
        directives = tuple(
            Directive(line_number(text[start:at], at - start, line), origin.offset + at, directive)
            for at, directive in comments(text, start, end, draft.texts)
        )
        yield YamlDocument(
            file=file,
            index=index,
            text=text[start:end],
            origin=Position(origin.offset + start, line, origin.column if start == 0 else 1),
            value=draft.value,
            problems=tuple(_shifted(problem, -start) for problem in draft.problems),
            comments={**top, **_settings(directive.text for directive in directives)},
            alternatives=draft.alternatives,
            root=draft.root,
            base=start,
            directives=directives,
        )


def _drafts(text: str, first_line: int, limits: Limits) -> list[_Draft]:
    if text.startswith("\ufeff"):  # one mark was taken off before; libyaml miscounts behind this
        return [_broken(0, unreadable(text), [])]
    drafts: list[_Draft] = []
    builder: Builder | None = None  # None as well in a document that was refused
    is_inside = is_ended = False
    start = 0
    try:
        events: Iterable[Any] = yaml.parse(text, Loader=LOADER)
        for event in events:
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                start = event.start_mark.index - event.start_mark.column if drafts else 0
                builder, is_inside = Builder(text, limits, first_line), True
            elif kind is yaml.DocumentEndEvent:
                if builder is not None:
                    drafts.append(_finished(builder, text, start))
                builder, is_inside, is_ended = None, False, event.explicit
                if is_ended:  # a fault may follow before the next document has begun
                    start = event.start_mark.index - event.start_mark.column
            elif builder is not None:
                try:
                    builder.feed(event)
                except RefusedError as refused:
                    drafts.append(_broken(start, refused.problem, builder.texts))
                    builder = None
                    if refused.problem.rule == "limit-exceeded":
                        return drafts
    except (yaml.YAMLError, ValueError) as error:  # ValueError: bugs of the pure parser
        if is_inside and builder is None:
            return drafts
        if not is_inside and not is_ended and drafts:
            # What follows without ``---`` belongs to the document that seemed to be complete.
            start = drafts.pop().start
        texts = builder.texts if builder is not None else []
        drafts.append(_broken(start, explain(text, error, first_line), texts))
    return drafts


def _finished(builder: Builder, text: str, start: int) -> _Draft:
    root = builder.root
    if root is None or (root.start == root.end and builder.value is None):
        return _Draft(start)
    if builder.is_bare:
        return _broken(start, only_text(text, root.start, root.end), builder.texts)
    return _Draft(
        start, builder.value, root, builder.problems, builder.alternatives(), builder.texts
    )


def _broken(start: int, problem: Problem, texts: list[tuple[int, int]]) -> _Draft:
    return _Draft(start, Absent.BROKEN, problems=[problem], texts=texts)


def _shifted(problem: Problem, by: int) -> Problem:
    if by == 0:
        return problem
    related = tuple((message, start + by, end + by) for message, start, end in problem.related)
    return problem._replace(start=problem.start + by, end=problem.end + by, related=related)


def _settings(directives: Iterable[str]) -> dict[str, str]:
    return {key: value for text in directives for key, value in settings(text).items()}
