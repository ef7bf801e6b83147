"""Text that is safe and well set wherever it is printed, whatever a payload holds.

A payload may hold escape sequences that recolour, overwrite or reorder what a terminal shows. So
nothing that does not print reaches it: such characters are shown by visible stand-ins. And a line
of it may look like a command to the CI service whose log it ends in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_TAB: Final = "    "

_COMMAND: Final = re.compile(r"#(?=#(?:vso)?\[)|^(?P<space>[^\S\n]*):(?=:)", re.MULTILINE)


def visible(text: str) -> str:
    r"""Return ``text`` with every character that does not print made visible.

    Control characters become their pictures (``␛``, ``␊``), bytes of a file name that are not
    text become ``\xff``, and all the rest, such as direction marks, zero-width and unassigned
    characters, become ``\u{200b}``.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else _shown(character) for character in text
    )


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xDC80 <= code <= 0xDCFF:  # how Python carries a byte that is not UTF-8 (PEP 383)
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{{{code:x}}}"


def without_commands(text: str) -> str:
    """Return ``text``, as long as before, with nothing in it that a CI service would obey.

    Output may end in a build log. The agents of Azure Pipelines and GitHub look for ``##vso[…]``
    and ``##[…]`` anywhere in a line, and GitHub's for ``::…::`` where one begins, after any spaces.
    """
    if "##" not in text and "::" not in text:
        return text
    return _COMMAND.sub(lambda match: "♯" if match[0] == "#" else f"{match['space']}\ua789", text)


def cell(character: str) -> str:
    """Return what stands for one character of a quoted line: as :func:`visible`, tabs expanded."""
    return _TAB if character == "\t" else visible(character)


def width(text: str) -> int:
    """Return how many columns printable text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # most text has no need of it

    return sum(
        0
        if category(character) in ("Mn", "Me")
        else 2
        if east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def wrap(text: str, columns: int, *, indent: str = "") -> str:
    """Break prose at its blanks so that lines fit; longer words, such as URLs, stay whole.

    Args:
        text: Prose without line breaks, the label of its first line included.
        columns: How wide a line may be.
        indent: What the second and further lines begin with.
    """
    if width(text) <= columns:
        return text
    return "\n".join(_lines(text.split(" "), columns, indent))


def _lines(words: Iterable[str], columns: int, indent: str) -> Iterator[str]:
    line: list[str] = []
    taken = 0  # columns of the line
    for word in words:
        wide = width(word)
        if line and taken + 1 + wide > columns:
            yield " ".join(line)
            line, taken = [indent + word], width(indent) + wide
        else:
            taken += wide + bool(line)
            line.append(word)
    if line:
        yield " ".join(line)
