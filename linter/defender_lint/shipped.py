"""The data that comes with the package: what is known of the service."""

from __future__ import annotations

import os


def shipped_folder() -> str:
    """Return where the schemas are: inside an installed package, or in the checkout around it."""
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, "schemas")
    if os.path.isdir(installed):
        return installed
    return os.path.join(os.path.dirname(os.path.dirname(package)), "schemas")
