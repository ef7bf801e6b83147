"""Locate: turn troubles into findings, with places in the file. The last step, so that a body
without findings never pays for positions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from defender_lint.catalogue.error_codes import ErrorCodes
from defender_lint.checks.trouble import Trouble
from defender_lint.checks.words import name, shortened
from defender_lint.findings import Edit, Excerpt, Finding, Fix, Related, Span
from defender_lint.sources.document import Document, Part, Path, Problem, mask_tokens


def pointer_to(path: Path) -> str:
    """Write a path as a JSON pointer (RFC 6901); a key that is a token is starred out."""
    return mask_tokens(
        "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
    )


def located(
    troubles: Iterable[Trouble],
    document: Document,
    errors: ErrorCodes,
    *,
    api: str | None,
    docs: str | None,
) -> list[Finding]:
    """Return the findings, in the order of their places.

    Args:
        troubles: What is wrong.
        document: The body that it is wrong with.
        errors: Where status and messages of codes are looked up.
        api: The operation's id, as findings name it.
        docs: Its documentation page.
    """
    found = [(trouble, _finding(trouble, document, errors, api, docs)) for trouble in troubles]
    found.sort(key=lambda pair: _order(*pair))
    if not document.has_text:
        return [finding for _, finding in found]
    # What stands behind an alias of YAML is judged wherever it is used, and is one mistake.
    once = {(finding.span, finding.rule, finding.message): finding for _, finding in found[::-1]}
    return list(once.values())[::-1]


def _order(trouble: Trouble, finding: Finding) -> tuple[Any, ...]:
    """Sort by place; where there is no text, items of a list still come one after the other."""
    offset = finding.span.start.offset if finding.span else 0
    return offset, [(isinstance(step, str), step) for step in trouble.path], trouble.severity


def from_problem(
    problem: Problem, document: Document, errors: ErrorCodes, *, api: str | None, docs: str | None
) -> Finding:
    """Turn something wrong with the text itself into a finding."""
    code = errors.get("InvalidRequestBody")
    assert code is not None
    span, excerpt = _place(document, problem.start, problem.end)
    return Finding(
        file=document.file,
        document=document.index,
        api=api,
        rule=problem.rule,
        code=code.name,
        status=code.status,
        severity="error",
        message=problem.message,
        service_message=code.filled(()),
        pointer=pointer_to(problem.path),
        span=span,
        excerpt=excerpt,
        docs=docs,
        fix=_textual(problem, document),
        related=tuple(
            Related(message, document.span(start, end)) for message, start, end in problem.related
        ),
    )


def _textual(problem: Problem, document: Document) -> Fix | None:
    """Return the fix of something wrong with the text itself.

    Text that does not parse has no meaning to keep, so what was meant is a guess: a comma too many
    is the exception.
    """
    if problem.replacement is None:
        return None
    edit = Edit(document.span(problem.start, problem.end), problem.replacement)
    what = f"write {name(problem.replacement)}" if problem.replacement else "delete it"
    is_comma = document.text[problem.start : problem.end] == "," and not problem.replacement
    return Fix(what, "safe" if is_comma else "unsafe", (edit,))


def _place(document: Document, start: int, end: int) -> tuple[Span, Excerpt]:
    return document.span(start, end), document.excerpt(start, end)


def _finding(
    trouble: Trouble, document: Document, errors: ErrorCodes, api: str | None, docs: str | None
) -> Finding:
    span, excerpt, fix = None, None, None
    related: tuple[Related, ...] = ()
    if document.has_text:
        # What is missing has no place of its own: the object that lacks it begins there.
        path = trouble.path[:-1] if trouble.part is Part.START else trouble.path
        start, end = document.offsets(path, trouble.part)
        span, excerpt = _place(document, start, end)
        fix = _fix(trouble, document)
        related = tuple(
            Related(message, document.span(*document.offsets(path, part)))
            for message, path, part in trouble.related
        )
    code = errors.get(trouble.code) if trouble.code else None
    return Finding(
        file=document.file,
        document=document.index,
        api=api,
        rule=trouble.rule,
        code=code.name if code else None,
        status=code.status if code else None,
        also=trouble.also,
        severity=trouble.severity,
        message=trouble.message,
        service_message=code.filled(tuple(map(shortened, trouble.arguments))) if code else None,
        pointer=pointer_to(trouble.path),
        span=span,
        excerpt=excerpt,
        docs=docs,
        fix=fix,
        related=related,
    )


def _fix(trouble: Trouble, document: Document) -> Fix | None:
    replacement = trouble.replacement
    if replacement is not None:
        start, end = document.offsets(replacement.path, replacement.part)
        text = document.encode(replacement.value, start)
        edit = Edit(document.span(start, end), text)
        return Fix(replacement.message, replacement.applicability, (edit,))
    if trouble.most is not None and document.is_line:
        return _split(trouble.path, trouble.most, document)
    return None


def _split(path: Path, most: int, document: Document) -> Fix:
    """Make several lines of a line that holds too many items."""
    from defender_lint.checks.splitting import split

    lines = split(document, path, most)
    edit = Edit(document.span(0, len(document.text)), "\n".join(lines))
    return Fix(f"split the body into {len(lines)} lines", "unsafe", (edit,))
