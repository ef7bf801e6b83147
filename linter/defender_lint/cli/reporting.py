"""Where the findings of ``check`` go: one report to standard output, any number to files.

And what a CI service wants of them, under which a run may take place.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from defender_lint.cli.interface import CLEAN, FAILED, FINDINGS
from defender_lint.cli.output import note, write_file, write_stdout
from defender_lint.cli.terminal import style_for
from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.reports import Style, render
from defender_lint.reports.summary import summary_lines
from defender_lint.repository import repository_around

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from defender_lint.cli.terminal import Colour
    from defender_lint.findings import Finding
    from defender_lint.summary import Summary


_FORMATS: Final = (("GITHUB_ACTIONS", "github"), ("TF_BUILD", "azure"))
"""Variables that a CI service sets to true, and the format that it shows."""

_FOLDERS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")
"""Variables that name the folder that a CI service has checked the repository out to."""


def usual_format() -> str:
    """Return the format that the place shows best: that of the CI service, else ``full``."""
    for variable, format in _FORMATS:
        if os.environ.get(variable, "").lower() == "true":
            return format
    return "full"


def project_folder() -> str:
    """Return the folder that reports name files relative to: where the CI service or git has it."""
    here = os.path.abspath(os.curdir)
    for variable in _FOLDERS:
        folder = os.path.abspath(os.environ.get(variable) or os.sep)
        if folder != os.path.abspath(os.sep) and f"{here}{os.sep}".startswith(f"{folder}{os.sep}"):
            return folder
    return repository_around(here) or here


def report(
    findings: Iterable[Finding],
    summary: Summary,
    *,
    format: str,
    file: str | None,
    targets: Sequence[tuple[str, str]],
    colour: Colour,
    quiet: bool,
    to_stderr: bool = False,
) -> None:
    """Write all reports.

    Args:
        findings: What was found; with one report it is written as it comes.
        summary: The counts; complete once ``findings`` is exhausted.
        format: The format of the main report.
        file: The file of the main report; None for standard output.
        targets: Format and file of further reports.
        colour: What ``--color`` says.
        quiet: Leave out summaries.
        to_stderr: The main report goes to standard error, because the output is taken.

    Raises:
        RunFailed: A report cannot be written.
    """
    if targets:
        findings = list(findings)

    def rendered(format: str, style: Style) -> Iterator[str]:
        found = _as_the_reader_finds_them(findings, summary, format)
        return render(format, found, summary, style, quiet=quiet)

    if file is not None:
        write_file(file, rendered(format, Style()))
        if not quiet:  # whoever waits at the terminal
            for line in summary_lines(summary, Style()):
                note(line.rstrip("\n"))
    elif to_stderr:
        for chunk in rendered(format, style_for(sys.stderr, colour)):
            sys.stderr.write(chunk)
    else:
        write_stdout(rendered(format, style_for(sys.stdout, colour)), are_guarded=True)
    for each, path in targets:
        write_file(path, rendered(each, Style()))


def _as_the_reader_finds_them(
    findings: Iterable[Finding], summary: Summary, format: str
) -> Iterable[Finding]:
    """Make paths absolute for a report that names them from elsewhere: it knows its own root."""
    if not OUTPUT_FORMATS[format].by_repository or summary.folder == os.path.abspath(os.curdir):
        return findings
    return (
        finding.replace(file=os.path.abspath(finding.file))
        if os.path.lexists(finding.file)
        else finding
        for finding in findings
    )


def concluded(findings: Iterable[Finding], summary: Summary, fail_on: str) -> Iterator[Finding]:
    """Yield the findings, then note what the run exits with: some reports say it."""
    yield from findings
    summary.exit_status = exit_status(summary, fail_on)


def exit_status(summary: Summary, fail_on: str) -> int:
    """Return what a run with these counts exits with."""
    if summary.failures:
        return FAILED
    is_failing = summary.errors > 0 or (fail_on == "warning" and summary.warnings > 0)
    return FINDINGS if is_failing and fail_on != "never" else CLEAN
