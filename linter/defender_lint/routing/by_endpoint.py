"""Which operation does a request line call, and what about it is not as documented?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from defender_lint.catalogue import Catalogue, Operation, ServiceHost
from defender_lint.catalogue.paths import Match
from defender_lint.named_tuple import NamedTuple
from defender_lint.routing.hosts import meant_host

_UNKNOWN: Final = "\ufffc"  # stands for each character that only run time knows
_NAMED_UNKNOWN: Final = re.compile(
    # {{name}}, ${name}, $(name), {name}, <name>, %NAME%, @{…}; $name, but not OData's own
    r"\{\{[^{}]*\}\}|[$@]\{[^{}]*\}|\$\([^()]*\)|\{[^{}]*\}|<[^<>]*>|%\w+%"
    r"|\$(?!(?:count|value|ref|metadata|batch)\b)\w+|(?<=/):\w+"
)
_MARKED: Final = re.compile(r"[{$<%]|/:").search
_HOST: Final = re.compile(
    r"(?P<scheme>https?:/{0,2})(?P<named>[^/?#]*)"
    rf"|(?P<unknown>{_UNKNOWN}+(?:[.:-][^/?#]*)?)"
    rf"|(?P<bare>(?!v\d)[\w-]+(?:\.[\w{_UNKNOWN}-]+)+(?::\d+)?)(?=/|$)",
    re.IGNORECASE,
)
# What a slip of the keyboard makes of `https://`, and what stands up to the path.
_BEGINNING: Final = re.compile(
    r"""(?P<scheme>(?:["'<(]{0,2}[a-z]{0,8}[:;.,]{0,2}[ ]?[/\\]{0,4}){1,2})(?<=[:;/\\ ])"""
    r"(?P<named>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(?=[/?#]|$)",
    re.IGNORECASE,
)
_RIGHT_SCHEME: Final = re.compile(r"https?://", re.IGNORECASE)
_VERSION: Final = re.compile(r"v\d+(?:\.\d+)?|beta", re.IGNORECASE)

HostKind = Literal["none", "unknown", "known", "graph", "foreign"]
Slip = Literal["no-api", "api-twice", "empty-segment"]


class Segment(NamedTuple):
    """A piece of a path and where it stands in the URL; ``is_unknown`` if run time decides it."""

    text: str
    start: int
    end: int
    is_unknown: bool


class Host(NamedTuple):
    """The host of a URL.

    Attributes:
        name: In small letters, without port; empty where there is none or run time decides it.
        start: Where it begins in the URL.
        end: Where it ends, a port included.
        kind: ``none``, ``unknown`` until run time, ``known`` of a product, ``graph`` or
            ``foreign``.
        service: What is known of it, if it is ``known``.
        scheme: What stands before it where ``https://`` should; empty if that does.
    """

    name: str
    start: int
    end: int
    kind: HostKind
    service: ServiceHost | None
    scheme: str = ""


class Endpoint(NamedTuple):
    """What a method and a URL call.

    Attributes:
        method: In capitals; empty where it is not known.
        host: The host.
        segments: The path in pieces, ``api`` and the version included.
        version: The version in the path, if there is one.
        operations: What is called, ours or Microsoft Graph's: one; several, if the method or part
            of the path is unknown; none, if the path is unknown to the catalogue or takes other
            methods. Where the host is unknown, the path may begin before what stands in the URL.
        at_path: Every operation at the path, whatever its method.
        slips: What had to be overlooked to find the path.
        values: What stands for the placeholders of the path, by their names.
        miscased: Segments that differ from the documented ones in letter case only, and those.
        is_count: Whether ``/$count`` ends the path.
    """

    method: str
    host: Host
    segments: tuple[Segment, ...]
    version: str | None
    operations: tuple[Operation, ...]
    at_path: tuple[Operation, ...]
    slips: tuple[Slip, ...]
    values: dict[str, Segment]
    miscased: tuple[tuple[Segment, str], ...]
    is_count: bool

    @property
    def operation(self) -> Operation | None:
        """The one operation that is called, if there is no doubt."""
        return self.operations[0] if len(self.operations) == 1 else None

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that the path takes, in alphabetical order."""
        return tuple(sorted({operation.method for operation in self.at_path}))

    @property
    def empty_values(self) -> tuple[Segment, ...]:
        """Placeholders for which nothing stands in the URL."""
        return tuple(each for each in self.values.values() if each.start == each.end)

    def nearest(self, catalogue: Catalogue) -> tuple[Operation, ...]:
        """Return the operations whose paths come nearest to one that is unknown, best first."""
        return catalogue.paths.nearest([each.text for each in self.segments], self.method)


def find(
    method: str, url: str, catalogue: Catalogue, holes: Sequence[tuple[int, int]] = ()
) -> Endpoint:
    """Find what a request calls.

    Placeholders of templates (``{{id}}``, ``${id}``, ``$id``, ``<id>`` …) are unknown, and so is
    what ``holes`` span. Letter case, a version, and slips such as ``/api`` twice are overlooked
    and said.

    Args:
        method: The method, in any letter case; empty if it is not known.
        url: A URL or a request target, with or without host; what follows the path is ignored.
        catalogue: Where to look.
        holes: Where the URL is not known, as ranges of it.
    """
    masked = _masked(url, holes)
    host, start = _host(url, masked, catalogue)
    segments = _segments(url, masked, start)
    is_count = bool(segments) and segments[-1].text.lower() == "$count"
    path = segments[:-1] if is_count else segments
    path, version = _unversioned(path)
    method = method.upper()
    best: tuple[list[Segment], tuple[Slip, ...], Match] | None = None
    for candidate, slips in _readings(path) if host.kind != "graph" else ():
        texts = [segment.text for segment in candidate]
        match = catalogue.paths.match(texts, _wild(candidate))
        if match is None:
            continue
        if best is None:
            best = candidate, slips, match
        if not method or any(each.method == method for each in match.operations):
            best = candidate, slips, match
            break
    if best is None and _may_be_graph(path, host):
        match = catalogue.graph.paths.match([each.text for each in path], _wild(path))
        best = (path, (), match) if match else None
    if best is None:
        possible = _possible(path, host, catalogue)
        return Endpoint(
            method, host, tuple(segments), version,
            _with_method(possible, method), possible, (), {}, (), is_count,
        )  # fmt: skip
    candidate, slips, match = best
    if host.kind in ("none", "unknown"):  # whose path may begin before what stands here
        slips = tuple(slip for slip in slips if slip != "no-api")
    return Endpoint(
        method=method,
        host=host,
        segments=tuple(segments),
        version=version,
        operations=_with_method(match.operations, method),
        at_path=match.operations,
        slips=slips,
        values={name: candidate[index] for index, name in match.placeholders.items()},
        miscased=tuple(
            (candidate[index], documented) for index, documented in match.miscased.items()
        ),
        is_count=is_count,
    )


def _wild(path: list[Segment]) -> set[int]:
    return {index for index, segment in enumerate(path) if segment.is_unknown}


def _may_be_graph(path: list[Segment], host: Host) -> bool:
    """Tell whether a request may be for Microsoft Graph, whose paths here begin so."""
    is_open = host.kind in ("graph", "none", "unknown")
    return is_open and bool(path) and path[0].text.lower() == "security"


def _possible(path: list[Segment], host: Host, catalogue: Catalogue) -> tuple[Operation, ...]:
    """Return what may be called where only run time knows part of the path."""
    texts = [segment.text for segment in path]
    wild = _wild(path)
    possible = catalogue.paths.possible(texts, wild) if wild else ()
    if not possible and host.kind == "unknown":  # what stands there may hold more than a host
        possible = catalogue.paths.ending(texts, wild)
    return possible


def _with_method(operations: tuple[Operation, ...], method: str) -> tuple[Operation, ...]:
    return tuple(each for each in operations if not method or each.method == method)


def _masked(url: str, holes: Sequence[tuple[int, int]]) -> str:
    """Return the URL with every character that is not known replaced, so that none separates."""
    for start, end in holes:
        url = url[:start] + _UNKNOWN * (end - start) + url[end:]
    if _MARKED(url) is None:
        return url
    return _NAMED_UNKNOWN.sub(lambda found: _UNKNOWN * len(found[0]), url)


def _host(url: str, masked: str, catalogue: Catalogue) -> tuple[Host, int]:
    """Return the host and where the path begins."""
    slipped = _BEGINNING.match(masked)
    if slipped is not None and not _RIGHT_SCHEME.fullmatch(slipped["scheme"]):
        start, end = slipped.start("named"), slipped.end()
        name = slipped["named"].lower()
        if meant_host(name, catalogue).writing in ("right", "misspelt"):
            return _named(name, start, end, catalogue)._replace(scheme=slipped["scheme"]), end
    found = _HOST.match(masked)
    if found is None:
        return Host("", 0, 0, "none", None), 0
    start, end = found.span(found.lastgroup or 0)
    if found["scheme"] is not None:
        start, end = found.span("named")
    if _UNKNOWN in masked[start:end]:
        return Host("", start, end, "unknown", None), end
    name = re.sub(r":\d*$", "", url[start:end].rpartition("@")[2].lower())
    return _named(name, start, end, catalogue), end


def _named(name: str, start: int, end: int, catalogue: Catalogue) -> Host:
    service = catalogue.hosts.get(name)
    kind: HostKind = "known" if service else "foreign"
    if service is None and name in catalogue.graph.hosts:
        kind = "graph"
    return Host(name, start, end, kind, service)


def _segments(url: str, masked: str, start: int) -> list[Segment]:
    """Cut the path at its slashes; the first and a last one begin and end no segment."""
    stop = min(
        (place for mark in "?#" if (place := masked.find(mark, start)) >= 0), default=len(masked)
    )
    segments: list[Segment] = []
    if masked.startswith("/", start):
        start += 1
    for piece in masked[start:stop].split("/"):
        end = start + len(piece)
        # What is unknown in part may still be a call, `find(key=…)`; else nothing of it is certain.
        unknown = _UNKNOWN in piece.partition("(")[0]
        segments.append(Segment(url[start:end], start, end, unknown))
        start = end + 1
    return segments


def _unversioned(path: list[Segment]) -> tuple[list[Segment], str | None]:
    for index, segment in enumerate(path[:2]):
        if _VERSION.fullmatch(segment.text) and (index == 0 or path[0].text.lower() == "api"):
            return [*path[:index], *path[index + 1 :]], segment.text
    return path, None


def _readings(path: list[Segment]) -> Iterator[tuple[list[Segment], tuple[Slip, ...]]]:
    """Yield what a path may mean, from what it says to what it should have said."""
    filled = [segment for segment in path if segment.text]
    ended = path[:-1] if path and not path[-1].text else path  # a slash at the end is no harm
    for pieces in (ended, path, filled):
        slips: tuple[Slip, ...] = ("empty-segment",) if pieces is filled else ()
        yield pieces, slips if len(filled) < len(ended) else ()
        if len(pieces) > 1 and pieces[0].text.lower() == pieces[1].text.lower() == "api":
            yield pieces[1:], (*slips, "api-twice")
        if pieces and pieces[0].text.lower() != "api":
            start = pieces[0].start
            yield [Segment("api", start, start, False), *pieces], (*slips, "no-api")
