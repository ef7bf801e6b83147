"""Locate: from what is wrong to findings with places in the file.

In two steps, since a body may have thousands of problems and a report shows some: :func:`placed`
says where each stands, in characters; :func:`finding` makes words, lines and edits of those that
are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Final

from defender_lint.catalogue.error_codes import ErrorCodes
from defender_lint.checks.diagnosis import Diagnosis
from defender_lint.diagnostic import Applicability, Diagnostic, Path, Token
from defender_lint.findings import Finding, Fix, Kind, Related
from defender_lint.memo import memo
from defender_lint.record import Record
from defender_lint.sources.request import Request
from defender_lint.sources.text import Text
from defender_lint.sources.value import Value
from defender_lint.spans import Edit, Excerpt, Span
from defender_lint.words import shortened


class Placed(Record):
    """A problem and where it stands.

    Attributes:
        diagnostic: The problem.
        request: The request that has it.
        diagnosis: What else is wrong with the request.
        text: The text that it stands in; None where there is none.
        at: Where it begins in the file; 0 where there is no text.
        until: Where it ends in the file, exclusive.
        suppressed: Whether a comment, a setting or a baseline silences it.
        known_fix: How to fix it, once that has been asked: a tuple of it, or of None.
    """

    __slots__ = (
        "at", "diagnosis", "diagnostic", "known_fix", "request", "suppressed", "text", "until",
    )  # fmt: skip

    def __init__(
        self,
        diagnostic: Diagnostic,
        request: Request,
        diagnosis: Diagnosis,
        text: Text | None,
        at: int,
        until: int,
    ) -> None:
        """Take a problem and its place."""
        self.diagnostic = diagnostic
        self.request: Final = request
        self.diagnosis: Final = diagnosis
        self.text: Final = text
        self.at: Final = at
        self.until: Final = until
        self.suppressed = False
        self.known_fix: tuple[Fix | None] | None = None

    @classmethod
    def looked_up(cls, diagnostic: Diagnostic, request: Request, diagnosis: Diagnosis) -> Placed:
        """Look up where a problem stands."""
        text, start, end = _place(diagnostic, request)
        at, until = (0, 0) if text is None else text.outer(start, end)
        return cls(diagnostic, request, diagnosis, text, at, until)

    @property
    def line(self) -> int | None:
        """The line of the file that it begins on."""
        return None if self.text is None else self.text.source.line_at(self.at)

    @property
    def pointer(self) -> str:
        """The JSON pointer of its place in the body."""
        return self.diagnostic.pointer


def placed(diagnosis: Diagnosis, request: Request) -> list[Placed]:
    """Say where the problems of a request stand, in the order of their places."""
    marks, body = diagnosis.marks, request.body
    if marks is None or body is None or body.text is None:
        return _looked_up(diagnosis, request)
    text, shift, places = body.text, body.text.shift, marks.places(body)
    if places is not None and shift is not None:
        return [
            Placed(diagnostic, request, diagnosis, text, start + shift, end + shift)
            for diagnostic, start, end in places
        ]
    found = _looked_up(diagnosis, request)
    marks.learn([each.diagnostic for each in found], body)
    return found


def _looked_up(diagnosis: Diagnosis, request: Request) -> list[Placed]:
    found = [Placed.looked_up(each, request, diagnosis) for each in diagnosis.diagnostics]
    if len(found) < 2:
        return found
    if len({each.at for each in found}) == len(found):
        found.sort(key=_AT)
        return found
    found.sort(key=_order)
    # What stands behind an alias of YAML is judged wherever it is used, and is one mistake.
    return distinct(found)


def placed_together(wrong: Iterable[tuple[Diagnosis, Request]]) -> list[Placed]:
    """Say where the problems of the requests of a source stand.

    A host or a body that several requests of a script share is judged with each of them.
    """
    found: list[Placed] = []
    is_shared = False
    for diagnosis, request in wrong:
        others = placed(diagnosis, request)
        is_shared = is_shared or (bool(found) and others[0].at <= found[-1].at)
        found += others
    return distinct(found) if is_shared else found


def distinct(found: Iterable[Placed]) -> list[Placed]:
    """Return problems without those that say the same of the same place as one before."""
    once: dict[Any, Placed] = {}
    for each in found:
        where: tuple[Any, ...] = each.request.index, each.diagnostic.path
        if each.text is not None:
            where = each.text.source.name, each.at, each.until
        once.setdefault((where, each.diagnostic.rule, each.diagnostic.message), each)
    return list(once.values())


_AT: Final = attrgetter("at")


def _order(each: Placed) -> tuple[Any, ...]:
    """Sort by place; where there is no text, items of a list still come one after the other."""
    diagnostic = each.diagnostic
    path = [(isinstance(step, str), step) for step in diagnostic.path]
    return each.at, path, diagnostic.severity


def finding(each: Placed, errors: ErrorCodes, *, is_brief: bool = False) -> Finding:
    """Make the finding of a problem.

    Args:
        each: The problem and its place.
        errors: Where status and messages of codes are looked up.
        is_brief: Leave out the line to quote and the fix, which take longer than all else.
    """
    diagnostic, text, request = each.diagnostic, each.text, each.request
    span: Span | None = None
    excerpt: Excerpt | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    source = request.source
    if text is not None:
        source = text.source
        span = source.span(each.at, each.until)
        if not is_brief:
            excerpt, fix = source.excerpt(each.at, each.until), fix_of(each)
        if diagnostic.related:
            related = tuple(_related(other, each, text) for other in diagnostic.related)
    kept = diagnostic.kept
    if not kept:
        kept.append(_as_before(_kind(diagnostic, errors)))
    return Finding(
        kept[0],
        file=source.name,
        document=request.index,
        api=each.diagnosis.api,
        docs=each.diagnosis.docs,
        pointer=diagnostic.pointer,
        span=span,
        excerpt=excerpt,
        fix=fix,
        related=related,
        suppressed=each.suppressed,
    )


def _kind(diagnostic: Diagnostic, errors: ErrorCodes) -> Kind:
    code = errors.get(diagnostic.code) if diagnostic.code else None
    return Kind(
        diagnostic.rule,
        diagnostic.message,
        severity=diagnostic.severity,
        code=code.name if code else None,
        status=code.status if code else None,
        also=diagnostic.also,
        service_message=code.filled(tuple(map(shortened, diagnostic.arguments))) if code else None,
        part=diagnostic.part,
        confidence=diagnostic.confidence,
    )


@memo(1_024)
def _as_before(kind: Kind) -> Kind:
    """Return the same object for the same kind, so that whoever compares them is done at once."""
    return kind


def applicability_of(each: Placed) -> Applicability | None:
    """Return whether a problem has a fix, and whether that is safe."""
    meant, body = each.diagnostic.fix, each.request.body
    if meant is not None and meant.path is not None and body is not None:
        text = body.text if each.text is not None else None
        if text is not None and text.is_editable:
            return meant.applicability  # whatever the edit is
    fix = fix_of(each)
    return fix.applicability if fix else None


def fix_of(each: Placed) -> Fix | None:
    """Return how to fix a problem in the file; None where that cannot be said or written."""
    if each.known_fix is None:
        each.known_fix = (_fix_of(each),)
    return each.known_fix[0]


def _fix_of(each: Placed) -> Fix | None:
    diagnostic, text = each.diagnostic, each.text
    fix = diagnostic.fix
    if fix is None or text is None:
        return _split(each) if diagnostic.most is not None else None
    edit: Edit | None
    if fix.path is None:
        _, start, end = _place(diagnostic, each.request)
        edit = text.edit(start, end, fix.value)
    else:
        body = each.request.body
        assert body is not None
        assert body.text is not None
        start, end = _replaced(fix.path, fix.token, each, body)
        edit = body.text.edit(start, end, body.encode(fix.value, start))
    return None if edit is None else Fix(fix.message, fix.applicability, (edit,))


def _replaced(path: Path, token: Token, each: Placed, body: Value) -> tuple[int, int]:
    """Return where the token of a body stands that a fix replaces: mostly that of the problem."""
    diagnostic, text = each.diagnostic, each.text
    if (
        (path, token) == (diagnostic.path, diagnostic.token)
        and diagnostic.start is None
        and text is body.text
        and text is not None
        and text.shift is not None
    ):
        return each.at - text.shift, each.until - text.shift
    return body.offsets(path, token)


def _place(diagnostic: Diagnostic, request: Request) -> tuple[Text | None, int, int]:
    body = request.body
    text = diagnostic.text if diagnostic.text is not None else (body.text if body else None)
    if diagnostic.start is not None:
        end = diagnostic.end if diagnostic.end is not None else diagnostic.start
        return text, diagnostic.start, end
    if body is None or body.text is None:
        return (None, 0, 0) if text is None else (text, 0, len(text))
    path = diagnostic.path
    # What is missing has no place of its own: the object that lacks it begins there.
    if diagnostic.token is Token.START:
        path = path[:-1]
    return (body.text, *body.offsets(path, diagnostic.token))


def _related(other: Sequence[Any], each: Placed, text: Text) -> Related:
    message, first, last = other
    if isinstance(first, int):
        return Related(message, text.span(first, last))
    body = each.request.body
    assert body is not None
    return Related(message, body.span(*body.offsets(first, last)))


def _split(each: Placed) -> Fix | None:
    """Make several lines of a line that holds too many items."""
    request, most = each.request, each.diagnostic.most
    body = request.body
    if request.kind != "ndjson" or body is None or body.text is None or most is None:
        return None
    from defender_lint.sources.splitting import split

    lines = split(body, each.diagnostic.path, most)
    edit = body.text.edit(0, len(body.text), "\n".join(lines))
    return (
        None if edit is None else Fix(f"split the body into {len(lines)} lines", "unsafe", (edit,))
    )


def findings(
    found: Iterable[Placed], errors: ErrorCodes, *, is_brief: bool = False
) -> list[Finding]:
    """Make the findings of problems, as :func:`finding` makes one."""
    return [finding(each, errors, is_brief=is_brief) for each in found]
