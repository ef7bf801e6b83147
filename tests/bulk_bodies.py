"""What clusters judge in tests: bodies, a third of them with mistakes, and by what."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from defender_lint.bulk import Plan

NOW = datetime(2026, 11, 27, tzinfo=timezone.utc)
PLAN = Plan(api="post-ti-indicator", now=NOW)


def body(number: int) -> str:
    """Return a body that is right, or one of each third with a mistake."""
    whole = {
        "indicatorValue": f"{number:040x}",
        "indicatorType": "FileSha1",
        "action": "block" if number % 3 == 0 else "Block",
        "title": f"Indicator {number}",
        "description": "Seen in a campaign",
    }
    if number % 6 == 0:
        del whole["title"]
    return json.dumps(whole)
