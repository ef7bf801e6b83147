"""The GitHub format: workflow commands that GitHub Actions shows as annotations.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands

The findings of a file are a group of the log. GitHub makes annotations of the first ten errors
and the first ten warnings of a step and drops the rest without a word; so the rest is printed as
plain lines, and a notice says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from defender_lint.diagnostic import Severity
from defender_lint.findings import Finding
from defender_lint.printable import visible, without_commands
from defender_lint.project import NAME
from defender_lint.reports.answer import told
from defender_lint.reports.style import Style
from defender_lint.reports.uris import plain_path, plain_place
from defender_lint.summary import Summary

ANNOTATIONS: Final = 10
"""How many errors, and how many warnings, of a step become annotations."""

MESSAGE_LENGTH: Final = 4096
"""How many characters of a message the runner keeps."""

_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(findings: Iterable[Finding], summary: Summary, _style: Style) -> Iterator[str]:
    """Give one line a finding, in a group for each file."""
    met: Counter[Severity] = Counter()
    for file, group in groupby(findings, key=attrgetter("file")):
        yield _command("group", {}, visible(plain_path(file, summary.folder)))
        for finding in group:
            met[finding.severity] += 1
            if met[finding.severity] <= ANNOTATIONS:
                yield _annotation(finding, summary.folder)
            else:
                yield _plain_line(finding, summary.folder)
        yield _command("endgroup", {}, "")
    rest = sum(max(0, number - ANNOTATIONS) for number in met.values())
    if rest:
        yield _command(
            "notice",
            {"title": NAME},
            f"GitHub shows {ANNOTATIONS} errors and {ANNOTATIONS} warnings of a step as "
            f"annotations; {rest} more {'is' if rest == 1 else 'are'} in the log.",
        )


def _annotation(finding: Finding, folder: str) -> str:
    properties: dict[str, str | int] = {"file": visible(plain_path(finding.file, folder))}
    if finding.span:
        start, end = finding.span.start, finding.span.end
        properties |= {"line": start.line, "endLine": end.line}
        if start.line == end.line:  # the runner refuses columns on different lines
            properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = f"{NAME} ({finding.rule})"
    # The log shows nothing but the text, so the place is in it, too.
    text = f"{plain_place(finding, folder)}: {told(finding)}"
    if finding.fix:
        text += f"\nHelp: {visible(finding.fix.message)}"
    return _command(finding.severity, properties, text)


def _plain_line(finding: Finding, folder: str) -> str:
    return without_commands(f"{finding.severity} {plain_place(finding, folder)}: {told(finding)}\n")


def _command(name: str, properties: dict[str, str | int], text: str) -> str:
    if len(text) > MESSAGE_LENGTH:
        text = text[: MESSAGE_LENGTH - 1] + "…"
    written = ",".join(
        f"{key}={without_commands(str(value)).translate(_PROPERTY)}"
        for key, value in properties.items()
    )
    data = without_commands(text).translate(_DATA)
    return f"::{name}{' ' if written else ''}{written}::{data}\n"
