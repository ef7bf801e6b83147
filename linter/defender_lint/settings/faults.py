"""What is wrong with a value, as its JSON Schema has it, in words.

Settings are judged so by their own schema, and a team's schemas by the vocabulary of ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from defender_lint.engines import Engine, compile_schema
from defender_lint.named_tuple import NamedTuple
from defender_lint.settings.errors import SHOWN
from defender_lint.settings.located import Path, Token
from defender_lint.words import kind_of, kinds, listed, meant, name, shown

Schema = Mapping[str, Any]
Formats = Mapping[str, Callable[[str], str | None]]
"""Of each named format a function that says what is wrong with a string, None if nothing."""

_NAMED: Final = 8  # keys of an object that a message about its type lists


_GLANCED: Final = frozenset(
    {
        *("additionalProperties", "enum", "format", "items", "maximum", "minItems", "minLength"),
        *("minimum", "pattern", "properties", "propertyNames", "required", "type"),
        *("default", "description", "examples"),
    }
)
"""Keywords that a glance knows, and those that demand nothing."""

_NEVER: Final = {"enum": ()}
_KINDS: Final = {
    bool: "boolean", dict: "object", float: "number", int: "integer", list: "array",
    str: "string", type(None): "null",
}  # fmt: skip


class Fault(NamedTuple):
    """One thing that is wrong: where, and a sentence without a full stop."""

    path: Path
    part: Token
    message: str


class Judge:
    """Judges values by a schema."""

    def __init__(self, schema: dict[str, Any], formats: Formats, *, unknown: str) -> None:
        """Compile a schema.

        Args:
            schema: A JSON Schema.
            formats: Its formats.
            unknown: What is said of an unknown key: ``is not a setting``.
        """
        self._schema = schema
        self._formats = formats
        self._unknown = unknown

    def faults(self, value: Any, whole: str = "this file") -> list[Fault]:
        """Return what is wrong with a value, at each place one thing; not many more than are shown.

        Args:
            value: The value.
            whole: How messages call it.
        """
        if self._fits(self._schema, value) or self._gate.is_valid(value):
            return []
        import jsonschema  # slower to import, but its errors say what they are about

        checker = jsonschema.FormatChecker(formats=())
        for format, says in self._formats.items():
            checker.checks(format)(_predicate(says))
        judging = jsonschema.validators.extend(
            jsonschema.Draft202012Validator, {"uniqueItems": _twice}
        )
        validator = judging(self._schema, format_checker=checker)
        found: dict[tuple[Path, Token], Fault] = {}
        for error in validator.iter_errors(value):
            for fault in self._worded(error, whole):
                found.setdefault((fault.path, fault.part), fault)
                if len(found) > SHOWN:
                    return list(found.values())
        return list(found.values())

    @cached_property
    def _gate(self) -> Engine:
        return compile_schema(
            self._schema, {name: _predicate(says) for name, says in self._formats.items()}
        )

    def _fits(self, schema: Schema, value: Any) -> bool:
        """Tell whether a value plainly fits; that no engine need be imported for what is right.

        It may say no to a value that fits, or where the schema says more than is looked at here.
        """
        if not _GLANCED.issuperset(schema):
            return False
        kind, types = _KINDS.get(type(value), ""), schema.get("type", ())
        if types and kind not in ((types,) if isinstance(types, str) else types):
            return False
        if "enum" in schema and value not in schema["enum"]:
            return False
        match value:
            case str():
                says = self._formats.get(schema.get("format", ""))
                return (
                    len(value) >= schema.get("minLength", 0)
                    and (says is None or says(value) is None)
                    and re.search(schema.get("pattern", ""), value) is not None
                )
            case int() | float():
                return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
            case list():
                items = schema.get("items", {})
                enough = len(value) >= schema.get("minItems", 0)
                return enough and all(self._fits(items, item) for item in value)
            case dict():
                names, known = schema.get("propertyNames", {}), schema.get("properties", {})
                others = schema.get("additionalProperties", {})
                return all(key in value for key in schema.get("required", ())) and all(
                    self._fits(names, key) and self._fits(known.get(key, others) or _NEVER, member)
                    for key, member in value.items()
                )
        return True

    def _worded(self, error: Any, whole: str) -> Iterator[Fault]:
        path: Path = tuple(error.absolute_path)
        value, wanted = error.instance, error.validator_value
        part = Token.VALUE
        if "propertyNames" in error.absolute_schema_path and isinstance(value, str):
            path, part = (*path, value), Token.KEY
        what = _subject(path) or whole
        message = ""
        match error.validator:
            case "additionalProperties":
                known = error.schema["properties"]
                for key in value:
                    if key not in known:
                        message = f"{name(key)} {self._unknown}{_meant(key, known, 'and')}"
                        yield Fault((*path, key), Token.KEY, message)
                return
            case "required":
                members = error.schema.get("properties", {})
                for key in wanted:
                    if key not in value:
                        about = members.get(key, {}).get("description", "")
                        about = f": {about[:1].lower()}{about[1:].rstrip('.')}" if about else ""
                        yield Fault(path, Token.START, f"{name(key)} is missing in {what}{about}")
                return
            case "format":
                message = self._formats[wanted](value) or ""
            case "enum":
                members = [each for each in wanted if isinstance(each, str)]
                message = f"{shown(value)} is not a value of {what}{_meant(value, members, 'or')}"
            case "type":
                members = error.schema.get("properties", {})
                inside = f" with {listed(members, 'and')}" if 0 < len(members) <= _NAMED else ""
                message = f"{what} must be {kinds(wanted)}{inside}, not {kind_of(value)}"
            case "const":
                message = f"{what} must be {shown(wanted)}"
            case "minItems" | "minLength" | "minProperties":
                message = f"{what} is empty"
            case "uniqueItems":
                message = f"{what} holds an item twice"
            case "minimum":
                message = f"{what} must be at least {wanted:,}"
            case "maximum":
                message = f"{what} must be at most {wanted:,}"
            case "pattern":
                message = f"{shown(value)} is not a value of {what}: it must fit {wanted}"
            case "dependentRequired":
                needed = [key for each in wanted if each in value for key in wanted[each]]
                message = f"{listed(needed, 'and')} must be given as well"
            case _:
                message = f"{shown(value)} is not a value of {what}"
        yield Fault(path, part, message)


def _twice(_validator: Any, is_wanted: bool, value: Any, _schema: Any) -> Iterator[Any]:
    """Judge ``uniqueItems``; the library's own compares each item with each."""
    import jsonschema

    if is_wanted and isinstance(value, list):
        written = {json.dumps(item, sort_keys=True) for item in value}
        if len(written) < len(value):
            yield jsonschema.ValidationError("")


def _predicate(says: Callable[[str], str | None]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or says(value) is None


def _subject(path: Path) -> str:
    """Name a place: by its key, or as an item of its list; empty for the whole."""
    keys = [step for step in path if isinstance(step, str)]
    if not keys:
        return ""
    return f"an item of {name(keys[-1])}" if isinstance(path[-1], int) else name(keys[-1])


def _meant(written: Any, known: Any, conjunction: str) -> str:
    names = [str(each) for each in known]
    verb = "use" if conjunction == "or" else "there are"
    there_are = f"{verb} {listed(names, conjunction)}"
    return meant(written, names, there_are) if isinstance(written, str) else f"; {there_are}"
