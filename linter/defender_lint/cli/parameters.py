"""What commands take: the types of their values, and the settings that their options ask for.

Options of settings put what they say aside under :data:`OVERRIDES` before the command is called. So
values such as the id of an API are looked up among those that the settings bring along.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import click

from defender_lint.cli.interface import jobs_of
from defender_lint.near_miss import suggestions
from defender_lint.settings import SettingsError, SettingsFinder

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from defender_lint.catalogue import Catalogue, Operation
    from defender_lint.sources.request import Request

    _ParamType = click.ParamType[Any]
    _Choice = click.Choice[str]
else:  # only newer versions of click make them generic
    _ParamType = click.ParamType
    _Choice = click.Choice

OVERRIDES: Final = "defender_lint.settings.overrides"
"""Where a context keeps what the options say."""

_FINDER: Final = "defender_lint.settings.finder"


def overrides(context: click.Context) -> dict[str, Any]:
    """Return what the options say, by the names and in the shapes of a settings file."""
    kept: dict[str, Any] = context.meta.setdefault(OVERRIDES, {})
    return {name: value for name, value in kept.items() if name not in ("config", "isolated")}


def settings_finder(context: click.Context) -> SettingsFinder:
    """Return the finder that the options ask for, the same one for a whole run.

    Raises:
        click.UsageError: They ask for a settings file and for none.
    """
    if _FINDER not in context.meta:
        given = overrides(context)
        kept = context.meta[OVERRIDES]
        if kept.get("config") and kept.get("isolated"):
            raise click.UsageError(
                "--config names a settings file and --isolated reads none; give one", context
            )
        context.meta[_FINDER] = SettingsFinder(
            given, kept.get("config"), isolated=kept.get("isolated", False)
        )
    found: SettingsFinder = context.meta[_FINDER]
    return found


def catalogue() -> Catalogue:
    """Return the operations that the current command knows: ours, and those of a team.

    Raises:
        SettingsError: The settings cannot be used.
    """
    context = click.get_current_context(silent=True)
    found = SettingsFinder() if context is None else settings_finder(context)
    try:
        return found.catalogue(found.for_run())
    except SettingsError:
        if context is not None and not context.resilient_parsing:
            raise
        from defender_lint.catalogue import Catalogue

        return Catalogue.shipped()  # a shell that completes has no use for complaints


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
            near = did_you_mean(suggestions(value, RULES))
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


def did_you_mean(names: Iterable[str]) -> str:
    """Return ``Did you mean 'a' or 'b'? ``, or nothing without names."""
    quoted = [f"'{name}'" for name in names]
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
            near = did_you_mean(suggestions(str(value), self.choices))
            self.fail(f"{error.message} {near}".rstrip(), param, ctx)


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
            near = did_you_mean(suggestions(format, OUTPUT_FORMATS))
            self.fail(f"there is no format '{format}'. {near}".rstrip(), param, ctx)
        return format.lower(), path

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give all formats, as far as the name of the file."""
        from defender_lint.output_formats import OUTPUT_FORMATS

        return ((f"{name}=", format.help) for name, format in OUTPUT_FORMATS.items())


class Selector(Topic):
    """``ALL``, a rule, an error code or the beginning of one; several with commas.

    Any text is taken: the settings know what is wrong with it.
    """

    name = "rules"

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give ``ALL``, all rules, all codes."""
        yield "ALL", "every rule that is on by default"
        yield from super().offers()


class Jobs(_ParamType):
    """A number of processes, or ``auto``, which is None."""

    name = "jobs"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        """Read the value of ``--jobs``."""
        try:
            return None if value is None else jobs_of(str(value))
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from error
