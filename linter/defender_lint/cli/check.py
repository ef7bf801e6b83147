"""``defender-lint check``: the options of the linter itself."""

from __future__ import annotations

from typing import Any

import click

from defender_lint.cli import options
from defender_lint.cli.parameters import settings_finder
from defender_lint.cli.run_check import check
from defender_lint.cli.run_options import CheckOptions


@click.command("check", short_help="Check requests (the default command).")
@options.paths()
@options.api()
@options.endpoint()
@options.circumstances()
@options.stdin_filename()
@options.skip_unknown()
@options.fixing()
@options.reports()
@options.output_format()
@options.fail_on()
@options.rules()
@options.files()
@options.limits()
@options.where()
@options.baseline()
@options.engine()
@options.jobs()
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], **values: Any) -> int:
    """Check requests and say what the service would answer.

    PATH is a file, a folder, a glob, or - for standard input; without one, it is the
    current folder. Folders are searched for files that may hold requests, by their
    suffixes; hidden folders and those of tools, such as node_modules, are left out.
    .jsonl and .ndjson files hold one body per line, YAML files one per document.

    Which API a request is for is told by its method and URL. Where a body stands alone,
    it is told by --api or --endpoint, by the settings, by a comment
    "# defender-lint: api=ID" in YAML, by the file name (isolate-machine.json,
    web01.isolate-machine.json) or a folder of that name, or else by the body itself.

    In GitHub Actions and Azure Pipelines the default format is what these show as
    annotations; --output-format overrules it.

    Examples:
      defender-lint web01.isolate-machine.json
      defender-lint --api post-ti-indicator ioc.json
      defender-lint --fix payloads/
      defender-lint --output-format concise 'payloads/**/*.yaml'
      defender-lint --output sarif=out.sarif --output junit=out.xml payloads/
      jq -c '.body' log.json | defender-lint --api update-alert -

    Exit status:
      0    nothing at or above --fail-on
      1    findings; a body that is not valid JSON or YAML is a finding
      2    the run itself failed: usage, settings, or a file that cannot be read
      130  interrupted; 141: the reader of the output hung up
    """
    if values["output_file"] == "-":
        values["output_file"] = None  # standard output, as everywhere else
    return check(paths, CheckOptions(**values), settings_finder(context))
