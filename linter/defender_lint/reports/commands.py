"""Workflow commands: lines that a CI service would obey, wherever in its log they come from."""

from __future__ import annotations

import re
from typing import Final

_COMMAND: Final = re.compile(r"#(?=#(?:vso)?\[)|^(?P<space>[^\S\n]*):(?=:)", re.MULTILINE)


def without_commands(text: str) -> str:
    """Return ``text``, as long as before, with nothing in it that a CI service would obey.

    Output may end in a build log. The agents of Azure Pipelines and GitHub look for ``##vso[…]``
    and ``##[…]`` anywhere in a line, and GitHub's for ``::…::`` where one begins, after any spaces.
    """
    if "##" not in text and "::" not in text:
        return text
    return _COMMAND.sub(lambda match: "♯" if match[0] == "#" else f"{match['space']}\ua789", text)
