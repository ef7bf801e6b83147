"""Selection: which rules are on, as rules, error codes or the beginnings of their names say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from typing import Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.record import Record
from defender_lint.settings.patterns import Patterns

ALL: Final = "ALL"
"""Selects every rule that is on by default."""

NEVER_SILENT: Final = "limit-exceeded"
"""What says that a body was not looked at to its end, so that silence would be a lie."""

_EXACT: Final = 1_000  # longer than any name


class Layer(NamedTuple):
    """What one place (a settings file, the command line) says about rules.

    Attributes:
        select: The rules that are on; None to leave it to the layer below.
        extend_select: Rules that are on as well.
        ignore: Rules that are off.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def verdict(self, rule: str, code: str | None) -> bool | None:
        """Tell whether a rule is on; None if this layer says nothing about it.

        The more exact selector wins: a name beats a beginning of names, a longer beginning beats a
        shorter one, and all beat ``ALL``. Among equals ``ignore`` wins.
        """
        wanted = _closest((*(self.select or ()), *self.extend_select), rule, code)
        unwanted = _closest(self.ignore, rule, code)
        if wanted or unwanted:
            return wanted > unwanted
        return None if self.select is None else False


class Selection(Record):
    """Which rules are on, for which files.

    Attributes:
        layers: What the settings file says, then what the command line says.
        per_file_ignores: Rules that are off in some files.
    """

    __slots__ = ("__dict__", "layers", "per_file_ignores")  # what follows from them is kept

    def __init__(
        self,
        layers: tuple[Layer, ...] = (),
        per_file_ignores: tuple[tuple[Patterns, tuple[str, ...]], ...] = (),
    ) -> None:
        self.layers: Final = layers
        self.per_file_ignores: Final = per_file_ignores

    def is_on(self, rule: str, code: str | None, path: str | None = None) -> bool:
        """Tell whether findings of a rule are reported.

        Args:
            rule: The rule's name.
            code: The predicted error code of the finding.
            path: The file that it is in; None where there is none.
        """
        if path is not None and self.per_file_ignores and self._is_ignored(rule, code, path):
            return False
        for layer in reversed(self.layers):
            verdict = layer.verdict(rule, code)
            if verdict is not None:
                return verdict
        return not _is_optional(rule)

    @cached_property
    def enabled(self) -> frozenset[str]:
        """The rules that are off by default and wanted all the same."""
        if not self.layers:  # nothing is wanted, and most runs need no table of rules
            return frozenset()
        from defender_lint.rules import RULES

        return frozenset(
            rule.name
            for rule in RULES.values()
            if rule.optional and self.is_on(rule.name, rule.code)
        )

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """Return what ``per-file-ignores`` switches off in a file."""
        found = (names for patterns, names in self.per_file_ignores if patterns.matches(path))
        return tuple(dict.fromkeys(name for names in found for name in names))

    def _is_ignored(self, rule: str, code: str | None, path: str) -> bool:
        return any(selects(name, rule, code) for name in self.ignored_in(path))


def selects(selector: str, rule: str, code: str | None) -> bool:
    """Tell whether a selector speaks of a finding.

    Args:
        selector: ``ALL``, a rule, an error code, or the beginning of one.
        rule: The finding's rule.
        code: The finding's predicted code.
    """
    return _closeness(selector, rule, code) > 0


@lru_cache(1_024)
def fault(selector: str) -> str | None:
    """Return what is wrong with a selector, None if there is something that it selects."""
    from defender_lint.words import meant, name

    known = selectors()
    if not selector:
        return "a rule or a code is empty"
    if any(each.startswith(selector) for each in known):
        return None
    hint = meant(selector, known, "`defender-lint explain` lists them")
    return f"{name(selector)} is neither a rule nor a code{hint}"


@cache
def selectors() -> tuple[str, ...]:
    """Return ``ALL`` and the names of all rules and error codes."""
    from defender_lint.catalogue import Catalogue
    from defender_lint.rules import RULES

    return (ALL, *RULES, *(code.name for code in Catalogue.shipped().errors))


def _closest(chosen: Iterable[str], rule: str, code: str | None) -> int:
    return max((_closeness(selector, rule, code) for selector in chosen), default=0)


def _closeness(selector: str, rule: str, code: str | None) -> int:
    """Return how exactly a selector names a finding, 0 if it does not."""
    if selector == ALL:
        return 0 if _is_optional(rule) else 1
    if selector in (rule, code):
        return _EXACT
    # A whole name means nothing but itself, whatever begins like it.
    from defender_lint.rules import RULES

    if not selector or selector in RULES:
        return 0
    is_beginning = rule.startswith(selector) or (code is not None and code.startswith(selector))
    return 1 + len(selector) if is_beginning else 0


@cache
def _is_optional(rule: str) -> bool:
    from defender_lint.rules import RULES

    return rule in RULES and RULES[rule].optional
