"""``defender-lint which``: which API is a request for, and what says so?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from defender_lint.cli import options
from defender_lint.cli.interface import CLEAN, FAILED
from defender_lint.cli.output import write_stdout
from defender_lint.cli.parameters import settings_finder
from defender_lint.cli.run_options import CheckOptions, complain_of, given_or_here, run_for
from defender_lint.printable import visible
from defender_lint.reports.json_text import to_json
from defender_lint.tokens import mask_tokens
from defender_lint.words import count

if TYPE_CHECKING:
    from defender_lint.routing import Route
    from defender_lint.sources.request import Request
    from defender_lint.sources.text import Text

_BECAUSE: Final = {
    "option": "as the command line says",
    "request": "by its method and URL",
    "settings": "as the settings say",
    "comment": "by its comment",
    "name": "by its name",
    "shape": "by its keys",
}


@click.command("which", short_help="Tell which API each request is for.")
@options.paths()
@options.api()
@options.endpoint()
@options.stdin_filename()
@options.files()
@options.where()
@options.text_or_json()
@click.pass_context
def command(
    context: click.Context, /, paths: tuple[str, ...], output_format: str, **values: Any
) -> int:
    """Tell which API each request is for, and what says so.

    Several APIs may take one and the same body; then all are named. What says so is
    method and URL or, where a body stands alone, the command line, the settings, a
    comment in the file, its name or a folder's, or the keys of the body.

    Examples:
      defender-lint which payloads/
      defender-lint which --output-format json body.json

    Exit status: 0, or 2 where a file cannot be read.
    """
    asked = CheckOptions(**values)
    paths = given_or_here(paths, asked, "which")
    run = run_for(paths, asked, settings_finder(context), command="which")
    write_stdout((_as_json if output_format == "json" else _as_text)(run.routes()))
    return FAILED if complain_of(run.summary.failures, paths, run.notes) else CLEAN


def _as_text(routes: Iterator[tuple[Request, Route]]) -> Iterator[str]:
    for request, route in routes:
        place = visible(request.file)
        if request.url is not None:
            place += f":{_line(request)}: {_request_line(request)}"
        elif request.index:
            place += f":{_line(request)} (body {request.index + 1})"
        yield f"{place}: {_answer(route)}{_unknown(request)}\n"


def _request_line(request: Request) -> str:
    """Return method and URL as they are written, on one printable line."""
    method = request.method.chars if request.method is not None else "?"
    url = _url(request)
    return visible(f"{method} {mask_tokens(url.chars) if url is not None else ''}")


def _line(request: Request) -> int:
    text = _url(request) or (request.body.text if request.body else None)
    return text.line_at(0) if text is not None else 1


def _url(request: Request) -> Text | None:
    return request.written or request.url


def _answer(route: Route) -> str:
    if not route.operations:
        return (
            "no known API, whatever its comment says" if route.by == "comment" else "no known API"
        )
    because = _BECAUSE[route.by] if route.exact else "the nearest by its keys, which do not all fit"
    return f"{', '.join(operation.id for operation in route.operations)} ({because})"


def _unknown(request: Request) -> str:
    """Say what of a request could not be read, and why, and how much only run time knows."""
    parts = [
        f"its {each.what} {'are' if each.what == 'headers' else 'is'} not known "
        f"({visible(each.why)}, line {each.line})"
        for each in request.unknown
    ]
    if holes := _holes(request):
        parts.append(f"{count(holes, 'unknown value')}")
    return "".join(f"; {part}" for part in parts)


def _holes(request: Request) -> int:
    in_url = len(request.url.holes) if request.url is not None else 0
    return in_url + (request.body.holes.count if request.body is not None else 0)


def _as_json(routes: Iterator[tuple[Request, Route]]) -> Iterator[str]:
    yield '{"version": 1,\n"bodies": ['
    separator = "\n"
    for request, route in routes:
        url = _url(request)
        place = url.span(0, 0).start if url is not None else None
        entry = {
            "file": request.file,
            "document": request.index,
            "apis": [operation.id for operation in route.operations],
            "by": route.by,
            "exact": route.exact,
            "source": request.kind,
            "method": request.method.chars if request.method is not None else None,
            "url": mask_tokens(url.chars) if url is not None else None,
            "line": place.line if place is not None else _line(request),
            "column": place.column if place is not None else 1,
            "holes": _holes(request),
            "unknown": [each._asdict() for each in request.unknown],
        }
        yield separator + to_json(entry)
        separator = ",\n"
    yield "\n]}\n"
