"""Scripts inside other files: a fence of Markdown, a cell of a notebook, a step of a CI file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts.calls import read
from defender_lint.sources.scripts.dialect import Dialect
from defender_lint.sources.scripts.tree import is_available
from defender_lint.sources.text import Text

_NAMES: Final = {
    "powershell": ("powershell", "pwsh", "ps1", "ps", "posh", "azurepowershell"),
    "python": ("python", "py", "python3", "ipython", "ipython3"),
    "javascript": ("javascript", "js", "jsx", "node", "nodejs", "mjs"),
    "typescript": ("typescript", "ts", "tsx"),
    "csharp": ("csharp", "cs", "c#"),
    "go": ("go", "golang"),
    "rust": ("rust", "rs"),
    "shell": ("sh", "bash", "shell", "zsh", "curl", "azurecli", "shell-session", "console"),
}
"""What languages are called in fences and in the metadata of notebooks."""

_CLASSES: Final = {
    "powershell": ("powershell", "PowerShell"),
    "python": ("python", "Python"),
    "javascript": ("javascript", "JavaScript"),
    "typescript": ("javascript", "TypeScript"),
    "csharp": ("csharp", "CSharp"),
    "go": ("go", "Go"),
    "rust": ("rust", "Rust"),
    "shell": ("shell", "Shell"),
}
"""The module and the class of each language."""

_BY_NAME: Final = {name: language for language, names in _NAMES.items() for name in names}


def language_of(name: str) -> str | None:
    """Return the language that a name stands for, such as ``pwsh``; None if it is not read."""
    word = name.strip().lower().removesuffix("-interactive")
    return _BY_NAME.get(word)


def requests_in(text: Text, language: str, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of a script that is a piece of a file.

    Nothing is yielded where the grammar of the language is not installed.

    Args:
        text: The script.
        language: As :func:`language_of` returns it.
        options: How to read.
    """
    module, name = _CLASSES[language]
    dialect: type[Dialect] = getattr(import_module(f"{__package__}.{module}"), name)
    if is_available(dialect.grammar):
        yield from read(text, dialect, language, options)
