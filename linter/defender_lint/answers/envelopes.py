"""Error answers in a text: JSON as it came, inside a log line, an exception, an HTTP response."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from defender_lint.record import Record

LONGEST: Final = 10_000_000
"""Characters that are searched."""

MOST: Final = 1_000
"""Answers that are looked for in one text."""

_DEEPEST: Final = 64
_ATTEMPTS: Final = 2_000  # places that look as if an object began there, and none does
_TELLS: Final = re.compile(r"code|error|isfailed|message", re.IGNORECASE)
_STATUS_LINE: Final = re.compile(r"(?m)^HTTP/[\d.]+ (\d{3})\b")
_STATUS: Final = re.compile(
    r"(?<![\d.])(?:status(?:[ _-]?code)?\W{0,3}|HTTP(?:/[\d.]+)?\W{0,3}|\[)(\d{3})(?!\d)",
    re.IGNORECASE,
)
_RETRY_AFTER: Final = re.compile(r"(?i)\bretry-after\W{1,4}(\d{1,7})\b")
_AGAIN_IN: Final = re.compile(r"(?i)\bin (\d{1,7}) seconds?\b")


class Seen(Record):
    """An error answer as it is written in a text.

    Attributes:
        answered: The code, as it is written there; may be empty, None where there is none.
        message: The message; may be empty.
        target: The correlation id; None where there is none.
        status: The HTTP status, if it stands there.
        retry_after: After how many seconds to try again, if that stands there.
        is_item: Whether it is an item that an import refused, in an answer of status 200.
    """

    __slots__ = ("answered", "is_item", "message", "retry_after", "status", "target")

    def __init__(
        self,
        answered: str | None,
        message: str = "",
        target: str | None = None,
        status: int | None = None,
        retry_after: int | None = None,
        *,
        is_item: bool = False,
    ) -> None:
        self.answered: Final = answered
        self.message: Final = message
        self.target: Final = target
        self.status: Final = status
        self.retry_after: Final = retry_after
        self.is_item: Final = is_item


def answers_in(text: str) -> list[Seen]:
    """Return the error answers in a text, in order; each once."""
    text = text[:LONGEST]
    found: dict[Seen, None] = {}
    for value, start in _objects(text):
        before = text[max(0, start - 4_096) : start]
        for seen in _in_value(value, 0):
            found.setdefault(_with_surroundings(seen, before))
            if len(found) == MOST:
                return list(found)
    return list(found)


def status_in(text: str) -> int | None:
    """Return the HTTP status that a text tells, None if it tells none."""
    found = _STATUS_LINE.search(text) or _STATUS.search(text)
    return int(found[1]) if found is not None and 100 <= int(found[1]) < 600 else None


def response_status(text: str) -> int | None:
    """Return the status of a whole HTTP response, None if a text is none."""
    found = _STATUS_LINE.match(text.lstrip())
    return int(found[1]) if found is not None else None


def retry_in(text: str) -> int | None:
    """Return after how many seconds a text says to try again."""
    found = _RETRY_AFTER.search(text) or _AGAIN_IN.search(text)
    return int(found[1]) if found is not None else None


def _with_surroundings(seen: Seen, before: str) -> Seen:
    """Add what stands before an answer: the status line and the headers of a response, a log's."""
    if seen.is_item:
        return seen
    status = seen.status or status_in(before)
    retry_after = seen.retry_after
    if retry_after is None:
        retry_after = retry_in(before) if _RETRY_AFTER.search(before) else retry_in(seen.message)
    return seen.replace(status=status, retry_after=retry_after)


def _objects(text: str) -> Iterator[tuple[Any, int]]:
    """Yield the JSON objects and lists in a text, the outermost of them, and where they begin."""
    decoder = json.JSONDecoder(strict=False)
    at, attempts, found = 0, 0, False
    while attempts < _ATTEMPTS:
        begins = _BEGIN.search(text, at)
        if begins is None:
            break
        attempts += 1
        start = begins.start()
        try:
            value, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            at = start + 1
            continue
        attempts -= 1
        found = True
        yield value, start
    if not found and _TELLS.search(text):
        yield from _written_otherwise(text)


_BEGIN: Final = re.compile(r'\{(?=\s*["}])|\[(?=\s*\{)')


def _written_otherwise(text: str) -> Iterator[tuple[Any, int]]:
    """Yield objects of JSON inside a JSON string, or of what Python prints of a dict."""
    if '\\"' in text:
        plain = text.replace('\\\\"', '"').replace('\\"', '"')
        start = plain.find('{"')
        if start >= 0:
            try:
                yield json.JSONDecoder(strict=False).raw_decode(plain, start)[0], start
            except (ValueError, RecursionError):
                return
        return
    start, end = text.find("{'"), text.rfind("}") + 1
    if 0 <= start < end and end - start < 100_000:
        try:
            yield ast.literal_eval(text[start:end]), start
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return


def _in_value(value: Any, depth: int) -> Iterator[Seen]:
    """Yield the answers in a value, in any envelope that has been seen."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _in_value(item, depth + 1)
    elif isinstance(value, dict):
        own = _envelope(value)
        if own is not None:
            # The message of one answer may be another, handed on.
            inner = list(_inside(own.message, depth)) if "{" in own.message else []
            yield from inner or [own]
            return
        for member in value.values():
            if isinstance(member, str) and "{" in member and _TELLS.search(member):
                yield from _inside(member, depth)
            else:
                yield from _in_value(member, depth + 1)


def _inside(text: str, depth: int) -> Iterator[Seen]:
    for value, _ in _objects(text[:LONGEST]):
        yield from _in_value(value, depth + 1)


def _envelope(value: dict[str, Any]) -> Seen | None:
    error = value.get("error", value.get("Error"))
    if isinstance(error, dict):
        return _error(error, value)
    if isinstance(error, str) and isinstance(value.get("error_description"), str):
        return Seen(error, value["error_description"])  # of a sign-in (RFC 6749, 5.2)
    if value.get("isFailed") is True or value.get("IsFailed") is True:
        reason = value.get("failureReason", value.get("FailureReason"))
        return Seen(None, _string(reason), status=200, is_item=True)
    code, message = value.get("Code", value.get("code")), value.get("Message", value.get("message"))
    if isinstance(code, str) and isinstance(message, (str, type(None))):
        return _error(value, value)
    status = _status(value.get("statusCode", value.get("status")))
    if status is not None and isinstance(message, str):
        return Seen(str(status), message, status=status)
    return None


def _error(error: dict[str, Any], outer: dict[str, Any]) -> Seen | None:
    code, message = error.get("code", error.get("Code")), error.get("message", error.get("Message"))
    if not isinstance(code, (str, int)) and not isinstance(message, str):
        return None
    inner = error.get("innerError", error.get("innererror"))
    target = error.get("target")
    if target is None and isinstance(inner, dict):
        target = inner.get("request-id", inner.get("requestId"))
    return Seen(
        None if code is None else str(code),
        _string(message),
        target if isinstance(target, str) and target else None,
        _status(outer.get("statusCode", outer.get("status"))),
    )


def _status(value: Any) -> int | None:
    """Return a value if it is an HTTP status."""
    is_one = isinstance(value, int) and not isinstance(value, bool) and 100 <= value < 600
    return value if is_one else None


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
