"""How the commands that explain things set their text: headings, paragraphs, columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from defender_lint.printable import visible, width, wrap
from defender_lint.reports.style import Style

INDENT = "  "


def heading(text: str, style: Style) -> str:
    """Return the first line of a section."""
    return f"{style.paint(text, 'bold')}\n"


def paragraph(text: str, style: Style, indent: str = INDENT) -> str:
    """Return prose, wrapped to the terminal."""
    return wrap(indent + visible(text), style.width, indent=indent) + "\n"


def items(texts: Iterable[str], style: Style) -> Iterator[str]:
    """Give a list of sentences, one after a dash each."""
    for text in texts:
        yield wrap(f"{INDENT}- {visible(text)}", style.width, indent=INDENT * 2) + "\n"


def columns(rows: Sequence[Sequence[str]], style: Style, indent: str = INDENT) -> Iterator[str]:
    """Give rows whose cells stand below one another; the last cell is wrapped beside the others."""
    if not rows:
        return
    widths = [max(width(row[index]) for row in rows) for index in range(len(rows[0]) - 1)]
    for row in rows:
        cells = (pad(cell, columns) for cell, columns in zip(row, widths, strict=False))
        yield beside(indent + "".join(f"{cell}  " for cell in cells), row[-1], style)


def beside(head: str, text: str, style: Style) -> str:
    """Return ``text`` wrapped so that its further lines begin where the first does."""
    room = max(style.width - width(head), 24)  # on a very narrow terminal let it wrap by itself
    lines = wrap(visible(text), room).replace("\n", "\n" + " " * width(head))
    return (head + lines).rstrip() + "\n"


def pad(text: str, columns: int) -> str:
    """Fill ``text`` with blanks up to a number of columns."""
    return text + " " * (columns - width(text))
