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

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from defender_lint.checks.answer import Answer, answer_to
from defender_lint.findings import Finding, Kind
from defender_lint.memo import memo
from defender_lint.printable import visible, wrap
from defender_lint.project import rule_page
from defender_lint.reports.answer import answer, verb
from defender_lint.reports.excerpt import quote
from defender_lint.reports.place import severity_ink, where, which_of_several
from defender_lint.reports.style import Style
from defender_lint.summary import Summary

_KINDS_KEPT = 1_024
_LINE = "<request>"
"""The file of what is wrong with a request line from outside."""


def render(findings: Iterable[Finding], _summary: Summary, style: Style) -> Iterator[str]:
    """Give one block a finding, each with an empty line after it, and a line for a request whose
    errors would be answered by several codes.
    """
    block = _blocks(style)
    of_request: list[Finding] = []
    for finding in findings:
        if of_request and not _are_of_one(of_request[-1], finding):
            yield from _first_answer(of_request, style)
            of_request.clear()
        of_request.append(finding)
        yield block(finding)
    yield from _first_answer(of_request, style)


def _are_of_one(one: Finding, other: Finding) -> bool:
    """Tell whether two findings are of one request; a line from outside goes with any body."""
    if one.document != other.document:
        return False
    return one.file == other.file or _LINE in (one.file, other.file)


def _first_answer(findings: list[Finding], style: Style) -> Iterator[str]:
    errors = [each for each in findings if each.kind.severity == "error" and not each.suppressed]
    first = _first_of_several(tuple([each.kind for each in errors]))
    if first is not None:
        file = next((each.file for each in errors if each.file != _LINE), _LINE)
        text = f"{visible(file)}: the service would most likely answer first: {first.status} "
        yield wrap(f"{text}{first.code}", style.width, indent="  ") + "\n\n"


@memo(_KINDS_KEPT)
def _first_of_several(kinds: tuple[Kind, ...]) -> Answer | None:
    codes = {kind.code for kind in kinds if kind.code}
    return answer_to(kinds) if len(codes) > 1 else None


def _blocks(style: Style) -> Callable[[Finding], str]:
    """Return what sets findings; what it keeps of them goes with it."""
    arrow = style.paint("-->", "blue")

    @lru_cache(_KINDS_KEPT)
    def headline(kind: Kind) -> str:
        return _headline(kind, style)

    @lru_cache(_KINDS_KEPT)
    def notes(
        kind: Kind, help: str | None, api: str | None, docs: str | None, gutter: str
    ) -> list[str]:
        return [_note(*each, gutter, style) for each in _notes(kind, help, api, docs)]

    def block(finding: Finding) -> str:
        gutter = " " * (len(str(finding.span.start.line)) if finding.span else 1)
        help = finding.fix.message if finding.fix else None
        lines = [
            headline(finding.kind),
            f"{gutter}{arrow} {where(finding)}{_belongs_to(finding)}",
            *_quoted(finding, gutter, style),
            *_related(finding, gutter, style),
            *notes(finding.kind, help, finding.api, finding.docs, gutter),
        ]
        return "\n".join(lines) + "\n\n"

    return block


def _headline(kind: Kind, style: Style) -> str:
    label = f"{kind.severity}[{kind.rule}]"
    # Wrapped first and painted afterwards: escape sequences take no columns.
    wrapped = wrap(f"{label}: {visible(kind.message)}", style.width, indent="  ")
    message = wrapped.removeprefix(f"{label}: ")
    if len(message) == len(wrapped):  # a terminal so narrow that the label stands alone
        return style.paint(wrapped, "bold")
    lines = [style.paint(line, "bold") for line in message.split("\n")]
    linked = style.link(style.paint(label, severity_ink(kind.severity)), rule_page(kind.rule))
    return f"{linked}: " + "\n".join(lines)


def _belongs_to(finding: Finding) -> str:
    """Name the operation, and the body where the file holds several."""
    parts = []
    if finding.api and "," not in finding.api:
        parts.append(finding.api)
    if finding.document:
        parts.append(which_of_several(finding))
    return f" ({', '.join(parts)})" if parts else ""


def _quoted(finding: Finding, gutter: str, style: Style) -> tuple[str, ...]:
    if finding.span is None or finding.excerpt is None:
        return ()
    quoted = quote(finding.excerpt, finding.span, style.width - len(gutter) - 3)
    bar = style.paint("|", "blue")
    number = style.paint(str(finding.span.start.line), "blue")
    carets = style.paint("^" * quoted.carets, severity_ink(finding.severity))
    return (
        f"{gutter} {bar}",
        f"{number} {bar} {quoted.text}".rstrip(),
        f"{gutter} {bar} {' ' * quoted.indent}{carets}",
    )


def _related(finding: Finding, gutter: str, style: Style) -> Iterator[str]:
    for related in finding.related:
        start = related.span.start
        text = f"{finding.file}:{start.line}:{start.column}: {related.message}"
        yield _note("note", text, gutter, style)


def _notes(
    kind: Kind, help: str | None, api: str | None, docs: str | None
) -> Iterator[tuple[str, str]]:
    if kind.code:
        yield f"the service {verb(kind)} answer", answer(kind)
    if help is not None:
        yield "help", help
    if api and "," in api and kind.rule != "ambiguous-api":  # it names them
        yield "apis", api.replace(",", ", ")
    if docs:
        yield "docs", docs


def _note(label: str, text: str, gutter: str, style: Style) -> str:
    head = f"{gutter} = {label}:"
    lines = wrap(f"{head} {visible(text)}", style.width, indent=f"{gutter}     ")
    sign = style.paint("=", "blue")
    return lines.replace(head, f"{gutter} {sign} {style.paint(f'{label}:', 'bold')}", 1)
