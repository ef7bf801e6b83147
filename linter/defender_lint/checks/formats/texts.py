"""Formats of plain text."""

from __future__ import annotations

import re
from typing import Final

from defender_lint.checks.formats.diagnosis import INVISIBLE, Diagnosis, Format
from defender_lint.words import name

_LIBRARY_FILE_NAME: Final = r"[A-Za-z0-9_.-]+"


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


def is_library_file_name(text: str) -> bool:
    """Tell whether ``text`` may be the name of a file in the live response library."""
    return re.fullmatch(_LIBRARY_FILE_NAME, text) is not None


def is_script_arguments(text: str) -> bool:
    """Tell whether ``text`` has none of the characters that live response refuses for scripts."""
    return not any(character in text for character in ";&|!$()")


def _explain_characters(_: str) -> Diagnosis:
    return Diagnosis("has characters that are refused", headless=True)


FORMATS = (
    Format("not-blank", "empty-value", "InvalidRequestBody", is_not_blank, _explain_blank),
    Format(
        "library-file-name",
        "refused-characters",
        "InvalidRequestBody",
        is_library_file_name,
        _explain_characters,
    ),
    Format(
        "script-arguments",
        "refused-characters",
        "BadRequest",
        is_script_arguments,
        _explain_characters,
    ),
    Format(
        "form-boolean", "wrong-type", "InvalidRequestBody", is_form_boolean, _explain_form_boolean
    ),
)
