"""Settings: what a team wants checked where, read from the file that is nearest.

A ``.defender-lint.yaml`` or the table ``[tool.defender-lint]`` of a ``pyproject.toml``; every
setting but ``suppress`` is an option of the command line too, and the option wins.
"""

from __future__ import annotations

from defender_lint.settings.errors import Complaint, Place, SettingsError
from defender_lint.settings.finder import SettingsFinder
from defender_lint.settings.selection import Selection
from defender_lint.settings.values import Settings, Suppression

__all__ = [
    "Complaint",
    "Place",
    "Selection",
    "Settings",
    "SettingsError",
    "SettingsFinder",
    "Suppression",
]
