"""The settings as values: what a run goes by, whatever file or option they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from defender_lint.findings import Finding, Severity
from defender_lint.settings.errors import Place
from defender_lint.settings.keys import KEYS, VALUE_NAMES
from defender_lint.settings.patterns import Patterns
from defender_lint.settings.selection import ALL, Selection, selects
from defender_lint.sources.limits import Limits

FailOn = Literal["error", "warning", "never"]

DEFAULT_INCLUDE: Final = tuple(KEYS["include"].default)
DEFAULT: Final = "default"
"""What ``Settings.sources`` says of a value that nobody set."""


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

    def silences(self, finding: Finding) -> bool:
        """Tell whether a finding in one of the files is meant."""
        if self.pointer and not f"{finding.pointer}/".startswith(f"{self.pointer}/"):
            return False
        return not self.rules or any(
            selects(selector, finding.rule, finding.code) for selector in self.rules
        )


@dataclass(frozen=True, kw_only=True)
class Settings:
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
        schemas: Folders with schemas of a team's own bodies, as absolute paths.
        suppressions: Findings that are silent.
        sources: Where each value came from, by the setting's name (``limits.depth`` and so on):
            ``default``, a file and line, an option.
        file: The settings file, as messages call it; None where there is none.
        root: The folder that patterns are relative to.
    """

    apis: tuple[tuple[Patterns, str], ...] = ()
    include: Patterns
    exclude: Patterns
    respect_gitignore: bool = True
    force_exclude: bool = False
    selection: Selection = field(default_factory=Selection)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: FailOn = "error"
    output_format: str = "full"
    limits: Limits = field(default_factory=Limits)
    max_findings: int = 1_000
    schemas: tuple[str, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    file: str | None = None
    root: str

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

    def api_for(self, path: str) -> str | None:
        """Return the id of the operation that ``apis`` gives a file, None if it is silent."""
        for patterns, id in reversed(self.apis):
            if patterns.matches(path):
                return id
        return None


def defaults(root: str) -> Settings:
    """Return the settings of a run that nobody has set anything for.

    Args:
        root: The folder that patterns are relative to.
    """
    return Settings(
        include=Patterns(root, DEFAULT_INCLUDE),
        exclude=Patterns(root, ()),
        sources=dict.fromkeys(VALUE_NAMES, DEFAULT),
        root=root,
    )
