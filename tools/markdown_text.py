"""Plain text as Markdown that shows it unchanged; what stands in backticks stays code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_CODE: Final = re.compile(r"(`[^`]*`)")
_MARKS: Final = re.compile(r"[\\*_<>\[\]]")


def prose(text: str) -> str:
    """Escape what Markdown would take for markup."""
    return "".join(
        part if part.startswith("`") else _MARKS.sub(r"\\\g<0>", part) for part in _CODE.split(text)
    )


def bullets(texts: Iterable[str]) -> Iterator[str]:
    """Give a list, an item a line."""
    for text in texts:
        yield f"- {prose(text)}\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Give the lines of a table whose cells are Markdown already."""
    columns = list(head)
    yield _row(columns)
    yield "|" + "---|" * len(columns) + "\n"
    for row in rows:
        yield _row(row)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
