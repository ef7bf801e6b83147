"""The quoted line of a finding and the carets under the exact token."""

from __future__ import annotations

from defender_lint.named_tuple import NamedTuple
from defender_lint.printable import cell, width
from defender_lint.spans import Excerpt, Span

_ELLIPSIS = "…"


class Quote(NamedTuple):
    """A line as a terminal shows it: ``text``, and where the carets go under it, in columns."""

    text: str
    indent: int
    carets: int


def quote(excerpt: Excerpt, span: Span, columns: int) -> Quote:
    """Set a line so that it fits into ``columns`` and the token of ``span`` stays in sight.

    A token that goes on in the next line, or does not fit, is marked up to where the line ends.
    """
    text, cut = excerpt
    first, last = span
    begin = min(max(first.column - 1 - cut, 0), len(text))
    if last.line == first.line:
        end = min(max(last.column - 1 - cut, begin), len(text))
    else:
        end = len(text.rstrip())
    is_plain = text.isascii() and text.isprintable()
    if is_plain and not cut and len(text) <= columns:  # nearly all lines
        return Quote(text, indent=begin, carets=max(1, end - begin))
    cells = text if is_plain else [cell(character) for character in text]
    widths = [1] * len(cells) if is_plain else [width(part) for part in cells]
    left, right = _window(widths, begin, end, columns, cut=cut > 0)
    before = _ELLIPSIS if left > 0 or cut else ""
    after = _ELLIPSIS if right < len(cells) else ""
    return Quote(
        text=before + "".join(cells[left:right]) + after,
        indent=len(before) + sum(widths[left:begin]),
        carets=max(1, sum(widths[begin : min(end, right)])),
    )


def _window(widths: list[int], begin: int, end: int, columns: int, *, cut: bool) -> tuple[int, int]:
    """Choose which characters to show: from ``left`` up to, not including, ``right``."""
    if sum(widths) + cut <= columns:
        return 0, len(widths)
    room = max(columns - 2, 1)  # an ellipsis on either side
    # What stands before the token tells where it is; a third of the rest is enough for that.
    spare = room - min(sum(widths[begin:end]), room)
    tail = sum(widths[end:])
    lead = max(spare // 3, spare - tail)
    left = begin
    while left > 0 and widths[left - 1] <= lead:
        left -= 1
        lead -= widths[left]
    if left == 0 and not cut:
        room += 1
    used, right = sum(widths[left:begin]), begin
    while right < len(widths) and used + widths[right] <= room:
        used += widths[right]
        right += 1
    return left, right
