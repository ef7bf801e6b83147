"""What a format is, and what can be said about a value that does not have it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from defender_lint.checks.words import name
from defender_lint.findings import Applicability

INVISIBLE = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a value lacks its format.

    Attributes:
        message: What is wrong and how to write it right.
        rule: The rule, where it is a finer one than the format's own.
        replacement: The text that should stand there, if that can be said.
        applicability: Whether ``replacement`` is certain to be what was meant.
    """

    message: str
    rule: str | None = None
    replacement: str | None = None
    applicability: Applicability = "unsafe"


@dataclass(frozen=True, slots=True)
class Format:
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
    (re.compile(r"\bhxxp(s?)\b", re.IGNORECASE), r"http\1"),
    (re.compile(r"\bmeow(?=://)", re.IGNORECASE), "http"),
    (re.compile(r"\s*[\[({]\s*(?:\.|dot)\s*[\])}]\s*", re.IGNORECASE), "."),
    (re.compile(r"[\[({]:[\])}]"), ":"),
    (re.compile(r"[\[({]://[\])}]"), "://"),
    (re.compile(r"\\\."), "."),
)


def refanged(text: str) -> str:
    """Undo the usual ways of defanging: ``hxxp://bad[.]example`` becomes ``http://bad.example``."""
    for pattern, replacement in _DEFANGED:
        text = pattern.sub(replacement, text)
    return text


def around_and_defanged(format: Format, text: str) -> Diagnosis | None:
    """Recognise a good value behind blanks around it or behind defanging."""
    stripped = text.strip(INVISIBLE)
    if stripped != text and format.check(stripped):
        return Diagnosis(
            f"the value has blanks around it; write {name(stripped)}",
            "surrounding-blanks",
            stripped,
            "safe",
        )
    armed = refanged(stripped)
    if armed != stripped and format.check(armed):
        return Diagnosis(
            f"{name(stripped)} is defanged; the service takes the real value: {name(armed)}",
            "defanged-value",
            armed,
        )
    return None
