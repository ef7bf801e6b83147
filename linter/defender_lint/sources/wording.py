"""How messages quote a text."""

from __future__ import annotations

from defender_lint.tokens import mask_tokens

_LONGEST = 40  # characters of a quotation; a message is one line of a terminal


def quoted(text: str) -> str:
    """Return ``text`` in backticks: on one line, shortened, and without access tokens."""
    shown = "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}"
        for char in mask_tokens(text)[: _LONGEST + 1]
    )
    if len(shown) > _LONGEST:
        shown = shown[: _LONGEST - 1] + "…"
    return f"`{shown}`"


def code_point(char: str) -> str:
    """Return the Unicode name of a character's place, such as ``U+00A0``."""
    return f"U+{ord(char):04X}"
