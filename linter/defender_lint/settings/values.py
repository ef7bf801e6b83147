"""The settings as values: what a run goes by, whatever file or option they came from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from defender_lint.diagnostic import Severity
from defender_lint.named_tuple import NamedTuple
from defender_lint.settings.errors import Place
from defender_lint.settings.keys import KEYS, VALUE_NAMES
from defender_lint.settings.patterns import Patterns, relative
from defender_lint.settings.selection import ALL, Selection, selects
from defender_lint.sources.holes.placeholders import TABLE, Placeholders
from defender_lint.sources.limits import STANDARD, Limits

FailOn = Literal["error", "warning", "never"]

DEFAULT_INCLUDE: Final = tuple(KEYS["include"].default)
FORMAT: Final = "output-format"
DEFAULT: Final = "default"
"""What ``Settings.sources`` says of a value that nobody set."""


class OwnSchema(NamedTuple):
    """A schema file of a team's own.

    Attributes:
        id: The id of its operation.
        path: The file.
        stamp: When it was changed, in nanoseconds.
    """

    id: str
    path: str
    stamp: int


class Suppression(NamedTuple):
    """Findings that somebody has looked at and wants silent.

    Attributes:
        files: The files that it is about.
        pointer: JSON pointer of the findings, or of something around them; None for all.
        rules: Rules, codes or beginnings of them; none for all.
        reason: Why.
        place: Where the settings say so.
    """

    files: Patterns
    pointer: str | None
    rules: tuple[str, ...]
    reason: str
    place: Place

    def selects(self, rule: str, code: str | None) -> bool:
        """Tell whether findings of a rule with a predicted code are meant."""
        return not self.rules or any(selects(selector, rule, code) for selector in self.rules)

    def as_file(self) -> dict[str, Any]:
        """Return the entry as a settings file would have it."""
        whole = {
            "files": list(self.files.lines),
            "pointer": self.pointer,
            "rules": list(self.rules) or None,
            "reason": self.reason,
        }
        return {key: value for key, value in whole.items() if value is not None}


class Settings(NamedTuple):
    """What applies to a file, or to a run.

    Attributes:
        apis: Patterns and the ids of the operations that bodies in such files are for; the last
            that fits wins.
        include: Which files count while a folder is walked.
        exclude: Which of them do not.
        respect_gitignore: Leave out what git ignores while a folder is walked.
        force_exclude: Leave out excluded files even where they are named.
        selection: Which rules are on.
        severity: Severities by rule, where they differ from the usual.
        fail_on: The least severity that makes the exit status 1.
        output_format: The report's format.
        limits: How much a body may ask for.
        max_findings: How many findings of one body are reported.
        placeholders: What stands for a value that only run time knows.
        schemas: Folders with schemas of a team's own bodies, as absolute paths.
        own_schemas: The schemas in them, which have been found to be usable.
        suppressions: Findings that are silent.
        sources: Where each value came from, by the setting's name (``limits.depth`` and so on):
            ``default``, a file and line, an option.
        file: The settings file, as messages call it; None where there is none.
        root: The folder of the settings file, or else of the repository, that names of folders
            mean something below; None where there is neither.
        cwd: The folder that paths are relative to.
    """

    cwd: str
    include: Patterns
    exclude: Patterns
    apis: tuple[tuple[Patterns, str], ...] = ()
    respect_gitignore: bool = True
    force_exclude: bool = False
    selection: Selection = Selection()
    severity: Mapping[str, Severity] = MappingProxyType({})
    fail_on: FailOn = "error"
    output_format: str = "full"
    limits: Limits = STANDARD
    max_findings: int = 1_000
    placeholders: Placeholders = TABLE
    schemas: tuple[str, ...] = ()
    own_schemas: tuple[OwnSchema, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    sources: Mapping[str, str] = MappingProxyType({})
    file: str | None = None
    root: str | None = None

    @property
    def select(self) -> tuple[str, ...]:
        """The rules that are on: what the command line says, else the file."""
        chosen = [layer.select for layer in self.selection.layers if layer.select is not None]
        return chosen[-1] if chosen else (ALL,)

    @property
    def extend_select(self) -> tuple[str, ...]:
        """Rules that are on as well."""
        return tuple(name for layer in self.selection.layers for name in layer.extend_select)

    @property
    def ignore(self) -> tuple[str, ...]:
        """Rules that are off."""
        return tuple(name for layer in self.selection.layers for name in layer.ignore)

    @property
    def per_file_ignores(self) -> tuple[tuple[Patterns, tuple[str, ...]], ...]:
        """Rules that are off in some files."""
        return self.selection.per_file_ignores

    @property
    def has_usual_include(self) -> bool:
        """Whether files count while a folder is walked that usually do."""
        return self.sources["include"] == DEFAULT

    @property
    def is_usual_walk(self) -> bool:
        """Whether files are read while a folder is walked that usually are, but for git."""
        return self.has_usual_include and not self.exclude.lines and not self.schemas

    @property
    def sets_format(self) -> bool:
        """Whether the report's format is set, and not the usual one of the place."""
        return self.sources.get(FORMAT, DEFAULT) != DEFAULT

    @property
    def finds_usual(self) -> bool:
        """Whether nothing is set that could add to what is found in a file, or tell what it is."""
        return (
            not (self.apis or self.suppressions or self.schemas or self.selection.enabled)
            and self.limits == STANDARD
            and self.placeholders == TABLE
        )

    def api_for(self, path: str) -> str | None:
        """Return the id of the operation that ``apis`` gives a file, None if it is silent."""
        for patterns, id in reversed(self.apis):
            if patterns.matches(path):
                return id
        return None

    def inside(self, path: str) -> str | None:
        """Return a file's path as seen from the root, with slashes, however it is written.

        None where there is no root, or the file is not below it.
        """
        if self.root is None:
            return None
        return relative(os.path.join(self.cwd, path), self.root)

    def as_file(self) -> dict[str, Any]:
        """Return every value as a settings file would have it, by the names of ``sources``."""
        ignores: dict[str, list[str]] = {}
        for patterns, names in self.per_file_ignores:
            ignores.setdefault(patterns.lines[0], []).extend(names)
        return {
            "apis": {patterns.lines[0]: id for patterns, id in self.apis},
            "include": list(self.include.lines),
            "exclude": list(self.exclude.lines),
            "respect-gitignore": self.respect_gitignore,
            "force-exclude": self.force_exclude,
            "select": list(self.select),
            "extend-select": list(self.extend_select),
            "ignore": list(self.ignore),
            "per-file-ignores": ignores,
            "severity": dict(self.severity),
            "fail-on": self.fail_on,
            "output-format": self.output_format,
            "placeholders": ["*".join(each.literals) for each in self.placeholders.patterns]
            if self.placeholders.enabled
            else False,
            "limits.depth": self.limits.depth,
            "limits.size": self.limits.size,
            "limits.nodes": self.limits.nodes,
            "limits.findings": self.max_findings,
            "schemas": list(self.schemas),
            "suppress": [entry.as_file() for entry in self.suppressions],
        }


def defaults(cwd: str, root: str | None = None, *, output_format: str | None = None) -> Settings:
    """Return the settings of a run that nobody has set anything for.

    Args:
        cwd: The folder that paths are relative to.
        root: The root of the repository around a file, if there is one.
        output_format: What an option has set all the same.
    """
    settings = Settings(
        include=Patterns(cwd, DEFAULT_INCLUDE),
        exclude=Patterns(cwd, ()),
        sources=dict.fromkeys(VALUE_NAMES, DEFAULT),
        root=root,
        cwd=cwd,
    )
    if output_format is None:
        return settings
    sources = {**settings.sources, FORMAT: f"--{FORMAT}"}
    return settings._replace(output_format=output_format, sources=sources)


def stamp_of(path: str) -> int:
    """Return when a file was changed, in nanoseconds; 0 where it is not there."""
    try:
        return os.stat(path).st_mtime_ns
    except (OSError, ValueError):
        return 0
