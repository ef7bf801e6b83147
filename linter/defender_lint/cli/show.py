"""``defender-lint show``: what the body of an API takes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from defender_lint.cli import options
from defender_lint.cli.output import RunFailed, write_stdout
from defender_lint.cli.parameters import Api, catalogue
from defender_lint.cli.terminal import (
    INDENT,
    beside,
    columns,
    heading,
    items,
    pad,
    paragraph,
    style_for,
)
from defender_lint.printable import width, wrap
from defender_lint.reports.style import Style

if TYPE_CHECKING:
    from defender_lint.catalogue import Operation


@click.command("show", short_help="Show what the body of an API takes.")
@click.argument("api", type=Api(), metavar="API")
@options.text_or_json()
def command(api: Operation, output_format: str) -> None:
    """Show what the body of an API takes: parameters, limits, permissions, an example.

    API is an id as `defender-lint apis` lists it, or the name of its documentation
    page. JSON output is the body's JSON Schema.

    Examples:
      defender-lint show isolate-machine
      defender-lint show --output-format json post-ti-indicator
    """
    if output_format == "json":
        if not api.has_schema:
            raise RunFailed(_no_body(api))
        write_stdout([json.dumps(api.schema, indent=2) + "\n"])
    else:
        write_stdout(_text(api, style_for(sys.stdout)))


def _text(api: Operation, style: Style) -> Iterator[str]:
    yield f"{style.paint(api.id, 'bold')}: {api.title}\n"
    if api.description:
        yield paragraph(api.description, style, indent="")
    if api.retirement:
        yield style.paint(_retirement(api.retirement, style), "yellow") + "\n"
    yield "\n"
    product = catalogue().products[api.product]
    yield from columns(list(facts(api, product.title, product.hosts)), style, indent="")
    yield "\n"
    if api.has_schema:
        yield from _parameters(api, style)
        yield from _rules(api, style)
    else:
        yield f"{_no_body(api)}\n\n"
    yield from _sentences("Limits", api.limits, style)
    yield from _sentences("Supported on", api.supported_on, style)
    yield from _sentences("Good to know", api.notes, style)
    if api.examples:
        yield heading("Example", style)
        for line in json.dumps(api.examples[0], indent=2).splitlines():
            yield f"{INDENT}{line}\n"


def _no_body(api: Operation) -> str:
    return (
        f"the body of {api.id} is not documented" if api.takes_body else f"{api.id} takes no body"
    )


def _retirement(retirement: Mapping[str, Any], style: Style) -> str:
    until = f", returns nothing from {retirement['until']}" if "until" in retirement else ""
    changes = "".join(f"; {change}" for change in retirement.get("changes", ()))
    return wrap(
        f"Being retired since {retirement['since']}{until} ({retirement['source']}); "
        f"use {retirement['replacement']}{changes}",
        style.width,
    )


def facts(api: Operation, product: str, hosts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give what there is to know of a request besides its body: a word and its meaning."""
    yield "Request", f"{api.method} {api.path}"
    more = f" and {len(hosts) - 1} more" if len(hosts) > 1 else ""
    yield ("Host", f"{hosts[0]}{more} ({product})") if hosts else ("Product", product)
    if api.content_type:
        yield "Content-Type", api.content_type
    for kind, groups in api.permissions.items():
        if groups:
            yield f"{kind.capitalize()} permission", ", and ".join(map(" or ".join, groups))
    if api.role:
        yield "Role of the user", api.role
    if api.rate_limit:
        yield "Rate limit", _rate(api)
    for answer in api.answers:
        yield f"Answer {answer['status']}", answer["meaning"]
    if api.docs:  # a team's own API may have none
        yield "Docs", api.docs


def _rate(api: Operation) -> str:
    limit = api.rate_limit or {}
    parts = [
        f"{limit[key]:,} calls {unit}"
        for key, unit in (("perMinute", "a minute"), ("perHour", "an hour"))
        if limit.get(key)
    ]
    notes = (note.removesuffix(".") for note in limit.get("notes", ()))
    return "; ".join(filter(None, (", ".join(parts), *notes)))


def _parameters(api: Operation, style: Style) -> Iterator[str]:
    from defender_lint.catalogue.describe import documented, undocumented

    parameters = list(documented(api.schema))
    legend = " (* required)" if any(parameter.required for parameter in parameters) else ""
    yield f"{style.paint('Body', 'bold')}{legend}\n"
    names = [
        INDENT * (parameter.depth + 1) + parameter.name + (" *" if parameter.required else "")
        for parameter in parameters
    ]
    column = max(map(width, names)) + 2
    for parameter, name in zip(parameters, names, strict=True):
        yield beside(pad(name, column), parameter.takes, style)
        if parameter.description:
            yield beside(" " * column, parameter.description, style)
    hidden = list(undocumented(api.schema))
    if hidden:
        yield "\n" + heading("Not documented, but known to the service or its clients", style)
    for parent, keys in hidden:
        yield beside(f"{INDENT}{f'{parent}: ' if parent else ''}", ", ".join(keys), style)
    yield "\n"


def _rules(api: Operation, style: Style) -> Iterator[str]:
    from defender_lint.catalogue.describe import remarks

    found = remarks(api.schema)
    if found:
        yield heading("What else is reported", style)
        yield from columns([(remark.severity, remark.message) for remark in found], style)
        yield "\n"


def _sentences(title: str, sentences: tuple[str, ...], style: Style) -> Iterator[str]:
    if sentences:
        yield heading(title, style)
        yield from items(sentences, style)
        yield "\n"
