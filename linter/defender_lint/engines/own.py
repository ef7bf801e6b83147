"""An engine of our own for the keywords of our schemas, in plain Python.

A bad body waits for the import of no library, which takes longer than judging it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from defender_lint.catalogue.schemas import Schema
from defender_lint.diagnostic import Path
from defender_lint.engines import MOST_VIOLATIONS, Violation
from defender_lint.engines.fitting import (
    ByType,
    Fitting,
    Predicates,
    Test,
    always,
    unknown,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Step = Callable[[Any, Path, list[Violation]], None]
    """Adds what a value of a certain type, which stands at a path, violates."""


def own_engine(schema: Schema, formats: Predicates, keywords: Predicates) -> OwnEngine | None:
    """Return the engine of a schema; None where that says something that is not known here.

    Args:
        schema: The schema, its references inlined.
        formats: Whether a string has a format, by the format's name.
        keywords: Whether a value satisfies a keyword of ours, by the keyword's name; called with
            the value and what the schema says of the keyword.
    """
    return None if any(unknown(schema)) else OwnEngine(schema, Fitting(formats, keywords))


class OwnEngine:
    """See :class:`defender_lint.engines.Engine`."""

    def __init__(self, schema: Schema, fitting: Fitting) -> None:
        """Take a schema of which everything is known."""
        self._fitting = fitting
        self._tests = fitting.tests(schema)
        self._steps = self._steps_of(schema, ())

    def is_valid(self, value: Any) -> bool:
        """See :class:`defender_lint.engines.Engine`."""
        return self._tests[type(value)](value)

    def violations(self, value: Any) -> list[Violation]:
        """See :class:`defender_lint.engines.Engine`."""
        found: list[Violation] = []
        for step in self._steps[type(value)]:
            step(value, (), found)
        return found[:MOST_VIOLATIONS]

    def _steps_of(self, schema: Any, where: Path) -> ByType[list[Step]]:
        """Return what a schema at ``where`` takes, by the type of the value."""
        return ByType(lambda type: list(self._made(schema, type, where)))

    def _made(self, schema: Any, type: type, where: Path) -> Iterator[Step]:
        if schema is True:
            return
        # What is wrong with a list as a whole is not lost where too much is wrong with its items.
        for key in sorted(schema, key=("items", "properties").__contains__):
            here = (*where, key)
            if key == "allOf":
                for number, part in enumerate(schema[key]):
                    yield from self._made(part, type, (*here, number))
            elif key == "if":
                yield from self._either(schema, type, where)
            elif key == "properties" and type is dict:
                members = schema[key].items()
                yield _in_members({n: self._steps_of(each, (*here, n)) for n, each in members})
            elif key == "required" and type is dict:
                yield _missing(tuple(schema[key]), here)
            elif key == "items" and type is list:
                yield _in_items(self._steps_of(schema[key], here))
            else:
                test = self._fitting.keyword(key, schema, type)
                if test is not always:
                    yield _refusing(test, here)

    def _either(self, schema: Schema, type: type, where: Path) -> Iterator[Step]:
        """Make the steps of ``then`` and ``else``."""
        condition = self._fitting.test(schema["if"], type)
        then = list(self._made(schema.get("then", True), type, (*where, "then")))
        otherwise = list(self._made(schema.get("else", True), type, (*where, "else")))
        if condition is always:
            yield from then
        elif then or otherwise:

            def step(value: Any, path: Path, found: list[Violation]) -> None:
                for each in then if condition(value) else otherwise:
                    each(value, path, found)

            yield step


def _refusing(test: Test, where: Path) -> Step:
    def step(value: Any, path: Path, found: list[Violation]) -> None:
        if not test(value):
            found.append(Violation(path, where))

    return step


def _missing(required: tuple[str, ...], where: Path) -> Step:
    def step(value: Any, path: Path, found: list[Violation]) -> None:
        found += [Violation(path, where) for key in required if key not in value]

    return step


def _in_members(members: Mapping[str, ByType[list[Step]]]) -> Step:
    def step(value: Any, path: Path, found: list[Violation]) -> None:
        for key, member in value.items():
            if key in members and (steps := members[key][type(member)]):
                inner = (*path, key)
                for each in steps:
                    each(member, inner, found)

    return step


def _in_items(items: ByType[list[Step]]) -> Step:
    def step(value: Any, path: Path, found: list[Violation]) -> None:
        for index, item in enumerate(value):
            if steps := items[type(item)]:
                inner = (*path, index)
                for each in steps:
                    each(item, inner, found)
                if len(found) >= MOST_VIOLATIONS:
                    return

    return step
