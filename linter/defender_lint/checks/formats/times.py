"""Points in time: ISO 8601 with a zone, as ``Edm.DateTimeOffset`` is written (OData 4)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from defender_lint.checks.formats.diagnosis import Diagnosis, Format
from defender_lint.memo import memo
from defender_lint.words import name

_ZONE = r"(?:Z|[+-]\d\d:\d\d)"
_TIMESTAMP = rf"(?ai)(\d{{4}})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{{1,12}})?)?({_ZONE})"
_LOOKS_RIGHT = rf"(?ai)\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{{1,12}})?)?{_ZONE}?)?"


@memo(256)  # hard and soft rules ask for one timestamp in turn, and batches share theirs
def _parse(text: str) -> datetime | None:
    # datetime.fromisoformat() takes Z and long fractions only from Python 3.11 on.
    match = re.fullmatch(_TIMESTAMP, text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    zone = match[7]
    offset = timedelta()
    if zone not in "Zz":
        hours, minutes = int(zone[1:3]), int(zone[4:6])
        if hours > 14 or minutes > 59:
            return None
        offset = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset))
    except ValueError:
        return None


def is_timestamp(text: str) -> bool:
    """Tell whether ``text`` is a date and time with ``Z`` or an offset."""
    return _parse(text) is not None


def is_not_past(text: str, clock: Callable[[], datetime]) -> bool:
    """Tell whether ``text`` is not before the clock's time; true for what is no timestamp."""
    time = _parse(text)
    return time is None or time >= clock()


def _explain(text: str) -> Diagnosis:
    shown = name(text)
    midnight = f"{text}T00:00:00Z"
    if is_timestamp(midnight):
        return Diagnosis(
            f"{shown} has no time of day; write {name(midnight)}", replacement=midnight
        )
    with_t = text.replace(" ", "T", 1)
    if is_timestamp(f"{with_t}Z"):
        return Diagnosis(
            f"{shown} has no time zone; end it with `Z` (UTC) or an offset such as `+01:00`",
            replacement=f"{with_t}Z",
        )
    if is_timestamp(with_t):
        return Diagnosis(
            f"{shown} has a space where ISO 8601 has a `T`; write {name(with_t)}",
            replacement=with_t,
        )
    if re.fullmatch(_LOOKS_RIGHT, text):
        return Diagnosis(f"{shown} is no point in time that exists")
    return Diagnosis(f"{shown} is not ISO 8601 with a time zone, such as `2030-01-31T00:00:00Z`")


FORMATS = (Format("timestamp", "timestamp", "InvalidRequestBody", is_timestamp, _explain),)
