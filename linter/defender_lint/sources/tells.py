"""Tells: words without which a text holds no request of ours, so that nothing else reads it.

One search of a text costs about as much as reading it; most files that a walk meets are done then.
"""

from __future__ import annotations

import re
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
    r"/advancedqueries/",
    r"/advancedhunting/",
    r"/libraryfiles\b",
    r"/DeviceAuthenticatedScan",
    r"/isolate\b",
    r"/runliveresponse\b",
    r"/dataExportSettings\b",
)
_TELL: Final = re.compile("|".join((*_HOSTS, *_PATHS)), re.IGNORECASE)


def mentions(text: str) -> bool:
    """Tell whether a text names a host or path of Defender, in whatever way."""
    return _TELL.search(text) is not None
