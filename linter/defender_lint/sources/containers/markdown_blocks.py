"""The blocks of a Markdown page, as CommonMark has them: https://spec.commonmark.org/.

markdown-it-py finds them, inside lists and quotes too. Only its rules for code are replaced: by
some that keep the places of the lines, and that end a fence nobody has closed where the next
begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_RULE: Final = "fence"
_INDENTED: Final = "code"
_ENDS_A_BLOCK: Final = ["paragraph", "reference", "blockquote", "list"]
_OPENING: Final = re.compile(r"(`{3,})([^`\n]*)|(~{3,})([^\n]*)")
_RETURN: Final = re.compile(r"\r(\n?)")
_CODE_INDENT: Final = 4  # columns that make indented code of a line


class Fence(NamedTuple):
    """A block of code, in a fence or indented.

    Attributes:
        info: What follows the opening marks: the language, most often; empty where it is indented.
        text: What stands in it, without indentation and marks of quotes.
        opening: Where its first line begins and ends, in characters of the source.
        lines: The lines of the file that it stands on, from 1.
        is_closed: Whether it ends with a line of marks, or needs none.
    """

    info: str
    text: Text
    opening: tuple[int, int]
    lines: range
    is_closed: bool


class Prose(NamedTuple):
    """A heading or a paragraph.

    Attributes:
        text: Its lines as they are written.
        level: The level of a heading; 0 for a paragraph.
    """

    text: Text
    level: int


class Html(NamedTuple):
    """A block of HTML, such as a comment.

    Attributes:
        lines: The lines of the file that it stands on, from 1.
    """

    lines: range


Block = Fence | Prose | Html


def blocks(source: Source) -> Iterator[Block]:
    """Yield the blocks of a page that say or show anything, in order."""
    # One character for one, so that the parser counts as the source does.
    chars = _RETURN.sub(lambda match: " \n" if match[1] else "\n", source.text)
    starts = [0, *(match.end() for match in re.finditer("\n", chars)), len(chars)]
    level = 0
    for token in _parser().parse(chars):
        if token.map is None:
            continue
        first, after = token.map
        lines = range(first + 1, after + 1)
        end = starts[min(after, len(starts) - 1)]
        if token.type == _RULE:
            pieces = token.meta["lines"]
            text = Text.joined((Text.stretch(source, *each) for each in pieces), source)
            if not pieces:
                text = Text.stretch(source, end, end)
            opening, is_closed = token.meta["opening"], token.meta["is_closed"]
            yield Fence(token.info.strip(), text, opening, lines, is_closed)
        elif token.type == "html_block":
            yield Html(lines)
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline":
            yield Prose(Text.stretch(source, starts[first], end), level)
            level = 0


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").disable(["inline", "text_join"])
    parser.block.ruler.at(_RULE, _fence, {"alt": _ENDS_A_BLOCK})
    parser.block.ruler.at(_INDENTED, _indented)
    return parser


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take the fence that begins on a line, if one does: a block rule of markdown-it."""
    match = None if state.is_code_block(start) else _opening(state, start)
    if match is None:
        return False
    if silent:
        return True
    marks = match[1] or match[3]
    pieces: list[tuple[int, int]] = []  # of the text, as long as they can be
    is_closed = False
    line = start + 1
    while line < end:
        at, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if at < stop and state.sCount[line] < state.blkIndent:
            break  # the list ends
        if state.sCount[line] - state.blkIndent < _CODE_INDENT:
            rest = state.src[at:stop].rstrip()
            is_closed = rest.startswith(marks) and not rest.strip(marks[0])
            if is_closed:
                line += 1
                break
            other = _opening(state, line)
            if other is not None and rest.startswith(marks):
                break  # the next one begins
        at, stop = _content(state, line, state.sCount[start]), min(stop + 1, len(state.src))
        if pieces and pieces[-1][1] == at:
            at, _ = pieces.pop()
        pieces.append((at, stop))
        line += 1
    _push(state, range(start, line), pieces, match, is_closed=is_closed)
    return True


def _indented(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """Take the indented code that begins on a line, if some does: a block rule of markdown-it."""
    if not state.is_code_block(start):
        return False
    after = start + 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if not state.is_code_block(line):
            break
        after = line + 1
    indent = state.blkIndent + _CODE_INDENT
    pieces = [
        (_content(state, line, indent), min(state.eMarks[line] + 1, len(state.src)))
        for line in range(start, after)
    ]
    _push(state, range(start, after), pieces, None, is_closed=True)
    return True


def _push(
    state: StateBlock,
    lines: range,
    pieces: list[tuple[int, int]],
    opening: re.Match[str] | None,
    *,
    is_closed: bool,
) -> None:
    """Note a block of code, with the places of its lines."""
    state.line = lines.stop
    token = state.push(_RULE, "code", 0)
    token.info = "" if opening is None else opening[2] or opening[4] or ""
    token.map = [lines.start, lines.stop]
    place = pieces[0] if opening is None else opening.span()
    token.meta = {"lines": pieces, "opening": place, "is_closed": is_closed}


def _opening(state: StateBlock, line: int) -> re.Match[str] | None:
    at = state.bMarks[line] + state.tShift[line]
    return _OPENING.fullmatch(state.src, at, state.eMarks[line])


def _content(state: StateBlock, line: int, indent: int) -> int:
    """Return where a line begins when the indentation of its fence is taken away."""
    at, stop = state.bMarks[line], state.eMarks[line]
    last = min(at + indent, stop)
    while at < last and state.src[at] in " \t":
        at += 1
    return at
