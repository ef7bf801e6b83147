"""What git ignores: the ``.gitignore`` files of the folders around a path."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

from defender_lint.repository import repository_around
from defender_lint.settings.patterns import Patterns, relative


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
