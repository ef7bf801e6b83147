"""HTTPie and xh: ``http POST URL Comment=text limit:=5 Name:value``."""

from __future__ import annotations

import json
import re
from typing import Final

from defender_lint.sources.scripts.clients import VERBS, fixed
from defender_lint.sources.scripts.dialect import Call
from defender_lint.sources.scripts.known import Hole, Known, Member, Obj, Scalar, Str
from defender_lint.sources.scripts.words import Words

_FLAGS: Final = frozenset("bdFhjqvS")
_LONG_FLAGS: Final = frozenset(
    ("json", "form", "multipart", "verbose", "headers", "body", "download", "follow", "stream",
     "ignore-stdin", "check-status", "quiet", "offline")
)  # fmt: skip
_ITEM: Final = re.compile(r"(?P<key>[^=:@\s]+)(?P<sign>:=@?|==|=@?|:|@)")


def httpie(words: Words) -> Call | None:
    """Return the call of a command; None where it is none."""
    options = words.options(_FLAGS, _LONG_FLAGS)
    names = {each.name for each in options}
    given = [each.value for each in options if not each.name and each.value is not None]
    method: Known | None = None
    if given and isinstance(given[0], Str) and given[0].text.chars.lower() in VERBS:
        method = given.pop(0)
    if not given or not isinstance(given[0], Str):
        return None
    url = given.pop(0)
    members: dict[str, Member] = {}
    headers: dict[str, Member] = {}
    is_open = words.is_open
    for item in given:
        match = _ITEM.match(item.text.chars) if isinstance(item, Str) else None
        if match is None or not isinstance(item, Str) or "[" in match["key"]:
            is_open = True
            continue
        text = item.text.slice(match.end(), len(item.text.chars))
        value: Known = Str(text, item.start + match.end(), item.end)
        start, end = item.start, item.start + len(match["key"])
        if match["sign"] == ":":
            headers[match["key"]] = Member(value, start, end)
        elif match["sign"] in ("=", ":=", "=@", ":=@"):
            known = value if match["sign"] == "=" else _literal(value, match["sign"])
            members[match["key"]] = Member(known, start, end)
    raw = next((each.value for each in options if each.name == "--raw"), None)
    body: Known | None = raw or words.piped()
    if members or (is_open and body is None):
        body = Obj(members, is_open, words.start, words.end)
    if "-f" in names or "--form" in names or "--multipart" in names:
        body = words.unknown if body is not None else None
    method = method or fixed("POST" if body else "GET", words.text, words.start, words.end)
    known = Obj(headers, is_open, words.start, words.end)
    query = words.unknown if any(_is_option(each) for each in given) else None
    return Call(method, url, known, None, body, query=query)


def _is_option(item: Known | None) -> bool:
    """Tell whether an item is an option of the query: ``name==value``."""
    return isinstance(item, Str) and "==" in item.text.chars


def _literal(value: Known, sign: str) -> Known:
    """Return a value written as JSON; a list or an object is not looked into."""
    hole = Hole("it is written as JSON", value.start, value.start, value.end)
    if not isinstance(value, Str) or value.text.holes or sign.endswith("@"):
        return hole
    try:
        data = json.loads(value.text.chars)
    except (ValueError, RecursionError):
        return hole
    return hole if isinstance(data, (dict, list, str)) else Scalar(data, value.start, value.end)
