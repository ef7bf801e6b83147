"""``defender-lint context``: a context file, made of saved answers of the service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from defender_lint.cli import status
from defender_lint.cli.failures import RunFailed
from defender_lint.cli.output import write_stdout


@click.group("context", short_help="Make a context file of answers of the service.")
def command() -> None:
    """Make a context file, for --context, of answers of the service.

    A context says what is known of the tenant that requests are sent to: devices,
    features, plan, ids that there are. "context from" prints what saved answers show.
    The rest is written by hand; editors complete it by schemas/context.schema.json.

    Examples:
      defender-lint context from machines.json indicators.json > tenant.yaml
      defender-lint request 'GET /api/machines/1' --context tenant.yaml
    """


@command.command("from", short_help="Print the context that answers show.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
def from_answers(files: tuple[str, ...]) -> int:
    """Print the context that saved answers of the service tell.

    FILE is an answer of /api/machines, /api/alerts, /api/incidents, /api/indicators or
    /api/machineactions, or of /api/machines/{id}/availableMachineActions in a file that
    is named for the device: by its id, or by its name.

    Exit status: 0, or 2 where a file is no such answer.
    """
    from defender_lint.settings.located import read_yaml
    from defender_lint.tenant.answers import Gathered, NotAnAnswer

    gathered = Gathered()
    for file in files:
        located = read_yaml(file, file, "answer")
        try:
            gathered.add(located.value, file)
        except NotAnAnswer as error:
            raise RunFailed(f"{file}: {error}") from error
    write_stdout(_as_yaml(gathered.context()))
    return status.CLEAN


def _as_yaml(content: dict[str, Any]) -> Iterator[str]:
    import yaml

    from defender_lint.settings.context_file import SCHEMA_URL

    yield f"# yaml-language-server: $schema={SCHEMA_URL}\n"
    if content:
        yield yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
