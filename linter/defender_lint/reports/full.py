"""The full format: a block a finding, with the file's line, the answer, the fix and the docs.

::

    error[key-case]: `comment` is written `Comment`
     --> web01.json:2:3 (isolate-machine)
      |
    2 |   "comment": "Isolated",
      |   ^^^^^^^^^
      = the service would answer: 400 MissingRequiredParameter "Parameter Comment is missing."
      = help: write `Comment`
      = docs: https://learn.microsoft.com/defender-endpoint/api/isolate-machine

Where errors of one request would be answered by several codes, a line after them says which comes
first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from defender_lint.checks.answer import answer as first_answer
from defender_lint.findings import Finding, Kind
from defender_lint.memo import memo
from defender_lint.printable import visible, wrap
from defender_lint.project import rule_page
from defender_lint.reports.answer import answer, verb
from defender_lint.reports.excerpt import quote
from defender_lint.reports.place import severity_ink, where, which_of_several
from defender_lint.reports.style import Style
from defender_lint.summary import Summary

_LINE = "<request>"
"""The file of what is wrong with a request line from outside."""


def render(findings: Iterable[Finding], _summary: Summary, style: Style) -> Iterator[str]:
    """Give one block a finding, each with an empty line after it, and a line for a request whose
    errors would be answered by several codes.
    """
    of_request: list[Finding] = []
    for finding in findings:
        if of_request and not _are_of_one(of_request[-1], finding):
            yield from _first_answer(of_request, style)
            of_request.clear()
        of_request.append(finding)
        yield "\n".join(_block(finding, style)) + "\n\n"
    yield from _first_answer(of_request, style)


def _are_of_one(one: Finding, other: Finding) -> bool:
    """Tell whether two findings are of one request; a line from outside goes with any body."""
    files = {one.file, other.file}
    return one.document == other.document and (len(files) == 1 or _LINE in files)


def _first_answer(findings: list[Finding], style: Style) -> Iterator[str]:
    errors = [each for each in findings if each.severity == "error" and not each.suppressed]
    if len({each.code for each in errors if each.code}) < 2:
        return
    first = first_answer(errors)
    if first is not None:
        file = next((each.file for each in errors if each.file != _LINE), _LINE)
        text = f"{visible(file)}: the service would most likely answer first: {first.status} "
        yield wrap(f"{text}{first.code}", style.width, indent="  ") + "\n\n"


def _block(finding: Finding, style: Style) -> Iterator[str]:
    gutter = " " * (len(str(finding.span.start.line)) if finding.span else 1)
    yield _headline(finding.kind, style)
    yield f"{gutter}{style.paint('-->', 'blue')} {where(finding)}{_belongs_to(finding)}"
    yield from _quoted(finding, gutter, style)
    for label, text in _notes(finding):
        yield _note(label, text, gutter, style)


@memo(1_024)
def _headline(kind: Kind, style: Style) -> str:
    label = f"{kind.severity}[{kind.rule}]"
    # Wrapped first and painted afterwards: escape sequences take no columns.
    wrapped = wrap(f"{label}: {visible(kind.message)}", style.width, indent="  ")
    message = wrapped.removeprefix(f"{label}: ")
    if len(message) == len(wrapped):  # a terminal so narrow that the label stands alone
        return style.paint(wrapped, "bold")
    lines = [style.paint(line, "bold") for line in message.split("\n")]
    linked = style.link(style.paint(label, severity_ink(kind)), rule_page(kind.rule))
    return f"{linked}: " + "\n".join(lines)


def _belongs_to(finding: Finding) -> str:
    """Name the operation, and the body where the file holds several."""
    parts = []
    if finding.api and "," not in finding.api:
        parts.append(finding.api)
    if finding.document:
        parts.append(which_of_several(finding))
    return f" ({', '.join(parts)})" if parts else ""


def _quoted(finding: Finding, gutter: str, style: Style) -> Iterator[str]:
    if finding.span is None or finding.excerpt is None:
        return
    quoted = quote(finding.excerpt, finding.span, style.width - len(gutter) - 3)
    bar = style.paint("|", "blue")
    carets = style.paint("^" * quoted.carets, severity_ink(finding))
    yield f"{gutter} {bar}"
    number = style.paint(str(finding.span.start.line), "blue")
    yield f"{number} {bar} {quoted.text}".rstrip()
    yield f"{gutter} {bar} {' ' * quoted.indent}{carets}"


def _notes(finding: Finding) -> Iterator[tuple[str, str]]:
    for related in finding.related:
        start = related.span.start
        yield "note", f"{finding.file}:{start.line}:{start.column}: {related.message}"
    if finding.code:
        yield f"the service {verb(finding)} answer", answer(finding)
    if finding.fix:
        yield "help", finding.fix.message
    if finding.api and "," in finding.api and finding.rule != "ambiguous-api":  # it names them
        yield "apis", finding.api.replace(",", ", ")
    if finding.docs:
        yield "docs", finding.docs


@memo(1_024)
def _note(label: str, text: str, gutter: str, style: Style) -> str:
    head = f"{gutter} = {label}:"
    lines = wrap(f"{head} {visible(text)}", style.width, indent=f"{gutter}     ")
    sign = style.paint("=", "blue")
    return lines.replace(head, f"{gutter} {sign} {style.paint(f'{label}:', 'bold')}", 1)
