"""The Azure format: logging commands that Azure Pipelines shows as issues of the run.

https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from defender_lint.findings import Finding
from defender_lint.printable import visible, without_commands
from defender_lint.reports.answer import told
from defender_lint.reports.style import Style
from defender_lint.reports.uris import plain_path
from defender_lint.summary import Summary

_DATA: Final = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = _DATA | str.maketrans({";": "%3B", "]": "%5D"})


def render(findings: Iterable[Finding], summary: Summary, _style: Style) -> Iterator[str]:
    """Give one command per finding."""
    for finding in findings:
        properties = _properties(finding, summary.folder)
        yield f"##vso[task.logissue {properties}]{_guarded(told(finding), _DATA)}\n"


def _properties(finding: Finding, folder: str) -> str:
    start = finding.span.start if finding.span else None
    properties = {
        "type": finding.severity,
        "sourcepath": visible(plain_path(finding.file, folder)),
        "linenumber": start.line if start else None,
        "columnnumber": start.column if start else None,
        "code": finding.rule,
    }
    return "".join(
        f"{key}={_guarded(str(value), _PROPERTY)};"
        for key, value in properties.items()
        if value is not None
    )


def _guarded(text: str, escapes: dict[int, str]) -> str:
    """Return ``text`` escaped, with no command of its own inside of ours."""
    return without_commands(text).translate(escapes)
