"""The kinds of JSON values, as a gate tells them apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

from defender_lint.gates.formulas import Atom, Formula, any_of, negation

Kind = Literal["absent", "null", "boolean", "integer", "fraction", "string", "array", "object"]
"""``absent`` is a member that is not there; ``fraction`` is any float, though JSON Schema counts
1.0 as an integer."""

_CLASSES: Final[dict[Kind, str]] = {
    "boolean": "bool",
    "integer": "int",
    "fraction": "float",
    "string": "str",
    "array": "list",
    "object": "dict",
}
ANY: Final[frozenset[Kind]] = frozenset({"null", *_CLASSES})
"""The kinds of a value."""

NEVER: Final[frozenset[Kind]] = frozenset({"absent"})
"""The kinds of a member that cannot be there."""

MAYBE: Final[frozenset[Kind]] = ANY | NEVER
"""The kinds of a member."""


def kinds_of_types(types: Iterable[str]) -> frozenset[Kind]:
    """Return the kinds that may have one of some types of JSON Schema."""
    kinds: frozenset[Kind] = frozenset()
    for type in types:
        kinds |= {kind for kind in ANY if kind == type}
        if type in ("integer", "number"):
            kinds |= {"integer", "fraction"}
    return kinds


def possible_kinds(schema: Any) -> frozenset[Kind]:
    """Return the kinds that the types in a schema leave possible."""
    if not isinstance(schema, dict):
        return ANY
    kinds = ANY
    if "type" in schema:
        types = schema["type"]
        kinds = kinds_of_types([types] if isinstance(types, str) else types)
    for part in schema.get("allOf", ()):
        kinds &= possible_kinds(part)
    return kinds


def tests(variable: str, kinds: frozenset[Kind], possible: frozenset[Kind]) -> Formula:
    """Return the question whether a variable is of some of the kinds that it may be of."""
    others = possible - kinds
    if len(kinds) > len(others):
        return negation(any_of(_test(variable, kind) for kind in sorted(others)))
    return any_of(_test(variable, kind) for kind in sorted(kinds))


def _test(variable: str, kind: Kind) -> Atom:
    subject, object = {"absent": (variable, "ABSENT"), "null": (variable, "None")}.get(
        kind, (f"type({variable})", _CLASSES.get(kind, ""))
    )
    return Atom(f"{subject} is {object}", f"{subject} is not {object}")
