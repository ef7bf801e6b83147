"""YAML text to Requests, one for each YAML document that is not empty.

The events of libyaml carry the places of their tokens, so value and places are built in one pass.
Imported only when a YAML file is met. Without libyaml the parser in pure Python does the same,
ten times slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import yaml

from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.sources.directives import settings
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.options import DEFAULTS, ReadOptions
from defender_lint.sources.request import Directive, Request
from defender_lint.sources.source import Source
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Text
from defender_lint.sources.value import NO_HOLES, Absent, Value
from defender_lint.sources.yaml import scalars as yaml_scalars
from defender_lint.sources.yaml.build import Builder, Place, RefusedError
from defender_lint.sources.yaml.comments import comments
from defender_lint.sources.yaml.strings import string_at as string_at
from defender_lint.sources.yaml.syntax import explain, is_too_deep, only_text, unreadable

if TYPE_CHECKING:
    from defender_lint.sources.yaml.masking import YamlMask

LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
# The lines above the first content of a file: blank, comments, directives of YAML, ``---``.
_HEAD: Final = re.compile(
    r"(?:(?:[ \t]*(?:#[^\r\n]*)?|%[^\r\n]*|---[ \t]*(?:#[^\r\n]*)?)(?:\r\n|\n|\r|\Z))*"
)

_OPENING: Final = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ATTEMPTS: Final = 4
"""How often lines are given up that a fault may have begun on: what is told is where it shows."""


class YamlValue(Value):
    """A body written in YAML; what would be sent is its value as JSON."""

    text: Text

    def __init__(
        self, data: Any, text: Text, *, root: Place | None, base: int, **rest: Any
    ) -> None:
        super().__init__(data, text, **rest)
        self._root: Final = root
        self._base: Final = base  # where ``text`` starts in what the places count from

    def faults(self) -> Iterator[Diagnostic]:
        """Yield the problems, and those that are seen only when the ones before are fixed."""
        yield from self.problems
        if self.data is Absent.BROKEN and self.problems[0].fix is not None:
            from defender_lint.sources.yaml.faults import further

            yield from further(self.text.chars, self.problems[0])

    def offsets(self, path: Path, token: Token) -> tuple[int, int]:
        """Return start and end of a token in ``text``.

        A path that leads nowhere gives the nearest parent that exists, and the key of a place
        that has none is its value. An alias is the value of its place; what is inside of it
        stands at the anchor, and so does all that a merge key ``<<`` brings in. All of a text
        that does not parse is one value.
        """
        place = self._root
        if place is None:
            chars = self.text.chars
            start = len(chars) - len(chars.lstrip())
            place = Place(start, max(len(chars.rstrip()), start))
            end = min(start + 1, place.end) if token is Token.START else place.end
            return place.start, end
        for step in path:
            child = place.children.get(step)
            if child is None:
                break
            place = child
        start, end = place.start, place.end
        if token is Token.START:
            end = min(start + 1, end)
        elif token is Token.KEY and place.key is not None:
            start, end = place.key
        return start - self._base, end - self._base

    def string_at(self, path: Path) -> Text:
        """Return the characters of a scalar, in whatever style it is written."""
        return string_at(self, path)

    def encode(self, value: Any, start: int) -> str:
        """Write a scalar in the style of the token that begins at ``start``, if that is safe."""
        return yaml_scalars.encode(value, self.text.chars[start : start + 1])


class _Draft:
    """What was found out about one YAML document; offsets count in the whole text."""

    __slots__ = ("holes", "problems", "readings", "root", "start", "texts", "value")

    def __init__(
        self,
        start: int,
        value: Any = Absent.EMPTY,
        root: Place | None = None,
        *,
        problems: list[Diagnostic] | None = None,
        readings: dict[Path, bool] | None = None,
        texts: list[tuple[int, int]] | None = None,
    ) -> None:
        self.start = start
        self.value = value
        self.root = root
        self.problems = problems or []
        self.readings = readings or {}
        self.texts = texts or []
        self.holes = NO_HOLES

    @property
    def is_empty(self) -> bool:
        return self.value is Absent.EMPTY

    @property
    def is_faulty(self) -> bool:
        return any(each.rule == "syntax" for each in self.problems)


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the body of each YAML document of a file, or the requests that it holds."""
    holds_requests = mentions(source.text)
    index = 0
    for value, directives in parse_all(Text.whole(source), options):
        if holds_requests:
            from defender_lint.sources.data import around_fault, in_data

            if value.data is Absent.BROKEN:
                before = _before_fault(value, options)
                found = around_fault(
                    before, False, value, source, options, "yaml", index, directives
                )
            else:
                found = in_data(value, source, options, "yaml", index, directives)
        else:
            found = iter((Request(source, index, "yaml", body=value, directives=directives),))
        for request in found:
            yield request
            index += 1


def _before_fault(broken: YamlValue, options: ReadOptions) -> YamlValue | None:
    """Read the lines before the first fault of a document; None if nothing is to be had."""
    text, value = broken.text, broken
    for _ in range(_ATTEMPTS):
        fault = value.problems[0].start or 0
        text = text.slice(0, max(text.chars.rfind("\n", 0, fault), 0))
        if not text.chars.strip():
            return None
        value, _ = next(parse_all(text, options))
        if value.data is not Absent.BROKEN:
            return value
    return None  # pragma: no cover - no text is known that needs so many; it bounds the time


def parse_all(
    text: Text, options: ReadOptions = DEFAULTS
) -> Iterator[tuple[YamlValue, tuple[Directive, ...]]]:
    """Read the bodies of a YAML text.

    Args:
        text: The text, without surrogates.
        options: What one body may ask for.

    Yields:
        A value for each YAML document that is not empty, and the ``defender-lint:`` comments that
        speak of it; if all are, one with the data ``Absent.EMPTY``. Its text is its part of the
        file, from ``---`` to the next. A document that is no body has the data ``Absent.BROKEN``
        and one ``syntax`` or ``limit-exceeded`` problem. After a fault of syntax, or a limit,
        nothing is read.
    """
    chars = text.chars
    drafts = _all_drafts(text, options)
    ends = [*(draft.start for draft in drafts[1:]), len(chars)]
    full = [(each, end) for each, end in zip(drafts, ends, strict=False) if not each.is_empty]
    head = _HEAD.match(chars)
    above = _directives(text, 0, head.end() if head else 0, ())
    top = tuple(each for each in above if settings(each.text))
    for index, (draft, end) in enumerate(full or [(_Draft(0), len(chars))]):
        start = draft.start
        own = _directives(text, start, end, draft.texts)
        value = YamlValue(
            draft.value,
            text.slice(start, end),
            problems=tuple(_shifted(problem, -start) for problem in draft.problems),
            readings=draft.readings,
            holes=draft.holes,
            root=draft.root,
            base=start,
        )
        yield value, (own if index == 0 else (*top, *own))


def _directives(
    text: Text, start: int, end: int, texts: list[tuple[int, int]] | tuple[()]
) -> tuple[Directive, ...]:
    return tuple(
        Directive(text.line_at(at), *text.outer(at, until), directive)
        for at, until, directive in comments(text.chars, start, end, texts)
    )


def _all_drafts(text: Text, options: ReadOptions) -> list[_Draft]:
    """Read all documents, with what is unknown of them."""
    placeholders = options.placeholders
    drafts = [] if text.holes else _drafts(text, options)
    mask = None
    if text.holes or (
        any(each.is_faulty for each in drafts) and placeholders.may_stand_bare(text.chars)
    ):
        masked, mask = _masked_drafts(text, options)
        drafts = masked or drafts
    if mask is not None or placeholders.may_stand_bare(text.chars):
        for draft in drafts:
            _find_holes(draft, placeholders, mask)
    return drafts


def _masked_drafts(text: Text, options: ReadOptions) -> tuple[list[_Draft], YamlMask | None]:
    """Read a template; nothing where the text is none."""
    from defender_lint.sources.holes.blocks import TangledError
    from defender_lint.sources.yaml.masking import YamlMask

    first: tuple[list[_Draft], YamlMask | None] = ([], None)
    for lines_too in (False, True):
        try:
            mask = YamlMask(text, options.placeholders, lines_too=lines_too)
        except TangledError:
            return first
        if not mask:
            return first
        drafts = _drafts(text, options, mask)
        if not any(each.is_faulty for each in drafts):
            return drafts, mask
        if not lines_too:
            first = drafts, mask
    return first


def _find_holes(draft: _Draft, placeholders: Placeholders, mask: YamlMask | None) -> None:
    from defender_lint.sources.holes.finding import holes_in, is_hole

    if draft.root is None:
        return
    mark = ""
    if mask is not None:
        mark = mask.mark
        draft.value, draft.holes = mask.unmask(draft.value, draft.root)
    draft.value, draft.holes = holes_in(draft.value, placeholders, draft.holes, mark)
    draft.problems = [
        each
        for each in draft.problems
        if each.rule != "duplicate-key"
        or not (
            is_hole(str(each.path[-1]), placeholders, mark)
            or (mask and mask.exclude(each.start or 0, each.related[0][1]))
        )
    ]


def _drafts(
    text: Text, options: ReadOptions, mask: YamlMask | None = None, loader: Any = None
) -> list[_Draft]:
    """Read the documents of a text, with its holes hidden or as it is written."""
    chars = text.chars if mask is None else mask.chars
    loader = loader or LOADER
    if chars.startswith("\ufeff"):  # one mark was taken off before; libyaml miscounts after this
        return [_broken(0, unreadable(chars), [])]
    is_hole = options.placeholders.is_whole if mask is None else mask.is_whole
    drafts: list[_Draft] = []
    builder: Builder | None = None  # None as well in a document that was refused
    is_inside = is_ended = False
    start = below = 0
    try:
        events: Iterable[Any] = yaml.parse(chars, Loader=loader)
        for event in events:
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                start = event.start_mark.index - event.start_mark.column if drafts else 0
                builder, is_inside = Builder(text.chars, options.limits, text.line_at), True
            elif kind is yaml.DocumentEndEvent:
                if builder is not None:
                    drafts.append(_finished(builder, text.chars, start, is_hole))
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
                    below = 0
            elif kind in _OPENING:
                below += 1
                if below > options.limits.depth:  # and no limit is asked for of what was refused
                    return drafts
    except (yaml.YAMLError, ValueError) as error:  # ValueError: bugs of the pure parser
        if is_too_deep(error) and loader is not yaml.Loader:
            # libyaml stops at 1,000 levels, before a limit of ours could; the pure parser does not.
            return _drafts(text, options, mask, yaml.Loader)
        if is_inside and builder is None:
            return drafts
        if not is_inside and not is_ended and drafts:
            # What follows without ``---`` belongs to the document that seemed to be complete.
            start = drafts.pop().start
        texts = builder.texts if builder is not None else []
        drafts.append(_broken(start, explain(chars, text.chars, error, text.line_at), texts))
    return drafts


def _finished(builder: Builder, text: str, start: int, is_hole: Callable[[str], bool]) -> _Draft:
    root = builder.root
    if root is None or (root.start == root.end and builder.value is None):
        return _Draft(start)
    if builder.is_bare and not is_hole(builder.value):
        return _broken(start, only_text(text, root.start, root.end), builder.texts)
    return _Draft(
        start,
        builder.value,
        root,
        problems=builder.problems,
        readings=builder.alternatives(),
        texts=builder.texts,
    )


def _broken(start: int, problem: Diagnostic, texts: list[tuple[int, int]]) -> _Draft:
    return _Draft(start, Absent.BROKEN, problems=[problem], texts=texts)


def _shifted(problem: Diagnostic, by: int) -> Diagnostic:
    if by == 0 or problem.start is None or problem.end is None:
        return problem
    related = tuple((message, start + by, end + by) for message, start, end in problem.related)
    return problem.replace(start=problem.start + by, end=problem.end + by, related=related)
