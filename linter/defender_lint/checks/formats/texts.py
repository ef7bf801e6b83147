"""Formats of plain text."""

from __future__ import annotations

from defender_lint.checks.formats.diagnosis import INVISIBLE, Diagnosis, Format
from defender_lint.checks.words import name


def is_not_blank(text: str) -> bool:
    """Tell whether there is anything to see in ``text``."""
    return bool(text.strip(INVISIBLE))


def _explain_blank(text: str) -> Diagnosis:
    return Diagnosis("is blank" if text else "is empty", headless=True)


def is_form_boolean(text: str) -> bool:
    """Tell whether ``text`` is how a form writes a boolean."""
    return text.lower() in ("true", "false")


def _explain_form_boolean(text: str) -> Diagnosis:
    return Diagnosis(f"must be `true` or `false`, not {name(text)}", headless=True)


FORMATS = (
    Format("not-blank", "empty-value", "InvalidRequestBody", is_not_blank, _explain_blank),
    Format(
        "form-boolean", "wrong-type", "InvalidRequestBody", is_form_boolean, _explain_form_boolean
    ),
)
