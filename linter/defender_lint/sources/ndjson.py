"""NDJSON (JSON Lines): every line that is not blank is a body of its own.

Lines are read, yielded and forgotten one by one, so the size of the file does not matter.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from defender_lint.findings import Position
from defender_lint.sources.document import FILE_START, Absent, Problem
from defender_lint.sources.encoding import Undecodable, decode, find_surrogate, sniff, undecodable
from defender_lint.sources.json_text import MEDIA_TYPE, JsonDocument, parse
from defender_lint.sources.limits import STANDARD, Limits

_CONTINUATION_BYTES: Final = bytes(range(0x80, 0xC0))


@dataclass(frozen=True, slots=True)
class _TooLong:
    """A line that was passed over; what is left of it is its length in characters."""

    characters: int


def read_lines(
    stream: BinaryIO, *, file: str = "", limits: Limits = STANDARD
) -> Iterator[JsonDocument]:
    """Read the bodies of an NDJSON file, a line at a time.

    Args:
        stream: The file, opened for bytes. UTF-16 and UTF-32 are read as a whole.
        file: What the Documents say that they come from.
        limits: What one line may ask for; the number of lines is free.

    Yields:
        A Document for each line that is not blank, its text without the line ending, its origin
        the start of the line. One with the value ``Absent.EMPTY`` if there is none.

    Raises:
        OSError: The stream cannot be read.
    """
    head = stream.readline(limits.size + 1)
    encoding, bom = sniff(head[:4])
    if encoding == "utf-8":
        yield from _documents(_utf8_lines(head[len(bom) :], stream, limits), file, limits)
        return
    decoded = decode(head + stream.read())
    if isinstance(decoded, Undecodable):
        yield _broken(file, 0, decoded, FILE_START)
    else:
        yield from parse_lines(decoded.text, file=file, limits=limits)


def parse_lines(
    text: str, *, file: str = "", origin: Position = FILE_START, limits: Limits = STANDARD
) -> Iterator[JsonDocument]:
    """Read the bodies of an NDJSON text; yields what ``read_lines`` does."""
    yield from _documents(io.StringIO(text), file, limits, origin)


def _documents(
    lines: Iterable[str | _TooLong], file: str, limits: Limits, origin: Position = FILE_START
) -> Iterator[JsonDocument]:
    index = 0
    offset = origin.offset
    number = origin.line
    for line in lines:
        place = Position(offset, number, 1)
        number += 1
        if isinstance(line, _TooLong) or len(line) > limits.size:
            yield _too_long(file, index, place, limits)
            index += 1
            offset += line.characters if isinstance(line, _TooLong) else len(line)
            continue
        offset += len(line)
        text = line.rstrip("\r\n")
        if "\r" in text:
            number += text.count("\r")  # a line ending to editors, though a blank to JSON
        if not text.lstrip(" \t\r"):
            continue
        if find_surrogate(text) is None:
            yield parse(text, file=file, index=index, origin=place, limits=limits, is_line=True)
        else:
            yield _broken(file, index, undecodable(text), place)
        index += 1
    if index == 0:
        yield parse("", file=file, origin=origin)


def _utf8_lines(head: bytes, stream: BinaryIO, limits: Limits) -> Iterator[str | _TooLong]:
    """Decode line by line; bytes that are not UTF-8 become surrogates, as nothing else does."""
    line = head
    while line:
        if len(line) <= limits.size or line.endswith(b"\n"):
            yield line.decode("utf-8", "surrogateescape")
        else:
            yield _TooLong(_characters(line) + _pass_over(stream))
        line = stream.readline(limits.size + 1)


def _pass_over(stream: BinaryIO) -> int:
    """Skip the rest of a line and return its length in characters."""
    characters = 0
    while part := stream.readline(64 * 1024):
        characters += _characters(part)
        if part.endswith(b"\n"):
            break
    return characters


def _characters(part: bytes) -> int:
    return len(part.translate(None, _CONTINUATION_BYTES))


def _too_long(file: str, index: int, origin: Position, limits: Limits) -> JsonDocument:
    message = f"this line is longer than {limits.size:,} bytes; send fewer items in one body"
    return _document(file, index, "", origin, Problem("limit-exceeded", message, 0, 0))


def _broken(file: str, index: int, fault: Undecodable, origin: Position) -> JsonDocument:
    problem = Problem("syntax", fault.message, fault.start, fault.end)
    return _document(file, index, fault.text, origin, problem)


def _document(file: str, index: int, text: str, origin: Position, problem: Problem) -> JsonDocument:
    return JsonDocument(
        file=file,
        index=index,
        text=text,
        origin=origin,
        value=Absent.BROKEN,
        problems=(problem,),
        media_type=MEDIA_TYPE,
    )
