"""``defender-lint config``: which settings apply to a path, and who says so."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from defender_lint.cli import options
from defender_lint.cli.output import write_stdout
from defender_lint.cli.parameters import settings_finder
from defender_lint.cli.terminal import columns, heading, items, style_for
from defender_lint.printable import visible
from defender_lint.reports.style import Style

if TYPE_CHECKING:
    from defender_lint.settings import Settings


@click.command("config", short_help="Show which settings apply to a path.")
@click.argument("path", default=".", type=click.Path(), metavar="[PATH]")
@options.where()
@options.files()
@options.rules()
@options.limits()
@options.fail_on()
@options.text_or_json()
@click.pass_context
def command(context: click.Context, path: str, output_format: str) -> None:
    """Show which settings apply to a file or folder, and where each value comes from.

    PATH need not exist; without it, it is the current folder. Settings come from the
    nearest .defender-lint.yaml, or pyproject.toml with a table [tool.defender-lint],
    in the folder of the file or above it, up to the root of the repository. Files
    further out are not merged in. Options win. docs/settings.md has all settings.

    Examples:
      defender-lint config
      defender-lint config payloads/isolate/web01.json
      defender-lint config --output-format json payloads/
    """
    finder = settings_finder(context)
    if os.path.isdir(path):
        settings, effect = finder.for_folder(path), None
    else:
        settings = finder.for_file(path)
        effect = _effect(path, settings, is_read=finder.filter.reaches(path))
    if output_format == "json":
        write_stdout([json.dumps(_as_json(path, settings, effect), indent=2) + "\n"])
    else:
        write_stdout(_as_text(path, settings, effect, style_for(sys.stdout)))


def _effect(path: str, settings: Settings, *, is_read: bool) -> dict[str, Any]:
    """Return what the settings mean for one file."""
    return {
        "api": settings.api_for(path),
        "read_in_folders": is_read,
        "ignored": list(settings.selection.ignored_in(path)),
        "suppressions": [
            {"place": str(entry.place), "reason": entry.reason}
            for entry in settings.suppressions
            if entry.files.matches(path)
        ],
    }


def _as_json(path: str, settings: Settings, effect: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "version": 1,
        "path": path,
        "file": settings.file,
        "root": settings.root,
        "settings": {
            name: {"value": value, "source": settings.sources[name]}
            for name, value in settings.as_file().items()
        },
        "effect": effect,
    }


def _as_text(
    path: str, settings: Settings, effect: dict[str, Any] | None, style: Style
) -> Iterator[str]:
    file = visible(settings.file) if settings.file else "no settings file"
    yield f"{style.paint(visible(path), 'bold')}: {file}\n\n"
    rows = [
        (name, visible(settings.sources[name]), _in_words(value))
        for name, value in settings.as_file().items()
    ]
    yield from columns(rows, style)
    if effect is not None:
        yield "\n" + heading("What that means for this file", style)
        yield from items(_consequences(effect), style)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        value = [f"{key} = {_in_words(member)}" for key, member in value.items()]
    if isinstance(value, list):
        parts = [_entry(item) if isinstance(item, dict) else str(item) for item in value]
        return ", ".join(parts) or "-"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _entry(suppression: dict[str, Any]) -> str:
    about = ", ".join(suppression["files"]) + (suppression.get("pointer") or "")
    rules = f" [{', '.join(suppression['rules'])}]" if "rules" in suppression else ""
    return f"{about}{rules} ({suppression['reason']})"


def _consequences(effect: dict[str, Any]) -> Iterator[str]:
    if effect["api"]:
        yield f"its bodies are for {effect['api']}"
    else:
        yield "no pattern says which API its bodies are for"
    is_read = effect["read_in_folders"]
    yield f"it is {'read' if is_read else 'left out'} when a folder around it is checked"
    if effect["ignored"]:
        yield f"rules that are off: {', '.join(effect['ignored'])}"
    for entry in effect["suppressions"]:
        yield f"findings are silent, says {entry['place']}: {entry['reason']}"
