"""``defender-lint apis``: the list of operations."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from defender_lint.cli import options
from defender_lint.cli.output import RunFailed, write_stdout
from defender_lint.cli.parameters import Product, catalogue
from defender_lint.cli.terminal import columns, columns_of, is_terminal
from defender_lint.reports.style import Style

if TYPE_CHECKING:
    from defender_lint.catalogue import Operation


@click.command("apis", short_help="List the APIs that the linter knows.")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option(
    "--product",
    type=Product(),
    metavar="ID",
    help="Only the APIs of one product, such as mde.",
)
@options.text_or_json()
def command(words: tuple[str, ...], product: str | None, output_format: str) -> None:
    """List the APIs that the linter knows: id, method, path, title.

    With WORDs, only those whose id, path, title or description have all of them.

    Examples:
      defender-lint apis
      defender-lint apis indicator
      defender-lint apis --product xdr --output-format json
    """
    found = [
        operation
        for operation in catalogue()
        if product in (None, operation.product) and _has(operation, words)
    ]
    if output_format == "json":
        write_stdout(_as_json(found))
        return
    if not found:
        wanted = " ".join(words)
        raise RunFailed(f"no API has '{wanted}'; `defender-lint apis` lists all")
    write_stdout(
        _as_text(found, columns_of(sys.stdout) if is_terminal(sys.stdout) else sys.maxsize)
    )


def _as_text(operations: list[Operation], width: int) -> Iterator[str]:
    """Give a line an operation, for grep and awk; three where a terminal is too narrow for that."""
    wide = Style(width=sys.maxsize)
    rows = [[op.id, op.product, op.method, op.path, op.title] for op in operations]
    table = list(columns(rows, wide, indent=""))
    if max(map(len, table)) <= width + 1:  # the line end takes no column
        yield from table
        return
    for operation in operations:
        yield f"{operation.id} ({operation.product})\n"
        yield f"  {operation.title}\n"
        yield f"  {operation.method} {operation.path}\n"  # never broken: it is to be copied


def _has(operation: Operation, words: tuple[str, ...]) -> bool:
    searched = " ".join(
        (operation.id, operation.method, operation.path, operation.title, operation.description)
    ).lower()
    return all(word.lower() in searched for word in words)


def _as_json(operations: list[Operation]) -> Iterator[str]:
    listed = [
        {
            "id": operation.id,
            "product": operation.product,
            "method": operation.method,
            "path": operation.path,
            "title": operation.title,
            "docs": operation.docs,
        }
        for operation in operations
    ]
    yield json.dumps({"version": 1, "apis": listed}, indent=2) + "\n"
