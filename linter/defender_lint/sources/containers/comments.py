"""Comments in JSON bodies, which API clients leave out of what they send."""

from __future__ import annotations

import re
from typing import Final

from defender_lint.sources.text import Text

_COMMENT: Final = re.compile(r'"(?:\\.|[^"\\])*"|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/')


def without_comments(body: Text) -> Text:
    """Return a body with spaces where its comments stand."""
    if "//" not in body.chars and "/*" not in body.chars:
        return body

    def spaces(match: re.Match[str]) -> str:
        chars = match.group()
        return chars if chars.startswith('"') else re.sub(r"[^\r\n]", " ", chars)

    chars = _COMMENT.sub(spaces, body.chars)
    return Text(chars, body.source, body.segments, escape=body.escape)
