"""What the command line prints, for pages that show it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Final

from click.testing import CliRunner

from defender_lint.cli.program import NAME, program

ROOT: Final = Path(__file__).resolve().parents[1]

_OUTSIDE: Final = (
    "CI", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "GITLAB_CI", "NO_COLOR", "TF_BUILD",
)  # fmt: skip
"""Variables that change what is printed."""


def transcript(command: str) -> str:
    """Run a command line from the root of the repository and return it with what it prints.

    Args:
        command: Such as ``defender-lint examples``.
    """
    words = shlex.split(command)
    assert words[0] == NAME, command
    os.chdir(ROOT)
    runner = CliRunner(env=dict.fromkeys(_OUTSIDE))
    result = runner.invoke(program, words[1:], prog_name=NAME)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return f"```console\n$ {command}\n{result.output.rstrip()}\n```\n"
