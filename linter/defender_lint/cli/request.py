"""``defender-lint request``: one whole request, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from defender_lint.cli import options
from defender_lint.cli.parameters import RequestLine, settings_finder
from defender_lint.cli.run_check import check
from defender_lint.cli.run_options import CheckOptions

if TYPE_CHECKING:
    from defender_lint.sources.request import Request


@click.command("request", short_help="Check one whole request.")
@click.argument("line", metavar="'METHOD URL'", type=RequestLine())
@click.option(
    "--body", metavar="FILE", type=click.Path(), help="The body; - reads it from standard input."
)
@click.option(
    "-H", "--header", "headers", metavar="'NAME: VALUE'", multiple=True,
    help="A header that is sent. Those that are not given are unknown, not absent. Repeatable.",
)  # fmt: skip
@options.circumstances()
@options.reports()
@options.output_format()
@options.fail_on()
@options.rules()
@options.where()
@options.engine()
@click.pass_context
def command(
    context: click.Context,
    /,
    line: Request,
    body: str | None,
    headers: tuple[str, ...],
    **values: Any,
) -> int:
    """Check one whole request: method, URL, headers, body, and what is known besides.

    Says what the service would answer to it. Without --body, none is sent. The token
    of --token-file or DEFENDER_LINT_TOKEN is read for its dates, audience and roles;
    it is never verified and never shown.

    Examples:
      defender-lint request 'GET /api/machines?$top=5'
      defender-lint request 'PATCH /api/alerts/1' --body body.json
      defender-lint request 'POST /api/indicators' --body - -H 'Accept: */*'
      defender-lint request 'GET /api/machines' --token-file token.txt

    Exit status:
      0    nothing at or above --fail-on
      1    findings
      2    the run itself failed: usage, settings, or a file that cannot be read
    """
    from defender_lint.sources.request_line import NoRequestLine, request_line

    try:
        endpoint = request_line(line.source.text, headers)
    except NoRequestLine as error:
        raise click.UsageError(str(error), context) from error
    asked = CheckOptions(endpoint=endpoint, is_bodiless=body is None, **values)
    return check(() if body is None else (body,), asked, settings_finder(context))
