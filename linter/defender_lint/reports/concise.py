"""The concise format: one clickable line per finding, ``file:line:col: severity rule message``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from defender_lint.diagnostic import Severity
from defender_lint.findings import Finding
from defender_lint.printable import visible
from defender_lint.reports.place import severity_ink, where
from defender_lint.reports.style import Style
from defender_lint.summary import Summary

_KINDS_KEPT: Final = 1_024


def render(findings: Iterable[Finding], _summary: Summary, style: Style) -> Iterator[str]:
    """Give one line a finding; the predicted code stands last, in brackets."""

    @lru_cache(_KINDS_KEPT)  # by strings: what comes from another process has a kind of its own
    def said(severity: Severity, rule: str, message: str, code: str | None) -> str:
        shown = style.paint(severity, severity_ink(severity))
        answer = f" [{code}]" if code else ""
        return f"{shown} {style.paint(rule, 'bold')} {visible(message)}{answer}\n"

    for finding in findings:
        kind = finding.kind
        yield f"{where(finding)}: {said(kind.severity, kind.rule, kind.message, kind.code)}"
