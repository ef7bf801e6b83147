"""Options for every setting. They are kept aside and win over the settings file.

A command takes the groups that it needs as decorators, and asks its context for the finder::

    @click.command()
    @settings_options.where()
    @settings_options.rules()
    @click.pass_context
    def command(context): ...settings_finder(context).for_file(path)

The options are eager: what ``--schemas`` brings along is known when ``--api`` is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from defender_lint.cli.options import Choice, Decorator, Topic, together
from defender_lint.cli.settings_context import OVERRIDES
from defender_lint.settings.keys import FAIL_ON, LIMITS

Merge = Callable[[dict[str, Any], Any], None]
"""Puts a value among those that are kept."""


def kept_option(*flags: str, keep: Merge, **attributes: Any) -> Decorator[Any]:
    """Make an option that the command does not see; ``keep`` puts its value aside."""

    def callback(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None and value != ():
            keep(context.meta.setdefault(OVERRIDES, {}), value)

    return click.option(*flags, expose_value=False, is_eager=True, callback=callback, **attributes)


def as_it_is(name: str) -> Merge:
    """Keep a value as it is."""
    return lambda kept, value: kept.update({name: value})


def as_list(name: str) -> Merge:
    """Keep the values of a repeatable option as a list."""
    return lambda kept, values: kept.update({name: list(values)})


def as_names(name: str) -> Merge:
    """Keep names, several to a value with commas, as one list."""
    return lambda kept, values: kept.update(
        {name: [part for text in values for part in split(text)]}
    )


def as_limit(name: str) -> Merge:
    """Keep a member of ``limits``."""
    return lambda kept, value: kept.setdefault("limits", {}).update({name: value})


def split(text: str) -> list[str]:
    """Split names at commas."""
    return [part.strip() for part in text.split(",")]


def as_pairs(
    name: str, separator: str, form: str, take: Callable[[str], Any] | None = None
) -> Merge:
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


class Selector(Topic):
    """``ALL``, a rule, an error code or the beginning of one; several with commas.

    Any text is taken: the settings know what is wrong with it.
    """

    name = "rules"

    def offers(self) -> Iterable[tuple[str, str]]:
        """Give ``ALL``, all rules, all codes."""
        yield "ALL", "every rule that is on by default"
        yield from super().offers()


def where() -> Decorator[Any]:
    """``--config FILE`` and ``--isolated``."""
    return together(
        kept_option(
            "--config", metavar="FILE", type=click.Path(), keep=as_it_is("config"),
            help="Take the settings from FILE, for all files, instead of the nearest "
            ".defender-lint.yaml or pyproject.toml.",
        ),
        kept_option(
            "--isolated", is_flag=True, default=None, keep=as_it_is("isolated"),
            help="Read no settings file.",
        ),
    )  # fmt: skip


def files() -> Decorator[Any]:
    """Options that say which files count, and which APIs they are for."""
    return together(
        kept_option(
            "--map", metavar="GLOB=ID", multiple=True, keep=as_pairs("apis", "=", "GLOB=ID"),
            help="Take bodies in such files as meant for an API. Repeatable; the last wins.",
        ),
        kept_option(
            "--include", metavar="GLOB", multiple=True, keep=as_list("include"),
            help="Read such files in folders, instead of those whose suffix says that they hold "
            "requests. Repeatable.",
        ),
        kept_option(
            "--exclude", metavar="GLOB", multiple=True, keep=as_list("exclude"),
            help="Leave out such files and folders in folders. Repeatable.",
        ),
        kept_option(
            "--respect-gitignore/--no-respect-gitignore", default=None,
            keep=as_it_is("respect-gitignore"),
            help="Leave out what git ignores in folders (the default), or do not.",
        ),
        kept_option(
            "--force-exclude/--no-force-exclude", default=None, keep=as_it_is("force-exclude"),
            help="Leave out excluded files even where they are named, or do not (the default).",
        ),
        kept_option(
            "--schemas", metavar="FOLDER", type=click.Path(), multiple=True,
            keep=as_list("schemas"),
            help="Also know the bodies whose schemas are in FOLDER. Repeatable.",
        ),
    )  # fmt: skip


def rules() -> Decorator[Any]:
    """Options that say which rules are on, and how loud they are."""
    return together(
        kept_option(
            "--select", metavar="RULES", type=Selector(), multiple=True, keep=as_names("select"),
            help="Apply only these rules: rules, error codes or beginnings of them, with "
            "commas; ALL are those that are on by default. Repeatable.",
        ),
        kept_option(
            "--extend-select", metavar="RULES", type=Selector(), multiple=True,
            keep=as_names("extend-select"),
            help="Apply these rules as well, such as deprecated-api.",
        ),
        kept_option(
            "--ignore", metavar="RULES", type=Selector(), multiple=True, keep=as_names("ignore"),
            help="Do not apply these rules. Repeatable.",
        ),
        kept_option(
            "--per-file-ignore", metavar="GLOB:RULES", multiple=True,
            keep=as_pairs("per-file-ignores", ":", "GLOB:RULES", split),
            help="Do not apply these rules to such files. Repeatable.",
        ),
        kept_option(
            "--severity", metavar="RULE=LEVEL", multiple=True,
            keep=as_pairs("severity", "=", "RULE=LEVEL"),
            help="Report a rule as error or warning. Repeatable.",
        ),
    )  # fmt: skip


def _keep_placeholders(kept: dict[str, Any], value: Any) -> None:
    if "placeholders" in kept:
        raise click.UsageError(
            "--placeholders adds forms and --no-placeholders knows none; give one of them"
        )
    kept["placeholders"] = False if value is True else list(value)


def limits() -> Decorator[Any]:
    """``--max-depth N`` and so on, and what stands for a value that is not known."""
    return together(
        kept_option(
            "--placeholders", metavar="PATTERN", multiple=True, keep=_keep_placeholders,
            help="Also take such strings, as in '@@*@@', for values that only run time knows. "
            "Repeatable.",
        ),
        kept_option(
            "--no-placeholders", is_flag=True, default=None, keep=_keep_placeholders,
            help="Judge every value as it is written, '{{name}}' and '${NAME}' too.",
        ),
        *(
            kept_option(
                flag, metavar="BYTES" if name == "size" else "N", type=click.IntRange(min=1),
                keep=as_limit(name), help=meaning,
            )
            for name, (flag, meaning) in LIMITS.items()
        )
    )  # fmt: skip


def fail_on() -> Decorator[Any]:
    """``--fail-on LEVEL``."""
    return kept_option(
        "--fail-on", type=Choice(FAIL_ON), keep=as_it_is("fail-on"),
        help="The least severity that makes the exit status 1; error if nothing else is set.",
    )  # fmt: skip


def output_format() -> Decorator[Any]:
    """``--output-format FORMAT`` of reports."""
    from defender_lint.output_formats import OUTPUT_FORMATS

    formats = "; ".join(f"{name}: {format.help}" for name, format in OUTPUT_FORMATS.items())
    return kept_option(
        "-f", "--format", "--output-format", metavar="FORMAT", type=Choice(OUTPUT_FORMATS),
        keep=as_it_is("output-format"),
        help=f"How to report; full if nothing else is set. {formats}.",
    )  # fmt: skip
