"""The context file: made of saved answers by ``defender-lint context``, read for ``--context``.

It is YAML or JSON that fits ``schemas/context.schema.json``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from defender_lint.cli.interface import CLEAN
from defender_lint.cli.output import RunFailed, write_stdout

if TYPE_CHECKING:
    from defender_lint.tenant.facts import Tenant

SCHEMA_URL: Final = (
    "https://raw.githubusercontent.com/defender-lint/defender-lint/main/schemas/context.schema.json"
)
"""Where editors find the schema."""


def load_tenant(path: str) -> Tenant:
    """Load a context file.

    Args:
        path: The file.

    Raises:
        SettingsError: It cannot be read, or something in it is wrong; carries all that is.
    """
    from defender_lint.project import shipped_folder
    from defender_lint.settings.errors import Complaint, SettingsError
    from defender_lint.settings.faults import Judge
    from defender_lint.settings.located import read_yaml
    from defender_lint.tenant.facts import Tenant

    located = read_yaml(path, path, "context")
    with open(os.path.join(shipped_folder(), "context.schema.json"), encoding="utf-8") as file:
        judge = Judge(json.load(file), {}, unknown="is nothing that a context says")
    value = {} if located.value is None else located.value
    complaints = [
        *located.complaints,
        *(
            Complaint(located.place(fault.path, fault.part), fault.message)
            for fault in judge.faults(value, "a context")
        ),
    ]
    if complaints:
        raise SettingsError(complaints)
    return Tenant(value)


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
    return CLEAN


def _as_yaml(content: dict[str, Any]) -> Iterator[str]:
    import yaml

    yield f"# yaml-language-server: $schema={SCHEMA_URL}\n"
    if content:
        yield yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
