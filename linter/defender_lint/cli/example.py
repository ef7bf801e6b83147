"""``defender-lint example``: a valid body to start from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from defender_lint.cli.output import RunFailed, note, write_stdout
from defender_lint.cli.parameters import Api
from defender_lint.words import count

if TYPE_CHECKING:
    from defender_lint.catalogue import Operation


@click.command("example", short_help="Print a valid body to start from.")
@click.argument("api", type=Api(), metavar="API")
@click.option(
    "--number",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Which of the API's examples.",
)
@click.option("--all", "all_of_them", is_flag=True, help="All examples, one a line (NDJSON).")
@click.pass_context
def command(context: click.Context, api: Operation, number: int, all_of_them: bool) -> None:
    """Print a valid body of an API, to start from.

    Examples:
      defender-lint example isolate-machine > isolate-machine.json
      defender-lint example --number 2 post-ti-indicator
      defender-lint example --all post-ti-indicator > post-ti-indicator.ndjson
    """
    if not api.examples:
        raise RunFailed(f"there is no example of {api.id}; `defender-lint show {api.id}`")
    if api.content_type != "application/json":
        note(f"note: {api.id} takes {api.content_type}; these are its fields")
    if all_of_them:
        write_stdout(json.dumps(example) + "\n" for example in api.examples)
        return
    if number > len(api.examples):
        raise click.UsageError(f"{api.id} has only {count(len(api.examples), 'example')}", context)
    write_stdout([json.dumps(api.examples[number - 1], indent=2) + "\n"])
