"""The catalogue that comes with the package, read once in a run of the command line."""

from __future__ import annotations

from functools import cache

from defender_lint.catalogue import Catalogue


@cache
def catalogue() -> Catalogue:
    """Return the shipped catalogue, the same one for options and commands."""
    return Catalogue.shipped()
