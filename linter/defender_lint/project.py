"""What the project is called, where it lives, and where the data is that comes with it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NAME: Final = "defender-lint"

HOME: Final = "https://github.com/defender-lint/defender-lint"

NO_PRODUCTS: Final = frozenset({"shared", "__pycache__"})
"""Folders beside those of the products."""

TABLE: Final = "operations.json"
"""In a product's folder: the operations whose bodies are not described."""


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


def described_ids() -> frozenset[str]:
    """Return the ids of our operations whose bodies are described; reads no file."""
    schemas = shipped_folder()
    return frozenset(
        name.removesuffix(".json")
        for product in os.listdir(schemas)
        if "." not in product and product not in NO_PRODUCTS
        for name in os.listdir(os.path.join(schemas, product))
        if name.endswith(".json") and name != TABLE
    )
