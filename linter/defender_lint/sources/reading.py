"""The ways into the sources: a file, standard input, or a text that is already there."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final, Literal

from defender_lint.findings import Position
from defender_lint.sources import json_text
from defender_lint.sources.document import FILE_START, Absent, Document, Problem
from defender_lint.sources.encoding import Undecodable, decode, find_surrogate, without_surrogates
from defender_lint.sources.json_text import JsonDocument
from defender_lint.sources.limits import STANDARD, Limits

Syntax = Literal["json", "yaml", "ndjson"]

SYNTAX_BY_SUFFIX: Final[dict[str, Syntax]] = {
    ".json": "json",
    ".jsonl": "ndjson",
    ".ndjson": "ndjson",
    ".yaml": "yaml",
    ".yml": "yaml",
}
STDIN: Final = "-"
STDIN_NAME: Final = "<stdin>"


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
) -> Iterator[Document]:
    """Read the bodies of a file.

    Args:
        path: A file, or ``-`` for standard input. The suffix decides how it is read: ``.jsonl``
            and ``.ndjson`` line by line, ``.yaml`` and ``.yml`` as YAML, all others as JSON.
        stdin: What ``-`` stands for, if not the standard input of this process.
        stdin_filename: What to call standard input; its suffix counts. Without it the first
            lines decide.
        limits: What one body may ask for.

    Yields:
        At least one Document for JSON and YAML, one for each line that is not blank for NDJSON.
        Text that cannot be used is a Document with problems.

    Raises:
        SourceError: The file cannot be opened or read.
    """
    if path == STDIN:
        stream = sys.stdin.buffer if stdin is None else stdin
        bodies = _read_stdin(stream, stdin_filename, limits)
    else:
        bodies = _read_file(path, limits)
    try:
        yield from bodies
    except OSError as error:
        raise SourceError(STDIN_NAME if path == STDIN else path, plain_reason(error)) from error


def parse_text(
    text: str,
    *,
    filename: str = "",
    syntax: Syntax | None = None,
    limits: Limits = STANDARD,
) -> Iterator[Document]:
    """Read the bodies of a text, without touching any file.

    Args:
        text: The text; a byte-order mark at its start is passed over.
        filename: What the Documents say that they come from; its suffix tells the syntax. A text
            from standard input that has no name of its own goes by its first lines.
        syntax: The syntax, where it is known otherwise. JSON if nothing tells.
        limits: What one body may ask for.

    Yields:
        Documents as ``read`` does. Their places count from the start of ``text``.
    """
    half = find_surrogate(text)
    if half is not None:
        # Nothing behind the sources could print or convert it; U+FFFD takes as much room.
        message = "half a surrogate pair stands here, which no file can hold; delete it"
        problem = Problem("syntax", message, half, half + 1)
        yield _broken(filename, problem, without_surrogates(text))
        return
    origin = FILE_START
    if text.startswith("\ufeff"):
        text, origin = text[1:], Position(1, 1, 1)
    if len(text) > limits.size:
        yield _too_large(filename, "text", limits)
        return
    yield from _parse(text, filename, syntax or _syntax(filename, text), limits, origin)


def syntax_of(filename: str) -> Syntax | None:
    """Return the syntax that a file's suffix stands for, letter case ignored; None if unknown."""
    return SYNTAX_BY_SUFFIX.get(os.path.splitext(filename)[1].lower())


def plain_reason(error: OSError) -> str:
    """Return in plain words why a path cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or "it cannot be read").lower()


def _read_file(path: str, limits: Limits) -> Iterator[Document]:
    try:
        status = os.stat(path)
    except ValueError as error:  # a NUL, or a character that the file system cannot write
        raise SourceError(path, "this is not a usable path") from error
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(path, "this is a folder")
    if not stat.S_ISREG(status.st_mode):  # opening a pipe could wait for ever
        raise SourceError(path, "this is not a regular file")
    with open(path, "rb") as stream:
        if syntax_of(path) == "ndjson":
            yield from _ndjson(stream, path, limits)
        elif status.st_size > limits.size:
            yield _too_large(path, "file", limits)
        else:
            yield from _parse_bytes(stream.read(), path, limits)


def _read_stdin(stream: BinaryIO, filename: str | None, limits: Limits) -> Iterator[Document]:
    name = filename or STDIN_NAME
    if syntax_of(name) == "ndjson":
        yield from _ndjson(stream, name, limits)
        return
    data = stream.read(limits.size + 1)
    if len(data) > limits.size:
        yield _too_large(name, "input", limits)
        return
    yield from _parse_bytes(data, name, limits)


def _parse_bytes(data: bytes, file: str, limits: Limits) -> Iterator[Document]:
    decoded = decode(data)
    if isinstance(decoded, Undecodable):
        problem = Problem("syntax", decoded.message, decoded.start, decoded.end)
        yield _broken(file, problem, decoded.text)
    else:
        text = decoded.text
        yield from _parse(text, file, _syntax(file, text), limits, FILE_START)


def _parse(
    text: str, file: str, syntax: Syntax, limits: Limits, origin: Position
) -> Iterator[Document]:
    # YAML and NDJSON are imported only when they are met: a run over JSON files starts faster.
    if syntax == "json":
        yield json_text.parse(text, file=file, origin=origin, limits=limits)
    elif syntax == "yaml":
        from defender_lint.sources.yaml_text import parse_all

        yield from parse_all(text, file=file, origin=origin, limits=limits)
    else:
        from defender_lint.sources.ndjson import parse_lines

        yield from parse_lines(text, file=file, origin=origin, limits=limits)


def _ndjson(stream: BinaryIO, file: str, limits: Limits) -> Iterator[Document]:
    from defender_lint.sources.ndjson import read_lines

    return read_lines(stream, file=file, limits=limits)


def _syntax(file: str, text: str) -> Syntax:
    """Tell the syntax by the name; only standard input may have none, and all else is JSON."""
    return syntax_of(file) or (_guess(text) if file == STDIN_NAME else "json")


def _guess(text: str) -> Syntax:
    """Tell the syntax of a text by its first lines."""
    lines = (line.strip() for line in io.StringIO(text))
    full = (line for line in lines if line)
    first, second = next(full, ""), next(full, "")
    if not first.startswith(("{", "[", '"')):
        return "yaml"
    if second.startswith(("{", "[")) and json_text.parse(first).value is not Absent.BROKEN:
        return "ndjson"
    return "json"


def _too_large(file: str, thing: str, limits: Limits) -> Document:
    message = f"this {thing} is larger than {limits.size:,} bytes; send fewer items in one body"
    return _broken(file, Problem("limit-exceeded", message, 0, 0), "")


def _broken(file: str, problem: Problem, text: str) -> Document:
    value = Absent.BROKEN
    return JsonDocument(file=file, index=0, text=text, value=value, problems=(problem,))
