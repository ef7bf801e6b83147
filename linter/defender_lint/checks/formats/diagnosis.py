"""What a format is, and what can be said about a value that does not have it."""

from __future__ import annotations

import re
from collections.abc import Callable

from defender_lint.diagnostic import Applicability
from defender_lint.named_tuple import NamedTuple
from defender_lint.words import name

INVISIBLE = "".join(
    chr(code)
    for first, last in (
        (0x09, 0x0D), (0x1C, 0x20), (0x85, 0x85), (0xA0, 0xA0),  # blanks of Latin-1
        (0xAD, 0xAD), (0x61C, 0x61C), (0x1680, 0x1680), (0x180E, 0x180E),
        (0x2000, 0x200F),  # wide and narrow blanks, zero width, direction marks
        (0x2028, 0x202F), (0x205F, 0x206F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
"""Characters that nobody sees at the edge of a text: they come along when one is copied, such as
the left-to-right mark before every thumbprint that Windows shows."""


class Diagnosis(NamedTuple):
    """Why a value lacks its format.

    Attributes:
        message: What is wrong and how to write it right.
        rule: The rule, where it is a finer one than the format's own.
        replacement: The text that should stand there, if that can be said.
        applicability: Whether ``replacement`` is certain to be what was meant.
        headless: Whether ``message`` lacks its subject, which is the name of the key.
    """

    message: str
    rule: str | None = None
    replacement: str | None = None
    applicability: Applicability = "unsafe"
    headless: bool = False


class Format(NamedTuple):
    """A named format.

    Attributes:
        name: As schemas write it.
        rule: The rule that a wrong value breaks.
        code: The error code that the service predictably answers.
        check: Whether a text has the format.
        explain: Why a text that fails ``check`` does.
    """

    name: str
    rule: str
    code: str
    check: Callable[[str], bool]
    explain: Callable[[str], Diagnosis]


# How analysts make an address unclickable, and what it stands for.
_DEFANGED = (
    (r"(?i)\bhxxp(s?)\b", r"http\1"),
    (r"(?i)\bmeow(?=://)", "http"),
    (r"[\[({]:[\])}]", ":"),
    (r"[\[({]://[\])}]", "://"),
    # No more than a few blanks, or a text full of them would take for ever.
    (r"(?i) {0,2}[\[({] {0,2}(?:\.|dot) {0,2}[\])}] {0,2}", "."),
    (r"\[\.|\.\]|\\\.", "."),
)


def refanged(text: str) -> str:
    """Undo the usual ways of defanging: ``hxxp://bad[.]example`` becomes ``http://bad.example``."""
    for pattern, replacement in _DEFANGED:
        text = re.sub(pattern, replacement, text)
    return text


def explained(format: Format, text: str) -> Diagnosis:
    """Say why ``text`` lacks ``format``; look behind blanks around it and behind defanging."""
    bare = text.strip(INVISIBLE)
    if not bare:
        return format.explain(text)
    if bare != text and format.check(bare):
        what = "spaces" if text.strip() == bare else "invisible characters"
        return Diagnosis(
            f"has {what} around it; write {name(bare)}",
            "surrounding-blanks",
            bare,
            "safe",
            headless=True,
        )
    armed = refanged(bare)
    if armed == bare:
        return format.explain(bare)
    if format.check(armed):
        return Diagnosis(
            f"{name(bare)} is defanged; the service takes the real value: {name(armed)}",
            "defanged-value",
            armed,
        )
    behind = format.explain(armed)
    return Diagnosis(
        f"{name(bare)} is defanged, and {behind.message}", "defanged-value", behind.replacement
    )
