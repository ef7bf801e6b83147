"""Tells: words without which a text holds no request of ours, so that nothing else reads it.

Most files that a walk meets have none of them, and are done when that is known. So plain words are
looked for first, which costs less than reading the file did; only a text that has one is searched
for what the words may be part of.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_HOSTS: Final = ("securitycenter", r"security\.microsoft", "wdatp")
# Parts of the paths that operations have, with whatever stands for an id left out.
_PATHS: Final = (
    r"/machines\b",
    r"\bmachines/",
    r"\bmachineactions\b",
    r"/indicators\b",
    r"/alerts\b",
    r"/incidents\b",
    r"\badvancedqueries/",
    r"\badvancedhunting/",
    r"\bCreateAlertByReference\b",
    r"\blibraryfiles\b",
    r"\bDeviceAuthenticatedScan",
    r"/isolate\b",
    r"/runliveresponse\b",
    r"/dataExportSettings\b",
)
_TELLS: Final = (*_HOSTS, *_PATHS)
_WORDS: Final = tuple(re.sub(r"\\b|\\", "", tell).lower() for tell in _TELLS)


def mentions(text: str) -> bool:
    """Tell whether a text names a host or path of Defender, in whatever way."""
    lowered = text.lower()
    return any(word in lowered for word in _WORDS) and _tell().search(text) is not None


@cache
def _tell() -> re.Pattern[str]:
    return re.compile("|".join(_TELLS), re.IGNORECASE)
