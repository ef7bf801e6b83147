"""What the project is called and where it lives."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NAME: Final = "defender-lint"

HOME: Final = "https://github.com/defender-lint/defender-lint"


def rule_page(rule: str) -> str:
    """Return the address of a rule's documentation."""
    return f"{HOME}/blob/main/docs/rules.md#{rule}"
