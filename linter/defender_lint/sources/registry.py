"""The formats that requests are read from: one table, from which all lists of suffixes derive.

A *text format* is read from the characters of a file (Markdown, PowerShell). A *data format* is
JSON or YAML that holds requests (a Postman collection, a Logic Apps template): the file is parsed
once, and the first format that recognises the data reads it. What no data format recognises is a
body itself.

To add a format: a module with the functions below, and a line in the table.

A text format's module has ``requests(source: Source, options: ReadOptions) -> Iterator[Request]``
and may have ``recognises(source: Source) -> bool``, asked for a file whose suffix says nothing.
A data format's module has ``recognises(data: Any) -> bool``, asked with the parsed file, and
``requests(value: Value, source: Source, options: ReadOptions) -> Iterator[Request]``. The modules
are imported when a file needs them.
"""

from __future__ import annotations

import os
from functools import cache

from defender_lint.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class Format(NamedTuple):
    """A format that requests are read from.

    Attributes:
        name: What reports and ``which`` call it.
        title: What it is, for people: ``Postman collection``.
        module: The module that reads it, imported when it is met.
        suffixes: Endings of file names that say it, in lower case; none for data formats, which
            are told by their content.
        is_script: Whether it is program code, which the pre-commit hook has an id of its own for.
        needs: A distribution that must be installed for it; empty if none.
        is_of_bodies: Whether a file of it may be a body itself, or several.
    """

    name: str
    title: str
    module: str
    suffixes: tuple[str, ...] = ()
    is_script: bool = False
    needs: str = ""
    is_of_bodies: bool = False


def _script(name: str, title: str, *suffixes: str, needs: str = "") -> Format:
    module = f"defender_lint.sources.scripts.{name}"
    return Format(
        name, title, module, suffixes, is_script=True, needs=needs or f"tree-sitter-{name}"
    )


def _container(name: str, title: str, module: str, *suffixes: str, needs: str = "") -> Format:
    return Format(name, title, f"defender_lint.sources.containers.{module}", suffixes, needs=needs)


TEXT_FORMATS: Final[tuple[Format, ...]] = (
    _script("powershell", "PowerShell script", ".ps1", ".psm1"),
    _script("python", "Python script", ".py"),
    _script(
        "javascript",
        "JavaScript or TypeScript",
        *(".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"),
        needs="tree-sitter-typescript",
    ),
    Format(
        "notebook",
        "Jupyter notebook",
        "defender_lint.sources.scripts.notebook",
        (".ipynb",),
        is_script=True,
        needs="tree-sitter-python",
    ),
    _script("csharp", "C# code", ".cs", needs="tree-sitter-c-sharp"),
    _script("go", "Go code", ".go"),
    _script("rust", "Rust code", ".rs"),
    _script("shell", "shell script", ".sh", ".bash", needs="tree-sitter-bash"),
    _container("http", "HTTP file", "http_file", ".http", ".rest"),
    _container("markdown", "Markdown page", "markdown", ".md", ".markdown"),
    _container("bicep", "Bicep file", "bicep", ".bicep", ".bicepparam", needs="tree-sitter-bicep"),
    _container("bruno", "Bruno request", "bruno", ".bru"),
)
"""Read from characters, told by suffix; the first that has the suffix reads the file."""

DATA_FORMATS: Final[tuple[Format, ...]] = (
    _container("postman", "Postman collection", "postman"),
    _container("opencollection", "OpenCollection", "opencollection"),
    _container("har", "HAR log", "har"),
    _container("openapi", "OpenAPI description", "openapi"),
    _container("logic-app", "Logic Apps workflow", "logic_apps"),
    _container("records", "records of requests", "records"),
    Format("ci", "CI file", "defender_lint.sources.scripts.steps"),
    _container("data", "requests as data", "data_requests"),
)
"""JSON or YAML that holds requests; the first that recognises the data reads it."""

TEMPLATE_SUFFIXES: Final = (".j2", ".tmpl", ".tftpl", ".tpl")
"""Endings of templates; what stands before one says what the template is of."""

BODY_FORMATS: Final[tuple[Format, ...]] = tuple(
    Format(name, title, f"defender_lint.sources.{module}", suffixes, is_of_bodies=True)
    for name, title, module, suffixes in (
        ("json", "JSON body", "json.text", (".json", ".har")),
        ("ndjson", "a JSON body a line", "ndjson", (".jsonl", ".ndjson")),
        ("yaml", "YAML body", "yaml.text", (".yaml", ".yml")),
    )
)
"""A body itself, or several."""


def suffixes(*, scripts: bool = True) -> tuple[str, ...]:
    """Return all suffixes that are read, sorted; without those of program code on request."""
    return tuple(
        sorted(
            suffix
            for each in (*TEXT_FORMATS, *BODY_FORMATS)
            if scripts or not each.is_script
            for suffix in each.suffixes
        )
    )


_BY_SUFFIX: Final = {
    suffix: each for each in (*TEXT_FORMATS, *BODY_FORMATS) for suffix in each.suffixes
}

_NO_STEM: Final = frozenset({".", "/", os.sep})
"""Where one of these stands before a suffix, it may be none: the dots that begin a name are not."""


def format_of(filename: str) -> Format | None:
    """Return the format that a file's suffix stands for, letter case ignored; None if unknown.

    ``body.json.j2`` is read as ``body.json``.
    """
    dot = filename.rfind(".")
    suffix = filename[dot:].lower()
    found = _BY_SUFFIX.get(suffix)  # asked of each file of a walk, twice
    if found is None and suffix in TEMPLATE_SUFFIXES:
        filename = filename[:dot]
        dot = filename.rfind(".")
        found = _BY_SUFFIX.get(filename[dot:].lower())
    if found is not None and (dot == 0 or filename[dot - 1] in _NO_STEM):
        return found if os.path.splitext(filename)[1] else None
    return found


def missing_for(filename: str) -> str:
    """Return the distribution that a file's format needs and that is not installed; or nothing."""
    format = format_of(filename)
    if format is None or not format.needs:
        return ""
    library = "tree-sitter"  # grammars do not bring it along
    wanted = (library, format.needs) if format.needs.startswith(library) else (format.needs,)
    return next((each for each in wanted if not _is_installed(each)), "")


@cache
def _is_installed(distribution: str) -> bool:
    from importlib.util import find_spec

    return find_spec(distribution.replace("-", "_")) is not None
