"""Finds the files to read: files, folders, globs and ``-`` as they are named on a command line."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from defender_lint.named_tuple import NamedTuple
from defender_lint.os_errors import plain_reason
from defender_lint.repository import is_below, repository_around
from defender_lint.sources.registry import format_of, suffixes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Protocol

    class Filter(Protocol):
        """Decides what is read of what is there; paths are as ``find`` walks them."""

        def enters(self, folder: str) -> bool:
            """Tell whether a folder below a named one is walked."""

        def within(self, folder: str) -> Callable[[str], bool]:
            """Return what tells by their names which files of a folder that is walked are read."""

        def takes(self, file: str) -> bool:
            """Tell whether a file is read that somebody asked for by name."""

        def leads_out(self, link: str, boundary: str) -> None:
            """Hear of a link that is left out, as it leads out of the repository or folder."""


STDIN: Final = "-"
STDIN_NAME: Final = "<stdin>"

_MAGIC: Final = re.compile(r"[*?[]")
_NAME: Final = attrgetter("name")
_NOT_PAYLOADS: Final = frozenset({"node_modules", "__pycache__", "venv"})


class PayloadSuffixes:
    """Takes files that are named, and those whose name says that they hold requests."""

    def enters(self, folder: str) -> bool:
        """See :class:`Filter`."""
        return True

    def within(self, folder: str) -> Callable[[str], bool]:
        """See :class:`Filter`."""
        return _is_payload

    def takes(self, file: str) -> bool:
        """See :class:`Filter`."""
        return True

    def leads_out(self, link: str, boundary: str) -> None:
        """See :class:`Filter`."""


def _is_payload(name: str) -> bool:
    return format_of(name) is not None


class Passed(NamedTuple):
    """Whole lines at the beginning of a file that are told before, or by another process."""

    bytes: int
    characters: int
    lines: int
    bodies: int


class Found(NamedTuple):
    """A file to read.

    ``named`` says that the user asked for this file, by its name or by a glob; a file met while
    walking a folder may turn out to be something else. What has ``passed`` of it is not read, nor
    what stands from the byte ``until`` on.
    """

    path: str
    named: bool
    passed: Passed | None = None
    until: int | None = None


class _Boundary:
    """What a walk does not leave: the repository around a folder, or the folder itself."""

    def __init__(self, folder: str) -> None:
        repository = repository_around(os.path.abspath(folder))
        self.name = "folder" if repository is None else "repository"
        self._around = repository or folder

    def holds(self, path: str) -> bool:
        """Tell whether a path, links followed, is inside."""
        return is_below(path, self._around)


class Unreadable(NamedTuple):
    """A path of the command line that leads to nothing that could be read, and why."""

    path: str
    reason: str


def find(paths: Iterable[str], filter: Filter | None = None) -> Iterator[Found | Unreadable]:
    """Find the files that paths stand for.

    Args:
        paths: Files, folders (walked in order of names, hidden ones and those of tools left out),
            globs with ``*``, ``?``, ``[`` and ``**`` where no such file exists, ``-``.
        filter: Decides what is read; by default what is named or ends like a payload file.

    Yields:
        Each file once, where it is first met, and what could not be found, in order. While a folder
        is walked or a glob filled in, links to other folders are not followed, nor are those to
        files outside the repository, or outside the folder where there is none: a stranger's link
        would show what is in a file of whoever lints it.
    """
    filter = filter or PayloadSuffixes()
    paths = list(paths)
    seen: set[str] = set()
    for path in paths:
        for found in _expand(path, filter):
            if isinstance(found, Found):
                if found.named and found.path != STDIN and not filter.takes(found.path):
                    continue
                if len(paths) > 1:  # a path alone leads nowhere twice
                    identity = found.path if found.path == STDIN else os.path.abspath(found.path)
                    if identity in seen:
                        continue
                    seen.add(identity)
            yield found


def _expand(path: str, filter: Filter) -> Iterator[Found | Unreadable]:
    if path == STDIN:
        yield Found(path, named=True)
        return
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        if _MAGIC.search(path):
            yield from _glob(path, filter)
        else:
            yield Unreadable(path, plain_reason(error))
    except OSError as error:
        yield Unreadable(path, plain_reason(error))
    except ValueError:  # a NUL, or a character that the file system cannot write
        yield Unreadable(path, "this is not a usable path")
    else:
        yield from _existing(path, mode, filter)


def _existing(path: str, mode: int, filter: Filter) -> Iterator[Found | Unreadable]:
    if stat.S_ISDIR(mode):
        yield from _folder(path, filter)
    elif stat.S_ISREG(mode):
        yield Found(path, named=True)
    else:
        yield Unreadable(path, "this is not a regular file")


def _glob(pattern: str, filter: Filter) -> Iterator[Found | Unreadable]:
    from glob import glob

    matches = sorted(set(glob(pattern, recursive=True)))
    files = [match for match in matches if os.path.isfile(match)]
    if not files:
        yield Unreadable(pattern, "no file matches this pattern")
    parts = pattern.split(os.sep)
    walked = next(n for n, part in enumerate(parts) if _MAGIC.search(part))
    boundary = _Boundary(os.sep.join(parts[:walked]) or (os.sep if pattern[0] == os.sep else "."))
    for match in files:
        if boundary.holds(match):
            yield Found(match, named=True)
        else:
            filter.leads_out(match, boundary.name)


def _folder(top: str, filter: Filter) -> Iterator[Found | Unreadable]:
    is_empty = True
    for found in _walk(top, filter):
        is_empty = False
        yield found
    if is_empty and not any(_walk(top, PayloadSuffixes())):  # nor is anything left out
        yield Unreadable(top, "no payload file (" + " ".join(suffixes()) + ") in this folder")


def _walk(top: str, filter: Filter) -> Iterator[Found | Unreadable]:
    """Yield the files of a folder before those of the folders in it, all in order of names."""
    failures: list[OSError] = []
    boundary = _Boundary(top)
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=_NAME)
        except OSError as error:
            failures.append(error)
            continue
        takes = filter.within(folder)
        shown = os.path.join(folder, "").replace(os.sep, "/").removeprefix("./")
        inner = []
        for entry in entries:
            name = entry.name
            if entry.is_file(follow_symlinks=False):
                if takes(name):
                    yield Found(shown + name, named=False)
            elif entry.is_dir(follow_symlinks=False):
                if not _is_left_out(name) and filter.enters(entry.path):
                    inner.append(entry.path)
            elif os.path.isfile(entry.path) and takes(name):  # a link
                if boundary.holds(entry.path):
                    yield Found(shown + name, named=False)
                else:
                    filter.leads_out(entry.path, boundary.name)
        waiting += reversed(inner)
    for failure in failures:
        yield Unreadable(str(failure.filename), plain_reason(failure))


def _is_left_out(name: str) -> bool:
    return name.startswith(".") or name in _NOT_PAYLOADS
