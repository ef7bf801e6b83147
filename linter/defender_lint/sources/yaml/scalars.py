"""What the scalars of YAML mean: the core schema of YAML 1.2, cut down to what JSON can say."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, Final

from defender_lint.sources.limits import MAX_DIGITS
from defender_lint.sources.wording import quoted

_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
# YAML 1.1 reads these as booleans, and so do many programs; YAML 1.2 reads them as text.
_OLD_BOOLEANS: Final = {
    "y": True,
    "yes": True,
    "on": True,
    "n": False,
    "no": False,
    "off": False,
}
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_OCTAL: Final = re.compile(r"0o[0-7]+")
_HEXADECIMAL: Final = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MAX_BITS: Final = int(MAX_DIGITS * math.log2(10))

_TAG: Final = "tag:yaml.org,2002:"
MAPPING_TAGS: Final = frozenset({None, "!", _TAG + "map"})
SEQUENCE_TAGS: Final = frozenset({None, "!", _TAG + "seq"})

# Surely text wherever it stands: no indicator, no colon, no blank at either end.
_PLAIN: Final = re.compile(r"[A-Za-z_][\w./@+-]*(?: [\w./@+-]+)*", re.ASCII)
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class ScalarError(Exception):
    """A scalar that JSON cannot say, or that is too large to read."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule: Final = rule
        self.message: Final = message


class UnknownTagError(Exception):
    """A tag that stands for something other than plain data."""


def plain(text: str) -> Any:
    """Return the value of a scalar without quotes and tag; ScalarError for one that JSON lacks."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-+.0123456789":
        return _number(text)
    return text


def old_boolean(text: str) -> bool | None:
    """Return what YAML 1.1 takes a plain word such as ``yes`` for; None if for nothing else."""
    return _OLD_BOOLEANS.get(text.lower()) if len(text) <= len("yes") else None


def tagged(text: str, tag: str) -> Any:
    """Return the value of a scalar under a tag.

    Raises:
        UnknownTagError: The tag is none of YAML's own for plain data.
        ScalarError: The text does not fit the tag.
    """
    convert = _CONVERTERS.get(tag)
    if convert is None:
        raise UnknownTagError(tag)
    return convert(text)


def encode(value: Any, standing: str) -> str:
    """Write a scalar in the style of the token that begins with the character ``standing``.

    Double quotes wherever a text would be read as something else without them.
    """
    if not isinstance(value, str):
        return json.dumps(value)
    printable = _UNPRINTABLE.search(value) is None
    if standing == "'" and printable and not re.search(r"[\x00-\x1f]", value):
        return "'" + value.replace("'", "''") + "'"
    is_plain = _PLAIN.fullmatch(value) and value not in _WORDS and old_boolean(value) is None
    if is_plain and standing not in "\"'|>":
        return value
    token = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", token)


def _number(text: str) -> int | float | str:
    if _INTEGER.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise _too_large()
        try:
            return int(text)
        except ValueError as error:  # PYTHONINTMAXSTRDIGITS may ask for less
            raise _too_large() from error
    if _OCTAL.fullmatch(text):
        return _limited(int(text[2:], 8))
    if _HEXADECIMAL.fullmatch(text):
        return _limited(int(text[2:], 16))
    if _FLOAT.fullmatch(text):
        number = float(text)
        if math.isinf(number):
            raise _too_large()
        return number
    if _NOT_FINITE.fullmatch(text):
        message = f"{quoted(text)} is not a number in JSON; write `null`, or leave the key out"
        raise ScalarError("syntax", message)
    return text


def _limited(number: int) -> int:
    if number.bit_length() > _MAX_BITS:
        raise _too_large()
    return number


def _too_large() -> ScalarError:
    message = f"this number has more than {MAX_DIGITS} digits or is too large; write it as a string"
    return ScalarError("limit-exceeded", message)


def _text(text: str) -> str:
    return text


def _integer(text: str) -> int:
    value = plain(text)
    if type(value) is not int:
        raise _misfit(text, "a whole number")
    return value


def _fraction(text: str) -> float:
    value = plain(text)
    if type(value) not in (int, float):
        raise _misfit(text, "a number")
    try:
        return float(value)
    except OverflowError as error:
        raise _too_large() from error


def _boolean(text: str) -> bool:
    value = plain(text)
    if isinstance(value, str):
        value = old_boolean(value)
    if not isinstance(value, bool):
        raise _misfit(text, "true or false")
    return value


def _null(text: str) -> None:
    if plain(text) is not None:
        raise _misfit(text, "null")


def _misfit(text: str, kind: str) -> ScalarError:
    message = f"the tag says {kind}, but {quoted(text)} is not; delete the tag, or fix the value"
    return ScalarError("syntax", message)


_CONVERTERS: Final[dict[str, Callable[[str], Any]]] = {
    "!": _text,
    _TAG + "str": _text,
    _TAG + "timestamp": _text,
    _TAG + "binary": _text,
    _TAG + "int": _integer,
    _TAG + "float": _fraction,
    _TAG + "bool": _boolean,
    _TAG + "null": _null,
}
