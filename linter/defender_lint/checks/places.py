"""Places: what an engine's violation points at, in the schema and in the body."""

from __future__ import annotations

from typing import Any, NamedTuple

from defender_lint.catalogue.schemas import ADVISED, Schema
from defender_lint.checks.engines import Violation
from defender_lint.diagnostic import Path
from defender_lint.words import name


class Place(NamedTuple):
    """A violated keyword, looked up.

    Attributes:
        keyword: Its name.
        schema: The subschema that holds it.
        value: The part of the body that the subschema judges.
        path: Where that is.
        parent: The object schema that declares the value as a member, if one does.
        advice: The soft rule that the subschema belongs to, if it does.
        advised: Where the value stands that the soft rule judges.
        order: Where the keyword stands in the whole schema.
        conditions: The ``if`` schemas that had to say yes or no on the way, and where each looked.
    """

    keyword: str
    schema: Schema
    value: Any
    path: Path
    parent: Schema | None
    advice: dict[str, Any] | None
    advised: Path
    order: tuple[int, ...]
    conditions: tuple[tuple[Schema, Path], ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether the value is a required member."""
        return self.parent is not None and self.path[-1] in self.parent.get("required", ())


def value_at(value: Any, path: Path) -> Any:
    """Return what stands at ``path``, None where it leads nowhere."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def last_key(path: Path) -> str:
    """Return the innermost key of ``path``, the empty text at the root."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def subject(path: Path) -> str:
    """Name what stands at ``path``: the body, a key, an item of a list."""
    if not path:
        return "the body"
    owner = name(last_key(path)) if last_key(path) else "the body"
    return f"item {path[-1] + 1} of {owner}" if isinstance(path[-1], int) else owner


def look_up(violation: Violation, schema: Schema, value: Any) -> Place:
    """Walk along the violation's schema path and see where in the body that leads.

    Args:
        violation: What an engine reported.
        schema: The schema it judged by.
        value: The body it judged.
    """
    *steps, keyword = violation.schema_path
    node: Any = schema
    holder = schema
    here: Path = ()
    parents: dict[Path, Schema] = {}
    advice, advised = None, here
    order: list[int] = []
    conditions: list[tuple[Schema, Path]] = []
    remaining = iter(steps)
    for step in remaining:
        order.append(_rank(node, step))
        if step in ("then", "else") and isinstance(node, dict) and "if" in node:
            conditions.append((node["if"], here))
        node = node[step]
        if step == "properties":
            member = next(remaining)
            order.append(_rank(node, member))
            here = violation.instance_path[: len(here) + 1]
            parents[here] = holder
            node = node[member]
        elif step == "items":
            here = violation.instance_path[: len(here) + 1]
        if isinstance(node, dict):
            holder = node
            if ADVISED in node:
                advice, advised = node[ADVISED], here
    order.append(_rank(holder, keyword))
    return Place(
        keyword=str(keyword),
        schema=holder,
        value=value_at(value, violation.instance_path),
        path=violation.instance_path,
        parent=parents.get(violation.instance_path),
        advice=advice,
        advised=advised,
        order=tuple(order),
        conditions=tuple(conditions),
    )


def _rank(node: Any, step: str | int) -> int:
    return step if isinstance(step, int) else list(node).index(step)
