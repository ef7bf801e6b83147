"""What a mend changes, as a unified diff that ``patch`` and ``git apply`` take."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff


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


def _lines(text: str) -> list[str]:
    # Only LF ends a line for patch; str.splitlines() knows many more.
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
