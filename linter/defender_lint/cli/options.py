"""Options that several commands share, each in one place, with what a shell completes for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from defender_lint.cli.settings_context import catalogue

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from defender_lint.catalogue import Operation
    from defender_lint.sources.request import Request

    _ParamType = click.ParamType[Any]
    _Choice = click.Choice[str]
else:  # only newer versions of click make them generic
    _ParamType = click.ParamType
    _Choice = click.Choice

_Command = TypeVar("_Command", bound=Callable[..., Any])
Decorator = Callable[[_Command], _Command]


class _Offering(_ParamType):
    """A type whose values a shell completes, with a word on each."""

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give every value with its description."""
        raise NotImplementedError

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the values that begin like the word at hand, letter case ignored."""
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(value, help=text)
            for value, text in self.offers()
            if value.lower().startswith(incomplete.lower())
        ]


class Api(_Offering):
    """An operation, by its id or the name of its page; an unknown one is a usage error."""

    name = "api"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Operation:
        """Find the operation."""
        from defender_lint.catalogue import UnknownApi

        try:
            return catalogue().resolve(value)
        except UnknownApi as error:
            near = did_you_mean(error.suggestions)
            self.fail(
                f"there is no API '{value}'. {near}`defender-lint apis` lists all.", param, ctx
            )

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give all ids with their titles."""
        return ((operation.id, operation.title) for operation in catalogue())


class Product(_Offering):
    """A product, by its id; an unknown one is a usage error."""

    name = "product"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the id."""
        known = catalogue().products
        if value not in known:
            listed = ", ".join(f"'{id}'" for id in known)
            self.fail(f"'{value}' is not one of {listed}.", param, ctx)
        return str(value)

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give all ids with their titles."""
        return ((product.id, product.title) for product in catalogue().products.values())


class RequestLine(_ParamType):
    """A method and a URL, or a URL alone."""

    name = "request line"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Request:
        """Read it; whether it leads anywhere is for the checks to say."""
        from defender_lint.sources.request_line import NoRequestLine, request_line

        try:
            return request_line(value)
        except NoRequestLine as error:
            self.fail(f"{error}.", param, ctx)


class RuleName(_Offering):
    """The name of a rule; an unknown one is a usage error."""

    name = "rule"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the name."""
        from defender_lint.rules import RULES

        if value not in RULES:
            from difflib import get_close_matches

            near = did_you_mean(get_close_matches(value, RULES, cutoff=0.75))
            self.fail(
                f"there is no rule '{value}'. {near}`defender-lint explain` lists all.", param, ctx
            )
        return str(value)

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give all rules with their summaries."""
        from defender_lint.rules import RULES

        return ((rule.name, rule.summary) for rule in RULES.values())


class Topic(RuleName):
    """The name of a rule or an error code; who uses it looks it up."""

    name = "rule|code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take any text."""
        return str(value)

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give all rules, then all codes."""
        yield from super().offers()
        for code in catalogue().errors:
            yield code.name, f"HTTP status {code.status}"


def did_you_mean(suggestions: Iterable[str]) -> str:
    """Return ``Did you mean 'a' or 'b'? ``, or nothing without suggestions."""
    quoted = [f"'{suggestion}'" for suggestion in suggestions]
    return f"Did you mean {' or '.join(quoted)}? " if quoted else ""


class Choice(_Choice):
    """One of some words, letter case ignored; a near miss is recognised."""

    def __init__(self, choices: Iterable[str]) -> None:
        super().__init__(list(choices), case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Find the word."""
        try:
            return str(super().convert(value, param, ctx))
        except click.BadParameter as error:
            near = did_you_mean(_nearest(str(value), self.choices))
            self.fail(f"{error.message} {near}".rstrip(), param, ctx)


def _nearest(word: str, choices: Iterable[str]) -> list[str]:
    """Return the choices that a word may be meant for: those that it begins, else near misses."""
    from difflib import get_close_matches

    lower, names = word.lower(), list(choices)
    return [name for name in names if lower and name.startswith(lower)] or get_close_matches(
        lower, names
    )


class Target(_Offering):
    """``FORMAT=FILE``."""

    name = "format=file"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Take the two apart."""
        from defender_lint.output_formats import OUTPUT_FORMATS

        format, equals, path = str(value).partition("=")
        if not equals or not path:
            self.fail(f"'{value}' is not FORMAT=FILE, such as sarif=report.sarif", param, ctx)
        if format.lower() not in OUTPUT_FORMATS:
            near = did_you_mean(_nearest(format, OUTPUT_FORMATS))
            self.fail(f"there is no format '{format}'. {near}".rstrip(), param, ctx)
        return format.lower(), path

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give all formats, as far as the name of the file."""
        from defender_lint.output_formats import OUTPUT_FORMATS

        return ((f"{name}=", format.help) for name, format in OUTPUT_FORMATS.items())


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
        "--endpoint", type=RequestLine(), metavar='"METHOD URL"',
        help='The same as a request line, which is checked as well: "POST /api/indicators".',
    )  # fmt: skip


def circumstances() -> Decorator[Any]:
    """Options that say what is known of all requests: ``--token-file``, ``--context``."""
    return together(
        click.option(
            "--token-file", metavar="FILE", type=click.Path(),
            help="A file with the access token that is sent along; it is read, never verified or "
            "shown. DEFENDER_LINT_TOKEN may hold it instead.",
        ),
        click.option(
            "--context", "context_file", metavar="FILE", type=click.Path(),
            help="What is known of the tenant: devices, features, plan, ids. "
            "`defender-lint context from` makes it.",
        ),
    )  # fmt: skip


def stdin_filename() -> Decorator[Any]:
    """``--stdin-filename NAME``."""
    return click.option(
        "--stdin-filename", metavar="NAME", type=click.Path(),
        help="What to call standard input; its suffix says the syntax and its name the API.",
    )  # fmt: skip


def skip_unknown() -> Decorator[Any]:
    """``--skip-unknown``."""
    return click.option(
        "--skip-unknown", is_flag=True,
        help="Leave out bodies of no known API instead of reporting them.",
    )  # fmt: skip


def fixing() -> Decorator[Any]:
    """Options that fix files."""
    return together(
        click.option("--fix", is_flag=True, help="Apply safe fixes to the files."),
        click.option(
            "--unsafe-fixes", is_flag=True,
            help="Apply all fixes, also those that need a look: typos, defanged values, quotes, "
            "batches in NDJSON.",
        ),
        click.option(
            "--diff", is_flag=True,
            help="Print what fixes would change, write nothing; exit status 1 if there is "
            "something. With --unsafe-fixes for all fixes.",
        ),
        click.option(
            "--fix-only", is_flag=True, help="Apply fixes and report only what they fixed."
        ),
    )  # fmt: skip


def reports() -> Decorator[Any]:
    """Options that say where reports go and what they look like."""
    return together(
        click.option(
            "--output", "targets", type=Target(), multiple=True, metavar="FORMAT=FILE",
            help="Also write a report in another format to FILE. Repeatable.",
        ),
        click.option(
            "-o", "--output-file", metavar="FILE", type=click.Path(),
            help="Write the main report to FILE; it is replaced once the report is complete.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary."),
        click.option(
            "--statistics", is_flag=True, help="Count findings by rule and code instead."
        ),
        click.option(
            "--color", "colour", type=Choice(["auto", "always", "never"]), default="auto",
            show_default=True,
            help="Colours; auto looks at the terminal, NO_COLOR and FORCE_COLOR.",
        ),
    )  # fmt: skip


def baseline() -> Decorator[Any]:
    """Options about findings that are known."""
    return together(
        click.option(
            "--baseline", metavar="FILE", type=click.Path(),
            help="Count only findings that are not in the baseline FILE.",
        ),
        click.option(
            "--write-baseline", metavar="FILE", type=click.Path(),
            help="Write all findings to the baseline FILE; the exit status is 0.",
        ),
        click.option(
            "--prune-baseline", is_flag=True, help="Take what is gone out of the --baseline FILE."
        ),
    )  # fmt: skip


def engine() -> Decorator[Any]:
    """``--engine NAME``."""
    return click.option(
        "--engine", type=Choice(["auto", "jsonschema-rs", "jsonschema"]), default="auto",
        show_default=True, help="Which JSON Schema library judges the bodies.",
    )  # fmt: skip


class Jobs(_ParamType):
    """A number of processes, or ``auto``, which is None."""

    name = "jobs"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        """Read the value of ``--jobs``."""
        if value is None or value == "auto":
            return None
        if str(value).isascii() and str(value).isdigit() and 1 <= int(value) <= _MOST_JOBS:
            return int(value)
        message = f"{value!r} is neither auto nor a number from 1 to {_MOST_JOBS}"
        raise click.BadParameter(message, ctx, param)


_MOST_JOBS = 61
"""Processes that Windows can wait for."""


def jobs() -> Decorator[Any]:
    """``--jobs N|auto``."""
    return click.option(
        "-j", "--jobs", type=Jobs(), metavar="N|auto", default="auto", show_default=True,
        help="How many processes check. auto takes as many as make it faster: one, unless there "
        "are many megabytes. Fixes and baselines take one.",
    )  # fmt: skip


def together(*decorators: Decorator[Any]) -> Decorator[Any]:
    """Make one decorator of several, in the order of the help."""

    def decorate(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def text_or_json() -> Decorator[Any]:
    """``--output-format text|json`` of the commands that show the catalogue."""
    return click.option(
        "-f", "--format", "--output-format", "output_format", type=Choice(["text", "json"]),
        metavar="FORMAT", default="text",
        show_default=True, help="How to print the answer: text or json.",
    )  # fmt: skip
