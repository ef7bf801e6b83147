"""JSON that nobody sends: templates and schemas, which say what may stand where, and answers."""

from __future__ import annotations

import re
from typing import Any, Final

from defender_lint.sources.value import Absent, Value

_TYPES: Final = (
    r"(?:string|str|text|number|integer|int|float|bool(?:ean)?|object|array|list|date-?time|guid|uuid)"
    r"(?:\[\])?"
)
_TYPE: Final = re.compile(rf"{_TYPES}\Z|\.\.\.\Z|…\Z", re.IGNORECASE)
# `Low|Medium|High`. Spaces are part of a query as well: `DeviceInfo | count`.
_CHOICE: Final = re.compile(r"\w+(?:\|\w+)+\Z|[A-Z]\w*(?: \| [A-Z]\w*)+\Z")
_ELLIPSIS: Final = re.compile(r"\.\.\.|…|^[ \t]*(?://|#|/\*)|[,{\[\"\d][ \t]*//", re.MULTILINE)
# Outside strings: `"Quick" | "Full"`, `: string`.
_GRAMMAR: Final = re.compile(rf'"[ \t]*\|[ \t]*"|:[ \t]*{_TYPES}[ \t]*(?:[,}}|;]|$)', re.MULTILINE)
_STRING: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_OF_ANSWERS: Final = frozenset({"@odata.context", "@odata.count", "@odata.nextLink", "error"})


def is_template(value: Value) -> bool:
    """Tell whether a value shows what may stand where, rather than something to send."""
    if isinstance(value.data, Absent):
        assert value.text is not None
        chars = _STRING.sub('"', value.text.chars)
        return _ELLIPSIS.search(chars) is not None or _GRAMMAR.search(chars) is not None
    todo: list[Any] = [value.data]
    while todo:
        data = todo.pop()
        if isinstance(data, dict):
            todo += data.values()
        elif isinstance(data, list):
            todo += data
        elif isinstance(data, str) and (_TYPE.match(data) or _CHOICE.match(data)):
            return True
    return False


def is_schema(value: Value) -> bool:
    """Tell whether a value is a JSON Schema."""
    data = value.data
    return isinstance(data, dict) and (
        (data.get("type") == "object" and isinstance(data.get("properties"), dict))
        or not data.keys().isdisjoint(("$schema", "$ref"))
    )


def is_answer(value: Value) -> bool:
    """Tell whether a value is what the service answers, by keys that nobody sends."""
    return isinstance(value.data, dict) and not _OF_ANSWERS.isdisjoint(value.data)
