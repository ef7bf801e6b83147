"""Targets: the files that a run writes reports to, none of which may be one that it reads.

Said before anything is read, fixed or written, so that a refusal leaves everything as it was.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from defender_lint.cli.output import UsageMistake
from defender_lint.named_tuple import NamedTuple
from defender_lint.own_output import is_own_output
from defender_lint.settings.discovery import TOML_NAME, YAML_NAMES

if TYPE_CHECKING:
    from defender_lint.cli.run_options import CheckOptions
    from defender_lint.settings import SettingsFinder

_SETTINGS_FILES: Final = frozenset({*YAML_NAMES, TOML_NAME, ".gitignore"})


class _Target(NamedTuple):
    """A file that is there already and would be replaced."""

    path: str
    real: str
    is_empty: bool


def refuse_bad_targets(
    options: CheckOptions, paths: tuple[str, ...], finder: SettingsFinder, command: str
) -> None:
    """Refuse to write two reports to one file, or one in place of something that is read.

    A payload, settings or a schema is recognised however it was named: in a folder, by a glob, by
    a link, in another spelling. An earlier report or baseline of ours may be written again.

    Args:
        options: They name what would be written, and files that are read besides the paths.
        paths: What the run reads: files, folders, globs, ``-``.
        finder: Knows which files a run reads.
        command: The command that asks, for its help.

    Raises:
        UsageMistake: There is such a file.
        SettingsError: The settings cannot be used.
    """
    _refuse_one_file_twice(options.written, command)
    there = dict(_existing(options.written))
    if not there:
        return
    given = (options.baseline, options.token_file, options.context_file)
    _refuse(there, filter(_is_file, (*paths, *filter(None, given))), command)
    there = {
        identity: target
        for identity, target in there.items()
        if not target.is_empty and not is_own_output(target.real)
    }
    _refuse(there, _configuration(there.values(), finder), command)
    for target in there.values():
        if os.path.basename(target.real) in _SETTINGS_FILES or finder.filter.reaches(target.real):
            raise UsageMistake(
                f"{target.path} is there already and is no earlier report, so it is kept; "
                "name another file, or delete it first",
                command,
            )
    if there:
        _refuse(there, _found(paths, finder), command)


def _refuse_one_file_twice(written: Iterable[str], command: str) -> None:
    seen: set[str] = set()
    for path in written:
        real = os.path.realpath(path)
        if real in seen:
            raise UsageMistake(f"two reports cannot go to one file: {path}", command)
        seen.add(real)


def _existing(written: Iterable[str]) -> Iterable[tuple[tuple[int, int], _Target]]:
    for path in written:
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(status.st_mode):
            target = _Target(path, os.path.realpath(path), status.st_size == 0)
            yield (status.st_dev, status.st_ino), target


def _refuse(targets: dict[tuple[int, int], _Target], read: Iterable[str], command: str) -> None:
    for path in read:
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            continue
        target = targets.get((status.st_dev, status.st_ino))
        if target is not None:
            raise UsageMistake(
                f"a report would take the place of {target.path}, which is read", command
            )


def _is_file(path: str) -> bool:
    return path != "-" and os.path.isfile(path)


def _configuration(targets: Iterable[_Target], finder: SettingsFinder) -> Iterable[str]:
    """Yield the files that settings consist of: those of the run, and those around each target."""
    for settings in (finder.for_run(), *(finder.for_file(target.real) for target in targets)):
        if settings.file:
            yield settings.file
        for folder in settings.schemas:
            for inside, _, names in os.walk(folder):
                yield from (os.path.join(inside, name) for name in names)


def _found(paths: tuple[str, ...], finder: SettingsFinder) -> Iterable[str]:
    from defender_lint.sources.paths import Found, find

    return (found.path for found in find(paths, _Quiet(finder)) if isinstance(found, Found))


class _Quiet:
    """The filter of the run, walked once more without a word of what it passes over."""

    def __init__(self, finder: SettingsFinder) -> None:
        self.enters = finder.filter.enters
        self.within = finder.filter.within
        self.takes = finder.filter.takes

    def leads_out(self, link: str, boundary: str) -> None:
        """Say nothing: the run itself does."""
