"""The program: a group of commands, of which ``check`` is the default."""

from __future__ import annotations

import os
from importlib import import_module
from inspect import cleandoc
from typing import Any, Final

import click

from defender_lint.cli.interface import COMMANDS, COMPLETION_VARIABLE, DEFAULT, VERSION, unaliased
from defender_lint.project import NAME

_CONTEXT: Final[dict[str, Any]] = {
    "help_option_names": ["-h", "--help"],
    "max_content_width": 80,
}


class Program(click.Group):
    """A group that imports a command only when it is called, and calls ``check`` for all else."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands; imports none."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,
        cmd_name: str,
    ) -> click.Command | None:
        """Import and return a command, None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(
            f"defender_lint.cli.{cmd_name.replace('-', '_')}"
        ).command
        command.context_settings = _CONTEXT
        command.help = _keep_indented(command.help)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``check`` before arguments that name neither a command nor an option of the group.

        While the shell asks for completions, no arguments mean that a command may follow.
        """
        if not args and ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        args = unaliased(args)
        own = {name for param in self.get_params(ctx) for name in param.opts}
        if not args or args[0] not in own.union(COMMANDS):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def format_usage(
        self,
        ctx: click.Context,
        formatter: click.HelpFormatter,
    ) -> None:
        """Show both ways to call the program."""
        formatter.write_usage(NAME, "[check] [OPTIONS] [PATH]...")
        formatter.write_usage(NAME, "COMMAND [ARGS]...", prefix=" " * len("Usage: "))

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Offer commands, and what the default command takes: its options and files."""
        check = self.get_command(ctx, DEFAULT)
        assert check is not None
        inner = click.Context(check, info_name=DEFAULT, parent=ctx, resilient_parsing=True)
        offers = [
            *super().shell_complete(ctx, incomplete),
            *check.shell_complete(inner, incomplete),
        ]
        if not incomplete.startswith("-"):
            from click.shell_completion import CompletionItem

            offers = [offer for offer in offers if offer.type != "file"]
            # First, because bash forgets what was offered before it is told to offer files. The
            # script for zsh drops empty words, and counts the others wrongly from there on.
            is_zsh = os.environ.get(COMPLETION_VARIABLE, "").startswith("zsh")
            offers.insert(0, CompletionItem(incomplete or "_" * is_zsh, type="file"))
        return list({(offer.value, offer.type): offer for offer in offers}.values())


def _keep_indented(text: str | None) -> str:
    """Mark the paragraphs of a help text that have indented lines, so that click keeps them."""
    paragraphs = cleandoc(text or "").split("\n\n")
    return "\n\n".join(f"\b\n{each}" if _is_set_out(each) else each for each in paragraphs)


def _is_set_out(paragraph: str) -> bool:
    """Tell whether a paragraph has indented lines and is not marked yet."""
    return "\n  " in paragraph and not paragraph.startswith("\b")


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if not asked or context.resilient_parsing:
        return
    click.echo(VERSION)
    context.exit()


@click.group(cls=Program, context_settings=_CONTEXT)
@click.option(
    "-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Print the version and exit.",
)  # fmt: skip
def program() -> None:
    """Tell what Microsoft Defender's APIs will answer to a request.

    Reads requests wherever they are: scripts, collections, workflows, pages, logs, and
    bodies in JSON, YAML and NDJSON. Checks each against the API that it is for: path,
    method, query, letter case of keys, missing parameters, values, batch limits. Says
    where in the file the mistake is, which error code the service would answer, and
    how to fix it. Works offline and never sends a payload anywhere.

    Examples:
      defender-lint isolate-machine.json     the file name tells the API
      defender-lint payloads/                all requests below a folder
      defender-lint --api update-alert x.json
      defender-lint show isolate-machine     what the body takes
      defender-lint explain key-case         what a finding means

    Exit status:
      0  nothing was found
      1  something was found (see --fail-on)
      2  the run itself failed: usage, or a file that cannot be read
    """


program.help = _keep_indented(program.help)
