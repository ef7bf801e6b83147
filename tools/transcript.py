"""What the command line prints, for pages that show it."""

from __future__ import annotations

import io
import os
import shlex
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Final

from defender_lint.cli import main
from defender_lint.project import NAME

ROOT: Final = Path(__file__).resolve().parents[1]

_PLACE: Final = {"NO_COLOR": "1"}
"""How it is where no terminal is; tests/test_docs.py runs the commands there."""

_CI_SERVICES: Final = ("GITHUB_ACTIONS", "TF_BUILD")


def transcript(command: str) -> str:
    """Run a command line from the root of the repository and return it with what it prints.

    Args:
        command: Such as ``defender-lint examples``.
    """
    return f"```console\n$ {command}\n{printed(command).rstrip()}\n```\n"


def printed(command: str, *more: str, columns: int = 100) -> str:
    """Run a command line from the root of the repository and return what it prints.

    Args:
        command: Such as ``defender-lint examples``.
        more: Arguments that nobody sees.
        columns: How wide the terminal is.
    """
    program, *arguments = shlex.split(command)
    assert program == NAME, command
    os.chdir(ROOT)
    os.environ.update(_PLACE, COLUMNS=str(columns))
    for variable in _CI_SERVICES:
        os.environ.pop(variable, None)
    with redirect_stdout(io.StringIO()) as output, suppress(SystemExit):
        main([*arguments, *more])
    return output.getvalue()
