"""What a statement changes of an object or a list that a variable holds."""

from __future__ import annotations

from defender_lint.sources.scripts.dialect import Change, Step
from defender_lint.sources.scripts.known import Hole, Known, Lst, Member, Obj, Str, added
from defender_lint.sources.text import Text


def apply(
    known: Known,
    change: Change,
    value: Known | None,
    *,
    is_certain: bool,
    place: tuple[int, int],
    ignores_case: bool = False,
) -> Known:
    """Return what a variable holds after a statement.

    Args:
        known: What it held.
        change: The statement.
        value: What is set, put, added or appended.
        is_certain: Whether the statement is certain to have run. If not, members that it sets are
            there only sometimes.
        place: Where the variable is used.
        ignores_case: Whether keys that differ only by letter case are one.
    """
    what = value if value is not None else Hole("it is not known", place[0], *place)
    path = _as_known(known, change.path) if ignores_case else change.path
    match change.what:
        case "put":
            return _put(known, path, what, is_certain)
        case "drop":
            return _dropped(known, path, is_certain)
        case "append":
            return _appended(known, what, is_certain)
        case "add":
            return _added(known, what, is_certain, place)
    if change.what == "pass" or isinstance(known, (Obj, Lst)):
        return _opened(known)
    return Hole("it is changed later", place[0], *place, isinstance(known, Str))


def _as_known(known: Known, path: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return a path with the first key spelt as the object that has it does."""
    if path and path[0].key is not None and isinstance(known, Obj):
        return (path[0]._replace(key=known.spelt(path[0].key)), *path[1:])
    return path


def _put(known: Known, path: tuple[Step, ...], value: Known, is_certain: bool) -> Known:
    if not isinstance(known, Obj) or not path:
        return _opened(known)
    step, *rest = path
    if step.key is None:
        return known._replace(is_open=True)
    old = known.members.get(step.key)
    if rest:
        if old is None:
            return known._replace(is_open=True)
        member = old._replace(value=_put(old.value, tuple(rest), value, is_certain))
    elif is_certain:
        member = Member(value, step.start, step.end)
    elif old is None:
        member = Member(value, step.start, step.end, is_optional=True)
    else:
        hole = Hole("it is set again in a branch", step.start, old.start, old.end)
        member = old._replace(value=hole)
    return known._replace(members={**known.members, step.key: member})


def _dropped(known: Known, path: tuple[Step, ...], is_certain: bool) -> Known:
    if not isinstance(known, Obj) or len(path) != 1:
        return _opened(known)
    key = path[0].key
    if key is None:
        optional = {k: v._replace(is_optional=True) for k, v in known.members.items()}
        return known._replace(members=optional)
    members = dict(known.members)
    old = members.pop(key, None)
    if old is not None and not is_certain:
        members[key] = old._replace(is_optional=True)
    return known._replace(members=members)


def _appended(known: Known, value: Known, is_certain: bool) -> Known:
    if not isinstance(known, Lst):
        return _opened(known)
    return known._replace(items=(*known.items, value), is_open=known.is_open or not is_certain)


def _added(known: Known, value: Known, is_certain: bool, place: tuple[int, int]) -> Known:
    if isinstance(known, Obj) and isinstance(value, Obj):
        for key, member in value.members.items():
            step = Step(key, member.start, member.end)
            known = _put(known, (step,), member.value, is_certain and not member.is_optional)
        return _opened(known) if value.is_open else known
    if isinstance(known, (Obj, Lst)):
        total = added(known, value, place)
        return total if is_certain else _opened(total)
    if isinstance(known, Str) and isinstance(value, Str) and is_certain:
        return known._replace(text=Text.joined((known.text, value.text), known.text.source))
    return Hole("it is added to", place[0], *place, isinstance(known, Str))


def _opened(known: Known) -> Known:
    """Return an object or a list that may hold more; what else it is stays as it is."""
    return known._replace(is_open=True) if isinstance(known, (Obj, Lst)) else known
