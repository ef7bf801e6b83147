"""Which files count: those that are met while a folder is walked, and those that are named.

While a folder is walked, ``include`` and ``exclude`` have a say, and what git ignores.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

from defender_lint.own_output import is_own_output
from defender_lint.settings.discovery import YAML_NAMES
from defender_lint.settings.gitignore import GitIgnores
from defender_lint.settings.patterns import relative
from defender_lint.sources.registry import format_of
from defender_lint.words import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from defender_lint.settings.values import Settings


class PathFilter:
    """Lets through what the settings nearest to each path want checked.

    A folder that was named is walked even where a pattern leaves it out. So what is left out only
    because of the folder around it gets through: nobody would be in there without having asked.
    ``force-exclude`` leaves out all the same.
    """

    def __init__(
        self, settings_for: Callable[[str], Settings | None], cwd: str, note: Callable[[str], None]
    ) -> None:
        """Prepare to filter.

        Args:
            settings_for: Returns the settings that are nearest to a file; None for the usual ones.
            cwd: The folder that paths are relative to.
            note: Takes a sentence about a file that is passed over.
        """
        self._settings_for = settings_for
        self._cwd = cwd
        self._git = GitIgnores(cwd, note)
        self._links: dict[str, str] = {}

    def notes(self) -> list[str]:
        """Return what there is to say of links that were left out, a sentence each."""
        return [
            f"left out {count(number, 'symbolic link')} leading outside the {boundary}"
            for boundary, number in Counter(self._links.values()).items()
        ]

    def leads_out(self, link: str, boundary: str) -> None:
        """Count a link to a file outside the ``boundary``, which is thereby left out."""
        self._links[self._absolute(link)] = boundary

    def enters(self, folder: str) -> bool:
        """Tell whether to walk a folder that was met while walking another."""
        path = self._absolute(folder)
        settings = self._settings_for(path)
        return not (
            (settings is not None and _is_excluded(path, settings, is_folder=True))
            or (_heeds_git(settings) and self._git.ignores(path, is_folder=True))
        )

    def within(self, folder: str) -> Callable[[str], bool]:
        """Return what tells by their names which files of a folder that is walked are checked."""
        folder = os.path.join(self._absolute(folder), "")
        settings = self._settings_for(folder)
        ignores = self._git.within(folder) if _heeds_git(settings) else None
        if settings is not None and not settings.is_usual_walk:
            chosen = settings

            def takes(name: str) -> bool:
                path = folder + name
                return (
                    not _is_configuration(path, chosen)
                    and _is_included(path, chosen)
                    and not _is_excluded(path, chosen, is_folder=False)
                    and not (ignores is not None and ignores(name))
                )

            return takes

        def takes_usual(name: str) -> bool:
            return (
                format_of(name) is not None
                and name not in YAML_NAMES
                and not (ignores is not None and ignores(name))
            )

        return takes_usual

    def takes(self, file: str) -> bool:
        """Tell whether to check a file that somebody asked for by name."""
        path = self._absolute(file)
        settings = self._settings_for(path)
        if settings is None:
            return os.path.basename(path) not in YAML_NAMES
        is_out = settings.force_exclude and settings.exclude.excludes(path)
        return not (is_out or _is_configuration(path, settings))

    def reaches(self, file: str) -> bool:
        """Tell whether a file is checked when the folder of its settings is."""
        path = self._absolute(file)
        settings = self._settings_for(path)
        folder, name = os.path.split(path)
        inside = relative(path, (settings and settings.root) or folder) or ""
        top = path.removesuffix(inside.replace("/", os.sep))
        folders = inside.split("/")[:-1]
        return (
            self.within(folder)(name)
            and not is_own_output(path)
            and all(
                self.enters(os.path.join(top, *folders[: depth + 1]))
                for depth in range(len(folders))
            )
        )

    def _absolute(self, path: str) -> str:
        return os.path.normpath(os.path.join(self._cwd, path))


def _heeds_git(settings: Settings | None) -> bool:
    return settings is None or settings.respect_gitignore


def _is_included(file: str, settings: Settings) -> bool:
    """Tell whether a file that was met counts by its name."""
    if settings.has_usual_include:
        return format_of(file) is not None
    return settings.include.matches(file)


def _is_excluded(path: str, settings: Settings, *, is_folder: bool) -> bool:
    exclude = settings.exclude
    if settings.force_exclude and exclude.excludes(path):
        return True
    return bool(exclude.verdict(path, is_folder=is_folder)) and not exclude.verdict(
        os.path.dirname(path), is_folder=True
    )


def _is_configuration(file: str, settings: Settings) -> bool:
    """Tell whether a file is one of ours, settings or a schema, and so certainly no body."""
    folder, name = os.path.split(file)
    if name in YAML_NAMES:
        return True
    if not settings.schemas:
        return False
    folder = os.path.normpath(folder)
    return folder in settings.schemas or os.path.dirname(folder) in settings.schemas
