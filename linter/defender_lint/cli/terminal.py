"""What a stream can show: asked of the options, the environment and the terminal, in that order."""

from __future__ import annotations

import os
import sys
from typing import Any, Literal, TextIO

from defender_lint.reports.style import Style

Colour = Literal["auto", "always", "never"]

_WITHOUT_TERMINAL = 100  # a SHA-256 with its key fits, and so do the logs of CI services
_NARROWEST, _WIDEST = 40, 120  # prose in longer lines is hard to read


def style_for(stream: TextIO | None, colour: Colour = "auto") -> Style:
    """Return how text on ``stream`` may look.

    Args:
        stream: Standard output or standard error; None where it is closed.
        colour: What ``--color`` says.
    """
    coloured = _coloured(stream, colour)
    if coloured:
        _enable_colours()
    width = min(max(columns_of(stream), _NARROWEST), _WIDEST)
    return Style(colour=coloured, width=width, links=coloured and is_terminal(stream))


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
