"""NDJSON (JSON Lines): every line that is not blank is a body of its own, or a record of one.

A file is read in stretches of whole lines, which are judged and forgotten one by one, so its size
does not matter.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from defender_lint.sources.encoding import find_surrogate, sniff, undecodable
from defender_lint.sources.json.text import JsonValue, parse, unreadable
from defender_lint.sources.limits import Limits
from defender_lint.sources.options import JudgedData, Look, ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.source import FILE_START, Fault, Source, decoded
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Text
from defender_lint.spans import Position

if TYPE_CHECKING:
    from defender_lint.sources.options import Looks
    from defender_lint.sources.paths import Passed

_STRETCH: Final = 256 * 1024  # bytes that are read at once
_WIDEST: Final = 4  # bytes of a character
_CONTINUATION_BYTES: Final = bytes(range(0x80, 0xC0))


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the body of each line that is not blank; an empty one if there is none at all."""
    # A look does not measure.
    most = options.limits.size
    look = options.look if len(source.text) * _WIDEST <= most else None
    lines = iter(source.lines)
    holds_records: bool | None = None  # not needed for bodies that pass
    at, index = 0, source.first
    while True:
        passed, length, chars, seen = _next(lines, look)
        at += length
        index += passed
        if chars is None:
            break
        if seen is not Look.DOUBTFUL or chars.strip(" \t\r"):
            stop = at + len(chars.rstrip("\r"))
            line = Text.stretch(source, at, stop)
            if (stop - at) * _WIDEST > most and len(line.chars.encode()) > most:
                body = unreadable(_too_long(options.limits), line.slice(0, 0))
                yield Request(source, index, "ndjson", body=body)
                index += 1
            elif type(seen) is JudgedData:
                body = JsonValue(seen.data, line)
                yield Request(source, index, "ndjson", body=body, judgement=seen.judgement)
                index += 1
            else:
                value = parse(line, options) if seen is Look.DOUBTFUL else JsonValue(seen, line)
                if holds_records is None:
                    holds_records = mentions(source.text)
                if holds_records:
                    from defender_lint.sources.data import in_data

                    for request in in_data(value, source, options, "ndjson", index):
                        yield request
                        index += 1
                else:
                    yield Request(source, index, "ndjson", body=value)
                    index += 1
        at += len(chars) + 1
    if index == 0 and source.is_last:
        yield Request(source, 0, "ndjson", body=parse(Text.whole(source), options))


def _next(lines: Iterator[str], look: Looks | None) -> tuple[int, int, str | None, Any]:
    """Return what :meth:`Looks.over_lines` does, also where nothing looks."""
    if look is None:
        return 0, 0, next(lines, None), Look.DOUBTFUL
    return look.over_lines(lines)


def stretches(
    stream: BinaryIO, name: str, limits: Limits, *, keep: bool, passed: Passed | None = None
) -> Iterator[Source]:
    """Read an NDJSON file, some lines at a time.

    Args:
        stream: The file, opened for bytes, behind what has passed. UTF-16 and UTF-32 are read as a
            whole.
        name: The path as it was given.
        limits: What one line may ask for; the number of lines is free.
        keep: Whether the bytes are going to be written back.
        passed: How much has passed, so that the file is known to be in UTF-8.

    Yields:
        Sources of whole lines. A line that is too long, or no UTF-8, is one of its own with a
        ``fault``.

    Raises:
        OSError: The stream cannot be read.
    """
    at, first = FILE_START, 0
    if passed is not None:
        at, first = Position(passed.characters, passed.lines + 1, 1), passed.bodies
    head = stream.read(_STRETCH)
    encoding, bom = ("utf-8", b"") if passed is not None else sniff(head[:4])
    if encoding != "utf-8":
        yield decoded(head + stream.read(), name, keep=keep)
        return
    mark = bom
    block = head[len(bom) :]
    if not block:
        yield Source("", name, at, first=first, data=bom if keep else None, bom=bom)
    while block:
        tail = b"" if block.endswith(b"\n") else stream.readline(limits.size + 1)
        block += tail
        is_cut = len(tail) > limits.size and not tail.endswith(b"\n")
        cut = block.rfind(b"\n") + 1 if is_cut else len(block)
        following = b"" if is_cut else stream.read(_STRETCH)
        is_last = not is_cut and not following
        for source in _decoded(block[:cut], name, at, first, mark, keep=keep, is_last=is_last):
            yield source
            at, first = _behind(source)
        if is_cut:
            rest = block[cut:]
            characters, skipped = _pass_over(stream, keep=keep)
            data = rest + skipped if keep else None
            yield Source("", name, at, first=first, fault=_too_long(limits), data=data)
            at = Position(at.offset + _characters(rest) + characters, at.line + 1, 1)
            first += 1
            following = stream.read(_STRETCH)
        mark = b""
        block = following


def gathered(lines: Iterable[str], name: str) -> Iterator[Source]:
    """Gather lines that somebody else has read, such as a cluster's engine, into stretches.

    Args:
        lines: The lines, with their ends or without; bytes that are no UTF-8 as the error handler
            ``surrogateescape`` leaves them.
        name: What findings say that they come from.

    Yields:
        What :func:`stretches` would, but that no lines at all are no empty body: who has read them
        may have cut a file anywhere.
    """
    at, first = FILE_START, 0
    for text in _joined(lines):
        try:
            block = text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:  # half a pair, which no file can hold
            block = text.encode("utf-8", "surrogatepass")
        for source in _decoded(block, name, at, first, b"", keep=False, is_last=False):
            yield source
            at, first = _behind(source)


def _joined(lines: Iterable[str]) -> Iterator[str]:
    block: list[str] = []
    size = 0
    mark = "\ufeff"  # of the first line
    for line in lines:
        if mark:
            line, mark = line.removeprefix(mark), ""
        block.append(line if line.endswith("\n") else f"{line}\n")
        size += len(line)
        if size >= _STRETCH:
            yield "".join(block)
            block.clear()
            size = 0
    if block:
        yield "".join(block)


def _decoded(
    block: bytes, name: str, at: Position, first: int, bom: bytes, *, keep: bool, is_last: bool
) -> Iterator[Source]:
    """Yield a stretch of whole lines; several where a line is not UTF-8."""
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        yield from _patchy(block, name, at, first, bom, keep=keep, is_last=is_last)
        return
    data = bom + block if keep else None
    yield Source(text, name, at, first=first, data=data, bom=bom, is_last=is_last)


def _patchy(
    block: bytes, name: str, at: Position, first: int, bom: bytes, *, keep: bool, is_last: bool
) -> Iterator[Source]:
    left = len(block)
    for line in io.BytesIO(block):
        left -= len(line)
        escaped = line.decode("utf-8", "surrogateescape")
        data = bom + line if keep else None
        ends = is_last and not left
        if find_surrogate(escaped) is None:
            source = Source(escaped, name, at, first=first, data=data, bom=bom, is_last=ends)
        else:
            # Bytes that are not UTF-8 become surrogates, as nothing else does.
            message, text, start, end = undecodable(escaped)
            fault = Fault("syntax", message, start, end)
            source = Source(text, name, at, first=first, fault=fault, data=data, is_last=ends)
        yield source
        at, first = _behind(source)
        bom = b""


def _too_long(limits: Limits) -> Fault:
    message = f"this line is longer than {limits.size:,} bytes; send fewer items in one body"
    return Fault("limit-exceeded", message)


def _behind(source: Source) -> tuple[Position, int]:
    """Return where the file goes on, and how many requests stand before that."""
    if source.fault is not None:
        return source.end(), source.first + 1
    *lines, last = source.lines
    requests = len(lines)
    if lines and min(lines) < "!":  # some line may be blank, which is told so much faster
        requests = sum(1 for line in lines if line.strip(" \t\r"))
    return source.end(), source.first + requests + bool(last.strip(" \t\r"))


def _pass_over(stream: BinaryIO, *, keep: bool) -> tuple[int, bytes]:
    """Skip the rest of a line; return its length in characters, and its bytes if they are kept."""
    characters = 0
    kept: list[bytes] = []
    while part := stream.readline(64 * 1024):
        characters += _characters(part)
        if keep:
            kept.append(part)
        if part.endswith(b"\n"):
            break
    return characters, b"".join(kept)


def _characters(part: bytes) -> int:
    return len(part.translate(None, _CONTINUATION_BYTES))
