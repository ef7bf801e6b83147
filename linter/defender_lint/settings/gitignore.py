"""What git ignores: the patterns of all ``.gitignore`` files that have a say about a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

from defender_lint.repository import Repositories
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
        self._repositories = Repositories()
        self._chains: dict[str, tuple[Patterns, ...]] = {}

    def ignores(self, path: str, *, is_folder: bool = False) -> bool:
        """Tell whether git ignores a file or a folder by itself, not for the folder around it.

        Args:
            path: An absolute path.
            is_folder: Whether it is a folder.
        """
        folder = os.path.dirname(path)
        chain = self._patterns_for(folder)
        return _ignored(chain, path, is_folder) and not _ignored(chain, folder, is_folder=True)

    def within(self, folder: str) -> Callable[[str], bool] | None:
        """Return what tells by their names which files of a folder git ignores by themselves.

        None where it ignores none: nothing is to be asked of each file then.
        """
        folder = os.path.normpath(folder)
        chain = tuple(each for each in self._patterns_for(folder) if not each.is_idle)
        if not chain or _ignored(chain, folder, is_folder=True):
            return None

        def ignores(name: str) -> bool:
            # Most names fit no pattern, whatever folder it is about.
            return any(each.may_fit(name) for each in chain) and _ignored(
                chain, os.path.join(folder, name), is_folder=False
            )

        return ignores

    def _patterns_for(self, folder: str) -> tuple[Patterns, ...]:
        if folder not in self._chains:
            self._chains[folder] = self._chain(os.path.normpath(folder))
        return self._chains[folder]

    def _chain(self, folder: str) -> tuple[Patterns, ...]:
        """Return the patterns that have a say about what is in a folder, the nearest first."""
        root = self._repositories.around(folder)
        if root is None:
            root = self._cwd if relative(folder, self._cwd) is not None else folder
        if folder == root:
            outer = self._read(root, os.path.join(".git", "info", "exclude"))
        else:
            outer = self._patterns_for(os.path.dirname(folder))
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
