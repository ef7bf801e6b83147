"""``defender-lint completion``: the script that teaches a shell to complete the command line."""

from __future__ import annotations

import click

from defender_lint.cli.interface import COMPLETION_VARIABLE
from defender_lint.cli.output import write_stdout
from defender_lint.cli.parameters import Choice
from defender_lint.project import NAME


@click.command("completion", short_help="Print a script for shell completion.")
@click.argument("shell", type=Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print a script that makes a shell complete commands, options, ids and rules.

    bash 4.4 or newer, in ~/.bashrc:
      eval "$(defender-lint completion bash)"
    zsh, in ~/.zshrc after compinit:
      eval "$(defender-lint completion zsh)"
    fish, in ~/.config/fish/config.fish:
      defender-lint completion fish | source
    """
    from click.shell_completion import ShellComplete, get_completion_class

    from defender_lint.cli.program import program

    completer = get_completion_class(shell)
    assert completer is not None
    script = completer(program, {}, NAME, COMPLETION_VARIABLE)
    # Not `script.source()`: for bash it runs the bash at hand to see its version, though the
    # script may well be meant for another machine.
    write_stdout([ShellComplete.source(script)])
