"""Formulas: the questions that a generated gate asks, as values that can be simplified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_WIDTH: Final = 88
_FEW: Final = 2  # questions that depend on one variable and are asked one after the other


@dataclass(frozen=True)
class Atom:
    """A question in Python, and the opposite question."""

    text: str
    opposite: str


@dataclass(frozen=True)
class OneOf:
    """Whether a variable is one of some strings or numbers (``among``), or none of them."""

    variable: str
    values: tuple[str | int | float, ...]
    among: bool = True


@dataclass(frozen=True)
class All:
    """True where every part is."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Any:
    """True where some part is."""

    parts: tuple[Formula, ...]


Formula = Atom | OneOf | All | Any

TRUE: Final = All(())
FALSE: Final = Any(())


def constant(truth: bool) -> Formula:
    """Return the formula that is always true, or never."""
    return TRUE if truth else FALSE


def question(text: str) -> Atom:
    """Return the formula of a Python expression, whose opposite is written with ``not``."""
    return Atom(text, f"not {text}")


def all_of(parts: Iterable[Formula]) -> Formula:
    """Join formulas by ``and``."""
    return _joined(All, Any, parts)


def any_of(parts: Iterable[Formula]) -> Formula:
    """Join formulas by ``or``."""
    return _joined(Any, All, parts)


def _joined(own: type[All | Any], other: type[All | Any], parts: Iterable[Formula]) -> Formula:
    flat: dict[Formula, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, own) else (part,)))
    if other(()) in flat:
        return other(())
    return next(iter(flat)) if len(flat) == 1 else own(tuple(flat))


def negation(formula: Formula) -> Formula:
    """Return the formula that is true where ``formula`` is not."""
    if isinstance(formula, Atom):
        return Atom(formula.opposite, formula.text)
    if isinstance(formula, OneOf):
        return OneOf(formula.variable, formula.values, not formula.among)
    parts = map(negation, formula.parts)
    return any_of(parts) if isinstance(formula, All) else all_of(parts)


def facts_of(formula: Formula) -> tuple[Formula, ...]:
    """Return the simple formulas that are true wherever ``formula`` is."""
    return formula.parts if isinstance(formula, All) else (formula,)


def simplified(formula: Formula, facts: tuple[Formula, ...]) -> Formula:
    """Leave out of a formula what is known, given what is true already."""
    if isinstance(formula, Any) and formula in facts:
        return TRUE
    if isinstance(formula, (All, Any)):
        is_all = isinstance(formula, All)
        parts: list[Formula] = []
        for part in formula.parts:  # whoever asks for a part knows the answers to those before it
            known = parts if is_all else [negation(each) for each in parts]
            told = tuple(fact for each in known for fact in facts_of(each))
            follows = (simplified(fact, told) for fact in facts if told and isinstance(fact, Any))
            parts.append(simplified(part, (*facts, *told, *follows)))
        return all_of(_merged(parts)) if is_all else any_of(parts)
    for fact in facts:
        if fact == formula:
            return TRUE
        if fact == negation(formula):
            return FALSE
        if isinstance(fact, OneOf) and isinstance(formula, OneOf):
            formula = _narrowed(formula, fact)
            if not formula.values:
                return constant(not formula.among)
    return formula


def factored(formula: Formula) -> Formula:
    """Ask only once for what several parts begin with that a formula joins by ``and``.

    Such as the pattern that several formats of one string accept.
    """
    rests: dict[Formula, list[Formula]] = {}
    for part in facts_of(formula):
        first, *rest = part.parts if isinstance(part, Any) else (part,)
        rests.setdefault(first, []).append(any_of(rest))
    return all_of(any_of((first, all_of(rest))) for first, rest in rests.items())


def by_cases(truths: list[Formula]) -> tuple[list[Formula], dict[Formula, Formula]]:
    """Tell apart what is asked by the value of the variable that most of it depends on.

    Args:
        truths: All that has to be true.

    Returns:
        What has to be true whatever the value is, and what else for each value, by the question
        whether the variable has it; for none if hardly anything depends on one variable.
    """
    best: tuple[list[Formula], dict[Formula, Formula]] = truths, {}
    for choosing in truths:
        for choice in facts_of(choosing):
            if isinstance(choice, OneOf) and choice.among:
                telling = [each for each in truths if _asks(each, choice.variable)]
                telling.remove(choosing)
                if len(telling) > max(_FEW, len(truths) - len(best[0])):
                    others = [each for each in truths if each not in telling]
                    known = tuple(fact for each in others for fact in facts_of(each))
                    cases = [OneOf(choice.variable, (value,)) for value in choice.values]
                    best = (
                        others,
                        {
                            case: factored(simplified(all_of(telling), (*known, case)))
                            for case in cases
                        },
                    )
    return best


def _asks(formula: Formula, variable: str) -> bool:
    if isinstance(formula, (All, Any)):
        return any(_asks(part, variable) for part in formula.parts)
    return isinstance(formula, OneOf) and formula.variable == variable


def _merged(parts: list[Formula]) -> list[Formula]:
    """Take what a variable must not be from what it may be, if one part says each."""
    merged: list[Formula] = []
    for part in parts:
        last = merged.pop() if merged else TRUE
        if (
            isinstance(part, OneOf)
            and not part.among
            and isinstance(last, OneOf)
            and last.among
            and last.variable == part.variable
        ):
            left = tuple(value for value in last.values if value not in part.values)
            merged.append(OneOf(part.variable, left) if left else FALSE)
        else:
            merged += [last, part]
    return merged


def _narrowed(formula: OneOf, fact: OneOf) -> OneOf:
    """Ask only for those values that a variable can still have."""
    if fact.variable != formula.variable:
        return formula
    left = tuple(value for value in formula.values if (value in fact.values) == fact.among)
    if fact.among and set(fact.values) <= set(left):
        return OneOf(formula.variable, (), not formula.among)  # all that are possible
    return OneOf(formula.variable, left, formula.among)


def refusals(truths: list[Formula], indent: str) -> Iterator[str]:
    """Yield statements that end a function where something is not true that has to be."""
    always, cases = by_cases(truths)
    for truth in always:
        yield f"{indent}if {source(negation(truth), indent)}:\n{indent}    return False\n"
    word = "if"
    for case, truth in cases.items():
        if truth != TRUE:
            yield f"{indent}{word} {source(case)}:\n"
            yield from refusals(list(facts_of(truth)), f"{indent}    ")
            word = "elif"


def source(formula: Formula, indent: str = "") -> str:
    """Write a formula in Python; over several lines, in parentheses, where one is too short."""
    line = _line(formula)
    if len(indent) + len(line) <= _WIDTH or isinstance(formula, (Atom, OneOf)):
        return line
    word = "and" if isinstance(formula, All) else "or"
    inner = indent + "    "
    parts = []
    for part in formula.parts:
        is_short = len(inner) + len(_line(part)) <= _WIDTH
        text = source(part, inner)
        parts.append(f"({text})" if isinstance(part, Any) and is_short else text)
    return f"(\n{inner}" + f"\n{inner}{word} ".join(parts) + f"\n{indent})"


def _line(formula: Formula) -> str:
    if isinstance(formula, Atom):
        return formula.text
    if isinstance(formula, OneOf):
        if len(formula.values) == 1:
            return f"{formula.variable} {'==' if formula.among else '!='} {formula.values[0]!r}"
        values = ", ".join(map(repr, formula.values))
        return f"{formula.variable} {'in' if formula.among else 'not in'} {{{values}}}"
    if not formula.parts:
        return str(isinstance(formula, All))
    if isinstance(formula, Any):
        return " or ".join(map(_line, formula.parts))
    return " and ".join(
        f"({_line(part)})" if isinstance(part, Any) else _line(part) for part in formula.parts
    )
