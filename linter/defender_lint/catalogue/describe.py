"""The body of an operation in words, read from its schema: parameters, what else is reported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from defender_lint.catalogue.schemas import Schema, basis, is_undocumented
from defender_lint.diagnostic import Severity

_TYPES: Final = {
    "string": ("string", "strings"),
    "integer": ("whole number", "whole numbers"),
    "number": ("number", "numbers"),
    "boolean": ("true or false", "true or false"),
    "object": ("object", "objects"),
    "array": ("list", "lists"),
}
_FORMATS: Final = {
    "not-blank": "string, not blank",
    "md5": "MD5 hash, 32 hex digits",
    "sha1": "SHA-1 hash, 40 hex digits",
    "sha256": "SHA-256 hash, 64 hex digits",
    "certificate-thumbprint": "certificate thumbprint, 40 hex digits (seldom 64 or 32)",
    "ip-address": "IPv4 or IPv6 address",
    "domain-name": "host name",
    "absolute-url": "URL with scheme and host",
    "timestamp": "date and time with zone, such as 2030-12-31T00:00:00Z",
}
_KINDS: Final = {
    "undocumented-value": "undocumented",
    "legacy-value": "legacy",
    "display-value": "display text",
}
"""Rules that warn of single members of an enumeration, and how a list of members marks these."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One member of a body.

    Attributes:
        name: Its key.
        depth: How many objects and lists it is nested in.
        required: Whether the object that it belongs to must have it.
        takes: What it takes, in words.
        description: What it is for; may be empty.
    """

    name: str
    depth: int
    required: bool
    takes: str
    description: str


def documented(schema: Schema, depth: int = 0) -> Iterator[Parameter]:
    """Give the documented members of a body, each followed by its own members."""
    required = schema.get("required", ())
    for name, member in schema.get("properties", {}).items():
        if is_undocumented(member):
            continue
        yield Parameter(
            name=name,
            depth=depth,
            required=name in required,
            takes=takes(member),
            description=str(member.get("description", "")),
        )
        yield from documented(_innermost(member), depth + 1)


def undocumented(schema: Schema, parent: str = "") -> Iterator[tuple[str, list[str]]]:
    """Give the keys that no page of the documentation lists, with the member that they are in."""
    members = schema.get("properties", {})
    hidden = [name for name, member in members.items() if is_undocumented(member)]
    if hidden:
        yield parent, hidden
    for name, member in members.items():
        if name not in hidden:
            yield from undocumented(_innermost(member), f"{parent}.{name}" if parent else name)


def _innermost(member: Schema) -> Schema:
    """Step through lists to what they are lists of."""
    while "items" in member:
        member = member["items"]
    return member


def takes(member: Schema) -> str:
    """Say in words what a parameter takes: its values, or its type, format and limits."""
    parts = [member, *(part for part in member.get("allOf", ()) if "if" not in part)]
    merged: dict[str, Any] = {}
    for part in reversed(parts):  # what the member itself says goes before what it refers to
        merged.update(part)
    if "const" in merged:
        return f"always {_value(merged['const'])}"
    if "enum" in merged:
        return _members(merged)
    return _type(merged) + _bounds(merged)


def _type(schema: Schema) -> str:
    types = _types(schema)
    if types == ["array"] and "items" in schema:
        return f"list of {_plural(schema['items'])}"
    if "boolean" in types and "string" in types:  # as text for the sake of forms and old clients
        return _TYPES["boolean"][0]
    if types == ["string"] and schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    return " or ".join(_TYPES[type][0] for type in types) or "anything"


def _types(schema: Schema) -> list[str]:
    types = schema.get("type", [])
    return [type for type in ([types] if isinstance(types, str) else types) if type != "null"]


def _plural(item: Schema) -> str:
    types = _types(item)
    return _TYPES[types[0]][1] if len(types) == 1 else "values"


def _bounds(schema: Schema) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    unit = ""
    if "minItems" in schema or "maxItems" in schema:
        least, most, unit = schema.get("minItems"), schema.get("maxItems"), " items"
    if least is not None and most is not None:
        return f", {least:,} to {most:,}{unit}"
    if most is not None:
        return f", at most {most:,}{unit}"
    if least is not None:
        return f", at least {least:,}{unit.removesuffix('s') if least == 1 else unit}"
    return ""


def _members(schema: Schema) -> str:
    """List an enumeration; members that a soft rule warns of stand apart."""
    kinds = {
        value: _KINDS[advice["rule"]]
        for advice in reversed(schema.get("x-advice", ()))
        if advice["rule"] in _KINDS
        for value in _refused(advice["schema"])
    }
    values = [value for value in schema["enum"] if value is not None]
    plain = [_value(value) for value in values if value not in kinds]
    text = plain[0] if len(plain) == 1 else "one of " + ", ".join(plain)
    for kind in dict.fromkeys(kinds.values()):
        marked = ", ".join(_value(value) for value in values if kinds.get(value) == kind)
        text += f"; {kind}: {marked}" if marked else ""
    return text


def _refused(schema: Schema) -> list[Any]:
    refused = schema.get("not", {})
    return [refused["const"]] if "const" in refused else list(refused.get("enum", ()))


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


# Rules that the list of parameters shows in its own way.
_SHOWN_ELSEWHERE: Final = frozenset(
    {"undocumented-key", "undocumented-value", "legacy-value", "display-value"}
)


# Keywords whose violations the list of parameters does not foretell.
_FURTHER: Final = frozenset({"required", "contains", "not", "anyOf"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A message of the schema: what would be reported, and how loudly."""

    severity: Severity
    message: str


def remarks(schema: Schema) -> list[Remark]:
    """Return the messages that a schema holds, errors first, each once."""
    found = dict.fromkeys(_walk(schema, "", conditional=False))
    return sorted(found, key=lambda remark: remark.severity)


def _walk(schema: Any, key: str, *, conditional: bool) -> Iterator[Remark]:
    if not isinstance(schema, dict):
        return
    if is_undocumented(schema):
        return
    for keyword, entry in schema.get("x-error", {}).items():
        if conditional or keyword in _FURTHER:
            implied = basis(schema, keyword) == "implied"
            yield from _remark("warning" if implied else "error", entry.get("message"), key)
    for entry in schema.get("x-advice", ()):
        if entry["rule"] not in _SHOWN_ELSEWHERE:
            yield from _remark("warning", entry["message"], key)
    for name, member in schema.get("properties", {}).items():
        yield from _walk(member, name, conditional=conditional)
    yield from _walk(schema.get("items"), key, conditional=conditional)
    for branch in schema.get("allOf", ()):
        yield from _walk(branch, key, conditional=conditional)
    for keyword in ("then", "else"):
        yield from _walk(schema.get(keyword), key, conditional=True)


def _remark(severity: Severity, message: str | None, key: str) -> Iterator[Remark]:
    """Fill a message's placeholders; one that cannot do without the value is left out."""
    if message is None:
        return
    text = message.replace("`{key}`", f"`{key}`" if key else "a key").replace("{key}", key)
    if text.startswith("`{value}`"):
        text = "the value" + text.removeprefix("`{value}`")
    if "{" not in text:
        yield Remark(severity, text)
