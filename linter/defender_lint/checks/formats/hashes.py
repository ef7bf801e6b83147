"""Hashes: MD5, SHA-1, SHA-256 and certificate thumbprints.

The pages print no lengths; they follow from the algorithms (32, 40 and 64 hexadecimal digits).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from defender_lint.checks.formats.diagnosis import INVISIBLE, Diagnosis, Format
from defender_lint.words import name

_HEX = "0123456789abcdefABCDEF"
_ALGORITHM = r"(?i)^(?:0x|(?:md5|sha-?1|sha-?256)\s*[:=])"
_BETWEEN = rf"[:\-{INVISIBLE}]"


def _checker(*lengths: int) -> Callable[[str], bool]:
    # strip() removes every digit from both ends in C; what stays is a character that is none.
    return lambda text: len(text) in lengths and not text.strip(_HEX)


def _sign(character: str) -> str:
    """Quote one character; name it by its number if it cannot be seen."""
    if character.isprintable() and character != " ":
        return f"`{character}`"
    return f"U+{ord(character):04X}"


def _explainer(what: str, *lengths: int) -> Callable[[str], Diagnosis]:
    check = _checker(*lengths)
    *others, last = map(str, lengths)
    digits = f"{', '.join(others)} or {last}" if others else last

    def explain(text: str) -> Diagnosis:
        bare = re.sub(_BETWEEN, "", re.sub(_ALGORITHM, "", text))
        if bare != text and check(bare):
            return Diagnosis(
                f"{name(text)} must be the {digits} hexadecimal digits alone: {name(bare)}",
                replacement=bare,
            )
        strange = text.strip(_HEX)
        if not strange:
            return Diagnosis(
                f"{name(text)} has {len(text)} hexadecimal "
                f"digit{'' if len(text) == 1 else 's'}; {what} has {digits}"
            )
        return Diagnosis(
            f"{name(text)} is not {what}, which is {digits} hexadecimal digits; "
            f"{_sign(strange[0])} is not one"
        )

    return explain


def _format(name: str, what: str, *lengths: int) -> Format:
    return Format(
        name, "hash-value", "InvalidHashValue", _checker(*lengths), _explainer(what, *lengths)
    )


FORMATS = (
    _format("md5", "an MD5", 32),
    _format("sha1", "a SHA-1", 40),
    _format("sha256", "a SHA-256", 64),
    _format("certificate-thumbprint", "a certificate thumbprint", 40, 64, 32),
)
