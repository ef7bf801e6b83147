"""What the context of a command knows: the settings that its options ask for, and their catalogue.

Options put what they say aside under :data:`OVERRIDES`, before the command itself is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from defender_lint.settings import SettingsError, SettingsFinder

if TYPE_CHECKING:
    from defender_lint.catalogue import Catalogue

OVERRIDES: Final = "defender_lint.settings.overrides"
"""Where a context keeps what the options say."""

_FINDER: Final = "defender_lint.settings.finder"


def overrides(context: click.Context) -> dict[str, Any]:
    """Return what the options say, by the names and in the shapes of a settings file."""
    kept: dict[str, Any] = context.meta.setdefault(OVERRIDES, {})
    return {name: value for name, value in kept.items() if name not in ("config", "isolated")}


def settings_finder(context: click.Context) -> SettingsFinder:
    """Return the finder that the options ask for, the same one for a whole run.

    Raises:
        click.UsageError: They ask for a settings file and for none.
    """
    if _FINDER not in context.meta:
        given = overrides(context)
        kept = context.meta[OVERRIDES]
        if kept.get("config") and kept.get("isolated"):
            raise click.UsageError(
                "--config names a settings file and --isolated reads none; give one", context
            )
        context.meta[_FINDER] = SettingsFinder(
            given, kept.get("config"), isolated=kept.get("isolated", False)
        )
    found: SettingsFinder = context.meta[_FINDER]
    return found


def catalogue() -> Catalogue:
    """Return the operations that the current command knows: ours, and those of a team.

    Raises:
        SettingsError: The settings cannot be used.
    """
    context = click.get_current_context(silent=True)
    found = SettingsFinder() if context is None else settings_finder(context)
    try:
        return found.catalogue(found.for_run())
    except SettingsError:
        if context is not None and not context.resilient_parsing:
            raise
        from defender_lint.catalogue import Catalogue

        return Catalogue.shipped()  # a shell that completes has no use for complaints
