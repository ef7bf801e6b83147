"""Options that several commands share, each in one place, with what a shell completes for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from defender_lint.catalogue import Operation

    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType  # generic since click 8.4 only

_Command = TypeVar("_Command", bound=Callable[..., Any])
Decorator = Callable[[_Command], _Command]


def _offers(pairs: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    begin = incomplete.lower()
    return [
        CompletionItem(value, help=text) for value, text in pairs if value.lower().startswith(begin)
    ]


class Api(_ParamType):
    """An operation, by its id or the name of its page; an unknown one is a usage error."""

    name = "api"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Operation:
        """Find the operation."""
        from defender_lint.catalogue import UnknownApi
        from defender_lint.cli.shipped import catalogue

        try:
            return catalogue().resolve(value)
        except UnknownApi as error:
            near = did_you_mean(error.suggestions)
            message = f"there is no API called '{value}'. {near}`defender-lint apis` lists all."
            raise click.UsageError(message, ctx) from error

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer all ids with their titles."""
        from defender_lint.cli.shipped import catalogue

        return _offers(((op.id, op.title) for op in catalogue()), incomplete)


class Endpoint(_ParamType):
    """An operation, by a request line; one that fits none is a usage error."""

    name = "endpoint"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Operation:
        """Find the operation."""
        from defender_lint.catalogue import UnknownEndpoint
        from defender_lint.cli.shipped import catalogue

        try:
            return catalogue().resolve_endpoint(value)
        except UnknownEndpoint as error:
            raise click.UsageError(str(error), ctx) from error


def did_you_mean(suggestions: Iterable[str]) -> str:
    """Return ``Did you mean 'a' or 'b'? ``, or nothing without suggestions."""
    quoted = [f"'{suggestion}'" for suggestion in suggestions]
    return f"Did you mean {' or '.join(quoted)}? " if quoted else ""


class RuleName(_ParamType):
    """The name of a rule; an unknown one is a usage error."""

    name = "rule"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the name."""
        from defender_lint.rules import RULES

        if value not in RULES:
            from difflib import get_close_matches

            near = did_you_mean(get_close_matches(value, RULES))
            self.fail(f"there is no rule '{value}'. {near}`defender-lint explain` lists all.")
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer all rules with their summaries."""
        from defender_lint.rules import RULES

        return _offers(((rule.name, rule.summary) for rule in RULES.values()), incomplete)


class Topic(_ParamType):
    """The name of a rule or an error code, in any letter case."""

    name = "rule|code"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer all rules, then all codes."""
        from defender_lint.cli.shipped import catalogue
        from defender_lint.rules import RULES

        rules = [(rule.name, rule.summary) for rule in RULES.values()]
        codes = [(code.name, f"HTTP status {code.status}") for code in catalogue().errors]
        return _offers([*rules, *codes], incomplete)


def paths() -> Decorator[Any]:
    """``PATH...``: files, folders, globs, ``-``."""
    return click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())


def api() -> Decorator[Any]:
    """``--api ID``."""
    return click.option(
        "--api", type=Api(), metavar="ID",
        help="The API that all bodies are for, such as isolate-machine.",
    )  # fmt: skip


def endpoint() -> Decorator[Any]:
    """``--endpoint "METHOD PATH"``."""
    return click.option(
        "--endpoint", type=Endpoint(), metavar='"METHOD PATH"',
        help='The same as a request line: "POST /api/indicators".',
    )  # fmt: skip


def stdin_filename() -> Decorator[Any]:
    """``--stdin-filename NAME``."""
    return click.option(
        "--stdin-filename", metavar="NAME", type=click.Path(),
        help="What to call standard input; its suffix tells the syntax and its name the API.",
    )  # fmt: skip


def text_or_json() -> Decorator[Any]:
    """``--output-format text|json`` of the commands that show the catalogue."""
    return click.option(
        "--output-format", type=click.Choice(["text", "json"]), default="text",
        show_default=True, help="How to print the answer.",
    )  # fmt: skip
