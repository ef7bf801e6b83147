"""What is generated in pages that are written by hand: between ``<!-- generated: NAME -->`` and
``<!-- end -->``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from markdown_text import bullets, prose, table
from transcript import ROOT, printed

from defender_lint.cli.interface import COMMANDS, DEFAULT
from defender_lint.cli.program import program
from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.project import NAME
from defender_lint.sources.registry import BODY_FORMATS, DATA_FORMATS, TEXT_FORMATS, Format
from hooks import HOOKS

_MARKED: Final = re.compile(r"<!-- generated: (?P<name>\w+) -->\n.*?<!-- end -->", re.DOTALL)


def page(name: str) -> str:
    """Return a page with its generated sections as they should be.

    Args:
        name: The page, from the root of the repository.

    Raises:
        KeyError: A marker names no section.
    """
    text = (ROOT / name).read_text(encoding="utf-8")
    return _MARKED.sub(lambda found: _section(found["name"]), text)


def _section(name: str) -> str:
    return f"<!-- generated: {name} -->\n\n{''.join(_SECTIONS[name]())}\n<!-- end -->"


def _formats() -> Iterator[str]:
    """Give the kinds of files that are read."""
    scripts = [each for each in TEXT_FORMATS if each.is_script]
    texts = [each for each in TEXT_FORMATS if not each.is_script]
    shown = [each for each in DATA_FORMATS if each.name != "data"]
    languages = (each.title.removesuffix(" script").removesuffix(" code") for each in scripts)
    yield f"- **scripts**: {', '.join(languages)}\n"
    yield f"- **collections, workflows, pages, logs**: {_titles([*shown, *texts])}\n"
    suffixes = ", ".join(f"`{suffix}`" for each in BODY_FORMATS for suffix in each.suffixes)
    yield f"- **bodies** in files of their own, and other data with requests in it: {suffixes}\n"


def _titles(formats: Iterable[Format]) -> str:
    return ", ".join(each.title for each in formats)


def _commands() -> Iterator[str]:
    yield from table(("command", "what it does"), map(_command, COMMANDS))


def _command(name: str) -> tuple[str, str]:
    with program.make_context(NAME, [], resilient_parsing=True) as context:
        command = program.get_command(context, name)
        assert command is not None
        pieces = [each for each in command.collect_usage_pieces(context) if each != "[OPTIONS]"]
        called = f"[{name}]" if name == DEFAULT else name
        return (
            f"`{' '.join((NAME, called, *pieces))}`",
            prose(command.get_short_help_str(200)).rstrip("."),
        )


def _examples() -> Iterator[str]:
    """Say what the newcomer's command prints last."""
    report = printed(f"{NAME} examples --output-format json")
    lint = printed(f"{NAME} examples").rstrip().split("\n")[-1]
    count = len(json.loads(report)["findings"])
    yield f"It takes up to half a minute, shows {count} findings, and ends with exit status 1 and "
    yield f"this line:\n\n```text\n{lint}\n```\n"


def _hooks() -> Iterator[str]:
    yield from table(
        ("hook", "what it does"), ((f"`{hook['id']}`", hook["description"]) for hook in HOOKS)
    )


def _reports() -> Iterator[str]:
    yield from bullets(f"`{name}`: {each.help}" for name, each in OUTPUT_FORMATS.items())


_SECTIONS: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "commands": _commands,
    "examples": _examples,
    "formats": _formats,
    "hooks": _hooks,
    "reports": _reports,
}
