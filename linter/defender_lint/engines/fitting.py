"""Whether values fit a schema, in plain Python; what is known are the keywords of our schemas.

For each Python type that a value may have, a schema comes down to one test, made when the first
value of that type comes. What is certain of all values of the type is decided then, so a value pays
for what a large schema asks of it and for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Generic, TypeVar

from defender_lint.catalogue.schemas import REMARKS, Schema

T = TypeVar("T")

Test = Callable[[Any], bool]
"""Whether a value, which is of a certain type, is right."""

Predicates = Mapping[str, Callable[..., bool]]

_BESIDE: Final = frozenset(("then", "else", "patternProperties"))
"""Keywords that are judged with those that they stand beside."""

_OF_ALL: Final = frozenset(("type", "enum", "const", "allOf", "anyOf", "not", "if"))

_NUMBERS: Final = (int, float)
_OF_TYPES: Final[dict[str, tuple[type, ...]]] = {
    **dict.fromkeys(("properties", "required", "additionalProperties"), (dict,)),
    **dict.fromkeys(("items", "contains", "minItems", "maxItems"), (list,)),
    **dict.fromkeys(("minimum", "maximum"), _NUMBERS),
    "format": (str,),
    "x-batch": (list,),
    "x-sequence": (list,),
    "x-renamed": (str,),
}
"""Keywords that speak of values of some types, and are true of all others."""

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int,),
    "number": _NUMBERS,
}


def unknown(schema: Any) -> Iterator[str]:
    """Yield what a schema says that is not known here: a keyword, or a form of one."""
    if isinstance(schema, bool):
        if not schema:  # libraries do not agree about where it stands
            yield "`false` as a schema"
        return
    for key, config in schema.items():
        if key in ("items", "contains", "not", "if", "then", "else"):
            yield from unknown(config)
        elif key in ("properties", "allOf", "anyOf"):
            for part in config.values() if key == "properties" else config:
                yield from unknown(part)
        elif key == "patternProperties":
            if any(member is not True for member in config.values()):
                yield "a schema in `patternProperties` other than `true`"
        elif key == "additionalProperties":
            if not isinstance(config, bool):
                yield "a schema in `additionalProperties`"
        elif key in ("enum", "const"):
            if any(isinstance(each, (list, dict)) for each in _allowed(schema, key)):
                yield f"a list or an object in `{key}`"
        elif key not in REMARKS and key not in _OF_TYPES and key not in _OF_ALL:
            yield f"`{key}`"


class ByType(dict[type, T], Generic[T]):
    """What a schema comes down to for values of a type, made when it is first asked for."""

    def __init__(self, make: Callable[[type], T]) -> None:
        """Take what makes it."""
        super().__init__()
        self._make = make

    def __missing__(self, type: type) -> T:
        """Make it."""
        self[type] = made = self._make(type)
        return made


class Fitting:
    """Makes tests."""

    def __init__(self, formats: Predicates, keywords: Predicates) -> None:
        """Take the predicates of formats and of our own keywords by name.

        The latter are called with the value and what the schema says of the keyword.
        """
        self._formats = formats
        self._keywords = keywords

    def tests(self, schema: Any) -> ByType[Test]:
        """Return the tests of a schema."""
        return ByType(lambda type: self.test(schema, type))

    def test(self, schema: Any, type: type) -> Test:
        """Return the test of a schema for values of a type; :func:`always` where all pass."""
        if schema is True:
            return always
        return _all_of(self.keyword(key, schema, type) for key in schema)

    def keyword(self, key: str, schema: Schema, type: type) -> Test:
        """Return the test of one keyword of a schema for values of a type."""
        config = schema[key]
        if key in REMARKS or key in _BESIDE or type not in _OF_TYPES.get(key, (type,)):
            return always
        if key == "type":
            return _has_type([config] if isinstance(config, str) else config, type)
        if key in ("enum", "const"):
            return _is_one_of(_allowed(schema, key), type)
        if key in ("minItems", "maxItems", "minimum", "maximum"):
            return _compared(key, config)
        if key == "format":
            return self._formats[config]
        if key.startswith("x-"):
            fits = self._keywords[key]
            return lambda value: fits(value, config)
        if key == "additionalProperties":
            return always if config else _closed(schema)
        return self._applied(key, schema, type)

    def _applied(self, key: str, schema: Schema, type: type) -> Test:
        """Return the test of a keyword that holds schemas."""
        if key == "allOf":
            return _all_of(self.test(part, type) for part in schema[key])
        if key == "anyOf":
            return _opposite(_all_of(_opposite(self.test(part, type)) for part in schema[key]))
        if key == "not":
            return _opposite(self.test(schema[key], type))
        if key == "if":
            return self._either(schema, type)
        if key in ("properties", "required"):
            return (
                self._members(schema) if key == "required" or "required" not in schema else always
            )
        tests = self.tests(schema[key])
        if key == "items":
            return lambda value: all(tests[item.__class__](item) for item in value)
        return lambda value: any(tests[item.__class__](item) for item in value)

    def _either(self, schema: Schema, type: type) -> Test:
        condition = self.test(schema["if"], type)
        then = self.test(schema.get("then", True), type)
        otherwise = self.test(schema.get("else", True), type)
        if condition is always or condition is never:
            return then if condition is always else otherwise
        return lambda value: then(value) if condition(value) else otherwise(value)

    def _members(self, schema: Schema) -> Test:
        """Judge ``properties`` with ``required``, which are about the same members."""
        schemas, required = schema.get("properties", {}), schema.get("required", ())
        members = tuple(
            (name, name in required, self.tests(schemas.get(name, True)))
            for name in dict.fromkeys((*required, *schemas))
        )

        def test(value: Any) -> bool:
            for name, is_required, tests in members:
                if name in value:
                    member = value[name]
                    if not tests[type(member)](member):
                        return False
                elif is_required:
                    return False
            return True

        return test


def always(_: Any) -> bool:
    """Pass every value."""
    return True


def never(_: Any) -> bool:
    """Pass no value."""
    return False


def _opposite(test: Test) -> Test:
    if test is always or test is never:
        return never if test is always else always
    return lambda value: not test(value)


def _all_of(tests: Iterable[Test]) -> Test:
    asked = tuple(test for test in tests if test is not always)
    if not asked or never in asked:
        return never if asked else always
    if len(asked) == 1:
        return asked[0]

    def test(value: Any) -> bool:
        for each in asked:  # noqa: SIM110 (a generator costs as much as what it asks)
            if not each(value):
                return False
        return True

    return test


def _has_type(types: Iterable[str], type: type) -> Test:
    if type is float and "integer" in types and "number" not in types:
        return float.is_integer
    return always if any(type in _TYPES[each] for each in types) else never


def _is_one_of(values: Iterable[Any], kind: type) -> Test:
    alike = _NUMBERS if kind in _NUMBERS else (kind,)  # 1 is 1.0, and True is neither
    fitting = frozenset(value for value in values if type(value) in alike)
    return fitting.__contains__ if fitting else never


def _allowed(schema: Schema, key: str) -> list[Any]:
    """Return the values that ``enum`` or ``const`` allows."""
    return list(schema[key]) if key == "enum" else [schema[key]]


def _compared(key: str, limit: float) -> Test:
    if key == "minItems":
        return lambda value: len(value) >= limit
    if key == "maxItems":
        return lambda value: len(value) <= limit
    if key == "minimum":
        return lambda value: bool(value >= limit)
    return lambda value: bool(value <= limit)


def _closed(schema: Schema) -> Test:
    known = frozenset(schema.get("properties", ()))
    patterns = [re.compile(each).search for each in schema.get("patternProperties", ())]

    def test(value: Any) -> bool:
        return value.keys() <= known or all(
            key in known or any(search(key) for search in patterns) for key in value
        )

    return test
