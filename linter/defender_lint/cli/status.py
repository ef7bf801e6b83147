"""The exit statuses of the program."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CLEAN: Final = 0
"""Nothing was found that ``--fail-on`` counts."""

FINDINGS: Final = 1
"""Something was found."""

FAILED: Final = 2
"""The run itself failed: usage, a path that cannot be read, a report that cannot be written."""

INTERRUPTED: Final = 130
"""Ctrl-C (128 + SIGINT, as shells count)."""

PIPE_CLOSED: Final = 141
"""The reader of the output hung up, as ``head`` does (128 + SIGPIPE, as shells count).

Not 0: a run whose findings nobody read must not look like a clean one.
"""
