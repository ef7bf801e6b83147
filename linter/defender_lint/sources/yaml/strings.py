"""The characters of a string in YAML, with the place of each: quotes, escapes, folds, blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from defender_lint.diagnostic import Path, Token
from defender_lint.sources.text import Segment, Text
from defender_lint.sources.value import Value
from defender_lint.sources.yaml.scalars import encode

# What a piece of a scalar stands for: the characters from its start to its end, as these.
_Piece = tuple[int, int, str]

_ESCAPES: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0",
    "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_FOLD: Final = re.compile(r"[ \t]*(\r\n|\r|\n)((?:[ \t]*(?:\r\n|\r|\n))*)[ \t]*")
_JOIN: Final = re.compile(r"\\(?:\r\n|\r|\n)[ \t]*")
_ESCAPE: Final = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^xuU\r\n]))"
)
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_HEADER: Final = re.compile(r"[|>]([0-9+-]*)[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")
_PLAIN_STOP: Final = re.compile(r"[ \t]*[\r\n]")
_SINGLE_STOP: Final = re.compile(r"''|[ \t]*[\r\n]")
_DOUBLE_STOP: Final = re.compile(r"\\|[ \t]*[\r\n]")


def string_at(value: Value, path: Path) -> Text:
    """Return the characters of a string in a YAML text, with their places in the file.

    Args:
        value: A body written in YAML, or a value inside one.
        path: Where the string stands.
    """
    assert value.text is not None
    chars = value.text.chars
    start, end = value.offsets(path, Token.VALUE)
    expected: Any = value.data
    for step in path:
        expected = expected[step]
    pieces = list(_pieces(chars, start, end))
    found = "".join(piece for _, _, piece in pieces)
    if found != expected:  # an alias, a tag: only the whole has a place
        pieces = [(start, end, str(expected))]
    segments: list[Segment] = []
    length = 0
    for piece_start, piece_end, piece in pieces:
        if piece:
            segments.append(Segment(length, length + len(piece), piece_start, piece_end))
            length += len(piece)
    if not segments:
        inside = min(start + 1, end)
        segments.append(Segment(0, 0, inside, inside))
    style = chars[start : start + 1]
    return Text.within(
        value.text,
        "".join(piece for _, _, piece in pieces),
        segments,
        escape=lambda written: _escaped(written, style),
    )


def _escaped(chars: str, style: str) -> str | None:
    """Write characters inside a scalar; None where its style cannot hold them for certain."""
    if style == '"':
        return json.dumps(chars, ensure_ascii=False)[1:-1]
    if _BREAK.search(chars) or not chars.isprintable():
        return None
    if style == "'":
        return chars.replace("'", "''")
    if style in ("|", ">"):
        return chars
    return chars if not chars or encode(f"a{chars}a", style) == f"a{chars}a" else None


def _pieces(text: str, start: int, end: int) -> Iterator[_Piece]:
    style = text[start : start + 1]
    if style in ("|", ">"):
        yield from _block(text, start, end, is_folded=style == ">")
    elif style == '"':
        yield from _flow(text, start + 1, end - 1, _DOUBLE_STOP)
    elif style == "'":
        yield from _flow(text, start + 1, end - 1, _SINGLE_STOP)
    else:
        yield from _flow(text, start, end, _PLAIN_STOP)


def _flow(text: str, at: int, end: int, stop: re.Pattern[str]) -> Iterator[_Piece]:
    """Yield the pieces of a scalar in quotes, or of one without."""
    while match := stop.search(text, at, end):
        yield at, match.start(), text[at : match.start()]
        at = match.start()
        special = _JOIN.match(text, at, end) or _ESCAPE.match(text, at, end)
        if match[0] == "''":
            piece, until = "'", match.end()
        elif match[0] == "\\" and special:
            piece, until = _meaning(special), special.end()
        elif fold := _FOLD.match(text, at, end):
            empty = len(_BREAK.findall(fold[2]))
            piece, until = "\n" * empty or " ", fold.end()
        else:  # pragma: no cover - no YAML, unless a team's own placeholder looks so
            piece, until = text[at : at + 1], at + 1
        yield at, until, piece
        at = until
    yield at, end, text[at:end]


def _meaning(escape: re.Match[str]) -> str:
    if escape.re is _JOIN:
        return ""
    code = escape[1] or escape[2] or escape[3]
    return _ESCAPES.get(escape[4], escape[4]) if code is None else chr(int(code, 16))


def _block(text: str, start: int, end: int, *, is_folded: bool) -> Iterator[_Piece]:
    """Yield the pieces of a block scalar: its lines without their indentation."""
    header = _HEADER.match(text, start)
    if header is None:  # pragma: no cover - no YAML, unless a team's own placeholder looks so
        return
    lines = list(_lines(text, header.end(), _block_end(text, header.end(), end)))
    digits = re.search(r"[1-9]", header[1])
    full = [text[a:b] for a, b, _ in lines if text[a:b].strip(" ")]
    indents = [len(line) - len(line.lstrip(" ")) for line in full]
    if digits:
        outer = text.rfind("\n", 0, start) + 1
        parent = len(text[outer:start]) - len(text[outer:start].lstrip(" -"))
        indent = parent + int(digits[0])
    else:
        indent = indents[0] if indents else 0
    pending: list[_Piece] = []
    was_more = None  # whether the last full line was indented more, as a fold keeps those
    for line_start, line_end, next_start in lines:
        content = min(line_start + indent, line_end)
        if content == line_end:
            pending.append((line_end, next_start, "\n"))
            continue
        is_more = text[content] in " \t"
        if is_folded and was_more is False and not is_more and pending:
            yield from _folded(pending)
        else:
            yield from pending
        yield content, line_end, text[content:line_end]
        pending = [(line_end, next_start, "\n" if next_start > line_end else "")]
        was_more = is_more
    if "+" in header[1]:
        yield from pending
    elif "-" not in header[1]:
        yield from pending[: 1 if was_more is not None else 0]


def _folded(breaks: list[_Piece]) -> Iterator[_Piece]:
    """Yield line breaks between two folded lines: one is a space, of several one is left out."""
    first, *others = breaks
    yield first[0], first[1], "" if others else " "
    yield from others


def _block_end(text: str, at: int, end: int) -> int:
    """Return where the lines of a block end, the line break and empty lines after it included."""
    match = re.compile(r"[ \t]*(?:(?:\r\n|\r|\n)[ ]*(?=[\r\n]|\Z))*(?:\r\n|\r|\n)?").match(
        text, max(at, end)
    )
    return match.end() if match else end


def _lines(text: str, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield start and end of each line, and the start of the next."""
    while at < end:
        match = _BREAK.search(text, at, end)
        stop, following = match.span() if match else (end, end)
        yield at, stop, following
        at = following
