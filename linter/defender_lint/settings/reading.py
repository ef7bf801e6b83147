"""Settings files: YAML or JSON as they are, TOML by its table."""

from __future__ import annotations

import os
import re
from typing import Any, Final

from defender_lint.settings.errors import Complaint, Place, SettingsError
from defender_lint.settings.nodes import InFile, Node
from defender_lint.sources.document import Absent, Document, Part, Path, Problem
from defender_lint.sources.encoding import Undecodable, decode
from defender_lint.sources.reading import SourceError, plain_reason, read

TABLE: Final[Path] = ("tool", "defender-lint")

_MENTIONED: Final = re.compile(r"defender[-_ ]?lint", re.IGNORECASE)
_BODY: Final = re.compile(r"\b(a|the) body\b")
_SUFFIXES: Final = (".yaml", ".yml", ".json", ".toml")


def settings_in(path: str, shown: str, *, required: bool) -> Node | None:
    """Read a settings file.

    Args:
        path: The file.
        shown: How messages call it.
        required: Whether it must hold settings; a ``pyproject.toml`` that was merely found need
            not.

    Returns:
        The mapping of settings; None where there is none. What is wrong with the text is among its
        complaints, as far as it can be read all the same.

    Raises:
        SettingsError: The file cannot be read or understood.
    """
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in _SUFFIXES and os.path.isfile(path):
        raise _unusable(shown, "settings are YAML or TOML; name a .yaml file or a pyproject.toml")
    document = _toml(path, shown, required) if suffix == ".toml" else _yaml(path, shown)
    if document is None:
        return None
    complaints = [_complaint(problem, document, shown) for problem in document.problems]
    if document.value is Absent.BROKEN:
        raise SettingsError(complaints)
    if suffix == ".toml":
        return _table(document, shown, complaints, required=required)
    value = {} if document.value is Absent.EMPTY or document.value is None else document.value
    return _mapping(value, InFile(document, shown), complaints)


def _yaml(path: str, shown: str) -> Document:
    try:
        documents = list(read(path))
    except SourceError as error:
        raise _unusable(shown, error.reason) from error
    if len(documents) > 1 and documents[0].value is not Absent.BROKEN:
        second = documents[1]
        place = Place(shown, second.origin.line, second.origin.column)
        message = "a second document begins here; settings are one, so delete the `---` before it"
        raise SettingsError([Complaint(place, message)])
    return documents[0]


def _toml(path: str, shown: str, required: bool) -> Document | None:
    try:
        with open(path, "rb") as stream:
            decoded = decode(stream.read())
    except OSError as error:
        raise _unusable(shown, plain_reason(error)) from error
    if isinstance(decoded, Undecodable):
        raise _unusable(shown, decoded.message)
    if not required and not _MENTIONED.search(decoded.text):
        return None  # whatever it holds, and be it broken, it has nothing to do with us
    from defender_lint.settings.toml_text import parse

    return parse(decoded.text, shown)


def _table(
    document: Document, shown: str, complaints: list[Complaint], *, required: bool
) -> Node | None:
    """Return the table of a TOML file that holds our settings."""
    tools = document.value.get(TABLE[0])
    tools = tools if isinstance(tools, dict) else {}
    if TABLE[1] in tools:
        return _mapping(tools[TABLE[1]], InFile(document, shown, TABLE), complaints)
    whole = InFile(document, shown)
    for key in tools:
        if _MENTIONED.fullmatch(key):
            place = whole.place((TABLE[0], key), Part.KEY)
            raise SettingsError(
                [
                    Complaint(
                        place, f"the table is called `[tool.defender-lint]`, not `[tool.{key}]`"
                    )
                ]
            )
    if required:
        raise _unusable(shown, "there is no table `[tool.defender-lint]` in it")
    return None


def _mapping(value: Any, origin: InFile, complaints: list[Complaint]) -> Node:
    if not isinstance(value, dict):
        place = origin.place((), Part.START)
        message = "settings are keys with values, such as `fail-on: warning`"
        raise SettingsError([*complaints, Complaint(place, message)])
    return Node(value, (), origin, complaints)


def _complaint(problem: Problem, document: Document, shown: str) -> Complaint:
    start = document.span(problem.start, problem.end).start
    message = problem.message
    if problem.rule == "duplicate-key" and problem.related:
        _, first, end = problem.related[0]
        line = document.span(first, end).start.line
        message = f"`{problem.path[-1]}` stands twice (first on line {line}); keep one"
    return Complaint(Place(shown, start.line, start.column), said_of(message, "settings file"))


def said_of(message: str, file: str) -> str:
    """Reword what the sources say of a body so that it speaks of another kind of file."""
    return _BODY.sub(rf"\1 {file}", message)


def _unusable(shown: str, reason: str) -> SettingsError:
    return SettingsError([Complaint(Place(shown), reason)])
