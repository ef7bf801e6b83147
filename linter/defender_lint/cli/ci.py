"""Where a run takes place: under which CI service, in which project."""

from __future__ import annotations

import os
from typing import Final

from defender_lint.repository import repository_around

_FORMATS: Final = (("GITHUB_ACTIONS", "github"), ("TF_BUILD", "azure"))
"""Variables that a CI service sets to true, and the format that it shows."""

_FOLDERS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")
"""Variables that name the folder that a CI service has checked the repository out to."""


def usual_format() -> str:
    """Return the format that the place shows best: that of the CI service, else ``full``."""
    for variable, format in _FORMATS:
        if os.environ.get(variable, "").lower() == "true":
            return format
    return "full"


def project_folder() -> str:
    """Return the folder that reports name files relative to: where the CI service or git has it."""
    here = os.path.abspath(os.curdir)
    for variable in _FOLDERS:
        folder = os.path.abspath(os.environ.get(variable) or os.sep)
        if folder != os.path.abspath(os.sep) and f"{here}{os.sep}".startswith(f"{folder}{os.sep}"):
            return folder
    return repository_around(here) or here
