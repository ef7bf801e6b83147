"""Traces of tools: values that no person has written, and what to tell the tool."""

from __future__ import annotations

import re
from typing import Any, Final

# What PowerShell writes for what lies deeper than ConvertTo-Json looks (two levels, by default).
_TOO_DEEP: Final = r"System\.[\w.]+(?:\[\])?|(?s:@\{.*\})"
_JSON: Final = r"(?s:\s*[{\[].*[}\]]\s*)"


def trace_of_tool(value: Any) -> str:
    """Return the end of a message about a wrong value that a tool is known to write, or nothing."""
    if not isinstance(value, str):
        return ""
    if re.fullmatch(_TOO_DEEP, value):
        return "; PowerShell wrote it: `ConvertTo-Json -Depth 10` keeps what is nested"
    if re.fullmatch(_JSON, value):
        return "; it is JSON that was encoded twice"
    return ""
