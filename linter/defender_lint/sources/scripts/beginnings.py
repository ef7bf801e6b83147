"""Tells which language a script is in whose name does not say so, by how it begins."""

from __future__ import annotations

import re
from typing import Final

_INTERPRETER: Final = re.compile(r"#!\S*/(?:env(?:\s+-S)?\s+)?(?P<name>[\w.-]+)")
_INTERPRETERS: Final = {
    "pwsh": "powershell",
    "powershell": "powershell",
    "python": "python",
    "sh": "shell",
    "bash": "shell",
    "dash": "shell",
    "ksh": "shell",
    "zsh": "shell",
    "node": "javascript",
}
_POWERSHELL: Final = re.compile(
    r"""
    (?: \s | <\#(?:(?!\#>).)*\#> | \#[^\n]*\n )*  # comments
    (?: param\s*\( | \[CmdletBinding | function\s+[\w:-]+\s*[{(] | using\s+(?:module|namespace)\b
      | \$[\w:]+\s*= | (?:Import|Connect|Set|Write|Clear|Install|Get)-\w+ )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CMDLET: Final = re.compile(r"\b(?:Invoke-(?:RestMethod|WebRequest)|irm|iwr)\b", re.IGNORECASE)


def script_of(text: str) -> str | None:
    """Return the name of the format of a script; None where a text does not begin like one."""
    match = _INTERPRETER.match(text)
    if match is not None:
        return _INTERPRETERS.get(match["name"].rstrip("0123456789."))
    if text[:1] not in "{[" and _CMDLET.search(text) and _POWERSHELL.match(text):
        return "powershell"
    return None
