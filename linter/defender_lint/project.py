"""What the project is called, where it lives, and where the data is that comes with it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NAME: Final = "defender-lint"

HOME: Final = "https://github.com/defender-lint/defender-lint"


def rule_page(rule: str) -> str:
    """Return the address of a rule's documentation."""
    return f"{HOME}/blob/main/docs/rules.md#{rule}"


def shipped_folder() -> str:
    """Return where the schemas are: inside an installed package, or in the checkout around it."""
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, "schemas")
    if os.path.isdir(installed):
        return installed
    return os.path.join(os.path.dirname(os.path.dirname(package)), "schemas")
