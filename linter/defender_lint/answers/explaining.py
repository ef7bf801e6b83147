"""An answer explained: which documented code it is, what causes it, what helps."""

from __future__ import annotations

import re
from typing import Final, Literal

from defender_lint.answers.envelopes import Seen, answers_in, response_status, retry_in, status_in
from defender_lint.catalogue.error_codes import ErrorCode, ErrorCodes
from defender_lint.catalogue.messages import code_of
from defender_lint.record import Record

Retry = Literal["no", "later", "after"]
"""Whether the same request may succeed: never, some time later, or after a time that is told."""

_BY_STATUS: Final = {
    400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NotFound",
    429: "TooManyRequests", 500: "InternalServerError",
}  # fmt: skip
_LATER: Final = frozenset({"InternalServerError", "ActiveRequestAlreadyExists"})
_WORD: Final = re.compile(r"[a-z]{5,}")


class Explained(Record):
    """An answer and what is known of it.

    Attributes:
        seen: The answer as it is written in the text.
        code: The documented code that it is; None where nobody knows it.
        known: Whether it is one that the service is known to give.
        retry: Whether a retry helps.
        causes: Likely causes, the likeliest first.
    """

    __slots__ = ("causes", "code", "known", "retry", "seen")

    def __init__(
        self,
        seen: Seen,
        code: ErrorCode | None,
        *,
        known: bool,
        retry: Retry,
        causes: tuple[str, ...],
    ) -> None:
        self.seen: Final = seen
        self.code: Final = code
        self.known: Final = known
        self.retry: Final[Retry] = retry
        self.causes: Final = causes

    @property
    def status(self) -> int | None:
        """The HTTP status: what stands there, or what the code has."""
        return self.seen.status or (self.code.status if self.code is not None else None)


def explain(text: str, errors: ErrorCodes) -> list[Explained]:
    """Explain the error answers in a text.

    Args:
        text: A response, its body, a line of a log, the text of an exception.
        errors: The documented codes, and what was seen of them.

    Returns:
        One for each; none if there is no error answer in it.
    """
    found = answers_in(text) or _in_words(text, errors)
    return [_explained(seen, errors) for seen in found]


def _in_words(text: str, errors: ErrorCodes) -> list[Seen]:
    """Return an answer of which only the code's name, the message or the status is left."""
    words = set(re.findall(r"\b[A-Z][A-Za-z]{7,}\b", text[:100_000]))
    named = next((code.name for code in errors if code.name in words), None)
    by_message = code_of(text, errors)
    if named is None and by_message is None:
        status = response_status(text)
        is_error = status is not None and status >= 400
        return [Seen("", "", None, status, retry_in(text))] if is_error else []
    message = text.strip() if len(text) < 1_000 else ""
    return [Seen(named or "", message, None, status_in(text), retry_in(text))]


def _explained(seen: Seen, errors: ErrorCodes) -> Explained:
    answered = seen.answered or ""
    code = errors.answered(answered)
    if code is None:
        code = code_of(seen.message, errors)
    if code is None and (answered.isdigit() or not answered) and not seen.is_item:
        name = _BY_STATUS.get(int(answered[:3]) if answered else seen.status or 0)
        code = errors.get(name) if name else None
    if code is None and seen.is_item:
        return Explained(seen, None, known=True, retry="no", causes=(_ITEM,))
    if code is None:
        return Explained(
            seen, None, known=False, retry="later" if (seen.status or 0) >= 500 else "no", causes=()
        )
    retry: Retry = "no"
    if code.name == "TooManyRequests":
        retry = "after"
    elif code.name in _LATER:
        retry = "later"
    return Explained(seen, code, known=True, retry=retry, causes=_causes(code, seen.message))


_ITEM: Final = (
    "The import itself succeeded, and this indicator was refused; the message says why. The others "
    "stand."
)


def _causes(code: ErrorCode, message: str) -> tuple[str, ...]:
    """Return the causes of a code, those first that share words with the message."""
    said = set(_WORD.findall(message.lower()))
    causes = (code.cause, *code.causes)

    def shared(cause: str) -> int:
        return len(said & set(_WORD.findall(cause.lower())))

    return tuple(sorted(causes, key=lambda cause: -shared(cause)))
