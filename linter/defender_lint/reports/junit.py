"""The JUnit format: a suite a file, a test case a finding, as Jenkins, GitLab and Azure read it.

An error is a failed test. A warning is a passed one that has something to say, because a run with
nothing but warnings passes. Names of tests hold no line numbers: they are what a test is known by
from run to run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from defender_lint.findings import Finding
from defender_lint.project import NAME
from defender_lint.reports.answer import told
from defender_lint.reports.place import which_of_several
from defender_lint.reports.style import Style
from defender_lint.reports.summary import summary_lines
from defender_lint.reports.uris import plain_path, plain_place
from defender_lint.reports.xml_text import DECLARATION, Attributes, escaped, start_tag
from defender_lint.summary import Summary


def render(findings: Iterable[Finding], summary: Summary, _style: Style) -> Iterator[str]:
    """Give the document in chunks, a suite a chunk: a suite begins with its counts."""
    yield f'{DECLARATION}<testsuites name="{NAME}">\n'
    for file, group in groupby(findings, key=attrgetter("file")):
        path = plain_path(file, summary.folder)
        cases = list(group)
        failures = sum(finding.severity == "error" for finding in cases)
        yield _suite(
            path, [_case(finding, path, summary.folder) for finding in cases], failures=failures
        )
    yield _suite(NAME, [_run_case(summary)], errors=bool(summary.failures))
    yield "</testsuites>\n"


def _suite(name: str, cases: list[str], *, failures: int = 0, errors: int = 0) -> str:
    counts = {"tests": len(cases), "failures": failures, "errors": int(errors)}
    return "\n".join((start_tag("testsuite", {"name": name, **counts}), *cases, "</testsuite>\n"))


def _case(finding: Finding, path: str, folder: str) -> str:
    name = f"{finding.rule} {finding.pointer or '/'}"
    if finding.document:
        name += f" ({which_of_several(finding)})"
    lines = [plain_place(finding, folder), told(finding)]
    if finding.fix:
        lines.append(f"help: {finding.fix.message}")
    if finding.docs:
        lines.append(f"docs: {finding.docs}")
    if finding.severity == "warning":
        return _test_case(path, name, "system-out", {}, lines)
    outcome = {"type": finding.code or finding.rule, "message": told(finding)}
    return _test_case(path, name, "failure", outcome, lines)


def _run_case(summary: Summary) -> str:
    """Return the test that is always there: Jenkins fails a build whose report has none."""
    name = "every file can be read"
    if summary.failures:
        outcome = {"type": "unreadable", "message": summary.failures[0]}
        return _test_case(NAME, name, "error", outcome, summary.failures)
    lines = [line.rstrip("\n") for line in summary_lines(summary, Style())]
    return _test_case(NAME, name, "system-out", {}, lines)


def _test_case(
    classname: str, name: str, element: str, attributes: Attributes, lines: list[str]
) -> str:
    text = "\n".join(escaped(line) for line in lines)
    return (
        f"  {start_tag('testcase', {'classname': classname, 'name': name})}\n"
        f"    {start_tag(element, attributes)}{text}</{element}>\n"
        "  </testcase>"
    )
