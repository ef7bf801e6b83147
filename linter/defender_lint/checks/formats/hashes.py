"""Hashes: MD5, SHA-1, SHA-256 and certificate thumbprints.

The pages print no lengths; they follow from the algorithms (32, 40 and 64 hexadecimal digits).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from defender_lint.checks.formats.diagnosis import Diagnosis, Format
from defender_lint.checks.words import name

_HEX = "0123456789abcdefABCDEF"
_ALGORITHM = re.compile(r"(?:0x|(?:md5|sha-?1|sha-?256)\s*[:=])\s*", re.IGNORECASE)


def _checker(*lengths: int) -> Callable[[str], bool]:
    # strip() removes every digit from both ends in C; what stays is a character that is none.
    return lambda text: len(text) in lengths and not text.strip(_HEX)


def _explainer(what: str, *lengths: int) -> Callable[[str], Diagnosis]:
    check = _checker(*lengths)
    digits = " or ".join(map(str, lengths))

    def explain(text: str) -> Diagnosis:
        bare = re.sub(r"[\s:\-]", "", _ALGORITHM.sub("", text, count=1))
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
            f"`{strange[0]}` is none"
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
