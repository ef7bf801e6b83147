"""Explain: turn what the engine says is violated into troubles.

An engine names a place in the body and a place in the schema. Everything else (which rule, which
code, which words) is looked up in the schema, so both engines give the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from defender_lint.catalogue.schemas import Schema
from defender_lint.checks.engines import Violation
from defender_lint.checks.hard_rules import violated
from defender_lint.checks.keywords import KEYWORDS
from defender_lint.checks.places import Place, look_up, value_at
from defender_lint.checks.repair import Repair
from defender_lint.checks.soft_rules import advised, clashing
from defender_lint.checks.trouble import Trouble


def explain(
    violations: Iterable[Violation], schema: Schema, repaired: Repair, api: str
) -> Iterator[Trouble]:
    """Yield what the violations mean: one trouble for one mistake.

    Args:
        violations: What the engine says of ``repaired.value``.
        schema: The strict schema that it judged by.
        repaired: The mended body.
        api: How to call the operation in messages.
    """
    places = [look_up(violation, schema, repaired.value) for violation in set(violations)]
    places.sort(key=lambda place: (place.advice is not None, place.order, str(place.path)))
    troubles = [trouble for place in places for trouble in _of(place, repaired.value, api)]
    troubles.sort(key=_loudness)  # stable: the schema's order decides among equals
    taken = set()
    for trouble in troubles:
        key = (trouble.path, trouble.part, _distinction(trouble, repaired.value))
        if key not in taken:
            taken.add(key)
            yield _as_written(trouble, repaired)


def _distinction(trouble: Trouble, body: Any) -> str | None:
    """Return what sets a trouble apart from others at its place.

    A scalar has one thing wrong with itself, and so has what is of the wrong type. An object or a
    list may have several, and how an item goes with others is a matter of its own.
    """
    if trouble.rule == "wrong-type":
        return None
    is_container = isinstance(value_at(body, trouble.path), (dict, list))
    return trouble.message if trouble.related or is_container else None


def _of(place: Place, body: Any, api: str) -> Iterator[Trouble]:
    if place.keyword in KEYWORDS:
        for clash in KEYWORDS[place.keyword](place.value, place.schema[place.keyword]):
            yield clashing(clash, place)
    elif place.advice is not None:
        yield advised(place, place.advice, body)
    else:
        yield from violated(place, api)


def _loudness(trouble: Trouble) -> tuple[bool, bool]:
    # Of two errors at one place, "it is empty" says more than "it is not a hash".
    return trouble.severity != "error", trouble.rule != "empty-value"


def _as_written(trouble: Trouble, repaired: Repair) -> Trouble:
    """Translate the paths of the mended copy to those of the body as it was written."""
    if not repaired.written:
        return trouble
    replacement = trouble.replacement
    if replacement is not None:
        replacement = replace(replacement, path=repaired.original(replacement.path))
    return replace(
        trouble,
        path=repaired.original(trouble.path),
        replacement=replacement,
        related=tuple(
            (message, repaired.original(path), part) for message, path, part in trouble.related
        ),
    )
