"""Who imports whom in the package, read from its source.

What :mod:`structure` draws and ``tests/test_imports.py`` holds against the contracts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = ROOT / "linter" / "defender_lint"
MODULES: Final = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    """Return a module's name below the package: ``checks.formats``; empty for the package."""
    parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part(module: str) -> str:
    """Return the part of the program that a module belongs to: its package, or itself."""
    return module.partition(".")[0]


NAMES: Final = {dotted(path) for path in MODULES}


def imported(path: Path, *, for_types: bool = True) -> Iterator[str]:
    """Yield the modules of ours that a module imports anywhere.

    Args:
        path: The module.
        for_types: Whether imports that only a type checker sees count as well.

    Raises:
        ValueError: An import is relative.
    """
    return (name for name, is_for_types in _read(path) if for_types or not is_for_types)


@cache
def _read(path: Path) -> list[tuple[str, bool]]:
    """Return the modules of ours that a module imports, and whether only a type checker sees it."""
    found: list[tuple[str, bool]] = []
    for node, is_for_types in _statements(ast.parse(path.read_text(encoding="utf-8")).body):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise ValueError(f"{path}: write the import as `from defender_lint.… import …`")
            # `from package import module` imports the module.
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name == "defender_lint" or name.startswith("defender_lint."):
                below = name.removeprefix("defender_lint").removeprefix(".")
                below = below if below in NAMES else below.rpartition(".")[0]
                found.append((below, is_for_types))
    return found


def _statements(
    block: Iterable[ast.AST], for_types: bool = False
) -> Iterator[tuple[ast.AST, bool]]:
    """Yield the statements of a block and of the blocks in it; expressions hold no imports."""
    for node in block:
        only_types = for_types or _is_for_types(node)
        yield node, only_types
        for inner in ("body", "handlers", "cases", "orelse", "finalbody"):
            yield from _statements(getattr(node, inner, ()), only_types)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
