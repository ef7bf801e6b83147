"""A list of bodies where one is due: its items are bodies of their own, one a request."""

from __future__ import annotations

from typing import Final

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.diagnostic import Diagnostic
from defender_lint.routing.by_keys import by_keys
from defender_lint.sources.request import Request

_LOOKED_AT: Final = 20  # items; the others are hardly of another kind


def fitting_items(request: Request, catalogue: Catalogue) -> tuple[Operation, ...]:
    """Return the operations that every item of a list fits; none where the body is no such list.

    Args:
        request: What would be sent.
        catalogue: Where to look.
    """
    items = request.body.data if request.body is not None else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return ()
    fits = [by_keys(tuple(item), catalogue) for item in items[:_LOOKED_AT]]
    if not all(fit.exact for fit in fits):
        return ()
    return tuple(
        operation
        for operation in (fits[0].operations if fits else ())
        if all(operation in fit.operations for fit in fits)
    )


def separately(request: Request) -> str:
    """Return words that say how the items of a list become bodies of their own."""
    if request.kind == "yaml":
        return "send its items one by one: as YAML documents, with `---` between them"
    return (
        "send its items one by one: as lines of a `.jsonl` file, which `jq -c '.[]'` makes of them"
    )


def items_belong(
    request: Request, operation: Operation, catalogue: Catalogue, found: Diagnostic
) -> Diagnostic:
    """Return what is said of a list in place of a body, with the way out where its items fit."""
    if found.rule != "wrong-type" or found.path or found.fix:
        return found
    if operation not in fitting_items(request, catalogue):
        return found
    return found.replace(message=f"{found.message}; {separately(request)}")
