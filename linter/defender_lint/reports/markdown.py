"""The Markdown format: a table for job summaries, such as ``$GITHUB_STEP_SUMMARY``.

GitHub refuses a summary of more than one mebibyte as a whole, so the table ends before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from defender_lint.findings import Finding
from defender_lint.printable import visible
from defender_lint.project import rule_page
from defender_lint.reports.answer import answer
from defender_lint.reports.style import Style
from defender_lint.reports.summary import summary_lines
from defender_lint.reports.uris import plain_place
from defender_lint.summary import Summary
from defender_lint.words import count

ROOM: Final = 1_000_000
"""How many bytes the rows may take: a mebibyte less what stands around them."""

_HEAD: Final = "### defender-lint\n\n"
_TABLE: Final = "| Place | Severity | Rule | Finding | Predicted answer |\n|---|---|---|---|---|\n"

# What means something to Markdown inside a line, or makes a link of what is none.
_MARKS: Final = re.compile(r"[\\`*_\[\]<>#|~$@:.&]")


def render(findings: Iterable[Finding], summary: Summary, _style: Style) -> Iterator[str]:
    """Give a table with a row a finding, then the counts."""
    yield _HEAD
    room, left_out, first = ROOM, 0, True
    for finding in findings:
        row = _row(finding, summary.folder)
        room -= len(row.encode("utf-8", "replace"))
        if room < 0:
            left_out += 1
            continue
        yield (_TABLE if first else "") + row
        first = False
    if left_out:
        yield f"\n{count(left_out, 'more finding')} left out: a summary must not grow further.\n"
    yield "" if first else "\n"
    yield from summary_lines(summary, Style())


def _row(finding: Finding, folder: str) -> str:
    cells = (
        f"<code>{_escaped(plain_place(finding, folder))}</code>",
        finding.severity,
        f"[{finding.rule}]({rule_page(finding.rule)})",
        _prose(finding.message),
        _prose(answer(finding)),
    )
    return f"| {' | '.join(cells)} |\n"


def _prose(text: str) -> str:
    """Return a message for a cell, what stands in backticks set as code."""
    parts = [_escaped(part) for part in visible(text).split("`")]
    if len(parts) % 2 == 0:  # a backtick of the payload: nobody can tell what is code
        return r"\`".join(parts)
    return "".join(
        f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts)
    )


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", visible(text))
