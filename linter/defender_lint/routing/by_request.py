"""What does a request call, and is it one of ours?

Many products have an ``/api/alerts``; and a request whose host is unknown until run time, or not
said at all, shows only its path. So a path counts where it is the service's own for certain: on
one of its hosts; or with a word in it that no other product is likely to have; or as a whole, if
the body does not contradict it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.memo import memo
from defender_lint.near_miss import nearest, squashed
from defender_lint.routing.by_endpoint import Endpoint, find
from defender_lint.routing.hosts import meant_host
from defender_lint.routing.near_paths import LONGEST, slips, templates
from defender_lint.sources.request import Request
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

LONGEST_URL: Final = 131_072
"""Characters of a URL that are read. Web servers refuse far shorter ones; only the host of a longer
one matters, as a part of it would be misjudged."""

_LONGEST_WORD: Final = 64


def url_of(request: Request) -> Text | None:
    """Return the URL of a request without the spaces around it; None where it is not known."""
    url = request.url
    if url is None:
        return None
    chars = url.chars
    if not chars or not (chars[0].isspace() or chars[-1].isspace()):
        return url
    start = len(chars) - len(chars.lstrip())
    return url.slice(start, max(start, len(url.chars.rstrip())))


def endpoint_of(request: Request, catalogue: Catalogue) -> Endpoint | None:
    """Return what the request line calls; None where no URL is known.

    Places in the result are ranges of :func:`url_of`.
    """
    url = url_of(request)
    if url is None or not url.chars:
        return None
    method = request.method
    name = "" if method is None or method.holes else method.chars.strip()
    if len(url.chars) > LONGEST_URL:
        url = url.slice(0, LONGEST_URL)
    endpoint = _found(name, url.chars, url.holes, catalogue)
    if not is_settled(endpoint) and url.holes[-1:] and _ends_a_word(url):
        # `…/api/alerts{{query}}`: what is unknown at the end is most likely the query.
        bare = _found(name, url.chars[: url.holes[-1][0]], url.holes[:-1], catalogue)
        last = bare.segments[-1].start
        if bare.operations and all(each.start != last for each in bare.values.values()):
            return bare
    return endpoint


def _ends_a_word(url: Text) -> bool:
    """Tell whether a URL ends in a hole that is no segment of its own."""
    start, end = url.holes[-1]
    return end == len(url.chars) and url.chars[start - 1 : start] != "/"


@memo(16)
def _found(
    method: str, url: str, holes: tuple[tuple[int, int], ...], catalogue: Catalogue
) -> Endpoint:
    return find(method, url, catalogue, holes)


def called(request: Request, catalogue: Catalogue) -> tuple[Operation, ...]:
    """Return the operations that a request line may call; none if it leads nowhere.

    Where the method is not known, a body tells it if only one of the operations takes one.
    """
    endpoint = endpoint_of(request, catalogue)
    if endpoint is None:
        return ()
    if len(endpoint.operations) > 1 and request.body is not None:
        taking = tuple(each for each in endpoint.operations if each.takes_body)
        if len(taking) == 1:
            return taking
    return endpoint.operations


def is_ours(request: Request, catalogue: Catalogue) -> bool:
    """Tell whether a request that has a URL is meant for the service."""
    endpoint = endpoint_of(request, catalogue)
    if endpoint is None or is_base(endpoint):
        return False
    host = endpoint.host
    if host.name:
        is_call = bool(endpoint.method) or request.body is not None
        return is_call and meant_host(host.name, catalogue).writing != "foreign"
    if host.kind == "foreign" or not (endpoint.at_path or _begins_like_ours(endpoint, catalogue)):
        return False
    return _has_telling_word(endpoint, catalogue) or (
        bool(endpoint.operations) and is_settled(endpoint) and _fits(request, endpoint, catalogue)
    )


def is_base(endpoint: Endpoint) -> bool:
    """Tell whether a URL is no call: one that others begin with, a scope, or the metadata."""
    words = [segment.text.lower() for segment in endpoint.segments if segment.text]
    return words in ([], ["api"], [".default"], ["api", "$metadata"]) or (
        endpoint.version is not None and words in (["api", endpoint.version], [endpoint.version])
    )


def is_settled(endpoint: Endpoint) -> bool:
    """Tell whether the path leads where it leads, whatever stands in its holes."""
    known = {segment.start for segment in endpoint.values.values()}
    return all(not each.is_unknown or each.start in known for each in endpoint.segments)


def _begins_like_ours(endpoint: Endpoint, catalogue: Catalogue) -> bool:
    """Tell whether a path begins with a word with which the service's do, or nearly.

    Other servers stand before ours, or for it in tests: ``/mde/api/machines/1/isolate``.
    """
    before = ("", "api", endpoint.version)
    first = next((each for each in endpoint.segments if each.text.lower() not in before), None)
    if first is None or first.is_unknown:
        return True
    words = _first_words(catalogue)
    word = first.text.partition("(")[0].lower()
    return word in words or (len(word) <= _LONGEST_WORD and nearest(word, words) is not None)


@lru_cache(8)
def _first_words(catalogue: Catalogue) -> tuple[str, ...]:
    words = {template[1].lower() for _, template in templates(catalogue) if len(template) > 1}
    return tuple(sorted(words))


def _has_telling_word(endpoint: Endpoint, catalogue: Catalogue) -> bool:
    """Tell whether the path has a word that only the service's paths have, or nearly has it."""
    telling = telling_words(catalogue)
    known = [each for each in endpoint.segments[:LONGEST] if not each.is_unknown]
    if any(each.text.partition("(")[0].lower() in telling for each in known):
        return True
    return not endpoint.at_path and any(
        slip.right.lower() in telling and slip.agreeing for slip in slips(endpoint, catalogue)
    )


@lru_cache(8)
def telling_words(catalogue: Catalogue) -> frozenset[str]:
    """Return the words of the service's paths that no other product is likely to have."""
    words = {
        segment.partition("(")[0].lower()
        for _, template in templates(catalogue)
        for segment in template
        if not segment.startswith("{")
    }
    everyday = {word.lower() for word in catalogue.facts("identifiers")["everyday"]}
    return frozenset(words - everyday - {"api"})


def _fits(request: Request, endpoint: Endpoint, catalogue: Catalogue) -> bool:
    """Tell whether a path of everyday words is ours, going by how much of it there is, by the keys
    of the body, and where there is no body by what else the file speaks of.
    """
    says_api = endpoint.segments[0].text.lower() == "api"
    prefix = says_api + (endpoint.version is not None)
    words = len(endpoint.segments) - len(endpoint.values) - prefix
    keys = _keys(request)
    known = [key for key in keys if _is_known(key, endpoint.operations)]
    if words > 1 and (says_api or endpoint.values):
        return bool(known) or not keys
    if not keys:
        return bool(says_api) and _speaks_of_us(request.source, catalogue)
    # One everyday word, and one key: many products have that.
    is_telling = len(keys) > 1 or (says_api and _speaks_of_us(request.source, catalogue))
    return len(known) == len(keys) and is_telling


@memo(8)
def _speaks_of_us(source: Source, catalogue: Catalogue) -> bool:
    """Tell whether a file names the product, or a path that no other product is likely to have."""
    words = "|".join(map(re.escape, sorted(telling_words(catalogue))))
    form = rf"defender|securitycenter|security\.microsoft\.com|wdatp|mdatp|/(?:{words})\b"
    return re.search(form, source.text, re.IGNORECASE) is not None


def _keys(request: Request) -> list[str]:
    body = request.body
    if body is None or not isinstance(body.data, dict):
        return []
    return [key for key in body.data if isinstance(key, str)]


def _is_known(key: str, operations: tuple[Operation, ...]) -> bool:
    return any(
        squashed(key) in {squashed(known) for known in each.schema.get("properties", ())}
        for each in operations
        if each.has_schema
    )
