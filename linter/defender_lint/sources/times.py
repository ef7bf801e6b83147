"""When a request was sent, as records and logs write it."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Any, Final

_ZULU: Final = re.compile(r"[zZ]$")
_FRACTION: Final = re.compile(r"(?<=\.)(\d+)")


def seconds_of(value: Any) -> float | None:
    """Return a time in seconds since 1970; None where a value is none.

    Args:
        value: ISO 8601, in UTC where it has no zone; or a number of seconds since 1970.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if abs(value) < 1e11 else None
    if not isinstance(value, str) or len(value) > 64:
        return None
    # Python 3.10 reads neither `Z` nor a fraction of other than three or six digits.
    text = _FRACTION.sub(lambda found: found[1][:6].ljust(6, "0"), _ZULU.sub("+00:00", value))
    try:
        time = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if time.tzinfo is None:
        time = time.replace(tzinfo=timezone.utc)
    return time.timestamp()
