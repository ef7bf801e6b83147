"""Which statements decide what a variable holds where it is used.

The last assignment before the use counts, if it stands in the same function and on the way to the
use; what may have been set otherwise, in a branch, by a caller, behind a syntax error, is unknown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.scripts.dialect import Change, Dialect


class Unset(NamedTuple):
    """A variable of which nothing is known: why, and the byte of what shows it."""

    why: str
    at: int


class Held(NamedTuple):
    """What decides what a variable holds.

    Attributes:
        base: The assignment.
        changes: What happens to it between there and the use, in order, and whether each is
            certain to.
    """

    base: Change
    changes: tuple[tuple[Change, bool], ...]


class _Block(NamedTuple):
    """A function, a branch or a loop; ``parent`` is the index of what it stands in, or -1."""

    start: int
    end: int
    kind: str
    parent: int


_MODULE: Final = -1  # the index of what is in no block
_DEEPEST: Final = 200  # blocks round a place; what stands deeper is not looked at
_MOST_CHANGES: Final = 1_000  # of one variable before its use


class Scopes:
    """The blocks of a tree, and what is set in each."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect: Final = dialect
        self._blocks: Final = _nested(dialect)
        self._starts: Final = [each.start for each in self._blocks]
        errors = sorted((each.start_byte, each.end_byte) for each in dialect.found.get("error", ()))
        self._errors: Final = [start for start, _ in errors]
        self._error_ends: Final = list(accumulate((end for _, end in errors), max))
        self._spans: Final = errors
        self._parameters: Final[dict[tuple[int, str], int]] = {}
        for node in dialect.found.get("parameter", ()):
            key = (self._function(node.start_byte), dialect.variable(node))
            self._parameters.setdefault(key, node.start_byte)
        self._changes: Final[dict[tuple[int, str], list[Change]]] = {}
        ordered = sorted(dialect.changes(), key=lambda each: each.end)
        setting = {(self._scope(each), each.name) for each in ordered if each.what == "set"}
        for change in ordered:
            scope = self._scope(change)
            while scope != _MODULE and (scope, change.name) not in setting:
                if (scope, change.name) in self._parameters:
                    break
                scope = self._function_of(self._blocks[scope].parent)
            self._changes.setdefault((scope, change.name), []).append(change)

    def find(self, name: str, at: int, *, is_wide: bool = False) -> Held | Unset | None:
        """Say what a variable holds where it is used; None if it is never set.

        Args:
            name: The variable.
            at: Where it is used, in bytes.
            is_wide: Whether the variables of functions are not meant.
        """
        scope = _MODULE if is_wide else self._function(at)
        is_own = not is_wide or self._function(at) == _MODULE
        while True:
            changes = self._changes.get((scope, name))
            parameter = self._parameters.get((scope, name))
            if changes is not None and is_own:
                held = self._before(changes, at)
                if held is not None:
                    return held
                if parameter is None:
                    return Unset(f"{self._written(name)} is set only later", changes[0].start)
            if parameter is not None:
                return Unset(f"{self._written(name)} is a parameter", parameter)
            if changes is not None:
                return self._only(changes, at)
            if scope == _MODULE:
                return None
            scope = self._function_of(self._blocks[scope].parent)
            is_own = False

    def is_broken(self, start: int, end: int) -> bool:
        """Tell whether something between two bytes does not parse."""
        first = bisect_left(self._errors, start)
        return first < len(self._errors) and self._errors[first] < end

    def _before(self, changes: list[Change], at: int) -> Held | Unset | None:
        """Say what is held where the variable is used, in the function that sets it."""
        name = changes[0].name
        last = bisect_right(changes, at, key=lambda each: each.end)
        index = next((i for i in range(last - 1, -1, -1) if changes[i].what == "set"), None)
        if index is None:
            return None
        base = changes[index]
        if self._is_hidden(base, at):
            return Unset(f"there is a syntax error between {self._written(name)} and its use", at)
        ways = self._chain(at)
        if not self._leads(base, ways):
            return Unset(f"{self._written(name)} is set only in a branch", base.start)
        own = self._chain(base.start)
        loops = [each for each in ways if each not in own and self._blocks[each].kind == "loop"]
        loop_end = max((self._blocks[each].end for each in loops), default=0)
        later = [each for each in changes[last:] if each.end <= loop_end]
        if any(each.what == "set" for each in later):
            return Unset(f"{self._written(name)} is set again in the loop", base.start)
        between = changes[index + 1 : last]
        if len(between) + len(later) > _MOST_CHANGES:
            return Unset(f"{self._written(name)} is changed too often", base.start)
        certain = [(each, self._leads(each, ways)) for each in between]
        return Held(base, (*certain, *((each, False) for each in later)))

    def _only(self, changes: list[Change], at: int) -> Held | Unset:
        """Say what a variable of an outer scope holds: known only if it is set once."""
        bases = [each for each in changes if each.what == "set"]
        name = changes[0].name
        if len(bases) != 1:
            return Unset(f"{self._written(name)} is set in several places", changes[0].start)
        base = bases[0]
        function = self._function(base.start)
        if any(
            self._blocks[each].kind != "function" and self._function_of(each) == function
            for each in self._chain(base.start)
        ):
            return Unset(f"{self._written(name)} is set only in a branch", base.start)
        if any(name.rpartition(".")[2] in self._dialect.tree.slice(*span) for span in self._spans):
            return Unset(f"{self._written(name)} is inside a syntax error", base.start)
        return Held(base, tuple((each, False) for each in changes if each is not base))

    def _is_hidden(self, base: Change, at: int) -> bool:
        """Tell whether a syntax error may hide another assignment, or the end of a block."""
        if self.is_broken(base.start, at):
            return True
        before = bisect_left(self._errors, base.start)
        if not before or self._error_ends[before - 1] <= base.end:
            return False
        return not self._dialect.has_braces or _leaves(self._dialect.tree.slice(base.end, at))

    def _leads(self, change: Change, ways: list[int]) -> bool:
        """Tell whether a statement is certain to have run at a place with these blocks."""
        return all(each in ways for each in self._chain(change.start))

    def _written(self, name: str) -> str:
        return f"`{self._dialect.sigil}{name}`"

    def _scope(self, change: Change) -> int:
        return _MODULE if change.is_wide else self._function(change.start)

    def _innermost(self, at: int) -> int:
        index = bisect_right(self._starts, at) - 1
        while index != _MODULE and self._blocks[index].end <= at:
            index = self._blocks[index].parent
        return index

    def _chain(self, at: int) -> list[int]:
        """Return the blocks round a place, the innermost first."""
        chain: list[int] = []
        index = self._innermost(at)
        while index != _MODULE and len(chain) < _DEEPEST:
            chain.append(index)
            index = self._blocks[index].parent
        return chain

    def _function(self, at: int) -> int:
        return self._function_of(self._innermost(at))

    def _function_of(self, index: int) -> int:
        while index != _MODULE and self._blocks[index].kind != "function":
            index = self._blocks[index].parent
        return index


def _nested(dialect: Dialect) -> list[_Block]:
    blocks: list[_Block] = []
    parent = _MODULE
    for start, end, kind in sorted(dialect.blocks(), key=lambda span: (span[0], -span[1])):
        while parent != _MODULE and blocks[parent].end <= start:
            parent = blocks[parent].parent
        blocks.append(_Block(start, end, kind, parent))
        parent = len(blocks) - 1
    return blocks


def _leaves(chars: str) -> bool:
    """Tell whether a brace in ``chars`` closes what was opened before them."""
    depth = 0
    for char in chars:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return True
    return False
