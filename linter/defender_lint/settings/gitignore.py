"""What git ignores: the ``.gitignore`` files of the folders around a path."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from defender_lint.settings.discovery import repository_around
from defender_lint.settings.patterns import compiled, relative

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    Chain = tuple[tuple[str, GitIgnoreSpec], ...]


class GitIgnores:
    """Knows what git ignores; reads each ``.gitignore`` once.

    Those from the root of the repository down to the path count, and the repository's
    ``info/exclude``. Where there is no repository, those from the current folder down.
    """

    def __init__(self, cwd: str) -> None:
        self._cwd = cwd
        self._chains: dict[str, Chain] = {}

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
        return _matches(chain, path, is_folder) and not _matches(chain, folder, is_folder=True)

    def _chain(self, folder: str) -> Chain:
        """Return the patterns that have a say about what is in a folder, the nearest first."""
        root = repository_around(folder)
        if root is None:
            root = self._cwd if relative(folder, self._cwd) is not None else folder
        if folder == root:
            outer = _read(root, os.path.join(".git", "info", "exclude"))
        else:
            parent = os.path.dirname(folder)
            if parent not in self._chains:
                self._chains[parent] = self._chain(parent)
            outer = self._chains[parent]
        return (*_read(folder, ".gitignore"), *outer)


def _matches(chain: Chain, path: str, is_folder: bool) -> bool:
    for base, spec in chain:
        inside = relative(path, base)
        if inside:
            verdict = spec.check_file(inside + "/" if is_folder else inside).include
            if verdict is not None:
                return verdict
    return False


def _read(folder: str, name: str) -> Chain:
    """Read the patterns of a file; lines that are none mean nothing, as in git."""
    try:
        with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as stream:
            lines = stream.read().splitlines()
    except OSError:
        return ()
    usable = []
    for line in lines:
        try:
            compiled((line,))
        except ValueError:
            continue
        usable.append(line)
    return ((folder, compiled(tuple(usable))),)
