"""Our own validation keywords, for what JSON Schema cannot say.

``x-batch`` finds items of a list that stand twice or contradict each other, ``x-sequence`` items
that stand in the wrong order, ``x-renamed`` old names in a query. ``schemas/vocabulary.json``
describes their syntax. Both engines get them from :data:`KEYWORDS`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from defender_lint.record import Record


class Clash(Record):
    """An item that does not go with an earlier one.

    Attributes:
        rule: The rule that it breaks.
        index: The item.
        first: The earlier item.
        member: The member that contradicts the earlier item's, where it is one.
    """

    __slots__ = ("first", "index", "member", "rule")

    def __init__(self, rule: str, index: int, first: int, member: str | None = None) -> None:
        self.rule: Final = rule
        self.index: Final = index
        self.first: Final = first
        self.member: Final = member


def _identity(item: Any, members: list[str] | None) -> Any:
    """Return something hashable that equal items share, None if the item has no identity."""
    if members is None:
        # A tuple, lest the list [1] be taken for the text "[1]".
        return item if isinstance(item, str) else (json.dumps(item, sort_keys=True),)
    if not isinstance(item, dict):
        return None
    values = tuple(item.get(member) for member in members)
    return values if all(isinstance(value, str) for value in values) else None


def batch_clashes(items: Any, config: Mapping[str, Any]) -> Iterator[Clash]:
    """Yield each item that repeats or contradicts an earlier one (``x-batch``)."""
    if not isinstance(items, list):
        return
    seen: dict[Any, int] = {}
    members = config.get("identity")
    for index, item in enumerate(items):
        identity = _identity(item, members)
        if identity is None:
            continue
        first = seen.setdefault(identity, index)
        if first == index:
            continue
        differing = (m for m in config.get("agree", ()) if items[first].get(m) != item.get(m))
        member = next(differing, None)
        yield Clash("inconsistent-values" if member else "duplicate-item", index, first, member)


def sequence_clashes(items: Any, config: Mapping[str, Any]) -> Iterator[Clash]:
    """Yield each item that stands behind one of a later stage (``x-sequence``)."""
    if not isinstance(items, list):
        return
    stage_of = {name: number for number, stage in enumerate(config["stages"]) for name in stage}
    latest, latest_index = -1, -1
    for index, item in enumerate(items):
        value = item.get(config["member"]) if isinstance(item, dict) else None
        stage = stage_of.get(value) if isinstance(value, str) else None
        if stage is None:
            continue
        if stage < latest:
            yield Clash("command-order", index, latest_index)
        else:
            latest, latest_index = stage, (latest_index if stage == latest else index)


_NAME_OR_PROSE: Final = (
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|//[^\n]*"""  # strings and comments hold no names
    r"|[^\W\d]\w*"
)


def renamed(query: Any, names: Mapping[str, str]) -> Iterator[str]:
    """Yield each old name that a query uses, once (``x-renamed``)."""
    if isinstance(query, str):
        yield from dict.fromkeys(
            word for word in re.findall(_NAME_OR_PROSE, query) if word in names
        )


KEYWORDS: dict[str, Callable[[Any, Mapping[str, Any]], Iterator[Clash | str]]] = {
    "x-batch": batch_clashes,
    "x-sequence": sequence_clashes,
    "x-renamed": renamed,
}
