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

from typing import Final, NamedTuple


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
    """

    name: str
    title: str
    module: str
    suffixes: tuple[str, ...] = ()
    is_script: bool = False
    needs: str = ""


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

BODY_FORMATS: Final[tuple[Format, ...]] = (
    Format("json", "JSON body", "defender_lint.sources.json.text", (".json", ".har")),
    Format("ndjson", "a JSON body a line", "defender_lint.sources.ndjson", (".jsonl", ".ndjson")),
    Format("yaml", "YAML body", "defender_lint.sources.yaml.text", (".yaml", ".yml")),
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
