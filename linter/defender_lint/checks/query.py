"""The check of a query: OData's options, and the parameters of single reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from defender_lint.catalogue import Operation
from defender_lint.checks.context import Context
from defender_lint.checks.filters import check_filter
from defender_lint.checks.properties import Collection
from defender_lint.diagnostic import Diagnostic, Replacement
from defender_lint.near_miss import nearest
from defender_lint.odata.query_string import Option, options
from defender_lint.routing.by_request import endpoint_of, url_of
from defender_lint.sources.request import Request
from defender_lint.sources.text import Text
from defender_lint.words import listed, name

_CODE: Final = "ODataError"
_SYSTEM: Final = (
    "$filter", "$top", "$skip", "$expand", "$orderby", "$select", "$count", "$search", "$apply",
    "$compute", "$format", "$skiptoken", "$deltatoken", "$index", "$levels", "$schemaversion",
)  # fmt: skip
"""The options of OData 4.01, part 2, 5.1."""

_MEANT: Final = {"$stop": "$top", "$limit": "$top", "$offset": "$skip", "$sort": "$orderby"}
_LONGEST: Final = 64


def check_query(
    request: Request, operation: Operation | None, context: Context
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the query of a request."""
    endpoint, url = endpoint_of(request, context.catalogue), url_of(request)
    if endpoint is None or url is None:
        return
    table = context.catalogue.facts("queries")
    id = operation.id if operation is not None else ""
    collection = Collection.of(id, table)
    parameters = table["parameters"].get(id, {})
    seen: set[str] = set()
    for option in options(url):
        if option.name.holes:
            continue
        key = option.name.chars
        if key.startswith("$"):
            yield from _system(option, collection, repeated=key in seen)
        elif key in parameters:
            yield from _parameter(option, parameters[key], context.time())
        else:
            yield from _stranger(option, parameters)
        seen.add(key)
    if operation is not None and not url.holes and not request.has_open_query:
        for key, facts in parameters.items():
            if facts.get("required") and key not in seen:
                last = endpoint.segments[-1]
                yield Diagnostic(
                    "odata",
                    f"the parameter {name(key)} is missing; {name(id)} needs it",
                    text=url, start=last.start, end=last.end, part="query", code="BadRequest",
                )  # fmt: skip


def _system(
    option: Option, collection: Collection | None, *, repeated: bool
) -> Iterator[Diagnostic]:
    key, value = option.name.chars, option.value
    if key not in _SYSTEM:
        yield _unknown_option(option)
    elif repeated:
        yield _at(option.name, f"{name(key)} is in the query twice; write it once")
    elif value is None or not value.chars.strip():
        yield _at(
            option.name, f"{name(key)} has no value; give it one, or leave it out",
            severity="warning", confidence="implied",
        )  # fmt: skip
    elif key in _JUDGES:
        yield from _JUDGES[key](value, collection)


def _unknown_option(option: Option) -> Diagnostic:
    key = option.name.chars
    lower = key.lower()
    if lower in _SYSTEM:
        return _at(
            option.name, f"{name(key)} should be {name(lower)}, in small letters",
            severity="warning", confidence="implied",
            fix=Replacement(f"write {name(lower)}", "safe", lower),
        )  # fmt: skip
    right = _MEANT.get(lower)
    if right is None and len(key) <= _LONGEST:
        near = nearest(lower, _SYSTEM)
        right = near[0] if near else None
    hint = f"; did you mean {name(right)}?" if right else ""
    return _at(
        option.name, f"OData has no option {name(key)}{hint}", confidence="observed",
        fix=Replacement(f"write {name(right)}", "unsafe", right) if right else None,
    )  # fmt: skip


def _stranger(option: Option, parameters: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield a warning for an option that is nearly known; any other is left alone, such as `top`
    for `$top`, which shipped clients send without harm.
    """
    key = option.name.chars
    if not key or len(key) > _LONGEST:
        return
    near = nearest(key, parameters) if parameters else None
    if near is not None:
        yield _at(
            option.name, f"{name(key)} is not a parameter; {name(near[0])} is meant",
            severity="warning", confidence="implied",
            fix=Replacement(f"write {name(near[0])}", "unsafe", near[0]),
        )  # fmt: skip


def _at(
    text: Text, message: str, start: int = 0, end: int | None = None, **more: Any
) -> Diagnostic:
    return Diagnostic(
        "odata", message, text=text, start=start, end=len(text.chars) if end is None else end,
        part="query", **{"code": _CODE, **more},
    )  # fmt: skip


def _top(value: Text, collection: Collection | None) -> Iterator[Diagnostic]:
    yield from _whole_number(value, "$top")
    most = collection.top if collection is not None else None
    if most is not None and _is_whole(value) and int(value.chars.strip()[:20]) > most:
        yield _at(value, f"`$top` may be at most {most:,} here", code="BadRequest", also=(_CODE,))


def _skip(value: Text, _: Collection | None) -> Iterator[Diagnostic]:
    yield from _whole_number(value, "$skip")


def _whole_number(value: Text, key: str) -> Iterator[Diagnostic]:
    if not value.holes and not _is_whole(value):
        yield _at(value, f"{name(key)} takes a whole number, not {name(value.chars)}")


def _is_whole(value: Text) -> bool:
    return not value.holes and re.fullmatch(r"\s*[0-9]+\s*", value.chars) is not None


def _count(value: Text, _: Collection | None) -> Iterator[Diagnostic]:
    if not value.holes and value.chars.strip().lower() not in ("true", "false"):
        yield _at(value, f"`$count` takes `true` or `false`, not {name(value.chars)}")


def _expand(value: Text, collection: Collection | None) -> Iterator[Diagnostic]:
    if collection is None:
        return
    for start, end in _items(value):
        word = re.split(r"[(/]", value.chars[start:end], maxsplit=1)[0].strip()
        if not word or word in collection.expandable or word in collection.navigation:
            continue
        near = nearest(word, collection.expandable) if len(word) <= _LONGEST else None
        hint = f"; did you mean {name(near[0])}?" if near else ""
        if not hint and collection.expandable:
            hint = f"; the page lists {listed(collection.expandable, 'and')}"
        yield _at(
            value, f"no page lists {name(word)} for `$expand` here{hint}", start,
            start + len(word), severity="warning",
            fix=Replacement(f"write {name(near[0])}", "unsafe", near[0]) if near else None,
        )  # fmt: skip


def _orderby(value: Text, collection: Collection | None) -> Iterator[Diagnostic]:
    for start, end in _items(value):
        words = value.chars[start:end].split()
        if not words:
            yield _at(value, "a property is missing in `$orderby`", start, end)
            continue
        if len(words) > 2 or (len(words) == 2 and words[1] not in ("asc", "desc")):
            at = value.chars.index(words[1], start + len(words[0]))
            yield _at(
                value, f"after a property comes `asc` or `desc`, not {name(words[1])}",
                at, at + len(words[1]),
            )  # fmt: skip
        yield from _property(value, start, words[0], collection)


def _select(value: Text, collection: Collection | None) -> Iterator[Diagnostic]:
    for start, end in _items(value):
        word = value.chars[start:end].strip()
        if word and word != "*":
            yield from _property(value, start, word, collection)


def _property(
    value: Text, start: int, word: str, collection: Collection | None
) -> Iterator[Diagnostic]:
    if (
        collection is None
        or not collection.listed
        or "/" in word
        or "(" in word
        or collection.knows(word)
    ):
        return
    message, right = collection.stranger(word)
    yield _at(
        value, message, start, start + len(word), severity="warning",
        fix=Replacement(f"write {name(right)}", "unsafe", right) if right else None,
    )  # fmt: skip


def _items(value: Text) -> Iterator[tuple[int, int]]:
    """Yield where the items between commas stand, without spaces; those with holes are left out."""
    for found in re.finditer(r"[^,]+(?:\([^)]*\))?", value.chars):
        start, end = found.span()
        start += len(found[0]) - len(found[0].lstrip())
        if not value.has_hole(start, end):
            yield start, end


_JUDGES: Final[dict[str, Callable[[Text, Collection | None], Iterator[Diagnostic]]]] = {
    "$filter": check_filter,
    "$top": _top,
    "$skip": _skip,
    "$count": _count,
    "$expand": _expand,
    "$orderby": _orderby,
    "$select": _select,
}


def _parameter(option: Option, facts: Mapping[str, Any], now: datetime) -> Iterator[Diagnostic]:
    """Yield what is wrong with a parameter of a single read."""
    key, value = option.name.chars, option.value
    if not facts or (value is not None and value.holes):
        return
    text = "" if value is None else value.chars.strip()
    wrong = ""
    if not text:
        wrong = "has no value"
    elif "most" in facts:
        if not re.fullmatch(r"[0-9]+", text):
            wrong = f"takes a whole number, not {name(text)}"
        elif not facts["least"] <= int(text[:20]) <= facts["most"]:
            wrong = f"takes {facts['least']:,} to {facts['most']:,}, not {name(text)}"
    elif "values" in facts and text.lower() not in facts["values"]:
        wrong = f"takes {listed(facts['values'])}, not {name(text)}"
    elif "maxDays" in facts and not is_recent(text, facts["maxDays"], now):
        wrong = f"takes a time within the last {facts['maxDays']} days, not {name(text)}"
    if wrong:
        place = option.name if value is None else value
        yield Diagnostic(
            "out-of-range", f"{name(key)} {wrong}",
            text=place, start=0, end=len(place.chars), part="query", code="BadRequest",
        )  # fmt: skip


def is_recent(text: str, most_days: int, now: datetime) -> bool:
    """Tell whether a text is a time that lies at most some days back."""
    try:
        time = datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", text))
    except ValueError:
        return False
    if time.tzinfo is None:
        time = time.replace(tzinfo=timezone.utc)
    return now - timedelta(days=most_days) <= time <= now + timedelta(days=1)
