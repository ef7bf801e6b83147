"""``defender-lint explain``: what a rule or an error code means and how to fix it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from defender_lint.cli import options
from defender_lint.cli.output import write_stdout
from defender_lint.cli.parameters import Topic, catalogue, did_you_mean
from defender_lint.cli.terminal import columns, heading, items, paragraph, style_for
from defender_lint.reports.style import Style
from defender_lint.rules import RULES, Rule

if TYPE_CHECKING:
    from defender_lint.catalogue import ErrorCode

FIXES: Final = {
    "safe": "safe",
    "unsafe": "suggested, to be looked at",
    "sometimes": "suggested in some cases",
    None: "by hand",
}
"""What a rule's kind of fix is in words."""


@click.command("explain", short_help="Say what a rule or an error code means.")
@click.argument("words", type=Topic(), nargs=-1, metavar="[RULE|CODE|MESSAGE]")
@options.text_or_json()
@click.pass_context
def command(context: click.Context, words: tuple[str, ...], output_format: str) -> None:
    """Say what a rule or an error code means, what the service does, and how to fix it.

    Without RULE or CODE, list all of them. A message of the service tells its code as
    well. For whole answers there is "defender-lint explain-response".

    Examples:
      defender-lint explain key-case
      defender-lint explain InvalidRequestBody
      defender-lint explain Missing application roles
      defender-lint explain --output-format json
    """
    codes = {code.name: code for code in catalogue().errors}
    style = style_for(sys.stdout)
    as_json = output_format == "json"
    if not words:
        write_stdout(_list_as_json(codes) if as_json else _list(codes, style))
        return
    found = _find(" ".join(words), codes, context)
    if as_json:
        write_stdout([json.dumps({"version": 1, **_object(found)}, indent=2) + "\n"])
    elif isinstance(found, Rule):
        write_stdout(_rule(found, codes, style))
    else:
        write_stdout(_code(found, style))


def _find(topic: str, codes: dict[str, ErrorCode], context: click.Context) -> Rule | ErrorCode:
    """Find a rule or a code, letter case and separators ignored, or the code of a message."""
    if topic in RULES or topic in codes:  # which may differ in nothing but hyphens
        return RULES.get(topic) or codes[topic]
    wanted = _squashed(topic)
    by_letters = {_squashed(rule): rule for rule in RULES}
    if wanted in by_letters:
        return RULES[by_letters[wanted]]
    from defender_lint.catalogue.messages import code_meant

    code = code_meant(topic, catalogue().errors)
    if code is not None:
        return code
    from defender_lint.near_miss import suggestions
    from defender_lint.words import shortened

    near = suggestions(topic, (*RULES, *codes))
    raise click.UsageError(
        f"there is no rule or code called '{shortened(topic)}'. {did_you_mean(near)}"
        "`defender-lint explain` lists all.",
        context,
    )


def _squashed(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def _rule(rule: Rule, codes: dict[str, ErrorCode], style: Style) -> Iterator[str]:
    yield f"{style.paint(rule.name, 'bold')}: {rule.summary}\n"
    for title, text in (
        ("What it means", rule.means),
        ("What the service does", rule.service),
        ("How to fix it", rule.remedy),
    ):
        yield "\n" + heading(title, style)
        yield paragraph(text, style)
    yield "\n"
    yield from columns(
        [
            ("Severity", severity(rule)),
            ("Predicted code", ", ".join(predicted(rule, codes.values())) or "none"),
            ("Fix", FIXES[rule.fix]),
        ],
        style,
        indent="",
    )


def severity(rule: Rule) -> str:
    """Return the usual severity of a rule's findings, and whether there are any by default."""
    return f"{rule.severity}, off unless selected" if rule.optional else rule.severity


def predicted(rule: Rule, codes: Iterable[ErrorCode]) -> list[str]:
    """Return the codes that a rule may predict, the usual one first."""
    others = [code.name for code in codes if rule.name in code.rules]
    return list(dict.fromkeys([rule.code, *others] if rule.code else others))


def rules_of(code: ErrorCode) -> list[Rule]:
    """Return the rules that predict a code, in the order of the rule list."""
    return [rule for rule in RULES.values() if code.name in predicted(rule, (code,))]


GROUNDS: Final = {
    "body": "the body",
    "line": "the request line and the headers",
    "query": "the query",
    "token": "a token",
    "context": "a context",
    "run": "a run of requests",
}
"""What a code can be predicted from, in words."""


def grounds(code: ErrorCode) -> str:
    """Say what a code is predicted from, and how sure that is."""
    if not code.grounds:
        return "nothing: no file says beforehand that the service will fail"
    return ", ".join(f"{GROUNDS[where]} ({sure})" for where, sure in code.grounds.items())


def _code(code: ErrorCode, style: Style) -> Iterator[str]:
    seen = f", answered as {' or '.join(code.aliases)}" if code.aliases else ""
    yield f"{style.paint(code.name, 'bold')}: HTTP status {code.status}{seen}\n"
    if code.message:
        yield paragraph(f'"{code.message}"', style, indent="")
    yield "\n" + heading("What it means", style)
    yield paragraph(code.cause, style)
    if code.causes:
        yield "\n" + heading("What else can be the cause", style)
        yield from items(code.causes, style)
    yield "\n" + heading("What it is predicted from", style)
    yield paragraph(grounds(code), style)
    yield "\n" + heading("How to fix it", style)
    yield paragraph(code.remedy, style)
    if code.note:
        yield "\n" + heading("Good to know", style)
        yield paragraph(code.note, style)
    if code.seen:
        yield "\n" + heading("Seen in public", style)
        yield from items(
            (f'"{answer["message"]}" ({answer["where"]})' for answer in code.seen), style
        )
    rules = rules_of(code)
    if rules:
        yield "\n" + heading("Rules that predict it", style)
        yield from columns([(rule.name, rule.summary) for rule in rules], style)


def _list(codes: dict[str, ErrorCode], style: Style) -> Iterator[str]:
    yield heading("Rules", style)
    yield from columns(
        [(rule.name, severity(rule), rule.summary) for rule in RULES.values()], style
    )
    yield "\n" + heading("Error codes of the service", style)
    yield from columns(
        [(code.name, str(code.status), code.message or "") for code in codes.values()], style
    )


def _list_as_json(codes: dict[str, ErrorCode]) -> Iterator[str]:
    everything = {
        "version": 1,
        "rules": [_object(rule) for rule in RULES.values()],
        "codes": [_object(code) for code in codes.values()],
    }
    yield json.dumps(everything, indent=2) + "\n"


def _object(found: Rule | ErrorCode) -> dict[str, Any]:
    if isinstance(found, Rule):
        return {"kind": "rule", **found._asdict()}
    return {"kind": "code", **found._asdict()}
