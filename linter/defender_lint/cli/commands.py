"""The names of the commands, known without importing any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

DEFAULT: Final = "check"

COMMANDS: Final = (
    "check",
    "which",
    "split",
    "apis",
    "show",
    "example",
    "explain",
    "config",
    "completion",
)
"""Every command, in the order of the help. Each is ``command`` in the module of its name."""


def are_paths_only(args: Sequence[str]) -> bool:
    """Tell whether arguments are nothing but paths for the default command.

    The commonest call then needs no parser, whose import takes longer than checking a body.
    """
    return (
        bool(args)
        and args[0] not in COMMANDS
        and not any(arg.startswith("-") and arg != "-" for arg in args)
    )
