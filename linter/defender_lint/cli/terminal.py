"""The terminal: what a stream can show, how text is set on it, and progress while one waits.

What a stream can show is asked of the options, the environment and the terminal, in that order.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence

from defender_lint.printable import visible, width, wrap
from defender_lint.reports.style import Style
from defender_lint.summary import Summary
from defender_lint.words import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, Literal, TextIO

    Colour = Literal["auto", "always", "never"]

INDENT: Final = "  "

_WITHOUT_TERMINAL: Final = 100  # a SHA-256 with its key fits, and so do the logs of CI services
_NARROWEST, _WIDEST = 40, 120  # prose in longer lines is hard to read

_PATIENCE: Final = 1.0  # seconds that nobody minds waiting
_PAUSE: Final = 0.2


def style_for(stream: TextIO | None, colour: Colour = "auto") -> Style:
    """Return how text on ``stream`` may look.

    Args:
        stream: Standard output or standard error; None where it is closed.
        colour: What ``--color`` says.
    """
    coloured = _coloured(stream, colour)
    if coloured:
        _enable_colours()
    columns = min(max(columns_of(stream), _NARROWEST), _WIDEST)
    return Style(colour=coloured, width=columns, links=coloured and is_terminal(stream))


def _coloured(stream: TextIO | None, colour: Colour) -> bool:
    """Decide on colours: the option, then NO_COLOR, FORCE_COLOR and TERM=dumb, then the stream."""
    if colour != "auto":
        return colour == "always"
    if os.environ.get("NO_COLOR"):  # https://no-color.org: set and not empty
        return False
    if os.environ.get("FORCE_COLOR"):  # https://force-color.org: likewise
        return True
    return os.environ.get("TERM") != "dumb" and is_terminal(stream)


def columns_of(stream: TextIO | None) -> int:
    """Return how wide the terminal behind ``stream`` is; COLUMNS overrules it."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return int(given)
    try:
        columns = os.get_terminal_size(stream.fileno()).columns if stream else 0
    except (OSError, ValueError):  # not a terminal, or not even a file
        return _WITHOUT_TERMINAL
    return columns or _WITHOUT_TERMINAL


def is_terminal(stream: Any) -> bool:
    """Tell whether a person sits at the other end of ``stream``."""
    try:
        return stream is not None and bool(stream.isatty())
    except ValueError:  # closed
        return False


def _enable_colours() -> None:
    """Make old Windows consoles understand escape sequences; click brings colorama there."""
    if sys.platform == "win32":
        import colorama

        colorama.just_fix_windows_console()


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


class Progress:
    """A line on standard error that counts bodies, while standard error is a terminal."""

    def __init__(self) -> None:
        """Start the clock."""
        self._is_shown = False
        self._is_wanted = is_terminal(sys.stderr)
        self._begun = time.monotonic()
        self._due = self._begun + _PATIENCE

    def tick(self, summary: Summary) -> None:
        """Show how far the run is, unless that was shown a moment ago."""
        if not self._is_wanted:
            return
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _PAUSE
        rate = summary.bodies / (now - self._begun)
        sys.stderr.write(
            f"\r\x1b[K{summary.judged} in {count(summary.files, 'file')}, {rate:,.0f} per second"
        )
        sys.stderr.flush()
        self._is_shown = True

    def clear(self) -> None:
        """Take the line away, so that something else can be printed there."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_shown = False
