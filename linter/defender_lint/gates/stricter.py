"""What a gate refuses though a JSON Schema validator takes it: so little that it costs nothing, so
rare that hardly a right body is looked at twice.
"""

from __future__ import annotations

from math import inf
from typing import Any, Final

from defender_lint.gates.kinds import possible_kinds

_JSON: Final = "application/json"


def stricter(schema: Any) -> Any:
    """Return a schema that refuses what hardly any body has, so that no gate looks for it.

    That is annotations (``@odata.…``), and members that may be nothing but null, as those are that
    no page documents. Where there is something to say of every body, as of an API that is being
    retired, all are refused.
    """
    if not isinstance(schema, dict):
        return schema
    facts = schema.get("x-operation", {})
    if facts.get("retirement") or facts.get("contentType", _JSON) != _JSON:
        return False
    narrowed = dict(schema)
    if "items" in schema:
        narrowed["items"] = stricter(schema["items"])
    if "properties" in schema:
        narrowed["properties"] = {
            key: stricter(member)
            for key, member in schema["properties"].items()
            if schema.get("additionalProperties") is not False or possible_kinds(member) != {"null"}
        }
        if schema.get("additionalProperties") is False:
            narrowed.pop("patternProperties", None)
    return narrowed


def levels(schema: Any) -> float:
    """Return how many levels of lists and objects a value may have that fits a schema.

    As far as its types, ``properties`` and ``items`` tell; without end where it takes a list or an
    object and does not look into it.
    """
    if not isinstance(schema, dict):
        return inf if schema else 0
    kinds = possible_kinds(schema)
    if not kinds & {"array", "object"} or "enum" in schema or "const" in schema:
        return 0
    inner: list[float] = [0]
    if "array" in kinds:
        inner.append(levels(schema.get("items", True)))
    if "object" in kinds:
        is_closed = schema.get("additionalProperties") is False
        is_closed &= "patternProperties" not in schema
        inner += map(levels, schema.get("properties", {}).values()) if is_closed else [inf]
    return 1 + max(inner)
