"""The URL of a request as a container writes it: variables, path parameters, query options apart.

API clients keep a URL in pieces. What they would send is put together here as one Text, each piece
of it with its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from typing import Final

from defender_lint.sources.options import DEFAULTS, ReadOptions
from defender_lint.sources.text import Segment, Text

PATH_PARAMETER: Final = re.compile(r"(?<=/):[A-Za-z_][\w-]*(?=[/?#]|\Z)")
"""How API clients write a parameter in a path: ``/machines/:id/isolate``."""

_VARIABLE: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
# A URL up to the first literal segment of its path, variables left out.
_BASE: Final = re.compile(r"(?:[A-Za-z][\w+.-]*:)?/*[^/?#]*/*")
# As a whole segment or value; no URL that is sent has such characters.
_ANGLED: Final = re.compile(r"(?<=[/=])<[A-Za-z][\w .-]*>(?=[/?&#]|\Z)")
_MAX_DEPTH: Final = 8  # of variables in the values of variables


def read_url(
    text: Text,
    options: ReadOptions = DEFAULTS,
    *,
    constants: Mapping[str, Text] | None = None,
    query: Iterable[tuple[Text, Text | None]] = (),
    forms: tuple[re.Pattern[str], ...] = (),
) -> Text:
    """Return the URL that would be sent, with what is unknown of it marked as holes.

    Args:
        text: The URL as it is written.
        options: What counts as a hole.
        constants: Variables whose values stand in the file. They are put in the place of
            ``{{name}}`` in the base of the URL, before the first literal segment of its path: there
            a value says which service is meant. After it a variable is an argument, and its value
            no more than a sample. What is put in stands where the value of the variable does.
        query: Names and values of query options that are kept apart; passed over where the URL
            has a query itself.
        forms: Forms of holes that the container has besides those of ``options``.
    """
    if constants and "{{" in text.chars:
        text = _with_constants(text, constants, options)
    options_apart = () if "?" in text.chars else tuple(query)
    if options_apart:
        text = Text.joined(_with_query(text, options_apart), text.source)
    own = ((match.span() for match in form.finditer(text.chars)) for form in (*forms, _ANGLED))
    holes: list[tuple[int, int]] = []
    for start, end in merge(text.holes, options.placeholders.find(text.chars), *own):
        if not holes or start >= holes[-1][1]:
            holes.append((start, end))
    return Text(text.chars, text.source, text.segments, holes=tuple(holes), escape=text.escape)


def written(chars: str, beside: Text, at: int = 0) -> Text:
    """Return characters that stand nowhere and are sent all the same, such as ``?`` or ``GET``.

    Args:
        chars: The characters.
        beside: The text that they belong to.
        at: Where in it they would stand.
    """
    place, _ = beside.outer(at, at)
    return Text(chars, beside.source, (Segment(0, len(chars), place, place),), escape=beside.escape)


def upper(method: Text) -> Text:
    """Return a method that is written in small letters as it is sent."""
    chars, holes = method.chars.upper(), method.holes
    return Text(chars, method.source, method.segments, holes=holes, escape=method.escape)


def _with_query(url: Text, query: Iterable[tuple[Text, Text | None]]) -> Iterator[Text]:
    yield url
    mark = "?"
    for name, value in query:
        yield written(mark, name)
        yield name
        if value is not None:
            yield written("=", value)
            yield value
        mark = "&"


def _with_constants(
    url: Text, constants: Mapping[str, Text], options: ReadOptions, depth: int = 0
) -> Text:
    return Text.joined(_parts(url, constants, options, depth), url.source)


def _parts(
    url: Text, constants: Mapping[str, Text], options: ReadOptions, depth: int
) -> Iterator[Text]:
    at = 0
    before = ""  # what stands before a variable, without variables that are not known
    for match in _VARIABLE.finditer(url.chars):
        before += url.chars[at : match.start()]
        if not _BASE.fullmatch(before):
            break
        yield url.slice(at, match.start())
        at = match.end()
        value = constants.get(match[1])
        if value is None or not value.chars or depth == _MAX_DEPTH:
            value = url.slice(match.start(), match.end())
        else:
            value = _with_constants(value, constants, options, depth + 1)
            if options.placeholders.is_whole(value.chars):
                value = url.slice(match.start(), match.end())
            else:
                before += value.chars
        yield value
    yield url.slice(at, len(url))
