"""The JSON Schema engines behind one small interface.

Our own (:mod:`defender_lint.engines.own`) judges by the schemas that come with the program, without
any library. For a team's own schemas, and on request, that is ``jsonschema-rs``, or ``jsonschema``
where the former has no wheel; the tests have both as oracles. All get our formats and keywords from
the same tables, and say no more than where in the body which part of the schema is violated: what
that means is decided by :mod:`defender_lint.checks.explain`, so they cannot disagree about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from defender_lint.diagnostic import Path
from defender_lint.engines.keywords import KEYWORDS
from defender_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from defender_lint.catalogue.schemas import Schema

EngineName = Literal["auto", "jsonschema-rs", "jsonschema"]
Checkers = dict[str, Callable[[str], bool]]

MOST_COMPUTED: Final = 5_000
"""Problems of one body that are looked for; a body with more is not read to its end."""

MOST_VIOLATIONS: Final = 2 * MOST_COMPUTED
"""Violations of one body that are computed: several may be of one problem."""


class Violation(NamedTuple):
    """A keyword at ``schema_path`` that the value at ``instance_path`` violates."""

    instance_path: Path
    schema_path: Path


class Engine(Protocol):
    """A compiled schema."""

    def is_valid(self, value: Any) -> bool:
        """Tell whether ``value`` fits the schema."""

    def violations(self, value: Any) -> list[Violation]:
        """List the violations, in no particular order; of very many, not all."""


class EngineMissing(ImportError):
    """The engine that was asked for is not installed. The text says what to do."""


def compile_schema(schema: Schema, checkers: Checkers, engine: EngineName = "auto") -> Engine:
    """Compile a schema whose references are inlined, with a library.

    Args:
        schema: JSON Schema 2020-12 with our formats and keywords.
        checkers: Predicate of each format.
        engine: Which library; ``auto`` takes ``jsonschema-rs`` where it is installed.

    Raises:
        EngineMissing: The engine is not installed.
    """
    try:
        if engine == "jsonschema":
            return PythonEngine(schema, checkers)
        try:
            return RustEngine(schema, checkers)
        except ImportError:
            if engine == "auto":
                return PythonEngine(schema, checkers)
            raise
    except ImportError as error:
        raise EngineMissing(
            "neither jsonschema-rs nor jsonschema is installed here; install one of them"
            if engine == "auto"
            else f"the engine {engine} is not installed here; "
            "leave --engine out, or install the package of that name"
        ) from error


class RustEngine:
    """``jsonschema-rs``."""

    def __init__(self, schema: Schema, checkers: Checkers) -> None:
        import jsonschema_rs

        self._validator = jsonschema_rs.Draft202012Validator(
            schema,
            formats=checkers,
            keywords={name: _rust_keyword(clashes) for name, clashes in KEYWORDS.items()},
            validate_formats=True,
        )

    def is_valid(self, value: Any) -> bool:
        """See :class:`Engine`."""
        return self._validator.is_valid(value)

    def violations(self, value: Any) -> list[Violation]:
        """See :class:`Engine`."""
        return [
            Violation(tuple(error.instance_path), tuple(error.schema_path))
            for error in islice(self._validator.iter_errors(value), MOST_VIOLATIONS)
        ]


def _rust_keyword(clashes: Callable[..., Iterator[Any]]) -> type:
    class Keyword:
        def __init__(self, _parent: Schema, value: Any, _path: list[Any]) -> None:
            self._config = value

        def validate(self, instance: Any) -> None:
            if next(clashes(instance, self._config), None) is not None:
                raise ValueError

    return Keyword


class PythonEngine:
    """``jsonschema``."""

    def __init__(self, schema: Schema, checkers: Checkers) -> None:
        import jsonschema

        formats = jsonschema.FormatChecker(formats=())
        for name, check in checkers.items():
            formats.checks(name)(_on_text(check))
        validator = jsonschema.validators.extend(
            jsonschema.Draft202012Validator,
            {name: _python_keyword(clashes) for name, clashes in KEYWORDS.items()},
        )
        self._validator = validator(schema, format_checker=formats)

    def is_valid(self, value: Any) -> bool:
        """See :class:`Engine`."""
        return bool(self._validator.is_valid(value))

    def violations(self, value: Any) -> list[Violation]:
        """See :class:`Engine`."""
        return [
            Violation(tuple(error.absolute_path), tuple(error.absolute_schema_path))
            for error in islice(self._validator.iter_errors(value), MOST_VIOLATIONS)
        ]


def _on_text(check: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or check(value)


def _python_keyword(clashes: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def keyword(_validator: Any, config: Any, instance: Any, _schema: Any) -> Iterator[Any]:
        import jsonschema

        if next(clashes(instance, config), None) is not None:
            yield jsonschema.ValidationError("")

    return keyword
