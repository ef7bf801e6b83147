"""JSON text to a Value.

A valid body costs one pass of the standard library's C parser. Places are looked up only when
somebody asks: the same parser, started at a bracket, gives the ends of the members of that one
object or list, and they are kept, so that many findings in one body cost no more than a few.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.memo import memo
from defender_lint.named_tuple import NamedTuple
from defender_lint.nesting import is_deeper, may_be_deeper
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.json import lenient
from defender_lint.sources.json.strict import BLANK, decode, has_only_repeats, may_hold_halves
from defender_lint.sources.options import DEFAULTS, JudgedData, Look, ReadOptions
from defender_lint.sources.problem import problem
from defender_lint.sources.request import Request
from defender_lint.sources.source import Fault, Source
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Segment, Text
from defender_lint.sources.value import NO_HOLES, Absent, Holes, Value
from defender_lint.sources.wording import quoted

if TYPE_CHECKING:
    from defender_lint.sources.holes.masking import Masked

MEDIA_TYPE: Final = "application/json"
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
_BLANKS: Final = re.compile(r"[ \t\n\r]*")
_COLON: Final = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
# A pair of escapes is one character.
_ESCAPE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)

_SMALL: Final = 4_096  # characters that are searched in no time, as is most bodies' all
_LONGEST_KEPT: Final = 64  # characters; longer than any key
_quoted_key = memo(256)(quoted)  # the same key is written twice in every body of a file


class _Place(NamedTuple):
    """Where a value stands, and its key if it is a member of an object."""

    start: int
    end: int
    key: tuple[int, int] | None = None


class JsonValue(Value):
    """A body written in JSON; the text is what would be sent."""

    text: Text

    def __init__(
        self,
        data: Any,
        text: Text,
        *,
        problems: tuple[Diagnostic, ...] = (),
        holes: Holes = NO_HOLES,
        masked: str | None = None,
        faults: Callable[[], Iterator[Diagnostic]] | None = None,
    ) -> None:
        """Take a body.

        Args:
            data: What was parsed.
            text: Its text.
            problems: What is wrong with the text.
            holes: What is unknown.
            masked: The text with JSON in place of what no JSON parser takes.
            faults: Yields all faults of a text that does not parse.
        """
        super().__init__(data, text, problems=problems, media_type=MEDIA_TYPE, holes=holes)
        self._chars: Final = text.chars if masked is None else masked
        self._faults: Final = faults
        self._has_escapes: bool | None = None
        self._whole: _Place | None = None

    def faults(self) -> Iterator[Diagnostic]:
        """Yield the problems, and those that are seen only when the ones before are fixed."""
        return super().faults() if self._faults is None else self._faults()

    def offsets(self, path: Path, token: Token) -> tuple[int, int]:
        """Return start and end of a token in ``text``.

        A path that leads nowhere gives the nearest parent that exists. The key of a place that
        has none (the root, an item of a list) is its value; a key that stands twice is the later
        one, as in ``data``. All of a text that does not parse is one value.
        """
        place, data = self._root, self.data if self.holes is NO_HOLES else None
        for step in path:
            key = self._key(place, data, step)
            child = self._children(place.start).get(step) if key is None else self._member(key)
            if child is None:
                break
            place, data = child, None if data is None else data[step]
        if token is Token.START:
            return place.start, min(place.start + 1, place.end)
        if token is Token.KEY and place.key is not None:
            return place.key
        return place.start, min(place.end, len(self.text.chars))  # brackets that are not there

    def find_members(self, written: Sequence[str]) -> list[int] | None:
        """Search for members: what is inside of a string has a backslash before each quote."""
        chars, found, at = self._chars, [], 0
        for member in written:
            at = chars.find(member, at)
            if at < 0 or chars[at - 1 : at] == "\\":
                return None
            found.append(at)
        return found

    def string_at(self, path: Path) -> Text:
        """Return the characters of a string; of a hole without quotes, what stands there."""
        if path in self.holes.any:
            start, end = self.offsets(path, Token.VALUE)
            if self.text.chars[start] != '"':
                return self.text.slice(start, end)
        return string_at(self, path)

    def encode(self, value: Any, start: int) -> str:
        """Write a scalar as JSON; ``start`` makes no difference."""
        return _ENCODE(value)

    @property
    def _root(self) -> _Place:
        if self._whole is None:
            chars = self._chars
            end = len(chars) if chars[-1:] in "}]" else len(chars.rstrip(BLANK))
            self._whole = _Place(min(_skip(chars, 0), end), end)
        return self._whole

    @cached_property
    def _places(self) -> dict[int, dict[str | int, _Place]]:
        return {}  # by the offset of the container's bracket

    def _key(self, place: _Place, data: Any, step: str | int) -> tuple[int, int] | None:
        """Return the place of a key in a small object, if its characters stand there once.

        Then nothing else has to be read. They might also be part of another string, or stand
        between two: not where nothing is escaped, and they begin with a letter or a digit.
        """
        start, end, _ = place
        if end - start > _SMALL or type(data) is not dict or step not in data:
            return None
        if self._has_escapes is None:
            self._has_escapes = "\\" in self._chars
        chars, key = self._chars, f'"{step}"'
        at = chars.find(key, start, end)
        behind = at + len(key)
        if at < 0 or self._has_escapes or not key[1].isalnum():
            return None
        return None if chars.find(key, behind, end) >= 0 else (at, behind)

    def _member(self, key: tuple[int, int]) -> _Place:
        start = _COLON.match(self._chars, key[1]).end()  # type: ignore[union-attr] # valid JSON
        return _Place(start, lenient.value_at(self._chars, start)[1], key)

    def _children(self, start: int) -> dict[str | int, _Place]:
        known = self._places.get(start)
        if known is None:
            broken = isinstance(self.data, Absent)
            known = {} if broken else dict(_members(self._chars, start))
            self._places[start] = known
        return known


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the body that a JSON file is, or the requests that it holds."""
    seen = Look.DOUBTFUL if options.look is None else options.look.of_body(source.text)
    if seen is Look.PASSED:
        return
    text = Text.whole(source)
    if type(seen) is JudgedData:
        body = JsonValue(seen.data, text)
        yield Request(source, 0, "json", body=body, judgement=seen.judgement)
        return
    value = parse(text, options) if seen is Look.DOUBTFUL else JsonValue(seen, text)
    if not mentions(source.text):
        yield Request(source, 0, "json", body=value)
        return
    from defender_lint.sources.data import around_fault, in_data

    if value.data is Absent.BROKEN:
        yield from around_fault(*_around_faults(text, options), value, source, options, "json")
    else:
        yield from in_data(value, source, options, "json")


def parse(text: Text, options: ReadOptions = DEFAULTS) -> JsonValue:
    """Read one body.

    Whatever is wrong with the text is in the value's ``problems``: ``syntax`` and
    ``limit-exceeded`` with the data ``Absent.BROKEN``, or any number of ``duplicate-key``, where
    the last of equal keys has its way. Blank text has the data ``Absent.EMPTY`` and no problem.
    """
    chars = text.chars
    if not text.holes:
        try:
            data = decode(chars)
        except (ValueError, RecursionError):
            return _parse_slowly(text, options)
        depth = options.limits.depth
        is_too_deep = may_be_deeper(chars, depth) and is_deeper(data, depth)
        if not is_too_deep and not may_hold_halves(chars):
            if not options.placeholders.may_stand_in(chars):
                return JsonValue(data, text)
            from defender_lint.sources.holes.finding import holes_in  # few bodies have any

            data, holes = holes_in(data, options.placeholders)
            return JsonValue(data, text, holes=holes)
    return _parse_slowly(text, options)


def unreadable(fault: Fault, text: Text) -> JsonValue:
    """Return the body of a text that cannot be read at all."""
    found = problem(fault.rule, fault.message, fault.start, fault.end)
    return JsonValue(Absent.BROKEN, text, problems=(found,))


def string_at(value: Value, path: Path) -> Text:
    """Return the characters of a string in a JSON text, with their places in the file.

    Args:
        value: A body written in JSON, or a value inside one.
        path: Where the string stands.
    """
    assert value.text is not None
    start, end = value.offsets(path, Token.VALUE)
    chars = value.text.chars
    start, end = start + 1, end - 1  # the quotes
    pieces: list[str] = []
    segments: list[Segment] = []
    at, length = start, 0

    def add(piece: str, until: int) -> None:
        nonlocal at, length
        if piece:
            pieces.append(piece)
            segments.append(Segment(length, length + len(piece), at, until))
            length += len(piece)
        at = until

    for match in _ESCAPE.finditer(chars, start, end):
        add(chars[at : match.start()], match.start())
        add(_unescaped(match.group()), match.end())
    add(chars[at:end], end)
    if not segments:
        segments.append(Segment(0, 0, start, start))
    return Text.within(value.text, "".join(pieces), segments, escape=_escaped)


def _unescaped(escape: str) -> str:
    try:
        return str(json.loads(f'"{escape}"'))
    except ValueError:  # a slip that was passed over: `\\'`
        return escape[1:]


def _escaped(chars: str) -> str:
    return _ENCODE(chars)[1:-1]


def _parse_slowly(text: Text, options: ReadOptions) -> JsonValue:
    """Read a text that holds holes, or something that the service may not take."""
    # Not needed for a valid body.
    from defender_lint.sources.holes.finding import holes_in
    from defender_lint.sources.holes.masking import Masked, mask
    from defender_lint.sources.json.faults import faults

    if not text.chars.strip(BLANK):
        return JsonValue(Absent.EMPTY, text)
    masked = mask(text, options) or Masked(text.chars)
    if not masked.chars.strip(BLANK):  # nothing but tags of a template
        return JsonValue(Absent.EMPTY, text)
    found = partial(faults, text.chars, masked.chars, line_at=text.line_at, limits=options.limits)
    is_sound = masked.chars == text.chars and has_only_repeats(text.chars, options.limits.depth)
    fault = None if is_sound else next(found(), None)
    if fault is not None:
        return JsonValue(Absent.BROKEN, text, problems=(fault,), faults=found)
    data, holes = holes_in(
        lenient.DECODER.decode(masked.chars), options.placeholders, masked.holes, masked.mark
    )
    problems = tuple(_duplicates(masked, options.placeholders, text.line_at))
    return JsonValue(data, text, problems=problems, holes=holes, masked=masked.chars)


def _around_faults(text: Text, options: ReadOptions) -> tuple[JsonValue | None, bool]:
    """Read what stands around the faults of a text that is no JSON, if anything does.

    Also tells whether that goes on to the end of the text.
    """
    from defender_lint.sources.holes.finding import holes_in
    from defender_lint.sources.holes.masking import Masked, mask
    from defender_lint.sources.json.readable import readable

    masked = mask(text, options) or Masked(text.chars)
    found = readable(masked.chars, options.limits)
    if found is None:
        return None, False
    data = lenient.DECODER.decode(found.meant)
    data, holes = holes_in(data, options.placeholders, masked.holes, masked.mark)
    return JsonValue(data, text, holes=holes, masked=found.chars), found.is_whole


def _duplicates(
    masked: Masked, placeholders: Placeholders, line_at: Callable[[int], int]
) -> Iterator[Diagnostic]:
    """Find every key that stands twice in one object of a text that is valid JSON."""
    from defender_lint.sources.holes.finding import is_hole

    text = masked.chars
    found: list[Diagnostic] = []
    saying: dict[int, Callable[[int, int], Diagnostic] | None] = {}  # by where the first stands
    containers: list[tuple[Path, int]] = [((), _skip(text, 0))]
    while containers:
        path, start = containers.pop()
        first: dict[str | int, tuple[int, int]] = {}
        for step, place in _members(text, start):
            if place.key is None:
                pass
            elif step not in first:
                first[step] = place.key
            elif not masked.branches or not masked.exclude(place.key[0], first[step][0]):
                at, name = first[step][0], str(step)
                if at not in saying:
                    is_unknown = is_hole(name, placeholders, masked.mark)  # which key it is
                    saying[at] = (
                        None
                        if is_unknown
                        else duplicate_of(name, (*path, step), first[step], line_at(at))
                    )
                say = saying[at]
                if say is not None:
                    found.append(say(*place.key))
            if text[place.start] in "{[":
                containers.append(((*path, step), place.start))
    yield from sorted(found, key=lambda each: each.start or 0)


def duplicate_of(
    name: str, path: Path, first: tuple[int, int], first_line: int
) -> Callable[[int, int], Diagnostic]:
    """Return what says where a key stands in an object again, from start to end."""
    shown = _quoted_key(name) if len(name) <= _LONGEST_KEPT else quoted(name)
    message = (
        f"{shown} appears twice in this object (first on line {first_line}); "
        "which one the service takes is not documented, so keep one"
    )
    related = ((f"{shown} appears here first", *first),)
    return partial(problem, "duplicate-key", message, path=path, related=related)


def _members(text: str, start: int) -> Iterator[tuple[str | int, _Place]]:
    """Yield the members or items of the container at ``start`` in valid JSON, with their places."""
    closing = {"{": "}", "[": "]"}.get(text[start])
    at = _skip(text, start + 1)
    index = 0
    while closing is not None and text[at] != closing:
        step: str | int = index
        key = None
        if closing == "}":
            step, end = lenient.string_at(text, at + 1)
            key = (at, end)
            at = _skip(text, _skip(text, end) + 1)  # past the colon
        _, end = lenient.value_at(text, at)
        yield step, _Place(at, end, key)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1


def _skip(text: str, at: int) -> int:
    """Return where the next token begins; nearly always that is here or one space on."""
    if text[at : at + 1] not in BLANK:
        return at
    if text[at + 1 : at + 2] not in BLANK:
        return at + 1
    match = _BLANKS.match(text, at)
    return match.end() if match else at
