"""Bodies made from a schema so that every keyword in it has something to say yes and no to."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

from defender_lint.catalogue import Operation

SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
FORMATTED = {
    "not-blank": ["x", " ", "", "\u200b", "\u00a0x"],
    "md5": ["d41d8cd98f00b204e9800998ecf8427e", "0" * 31, "g" * 32],
    "sha1": [SHA1, SHA1[:-1], SHA1 + " "],
    "sha256": ["0" * 64, "A" * 64, "0" * 63],
    "certificate-thumbprint": [SHA1, "0" * 64, "0" * 32, "\u200e" + SHA1],
    "ip-address": ["20.112.52.29", "10.0.0.1", "2a02:26f0::1", "1.2.3.04", "1.2.3.4/32", "::1"],
    "public-ip-address": ["20.112.52.29", "192.168.1.1", "224.0.0.1", "100.64.0.1"],
    "domain-name": ["fabrikam.com", "a_b.com", "fabrikam.com.", "münchen.de", "fabrikam", "1.2"],
    "domain-without-underscore": ["fabrikam.com", "a_b.com"],
    "domain-without-last-dot": ["fabrikam.com", "fabrikam.com."],
    "absolute-url": ["https://fabrikam.com/a", "ftp://a.b", "a.com/x", "https://a b", "http://*.a"],
    "web-url": ["http://fabrikam.com", "ftp://fabrikam.com/x"],
    "timestamp": ["2099-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "2099-13-01T00:00:00Z", "2099"],
    "future-timestamp": ["2099-06-30T00:00:00+02:00", "2020-01-01T00:00:00Z"],
    "form-boolean": ["true", "False", "yes"],
    "library-file-name": ["a.ps1", "a b.ps1", "..\\a.ps1"],
    "script-arguments": ["-Path x", "a; b", "$(a)"],
}
"""For each format, texts that have it and texts that just do not."""

WORDS = ["x", "", " ", "a b", "a/b", "x.y", "1"]
"""The same for formats that have no texts of their own above."""

ANYTHING: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.0, 1.5, 255, 256, 2**63, 10**40, 1e308),
    *("", " ", "x", "True", "1", [], {}, [[]], [None], ["x"], [1, "x"], {"": None}, {"x": {}}),
]
IN_PLACE = ("not", "if", "then", "else")
STRANGE_KEYS = ["", "x", "@odata.type", "@odata", "@ODATA.x", "comment", "type"]


def in_place(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield a schema and all those within it that speak of the same value."""
    if not isinstance(schema, dict):
        return
    yield schema
    inner = [schema[key] for key in IN_PLACE if key in schema]
    for key in ("allOf", "anyOf", "oneOf"):
        inner += schema.get(key, ())
    for each in inner:
        yield from in_place(each)


class Bodies:
    """An endless supply of bodies for one schema, the same for the same seed."""

    def __init__(self, schema: dict[str, Any], examples: list[Any], seed: int) -> None:
        self._schema = schema
        self._examples = examples
        self._random = random.Random(seed)  # noqa: S311

    def __iter__(self) -> Iterator[Any]:
        while True:
            if self._random.random() < 0.5:
                body = copy.deepcopy(self._random.choice(self._examples))
                for _ in range(self._random.choice([0, 1, 1, 2, 3, 5])):
                    body = self._changed([self._schema], body)
                yield body
            else:
                yield self._made([self._schema])

    def _changed(self, schemas: list[Any], value: Any) -> Any:
        """Return a value with one thing changed in it, somewhere below."""
        about = [each for schema in schemas for each in in_place(schema)]
        if isinstance(value, dict) and self._random.random() < 0.95:
            members = self._members(about)
            names = [*value, *members, self._random.choice(STRANGE_KEYS)]
            name = self._random.choice(names)
            if name in value and self._random.random() < 0.2:
                del value[name]
            elif name in value and self._random.random() < 0.5:
                value[name] = self._changed(members.get(name, []), value[name])
            else:
                value[name] = self._made(members.get(name, []))
            return value
        if isinstance(value, list) and value and self._random.random() < 0.8:
            items = [each["items"] for each in about if "items" in each]
            at = self._random.randrange(len(value))
            if self._random.random() < 0.2:
                value.append(copy.deepcopy(value[at]))
            else:
                value[at] = self._changed(items, value[at])
            return value
        return self._made(schemas)

    def _made(self, schemas: list[Any]) -> Any:
        """Return a value that some schemas have something to say about."""
        about = [each for schema in schemas for each in in_place(schema)]
        simple = [value for each in about for value in self._simple(each)]
        if not about or self._random.random() < 0.04:
            return copy.deepcopy(self._random.choice(ANYTHING))
        choices = ["simple"] * bool(simple)
        choices += ["object"] * 3 * any("properties" in each for each in about)
        choices += ["list"] * 3 * any("items" in each or "contains" in each for each in about)
        how = self._random.choice(choices or ["anything"])
        if how == "simple":
            return copy.deepcopy(self._random.choice(simple))
        if how == "object":
            return self._object(about)
        if how == "list":
            return self._list(about)
        return copy.deepcopy(self._random.choice(ANYTHING))

    def _object(self, about: list[dict[str, Any]]) -> dict[str, Any]:
        members = self._members(about)
        likely = self._random.choice([0.15, 0.5, 0.9])
        wanted = {name for each in about for name in each.get("required", ())}
        made = {
            name: self._made(members[name])
            for name in members
            if self._random.random() < (0.9 if name in wanted else likely)
        }
        if self._random.random() < 0.1:
            made[self._random.choice(STRANGE_KEYS)] = self._random.choice(ANYTHING)
        return made

    def _list(self, about: list[dict[str, Any]]) -> list[Any]:
        items = [each[key] for each in about for key in ("items", "contains") if key in each]
        limits = [each[key] for each in about for key in ("minItems", "maxItems") if key in each]
        length = self._random.choice([0, 1, 1, 2, 3])
        if limits and self._random.random() < 0.02:
            length = max(limits) + self._random.choice([0, 1])
            return [self._made(items)] * length
        return [self._made(items) for _ in range(length)]

    def _members(self, about: list[dict[str, Any]]) -> dict[str, list[Any]]:
        members: dict[str, list[Any]] = {}
        for each in about:
            for name, schema in each.get("properties", {}).items():
                members.setdefault(name, []).append(schema)
            for name in each.get("required", ()):
                members.setdefault(name, [])
        return members

    def _simple(self, schema: dict[str, Any]) -> list[Any]:
        """Return scalars near what one schema says."""
        values: list[Any] = []
        values += schema.get("enum", ())
        values += [schema["const"]] if "const" in schema else []
        values += FORMATTED.get(schema["format"], WORDS) if "format" in schema else []
        values += [f"{name} | take 1" for name in list(schema.get("x-renamed", ()))[:3]]
        for key in ("minimum", "maximum"):
            if key in schema:
                values += [schema[key] + step for step in (-1, 0, 1, 0.5)]
        types = schema.get("type", ())
        samples: dict[str, list[Any]] = {
            "string": ["x"], "null": [None], "boolean": [True, False], "integer": [1, 2.0],
            "number": [1.5],
        }  # fmt: skip
        for type in [types] if isinstance(types, str) else types:
            values += samples.get(type, [])
        return values


def made_bodies(operation: Operation, number: int, seed: int) -> Iterator[Any]:
    """Make a number of bodies for an operation."""
    return islice(Bodies(operation.strict_schema, operation.examples, seed), number)
