"""What the linter says about a body beyond types and required keys: its rules with words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from defender_lint.catalogue.schemas import Schema, basis, is_undocumented
from defender_lint.diagnostic import Severity

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
