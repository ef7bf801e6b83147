"""An entity that is sent back as the service answered it: one mistake, however many keys it has."""

from __future__ import annotations

from typing import Any, Final

from defender_lint.checks.plan import Plan
from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.named_tuple import NamedTuple
from defender_lint.words import listed

_LEAST: Final = 3
"""Read-only keys that make an entity of an object; fewer are slips of their own."""

_SAID: Final = frozenset({"unknown-key", "undocumented-key"})


class ReadBack(NamedTuple):
    """A body without what it holds of an entity as it is read.

    Attributes:
        value: The body without those keys; the original where there are none.
        diagnostics: One for each such entity.
        objects: Where the entities are.
    """

    value: Any
    diagnostics: tuple[Diagnostic, ...]
    objects: frozenset[Path]

    def has_said(self, diagnostic: Diagnostic) -> bool:
        """Tell whether a diagnostic is about a key of an entity, so that nothing new is said."""
        return diagnostic.rule in _SAID and diagnostic.path[:-1] in self.objects


def read_back(value: Any, plan: Plan) -> ReadBack:
    """Look for entities in a body.

    Args:
        value: The body. It is not changed.
        plan: The operation's schema, whose ``x-read-only`` lists what the service fills in.
    """
    found: dict[Path, Diagnostic] = {}
    left = _without(value, plan, (), found)
    return ReadBack(left, tuple(found.values()), frozenset(found))


def _without(value: Any, plan: Plan, path: Path, found: dict[Path, Diagnostic]) -> Any:
    """Return a value without the keys of entities in it; the same value where there are none."""
    if not plan.may_be_read_back:
        return value
    count = len(found)
    if isinstance(value, list) and plan.items is not None:
        items = [
            _without(item, plan.items, (*path, index), found) for index, item in enumerate(value)
        ]
        return items if len(found) > count else value
    if not isinstance(value, dict):
        return value
    known = plan.known or {}
    filled = [key for key in value if key in plan.read_only]
    inner = [key for key in value if key in known and known[key].may_be_read_back]
    if len(filled) < _LEAST:
        filled = []
    else:
        found[path] = Diagnostic(
            "read-only-keys",
            f"this is an entity as it is read: the service fills in {listed(filled, 'and')} itself",
            path=(*path, filled[0]),
            token=Token.KEY,
            severity="warning",
            confidence="service",
        )
    members = {key: _without(value[key], known[key], (*path, key), found) for key in inner}
    if len(found) == count:
        return value
    return {key: members.get(key, value[key]) for key in value if key not in filled}
