"""``defender-lint check``: the linter itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from defender_lint.cli import options, status
from defender_lint.cli.failures import RunFailed
from defender_lint.cli.inputs import complain_of, given_paths, run_for
from defender_lint.cli.output import write_file, write_stdout
from defender_lint.cli.terminal import Colour, style_for
from defender_lint.reports import REPORTS, Style, render
from defender_lint.reports.summary import summary_lines

if TYPE_CHECKING:
    from defender_lint.findings import Summary
    from defender_lint.run import Run

_FORMATS = "; ".join(f"{name}: {format.help}" for name, format in REPORTS.items())


@click.command("check", short_help="Check request bodies (the default command).")
@options.paths()
@options.api()
@options.endpoint()
@options.stdin_filename()
@click.option(
    "--skip-unknown",
    is_flag=True,
    help="Leave out bodies of no known API instead of reporting them.",
)
@click.option(
    "--output-format",
    metavar="FORMAT",
    type=click.Choice(list(REPORTS)),
    default="full",
    show_default=True,
    help=f"How to report. {_FORMATS}.",
)
@click.option(
    "--output-file",
    metavar="FILE",
    type=click.Path(),
    help="Write the report to FILE; it is replaced once the report is complete.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit status 1.",
)
@click.option(
    "--select",
    metavar="RULE",
    type=options.RuleName(),
    multiple=True,
    help="Also apply a rule that is off by default: deprecated-api. Repeatable.",
)
@click.option(
    "--max-findings",
    metavar="N",
    type=click.IntRange(min=1),
    help="Report at most N findings of one body.",
)
@click.option(
    "--max-depth",
    metavar="N",
    type=click.IntRange(min=1),
    help="How deep a body may be nested.",
)
@click.option(
    "--max-size",
    metavar="BYTES",
    type=click.IntRange(min=1),
    help="How large a body may be.",
)
@click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto looks at the terminal, NO_COLOR and FORCE_COLOR.",
)
@click.option(
    "--engine", type=click.Choice(["auto", "jsonschema-rs", "jsonschema"]), default="auto",
    show_default=True, help="Which JSON Schema library judges the bodies.",
)  # fmt: skip
@click.pass_context
def command(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    output_format: str,
    output_file: str | None,
    quiet: bool,
    fail_on: str,
    colour: Colour,
    select: tuple[str, ...],
    **settings: Any,
) -> int:
    """Check request bodies and say what the service would answer.

    PATH is a file, a folder (searched for .json, .jsonl, .ndjson, .yaml and .yml), a
    glob, or - for standard input. .jsonl and .ndjson files hold a body a line, YAML
    files a body a document.

    Which API a body is for is told by the first of these that says so:
      --api ID or --endpoint "METHOD PATH"
      a comment in YAML: # defender-lint: api=ID
      the file's name: isolate-machine.json, web01.isolate-machine.json
      a folder's name: isolate-machine/web01.json
      the keys of the body

    Examples:
      defender-lint web01.isolate-machine.json
      defender-lint --api post-ti-indicator ioc.json
      defender-lint --output-format concise 'payloads/**/*.yaml'
      jq -c '.body' log.json | defender-lint --api update-alert -
      defender-lint --output-format json --output-file report.json payloads/

    Exit status:
      0    nothing at or above --fail-on
      1    findings; a body that is not valid JSON or YAML is a finding
      2    the run itself failed: usage, or a file that cannot be read
      130  interrupted; 141: the reader of the output hung up
    """
    from defender_lint.checks.engines import EngineMissing

    given_paths(context, paths)
    run = run_for(paths, enabled=frozenset(select), **settings)
    try:
        if output_file is None:
            style = style_for(sys.stdout, colour)
            write_stdout(render(output_format, run.findings(), run.summary, style, quiet=quiet))
        else:
            _to_file(output_file, output_format, run, quiet=quiet)
    except EngineMissing as error:
        raise RunFailed(str(error)) from error
    if complain_of(run.failures, paths):
        return status.FAILED
    return status.FINDINGS if _fails(run.summary, fail_on) else status.CLEAN


def _to_file(path: str, output_format: str, run: Run, *, quiet: bool) -> None:
    """Write the report to a file; whoever waits at the terminal gets the summary."""
    write_file(path, render(output_format, run.findings(), run.summary, Style(), quiet=quiet))
    if not quiet:
        click.echo("".join(summary_lines(run.summary, Style())), err=True, nl=False)


def _fails(summary: Summary, fail_on: str) -> bool:
    if fail_on == "never":
        return False
    return summary.errors > 0 or (fail_on == "warning" and summary.warnings > 0)
