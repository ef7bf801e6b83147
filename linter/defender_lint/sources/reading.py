"""The ways into the sources: a file, standard input, or a text that is already there."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO, Final

from defender_lint.os_errors import plain_reason
from defender_lint.sources.encoding import find_surrogate, without_surrogates
from defender_lint.sources.json import text as json_text
from defender_lint.sources.limits import STANDARD, Limits, TooSlowError
from defender_lint.sources.options import DEFAULTS, ReadOptions
from defender_lint.sources.paths import STDIN, STDIN_NAME, Passed
from defender_lint.sources.registry import BODY_FORMATS, TEXT_FORMATS, Format, format_of
from defender_lint.sources.request import Request
from defender_lint.sources.source import FILE_START, Fault, Source, decoded
from defender_lint.sources.text import Text
from defender_lint.sources.value import Absent, Value
from defender_lint.spans import Position

_BY_NAME: Final = {each.name: each for each in (*TEXT_FORMATS, *BODY_FORMATS)}
_JSON: Final = _BY_NAME["json"]


class SourceError(Exception):
    """A path that cannot be read.

    Attributes:
        path: The path as it was given.
        reason: Why, as the end of a sentence: ``no such file or folder``.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path: Final = path
        self.reason: Final = reason


def read(
    path: str,
    *,
    stdin: BinaryIO | None = None,
    stdin_filename: str | None = None,
    limits: Limits = STANDARD,
    keep: bool = False,
    passed: Passed | None = None,
    until: int | None = None,
) -> Iterator[Source]:
    """Read a file.

    Args:
        path: A file, or ``-`` for standard input.
        stdin: What ``-`` stands for, if not the standard input of this process.
        stdin_filename: What to call standard input; its suffix counts. Without it the first
            lines decide.
        limits: What one body may ask for.
        keep: Whether the bytes are going to be written back; the sources then have them.
        passed: How much of an NDJSON file is passed over.
        until: The byte, where a line of it begins, at which reading ends.

    Yields:
        The file; NDJSON in stretches of whole lines. What cannot be used is a Source with a
        ``fault``.

    Raises:
        SourceError: The file cannot be opened or read.
    """
    name = path
    try:
        if path == STDIN:
            name = stdin_filename or STDIN_NAME
            yield from _read_stdin(stdin or sys.stdin.buffer, name, limits, keep=keep)
        else:
            yield from _read_file(path, limits, keep=keep, passed=passed, until=until)
    except OSError as error:
        raise SourceError(STDIN_NAME if path == STDIN else path, plain_reason(error)) from error


def requests(
    source: Source, options: ReadOptions = DEFAULTS, format: str | None = None
) -> Iterator[Request]:
    """Find the requests that stand in a source.

    Args:
        source: The file, or a stretch of it.
        options: How to read.
        format: The name of its format, where that is known otherwise than by the name of the
            file. Standard input that has no name goes by its first lines; JSON if nothing tells.

    Yields:
        The requests in their order; at least one where the format is that of a body and none is
        passed over. What is wrong with the text of a body is in it.
    """
    if source.fault is not None:
        body = json_text.unreadable(source.fault, Text.whole(source))
        yield Request(source, source.first, (format_of(source.name) or _JSON).name, body=body)
        return
    chosen = _BY_NAME[format] if format else format_of(source.name) or _guess(source)
    module = json_text if chosen is _JSON else import_module(chosen.module)
    is_read = bool(format) or chosen is not _JSON or format_of(source.name) is not None
    for request in _in_time(module.requests(source, options), source, chosen):
        if request.url is not None:
            yield _with_holes(request, options)
        elif is_read or source.name in ("", STDIN_NAME):
            yield request
        else:
            from defender_lint.sources.unread import with_kinds

            yield with_kinds(request)


def _in_time(found: Iterator[Request], source: Source, format: Format) -> Iterator[Request]:
    """Yield requests, and at last one that says so if reading them takes too long."""
    index = 0
    try:
        for request in found:
            yield request
            index += 1
    except TooSlowError:
        message = (
            f"this takes too long to read as {format.title}: too much of it is no {format.title}, "
            "or it nests too deep; split it"
        )
        body = json_text.unreadable(Fault("limit-exceeded", message, 0, 1), Text.whole(source))
        yield Request(source, index, format.name, body=body)


def _with_holes(request: Request, options: ReadOptions) -> Request:
    """Find what is unknown of a request line and of the values of headers."""
    from defender_lint.sources.holes.finding import with_holes

    placeholders = options.placeholders
    method, url, headers = request.method, request.url, request.headers
    return request.replace(
        method=None if method is None else with_holes(method, placeholders),
        url=None if url is None else with_holes(url, placeholders),
        headers=headers._replace(
            items=tuple(
                each._replace(value=with_holes(each.value, placeholders)) for each in headers.items
            )
        ),
    )


def bodies(source: Source, options: ReadOptions = DEFAULTS) -> Iterator[Value]:
    """Yield the documents of a JSON or YAML file that are no requests, such as settings."""
    if source.fault is not None:
        yield json_text.unreadable(source.fault, Text.whole(source))
    elif (format_of(source.name) or _JSON).name == "yaml":
        from defender_lint.sources.yaml.text import parse_all

        yield from (value for value, _ in parse_all(Text.whole(source), options))
    else:
        yield json_text.parse(Text.whole(source), options)


def source_of(text: str, name: str = "", limits: Limits = STANDARD) -> Source:
    """Return the source of a text that is already there; no file is touched.

    Args:
        text: The text; a byte-order mark at its start is passed over.
        name: What findings say that they come from.
        limits: What the text may ask for.
    """
    half = find_surrogate(text)
    if half is not None:
        # Nothing after the sources could print or convert it; U+FFFD takes as much room.
        message = "there is half a surrogate pair here, which no file can hold; delete it"
        fault = Fault("syntax", message, half, half + 1)
        return Source(without_surrogates(text), name, fault=fault)
    origin = FILE_START
    if text.startswith("\ufeff"):
        text, origin = text[1:], Position(1, 1, 1)
    if len(text) > limits.size and not _is_ndjson(name):
        return _too_large(name, "text", limits)
    return Source(text, name, origin)


def _read_file(
    path: str, limits: Limits, *, keep: bool, passed: Passed | None, until: int | None
) -> Iterator[Source]:
    try:
        status = os.stat(path)
    except ValueError as error:  # a NUL, or a character that the file system cannot write
        raise SourceError(path, "this is not a usable path") from error
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(path, "this is a folder")
    if not stat.S_ISREG(status.st_mode):  # opening a pipe could wait for ever
        raise SourceError(path, "this is not a regular file")
    with open(path, "rb") as stream:
        if _is_ndjson(path):
            start = 0 if passed is None else passed.bytes
            stream.seek(start)
            part = stream if until is None else io.BytesIO(stream.read(until - start))
            yield from _stretches(part, path, limits, keep=keep, passed=passed)
        elif status.st_size > limits.size:
            yield _too_large(path, "file", limits)
        else:
            yield decoded(stream.read(), path, keep=keep)


def _read_stdin(stream: BinaryIO, name: str, limits: Limits, *, keep: bool) -> Iterator[Source]:
    if _is_ndjson(name):
        yield from _stretches(stream, name, limits, keep=keep)
        return
    data = stream.read(limits.size + 1)
    if len(data) > limits.size:
        if keep:
            data += stream.read()
        yield _too_large(name, "input", limits, data if keep else None)
    else:
        yield decoded(data, name, keep=keep)


def _stretches(
    stream: BinaryIO, name: str, limits: Limits, *, keep: bool, passed: Passed | None = None
) -> Iterator[Source]:
    # YAML and NDJSON are imported only when they are met: a run over JSON files starts faster.
    from defender_lint.sources.ndjson import stretches

    return stretches(stream, name, limits, keep=keep, passed=passed)


def _is_ndjson(name: str) -> bool:
    format = format_of(name)
    return format is not None and format.name == "ndjson"


def _guess(source: Source) -> Format:
    """Tell the format of a text whose name says nothing: a script, or a body.

    Only standard input has no name at all.
    """
    from defender_lint.sources.scripts.beginnings import script_of

    script = script_of(source.text)
    if script is not None:
        return _BY_NAME[script]
    if source.name != STDIN_NAME:
        return _JSON
    lines = (line.strip() for line in io.StringIO(source.text))
    full = (line for line in lines if line)
    first, second = next(full, ""), next(full, "")
    if not first.startswith(("{", "[", '"')):
        return _BY_NAME["yaml"]
    if second.startswith(("{", "[")):
        start = json_text.parse(Text.whole(Source(first)))
        if start.data is not Absent.BROKEN:
            return _BY_NAME["ndjson"]
    return _JSON


def _too_large(name: str, thing: str, limits: Limits, data: bytes | None = None) -> Source:
    message = f"this {thing} is larger than {limits.size:,} bytes; send fewer items in one body"
    return Source("", name, fault=Fault("limit-exceeded", message), data=data)
