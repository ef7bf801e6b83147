"""The catalogue of a run of the command line: what ships, and what the settings bring along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from defender_lint.catalogue import Catalogue


def catalogue() -> Catalogue:
    """Return the operations that are known in the current folder, the same for a whole command.

    Raises:
        SettingsError: The settings cannot be used.
    """
    from defender_lint.cli.settings_options import finder
    from defender_lint.settings import SettingsError

    context = click.get_current_context(silent=True)
    found = finder(context)
    try:
        return found.catalogue(found.for_run())
    except SettingsError:
        if context is not None and not context.resilient_parsing:
            raise
        from defender_lint.catalogue import Catalogue

        return Catalogue.shipped()  # a shell that completes has no use for complaints
