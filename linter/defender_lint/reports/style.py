"""How a report may look: colours and width."""

from __future__ import annotations

from defender_lint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

    Ink = Literal["bold", "red", "yellow", "green", "blue"]

# Only the eight basic colours: every terminal has them, and its owner has made them readable.
_SGR: Final[dict[str, str]] = {
    "bold": "1",
    "red": "1;31",
    "yellow": "1;33",
    "green": "1;32",
    "blue": "1;34",
}


class Style(Record):
    """What the place can show that a report is written to.

    Attributes:
        colour: Whether ANSI colours may be used.
        width: Columns of the terminal; prose is wrapped to it, quoted lines are cut to it.
        links: Whether text may be a link, which takes a terminal.
    """

    __slots__ = ("colour", "links", "width")

    def __init__(self, *, colour: bool = False, width: int = 100, links: bool = False) -> None:
        self.colour: Final = colour
        self.width: Final = width
        self.links: Final = links

    def paint(self, text: str, ink: Ink) -> str:
        """Return ``text`` in a colour, or as it is where there are no colours."""
        return f"\x1b[{_SGR[ink]}m{text}\x1b[0m" if self.colour and text else text

    def link(self, text: str, address: str) -> str:
        """Return ``text`` as a link (OSC 8), or as it is where there are none."""
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if self.links else text
