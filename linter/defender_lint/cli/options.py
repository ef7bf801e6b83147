"""The options, each in one place, for every command that has them.

A command takes the groups that it needs as decorators. Options of settings are kept aside and win
over the settings file; the command asks its context for the finder::

    @click.command()
    @options.where()
    @options.rules()
    @click.pass_context
    def command(context): ...settings_finder(context).for_file(path)

They are eager: what ``--schemas`` brings along is known when ``--api`` is looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from defender_lint.cli.parameters import OVERRIDES, Api, Choice, Jobs, RequestLine, Selector, Target
from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.settings.keys import FAIL_ON, LIMITS

_Command = TypeVar("_Command", bound=Callable[..., Any])
Decorator = Callable[[_Command], _Command]

Merge = Callable[[dict[str, Any], Any], None]
"""Puts a value among those that are kept."""


def together(*decorators: Decorator[Any]) -> Decorator[Any]:
    """Make one decorator of several, in the order of the help."""

    def decorate(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


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
        show_default=True, help="Which JSON Schema library judges the bodies. With auto, one is "
        "needed only for a team's own schemas.",
    )  # fmt: skip


def jobs() -> Decorator[Any]:
    """``--jobs N|auto``."""
    return click.option(
        "-j", "--jobs", type=Jobs(), metavar="N|auto", default="auto", show_default=True,
        help="How many processes check. auto takes as many as make it faster: one, unless there "
        "are many megabytes. Fixes and baselines take one.",
    )  # fmt: skip


def text_or_json() -> Decorator[Any]:
    """``--output-format text|json`` of the commands that show the catalogue."""
    return click.option(
        "-f", "--format", "--output-format", "output_format", type=Choice(["text", "json"]),
        metavar="FORMAT", default="text",
        show_default=True, help="How to print the answer: text or json.",
    )  # fmt: skip


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
    formats = "; ".join(f"{name}: {format.help}" for name, format in OUTPUT_FORMATS.items())
    return kept_option(
        "-f", "--format", "--output-format", metavar="FORMAT", type=Choice(OUTPUT_FORMATS),
        keep=as_it_is("output-format"),
        help=f"How to report; full if nothing else is set. {formats}.",
    )  # fmt: skip
