"""What git ignores: the ``.gitignore`` files of the folders around a path."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from defender_lint.settings.discovery import is_repository
from defender_lint.settings.patterns import relative

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class GitIgnores:
    """Knows what git ignores; reads each ``.gitignore`` once.

    Those from the root of the repository down to the path count, and the repository's
    ``info/exclude``. Where there is no repository, those from the current folder down.
    """

    def __init__(self, cwd: str) -> None:
        self._cwd = cwd
        self._roots: dict[str, str | None] = {}
        self._specs: dict[str, GitIgnoreSpec | None] = {}

    def ignores(self, path: str, *, is_folder: bool = False) -> bool:
        """Tell whether git ignores a file or a folder.

        Args:
            path: An absolute path.
            is_folder: Whether it is a folder.
        """
        path = os.path.normpath(path)
        folder = os.path.dirname(path)
        root = self._root(folder)
        while True:
            verdict = self._verdict(folder, ".gitignore", path, is_folder)
            if verdict is not None:
                return verdict
            if folder == root:
                break
            folder = os.path.dirname(folder)
        exclude = os.path.join(".git", "info", "exclude")
        return self._verdict(root, exclude, path, is_folder) or False

    def _root(self, folder: str) -> str:
        """Return the outermost folder that has a say about what is in ``folder``."""
        repository = self._repository(folder)
        if repository is not None:
            return repository
        return self._cwd if relative(folder, self._cwd) is not None else folder

    def _repository(self, folder: str) -> str | None:
        if folder not in self._roots:
            parent = os.path.dirname(folder)
            if is_repository(folder):
                self._roots[folder] = folder
            else:
                self._roots[folder] = None if parent == folder else self._repository(parent)
        return self._roots[folder]

    def _verdict(self, folder: str, name: str, path: str, is_folder: bool) -> bool | None:
        file = os.path.join(folder, name)
        if file not in self._specs:
            self._specs[file] = _read(file)
        spec = self._specs[file]
        inside = relative(path, folder)
        if spec is None or inside is None:
            return None
        return spec.check_file(inside + "/" if is_folder else inside).include


def _read(file: str) -> GitIgnoreSpec | None:
    """Read the patterns of a file; lines that are none mean nothing, as in git."""
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as stream:
            lines = stream.read().splitlines()
    except OSError:
        return None
    from defender_lint.settings.patterns import compiled

    usable = []
    for line in lines:
        try:
            compiled((line,))
        except ValueError:
            continue
        usable.append(line)
    return compiled(tuple(usable))
