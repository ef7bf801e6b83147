"""Which settings file is nearest to a path?"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from defender_lint.repository import Repositories, is_below, is_repository

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

YAML_NAMES = (".defender-lint.yaml", ".defender-lint.yml")
TOML_NAME = "pyproject.toml"

_MENTIONED: Final = rb"(?i)defender[-_ ]?lint"
# Settings stand at a key `tool.defender-lint`, or below one `tool`. What only depends on us has
# neither, and need not be parsed.
_SET: Final = (
    rb"(?i)\btool[\"']?[ \t]*\.[ \t]*[\"']?defender[-_ ]?lint"
    rb"|(?m:^)[ \t]*\[?[ \t]*[\"']?tool[\"']?[ \t]*[\]=]"
)


class Discovery:
    """Looks for settings files from a folder upwards; asks for each folder once.

    The first folder that has one decides. Outer ones are not merged in. The search ends with the
    root of the repository, the folder that holds ``.git``, or with that of the file system.
    """

    def __init__(self, note: Callable[[str], None]) -> None:
        """Prepare to look.

        Args:
            note: Takes a sentence about a file that is passed over.
        """
        self._note = note
        self._nearest: dict[str, str | None] = {}
        self._repositories = Repositories()

    def forget(self) -> None:
        """Look again from now on: a settings file is gone, or has come."""
        self._nearest.clear()
        self._repositories.forget()

    def _settings_file(self, folder: str) -> str | None:
        for name in YAML_NAMES:
            path = os.path.join(folder, name)
            # A folder or a dangling link of this name counts too, for whoever loads it to complain:
            # a run without the settings that somebody meant would look like one with them.
            if os.path.isfile(path) or os.path.isdir(path):
                if self._leads_out(path, folder):
                    continue
                return path
            if os.path.exists(path):  # nobody means a pipe or a device, which keep one waiting
                self._note(f"{path}: passed over, as it is not a regular file")
            elif os.path.islink(path):
                return path
        path = os.path.join(folder, TOML_NAME)
        is_ours = os.path.isfile(path) and _has_table(path) and not self._leads_out(path, folder)
        return path if is_ours else None

    def _leads_out(self, path: str, folder: str) -> bool:
        """Tell whether a file is a link out of the repository: a stranger may have put it there,
        and complaints about what it leads to would quote that.
        """
        if not os.path.islink(path):
            return False
        repository = self.repository(folder)
        if is_below(path, repository or folder):
            return False
        around = "the repository" if repository else "its folder"
        self._note(f"{path}: passed over, as it leads outside {around}; --config would read it")
        return True

    def repository(self, folder: str) -> str | None:
        """Return the root of the repository that a folder, an absolute path, is in, if any."""
        return self._repositories.around(folder)

    def nearest(self, folder: str) -> str | None:
        """Return the settings file that is nearest to a folder, None if there is none.

        Args:
            folder: An absolute path.

        Raises:
            SettingsError: A ``pyproject.toml`` on the way speaks of us and cannot be read.
        """
        passed: list[str] = []
        found: str | None = None
        while folder not in self._nearest:
            passed.append(folder)
            found = self._settings_file(folder)
            parent = os.path.dirname(folder)
            if found is not None or parent == folder or is_repository(folder):
                break
            folder = parent
        else:
            found = self._nearest[folder]
        self._nearest.update(dict.fromkeys(passed, found))
        return found


def _has_table(path: str) -> bool:
    """Tell whether a ``pyproject.toml`` speaks of us; most do not, and are left alone."""
    try:
        with open(path, "rb") as stream:
            content = stream.read()
    except OSError:
        return False
    if not (re.search(_MENTIONED, content) and re.search(_SET, content)):
        return False  # whatever it holds, and be it broken, it has nothing to do with us
    from defender_lint.settings.errors import SettingsError
    from defender_lint.settings.loading import TABLE, table_in
    from defender_lint.settings.located import read_toml

    try:
        return table_in(read_toml(path, path, TABLE), path) is not None
    except SettingsError:
        return True  # whoever loads it says what is wrong with it
