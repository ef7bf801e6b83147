"""What is wrong with the way a script sends a body, in whatever language it is."""

from __future__ import annotations

import re
from typing import Final

from defender_lint.diagnostic import Diagnostic, Path, Replacement
from defender_lint.sources.scripts.known import Json, Known, Lst, Obj
from defender_lint.sources.text import Text

_MOST: Final = 20_000  # values of one body
_OPTION: Final = re.compile(
    r"[?&](?P<name>\$(?:top|filter|skip|select|expand|orderby|count))(?==)", re.IGNORECASE
)


def not_as_json(
    text: Text, start: int, end: int, who: str, advice: str, instead: str | None = None
) -> Diagnostic:
    """Return that a body is sent as a form or as text, where the service takes JSON.

    Args:
        text: The script.
        start: Where what shows it begins.
        end: Where it ends.
        who: Who sends it, as what, and why.
        advice: What to write.
        instead: What would be written there instead, if that can be said.
    """
    fix = None if instead is None else Replacement(advice, "unsafe", instead)
    return Diagnostic(
        "wrong-media-type",
        f"{who}; the service takes JSON. {advice}",
        start=start,
        end=end,
        text=text,
        part="header",
        code="InvalidRequestBody",
        fix=fix,
    )


def cut(json: Json, text: Text) -> Diagnostic | None:
    """Return that a body is cut by the ``-Depth`` of ``ConvertTo-Json``, if it is.

    Objects and lists below that many levels are written as strings, lists counted as objects are
    (PowerShell's documentation of ``ConvertTo-Json``).
    """
    if json.depth is None:
        return None
    deepest, where, left = 0, None, _MOST
    todo: list[tuple[Known, Path]] = [(json.value, ())]
    while todo and left:
        left -= 1
        known, path = todo.pop()
        if isinstance(known, Obj):
            inner = [(member.value, (*path, key)) for key, member in known.members.items()]
        elif isinstance(known, Lst):
            inner = [(item, (*path, index)) for index, item in enumerate(known.items)]
        else:
            continue
        if len(path) > json.depth and (where is None or len(path) < len(where)):
            where = path
        deepest = max(deepest, len(path))
        if len(path) < 60:
            todo.extend(reversed(inner))
    if where is None:
        return None
    key = next(step for step in reversed(where) if isinstance(step, str))
    written = text.chars[json.start : json.end]
    has_depth = written.isdigit()
    advice = f"Write `-Depth {max(deepest, 5)}`"
    return Diagnostic(
        "json-depth",
        f"`ConvertTo-Json` keeps {json.depth} levels{'' if has_depth else ' by default'}, and this "
        f"body has {deepest}: what is in `{key}` is sent as a string. {advice}",
        path=where,
        start=json.start,
        end=json.end,
        text=text,
        code="InvalidRequestBody",
        fix=Replacement(
            advice,
            "unsafe",
            str(max(deepest, 5)) if has_depth else f"{written} -Depth {max(deepest, 5)}",
        ),
    )


def expanded(url: Text, who: str, advice: str) -> Diagnostic | None:
    """Return that a query option such as ``$top`` is expanded as if it were a variable.

    Args:
        url: The URL, in which what is expanded is a hole.
        who: Who expands it.
        advice: What keeps it as it is.
    """
    for match in _OPTION.finditer(url.chars):
        start, end = match.span("name")
        if (start, end) in url.holes:
            option = match["name"]
            return Diagnostic(
                "shell-expansion",
                f"in double quotes {who} puts the variable `{option}` here, which is empty; "
                f"{advice}",
                start=start,
                end=end,
                text=url,
                part="query",
                severity="warning",
            )
    return None


def other_audience(text: Text, start: int, end: int, message: str) -> Diagnostic:
    """Return that the token that is sent is made for another service."""
    return Diagnostic(
        "token-audience",
        message,
        start=start,
        end=end,
        text=text,
        part="token",
        code="Unauthorized",
        also=("Forbidden",),
    )
