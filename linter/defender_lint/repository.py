"""The git repository around a path."""

from __future__ import annotations

import os


def is_repository(folder: str) -> bool:
    """Tell whether a folder is the root of a git repository; ``.git`` may also be a file."""
    return os.path.lexists(os.path.join(folder, ".git"))


def repository_around(folder: str) -> str | None:
    """Return the root of the git repository that an absolute path is in, None if it is in none."""
    while not is_repository(folder):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


class Repositories:
    """The repositories around folders; asks for each folder once, as a walk meets very many."""

    def __init__(self) -> None:
        self._roots: dict[str, str | None] = {}

    def around(self, folder: str) -> str | None:
        """Return what :func:`repository_around` does."""
        passed = []
        while folder not in self._roots:
            passed.append(folder)
            parent = os.path.dirname(folder)
            if is_repository(folder) or parent == folder:
                self._roots[folder] = folder if is_repository(folder) else None
                break
            folder = parent
        root = self._roots[folder]
        self._roots.update(dict.fromkeys(passed, root))
        return root

    def forget(self) -> None:
        """Look again from now on."""
        self._roots.clear()


def is_below(path: str, folder: str) -> bool:
    """Tell whether a path, links followed, is in a folder, or is the folder itself.

    Args:
        path: An absolute path, which need not exist.
        folder: An absolute path.
    """
    try:
        inside, around = os.path.realpath(path), os.path.realpath(folder)
    except ValueError:  # a NUL, or a character that the file system cannot write
        return False
    return inside == around or inside.startswith(os.path.join(around, ""))
