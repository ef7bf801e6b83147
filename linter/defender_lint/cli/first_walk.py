"""The first look at folders: right bodies are counted, and files in which nothing is ours."""

from __future__ import annotations

import os
from collections.abc import Sequence

from defender_lint.cli.right_bodies import DoubtError, RightBodies, refuse
from defender_lint.settings.discovery import Discovery
from defender_lint.settings.path_filter import PathFilter
from defender_lint.sources.content import content_of
from defender_lint.sources.paths import STDIN, Found, Unreadable, find
from defender_lint.sources.registry import format_of, missing_for
from defender_lint.sources.strangers import bodies_of_stranger
from defender_lint.summary import Summary


def walked(paths: Sequence[str], api: str | None) -> Summary:
    """Return the counts of files that are right, or in which nothing is ours.

    Args:
        paths: Files and folders.
        api: What may be the id of the operation of all bodies; None to go by names.

    Raises:
        DoubtError: A glance does not tell.
    """
    discovery = Discovery(refuse)

    def usual(path: str) -> None:
        if discovery.nearest(os.path.dirname(path)) is not None:
            raise DoubtError

    here = os.path.join(os.path.abspath(os.curdir), "")
    usual(here)
    filter = PathFilter(usual, here, refuse)
    walk = _Walk(api, here)
    for found in find(paths, filter):
        if isinstance(found, Unreadable) or found.path == STDIN:
            raise DoubtError
        walk.look_at(found)
    if filter.notes():
        raise DoubtError
    return walk.summary


class _Walk:
    """What comes of looking at one file after the other."""

    def __init__(self, api: str | None, here: str) -> None:
        self.summary = Summary()
        self._api = api
        self._here = here
        self._right = RightBodies()
        self._strange: dict[str, bool] = {}

    def look_at(self, found: Found) -> None:
        """Count a file."""
        path = found.path
        folder, _, name = path.rpartition("/")  # as a walk writes it, on Windows, too
        if found.named:
            name = os.path.basename(path)
        format = format_of(name)
        if format is None or (format.needs and missing_for(name)):
            raise DoubtError
        if format.is_of_bodies and (id := self._api or self._right.named_by(name)):
            self.summary.bodies += self._right.count(path, id)
            self.summary.files += 1
        elif format.is_of_bodies and (found.named or not self._is_strange(folder)):
            raise DoubtError
        else:
            content = content_of(path)
            bodies = None if content is None else bodies_of_stranger(format, content)
            if bodies is None:
                raise DoubtError
            self.summary.skipped += bodies

    def _is_strange(self, folder: str) -> bool:
        """Tell whether no folder on the way to a file has the name of an operation."""
        if folder not in self._strange:
            inside = os.path.join(self._here, folder, "")
            self._strange[folder] = self._right.named_in(inside) is None
        return self._strange[folder]
