"""The finder: the settings of a run and of each file, read when they are asked for."""

from __future__ import annotations

import os
from functools import partial

from defender_lint.named_tuple import NamedTuple
from defender_lint.settings.discovery import Discovery
from defender_lint.settings.path_filter import PathFilter
from defender_lint.settings.patterns import relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final

    from defender_lint.catalogue import Catalogue
    from defender_lint.settings.values import OwnSchema, Settings

_REPORTING: Final = frozenset({"output-format"})
"""What may be set and makes no difference to what is found where."""


class SettingsFinder:
    """Finds the settings that are nearest to a file; each settings file is read once.

    While there is neither a settings file nor an override, nothing is parsed and no schema is read.

    Attributes:
        filter: Lets through the files that these settings want checked.
    """

    def __init__(
        self,
        overrides: Mapping[str, Any] | None = None,
        config: str | None = None,
        *,
        isolated: bool = False,
        cwd: str | None = None,
    ) -> None:
        """Prepare to look for settings.

        Args:
            overrides: What the command line says, by the names that a settings file has, with
                values as it has them. They win; patterns and folders are relative to ``cwd``.
            config: One settings file for all files, instead of the nearest. Its patterns are
                relative to ``cwd``: from a folder such as ``ci/`` they could reach nothing else.
            isolated: Read no settings file at all.
            cwd: The current folder, if not that of the process.
        """
        self._overrides = dict(overrides or {})
        self._config = config
        self._isolated = isolated
        self._cwd = os.path.abspath(cwd or os.curdir)
        self._discovery = Discovery(self._note)
        self._loaded: dict[tuple[str | None, str | None], _Loaded] = {}
        self._catalogues: dict[tuple[OwnSchema, ...], Catalogue] = {}
        self._notes: dict[str, None] = {}
        self.filter: Final = PathFilter(self._unusual, self._cwd, self._note)

    def __reduce__(self) -> tuple[Any, ...]:
        """Make another one like it, as another process does; what it has read is not sent."""
        make = partial(SettingsFinder, isolated=self._isolated, cwd=self._cwd)
        return make, (self._overrides, self._config)

    def is_usual(self, folder: str) -> bool:
        """Tell whether nothing is set that changes what is found in what is read of a folder.

        Args:
            folder: An absolute path.

        Raises:
            SettingsError: The settings cannot be used.
        """
        return self._has_none(folder) or self.for_folder(folder).finds_usual

    def sets_format(self) -> bool:
        """Tell whether the settings of the current folder say how to report.

        Raises:
            SettingsError: They cannot be used.
        """
        return not self._has_none(self._cwd) and self.for_run().sets_format

    def _has_none(self, folder: str) -> bool:
        """Tell whether nothing is set for a folder, but for how to report."""
        return (
            self._config is None
            and self._overrides.keys() <= _REPORTING
            and (self._isolated or self._discovery.nearest(folder) is None)
        )

    def _unusual(self, path: str) -> Settings | None:
        """Return the settings that are nearest to a file; None, which costs less, if usual."""
        return None if self._has_none(os.path.dirname(path)) else self.for_file(path)

    def for_run(self) -> Settings:
        """Return the settings of the current folder: how to report, when to fail.

        Raises:
            SettingsError: They cannot be used.
        """
        return self.for_folder(self._cwd)

    def for_file(self, path: str) -> Settings:
        """Return the settings that are nearest to a file, which need not exist.

        Raises:
            SettingsError: They cannot be used.
        """
        return self.for_folder(os.path.dirname(path))

    def for_folder(self, folder: str) -> Settings:
        """Return the settings that are nearest to what is in a folder.

        A settings file that has changed since is read again.

        Raises:
            SettingsError: They cannot be used.
        """
        folder = os.path.normpath(os.path.join(self._cwd, folder))
        file, repository = self._file_for(folder), self._discovery.repository(folder)
        known = self._loaded.get((file, repository))
        if known is not None and known.stamps == _stamps(file, known.settings):
            return known.settings
        if file is not None and known is not None and self._config is None:
            self._discovery.forget()  # it may be gone
            file = self._file_for(folder)
        settings = self._load(file, repository)
        self._loaded[file, repository] = _Loaded(settings, _stamps(file, settings))
        return settings

    def notes(self) -> list[str]:
        """Return what a run should say of what was passed over, a sentence each."""
        return [*self._notes, *self.filter.notes()]

    def _note(self, sentence: str) -> None:
        """Keep a sentence about a path, once; name the path as seen from the current folder."""
        self._notes[sentence.removeprefix(os.path.join(self._cwd, ""))] = None

    def catalogue(self, settings: Settings) -> Catalogue:
        """Return the operations that settings know: ours, and those of a team."""
        from defender_lint.catalogue import Catalogue

        key = settings.own_schemas
        if key not in self._catalogues:
            self._catalogues[key] = Catalogue.shipped({each.id: each.path for each in key})
        return self._catalogues[key]

    def _file_for(self, folder: str) -> str | None:
        if self._isolated:
            return None
        if self._config is not None:
            return os.path.join(self._cwd, self._config)
        return self._discovery.nearest(folder)

    def _load(self, file: str | None, repository: str | None) -> Settings:
        if file is None and self._overrides.keys() <= _REPORTING:  # the commonest option
            from defender_lint.settings.values import defaults

            format = self._overrides.get("output-format")
            return defaults(self._cwd, repository, output_format=format)
        from defender_lint.settings.loading import Base, load

        is_nearest = file is not None and self._config is None
        around = os.path.dirname(file) if file is not None and is_nearest else None
        base = Base(self._cwd, around or self._cwd, around or repository, repository)
        return load(file, self._shown(file), self._overrides, base)

    def _shown(self, file: str | None) -> str:
        """Return how messages call a settings file: as it was given, or from the current folder."""
        if self._config is not None:
            return self._config
        return relative(file or "", self._cwd) or file or ""


class _Loaded(NamedTuple):
    """Settings, and when the files that they were read from were changed."""

    settings: Settings
    stamps: tuple[int, ...]


def _stamps(file: str | None, settings: Settings) -> tuple[int, ...]:
    if file is None and not settings.own_schemas:
        return ()
    from defender_lint.settings.values import stamp_of

    paths = [*(() if file is None else (file,)), *(schema.path for schema in settings.own_schemas)]
    return tuple(stamp_of(path) for path in paths)
