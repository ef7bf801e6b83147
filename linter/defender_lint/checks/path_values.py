"""The check of what stands for the placeholders of a path: ids, hashes, addresses, arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

from defender_lint.catalogue import Operation
from defender_lint.catalogue.paths import split
from defender_lint.checks.context import Context
from defender_lint.checks.query import is_recent
from defender_lint.diagnostic import Diagnostic
from defender_lint.named_tuple import NamedTuple
from defender_lint.routing.by_endpoint import Endpoint
from defender_lint.routing.by_request import endpoint_of, is_settled, url_of
from defender_lint.routing.near_paths import path_of
from defender_lint.sources.request import Request
from defender_lint.sources.text import Text
from defender_lint.words import name

_STAND_IN: Final = re.compile(
    r"[a-z_-]*(?:id|name|guid|hash|sha1|sha256|ip|domain|here)", re.IGNORECASE
)
"""What people write in examples where an id belongs: ``MACHINE_ID``, ``your-device-id``."""

_ARGUMENT: Final = re.compile(r"(?P<key>\w+)=(?P<value>'(?:[^']|'')*'|[^,()']*)")
_LONGEST: Final = 4_096


class _Value(NamedTuple):
    """A value in the URL, where it stands, and what is known of it."""

    text: str
    start: int
    end: int
    facts: Mapping[str, Any]


def check_values(
    request: Request, operation: Operation | None, context: Context
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the values in the path of a request."""
    endpoint, url = endpoint_of(request, context.catalogue), url_of(request)
    if endpoint is None or url is None or operation is None or not is_settled(endpoint):
        return
    for value in (*_ids(endpoint, operation, context), *_arguments(endpoint, operation, context)):
        if not value.text or len(value.text) > _LONGEST or url.has_hole(value.start, value.end):
            continue
        found = _judged(value, url, context)
        if found is not None:
            yield found


def _ids(endpoint: Endpoint, operation: Operation, context: Context) -> Iterator[_Value]:
    known = context.catalogue.facts("identifiers")["identifiers"]
    path, template = path_of(endpoint), split(operation.path)
    if len(path) != len(template):
        return
    for before, placeholder, segment in zip(template, template[1:], path[1:], strict=False):
        if not placeholder.startswith("{") or segment.is_unknown or before not in known:
            continue
        facts = known[before]
        if _STAND_IN.fullmatch(segment.text):
            continue
        yield _Value(
            segment.text,
            segment.start,
            segment.end,
            {**facts, **facts.get("only", {}).get(operation.id, {})},
        )


def _arguments(endpoint: Endpoint, operation: Operation, context: Context) -> Iterator[_Value]:
    known = context.catalogue.facts("identifiers")["arguments"].get(operation.id)
    if known is None:
        return
    segment = endpoint.segments[-1]
    opening = segment.text.find("(") + 1
    if not opening or len(segment.text) > _LONGEST:
        return
    for found in _ARGUMENT.finditer(segment.text, opening):
        facts = known.get(found["key"].lower())
        if facts is not None:
            start, end = found.span("value")
            yield _Value(found["value"], segment.start + start, segment.start + end, facts)


def _judged(value: _Value, url: Text, context: Context) -> Diagnostic | None:
    facts = value.facts
    text = unquote(value.text)
    if facts.get("quoted"):
        text = text.removeprefix("'").removesuffix("'")
    nothing = facts.get("nothing")
    if nothing and _has_form(text, nothing["forms"]):
        return Diagnostic(
            "empty-result",
            f"{name(text)} will find nothing: {nothing['reason']}",
            text=url, start=value.start, end=value.end, part="url",
            severity="warning",
            confidence=nothing.get("basis", "documented"),
        )  # fmt: skip
    if "maxDays" in facts:
        is_right = is_recent(text, facts["maxDays"], context.time())
    elif "format" in facts:
        from defender_lint.checks.formats import FORMATS

        is_right = FORMATS[facts["format"]].check(text)
    else:
        is_right = _has_form(text, facts["forms"])
    if is_right:
        return None
    code = facts["code"]
    return Diagnostic(
        facts.get("rule", "id-format"),
        f"{name(text)} is not {facts['title']}",
        text=url, start=value.start, end=value.end, part="url",
        severity="warning" if code == "ResourceNotFound" else "error",
        code=code,
        also=tuple(facts.get("also", ())),
        arguments=(text,),
    )  # fmt: skip


def _has_form(text: str, forms: list[str]) -> bool:
    return any(re.fullmatch(form, text, re.IGNORECASE) for form in forms)
