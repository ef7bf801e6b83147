"""Gates say of every body what the engines say; a right body may be refused, a wrong one never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import Any

import jsonschema
import pytest

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.checks.context import Context
from defender_lint.checks.formats import checkers
from defender_lint.engines import MOST_VIOLATIONS, PythonEngine, RustEngine
from defender_lint.engines.keywords import KEYWORDS
from defender_lint.engines.own import OwnEngine
from defender_lint.gates.accepting import QuickCheckers, QuickKeywords
from defender_lint.gates.generator import generate
from defender_lint.gates.stricter import stricter
from made_bodies import made_bodies
from support import TYPICAL, thinned

CATALOGUE = Catalogue.shipped()
IDS = CATALOGUE.body_ids()
NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=timezone.utc)
EXACT = checkers(lambda: NOW)
QUICK_SHARE = 600
WHOLE = 7_000
"""Bodies for each operation; some thirty operations make 300,000."""


def schema_of(operation: Operation) -> dict[str, Any]:
    """Return what makes a gate, also for an API that is being retired: whether it fits."""
    return {key: part for key, part in operation.strict_schema.items() if key != "x-operation"}


def gate_of(schema: dict[str, Any]) -> Callable[[Any], bool]:
    """Compile a gate anew, whatever may lie in a cache."""
    module: dict[str, Any] = {}
    exec(generate(schema, "test-api"), module)  # noqa: S102
    formats = QuickCheckers(lambda: "2026-03-15", EXACT.__getitem__)
    gate: Callable[[Any], bool] = module["gate"](formats, QuickKeywords(exact_keyword))
    return gate


def exact_keyword(name: str) -> Callable[[Any, Any], bool]:
    return lambda value, config: next(KEYWORDS[name](value, config), None) is None


@pytest.mark.parametrize("id", thinned(IDS, TYPICAL))
def test_a_gate_agrees_with_the_engine(id: str) -> None:
    operation = CATALOGUE[id]
    gate = gate_of(schema_of(operation))
    engine = RustEngine(operation.strict_schema, EXACT)
    narrower = RustEngine(stricter(schema_of(operation)), EXACT)
    verdicts = Counter[tuple[bool, bool]]()
    for body in made_bodies(operation, QUICK_SHARE, 1):
        is_right = engine.is_valid(body)
        let_through = gate(body)
        assert is_right or not let_through, body
        assert let_through == narrower.is_valid(body), body
        verdicts[is_right, let_through] += 1
    # What a gate leaves to the engine on purpose is rare even where bodies are made at random.
    assert verdicts[True, True] > verdicts[True, False] / 2
    assert verdicts[True, True] > 10
    assert verdicts[False, False] > 10


@pytest.mark.slow
@pytest.mark.parametrize("id", IDS)
def test_gate_and_engines_agree_on_many_bodies(id: str) -> None:
    operation = CATALOGUE[id]
    gate = gate_of(schema_of(operation))
    engine = RustEngine(operation.strict_schema, EXACT)
    oracle = Recorder(operation.strict_schema)
    own = Context(CATALOGUE, now=NOW).compiled(operation)
    assert isinstance(own, OwnEngine)
    for body in made_bodies(operation, WHOLE, 2):
        is_right = engine.is_valid(body)
        assert oracle.is_valid(body) == own.is_valid(body) == is_right, body
        assert is_right or not gate(body), body
        violations = own.violations(body)
        if len(violations) < MOST_VIOLATIONS:  # else each says as many as it says
            assert Counter(violations) == Counter(engine.violations(body)), body
    assert oracle.never_reached() == []


def test_two_hundred_thousand_bodies_in_all() -> None:
    assert len(IDS) * WHOLE >= 200_000


@pytest.mark.parametrize("id", IDS)
def test_every_example_passes(id: str) -> None:
    operation = CATALOGUE[id]
    assert all(map(gate_of(schema_of(operation)), operation.examples))


@pytest.mark.parametrize("id", ["run-advanced-query", "upload-library"])
def test_where_there_is_always_something_to_say_nothing_passes(id: str) -> None:
    operation = CATALOGUE[id]
    assert not any(map(gate_of(operation.strict_schema), operation.examples))


TELLING = {
    *("type", "enum", "const", "format", "required", "additionalProperties", "contains"),
    *("minItems", "maxItems", "minimum", "maximum", *KEYWORDS),
}
"""Keywords that can be true or false by themselves."""


class Recorder:
    """The oracle, which also notes what each keyword at each place of the schema has said."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema
        self._said: dict[tuple[int, str], set[bool]] = {}
        engine = PythonEngine(schema, EXACT)
        validator = engine._validator
        recording = jsonschema.validators.extend(
            type(validator),
            {
                keyword: self._recorded(keyword, check)
                for keyword, check in type(validator).VALIDATORS.items()
                if keyword in TELLING
            },
        )
        self._validator = recording(schema, format_checker=validator.format_checker)

    def is_valid(self, value: Any) -> bool:
        return not list(self._validator.iter_errors(value))  # all of them: none is passed over

    def _recorded(self, keyword: str, check: Any) -> Any:
        def recorded(validator: Any, config: Any, value: Any, schema: Any) -> Iterator[Any]:
            errors = list(check(validator, config, value, schema) or ())
            self._said.setdefault((id(schema), keyword), set()).add(not errors)
            yield from errors

        return recorded

    def never_reached(self) -> list[str]:
        """Return the places of keywords that have not said both yes and no."""
        return [
            f"{path}/{keyword}"
            for path, schema in _within(self._schema, "#")
            for keyword in sorted(TELLING & schema.keys())
            if self._said.get((id(schema), keyword)) != {True, False}
        ]


def _within(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema within a schema."""
    if not isinstance(node, dict):
        return
    yield path, node
    for key, value in node.items():
        if key in ("properties", "patternProperties"):
            for name, schema in value.items():
                yield from _within(schema, f"{path}/{key}/{name}")
        elif key in ("allOf", "anyOf"):
            for index, schema in enumerate(value):
                yield from _within(schema, f"{path}/{key}/{index}")
        elif key in ("items", "contains", "not", "if", "then", "else"):
            yield from _within(value, f"{path}/{key}")
