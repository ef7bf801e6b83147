"""Files of settings and schemas, read so that each key and value knows its line and column."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from typing import Any, Final

from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.named_tuple import NamedTuple
from defender_lint.os_errors import plain_reason
from defender_lint.settings.errors import Complaint, Place, SettingsError
from defender_lint.sources.encoding import Undecodable, decode
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.reading import SourceError, bodies, read
from defender_lint.sources.value import Absent, Value

__all__ = ["Located", "Path", "Token", "read_toml", "read_yaml"]

_AS_IT_STANDS: Final = ReadOptions(placeholders=Placeholders(enabled=False))  # `$ref` is no hole
_BODY: Final = re.compile(r"\b(a|the) body\b")
_DEEPEST: Final = 200  # parts of a dotted key; parsers need their square in time and memory
_LONG_KEY: Final = re.compile(r"(?<![^\s.=#])(?:[^\s.=#]+[ \t]*\.[ \t]*){" + f"{_DEEPEST}}}")
_AT: Final = re.compile(r" *\(at (?:line (\d+), column (\d+)|end of document)\)$")


class Located(NamedTuple):
    """What is in a file.

    Attributes:
        value: The parsed content; None where the file is empty.
        place: Where the key or the value at a path stands.
        meanings: What a plain word of YAML could also mean, by path: ``yes`` is read as text.
        complaints: What is wrong with the text, where it could be parsed all the same.
    """

    value: Any
    place: Callable[[Path, Token], Place]
    meanings: dict[Path, Any]
    complaints: tuple[Complaint, ...]


def read_yaml(path: str, shown: str, kind: str) -> Located:
    """Read a file of YAML or JSON.

    Args:
        path: The file.
        shown: How messages call it.
        kind: What it is: ``settings file``, ``schema``.

    Raises:
        SettingsError: It cannot be read or parsed.
    """
    try:
        documents = [each for source in read(path) for each in bodies(source, _AS_IT_STANDS)]
    except SourceError as error:
        raise SettingsError([Complaint(Place(shown), error.reason)]) from error
    document = documents[0]
    complaints = tuple(_complaint(problem, document, shown, kind) for problem in document.problems)
    if document.data is Absent.BROKEN:
        raise SettingsError(complaints)
    if len(documents) > 1:
        second = documents[1].span(0, 0).start
        message = "a second document begins here; settings are one, so delete the `---` before it"
        raise SettingsError([Complaint(Place(shown, second.line, second.column), message)])

    def place(path: Path, token: Token) -> Place:
        start = document.span(*document.offsets(path, token)).start
        return Place(shown, start.line, start.column)

    value = None if document.data is Absent.EMPTY else document.data
    return Located(value, place, dict(document.readings), complaints)


def _complaint(problem: Diagnostic, document: Value, shown: str, kind: str) -> Complaint:
    start = document.span(problem.start or 0, problem.end or 0).start
    message = problem.message
    if problem.rule == "duplicate-key" and problem.related:
        _, first, end = problem.related[0]
        line = document.span(first, end).start.line
        message = f"`{problem.path[-1]}` is given twice (first on line {line}); keep one"
    # The sources speak of bodies, whatever they read.
    return Complaint(Place(shown, start.line, start.column), _BODY.sub(rf"\1 {kind}", message))


def read_toml(path: str, shown: str, table: Path) -> Located:
    """Read a TOML file. Parsers do not tell where a key stands, so its places name the key.

    Args:
        path: The file.
        shown: How messages call it.
        table: The table that paths are relative to.

    Raises:
        SettingsError: It cannot be read or parsed.
    """
    try:
        text = _text(path)
    except ValueError as error:
        raise SettingsError([Complaint(Place(shown), str(error))]) from error
    if _LONG_KEY.search(text):
        message = f"a key has more than {_DEEPEST} parts"
        raise SettingsError([Complaint(Place(shown), message)])
    try:
        value = _plain(_loads()(text))
    except RecursionError as error:
        complaint = Complaint(Place(shown), "this is nested too deeply")
        raise SettingsError([complaint]) from error
    except ValueError as error:
        raise SettingsError([_not_toml(str(error), text, shown)]) from error

    def place(path: Path, _token: Token) -> Place:
        inside = path[len(table) :] if path[: len(table)] == table else path
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in inside)
        return Place(shown, key="".join(steps).removeprefix("."))

    return Located(value, place, {}, ())


def _loads() -> Callable[[str], dict[str, Any]]:
    import sys

    if sys.version_info >= (3, 11):
        from tomllib import loads
    else:
        from tomli import loads
    return loads


def _text(path: str) -> str:
    """Return the text of a file.

    Raises:
        ValueError: It cannot be read; the text says why.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ValueError("this is not a regular file")
        with open(path, "rb") as stream:
            decoded = decode(stream.read())
    except OSError as error:
        raise ValueError(plain_reason(error)) from error
    if isinstance(decoded, Undecodable):
        raise ValueError(decoded.message)
    return decoded.text


def _not_toml(reason: str, text: str, shown: str) -> Complaint:
    """Say what stopped the parser, where it says so itself: in its message."""
    match = _AT.search(reason)
    place = Place(shown)
    if match is not None:
        reason = reason[: match.start()]
        lines = text.rstrip().split("\n")
        line, column = match[1] or len(lines), match[2] or len(lines[-1]) + 1
        place = Place(shown, int(line), int(column))
    return Complaint(place, f"this is not TOML: {reason[:1].lower()}{reason[1:]}")


def _plain(value: Any) -> Any:
    """Return a TOML value in JSON's types; dates become text."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, bool, int, float)) else str(value)
