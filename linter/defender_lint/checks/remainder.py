"""Remainder: what a schema still asks when all of a body is known but the values of some members.

It is a partial evaluation. Bodies that have the same keys as one, and the same values but for those
members, violate the same keywords in the same places as that one, if the remainder accepts them. A
keyword that is not known here has no remainder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from defender_lint.catalogue.schemas import REMARKS, Schema

Part = bool | Schema
"""What is left of a schema: a verdict, or a schema that speaks of the unknown members only."""

_WITH_OTHERS: Final = frozenset(("then", "else", "patternProperties"))  # said with their neighbours
_PLAIN: Final = ["string", "number", "boolean", "null"]


class NoRemainderError(ValueError):
    """The schema says something that is not known here, or the body is wrong in an unknown part."""


def telling(schema: Schema) -> frozenset[str]:
    """Return the members that a condition compares with words; the rules of others go by these.

    Args:
        schema: The strict schema of a body.
    """
    found: set[str] = set()
    for condition in _conditions(schema):
        found.update(
            key
            for key, member in condition.get("properties", {}).items()
            if isinstance(member, dict) and ("const" in member or "enum" in member)
        )
    return frozenset(found)


def _conditions(schema: Any, *, is_condition: bool = False) -> Iterator[Schema]:
    if not isinstance(schema, dict):
        return
    if is_condition:
        yield schema
    for key in ("if", "not"):
        yield from _conditions(schema.get(key), is_condition=True)
    for key in ("then", "else"):
        yield from _conditions(schema.get(key), is_condition=is_condition)
    for key in ("allOf", "anyOf"):
        for part in schema.get(key, ()):
            yield from _conditions(part, is_condition=is_condition)


def remainder(
    schema: Schema,
    body: dict[str, Any],
    unknown: frozenset[str],
    is_valid: Callable[[Schema, Any], bool],
) -> Schema:
    """Return what a schema still asks of bodies that differ from one only in some members.

    Args:
        schema: The strict schema of the body.
        body: The body.
        unknown: The members whose values may differ.
        is_valid: Judges a value by a schema.

    Raises:
        NoRemainderError: The schema has a keyword that is not known here, an unknown member has
            something wrong with it, or it holds objects.
    """
    return _Evaluation(body, unknown, is_valid).remainder(schema)


class _Evaluation:
    def __init__(
        self,
        body: dict[str, Any],
        unknown: frozenset[str],
        is_valid: Callable[[Schema, Any], bool],
    ) -> None:
        self._body = body
        self._unknown = unknown
        self._is_valid = is_valid

    def remainder(self, schema: Schema) -> Schema:
        """Return the parts that have to hold, as they do of the body itself."""
        sorts = {name: _sort(self._body[name]) for name in self._body if name in self._unknown}
        parts = [part for part in self._asked(schema) if isinstance(part, dict)]
        whole = _by_members([{"properties": sorts}, *parts])
        if not self._is_valid(whole, self._body):
            raise NoRemainderError
        return whole

    def _asked(self, schema: Any) -> Iterator[Part]:
        """Yield one by one whatever a schema asks that could be a violation of its own."""
        if isinstance(schema, bool):
            return
        for key in schema:
            if key == "properties":
                members = schema[key]
                unknown = (name for name in members if name in self._unknown)
                yield from (self._member(name, members[name]) for name in unknown)
            elif key == "allOf":
                for part in schema[key]:
                    yield from self._asked(part)
            elif key == "if":
                condition = self._left(schema[key])
                if isinstance(condition, dict):
                    is_met = self._is_valid(condition, self._body)
                    yield condition if is_met else {"not": condition}
                    condition = is_met
                yield from self._asked(schema.get("then" if condition else "else", True))
            else:
                yield self._keyword(key, schema)

    def _left(self, schema: Any) -> Part:
        """Return what is left of a condition."""
        if isinstance(schema, bool):
            return schema
        return _all([self._keyword(key, schema) for key in schema])

    def _keyword(self, key: str, schema: Schema) -> Part:
        config = schema[key]
        if key in REMARKS or key in _WITH_OTHERS:
            return True
        if key == "type":
            return config == "object" or "object" in config
        if key == "required":
            return all(name in self._body for name in config)
        if key == "properties":
            return _all([self._member(name, each) for name, each in config.items()])
        if key == "additionalProperties":
            return self._is_closed(schema)
        if key == "allOf":
            return _all([self._left(part) for part in config])
        if key == "anyOf":
            return _not(_all([_not(self._left(part)) for part in config]))
        if key == "not":
            return _not(self._left(config))
        if key == "if":
            condition = self._left(config)
            then, otherwise = (
                self._left(schema.get("then", True)),
                self._left(schema.get("else", True)),
            )
            if isinstance(condition, bool):
                return then if condition else otherwise
            return {"if": condition, "then": then, "else": otherwise}
        raise NoRemainderError

    def _member(self, name: str, schema: Any) -> Part:
        if name not in self._body:
            return True
        if name in self._unknown:
            return {"properties": {name: schema}}
        value = self._body[name]
        if isinstance(value, str) and isinstance(schema, dict) and schema.keys() == {"const"}:
            return bool(value == schema["const"])  # as most conditions are; no engine is needed
        return self._is_valid(schema, value)

    def _is_closed(self, schema: Schema) -> bool:
        others, patterns = schema["additionalProperties"], schema.get("patternProperties", {})
        if not isinstance(others, bool) or any(each is not True for each in patterns.values()):
            raise NoRemainderError
        known = dict.fromkeys(schema.get("properties", ()), True)
        about_keys = {
            "properties": known, "patternProperties": patterns, "additionalProperties": others
        }  # fmt: skip
        return self._is_valid(about_keys, self._body)


def _sort(value: Any) -> Schema:
    """Return what values are like that no step of the check looks into."""
    if isinstance(value, list):
        return {"type": "array", "items": {"type": _PLAIN}}
    return {"type": _PLAIN}


def _by_members(parts: list[Schema]) -> Schema:
    """Return all parts as one schema, in which each member is spoken of once where that can be."""
    members: dict[str, list[Schema]] = {}
    others: list[Schema] = []
    for part in parts:
        for each in _conjuncts(part):
            if each.keys() == {"properties"}:
                for name, member in each["properties"].items():
                    asked = members.setdefault(name, [])
                    if isinstance(member, dict):
                        member = {key: member[key] for key in member if key not in REMARKS}
                    if member not in asked:
                        asked.append(member)
            else:
                others.append(each)
    properties = {name: {"allOf": asked} for name, asked in members.items()}
    return {"allOf": [{"properties": properties}, *others]}


def _conjuncts(schema: Schema) -> Iterator[Schema]:
    if schema.keys() == {"allOf"}:
        for part in schema["allOf"]:
            yield from _conjuncts(part)
    else:
        yield schema


def _all(parts: list[Part]) -> Part:
    if False in parts:
        return False
    left = [part for part in parts if isinstance(part, dict)]
    return {"allOf": left} if left else True


def _not(part: Part) -> Part:
    return not part if isinstance(part, bool) else {"not": part}
