"""Predictions: which rule and which error code stand behind a violated keyword.

The defaults are the table of the design; a schema's ``x-error`` says otherwise where a source does.
"""

from __future__ import annotations

from typing import Any

from defender_lint.catalogue.schemas import Basis, Schema, basis
from defender_lint.diagnostic import Severity
from defender_lint.named_tuple import NamedTuple

MISSING = "MissingRequiredParameter"
INVALID_BODY = "InvalidRequestBody"

# The service was seen to answer these for something missing (three answers seen in public, none of
# them MissingRequiredParameter, which the error pages promise).
ALSO_FOR_MISSING = (INVALID_BODY, "BadRequest")

_DEFAULTS: dict[str, tuple[str, str]] = {
    "required": ("missing-key", MISSING),
    "additionalProperties": ("unknown-key", INVALID_BODY),
    "type": ("wrong-type", INVALID_BODY),
    "enum": ("unknown-value", INVALID_BODY),
    "const": ("unknown-value", INVALID_BODY),
    "maxItems": ("batch-size", "MaximumBatchSizeExceeded"),
    "minItems": ("empty-value", INVALID_BODY),
    "minimum": ("out-of-range", INVALID_BODY),
    "maximum": ("out-of-range", INVALID_BODY),
}
_OTHERS = ("inconsistent-values", INVALID_BODY)

# What the placeholder in the documented message of a code stands for.
_NAMING_THE_KEY = frozenset({MISSING, "InvalidInput"})


class Prediction(NamedTuple):
    """What a violated keyword means: our rule, how loud, the likely answer, how sure we are."""

    rule: str
    severity: Severity
    code: str
    also: tuple[str, ...]
    confidence: Basis
    overrides: dict[str, Any]


def predict(schema: Schema, keyword: str) -> Prediction:
    """Look up what a violation of ``keyword`` in ``schema`` means."""
    overrides: dict[str, Any] = schema.get("x-error", {}).get(keyword, {})
    rule, code = _DEFAULTS.get(keyword, _OTHERS)
    if keyword == "format":
        from defender_lint.checks.formats import FORMATS

        if schema["format"] in FORMATS:
            rule, code = FORMATS[schema["format"]].rule, FORMATS[schema["format"]].code
    rule, code = overrides.get("rule", rule), overrides.get("code", code)
    also = tuple(overrides.get("also", ALSO_FOR_MISSING if code == MISSING else ()))
    confidence = basis(schema, keyword)
    severity: Severity = "warning" if confidence == "implied" else "error"
    return Prediction(rule, severity, code, also, confidence, overrides)


def arguments(code: str | None, key: str, value: Any) -> tuple[str, ...]:
    """Return what fills the placeholders of a code's documented message, if it has any.

    Args:
        code: The code.
        key: The member that is missing or wrong.
        value: What stands there.
    """
    if code in _NAMING_THE_KEY:
        return (key,)
    return (value,) if isinstance(value, str) and _quotes_the_value(code) else ()


def _quotes_the_value(code: str | None) -> bool:
    """Tell whether a code is of values that lack a format, each of which its message quotes."""
    if code is None or code == INVALID_BODY:
        return False
    from defender_lint.checks.formats import FORMATS

    return any(code == format.code for format in FORMATS.values())


def missing_codes(schema: Schema, key: str) -> tuple[str, tuple[str, ...]]:
    """Return the codes for a member that the service does not find under its name."""
    if key not in schema.get("required", ()):
        return INVALID_BODY, ()
    prediction = predict(schema, "required")
    return prediction.code, prediction.also
