"""Which files count: those that are met while a folder is walked, and those that are named.

While a folder is walked, ``include`` and ``exclude`` have a say, and what git ignores.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable

from defender_lint.own_output import is_own_output
from defender_lint.repository import repository_around
from defender_lint.settings.discovery import YAML_NAMES
from defender_lint.settings.patterns import Patterns, relative
from defender_lint.settings.values import DEFAULT, Settings
from defender_lint.sources.reading import format_of
from defender_lint.words import count


class PathFilter:
    """Lets through what the settings nearest to each path want checked.

    A folder that was named is walked even where a pattern leaves it out. So what is left out only
    because of the folder around it gets through: nobody would be in there without having asked.
    ``force-exclude`` leaves out all the same.
    """

    def __init__(
        self, settings_for: Callable[[str], Settings], cwd: str, note: Callable[[str], None]
    ) -> None:
        """Prepare to filter.

        Args:
            settings_for: Returns the settings that are nearest to a file.
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
        return not self._is_left_out(path, settings, is_folder=True)

    def takes(self, file: str, *, is_named: bool) -> bool:
        """Tell whether to check a file; ``is_named`` where somebody asked for it by name."""
        path = self._absolute(file)
        settings = self._settings_for(path)
        if _is_configuration(path, settings):
            return False
        if is_named:
            return not (settings.force_exclude and settings.exclude.excludes(path))
        return (
            _included(path, settings)
            and not self._is_left_out(path, settings, is_folder=False)
            and not is_own_output(path)
        )

    def reaches(self, file: str) -> bool:
        """Tell whether a file is checked when the folder of its settings is."""
        path = self._absolute(file)
        inside = relative(path, self._settings_for(path).root or os.path.dirname(path)) or ""
        top = path.removesuffix(inside.replace("/", os.sep))
        folders = inside.split("/")[:-1]
        return self.takes(path, is_named=False) and all(
            self.enters(os.path.join(top, *folders[: depth + 1])) for depth in range(len(folders))
        )

    def _is_left_out(self, path: str, settings: Settings, *, is_folder: bool) -> bool:
        exclude = settings.exclude
        if settings.force_exclude and exclude.excludes(path):
            return True
        if exclude.verdict(path, is_folder=is_folder) and not exclude.verdict(
            os.path.dirname(path), is_folder=True
        ):
            return True
        return settings.respect_gitignore and self._git.ignores(path, is_folder=is_folder)

    def _absolute(self, path: str) -> str:
        return os.path.normpath(os.path.join(self._cwd, path))


def _included(file: str, settings: Settings) -> bool:
    """Tell whether a file that was met counts by its name."""
    if settings.sources["include"] == DEFAULT:
        return format_of(file) is not None
    return settings.include.matches(file)


def _is_configuration(file: str, settings: Settings) -> bool:
    """Tell whether a file is one of ours, settings or a schema, and so certainly no body."""
    folder, name = os.path.split(file)
    if name in YAML_NAMES:
        return True
    if not settings.schemas:
        return False
    folder = os.path.normpath(folder)
    return folder in settings.schemas or os.path.dirname(folder) in settings.schemas


class GitIgnores:
    """Knows what git ignores; reads each ``.gitignore`` once.

    Those from the root of the repository down to the path count, and the repository's
    ``info/exclude``. Where there is no repository, those from the current folder down.
    """

    def __init__(self, cwd: str, note: Callable[[str], None]) -> None:
        """Prepare to read.

        Args:
            cwd: The current folder.
            note: Takes a sentence about a file that is passed over.
        """
        self._cwd = cwd
        self._note = note
        self._chains: dict[str, tuple[Patterns, ...]] = {}

    def ignores(self, path: str, *, is_folder: bool = False) -> bool:
        """Tell whether git ignores a file or a folder by itself, not for the folder around it.

        Args:
            path: An absolute path.
            is_folder: Whether it is a folder.
        """
        folder = os.path.dirname(path)
        if folder not in self._chains:
            self._chains[folder] = self._chain(os.path.normpath(folder))
        chain = self._chains[folder]
        return _ignored(chain, path, is_folder) and not _ignored(chain, folder, is_folder=True)

    def _chain(self, folder: str) -> tuple[Patterns, ...]:
        """Return the patterns that have a say about what is in a folder, the nearest first."""
        root = repository_around(folder)
        if root is None:
            root = self._cwd if relative(folder, self._cwd) is not None else folder
        if folder == root:
            outer = self._read(root, os.path.join(".git", "info", "exclude"))
        else:
            parent = os.path.dirname(folder)
            if parent not in self._chains:
                self._chains[parent] = self._chain(parent)
            outer = self._chains[parent]
        return (*self._read(folder, ".gitignore"), *outer)

    def _read(self, folder: str, name: str) -> tuple[Patterns, ...]:
        path = os.path.join(folder, name)
        try:
            if not stat.S_ISREG(os.lstat(path).st_mode):
                # A link may lead anywhere, and a pipe keeps one waiting; git follows neither.
                self._note(f"{path}: passed over, as it is not a regular file")
                return ()
            with open(path, encoding="utf-8", errors="surrogateescape") as stream:
                lines = stream.read().split("\n")
        except OSError:
            return ()
        return (Patterns(folder, tuple(line.removesuffix("\r") for line in lines)),)


def _ignored(chain: tuple[Patterns, ...], path: str, is_folder: bool) -> bool:
    for patterns in chain:
        verdict = patterns.verdict(path, is_folder=is_folder)
        if verdict is not None:
            return verdict
    return False
