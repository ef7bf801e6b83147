"""Reports: findings turned into text, one format a module.

A format is a module with one function, and one line in
:data:`defender_lint.output_formats.OUTPUT_FORMATS`::

    def render(findings: Iterable[Finding], summary: Summary, style: Style) -> Iterator[str]

It is pure and streams: it gives chunks of whole lines as the findings come, and looks at
``summary`` only when they are exhausted, because only then the counts are complete. What a format
must not show is kept from it here: silenced findings, edits that hold tokens, and lines that a CI
service would take for its commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from defender_lint.output_formats import OUTPUT_FORMATS, OutputFormat
from defender_lint.printable import without_commands
from defender_lint.reports.style import Style
from defender_lint.reports.summary import summary_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from defender_lint.findings import Finding
    from defender_lint.summary import Summary

    class Reporter(Protocol):
        """What the module of a format holds."""

        def render(
            self, findings: Iterable[Finding], summary: Summary, style: Style
        ) -> Iterator[str]:
            """Turn findings into chunks of text."""


__all__ = ["Style", "render"]


def render(
    name: str,
    findings: Iterable[Finding],
    summary: Summary,
    style: Style,
    *,
    quiet: bool = False,
) -> Iterator[str]:
    """Turn findings into the text of a report, chunk by chunk.

    Args:
        name: The format, a key of ``OUTPUT_FORMATS``.
        findings: What to report; may be lazy.
        summary: The counts; complete once ``findings`` is exhausted.
        style: Colours and width.
        quiet: Leave out the summary line of a format for people.

    Raises:
        KeyError: There is no such format.
    """
    chosen = OUTPUT_FORMATS[name]
    chunks = _chunks(chosen, findings, summary, style)
    yield from chunks if chosen.is_commands else map(without_commands, chunks)
    if chosen.for_people and not quiet:
        yield from summary_lines(summary, style)


def _chunks(
    chosen: OutputFormat, findings: Iterable[Finding], summary: Summary, style: Style
) -> Iterator[str]:
    """Turn the findings that a format is given into its text."""
    if not chosen.has_suppressed:
        findings = (finding for finding in findings if not finding.suppressed)
    if not chosen.for_people:
        findings = map(_without_secret_edits, findings)
    rest = iter(findings)
    first = next(rest, None)
    if first is not None or not chosen.for_people:  # a clean run imports no reporter
        known = () if first is None else (first,)
        yield from _reporter(chosen).render(chain(known, rest), summary, style)


def _without_secret_edits(finding: Finding) -> Finding:
    """Return a finding whose fix a machine may be told: no edit of it holds a token."""
    from defender_lint.tokens import holds_token  # not needed without findings

    if finding.fix and any(holds_token(edit.text) for edit in finding.fix.edits):
        return finding.replace(fix=None)
    return finding


def _reporter(chosen: OutputFormat) -> Reporter:
    from importlib import import_module

    module: Any = import_module(f"{__name__}.{chosen.module}")
    reporter: Reporter = module
    return reporter
