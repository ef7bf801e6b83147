"""Patterns of paths as ``.gitignore`` has them, relative to a folder."""

from __future__ import annotations

import os
import re
from functools import cached_property
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from defender_lint.settings.wildmatch import LastNames, Wildmatch

# What a backslash may stand before in a pattern; before anything else it is Windows' separator.
_SEPARATOR: Final = re.compile(r"\\(?![\\*?\[\]!# ])")


class Patterns:
    """A list of patterns; a later one beats an earlier one, ``!`` takes back.

    Attributes:
        root: The folder that they are relative to, as an absolute path.
        lines: The patterns as they are written; those that git would never match anything by
            mean nothing.
    """

    def __init__(self, root: str, lines: tuple[str, ...], *, cwd: str | None = None) -> None:
        """Keep patterns; nothing is compiled before it is needed.

        Args:
            root: The folder that they are relative to, as an absolute path.
            lines: The patterns.
            cwd: The folder that paths are relative to which are not absolute; ``root`` if None.
        """
        self.root: Final = root
        self.lines: Final = lines
        self._cwd: Final = root if cwd is None else cwd

    def matches(self, path: str) -> bool:
        """Tell whether a path, or a folder around it, fits: what the last such pattern says."""
        if not self.lines:
            return False
        names, usable = self._seen(path)
        for pattern in reversed(usable):
            if pattern.fits(names, is_folder=False) or any(
                pattern.fits(names[:depth], is_folder=True) for depth in range(1, len(names))
            ):
                return not pattern.takes_back
        return False

    def excludes(self, path: str) -> bool:
        """Tell whether a file is left out as by git: it, or a folder around it, is excluded."""
        if not self.lines:
            return False
        names, usable = self._seen(path)
        return any(
            _verdict(usable, names[:depth], is_folder=depth < len(names))
            for depth in range(1, len(names) + 1)
        )

    def verdict(self, path: str, *, is_folder: bool) -> bool | None:
        """Tell whether a path itself is excluded, or taken back; None if no pattern fits it."""
        if not self.lines:
            return None
        names, usable = self._seen(path)
        return _verdict(usable, names, is_folder=is_folder)

    @property
    def is_idle(self) -> bool:
        """Whether no pattern could ever fit a file."""
        return not self._last_names

    def may_fit(self, name: str) -> bool:
        """Tell whether a pattern may fit a file of that name; where no, none does in any folder."""
        names = self._last_names
        return (
            name in names.exact
            or name.endswith(names.endings)
            or name.startswith(names.beginnings)
            or any(fits(name) for fits in names.others)
        )

    @cached_property
    def _last_names(self) -> LastNames:
        from defender_lint.settings.wildmatch import last_names

        return last_names(self._compiled)

    def _seen(self, path: str) -> tuple[list[str], tuple[Wildmatch, ...]]:
        """Return a path's names as seen from the root, and the patterns that can fit it."""
        path = os.path.join(self._cwd, path)
        inside = relative(path, self.root)
        if inside is None:  # where only a name can fit, as in ``*.json``
            outside = os.path.splitdrive(os.path.abspath(path))[1].replace(os.sep, "/")
            floating = tuple(pattern for pattern in self._compiled if pattern.floats)
            return outside.lstrip("/").split("/"), floating
        return inside.split("/") if inside else [], self._compiled

    @cached_property
    def _compiled(self) -> tuple[Wildmatch, ...]:
        from defender_lint.settings.wildmatch import NotAPattern, parse

        compiled = []
        for line in self.lines:
            try:
                pattern = parse(line)
            except NotAPattern:
                continue
            if pattern is not None:
                compiled.append(pattern)
        return tuple(compiled)

    def __getstate__(self) -> dict[str, Any]:
        made = ("_compiled", "_last_names")
        return {key: value for key, value in self.__dict__.items() if key not in made}


def _verdict(patterns: tuple[Wildmatch, ...], names: list[str], *, is_folder: bool) -> bool | None:
    for pattern in reversed(patterns):
        if pattern.fits(names, is_folder=is_folder):
            return not pattern.takes_back
    return None


def relative(path: str, root: str, flavour: ModuleType = os.path) -> str | None:
    """Return ``path`` as seen from ``root``, with slashes: empty for the root itself.

    None where it is not below it.

    Args:
        path: An absolute path.
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
    from defender_lint.settings.wildmatch import NotAPattern, parse
    from defender_lint.words import name

    if not line.strip():
        return "a pattern is empty and would match nothing"
    if line.startswith("#"):
        escaped = "\\" + line
        return f"{name(line)} is a comment in patterns; write {name(escaped)}"
    if line.startswith("!") and not may_take_back:
        return f"{name(line)} takes something back, but no pattern comes before it; delete the `!`"
    if _SEPARATOR.search(line):
        slashes = line.replace("\\", "/")
        return f"a backslash is no separator in patterns; write {name(slashes)}"
    try:
        parse(line)
    except NotAPattern as error:
        return f"{name(line)} is not a pattern as `.gitignore` has them: it {error}"
    return None
