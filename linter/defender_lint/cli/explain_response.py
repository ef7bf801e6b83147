"""``defender-lint explain-response``: what an answer of the service means, and what helps."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from defender_lint.cli import options
from defender_lint.cli.interface import CLEAN, FINDINGS
from defender_lint.cli.output import RunFailed, UsageMistake, note, write_stdout
from defender_lint.cli.parameters import catalogue, settings_finder
from defender_lint.cli.terminal import heading, items, paragraph, style_for
from defender_lint.os_errors import reason
from defender_lint.printable import visible, without_commands
from defender_lint.tokens import mask_tokens

if TYPE_CHECKING:
    from defender_lint.answers.explaining import Explained
    from defender_lint.catalogue import Operation
    from defender_lint.findings import Finding
    from defender_lint.reports.style import Style
    from defender_lint.settings import SettingsFinder

_NAME: Final = "explain-response"
_MOST: Final = 10_000_000  # bytes of an answer that are read


@click.command(_NAME, short_help="Explain an error answer of the service.")
@click.argument("file", metavar="FILE", type=click.Path())
@click.option(
    "--request", "request_file", metavar="FILE", type=click.Path(),
    help="The request that was answered, as a record: method, url, headers, body.",
)  # fmt: skip
@click.option(
    "--body", "body_file", metavar="FILE", type=click.Path(),
    help="The body that was answered; with --api.",
)  # fmt: skip
@options.api()
@options.where()
@options.text_or_json()
@click.pass_context
def command(
    context: click.Context,
    /,
    file: str,
    request_file: str | None,
    body_file: str | None,
    api: Operation | None,
    output_format: str,
) -> int:
    """Explain an error answer of the service: its likely causes and what to do.

    FILE, or - for standard input, holds an answer in any form: its JSON, a whole HTTP
    response, a line of a log, the text of an exception. With the request at hand, the
    findings that explain the answer are named.

    Examples:
      defender-lint explain-response answer.json
      defender-lint explain-response log.txt --request request.json
      curl … | defender-lint explain-response - --api update-alert --body b.json

    Exit status:
      0    every answer is known
      1    one is not known, or there is no error answer
      2    the run itself failed: usage, or a file that cannot be read
    """
    if request_file is not None and body_file is not None:
        raise UsageMistake("--request holds the body, too; leave --body out", _NAME)
    if api is not None and body_file is None:
        raise UsageMistake("--api says what a --body is for; give both", _NAME)
    text = _read(file)
    from defender_lint.answers.explaining import explain

    answers = explain(text, catalogue().errors)
    given = body_file or request_file
    found = _findings(given, api, settings_finder(context)) if given is not None else None
    if output_format == "json":
        write_stdout(_as_json(answers, found))
    else:
        write_stdout(_as_text(answers, found, style_for(sys.stdout)))
    if not answers:
        note(_nothing(text))
    return CLEAN if answers and all(each.known for each in answers) else FINDINGS


def _read(path: str) -> str:
    """Return the text of a file or of standard input.

    Raises:
        RunFailed: It cannot be read, or is too large.
    """
    from defender_lint.sources.encoding import Undecodable, decode

    try:
        if path == "-":
            if sys.stdin is None:
                raise RunFailed("cannot read standard input: it is closed")
            data = sys.stdin.buffer.read(_MOST + 1)
        else:
            with open(path, "rb") as stream:
                data = stream.read(_MOST + 1)
    except OSError as error:
        raise RunFailed(f"{path}: {reason(error)}") from error
    if len(data) > _MOST:
        raise RunFailed(
            f"{path}: this is larger than {_MOST:,} bytes, and no answer of the service"
        )
    decoded = decode(data)
    if isinstance(decoded, Undecodable):
        raise RunFailed(f"{path}: {decoded.message}")
    return decoded.text


def _nothing(text: str) -> str:
    start = text[:2_000].lstrip().lower()
    if not start:
        return "there is nothing in it"
    if start.startswith(("<!doctype html", "<html")) or "<html" in start:
        return "this is a page of HTML: a proxy or a gateway answered, not the API"
    return "there is no error answer of the service in it"


def _findings(path: str, api: Operation | None, finder: SettingsFinder) -> list[Finding]:
    """Return what is wrong with the request that was answered.

    Raises:
        RunFailed: It cannot be read.
    """
    from defender_lint.judging import Options
    from defender_lint.run import Run

    run = Run((path,), Options(operation=api), finder, stdin=None)
    found = list(run.findings())
    if run.summary.failures:
        raise RunFailed(run.summary.failures[0])
    return found


def _explaining(answer: Explained, found: Iterable[Finding] | None) -> list[Finding]:
    """Return the findings that explain an answer: of its code, else those that may be."""
    if found is None or answer.code is None:
        return []
    name = answer.code.name
    exact = [each for each in found if each.code == name]
    return exact or [each for each in found if name in each.also]


def _as_json(answers: list[Explained], found: list[Finding] | None) -> Iterator[str]:
    from defender_lint.reports.json_report import finding_object
    from defender_lint.reports.json_text import to_json

    entries: list[dict[str, Any]] = [
        {
            "code": answer.code.name if answer.code is not None else None,
            "answered": mask_tokens(answer.seen.answered or ""),
            "status": answer.status,
            "message": mask_tokens(answer.seen.message),
            "target": answer.seen.target and mask_tokens(answer.seen.target),
            "known": answer.known,
            "retry": answer.retry,
            "retry_after": answer.seen.retry_after,
            "causes": list(answer.causes),
            "findings": [finding_object(each) for each in _explaining(answer, found)],
        }
        for answer in answers
    ]
    yield to_json({"version": 1, "answers": entries}) + "\n"


def _as_text(answers: list[Explained], found: list[Finding] | None, style: Style) -> Iterator[str]:
    for number, answer in enumerate(answers):
        if number:
            yield "\n"
        for part in _block(answer, found, style):
            yield without_commands(part)


def _block(answer: Explained, found: list[Finding] | None, style: Style) -> Iterator[str]:
    from defender_lint.answers.brief import retry_in_words

    yield _headline(answer, style)
    if answer.seen.message:
        yield paragraph(f'"{visible(mask_tokens(answer.seen.message))}"', style)
    if answer.causes:
        yield "\n" + heading("Likely causes", style)
        yield from items(answer.causes, style)
    if answer.code is not None:
        yield "\n" + heading("What to do", style)
        yield paragraph(answer.code.remedy, style)
    yield "\n" + heading("Whether a retry helps", style)
    yield paragraph(retry_in_words(answer), style)
    if answer.seen.target:
        yield "\n" + heading("For a support case", style)
        yield paragraph(f"correlation id {visible(mask_tokens(answer.seen.target))}", style)
    if found is not None:
        yield "\n" + heading("In the request", style)
        explaining = _explaining(answer, found)
        if explaining:
            yield from items(map(_told, explaining), style)
        else:
            yield paragraph("nothing that was found in it explains this answer", style)


def _headline(answer: Explained, style: Style) -> str:
    code = answer.code
    known = code.name if code is not None else "an answer that nobody has documented"
    if code is None and answer.known:
        known = "an item that was refused"
    written = visible(mask_tokens(answer.seen.answered or ""))
    beside = f" (the code is written {written!r})" if written not in ("", known) else ""
    shown = f"{answer.status} {known}" if answer.status else known
    return f"{style.paint(shown, 'bold')}{beside}\n"


def _told(finding: Finding) -> str:
    place = visible(finding.file)
    if finding.span is not None:
        place += f":{finding.span.start.line}:{finding.span.start.column}"
    return f"{place}: {finding.rule}: {visible(finding.message)}"
