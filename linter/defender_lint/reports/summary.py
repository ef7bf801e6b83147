"""The last line of a report for people: what was checked and what came out."""

from __future__ import annotations

from collections.abc import Iterator

from defender_lint.reports.style import Style
from defender_lint.words import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from defender_lint.summary import Summary


def summary_lines(summary: Summary, style: Style) -> Iterator[str]:
    """Give the summary, a line a chunk.

    Such as ``3 bodies in 2 files: 4 errors, 1 warning; 2 fixable with --fix``.
    """
    if summary.bodies:
        checked = f"{summary.judged} in {count(summary.files, 'file')}"
        yield "; ".join((f"{checked}: {_outcome(summary, style)}", *_asides(summary))) + "\n"
    else:  # must not look like success
        yield style.paint("nothing was checked", "yellow") + "\n"
    if summary.skipped:
        yield (
            f"{count(summary.skipped, 'body')} of no known API left out; "
            "`defender-lint which` shows them\n"
        )


def _outcome(summary: Summary, style: Style) -> str:
    problems = []
    if summary.errors:
        problems.append(style.paint(count(summary.errors, "error"), "red"))
    if summary.warnings:
        problems.append(style.paint(count(summary.warnings, "warning"), "yellow"))
    if not problems:
        problems.append(style.paint("no problems", "green"))
    return ", ".join(problems)


def _asides(summary: Summary) -> Iterator[str]:
    if summary.fixed:
        yield f"{summary.fixed:,} fixed"
    fixable = [f"{summary.fixable:,} fixable with --fix"] if summary.fixable else []
    if summary.fixable_unsafe:
        more = "more" if fixable else "fixable"
        fixable.append(f"{summary.fixable_unsafe:,} {more} with --unsafe-fixes")
    if fixable:
        yield ", ".join(fixable)
    if summary.holes:
        yield f"{count(summary.holes, 'value')} unknown until run time"
    if summary.suppressed:
        yield f"{summary.suppressed:,} suppressed"
