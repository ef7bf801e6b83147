"""The check of method, host and path: does the service answer there at all?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.catalogue.paths import split
from defender_lint.checks.context import Context
from defender_lint.diagnostic import Diagnostic, Replacement
from defender_lint.routing.by_endpoint import Endpoint
from defender_lint.routing.by_request import (
    endpoint_of,
    is_base,
    is_settled,
    telling_words,
    url_of,
)
from defender_lint.routing.hosts import meant_host
from defender_lint.routing.near_paths import LONGEST, may_lead_somewhere, path_of, slips, stray
from defender_lint.sources.request import Request
from defender_lint.sources.text import Text
from defender_lint.words import listed, name

_OPTION: Final = re.compile(
    r"&?(\$(?:filter|top|stop|skip|select|expand|orderby|search|count))=", re.IGNORECASE
)

_VERSIONS: Final = frozenset({"v1", "v1.0"})

_UNTOLD: Final = frozenset({"", "HEAD", "OPTIONS"})
"""Methods that every path may take, whatever its page says."""


def check_host(
    request: Request, operation: Operation | None, context: Context
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the host of a request.

    A host that is nobody's is none of our business, unless ``context.insists`` on the request.
    """
    endpoint, url = endpoint_of(request, context.catalogue), url_of(request)
    if endpoint is None or url is None or not endpoint.host.name:
        return
    host = endpoint.host
    if host.kind == "graph" and endpoint.at_path:
        return  # a neighbour's host and path go together
    meant = meant_host(host.name, context.catalogue)
    shown = name(host.name)
    if host.scheme:
        message = f"{name(host.scheme)} before the host should be `https://`"
        fix = Replacement("write `https://`", "safe", "https://")
        yield _at(url, 0, host.start, "wrong-host", message, fix=fix)
    if meant.writing == "foreign":
        if context.insists:
            current = next(iter(context.catalogue.hosts))
            message = f"{shown} is no host of this API; {name(current)} is"
            yield _at(url, host.start, host.end, "wrong-host", message)
    elif meant.writing == "glued":
        rest = host.name[len(meant.host) :]
        if not rest[0].isalnum():
            message = f"{name(rest)} after the host {name(meant.host)} is neither port nor path"
            yield _at(url, host.start, host.end, "wrong-host", message)
            return
        message = f"{name(rest)} is glued to the host {name(meant.host)}; a `/` is missing"
        right = f"{meant.host}/{url.chars[host.start + len(meant.host) : host.end]}"
        fix = Replacement(f"write {name(right)}", "unsafe", right)
        yield _at(url, host.start, host.end, "wrong-host", message, fix=fix)
    elif meant.writing == "misspelt":
        message = f"{shown} is no host of this API; did you mean {name(meant.host)}?"
        fix = Replacement(f"write {name(meant.host)}", "unsafe", meant.host)
        yield _at(url, host.start, host.end, "wrong-host", message, fix=fix)
    elif host.service is not None and host.service.successor:
        new = host.service.successor
        yield _at(
            url, host.start, host.end, "legacy-host",
            f"{shown} is an old host that the pages no longer name; {name(new)} is the current one",
            severity="warning",
            fix=Replacement(f"write {name(new)}", "unsafe", new),
        )  # fmt: skip
    elif (
        operation is not None
        and host.service is not None
        and operation.product not in host.service.products
    ):
        product = context.catalogue.products[operation.product]
        if not product.hosts:  # a team's own, of which no host is known
            return
        yield _at(
            url, host.start, host.end, "wrong-host",
            f"{shown} serves another product; {name(operation.id)} belongs to {product.title}, "
            f"whose host is {name(product.hosts[0])}",
            severity="warning",
        )  # fmt: skip


def check_path(request: Request, _: Operation | None, context: Context) -> Iterator[Diagnostic]:
    """Yield what is wrong with method and path: then nothing answers, or it may not."""
    endpoint, url = endpoint_of(request, context.catalogue), url_of(request)
    if endpoint is None or url is None:
        return
    assert request.url is not None
    yield from _spaces(request.url)
    if meant_host(endpoint.host.name, context.catalogue).writing == "glued":
        return  # where the path begins is anybody's guess, and said already
    query = _query_in_path(endpoint, url)
    if query is not None:
        yield query
    elif is_base(endpoint) and not context.insists:
        return
    elif not endpoint.at_path:
        if endpoint.host.kind == "graph":
            return  # the host is what is wrong, or the path is the neighbour's business
        if not may_lead_somewhere(endpoint, context.catalogue):
            yield _unknown(endpoint, url, context.catalogue)
    elif is_settled(endpoint):
        without_id = _without_id(endpoint, url, context.catalogue)
        if without_id is not None:
            yield without_id
            return
        yield from _slipped(endpoint, url)
        yield from _wrong_method(request, endpoint, url)
        yield from _miscased(endpoint, url, context.catalogue)


def _at(url: Text, start: int, end: int, rule: str, message: str, **more: Any) -> Diagnostic:
    return Diagnostic(rule, message, text=url, start=start, end=end, part="url", **more)


def _spaces(given: Text) -> Iterator[Diagnostic]:
    """Yield a warning for spaces at the end of a URL; some senders keep them."""
    end = len(given.chars.rstrip())
    if end < len(given.chars) and not given.has_hole(end, len(given.chars)):
        yield _at(
            given, end, len(given.chars), "surrounding-blanks",
            "the URL ends with a space, which some senders keep as part of it",
            severity="warning",
            confidence="implied",
            fix=Replacement("remove it", "safe", ""),
        )  # fmt: skip


def _query_in_path(endpoint: Endpoint, url: Text) -> Diagnostic | None:
    """Return the finding of a query option that stands in the path, its ``?`` missing."""
    for segment in endpoint.segments:
        found = _OPTION.search(segment.text)
        if found is None:
            continue
        start = segment.start + found.start()
        if url.has_hole(start, segment.start + found.end()):
            continue
        option = segment.text[found.start() :].removeprefix("&")
        fix = Replacement(f"write {name('?' + option)}", "safe", f"?{option}")
        return _at(
            url, start, segment.end, "odata",
            f"{name(found[1])} is a query option, but is part of the path: {name('?')} is missing "
            f"before it; write {name('?' + option)}",
            code="ODataError",
            also=("NotFound",),
            confidence="implied",
            fix=None if url.chars.startswith("?", segment.end) else fix,
        )  # fmt: skip
    return None


def _unknown(endpoint: Endpoint, url: Text, catalogue: Catalogue) -> Diagnostic:
    """Return the finding of a path that leads nowhere, at the word that seems to be wrong."""
    near = next(slips(endpoint, catalogue), None)
    path = _path(endpoint, url)
    if near is not None:
        segment, right = near.segment, near.right
        return _not_found(
            url, segment.start, segment.start + len(segment.text.partition("(")[0]), "unknown-path",
            f"no API has the path {name(path)}; did you mean {name(near.operation.path)}?",
            Replacement(f"write {name(right)}", "unsafe", right),
        )  # fmt: skip
    segments = path_of(endpoint)
    words = [segment.text for segment in segments]
    nearest = catalogue.paths.nearest(words, endpoint.method) if len(words) <= LONGEST else ()
    message = f"no API has the path {name(path)}"
    wrong = stray(endpoint, catalogue)
    if nearest:
        message += f"; did you mean {name(nearest[0].path)}?"
        template = split(nearest[0].path)
        strange = [
            segment
            for segment, word in zip(segments, template, strict=False)
            if not word.startswith("{") and word.lower() != segment.text.lower()
        ]
        if len(segments) == len(template) and strange:
            wrong = strange[0]
    return _not_found(url, wrong.start, wrong.end, "unknown-path", message)


def _path(endpoint: Endpoint, url: Text) -> str:
    first, last = endpoint.segments[0], endpoint.segments[-1]
    start = first.start - url.chars.startswith("/", first.start - 1)
    return url.chars[start : last.end]


def _not_found(
    url: Text, start: int, end: int, rule: str, message: str, fix: Replacement | None = None
) -> Diagnostic:
    return _at(url, start, end, rule, message, code="NotFound", fix=fix)


def _slipped(endpoint: Endpoint, url: Text) -> Iterator[Diagnostic]:
    """Yield what had to be overlooked to find the path."""
    path = endpoint.segments
    for empty in endpoint.empty_values:
        yield _not_found(
            url, empty.start, empty.end, "empty-id",
            f"the {_placeholder(endpoint, empty.start)} in {name(_path(endpoint, url))} is empty",
        )  # fmt: skip
    if "api-twice" in endpoint.slips:
        second = path[1]
        yield _not_found(
            url, second.start, path[2].start, "unknown-path",
            "`/api` is in the path twice; write it once",
            Replacement("remove one", "safe", ""),
        )  # fmt: skip
    if "no-api" in endpoint.slips:
        first = next(each for each in path if each.text)
        yield _not_found(
            url, first.start, first.end, "unknown-path",
            f"the path must begin with `/api`; write {name('/api' + _path(endpoint, url))}",
            Replacement("write `/api` before it", "safe", f"api/{first.text}"),
        )  # fmt: skip
    if endpoint.version is not None and endpoint.version.lower() not in _VERSIONS:
        version = next(each for each in path if each.text == endpoint.version)
        yield _at(
            url, version.start, version.end, "unknown-path",
            f"no page knows a version {name(version.text)}; write `v1.0`, or leave it out",
            severity="warning", code="NotFound", confidence="implied",
        )  # fmt: skip
    if "empty-segment" in endpoint.slips:
        empty = next(each for each in path if not each.text)
        yield _not_found(
            url, empty.end, empty.end + 1, "unknown-path",
            "there is a slash too many in the path",
            Replacement("remove it", "safe", ""),
        )  # fmt: skip


def _placeholder(endpoint: Endpoint, start: int) -> str:
    return next(key for key, segment in endpoint.values.items() if segment.start == start)


def _without_id(endpoint: Endpoint, url: Text, catalogue: Catalogue) -> Diagnostic | None:
    """Return the finding of a path that ends in an action where the id belongs."""
    last = endpoint.segments[-1]
    is_id = any(each.start == last.start for each in endpoint.values.values())
    if endpoint.operations or not is_id or last.text.lower() not in telling_words(catalogue):
        return None
    meant = next(
        (
            each
            for each in catalogue
            if each.method == endpoint.method
            and each.path.lower().endswith(f"}}/{last.text.lower()}")
        ),
        None,
    )
    if meant is None:
        return None
    return _not_found(
        url, last.start, last.end, "unknown-path",
        f"no API has the path {name(_path(endpoint, url))}; did you mean {name(meant.path)}?",
    )  # fmt: skip


def _wrong_method(request: Request, endpoint: Endpoint, url: Text) -> Iterator[Diagnostic]:
    if endpoint.operations or endpoint.method in _UNTOLD:
        return
    method = request.method
    assert method is not None
    start = len(method.chars) - len(method.chars.lstrip())
    right = endpoint.methods[0] if len(endpoint.methods) == 1 else None
    if request.body is not None and not any(each.takes_body for each in endpoint.at_path):
        right = None  # another method would not make a request with a body right
    yield Diagnostic(
        "wrong-method",
        f"{name(_path(endpoint, url))} takes {listed(endpoint.methods)}, not "
        f"{name(endpoint.method)}",
        text=method,
        start=start,
        end=start + len(endpoint.method),
        part="method",
        code="NotFound",
        fix=Replacement(f"write {name(right)}", "unsafe", right) if right else None,
    )


def _miscased(endpoint: Endpoint, url: Text, catalogue: Catalogue) -> Iterator[Diagnostic]:
    if not any(each.is_documented for each in endpoint.at_path):
        return
    for segment, documented in endpoint.miscased:
        written = segment.text.partition("(")[0]
        if written in _spellings(catalogue):
            continue
        yield _at(
            url, segment.start, segment.start + len(written), "path-case",
            f"{name(written)} is documented as {name(documented)}; the service has been seen to "
            "take it in another letter case, but no page promises that",
            severity="warning",
            fix=Replacement(f"write {name(documented)}", "safe", documented),
        )  # fmt: skip


@lru_cache(8)
def _spellings(catalogue: Catalogue) -> frozenset[str]:
    """Return all words of paths as the pages spell them: `software` and `Software` are both one."""
    return frozenset(
        segment.partition("(")[0]
        for operation in catalogue
        for path in (operation.path, *operation.other_paths)
        for segment in split(path)
    )
