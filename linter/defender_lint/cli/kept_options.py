"""Options whose values are kept aside as a settings file would have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from defender_lint.cli.context import OVERRIDES
from defender_lint.cli.options import Decorator

Merge = Callable[[dict[str, Any], Any], None]
"""Puts a value among those that are kept."""


def kept_option(flag: str, *, keep: Merge, **attributes: Any) -> Decorator[Any]:
    """Make an option that the command does not see; ``keep`` puts its value aside."""

    def callback(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None and value != ():
            keep(context.meta.setdefault(OVERRIDES, {}), value)

    return click.option(flag, expose_value=False, is_eager=True, callback=callback, **attributes)


def as_it_is(name: str) -> Merge:
    """Keep a value as it is."""
    return lambda kept, value: kept.update({name: value})


def as_list(name: str) -> Merge:
    """Keep the values of a repeatable option as a list."""
    return lambda kept, values: kept.update({name: list(values)})


def as_names(name: str) -> Merge:
    """Keep names, several to a value with commas, as one list."""
    return lambda kept, values: kept.update(
        {name: [part for text in values for part in split(text)]}
    )


def as_limit(name: str) -> Merge:
    """Keep a member of ``limits``."""
    return lambda kept, value: kept.setdefault("limits", {}).update({name: value})


def split(text: str) -> list[str]:
    """Split names at commas."""
    return [part.strip() for part in text.split(",")]


def as_pairs(
    name: str, separator: str, form: str, take: Callable[[str], Any] | None = None
) -> Merge:
    """Keep values like ``a=b`` as a mapping; the last separator counts."""

    def keep(kept: dict[str, Any], values: tuple[str, ...]) -> None:
        pairs: dict[str, Any] = {}
        for text in values:
            left, found, right = text.rpartition(separator)
            if not (found and left and right):
                raise click.BadParameter(f"{text!r} is not like {form}")
            pairs.pop(left, None)  # the last one counts, and stands last
            pairs[left] = take(right) if take else right
        kept[name] = pairs

    return keep
