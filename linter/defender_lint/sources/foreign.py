"""Recognises texts that are no body at all: form data, markup, whole requests, scripts."""

from __future__ import annotations

import re
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.sources.problem import problem

_FIELD = r"[A-Za-z_][\w.%\[\]+-]*=[^\s&{}\"']*"
_KINDS: Final = (
    (
        re.compile(rf"{_FIELD}(?:&{_FIELD})*(?=\s*\Z)"),
        "this is form-encoded text, but the API takes JSON; "
        'write an object with a member for each field, such as `{"Comment": "…"}`',
    ),
    (
        re.compile(r"@\{"),
        "this is a PowerShell hashtable, but the API takes JSON; pass it through `ConvertTo-Json`",
    ),
    (
        re.compile(r"@[\"']"),
        "this opens a PowerShell here-string, which is not a part of the body; "
        "delete it here and at the end",
    ),
    (
        re.compile(r"'(?=\s*[\[{])"),
        "the single quote before the body belongs to a shell; delete it here and at the end",
    ),
    (
        re.compile(r"<[A-Za-z!?/][^>\r\n]*>?"),
        "this is XML or HTML, but the API takes JSON; "
        'write an object with a member for each element, such as `{"Comment": "…"}`',
    ),
    (
        re.compile(r"(?:GET|POST|PUT|PATCH|DELETE) +(?:https?://|/)[^\r\n]*"),
        "this is a whole HTTP request; keep only its body in this file",
    ),
)


def foreign(text: str, at: int) -> Diagnostic | None:
    """Name what the text that begins at ``at`` is, where it is none of JSON or YAML.

    Returns a ``syntax`` problem at the mark that it was recognised by, else None.
    """
    for pattern, message in _KINDS:
        match = pattern.match(text, at)
        if match:
            return problem("syntax", message, match.start(), match.end())
    return None
