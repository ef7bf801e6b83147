"""Patterns of paths as ``.gitignore`` has them, relative to a folder."""

from __future__ import annotations

import os
import re
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# What a backslash may stand before in a pattern; before anything else it is Windows' separator.
_SEPARATOR: Final = re.compile(r"\\(?![\\*?\[\]!# ])")


class Patterns:
    """A list of patterns; a later one beats an earlier one, ``!`` takes back.

    Attributes:
        root: The folder that they are relative to, as an absolute path.
        lines: The patterns as they are written.
    """

    def __init__(self, root: str, lines: tuple[str, ...]) -> None:
        self.root: Final = root
        self.lines: Final = lines

    def matches(self, path: str, *, is_folder: bool = False) -> bool:
        """Tell whether a path, or a folder around it, fits.

        Args:
            path: Absolute, or relative to the current folder.
            is_folder: Whether it is a folder: patterns that end in ``/`` want one.
        """
        if not self.lines:
            return False
        inside = relative(path, self.root)
        spec = self._spec
        if inside == "":
            return False
        if inside is None:  # where only a name can fit, as in ``*.json``
            inside = os.path.splitdrive(os.path.abspath(path))[1].replace(os.sep, "/").lstrip("/")
            spec = self._floating
        return spec.match_file(inside + "/" if is_folder else inside)

    def excludes(self, path: str) -> bool:
        """Tell whether a file is left out: it fits, or a folder between the root and it does."""
        if not self.lines:
            return False
        inside = relative(path, self.root)
        if inside is None:
            return self.matches(path)
        spec = self._spec
        cuts = [at for at, char in enumerate(inside) if char == "/"]
        return any(spec.match_file(inside[: at + 1]) for at in cuts) or spec.match_file(inside)

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return compiled(self.lines)

    @cached_property
    def _floating(self) -> GitIgnoreSpec:
        return compiled(tuple(line for line in self.lines if _floats(line)))


def compiled(lines: tuple[str, ...]) -> GitIgnoreSpec:
    """Compile patterns.

    Raises:
        ValueError: One of them is none.
    """
    from pathspec import GitIgnoreSpec  # here, because most runs have no patterns at all

    return GitIgnoreSpec.from_lines(lines)


def relative(path: str, root: str, flavour: ModuleType = os.path) -> str | None:
    """Return ``path`` as seen from ``root``, with slashes: empty for the root itself.

    None where it is not below it.

    Args:
        path: Absolute, or relative to the current folder.
        root: An absolute path.
        flavour: How paths are written here; ``ntpath`` on Windows.
    """
    inside = flavour.abspath(path)
    if flavour.normcase(inside) == flavour.normcase(root):
        return ""
    folder = root if root.endswith(flavour.sep) else root + flavour.sep
    if not flavour.normcase(inside).startswith(flavour.normcase(folder)):
        return None
    return str(inside[len(folder) :].replace(flavour.sep, "/"))


def fault(line: str, *, may_take_back: bool = True) -> str | None:
    """Return what is wrong with a pattern, None if it can be used.

    Args:
        line: The pattern as it is written.
        may_take_back: Whether ``!`` makes sense.
    """
    if not line.strip():
        return "a pattern is empty and would match nothing"
    if line.startswith("#"):
        return f"`{line}` is a comment in patterns; write `\\{line}`"
    if line.startswith("!") and not may_take_back:
        return f"`{line}` takes back, but nothing stands before it here; delete the `!`"
    if _SEPARATOR.search(line):
        slashes = line.replace("\\", "/")
        return f"a backslash is no separator in patterns; write `{slashes}`"
    try:
        compiled((line,))
    except (ValueError, RecursionError):
        return f"`{line}` is not a pattern as `.gitignore` has them"
    return None


def _floats(line: str) -> bool:
    """Tell whether a pattern fits at any depth, as one without a slash inside does."""
    body = line.removeprefix("!")
    return body.startswith("**/") or "/" not in body.rstrip("/")
