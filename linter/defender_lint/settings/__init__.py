"""Settings: what a team wants checked where, read from the file that is nearest.

A ``.defender-lint.yaml`` or the table ``[tool.defender-lint]`` of a ``pyproject.toml``; every
setting but ``suppress`` is an option of the command line too, and the option wins.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
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

_HOMES = {
    "Complaint": "errors",
    "Place": "errors",
    "Selection": "selection",
    "Settings": "values",
    "SettingsError": "errors",
    "SettingsFinder": "finder",
    "Suppression": "values",
}


def __getattr__(name: str) -> object:
    # Imported when asked for: whether there are settings is told before any of it is needed.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
