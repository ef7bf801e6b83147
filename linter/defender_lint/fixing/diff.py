"""What fixes change, as a unified diff that ``patch`` and ``git apply`` take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import unified_diff
from typing import Final, Literal

_HEADER: Final = 2  # lines
Ink = Literal["bold", "green", "red", "blue"]

_INKS: Final[dict[str, Ink]] = {"+": "green", "-": "red", "@": "blue"}


def diff(path: str, before: str, after: str) -> Iterator[str]:
    """Yield the lines of a unified diff, each with its line ending; nothing if nothing changed.

    Args:
        path: How to call the file.
        before: The text as it is.
        after: The text as it would be.
    """
    if before == after:
        return
    for line in unified_diff(_lines(before), _lines(after), path, path):
        yield line
        if not line.endswith("\n"):
            yield "\n\\ No newline at end of file\n"


def painted(lines: Iterable[str], paint: Callable[[str, Ink], str]) -> Iterator[str]:
    """Return the lines of a diff in the colours that ``git diff`` has made usual.

    Args:
        lines: Such as :func:`diff` yields.
        paint: Puts a text in a colour, given by its name.
    """
    for number, line in enumerate(lines):
        ink = "bold" if number < _HEADER else _INKS.get(line[:1])
        body, end = (line[:-1], "\n") if line.endswith("\n") else (line, "")
        yield (paint(body, ink) if ink else body) + end


def _lines(text: str) -> list[str]:
    # Only LF ends a line for patch; str.splitlines() knows many more.
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
