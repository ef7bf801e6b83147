"""TOML as a Document, for settings in ``pyproject.toml``."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, Final

from defender_lint.settings.toml_parser import loads
from defender_lint.settings.toml_places import Places
from defender_lint.sources.document import FILE_START, Absent, Document, Part, Path, Problem
from defender_lint.sources.wording import line_number

_WHERE: Final = re.compile(r"^(.*?) *\(at (?:line (\d+), column (\d+)|end of document)\)$")
_TWICE: Final = re.compile(r"overwrite|twice|redefine|mutate|[Dd]uplicate")


class TomlDocument(Document):
    """A TOML text. Its places are looked for when the first one is asked for."""

    def offsets(self, path: Path, part: Part) -> tuple[int, int]:
        """See :class:`Document`."""
        spans = self._places.keys if part is Part.KEY else self._places.values
        for length in range(len(path), 0, -1):
            if path[:length] in spans:
                start, end = spans[path[:length]]
                return (start, start + 1) if part is Part.START else (start, end)
        return 0, 0

    def encode(self, value: Any, start: int) -> str:
        """Settings are never mended."""
        raise NotImplementedError

    @cached_property
    def _places(self) -> Places:
        return Places(self.text)


def parse(text: str, file: str) -> TomlDocument:
    """Read a TOML text.

    Args:
        text: The text.
        file: How messages call the file.

    Returns:
        A Document; its value is ``Absent.BROKEN``, with one problem, where the text is not TOML.
    """
    try:
        return _document(text, file, loads(text))
    except RecursionError:
        problem = Problem("syntax", "this is nested too deeply", 0, 0)
    except ValueError as error:
        problem = _explained(text, error)
    return _document(text, file, Absent.BROKEN, problem)


def _document(text: str, file: str, value: Any, *problems: Problem) -> TomlDocument:
    return TomlDocument(
        file=file, index=0, text=text, value=value, origin=FILE_START, problems=problems
    )


def _explained(text: str, error: ValueError) -> Problem:
    """Say what stopped the parser, where it says so itself: in its message."""
    match = _WHERE.match(str(error))
    reason = match[1] if match else str(error)
    if _TWICE.search(reason):
        for path, start, first in Places(text).repeated:
            message = f"`{path[-1]}` stands twice (first on line {line_number(text, first)})"
            return Problem("duplicate-key", f"{message}; keep one", start, start)
    at = len(text.rstrip())
    if match and match[2]:
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        at = min(starts[min(int(match[2]), len(starts)) - 1] + int(match[3]) - 1, len(text))
    reason = reason[:1].lower() + reason[1:]
    return Problem("syntax", f"this is not TOML: {reason}", at, at)
