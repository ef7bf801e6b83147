"""One line of a ``.gitignore``, matched as git matches it, in time that does not explode.

Between its stars a pattern has pieces of fixed length, so the leftmost place where a piece fits is
as good as any other: nothing is ever tried again, whatever the pattern. The rules are those of
https://git-scm.com/docs/gitignore, "PATTERN FORMAT".
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from defender_lint.named_tuple import NamedTuple

LONGEST: Final = 4_096
"""Characters of a pattern; no path is longer."""

_CLASSES: Final[dict[str, str]] = {
    "alnum": string.ascii_letters + string.digits,
    "alpha": string.ascii_letters,
    "blank": " \t",
    "cntrl": "".join(map(chr, (*range(32), 127))),
    "digit": string.digits,
    "graph": string.ascii_letters + string.digits + string.punctuation,
    "lower": string.ascii_lowercase,
    "print": string.ascii_letters + string.digits + string.punctuation + " ",
    "punct": string.punctuation,
    "space": " \t\n\v\f\r",
    "upper": string.ascii_uppercase,
    "xdigit": string.hexdigits,
}


class NotAPattern(ValueError):
    """A line that git would never match anything by. The text says why."""


class _OneOf(NamedTuple):
    """``[a-z]``: ranges of characters, ``negated`` for all others; ``?`` is none, negated."""

    ranges: tuple[tuple[str, str], ...]
    negated: bool = False

    def fits(self, char: str) -> bool:
        return any(low <= char <= high for low, high in self.ranges) != self.negated


_ANY: Final = _OneOf((), negated=True)
_Element = str | _OneOf
_Piece = str | tuple[_Element, ...]
"""Characters as they are, or an element for each."""

_STAR: Final = object()
_SLASH: Final = object()
_DEEP: Final = "**"


class _Segment(NamedTuple):
    """What stands between two slashes: pieces, with a star between each two."""

    pieces: tuple[_Piece, ...]

    def fits(self, name: str) -> bool:
        first, last = self.pieces[0], self.pieces[-1]
        if len(self.pieces) == 1:
            return len(name) == len(first) and _stands_at(first, name, 0)
        end = len(name) - len(last)
        if end < len(first) or not _stands_at(first, name, 0) or not _stands_at(last, name, end):
            return False
        at = len(first)
        for piece in self.pieces[1:-1]:
            found = _find(piece, name, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return True


def _stands_at(piece: _Piece, name: str, at: int) -> bool:
    if isinstance(piece, str):
        return name.startswith(piece, at)
    return all(
        element == char if isinstance(element, str) else element.fits(char)
        for element, char in zip(piece, name[at : at + len(piece)], strict=True)
    )


def _find(piece: _Piece, name: str, at: int, end: int) -> int:
    if isinstance(piece, str):
        return name.find(piece, at, end)
    places = range(at, end - len(piece) + 1)
    return next((place for place in places if _stands_at(piece, name, place)), -1)


class Wildmatch(NamedTuple):
    """A pattern.

    Attributes:
        groups: Its segments, cut at each ``**``: the first group stands at the beginning of a path,
            the last at its end.
        takes_back: It begins with ``!``.
        only_folders: It ends in ``/``.
    """

    groups: tuple[tuple[_Segment, ...], ...]
    takes_back: bool
    only_folders: bool

    @property
    def floats(self) -> bool:
        """Whether it fits at any depth, as one without a slash does."""
        return not self.groups[0]

    def fits(self, names: Sequence[str], *, is_folder: bool) -> bool:
        """Tell whether the pattern fits a path itself, not a folder around it.

        Args:
            names: The names that the path consists of, from the folder of the pattern down.
            is_folder: Whether it is a folder.
        """
        if self.only_folders and not is_folder:
            return False
        groups = self.groups
        first, last = groups[0], groups[-1]
        if len(groups) == 2 and not first and len(last) == 1:  # a name at any depth, as most are
            return bool(names) and last[0].fits(names[-1])
        if len(groups) == 1:
            return len(names) == len(first) and _all_fit(first, names, 0)
        # What ends in `**` means what is inside, not the folder itself.
        end = len(names) - (len(last) or 1)
        if end < len(first) or not _all_fit(first, names, 0):
            return False
        if last and not _all_fit(last, names, end):
            return False
        at = len(first)
        for group in groups[1:-1]:
            places = range(at, end - len(group) + 1)
            found = next((place for place in places if _all_fit(group, names, place)), None)
            if found is None:
                return False
            at = found + len(group)
        return True


def _all_fit(segments: Sequence[_Segment], names: Sequence[str], at: int) -> bool:
    for segment in segments:  # a loop, as a run over many files spends its time here
        if not segment.fits(names[at]):
            return False
        at += 1
    return True


class LastNames(NamedTuple):
    """What the last names of files can be that some patterns fit.

    Attributes:
        exact: Whole names.
        endings: Ends of names, as of ``*.log``.
        beginnings: Beginnings of names.
        others: What tells of the rest.
    """

    exact: frozenset[str]
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]
    others: tuple[Callable[[str], bool], ...]

    def __bool__(self) -> bool:
        return any(self)


def last_names(patterns: Iterable[Wildmatch]) -> LastNames:
    """Return what patterns have to say of the names of files, whatever folder these are in."""
    exact: set[str] = set()
    endings, beginnings, others = [], [], []
    for pattern in patterns:
        if pattern.only_folders:
            continue
        if not pattern.groups[-1]:  # `logs/**`: everything inside
            endings.append("")
            continue
        match pattern.groups[-1][-1].pieces:
            case (str(whole),):
                exact.add(whole)
            case ("", str(ending)):
                endings.append(ending)
            case (str(beginning), ""):
                beginnings.append(beginning)
            case _:
                others.append(pattern.groups[-1][-1].fits)
    return LastNames(frozenset(exact), tuple(endings), tuple(beginnings), tuple(others))


def parse(line: str) -> Wildmatch | None:
    """Read a line of a ``.gitignore``.

    Returns:
        The pattern; None for an empty line or a comment.

    Raises:
        NotAPattern: Nothing would ever fit it.
    """
    line = _without_trailing_spaces(line)
    if not line or line.startswith("#"):
        return None
    if len(line) > LONGEST:
        raise NotAPattern(f"has more than {LONGEST:,} characters")
    takes_back = line.startswith("!")
    body = line[takes_back:]
    only_folders = body.endswith("/")
    body = body.removesuffix("/")
    segments = list(_segments(body.removeprefix("/")))
    if not segments or segments == [("",)]:
        raise NotAPattern("names nothing")
    if "/" not in body:
        segments.insert(0, _DEEP)
    groups: list[list[_Segment]] = [[]]
    for segment in segments:
        if isinstance(segment, str):
            if groups[-1] or len(groups) == 1:  # `**/**` is `**`
                groups.append([])
        else:
            groups[-1].append(_Segment(segment))
    return Wildmatch(tuple(map(tuple, groups)), takes_back, only_folders)


def _without_trailing_spaces(line: str) -> str:
    bare = line.rstrip(" ")
    backslashes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if backslashes % 2 and len(bare) < len(line) else bare


def _segments(body: str) -> Iterator[tuple[_Piece, ...] | str]:
    """Cut a pattern at its slashes; a segment of nothing but stars, two or more, is ``**``."""
    segment: list[object] = []
    for token in (*_tokens(body), _SLASH):
        if token is not _SLASH:
            segment.append(token)
        else:
            deep = len(segment) > 1 and all(each is _STAR for each in segment)
            yield _DEEP if deep else _pieces(segment)
            segment = []


def _pieces(segment: list[object]) -> tuple[_Piece, ...]:
    pieces: list[list[_Element]] = [[]]
    for token in segment:
        if token is not _STAR:
            assert isinstance(token, (str, _OneOf))
            pieces[-1].append(token)
        elif pieces[-1] or len(pieces) == 1:  # `***` inside a name is `*`
            pieces.append([])
    return tuple(_joined(piece) for piece in pieces)


def _joined(piece: list[_Element]) -> _Piece:
    texts = [element for element in piece if isinstance(element, str)]
    return "".join(texts) if len(texts) == len(piece) else tuple(piece)


def _tokens(body: str) -> Iterator[object]:
    at = 0
    while at < len(body):
        char = body[at]
        at += 1
        if char == "\\":
            if at == len(body):
                raise NotAPattern("ends in a backslash, with nothing after it")
            yield _SLASH if body[at] == "/" else body[at]
            at += 1
        elif char == "[":
            one_of, at = _one_of(body, at)
            yield one_of
        else:
            yield {"*": _STAR, "?": _ANY, "/": _SLASH}.get(char, char)


def _one_of(body: str, at: int) -> tuple[_OneOf, int]:
    """Read ``[…]`` from after its ``[``; return it and the place after its ``]``."""
    negated = body.startswith(("!", "^"), at)
    at += negated
    ranges: list[tuple[str, str]] = []
    first = at
    while at == first or not body.startswith("]", at):
        if body.startswith("[:", at) and (name := _class_name(body, at)) is not None:
            ranges += [(char, char) for char in _class(name)]
            at += len(name) + 4
            continue
        low, at = _member(body, at)
        high = low
        if body.startswith("-", at) and not body.startswith("]", at + 1):
            high, at = _member(body, at + 1)
        ranges.append((low, high))
    return _OneOf(tuple(ranges), negated), at + 1


def _class_name(body: str, at: int) -> str | None:
    end = body.find("]", at)
    return body[at + 2 : end - 1] if end > at + 2 and body[end - 1] == ":" else None


def _class(name: str) -> str:
    if name not in _CLASSES:
        raise NotAPattern(f"has `[:{name}:]`, and there is no such class")
    return _CLASSES[name]


def _member(body: str, at: int) -> tuple[str, int]:
    at += body.startswith("\\", at)
    if at >= len(body):
        raise NotAPattern("has a `[` without its `]`")
    return body[at], at + 1
