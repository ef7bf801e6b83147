"""Explain: turn what the engine says is violated into diagnostics.

An engine names a place in the body and a place in the schema. Everything else (which rule, which
code, which words) is looked up in the schema, so both engines give the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from defender_lint.checks.diagnosis import Diagnosis
from defender_lint.checks.hard_rules import violated
from defender_lint.checks.intent import Intent
from defender_lint.checks.places import Place, Site, Sites
from defender_lint.checks.soft_rules import advised, clashing, outdated
from defender_lint.diagnostic import Diagnostic, Path, Token, value_at
from defender_lint.engines import MOST_COMPUTED, MOST_VIOLATIONS, Violation
from defender_lint.engines.keywords import KEYWORDS, Clash
from defender_lint.memo import memo
from defender_lint.sources.value import Holes


def explain(
    violations: list[Violation], sites: Sites, meant: Intent, holes: Holes, api: str
) -> Iterator[Diagnostic]:
    """Yield what the violations mean: one diagnostic for one mistake.

    Of very many, some, and at last one that says so.

    Args:
        violations: What the engine says of ``meant.value``.
        sites: The keywords of the strict schema that it judged by.
        meant: The body as it was meant.
        holes: What is unknown of it.
        api: How to call the operation in messages.
    """
    places = [sites.place(violation, meant.value) for violation in set(violations)]
    if holes:
        from defender_lint.checks.unknowns import Unknowns

        unknowns = Unknowns(holes, meant)
        places = [
            unknowns.without_unknown_items(place)
            for place in places
            if not unknowns.may_excuse(place)
        ]
    places.sort(
        key=lambda place: (place.site.advice is not None, place.site.order, str(place.path))
    )
    diagnostics, is_cut = _in_words(places, meant.value, api)
    diagnostics.sort(key=_loudness)  # stable: the schema's order decides among equals
    mistyped: set[Path] = set()
    taken: set[Any] = set()
    for diagnostic in diagnostics:
        key = (diagnostic.path, diagnostic.token, _distinction(diagnostic, meant.value))
        if key in taken or (diagnostic.path in mistyped and diagnostic.token is Token.VALUE):
            continue
        taken.add(key)
        if diagnostic.rule == "wrong-type":
            mistyped.add(diagnostic.path)  # whatever else a wrong type violates follows from it
        yield _as_written(diagnostic, meant)
    if is_cut or len(violations) >= MOST_VIOLATIONS:
        yield too_many()


def _in_words(places: list[Place], body: Any, api: str) -> tuple[list[Diagnostic], bool]:
    """Say what violations mean, and whether there are more of them than is said."""
    diagnostics: list[Diagnostic] = []
    where: set[tuple[Path, Token]] = set()
    for place in places:
        for diagnostic in _of(place, body, api):
            if len(where) > MOST_COMPUTED:
                return diagnostics, True
            diagnostics.append(diagnostic)
            where.add((diagnostic.path, diagnostic.token))
    return diagnostics, False


def too_many() -> Diagnostic:
    """Say that a body was not read to its end."""
    return Diagnostic(
        "limit-exceeded",
        f"more than {MOST_COMPUTED:,} problems in this body; what comes after them was not looked "
        "for, so fix these first",
        token=Token.START,
    )


def too_many_bodies(most: int) -> Diagnosis:
    """Say that the bodies after one were not read."""
    message = (
        f"more than {most:,} problems up to here; the next bodies were not looked at, so fix these "
        "first"
    )
    return Diagnosis(None, None, (Diagnostic("limit-exceeded", message, token=Token.START),))


def _distinction(diagnostic: Diagnostic, body: Any) -> str | None:
    """Return what sets a diagnostic apart from others at its place.

    A scalar has one thing wrong with itself. An object or a list may have several, and how an item
    goes with others is a matter of its own.
    """
    is_container = isinstance(value_at(body, diagnostic.path), (dict, list))
    return diagnostic.message if diagnostic.related or is_container else None


_LONGEST_KEPT = 64  # characters; longer than any word that is mistaken for another


def _of(place: Place, body: Any, api: str) -> Iterable[Diagnostic]:
    """Say what a violation means; of a short scalar, once: the same slip is made in every line.

    Or in every item of a list. What is said of a member is the same in all of them.
    """
    value, path = place.value, place.path
    if place.site.is_local and (
        len(value) <= _LONGEST_KEPT
        if isinstance(value, str)
        else value is None or isinstance(value, bool)
    ):
        if not path or isinstance(path[-1], int):
            return _of_scalar(place.site, path, value, api)
        in_first = tuple(0 if isinstance(step, int) else step for step in path)
        found = _of_scalar(place.site, in_first, value, api)
        return found if in_first == path else [each.moved(path) for each in found]
    return _said(place, body, api)


@memo(1_024)
def _of_scalar(
    site: Site, path: Path, value: str | bool | None, api: str
) -> tuple[Diagnostic, ...]:
    place = Place(site, value, path)
    if site.advice is not None:
        return (advised(place, site.advice, value),)
    return tuple(violated(place, api))


def _said(place: Place, body: Any, api: str) -> Iterator[Diagnostic]:
    if place.keyword in KEYWORDS:
        found = list(KEYWORDS[place.keyword](place.value, place.schema[place.keyword]))
        yield from (clashing(clash, place) for clash in found if isinstance(clash, Clash))
        if names := [each for each in found if isinstance(each, str)]:
            yield outdated(names, place)
    elif place.site.advice is not None:
        yield advised(place, place.site.advice, body)
    else:
        yield from violated(place, api)


_TELLING = ("wrong-type", "empty-value")
"""Rules that say more about a value than others do: it is empty, rather than not a hash."""


def _loudness(diagnostic: Diagnostic) -> tuple[bool, int]:
    rank = _TELLING.index(diagnostic.rule) if diagnostic.rule in _TELLING else len(_TELLING)
    return diagnostic.severity != "error", rank


def _as_written(diagnostic: Diagnostic, meant: Intent) -> Diagnostic:
    """Translate the paths of the body as it was meant to those of the body as it was written."""
    if not meant.written and not meant.within:
        return diagnostic
    path, fix, related = meant.original(diagnostic.path), diagnostic.fix, diagnostic.related
    if path == diagnostic.path and not related and (fix is None or fix.path in (None, path)):
        return diagnostic
    if fix is not None and fix.path is not None:
        fix = fix.replace(path=meant.original(fix.path))
    return diagnostic.replace(
        path=path,
        fix=fix,
        related=tuple((message, meant.original(at), token) for message, at, token in related),
    )
