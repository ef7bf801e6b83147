"""Hard rules: what the violation of a schema's own keyword means, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from defender_lint.catalogue.schemas import ADVISED, Schema
from defender_lint.checks.places import Place, last_key, subject
from defender_lint.checks.predictions import Prediction, arguments, predict
from defender_lint.checks.tool_traces import trace_of_tool
from defender_lint.diagnostic import Diagnostic, Path, Replacement, Token
from defender_lint.engines import MOST_COMPUTED
from defender_lint.near_miss import nearest
from defender_lint.words import count, filled, kind_of, kinds, listed, name, shown

_MANY = 12  # names that a message lists; more are left to `defender-lint show`


def violated(place: Place, api: str) -> Iterator[Diagnostic]:
    """Yield what a violated keyword means.

    Args:
        place: The keyword, looked up.
        api: How messages call the operation, in its words.
    """
    schema, value = place.schema, place.value
    if place.keyword == "type" and value is None and place.is_required and place.parent:
        yield _missing(last_key(place.path), place.path[:-1], place.parent, is_null=True)
        return
    if place.keyword == "required":
        for key in schema["required"]:
            if key not in value:
                yield _missing(key, place.path, schema, is_null=False)
        return
    if place.keyword == "additionalProperties":
        known = schema["properties"]
        unknown = (key for key in value if key not in known and not key.startswith("@odata."))
        yield from _unknown_keys(islice(unknown, MOST_COMPUTED + 1), place, api)
        return

    prediction = place.site.prediction
    what = subject(place.path)
    match place.keyword:
        case "format":
            yield _misformatted(place, prediction)
        case "enum":
            yield _not_a_member(place, prediction)
        case "type":
            yield _wrong_type(place, prediction)
        case "maxItems":
            received, allowed = len(value), schema["maxItems"]
            message = (
                f"{what} holds {count(received, 'item')}, and one call takes {allowed:,} at most"
            )
            diagnostic = _diagnostic(
                place, prediction, message, filling=(str(received), str(allowed))
            )
            yield diagnostic.replace(most=allowed)
        case "minItems":
            least = schema["minItems"]
            message = (
                f"{what} holds {count(len(value), 'item')}, and one call takes {least:,} at least"
            )
            yield _diagnostic(place, prediction, message if value else f"{what} is empty")
        case "const":
            message = f"{what} must be {shown(schema['const'])}, not {shown(value)}"
            yield _diagnostic(place, prediction, message)
        case "minimum" | "maximum":
            bound = "least" if place.keyword == "minimum" else "most"
            message = f"{what} must be at {bound} {schema[place.keyword]:,}"
            yield _diagnostic(place, prediction, message)
        case "contains":
            yield _diagnostic(place, prediction, f"{what} lacks an item that it must hold")
        case "anyOf":
            yield _diagnostic(place, prediction, f"{what} has none of the forms that it may have")
        case "not" if not isinstance(value, dict | list):
            yield _diagnostic(place, prediction, f"{what} must not be {shown(value)}")
        case _:
            yield _diagnostic(place, prediction, f"{what} holds values that do not go together")


def _diagnostic(
    place: Place,
    prediction: Prediction,
    message: str,
    *,
    rule: str | None = None,
    filling: tuple[str, ...] | None = None,
    fix: Replacement | None = None,
) -> Diagnostic:
    """Make a diagnostic of the value; ``x-error`` may move it and put it into other words.

    ``filling`` fills the placeholders of the service's message where key or value would not do.
    """
    path, token, value = place.path, Token.VALUE, place.value
    at = prediction.overrides.get("at")
    if at is not None:
        path, token = (*path, at), Token.VALUE if at in value else Token.START
        value = value.get(at)
    if "message" in prediction.overrides:
        message = filled(prediction.overrides["message"], last_key(path), value)
    if filling is None:
        # Of a key that is there, the service would not say that it is missing: what is, is in it.
        is_there = prediction.rule == "missing-key" and token is Token.VALUE
        filling = () if is_there else arguments(prediction.code, last_key(path), value)
    return Diagnostic(
        rule=rule or prediction.rule,
        path=path,
        token=token,
        message=message,
        severity=prediction.severity,
        code=prediction.code,
        also=prediction.also,
        confidence=prediction.confidence,
        arguments=filling,
        fix=fix,
    )


def _missing(key: str, parent: Path, schema: Schema, *, is_null: bool) -> Diagnostic:
    prediction = predict(schema, "required")
    message = (
        f"{name(key)} is null, which counts as missing" if is_null else f"{name(key)} is missing"
    )
    if "message" in prediction.overrides:
        message = filled(prediction.overrides["message"], key, None)
    return Diagnostic(
        rule=prediction.rule,
        path=(*parent, key),
        token=Token.VALUE if is_null else Token.START,
        message=message,
        severity=prediction.severity,
        code=prediction.code,
        also=prediction.also,
        confidence=prediction.confidence,
        arguments=arguments(prediction.code, key, None),
    )


def _unknown_keys(keys: Iterable[str], place: Place, api: str) -> Iterator[Diagnostic]:
    prediction = place.site.prediction
    known = [
        each
        for each, member in place.schema["properties"].items()
        if not each.startswith("@odata.") and not _is_undocumented(member)
    ]
    owner = api
    if place.path:
        of = "an item of " if isinstance(place.path[-1], int) else ""
        owner = f"{of}{name(last_key(place.path))}"
    takes = f"; it takes {listed(known, 'and')}" if known and len(known) <= _MANY else ""
    for key in keys:
        yield Diagnostic(
            rule=prediction.rule,
            path=(*place.path, key),
            token=Token.KEY,
            message=f"{name(key)} is not a parameter of {owner}{takes}",
            severity=prediction.severity,
            code=prediction.code,
            also=prediction.also,
            confidence=prediction.confidence,
        )


def _is_undocumented(member: Schema) -> bool:
    advices = (part.get(ADVISED, {}) for part in member.get("allOf", ()))
    return any(advice.get("rule") == "undocumented-key" for advice in advices)


def _replace(place: Place, value: Any, text: str) -> Replacement:
    return Replacement(f"write {text}", "unsafe", value, place.path)


def _not_a_member(place: Place, prediction: Prediction) -> Diagnostic:
    members = [member for member in place.schema["enum"] if isinstance(member, str)]
    usual = [member for member in members if not _is_advised_against(member, place.schema)]
    near = nearest(place.value, usual) if isinstance(place.value, str) else None
    message = f"{shown(place.value)} is not a value of {subject(place.path)}"
    if near is not None:
        replacement = _replace(place, near[0], name(near[0]))
        return _diagnostic(
            place, prediction, f"{message}; did you mean {name(near[0])}?", fix=replacement
        )
    if len(usual) <= _MANY:
        message += f"; use {listed(usual or members)}"
    return _diagnostic(place, prediction, message)


def _is_advised_against(member: str, schema: Schema) -> bool:
    """Tell whether a soft rule names the member: legacy, undocumented, meant for people."""
    for advice in schema.get("allOf", ()):
        refused = advice.get("not", {}) if ADVISED in advice else {}
        if member == refused.get("const") or member in refused.get("enum", ()):
            return True
    return False


def _wrong_type(place: Place, prediction: Prediction) -> Diagnostic:
    wanted = place.schema["type"]
    types = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    message = f"{subject(place.path)} must be {kinds(types)}, not {kind_of(place.value)}"
    message += trace_of_tool(place.value)
    meant = _as_type(place.value, types) if place.path else None
    if meant is None or not _would_do(meant, place.schema):
        return _diagnostic(place, prediction, message)
    text = name(json.dumps(meant))
    return _diagnostic(
        place, prediction, f"{message}; write {text}", fix=_replace(place, meant, text)
    )


def _would_do(value: Any, schema: Schema) -> bool:
    """Tell whether a value that is about to be suggested would not be the next mistake."""
    if value not in schema.get("enum", (value,)):
        return False
    if "format" not in schema or not isinstance(value, str):
        return True
    from defender_lint.checks.formats import FORMATS

    format = FORMATS.get(schema["format"])
    return format is None or format.check(value)


def _as_type(value: Any, types: tuple[str, ...]) -> str | bool | int | None:
    """Return the value in a type that is wanted, if it plainly is one."""
    if "string" in types and isinstance(value, (int, float)) and not isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str) and len(value) < 16:
        word = value.strip().lower()
        if "boolean" in types and word in ("true", "false"):
            return word == "true"
        if "integer" in types and word.isascii() and word.isdigit():
            return int(word)
    return None


def _misformatted(place: Place, prediction: Prediction) -> Diagnostic:
    from defender_lint.checks.formats import FORMATS, Diagnosis, diagnose

    diagnosis = diagnose(place.schema["format"], place.value)
    if not place.value:
        diagnosis = Diagnosis("is empty", headless=True)
    message = diagnosis.message
    if diagnosis.headless:
        message = f"{subject(place.path)} {message}"
    for format, hint in prediction.overrides.get("alternatives", {}).items():
        if FORMATS[format].check(place.value):
            message += f"; {hint}"
            break
    replacement = None
    if diagnosis.replacement is not None:
        replacement = Replacement(
            f"write {name(diagnosis.replacement)}",
            diagnosis.applicability,
            diagnosis.replacement,
            place.path,
        )
    return _diagnostic(place, prediction, message, rule=diagnosis.rule, fix=replacement)
