"""Directives: comments of a file that speak to the linter, ``# defender-lint: api=update-alert``.

Whatever the language, such a comment begins with its mark and ends with its line.
"""

from __future__ import annotations

import re
from typing import Final

from defender_lint.sources.request import Directive
from defender_lint.sources.source import Source

MARK: Final = "defender-lint:"
# The marks of comments: shell, YAML, PowerShell, Python; C#, JavaScript, Bicep; HTML, Markdown.
_COMMENT: Final = re.compile(
    rf"(?:^|(?<=[ \t\r]))(?:#+|//+|/\*+|<!--|--|;+)[ \t]*{MARK}[ \t]*([^\r\n]*)", re.MULTILINE
)
_CLOSING: Final = re.compile(r"[ \t]*(?:-->|\*/|#>)[ \t]*\Z")
_SETTING: Final = re.compile(r"([A-Za-z][\w-]*)[ \t]*=[ \t]*(\S+)")


def settings(directive: str) -> dict[str, str]:
    """Return the ``key=value`` pairs of a directive's text."""
    return {match[1]: match[2].rstrip(",") for match in _SETTING.finditer(directive)}


def directives(source: Source) -> tuple[Directive, ...]:
    """Return the directives of a file, in order, in whatever comments it has."""
    text = source.text
    if MARK not in text:
        return ()
    found = []
    for match in _COMMENT.finditer(text):
        directive = _CLOSING.sub("", match[1]).rstrip()
        end = match.start() + len(match.group().rstrip())
        found.append(Directive(source.line_at(match.start()), match.start(), end, directive))
    return tuple(found)
