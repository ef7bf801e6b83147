"""The first look at folders: right bodies are counted, and files in which nothing is ours."""

from __future__ import annotations

import os
from itertools import chain, islice

from defender_lint.cli.right_bodies import DoubtError, RightBodies
from defender_lint.record import Record
from defender_lint.settings.finder import SettingsFinder
from defender_lint.sources.content import content_of
from defender_lint.sources.paths import STDIN, Found, Unreadable, find
from defender_lint.sources.registry import format_of, missing_for
from defender_lint.sources.strangers import bodies_of_stranger
from defender_lint.summary import Summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from defender_lint.cli.plain import PlainCall
    from defender_lint.sources.paths import Passed


class Begun(Record):
    """A run that a first look has begun.

    Attributes:
        summary: The counts of what was looked at.
        files: What is left, in order.
        finder: Finds their settings.
    """

    __slots__ = ("files", "finder", "summary")

    def __init__(
        self, summary: Summary, files: Iterator[Found | Unreadable], finder: SettingsFinder
    ) -> None:
        self.summary: Final = summary
        self.files: Final = files
        self.finder: Final = finder


def walked(call: PlainCall, right: RightBodies, summary: Summary) -> Begun | None:
    """Count files that are right, or in which nothing is ours.

    Returns:
        What is left from the first file on that a glance leaves in doubt; None if there is none.

    Raises:
        DoubtError: There are settings that change what is found.
    """
    finder = _finder_for(call)
    walk = _Walk(call.api, right, summary, finder)
    files = find(call.paths, finder.filter)
    for found in files:
        try:
            walk.look_at(found)
        except DoubtError as doubt:
            return Begun(summary, chain((_after(found, doubt.passed),), files), finder)
    return Begun(summary, files, finder) if finder.notes() else None


def left_of(
    call: PlainCall, paths: Iterable[str], summary: Summary, passed: Passed | None
) -> Begun:
    """Return what is left of a call: some paths, the first of which has been told in part.

    Raises:
        DoubtError: There are settings that change what is found.
    """
    finder = _finder_for(call)
    files = find(paths, finder.filter)
    first = (_after(found, passed) for found in islice(files, 1))
    return Begun(summary, chain(first, files), finder)


def _after(found: Found | Unreadable, passed: Passed | None) -> Found | Unreadable:
    if passed is None or isinstance(found, Unreadable):
        return found
    return found._replace(passed=passed)


def _finder_for(call: PlainCall) -> SettingsFinder:
    """Return what finds the settings of a plain call.

    Raises:
        DoubtError: There are settings that change what is found in the current folder.
    """
    finder = SettingsFinder({} if call.format is None else {"output-format": call.format})
    if not finder.is_usual(os.path.abspath(os.curdir)):
        raise DoubtError
    if call.format is None and finder.sets_format():
        raise DoubtError
    return finder


class _Walk:
    """What comes of looking at one file after the other."""

    def __init__(
        self, api: str | None, right: RightBodies, summary: Summary, finder: SettingsFinder
    ) -> None:
        self._api = api
        self._right = right
        self._summary = summary
        self._finder = finder
        self._here = os.path.join(os.path.abspath(os.curdir), "")
        self._strange: dict[str, bool] = {}

    def look_at(self, found: Found | Unreadable) -> None:
        """Count a file.

        Raises:
            DoubtError: A glance does not tell.
        """
        if isinstance(found, Unreadable) or found.path == STDIN:
            raise DoubtError
        path = found.path
        folder, _, name = path.rpartition("/")  # as a walk writes it, on Windows, too
        if found.named:
            folder, name = os.path.split(path)
        is_strange = self._is_strange(folder)
        format = format_of(name)
        if format is None or (format.needs and missing_for(name)):
            raise DoubtError
        if format.is_of_bodies and (id := self._api or self._right.named_by(name)):
            self._right.count(path, id)
        elif format.is_of_bodies and (found.named or not is_strange):
            raise DoubtError
        else:
            content = content_of(path)
            bodies = None if content is None else bodies_of_stranger(format, content)
            if bodies is None:
                raise DoubtError
            self._summary.skipped += bodies

    def _is_strange(self, folder: str) -> bool:
        """Tell whether no folder on the way to a file has the name of an operation.

        Raises:
            DoubtError: There are settings that change what is found in it.
        """
        if folder not in self._strange:
            inside = os.path.join(self._here, folder, "")
            if not self._finder.is_usual(os.path.normpath(inside)):
                raise DoubtError
            self._strange[folder] = self._right.named_in(inside) is None
        return self._strange[folder]
