"""Which code does a message belong to? For answers without a code, and for what people paste."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from defender_lint.catalogue.error_codes import ErrorCode, ErrorCodes

_LONGEST: Final = 20_000  # characters of a message that are searched
_LEAST: Final = 12  # letters that a message must have to be told by
_CUT: Final = re.compile(r"(?<=.{20})(?::| \()", re.DOTALL)  # before what the message lists
_LOOSE: Final = re.compile(r"\{[^{}]*\}|…|'[^']*'|\d[\d:.]*|\s+")


def code_meant(words: str, errors: ErrorCodes) -> ErrorCode | None:
    """Return the code that is meant by what people paste; None if none is.

    That is its name in any letter case, what is answered in its place, its name in a translated
    page, or a message.
    """
    wanted = _squashed(words)
    for code in errors:
        if wanted in map(_squashed, (code.name, *code.aliases, *code.translations)):
            return code
    return code_of(words, errors)


def _squashed(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def code_of(message: str, errors: ErrorCodes) -> ErrorCode | None:
    """Return the code whose documented or seen message stands in a text; None if none does.

    Where a message was seen with several codes, the one that the error page prints it for wins.
    """
    text = message[:_LONGEST]
    best: tuple[int, ErrorCode] | None = None
    for pattern, letters, code in _patterns(errors):
        if (best is None or letters >= best[0]) and pattern.search(text):
            best = letters, code
    return best[1] if best is not None else None


@lru_cache(4)
def _patterns(errors: ErrorCodes) -> tuple[tuple[re.Pattern[str], int, ErrorCode], ...]:
    return tuple(
        (re.compile(pattern, re.IGNORECASE), letters, code)
        for code in errors
        for message in _messages(code)
        for pattern, letters in map(_pattern, _sentences(message))
        if letters >= _LEAST
    )


def _messages(code: ErrorCode) -> Iterator[str]:
    if code.message and not code.message.startswith(("General ", "Response represents")):
        yield code.message.partition(" (")[0] if "(" in code.message else code.message
    for seen in code.seen:
        yield seen["message"]


def _sentences(message: str) -> Iterator[str]:
    """Yield a message up to what it lists, and each of its sentences."""
    head = _CUT.split(message, maxsplit=1)[0].strip()
    yield head
    if ". " in head:
        yield from head.split(". ")


def _pattern(message: str) -> tuple[str, int]:
    """Return a pattern for a message, and how many letters of it must be there as they are."""
    head = message.rstrip(".")
    parts: list[str] = []
    at = letters = 0
    for loose in _LOOSE.finditer(head):
        fixed = head[at : loose.start()]
        parts += [re.escape(fixed), r"\s+" if loose[0].isspace() else r"\S{1,200}?"]
        letters += sum(map(str.isalpha, fixed))
        at = loose.end()
    fixed = head[at:]
    return "".join((*parts, re.escape(fixed))), letters + sum(map(str.isalpha, fixed))
