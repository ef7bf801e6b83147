"""The check of a ``$filter``: its grammar, its properties, and what they are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from defender_lint.checks.properties import Collection, Type
from defender_lint.diagnostic import Diagnostic, Replacement
from defender_lint.near_miss import nearest
from defender_lint.odata.expressions import Comparison, Operand, parse
from defender_lint.sources.text import Text
from defender_lint.words import name

_CODE: Final = "ODataError"
_WORDS: Final = {
    "string": "a string in single quotes",
    "number": "a number without quotes",
    "boolean": "`true` or `false` without quotes",
    "time": "a time without quotes, such as `2026-11-01T00:00:00Z`",
    "guid": "a GUID without quotes",
}


def check_filter(value: Text, collection: Collection | None) -> Iterator[Diagnostic]:
    """Yield what is wrong with a filter.

    Args:
        value: The filter, decoded.
        collection: What is filtered; None where nothing is known of it.
    """
    parsed = parse(value)
    if collection is not None and collection.listed:
        for operand in parsed.names:
            yield from _property(operand, value, collection)
        for comparison in parsed.comparisons:
            yield from _compared(comparison, value, collection)
    for message, start, end, right in parsed.slips:
        yield _at(value, start, end, message, right=right, severity="warning", confidence="implied")
    if parsed.fault is not None:
        message, start, end, right = parsed.fault
        yield _at(value, start, end, message, right=right)


def _at(
    value: Text, start: int, end: int, message: str, *, right: str | None = None, **more: Any
) -> Diagnostic:
    fix = Replacement(f"write {name(right)}", "unsafe", right) if right is not None else None
    return Diagnostic(
        "odata", message, text=value, start=start, end=end, part="query", code=_CODE, fix=fix,
        **more,
    )  # fmt: skip


def _property(operand: Operand, value: Text, collection: Collection) -> Iterator[Diagnostic]:
    word = operand.text.partition("/")[0]
    start, end = operand.start, operand.start + len(word)
    if word in collection.excluded:
        yield _at(value, start, end, f"the page says that {name(word)} cannot be filtered by here")
    elif word in collection.listed or word in collection.misprints:
        return
    elif word in collection.types or word in collection.navigation:
        yield _at(
            value, start, end,
            f"no page lists {name(word)} for `$filter` here, though the service knows the property",
            severity="warning", confidence="implied",
        )  # fmt: skip
    elif any(word in type for type in collection.types.values() if isinstance(type, list)):
        right = f"'{word}'"
        yield _at(
            value, start, end, f"{name(word)} is a value, not a property; write {name(right)}",
            right=right, confidence="service",
        )  # fmt: skip
    else:
        # A warning: the pages misspell their own, and lack some that the service has.
        message, meant = collection.stranger(word)
        yield _at(value, start, end, message, right=meant, severity="warning", confidence="implied")


def _compared(comparison: Comparison, value: Text, collection: Collection) -> Iterator[Diagnostic]:
    """Yield an error for a literal of another type than the property that it is compared with."""
    left, operator, right = comparison
    if left.is_literal and right.kind == "name":
        left, right = right, left
    if left.kind != "name" or not right.is_literal or operator.text in ("in", "has"):
        return
    if value.has_hole(right.start, right.end):
        return
    type = collection.type_of(left.text)
    if isinstance(type, tuple):
        yield from _member(left, right, value, type)
    elif type in _WORDS and right.kind not in _accepted(type):
        written = right.text.strip("'")
        fix = written if right.kind == "string" and type != "string" else f"'{written}'"
        yield _at(
            value, right.start, right.end,
            f"{name(left.text)} is compared with {name(right.text)}; it takes {_WORDS[type]}",
            right=fix if right.kind == "string" or type == "string" else None,
            confidence="service",
        )  # fmt: skip


def _accepted(type: Type) -> tuple[str, ...]:
    return (str(type), "null", *(("string",) if type == "guid" else ()))


def _member(
    left: Operand, right: Operand, value: Text, members: tuple[str, ...]
) -> Iterator[Diagnostic]:
    if right.kind == "null":
        return
    if right.kind != "string":
        quoted = f"'{right.text}'"
        yield _at(
            value, right.start, right.end,
            f"{name(left.text)} takes one of its members in single quotes: {name(quoted)}",
            right=quoted, confidence="service",
        )  # fmt: skip
        return
    written = right.text[1:-1]
    if written.lower() in map(str.lower, members) or len(written) > 64:
        return
    near = nearest(written, members)
    hint = f"; did you mean {name(near[0])}?" if near else ""
    yield _at(
        value, right.start, right.end,
        f"{name(left.text)} has no member {name(written)} in the service's own definition{hint}",
        right=f"'{near[0]}'" if near else None,
        severity="warning", confidence="service",
    )  # fmt: skip
