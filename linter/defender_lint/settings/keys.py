"""The table of settings: name, shape, default and meaning of each.

The one source of what a settings file may hold: its checks, its JSON Schema and the help of the
options are made from it.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from defender_lint.named_tuple import NamedTuple
from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.sources.registry import suffixes

Shape = Literal[
    "apis",  # pattern -> id of an operation
    "patterns",  # a list of patterns
    "switch",  # true or false
    "rules",  # a list of rules, codes or beginnings of them
    "rules-by-pattern",
    "severities",  # rule -> severity
    "choice",  # one of some words
    "limits",  # whole numbers by name
    "placeholders",  # a list of patterns of strings, or false
    "folders",  # a list of folders
    "suppressions",
]


class Key(NamedTuple):
    """One setting.

    Attributes:
        name: Its name in files, and with ``--`` before it that of its option unless that differs.
        shape: What its value looks like.
        meaning: What it is for, a sentence or two.
        default: The value that it has where nobody sets it, as a file would have it.
        option: How the command line calls it, None where it cannot be said in a line.
    """

    name: str
    shape: Shape
    meaning: str
    default: Any
    option: str | None


LIMITS: Final = {
    "depth": ("--max-depth", "How deep a body may be nested."),
    "size": ("--max-size", "How many bytes a body may have."),
    "nodes": ("--max-nodes", "How many values a YAML body may have, aliases written out."),
    "findings": ("--max-findings", "How many findings of one body are reported."),
}
"""The members of ``limits``: option and meaning."""

HIGHEST: Final = {"depth": 200}
"""Limits that cannot be raised at will: engines call themselves for each level of a body."""

_TABLE: Final = (
    Key(
        name="apis",
        shape="apis",
        meaning="Which API the bodies in which files are for: patterns and ids; the last pattern "
        "that fits wins.",
        default={},
        option="--map",
    ),
    Key(
        name="include",
        shape="patterns",
        meaning="Which files count while a folder is walked.",
        default=[f"*{suffix}" for suffix in suffixes()],
        option="--include",
    ),
    Key(
        name="exclude",
        shape="patterns",
        meaning="Files and folders that are left out while a folder is walked.",
        default=[],
        option="--exclude",
    ),
    Key(
        name="respect-gitignore",
        shape="switch",
        meaning="Leave out what git ignores while a folder is walked.",
        default=True,
        option="--respect-gitignore / --no-respect-gitignore",
    ),
    Key(
        name="force-exclude",
        shape="switch",
        meaning="Leave out what `exclude` names even where a file is named on the command line, "
        "as pre-commit does.",
        default=False,
        option="--force-exclude / --no-force-exclude",
    ),
    Key(
        name="select",
        shape="rules",
        meaning="The rules that are on: rules, error codes, or beginnings of their names; ALL is "
        "every rule that is on by default.",
        default=["ALL"],
        option="--select",
    ),
    Key(
        name="extend-select",
        shape="rules",
        meaning="Rules that are on besides `select`, such as those that are off by default.",
        default=[],
        option="--extend-select",
    ),
    Key(
        name="ignore",
        shape="rules",
        meaning="Rules that are off. The more exact name wins over `select`; among equals "
        "`ignore` does.",
        default=[],
        option="--ignore",
    ),
    Key(
        name="per-file-ignores",
        shape="rules-by-pattern",
        meaning="Rules that are off in some files.",
        default={},
        option="--per-file-ignore",
    ),
    Key(
        name="severity",
        shape="severities",
        meaning="Severities of rules, where they are to differ from the usual.",
        default={},
        option="--severity",
    ),
    Key(
        name="fail-on",
        shape="choice",
        meaning="The least severity that makes the exit status 1. The settings of the current "
        "folder decide.",
        default="error",
        option="--fail-on",
    ),
    Key(
        name="output-format",
        shape="choice",
        meaning="How to report. The settings of the current folder decide.",
        default="full",
        option="--output-format",
    ),
    Key(
        name="placeholders",
        shape="placeholders",
        meaning="What stands for a value that only run time knows, besides the usual forms such as "
        "`{{name}}` and `${NAME}`: strings in which `*` is one character or "
        "more, such as `@@*@@`. false "
        "judges every value as it is written.",
        default=[],
        option="--placeholders, --no-placeholders",
    ),
    Key(
        name="limits",
        shape="limits",
        meaning="How much a body may ask for before it is refused.",
        default={"depth": 64, "size": 64 * 1024 * 1024, "nodes": 100_000, "findings": 1_000},
        option="--max-depth, --max-size, --max-nodes, --max-findings",
    ),
    Key(
        name="schemas",
        shape="folders",
        meaning="Folders with schemas of your own bodies, relative to this file: "
        "`<product>/<id>.json` or `<id>.json`.",
        default=[],
        option="--schemas",
    ),
    Key(
        name="suppress",
        shape="suppressions",
        meaning="Findings that somebody has looked at and wants silent. An entry that silences "
        "nothing is reported.",
        default=[],
        option=None,
    ),
)

KEYS: Final[dict[str, Key]] = {key.name: key for key in _TABLE}
"""Every setting by its name."""

SUPPRESSION: Final = {
    "files": "The files: a pattern or several.",
    "pointer": "JSON pointer of the findings, or of something around them.",
    "rules": "Rules, error codes, or beginnings of their names; without it all.",
    "reason": "Why, for whoever reads this later.",
}
"""The members of an entry of ``suppress``."""

FAIL_ON: Final = ("error", "warning", "never")
SEVERITIES: Final = ("error", "warning")


VALUE_NAMES: Final = (
    *(name for name in KEYS if name != "limits"),
    *(f"limits.{name}" for name in LIMITS),
)
"""Every value that has a source of its own."""


def choices(name: str) -> list[str]:
    """Return the words that a setting of the shape ``choice`` takes."""
    if name == "fail-on":
        return list(FAIL_ON)
    return list(OUTPUT_FORMATS)
