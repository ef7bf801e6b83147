"""The interface of the program, known without importing any of it: commands, exit statuses."""

from __future__ import annotations

from collections.abc import Sequence

from defender_lint import __version__
from defender_lint.project import NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

VERSION: Final = f"{NAME} {__version__}"
"""What ``--version`` prints."""

DEFAULT: Final = "check"

COMPLETION_VARIABLE: Final = "_DEFENDER_LINT_COMPLETE"
"""Set by the shell scripts of ``defender-lint completion`` when they ask what could come next."""

COMMANDS: Final = (
    "check",
    "request",
    "which",
    "split",
    "apis",
    "show",
    "example",
    "explain",
    "explain-response",
    "context",
    "config",
    "completion",
)
"""Every command, in the order of the help. Each is ``command`` in the module of its name,
with ``_`` for ``-``."""

ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "help": ("--help",),
    "rules": ("explain",),
    "version": ("--version",),
}
"""What people also try, and what it stands for. ``help COMMAND`` is the help of that command."""

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


MOST_JOBS: Final = 61
"""Processes that Windows can wait for."""


def unaliased(args: Sequence[str]) -> list[str]:
    """Return arguments with an alias at their head replaced."""
    if not args or args[0] not in ALIASES:
        return list(args)
    if args[0] == "help" and len(args) > 1 and args[1] in COMMANDS:
        return [args[1], "--help"]
    return [*ALIASES[args[0]], *args[1:]]


def asks_version(args: Sequence[str]) -> bool:
    """Tell whether arguments ask for the version and nothing else."""
    return len(args) == 1 and args[0] in ("-V", "--version", "version")


def is_check(args: Sequence[str]) -> bool:
    """Tell whether arguments are for ``check``, named or not."""
    return bool(args) and (
        args[0] == DEFAULT or (args[0] not in COMMANDS and args[0] not in ALIASES)
    )


def jobs_of(text: str) -> int | None:
    """Read a number of processes, or ``auto``, which is None.

    Raises:
        ValueError: It is neither.
    """
    if text == "auto":
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    raise ValueError(f"{text!r} is neither auto nor a number from 1 to {MOST_JOBS}")
