"""Options for every setting. They are kept aside and win over the settings file.

A command takes the groups that it needs as decorators, and asks :func:`finder` for the settings::

    @click.command()
    @settings_options.where()
    @settings_options.rules()
    @click.pass_context
    def command(context): ...finder(context).for_file(path)

The options are eager: what ``--schemas`` brings along is known when ``--api`` is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

import click

from defender_lint.cli.options import Decorator, RuleName, together
from defender_lint.settings.keys import FAIL_ON, LIMITS

if TYPE_CHECKING:
    from defender_lint.settings import SettingsFinder

_OVERRIDES: Final = "defender_lint.settings.overrides"
_FINDER: Final = "defender_lint.settings.finder"

Merge = Callable[[dict[str, Any], Any], None]


class Selector(RuleName):
    """``ALL``, a rule, an error code or the beginning of one; several with commas."""

    name = "rules"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Take any text; the settings know what is wrong with it."""
        return str(value)

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give ``ALL``, all rules, all codes."""
        from defender_lint.cli.shipped import catalogue

        yield "ALL", "every rule that is on by default"
        yield from super().offers()
        for code in catalogue().errors:
            yield code.name, f"HTTP status {code.status}"


def overrides(context: click.Context) -> dict[str, Any]:
    """Return what the options say, by the names and in the shapes of a settings file."""
    kept: dict[str, Any] = context.meta.setdefault(_OVERRIDES, {})
    return {name: value for name, value in kept.items() if name not in ("config", "isolated")}


def finder(context: click.Context | None) -> SettingsFinder:
    """Return the finder that the options ask for, the same one for a whole run.

    Args:
        context: The command's context; None outside of a command.
    """
    from defender_lint.settings import SettingsFinder

    if context is None:
        return SettingsFinder()
    if _FINDER not in context.meta:
        given = overrides(context)
        kept = context.meta[_OVERRIDES]
        context.meta[_FINDER] = SettingsFinder(
            given, kept.get("config"), isolated=kept.get("isolated", False)
        )
    found: SettingsFinder = context.meta[_FINDER]
    return found


def where() -> Decorator[Any]:
    """``--config FILE`` and ``--isolated``."""
    return together(
        _option(
            "--config", metavar="FILE", type=click.Path(), keep=_as("config"),
            help="Take the settings from FILE, for all files, instead of the nearest "
            ".defender-lint.yaml or pyproject.toml.",
        ),
        _option(
            "--isolated", is_flag=True, default=None, keep=_as("isolated"),
            help="Read no settings file.",
        ),
    )  # fmt: skip


def files() -> Decorator[Any]:
    """Options that say which files count, and which APIs they are for."""
    return together(
        _option(
            "--map", metavar="GLOB=ID", multiple=True, keep=_pairs("apis", "=", "GLOB=ID"),
            help="Take bodies in such files as meant for an API. Repeatable; the last wins.",
        ),
        _option(
            "--include", metavar="GLOB", multiple=True, keep=_list("include"),
            help="Read such files in folders, instead of those that end like JSON or YAML. "
            "Repeatable.",
        ),
        _option(
            "--exclude", metavar="GLOB", multiple=True, keep=_list("exclude"),
            help="Leave out such files and folders in folders. Repeatable.",
        ),
        _option(
            "--respect-gitignore/--no-respect-gitignore", default=None,
            keep=_as("respect-gitignore"),
            help="Leave out what git ignores in folders (the default), or do not.",
        ),
        _option(
            "--force-exclude/--no-force-exclude", default=None, keep=_as("force-exclude"),
            help="Leave out excluded files even where they are named, or do not (the default).",
        ),
        _option(
            "--schemas", metavar="FOLDER", type=click.Path(), multiple=True,
            keep=_list("schemas"),
            help="Also know the bodies whose schemas are in FOLDER. Repeatable.",
        ),
    )  # fmt: skip


def rules() -> Decorator[Any]:
    """Options that say which rules are on, and how loud they are."""
    return together(
        _option(
            "--select", metavar="RULES", type=Selector(), multiple=True, keep=_names("select"),
            help="Apply only these rules: rules, error codes or beginnings of them, with "
            "commas; ALL are those that are on by default. Repeatable.",
        ),
        _option(
            "--extend-select", metavar="RULES", type=Selector(), multiple=True,
            keep=_names("extend-select"), help="Apply these rules as well, such as deprecated-api.",
        ),
        _option(
            "--ignore", metavar="RULES", type=Selector(), multiple=True, keep=_names("ignore"),
            help="Do not apply these rules. Repeatable.",
        ),
        _option(
            "--per-file-ignore", metavar="GLOB:RULES", multiple=True,
            keep=_pairs("per-file-ignores", ":", "GLOB:RULES", _split),
            help="Do not apply these rules to such files. Repeatable.",
        ),
        _option(
            "--severity", metavar="RULE=LEVEL", multiple=True,
            keep=_pairs("severity", "=", "RULE=LEVEL"),
            help="Report a rule as error or warning. Repeatable.",
        ),
    )  # fmt: skip


def limits() -> Decorator[Any]:
    """``--max-depth N`` and so on."""
    return together(
        *(
            _option(
                flag, metavar="BYTES" if name == "size" else "N", type=click.IntRange(min=1),
                keep=_limit(name), help=meaning,
            )
            for name, (flag, meaning) in LIMITS.items()
        )
    )  # fmt: skip


def fail_on() -> Decorator[Any]:
    """``--fail-on LEVEL``."""
    return _option(
        "--fail-on", type=click.Choice(FAIL_ON), keep=_as("fail-on"),
        help="The least severity that makes the exit status 1; error if nothing else is set.",
    )  # fmt: skip


def output_format() -> Decorator[Any]:
    """``--output-format FORMAT`` of reports."""
    from defender_lint.reports import REPORTS

    formats = "; ".join(f"{name}: {format.help}" for name, format in REPORTS.items())
    return _option(
        "--output-format", metavar="FORMAT", type=click.Choice(list(REPORTS)),
        keep=_as("output-format"),
        help=f"How to report; full if nothing else is set. {formats}.",
    )  # fmt: skip


def _option(flag: str, *, keep: Merge, **attributes: Any) -> Decorator[Any]:
    """Make an option that the command does not see; ``keep`` puts its value aside."""

    def callback(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None and value != ():
            keep(context.meta.setdefault(_OVERRIDES, {}), value)

    return click.option(flag, expose_value=False, is_eager=True, callback=callback, **attributes)


def _as(name: str) -> Merge:
    return lambda kept, value: kept.update({name: value})


def _list(name: str) -> Merge:
    return lambda kept, values: kept.update({name: list(values)})


def _names(name: str) -> Merge:
    return lambda kept, values: kept.update(
        {name: [part for text in values for part in _split(text)]}
    )


def _limit(name: str) -> Merge:
    return lambda kept, value: kept.setdefault("limits", {}).update({name: value})


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _pairs(name: str, separator: str, form: str, take: Callable[[str], Any] | None = None) -> Merge:
    """Keep values like ``a=b`` as a mapping; the last separator counts."""

    def keep(kept: dict[str, Any], values: tuple[str, ...]) -> None:
        pairs: dict[str, Any] = {}
        for text in values:
            left, found, right = text.rpartition(separator)
            if not (found and left and right):
                raise click.BadParameter(f"{text!r} is not like {form}")
            pairs.pop(left, None)  # the last one counts, and stands last
            pairs[left] = take(right) if take else right
        kept[name] = pairs

    return keep
