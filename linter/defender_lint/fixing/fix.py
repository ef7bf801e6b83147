"""Fix: apply fixes until none is left to apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from defender_lint.checks.locate import Placed, fix_of
from defender_lint.findings import Fix
from defender_lint.fixing.edits import apply
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.source import Source
from defender_lint.sources.value import Absent

_MOST_READ: Final = 8 * 1024 * 1024
"""Characters that all passes together read of a short text: about two seconds. Few faults are found
one a pass, such as keys of YAML that are no strings."""

_MOST_PASSES: Final = 80
"""How often a long text is read."""

_COST_OF_YAML: Final = 8
"""How many characters of JSON are read in the time of one of YAML, about."""


class BrokenFix(Exception):
    """A fix made things worse, which is our defect. The text says what happened."""


class Fixed(NamedTuple):
    """A source with fixes in it.

    Attributes:
        source: The new source; the old one where nothing was fixed.
        done: What is gone, in the order in which it went.
        left: What is wrong with the new source.
        is_cut: Whether fixes are left that would have taken too long at once.
    """

    source: Source
    done: list[Placed]
    left: list[Placed]
    is_cut: bool = False


def fix(
    source: Source,
    found: list[Placed],
    check: Callable[[Source], list[Placed]],
    *,
    with_unsafe: bool,
) -> Fixed:
    """Apply fixes, pass by pass, until nothing is left that they could fix.

    Args:
        source: A file, or a stretch of it.
        found: What is wrong with it.
        check: Finds what is wrong with a source.
        with_unsafe: Apply unsafe fixes, too.

    Raises:
        BrokenFix: A fix made the text unparsable, or fixes undo one another. Nothing is lost: the
            source that was given is still what the file holds.
    """
    done: list[Placed] = []
    seen = {source.text}
    left = max(_MOST_READ, _MOST_PASSES * len(source.text))
    while True:
        fixes = [
            (each, fix)
            for first in found
            if not first.suppressed
            and first.text is not None
            and first.text.source.name == source.name
            for each, fix in _wanted(first, with_unsafe=with_unsafe)
        ]
        is_yaml = bool(found) and found[0].request.kind == "yaml"
        left -= len(source.text) * (_COST_OF_YAML if is_yaml else 1)
        if not fixes or left < 0:
            return Fixed(source, done, found, is_cut=bool(fixes))
        text, applied = apply(source.text, source.origin.offset, fixes)
        if text in seen:
            raise BrokenFix("the fixes undo one another")
        seen.add(text)
        source = source.with_text(text)
        found_then = check(source)
        if _is_worse(found_then, found):
            rules = ", ".join(sorted({each.diagnostic.rule for each in applied}))
            raise BrokenFix(f"a fix of {rules} would make it unparsable")
        found = found_then
        done += applied


def _wanted(first: Placed, *, with_unsafe: bool) -> Iterator[tuple[Placed, Fix]]:
    """Yield a problem and its fix, if that is wanted.

    With a fault of syntax come those after it, which nobody sees before it is fixed.
    """
    for each in _with_hidden(first):
        diagnostic = each.diagnostic
        if diagnostic.fix is None and diagnostic.most is None:
            return
        fix = fix_of(each)
        if fix is None or not (with_unsafe or fix.applicability == "safe"):
            return
        yield each, fix


def _with_hidden(each: Placed) -> Iterator[Placed]:
    yield each
    body = each.request.body
    if each.diagnostic.rule == "syntax" and body is not None and body.data is Absent.BROKEN:
        for hidden in islice(body.faults(), 1, None):
            yield Placed.looked_up(hidden, each.request, each.diagnosis)


def _is_worse(found: list[Placed], before: list[Placed]) -> bool:
    """Tell whether a body does not parse that was read before.

    After a fault of YAML nothing is read, so that there may be several where there was one.
    """
    now, then = _unparsable(found), _unparsable(before)
    return len(now) > len(then) and (not then or min(now) < min(then))


def _unparsable(found: list[Placed]) -> list[int]:
    """Return which requests have a fault of syntax, once for each."""
    return [each.request.index for each in found if each.diagnostic.rule == "syntax"]
