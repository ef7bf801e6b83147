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
from defender_lint.sources.document import Part, Path


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
    mistyped: set[Path] = set()
    taken: set[Any] = set()
    for trouble in troubles:
        key = (trouble.path, trouble.part, _distinction(trouble, repaired.value))
        if key in taken or (trouble.path in mistyped and trouble.part is Part.VALUE):
            continue
        taken.add(key)
        if trouble.rule == "wrong-type":
            mistyped.add(trouble.path)  # whatever else a wrong type violates follows from it
        yield _as_written(trouble, repaired)


def _distinction(trouble: Trouble, body: Any) -> str | None:
    """Return what sets a trouble apart from others at its place.

    A scalar has one thing wrong with itself. An object or a list may have several, and how an item
    goes with others is a matter of its own.
    """
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


_TELLING = ("wrong-type", "empty-value")
"""Rules that say more about a value than others do: it is empty, rather than not a hash."""


def _loudness(trouble: Trouble) -> tuple[bool, int]:
    rank = _TELLING.index(trouble.rule) if trouble.rule in _TELLING else len(_TELLING)
    return trouble.severity != "error", rank


def _as_written(trouble: Trouble, repaired: Repair) -> Trouble:
    """Translate the paths of the mended copy to those of the body as it was written."""
    if not repaired.written and not repaired.within:
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
