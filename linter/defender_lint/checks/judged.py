"""Judged before: what was wrong with a body is wrong with all that are like it in what matters.

Who makes a mistake makes it in every line of a file. What is wrong with a body follows from its
keys, from the values that something is wrong with or that rules for other members go by, and from
what is right about all other values. The former are compared; the latter is what the remainder of
the schema judges (:mod:`defender_lint.checks.remainder`), so that nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from defender_lint.catalogue import Operation
from defender_lint.checks.context import Context
from defender_lint.checks.diagnosis import Diagnosis
from defender_lint.diagnostic import Diagnostic, Path
from defender_lint.memo import memo
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.value import NO_HOLES

_MOST_KEYS: Final = 64
_LONGEST: Final = 64  # characters of a key or a value that is kept
_MET: Final = 1_024  # kinds of bodies that are noted,
_LEARNT: Final = 128  # and learnt when they are met again
_BOOLEAN: Final = {"type": "boolean"}


class _Like(NamedTuple):
    """What bodies have in common: whether one is like the others, and what is wrong with it."""

    is_like: Callable[[Any], bool]
    diagnosis: Diagnosis


class Judged:
    """What was wrong with the bodies of one operation."""

    def __init__(self, operation: Operation, context: Context) -> None:
        """Begin with nothing."""
        self._operation = operation
        self._context = context
        # By keys and whether something names the operation, then by which values are compared,
        # then by these values.
        self._known: dict[Any, dict[tuple[str, ...], dict[Any, _Like | None]]] = {}
        self._met = self._learnt = 0

    def recall(self, body: Any, *, is_named: bool) -> Diagnosis | None:
        """Return what is wrong with a body; None if that is not known yet."""
        if type(body) is not dict:
            return None
        # A list, since another thread may learn.
        for compared, known in list(self._known.get((tuple(body), is_named), {}).items()):
            try:
                like = known.get(_values(body, compared))
            except TypeError:  # one of them is a list or an object
                continue
            if like is not None and like.is_like(body):
                return like.diagnosis
        return None

    def learn(self, body: Any, diagnosis: Diagnosis, *, is_named: bool) -> None:
        """Note what is wrong with a body of which nothing is unknown."""
        if (
            type(body) is not dict
            or len(body) > _MOST_KEYS
            or max(map(len, body), default=0) > _LONGEST
        ):
            return
        places = [place for each in diagnosis.diagnostics for place in _places(each)]
        if () in places:
            return
        wrong = {place[0] for place in places}
        words = _compared_with_words(self._operation) | self._context.catalogue.graph.cased
        compared = tuple(
            key for key in body if key in wrong or key in words or key == "@odata.type"
        )
        if not all(_may_be_kept(body[key]) for key in compared):
            return
        known = self._known.setdefault((tuple(body), is_named), {}).setdefault(compared, {})
        values = _values(body, compared)
        if values not in known:
            if self._met < _MET:
                self._met += 1
                known[values] = None  # nothing is learnt of what may never be met again
        elif known[values] is None and self._learnt < _LEARNT:
            self._learnt += 1
            known[values] = self._like(body, compared, diagnosis)

    def _like(self, body: dict[str, Any], compared: tuple[str, ...], diagnosis: Diagnosis) -> _Like:
        from defender_lint.checks.intent import intent
        from defender_lint.checks.read_back import read_back
        from defender_lint.checks.remainder import NoRemainderError, remainder

        operation, context = self._operation, self._context
        plan = context.plan(operation)
        meant = intent(read_back(body, plan).value, plan, {}, NO_HOLES)
        diagnosis = diagnosis.of_many()
        if meant.within:
            return _Like(_never, diagnosis)
        unknown = frozenset(key for key in body if key in meant.value).difference(compared)
        try:
            left = remainder(
                operation.strict_schema,
                meant.value,
                unknown,
                lambda schema, value: context.engine_for(operation, schema).is_valid(value),
            )
        except NoRemainderError:
            return _Like(_never, diagnosis)
        # As values to compare, 1 and true are one.
        booleans = {key: _BOOLEAN for key in compared if isinstance(body[key], bool)}
        left["allOf"].append({"properties": booleans})
        return _Like(context.engine_for(operation, left).is_valid, diagnosis)


@lru_cache(512)  # more operations than there are
def _compared_with_words(operation: Operation) -> frozenset[str]:
    """Return the members by which the rules for others go."""
    from defender_lint.checks.remainder import telling

    return telling(operation.strict_schema)


@memo(64)
def judged(operation: Operation, context: Context) -> Judged:
    """Return what was wrong with bodies of an operation."""
    return Judged(operation, context)


def _never(_: Any) -> bool:
    """Be what tells that a body is like another, where that cannot be told."""
    return False


def _values(body: dict[str, Any], keys: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(map(body.__getitem__, keys))


def _may_be_kept(value: Any) -> bool:
    return (
        value is None
        or isinstance(value, bool)
        or (isinstance(value, str) and len(value) <= _LONGEST)
    )


def _places(each: Diagnostic) -> list[Path]:
    """Return all places that a diagnostic speaks of, whose values may stand in its words."""
    fixed = [each.fix.path] if each.fix is not None and each.fix.path is not None else []
    return [each.path, *fixed, *(path for _, path, _ in each.related)]
