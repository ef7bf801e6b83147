"""Bicep files: the actions of the workflows that they deploy, as Logic Apps has them."""

from __future__ import annotations

from collections.abc import Iterator

from defender_lint.sources.containers import logic_apps
from defender_lint.sources.containers.bicep_faults import fault
from defender_lint.sources.containers.bicep_forms import Bicep
from defender_lint.sources.json.text import unreadable
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts.evaluate import Evaluator
from defender_lint.sources.scripts.known import Lst
from defender_lint.sources.scripts.literals import Literal
from defender_lint.sources.source import Source
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Text


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of the workflows in a file, then what could not be read of it.

    Raises:
        ImportError: The grammar is not installed.
        TooSlowError: The file takes too long to parse.
    """
    if not mentions(source.text):
        return
    dialect = Bicep(Bicep.parse(Text.whole(source)))
    evaluate = Evaluator(dialect).value
    objects = tuple(map(evaluate, dialect.objects()))
    value = Literal(Lst(objects, False, 0, 0), dialect, options.placeholders)
    found: dict[int, Request] = {}
    for request in logic_apps.requests(value, source, options):
        # An action that stands in a variable is met at its use first.
        found.setdefault(_place(request), request)
    for index, place in enumerate(sorted(found)):
        yield found[place].replace(index=index, kind="bicep")
    broken = fault(source.text) if found and dialect.tree.root.has_error else None
    if broken is not None:
        body = unreadable(broken, dialect.tree.text)
        yield Request(source, len(found), "bicep", body=body, is_rest=True)


def _place(request: Request) -> int:
    assert request.written is not None  # an action has a URL
    return request.written.outer(0, 0)[0]
