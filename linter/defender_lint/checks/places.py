"""Places: what an engine's violation points at, in the schema and in the body.

A schema has few keywords, and a run may violate one a million times: what is the same each time is
a :class:`Site` and looked up once.
"""

from __future__ import annotations

from typing import Any, Final

from defender_lint.catalogue.schemas import ADVISED, Schema
from defender_lint.checks.predictions import predict
from defender_lint.diagnostic import Path, value_at
from defender_lint.engines import Violation
from defender_lint.engines.keywords import KEYWORDS
from defender_lint.named_tuple import NamedTuple
from defender_lint.words import name

_ABOUT_OTHERS: Final = frozenset({"required", "additionalProperties", *KEYWORDS})
"""Keywords whose violation is about members or items, more than about the value itself."""


class Site:
    """Where a keyword stands in a schema, and what is the same of all values that violate it.

    Attributes:
        keyword: Its name.
        schema: The subschema that holds it.
        parents: The object schemas on the way that declare a member, by the depth of its value.
        advice: The soft rule that the subschema belongs to, if it does.
        advised: How deep the value stands that the soft rule judges.
        order: Where the keyword stands in the whole schema.
        conditions: The ``if`` schemas that had to say yes or no on the way, and how deep each
            looked.
        prediction: What its violation means.
        is_local: Whether that depends on nothing but the value itself.
    """

    __slots__ = (
        "advice", "advised", "conditions", "is_local", "keyword", "order", "parents", "prediction",
        "schema",
    )  # fmt: skip

    def __init__(self, schema: Schema, schema_path: Path) -> None:
        """Walk along a path in ``schema``."""
        *steps, keyword = schema_path
        node: Any = schema
        self.schema = schema
        self.parents: dict[int, Schema] = {}
        self.advice: dict[str, Any] | None = None
        self.advised = depth = 0
        order: list[int] = []
        conditions: list[tuple[Schema, int]] = []
        remaining = iter(steps)
        for step in remaining:
            order.append(_rank(node, step))
            if step in ("then", "else") and isinstance(node, dict) and "if" in node:
                conditions.append((node["if"], depth))
            node = node[step]
            if step == "properties":
                member = next(remaining)
                order.append(_rank(node, member))
                depth += 1
                self.parents[depth] = self.schema
                node = node[member]
            elif step == "items":
                depth += 1
            if isinstance(node, dict):
                self.schema = node
                if ADVISED in node:
                    self.advice, self.advised = node[ADVISED], depth
        order.append(_rank(self.schema, keyword))
        self.keyword: Final = str(keyword)
        self.order: Final = tuple(order)
        self.conditions: Final = tuple(conditions)
        self.prediction: Final = predict(self.schema, self.keyword)
        self.is_local: Final = self.keyword not in _ABOUT_OTHERS and not (
            self.advice and "at" in self.advice
        )


class Place(NamedTuple):
    """A violated keyword in one body.

    Attributes:
        site: The keyword.
        value: The part of the body that its subschema judges.
        path: Where that is.
    """

    site: Site
    value: Any
    path: Path

    @property
    def keyword(self) -> str:
        """The keyword's name."""
        return self.site.keyword

    @property
    def schema(self) -> Schema:
        """The subschema that holds the keyword."""
        return self.site.schema

    @property
    def parent(self) -> Schema | None:
        """The object schema that declares the value as a member, if one does."""
        return self.site.parents.get(len(self.path))

    @property
    def advised(self) -> Path:
        """Where the value stands that the soft rule judges."""
        return self.path[: self.site.advised]

    @property
    def conditions(self) -> tuple[tuple[Schema, Path], ...]:
        """The ``if`` schemas that had to say yes or no on the way, and where each looked."""
        return tuple((test, self.path[:depth]) for test, depth in self.site.conditions)

    @property
    def is_required(self) -> bool:
        """Whether the value is a required member."""
        return self.parent is not None and self.path[-1] in self.parent.get("required", ())


class Sites:
    """The keywords of one schema, looked up once each."""

    def __init__(self, schema: Schema) -> None:
        """Take the strict schema that an engine judges by."""
        self._schema = schema
        self._known: dict[Path, Site] = {}

    def place(self, violation: Violation, value: Any) -> Place:
        """See where in the schema and in the body a violation is.

        Args:
            violation: What an engine reported.
            value: The body it judged.
        """
        path, schema_path = violation
        site = self._known.get(schema_path)
        if site is None:
            site = self._known[schema_path] = Site(self._schema, schema_path)
        return Place(site, value_at(value, path), path)


def last_key(path: Path) -> str:
    """Return the innermost key of ``path``, the empty text at the root."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def subject(path: Path) -> str:
    """Name what stands at ``path``: the body, a key, an item of a list."""
    if not path:
        return "the body"
    owner = name(last_key(path)) if last_key(path) else "the body"
    return f"item {path[-1] + 1} of {owner}" if isinstance(path[-1], int) else owner


def _rank(node: Any, step: str | int) -> int:
    return step if isinstance(step, int) else list(node).index(step)
