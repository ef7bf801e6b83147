"""The generator of gates: from the strict schema of a body to Python that judges bodies.

A gate may refuse what is right, for then slower steps decide; it never lets through what a JSON
Schema validator refuses. Every keyword is translated exactly, and what is refused on purpose is
said in one place, :mod:`defender_lint.gates.stricter`. A keyword that is not known here stops the
generator.

The translation is a partial evaluation: for each kind of JSON value that may stand in a place, the
schema of that place comes down to a formula, and questions that are already answered fall away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from defender_lint.catalogue.schemas import REMARKS, Schema
from defender_lint.gates.accepting import ACCEPTING
from defender_lint.gates.formulas import (
    FALSE,
    TRUE,
    Atom,
    Formula,
    OneOf,
    all_of,
    any_of,
    constant,
    facts_of,
    negation,
    question,
    refusals,
    simplified,
)
from defender_lint.gates.kinds import ANY, MAYBE, NEVER, Kind, kinds_of_types, possible_kinds, tests
from defender_lint.gates.stricter import levels, stricter
from defender_lint.nesting import DEEPEST

_ANNOTATIONS: Final = REMARKS.union(
    ("$schema", "$comment", "title", "description", "examples", "default", "deprecated")
)
"""Keywords that are true of every value."""

_ABOUT_MEMBERS: Final = ("properties", "required", "additionalProperties", "patternProperties")


class NoGateError(ValueError):
    """The schema says something that no gate can be made of. The text says what and where."""


def generate(schema: Schema, name: str) -> str:
    """Return the source of a Python module that judges bodies.

    Its one function, ``gate(formats, keywords)``, takes the predicates of formats and of our own
    keywords by name, and returns the predicate of bodies.

    Args:
        schema: The strict schema of the body, its references inlined.
        name: The operation that the body is for.

    Raises:
        NoGateError: The schema has a keyword, or a form of one, that is not known here.
    """
    try:
        return _Module().source(stricter(schema), name)
    except NoGateError as error:
        raise NoGateError(
            f"{name}: {error}; teach it to defender_lint.gates.generator, or say the same in "
            "a format"
        ) from None


@dataclass
class _Value:
    """A variable of the generated code, and what is known of its value.

    Attributes:
        name: The variable.
        kinds: What the value may be.
        place: The keys that lead to it from the root of the body.
        members: The variables of its members; None where the code does not look inside.
        keys: The keys that it may have, where that is known.
    """

    name: str
    kinds: frozenset[Kind]
    place: tuple[str, ...]
    members: dict[str, _Value] | None = None
    keys: frozenset[str] | None = None

    def member(self, key: str) -> _Value:
        """Return the variable of a member."""
        assert self.members is not None
        if key not in self.members:
            is_name = key.isidentifier() and key.isascii()
            # The underscore keeps a member called `type` apart from Python's.
            name = f"{key}_" if is_name else f"member_{len(self.members)}"
            kinds = MAYBE if self.keys is None or key in self.keys else NEVER
            self.members[key] = _Value(name, kinds, (*self.place, key))
        return self.members[key]

    def fail(self, what: str) -> NoGateError:
        """Return the error that says what no gate can be made of."""
        return NoGateError(f"in the body's /{'/'.join(self.place)}, {what} is not known")


@dataclass
class _Module:
    """The functions of one module, and what they need."""

    functions: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    predicates: dict[str, str] = field(default_factory=dict)

    def source(self, schema: Schema, name: str) -> str:
        """Return the source of the module."""
        main = self._function(schema, ANY, ())
        constants = "".join(f"{name} = {value}\n" for value, name in self.constants.items())
        functions = "\n".join(self.functions)
        predicates = "".join(
            f"    {name} = {value}\n"
            for value, name in self.predicates.items()
            if f"{name}(" in functions
        )
        may_be_deep = levels(schema) > DEEPEST
        if may_be_deep:
            functions += (
                "\n    def is_no_deeper(value):\n"
                f"        return not is_deeper(value, {DEEPEST}) and {main}(value)\n"
            )
            main = "is_no_deeper"
        matches = "MATCH[" in functions
        imports = "from defender_lint.gates.accepting import MATCH\n\n" if matches else ""
        if may_be_deep:
            imports = f"from defender_lint.nesting import is_deeper\n{imports}"
        return (
            f'"""Judges bodies of {name}; generated from its schema, see defender_lint.gates."""\n'
            f"\n{imports}ABSENT = object()\n{constants}\n\n"
            f"def gate(formats, keywords):\n{predicates}\n{functions}\n    return {main}\n"
        )

    def _function(self, schema: Any, kinds: frozenset[Kind], place: tuple[str, ...]) -> str:
        """Add a function that tells whether a value fits a schema; return its name."""
        signature = json.dumps([schema, sorted(kinds)], sort_keys=True)
        if signature in self.names:
            return self.names[signature]
        stem = re.sub(r"\W", "_", "_".join(place) or "body", flags=re.ASCII).lower()
        name = next(
            name
            for name in (f"is_{stem}", *(f"is_{stem}_{n}" for n in range(2, 999)))
            if name not in self.names.values()
        )
        self.names[signature] = name
        value = _Value("value", kinds, place)
        truths: list[Formula] = []
        facts: tuple[Formula, ...] = ()
        for conjunct in self._conjuncts(schema, value):
            truth = simplified(conjunct, facts)
            facts += facts_of(truth)
            truths += () if truth == TRUE else (truth,)
        checks = list(refusals(truths, " " * 8))
        text = "".join(checks)
        first = 0 if kinds == {"object"} else 1  # that it is an object is asked before its members
        checks[first:first] = [
            f"        {member.name} = value.get({key!r}, ABSENT)\n"
            for key, member in (value.members or {}).items()
            if re.search(rf"\b{member.name}\b", text)
        ]
        self.functions.append(f"    def {name}(value):\n{''.join(checks)}        return True\n")
        return name

    def _conjuncts(self, schema: Any, value: _Value) -> Iterator[Formula]:
        """Yield what a function asks, one after the other; each may rely on those before it."""
        if not isinstance(schema, dict) or possible_kinds(schema) & value.kinds != {"object"}:
            yield self._truth(schema, value)
            return
        if value.kinds != {"object"}:
            yield tests(value.name, frozenset({"object"}), value.kinds)
            value.kinds = frozenset({"object"})
        if value.members is None:
            value.members = {}
        if "additionalProperties" in schema:
            yield self.closed(schema, value)
            if schema["additionalProperties"] is False and "patternProperties" not in schema:
                value.keys = frozenset(schema.get("properties", {}))
        for member, truths in self._members(schema, value):
            yield _joined(member, truths)
            member.kinds = frozenset(kind for kind in truths if truths[kind] != FALSE)
        handled = {*_ABOUT_MEMBERS, "allOf"}
        yield self._truth({key: schema[key] for key in schema if key not in handled}, value)
        for part in schema.get("allOf", ()):
            yield from self._conjuncts(part, value)

    def _truth(self, schema: Any, value: _Value) -> Formula:
        """Return when a value fits a schema."""
        return _joined(value, {kind: self._of_kind(schema, value, kind) for kind in value.kinds})

    def _of_kind(self, schema: Any, value: _Value, kind: Kind) -> Formula:
        """Return when a value that is of one kind fits a schema."""
        if isinstance(schema, bool):
            return constant(schema)
        if kind == "object" and value.members is None and _looks_inside(schema):
            function = self._function(schema, frozenset({kind}), value.place)
            return question(f"{function}({value.name})")
        keywords = (key for key in schema if key not in _ANNOTATIONS)
        return simplified(all_of(self._keyword(key, schema, value, kind) for key in keywords), ())

    def _keyword(self, key: str, schema: Schema, value: _Value, kind: Kind) -> Formula:
        """Return when a value of one kind satisfies one keyword."""
        config = schema[key]
        if key == "type":
            return _has_type(config, value, kind)
        if key in ("enum", "const"):
            return _is_one_of(config if key == "enum" else [config], value, kind)
        if key in ("allOf", "anyOf"):
            parts = (self._of_kind(part, value, kind) for part in config)
            return all_of(parts) if key == "allOf" else any_of(parts)
        if key == "not":
            return negation(self._of_kind(config, value, kind))
        if key == "if":
            condition = self._of_kind(config, value, kind)
            then = self._of_kind(schema.get("then", True), value, kind)
            otherwise = self._of_kind(schema.get("else", True), value, kind)
            return all_of([any_of([negation(condition), then]), any_of([condition, otherwise])])
        if key in ("then", "else"):
            return TRUE  # said with their `if`
        if key not in _OF_ONE_KIND:
            raise value.fail(f"the keyword {key!r}")
        kinds, translate = _OF_ONE_KIND[key]
        return translate(self, schema, value) if kind in kinds else TRUE

    def _members(
        self, schema: Schema, value: _Value
    ) -> Iterator[tuple[_Value, dict[Kind, Formula]]]:
        """Yield each member that a schema speaks of, and when it is right, by its kind."""
        schemas, required = schema.get("properties", {}), schema.get("required", ())
        for key in dict.fromkeys((*schemas, *required)):
            member = value.member(key)
            yield (
                member,
                {
                    kind: constant(key not in required)
                    if kind == "absent"
                    else self._of_kind(schemas.get(key, True), member, kind)
                    for kind in sorted(member.kinds)
                },
            )

    def properties(self, schema: Schema, value: _Value) -> Formula:
        """Translate ``properties`` and ``required``, which are about the same members."""
        return all_of(_joined(member, truths) for member, truths in self._members(schema, value))

    def required(self, schema: Schema, value: _Value) -> Formula:
        """Translate ``required`` where no ``properties`` stand beside it."""
        return TRUE if "properties" in schema else self.properties(schema, value)

    def closed(self, schema: Schema, value: _Value) -> Formula:
        """Translate ``additionalProperties``."""
        if schema["additionalProperties"] is True:
            return TRUE
        if schema["additionalProperties"] is not False:
            raise value.fail("`additionalProperties` that is a schema")
        known = self._constant(f"frozenset({sorted(schema.get('properties', {}))!r})")
        closed = question(f"{value.name}.keys() <= {known}")
        prefixes = tuple(_prefix(pattern, value) for pattern in schema.get("patternProperties", ()))
        if not prefixes:
            return closed
        are_known = f"key in {known} or key.startswith({prefixes!r})"
        return any_of([closed, question(f"all({are_known} for key in {value.name})")])

    def patterns(self, schema: Schema, value: _Value) -> Formula:
        """Translate ``patternProperties``, which may only open a closed object for some keys."""
        if any(member is not True for member in schema["patternProperties"].values()):
            raise value.fail("a schema in `patternProperties` other than `true`")
        return TRUE

    def items(self, schema: Schema, value: _Value) -> Formula:
        """Translate ``items``."""
        function = self._function(schema["items"], ANY, (*value.place, "item"))
        return question(f"all(map({function}, {value.name}))")

    def contains(self, schema: Schema, value: _Value) -> Formula:
        """Translate ``contains``."""
        function = self._function(schema["contains"], ANY, (*value.place, "item"))
        return question(f"any(map({function}, {value.name}))")

    def format(self, schema: Schema, value: _Value) -> Formula:
        """Translate ``format``: what a pattern accepts is right, of all else the check tells."""
        name = schema["format"]
        predicate = f"has_format_{re.sub(r'[^a-z0-9]', '_', name)}"
        self.predicates[f"formats[{name!r}]"] = predicate
        check = question(f"{predicate}({value.name})")
        if name not in ACCEPTING:
            return check
        pattern = ACCEPTING[name]
        first = re.fullmatch(r"\[(.)-(.)\]", pattern)
        if first:
            return any_of((question(f"{first[1]!r} <= {value.name}[:1] <= {first[2]!r}"), check))
        # Formats that share a pattern are accepted by one match.
        name = next(each for each in ACCEPTING if ACCEPTING[each] == pattern)
        return any_of((question(f"MATCH[{name!r}]({value.name})"), check))

    def own(self, key: str, schema: Schema, value: _Value) -> Formula:
        """Translate a keyword of ours."""
        predicate = f"fits_{key.removeprefix('x-')}"
        self.predicates[f"keywords[{key!r}]"] = predicate
        return question(f"{predicate}({value.name}, {self._constant(repr(schema[key]))})")

    def _constant(self, text: str) -> str:
        stem = "KEYS" if text.startswith("frozenset") else "CONFIG"
        return self.constants.setdefault(text, f"{stem}_{len(self.constants) + 1}")


_NUMBERS: Final[tuple[Kind, ...]] = ("integer", "fraction")


def _compared(key: str, template: str) -> Callable[[_Module, Schema, _Value], Formula]:
    return lambda _, schema, value: question(template.format(value.name, schema[key]))


_OF_ONE_KIND: Final[
    dict[str, tuple[tuple[Kind, ...], Callable[[_Module, Schema, _Value], Formula]]]
] = {
    "properties": (("object",), _Module.properties),
    "required": (("object",), _Module.required),
    "additionalProperties": (("object",), _Module.closed),
    "patternProperties": (("object",), _Module.patterns),
    "items": (("array",), _Module.items),
    "contains": (("array",), _Module.contains),
    "minItems": (("array",), _compared("minItems", "len({0}) >= {1}")),
    "maxItems": (("array",), _compared("maxItems", "len({0}) <= {1}")),
    "minLength": (("string",), _compared("minLength", "len({0}) >= {1}")),
    "maxLength": (("string",), _compared("maxLength", "len({0}) <= {1}")),
    "minimum": (_NUMBERS, _compared("minimum", "{0} >= {1}")),
    "maximum": (_NUMBERS, _compared("maximum", "{0} <= {1}")),
    "format": (("string",), _Module.format),
    "x-batch": (("array",), lambda module, *place: module.own("x-batch", *place)),
    "x-sequence": (("array",), lambda module, *place: module.own("x-sequence", *place)),
    "x-renamed": (("string",), lambda module, *place: module.own("x-renamed", *place)),
}
"""Keywords that speak of values of some kinds, and are true of all others."""


def _looks_inside(schema: Any) -> bool:
    """Tell whether a schema speaks of an object's members."""
    if not isinstance(schema, dict):
        return False
    in_place = [schema[key] for key in ("not", "if", "then", "else") if key in schema]
    in_place += [*schema.get("allOf", ()), *schema.get("anyOf", ())]
    return any(key in schema for key in _ABOUT_MEMBERS) or any(map(_looks_inside, in_place))


def _joined(value: _Value, truths: dict[Kind, Formula]) -> Formula:
    """Return one formula for a value whose kind decides which formula is true of it."""
    kinds_by_truth: dict[Formula, set[Kind]] = {}
    for kind in sorted(truths):
        kinds_by_truth.setdefault(truths[kind], set()).add(kind)
    kinds_by_truth.pop(FALSE, None)
    right = frozenset(kinds_by_truth.pop(TRUE, ()))
    parts = [tests(value.name, right, value.kinds)]
    for truth, kinds in kinds_by_truth.items():
        # Who comes this far is of no kind that is right at once.
        parts.append(all_of([tests(value.name, frozenset(kinds), value.kinds - right), truth]))
    return any_of(parts)


def _has_type(wanted: str | list[str], value: _Value, kind: Kind) -> Formula:
    types = [wanted] if isinstance(wanted, str) else wanted
    if kind == "fraction" and "integer" in types and "number" not in types:
        return question(f"{value.name}.is_integer()")
    return constant(kind in kinds_of_types(types))


def _is_one_of(wanted: list[Any], value: _Value, kind: Kind) -> Formula:
    if any(isinstance(each, (list, dict)) for each in wanted):
        raise value.fail("a list or an object in `enum` or `const`")
    if kind == "null":
        return constant(None in wanted)
    if kind == "boolean":
        is_one = (each for each in wanted if isinstance(each, bool))
        return any_of(Atom(f"{value.name} is {b}", f"{value.name} is not {b}") for b in is_one)
    types = {"string": (str,), "integer": (int, float), "fraction": (int, float)}.get(kind, ())
    fitting = [each for each in wanted if isinstance(each, types) and not isinstance(each, bool)]
    return OneOf(value.name, tuple(fitting)) if fitting else FALSE


def _prefix(pattern: str, value: _Value) -> str:
    """Return the characters that a pattern wants a key to begin with."""
    prefix = re.sub(r"\\(\W)", r"\1", pattern[1:])
    if pattern != "^" + re.sub(r"([^\w@])", r"\\\1", prefix):
        raise value.fail(f"the pattern {pattern!r}")
    return prefix
