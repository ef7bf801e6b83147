"""What YAML can say and a JSON body cannot: the problems, in plain words."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from defender_lint.diagnostic import Diagnostic, Path
from defender_lint.sources.holes.placeholders import almost
from defender_lint.sources.limits import Limits
from defender_lint.sources.problem import placeholder, problem
from defender_lint.sources.wording import quoted

_TAG: Final = re.compile(r"!\S*")
_KINDS: Final = {int: "a number", float: "a number", bool: "true or false", type(None): "null"}


def unknown_alias(name: str, start: int, end: int, path: Path) -> Diagnostic:
    """An alias without an anchor above it."""
    message = (
        f"`*{name}` refers to an anchor `&{name}` that is not defined above; "
        "put it in quotes to make it a string"
    )
    return problem("syntax", message, start, end, path=path)


def alias_of_itself(name: str, start: int, end: int, path: Path) -> Diagnostic:
    """An alias inside its own anchor."""
    message = f"`*{name}` is inside the value that it refers to; write the value out"
    return problem("syntax", message, start, end, path=path)


def unknown_tag(text: str, at: int, path: Path) -> Diagnostic:
    """A tag, at or soon after ``at``, that asks for more than plain data."""
    match = _TAG.search(text, at)
    start, end = match.span() if match else (at, at + 1)
    message = (
        f"the tag {quoted(text[start:end])} is refused, as a body is plain data; "
        "delete it, or put the value in quotes"
    )
    return problem("syntax", message, start, end, path=path)


def not_a_key(text: str, start: int, end: int, path: Path) -> Diagnostic:
    """A list or a mapping, at ``start``, where a key should stand; often ``{{ placeholder }}``."""
    found = almost(text, max(start - 1, 0))
    if found is not None:
        return placeholder(text, found, path)
    message = "a list or a mapping cannot be a key in JSON; write a string"
    return problem("syntax", message, start, end, path=path)


def key_is_no_text(value: Any, written: str, start: int, end: int, path: Path) -> Diagnostic:
    """A number, boolean or null where a key should stand."""
    if start == end:
        return problem(
            "syntax", "there is no key before this colon; write one", start, end, path=path
        )
    token = json.dumps(written)
    message = (
        f"{quoted(written)} is {_KINDS[type(value)]}, but keys are strings in JSON; "
        f"write {quoted(token)}"
    )
    return problem("syntax", message, start, end, path=path, replacement=token)


def not_mergeable(start: int, end: int, path: Path) -> Diagnostic:
    """A merge key with something other than mappings."""
    message = "`<<` merges in the keys of a mapping, and this is not one; write an alias of one"
    return problem("syntax", message, start, end, path=path)


def too_deep(limits: Limits, start: int, end: int, path: Path) -> Diagnostic:
    """A list or mapping inside of too many others."""
    message = f"this is nested more than {limits.depth} levels deep; write it flatter"
    return problem("limit-exceeded", message, start, end, path=path)


def too_many(limits: Limits, start: int, end: int, path: Path) -> Diagnostic:
    """One value more than a body may have."""
    message = (
        f"with this the body has more than {limits.nodes:,} values, aliases written out; "
        "send fewer items in one body"
    )
    return problem("limit-exceeded", message, start, end, path=path)
