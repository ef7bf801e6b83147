"""JSON that any reader takes and any log can show."""

from __future__ import annotations

import json
import re
from typing import Any, Final

_LONE_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def well_formed(text: str) -> str:
    """Return ``text`` with what UTF-8 cannot hold replaced; strict readers refuse it."""
    return _LONE_SURROGATES.sub("\ufffd", text)


def to_json(value: Any) -> str:
    """Write a value as JSON on one line of ASCII.

    Build agents look for commands such as ``##vso[…]`` anywhere in the lines of a log. A payload
    must not give any, so double hashes are written as escapes.
    """
    return json.dumps(value).replace("##", r"\u0023\u0023")
