"""Secrets in text: found wherever a message, a quotation or an edit could carry them out.

Found are what Entra ID gives out: access and ID tokens (JWT, RFC 7519), encrypted ones (JWE, RFC
7516, five parts, the second of which may be empty), refresh tokens (``0.A…``, ``1.A…``), client
secrets (``abc8Q~…``), and whatever follows the word ``bearer``; also where JSON, YAML or a URL
writes some of their characters as escapes. Each search takes time in proportion to the text: it
comes from strangers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

_SUSPICIOUS: Final = ("eyj", "q~", "0.a", "1.a", "\\u", "\\x", "bearer")
"""What any secret holds, in lower case; plain words are looked for faster than a pattern."""
# Patterns are compiled when something is suspicious, which hardly any text is.
_PERCENT: Final = r"%[2-7]"
_ESCAPE: Final = r"(?:(?<!\\)\\+(?:u00|x|U000000)|%)([2-7][0-9A-Fa-f])"

_SHORTEST_HEADER: Final = len("eyJhbGci")

_OTHERS: Final = (
    r"(?a)[\w~.-]{3}[0-9]Q~[\w~.-]{16,}",
    r"(?a)(?<![\w.-])[01]\.A[\w-]{20,}(?:\.[\w-]+)*",
    r"(?i)(?<=bearer)(?:[^\S\r\n]|\\t)+([a-z0-9_.~+/=-]{8,})",
)


def mask_tokens(text: str) -> str:
    """Return ``text`` with every secret starred out; it is as long as before."""
    if not _is_suspicious(text):
        return text
    parts: list[str] = []
    position = 0
    for start, end in sorted(_secrets(text)):
        if end > position:
            begin = max(start, position)
            parts += (text[position:begin], "*" * (end - begin))
            position = end
    return "".join([*parts, text[position:]])


def holds_token(text: str) -> bool:
    """Tell whether there is anything in ``text`` to be masked."""
    return _is_suspicious(text) and any(True for _ in _secrets(text))


def _is_suspicious(text: str) -> bool:
    lowered = text.lower()
    for word in _SUSPICIOUS:
        if word in lowered:
            return True
    return "%" in text and re.search(_PERCENT, text) is not None


def _secrets(text: str) -> Iterator[tuple[int, int]]:
    """Yield where secrets begin and end, in no order; they may overlap."""
    plain, plain_at, text_at = _without_escapes(text)

    def place(offset: int) -> int:
        known = bisect_right(plain_at, offset) - 1
        return text_at[known] + offset - plain_at[known]

    for start, end in _json_tokens(plain):
        yield place(start), place(end)
    for pattern in _OTHERS:
        for match in re.finditer(pattern, plain):
            yield place(match.start(match.re.groups)), place(match.end())


def _without_escapes(text: str) -> tuple[str, list[int], list[int]]:
    """Return the text with escapes of ASCII characters undone.

    Beside it, for some offsets into the new text, those into ``text``; between two of them, both
    grow alike.
    """
    parts: list[str] = []
    plain_at, text_at = [0], [0]
    length = position = 0
    for match in re.finditer(_ESCAPE, text):
        length += match.start() - position
        parts += (text[position : match.start()], chr(int(match[1], 16)))
        plain_at += (length, length + 1)
        text_at += (match.start(), match.end())
        length += 1
        position = match.end()
    return "".join([*parts, text[position:]]), plain_at, text_at


def _json_tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield where JWTs and JWEs begin and end: ``eyJ…``, a dot, and more of the kind."""
    characters = re.compile(r"(?a)[\w.-]*")
    start = text.find("eyJ")
    end = 0
    while start >= 0:
        if start >= end:  # once for each stretch, however often it says eyJ
            match = characters.match(text, start)
            end = match.end() if match else start
        dot = text.find(".", start, end)
        if 0 <= dot < start + _SHORTEST_HEADER:
            start = text.find("eyJ", dot)
            continue
        token_end = end
        while token_end > start and text[token_end - 1] == ".":  # the full stop of a sentence
            token_end -= 1
        if 0 <= dot < token_end:
            yield start, token_end
        start = text.find("eyJ", end)
