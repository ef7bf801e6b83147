"""Soft rules: what a body that goes against an advice, or a batch that clashes, means in words."""

from __future__ import annotations

from typing import Any

from defender_lint.catalogue.schemas import basis_of_advice
from defender_lint.checks.places import Place, last_key
from defender_lint.checks.predictions import arguments
from defender_lint.diagnostic import Diagnostic, Replacement, Token, value_at
from defender_lint.engines.keywords import Clash
from defender_lint.words import filled, listed, name, shown


def advised(place: Place, advice: dict[str, Any], body: Any) -> Diagnostic:
    """Say that the value at ``place`` goes against ``advice``.

    Args:
        place: The violated keyword inside the advice's schema.
        advice: The ``x-advice`` entry, without its schema.
        body: The whole body.
    """
    path, token = place.path, Token.VALUE
    if "at" in advice:
        path = (*place.advised, advice["at"])
    elif place.keyword == "required":
        path = (*path, next(key for key in place.schema["required"] if key not in place.value))
    value = place.value if path == place.path else value_at(body, path)
    if advice["rule"] == "undocumented-key" or (
        advice["rule"] == "foreign-parameter" and "at" in advice
    ):
        token = Token.KEY  # the key should not be there, whatever it holds
    elif value is None and path != place.path:
        token = Token.START
    replacement = None
    fix = advice.get("fix")
    if fix is not None and isinstance(value, str) and value in fix["replace"]:
        right = fix["replace"][value]
        replacement = Replacement(f"write {shown(right)}", fix["applicability"], right, path)
    return Diagnostic(
        rule=advice["rule"],
        path=path,
        token=token,
        message=filled(advice["message"], last_key(path), value),
        severity="warning",
        confidence=basis_of_advice(advice),
        code=advice.get("code"),
        also=tuple(advice.get("also", ())),
        arguments=arguments(advice.get("code"), last_key(path), value),
        fix=replacement,
    )


def outdated(names: list[str], place: Place) -> Diagnostic:
    """Say that the query at ``place`` uses names that are called otherwise now."""
    current = place.schema[place.keyword]
    said = (f"{name(old)} is called {name(current[old])} now" for old in names)
    return Diagnostic(
        place.site.advice["rule"] if place.site.advice else "legacy-value",
        f"in the query {', '.join(said)}",
        path=place.path,
        severity="warning",
        confidence=basis_of_advice(place.site.advice or {}),
    )


def clashing(clash: Clash, place: Place) -> Diagnostic:
    """Say that an item of the list at ``place`` does not go with an earlier one."""
    items = place.value
    # A list that clashes in another way than its advice is about has no code.
    advice = (
        place.site.advice if place.site.advice and place.site.advice["rule"] == clash.rule else {}
    )
    item, first = (*place.path, clash.index), (*place.path, clash.first)
    nth = f"item {clash.first + 1}"
    if clash.rule == "command-order":
        config = place.schema[place.keyword]
        member, (*before, last) = config["member"], config["stages"]
        earlier = [name for stage in before for name in stage]
        message = (
            f"{name(items[clash.index][member])} comes after {name(items[clash.first][member])} "
            f"({nth}); {listed(earlier, 'and')} come before {listed(last, 'and')}"
        )
    elif clash.member is not None:
        here, there = (items[each].get(clash.member) for each in (clash.index, clash.first))
        item, first = (*item, clash.member), (*first, clash.member)
        message = f"{shown(here)} contradicts {shown(there)}, which {nth} has for the same value"
    else:
        message = f"this item is in the batch already, as {nth}"
    return Diagnostic(
        rule=clash.rule,
        path=item,
        token=Token.VALUE,
        message=message,
        severity="warning",
        confidence=basis_of_advice(advice),
        code=advice.get("code"),
        also=tuple(advice.get("also", ())),
        related=((f"{nth} is here", first, Token.VALUE),),
    )
