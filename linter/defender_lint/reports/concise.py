"""The concise format: one clickable line per finding, ``file:line:col: severity rule message``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from defender_lint.findings import Finding, Kind
from defender_lint.printable import visible
from defender_lint.reports.place import severity_ink, where
from defender_lint.reports.style import Style
from defender_lint.summary import Summary

_KINDS_KEPT: Final = 1_024


def render(findings: Iterable[Finding], _summary: Summary, style: Style) -> Iterator[str]:
    """Give one line a finding; the predicted code stands last, in brackets."""

    @lru_cache(_KINDS_KEPT)
    def said(kind: Kind) -> str:
        severity = style.paint(kind.severity, severity_ink(kind))
        code = f" [{kind.code}]" if kind.code else ""
        return f"{severity} {style.paint(kind.rule, 'bold')} {visible(kind.message)}{code}\n"

    for finding in findings:
        yield f"{where(finding)}: {said(finding.kind)}"
