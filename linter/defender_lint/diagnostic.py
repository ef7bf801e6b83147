"""A Diagnostic: one predicted problem before it is located.

Sources and checks make them, :mod:`defender_lint.checks.locate` makes findings of them. They name a
place by what it means (the key at a path of the body) or by characters of a Text, never by line.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal

from defender_lint.record import Record
from defender_lint.tokens import mask_tokens

if TYPE_CHECKING:
    from defender_lint.sources.text import Text

Path = tuple["str | int", ...]
"""Keys and indices from the root of a body to a place in it."""

Severity = Literal["error", "warning"]
Applicability = Literal["safe", "unsafe"]
"""Whether a fix keeps what was meant for certain."""

Part = Literal["body", "method", "url", "query", "header", "token", "context", "file"]
"""The part of a request that a problem is about."""

Confidence = Literal["documented", "service", "observed", "implied"]
"""What a constraint rests on: a page, the service's own definition, an answer seen, or less."""


class Token(Enum):
    """Which token of a place in a body is meant."""

    KEY = "key"  # the key of a member
    VALUE = "value"  # the value, from its first to its last character
    START = "start"  # the first character of the value: where something is missing inside it


class Replacement(Record):
    """How to fix a problem.

    Attributes:
        message: What to do, in words.
        applicability: ``safe`` or ``unsafe``.
        value: A key or scalar for the token at ``path``, written as the body's language does;
            for a problem at characters of a Text, the characters to put there instead.
        path: Which token of the body; None for the characters that the problem is at.
        token: Key or value.
    """

    __slots__ = ("applicability", "message", "path", "token", "value")

    def __init__(
        self,
        message: str,
        applicability: Applicability,
        value: Any,
        path: Path | None = None,
        token: Token = Token.VALUE,
    ) -> None:
        self.message: Final = message
        self.applicability: Final[Applicability] = applicability
        self.value: Final = value
        self.path: Final = path
        self.token: Final = token


class _Shared(Record):
    """What many bodies may have in common, and so keeps what follows from it.

    That is no field: a copy begins without it.
    """

    __slots__ = ("_kept", "_pointer")

    _kept: list[Any]
    _pointer: str


class Diagnostic(_Shared):
    """One predicted problem.

    Attributes:
        rule: The rule's name.
        message: What is wrong and how to write it right.
        path: Where in the body, in the keys as they are written. For something missing, where it
            would be.
        token: Which token stands for the place.
        start: Where it begins, in characters of ``text``; None where path and token say it.
        end: Where it ends, exclusive.
        text: What ``start`` and ``end`` count in; None for the text of the body.
        part: The part of the request that it is about.
        severity: ``error`` or ``warning``.
        code: The most likely error code, if any.
        also: Other likely codes.
        arguments: What fills the placeholders of the code's documented message, in order.
        confidence: What the constraint rests on.
        fix: How to fix it, if that can be said.
        most: How many items the list may hold, where it holds more and the body can be split.
        related: Other places: (message, path, token), or (message, start, end) in ``text``.
    """

    __slots__ = (
        "also", "arguments", "code", "confidence", "end", "fix", "message", "most", "part", "path",
        "related", "rule", "severity", "start", "text", "token",
    )  # fmt: skip

    def __init__(
        self,
        rule: str,
        message: str,
        *,
        path: Path = (),
        token: Token = Token.VALUE,
        start: int | None = None,
        end: int | None = None,
        text: Text | None = None,
        part: Part = "body",
        severity: Severity = "error",
        code: str | None = None,
        also: tuple[str, ...] = (),
        arguments: tuple[str, ...] = (),
        confidence: Confidence = "documented",
        fix: Replacement | None = None,
        most: int | None = None,
        related: tuple[tuple[Any, ...], ...] = (),
    ) -> None:
        self.rule: Final = rule
        self.message: Final = message
        self.path: Final = path
        self.token: Final = token
        self.start: Final = start
        self.end: Final = start if end is None else end
        self.text: Final = text
        self.part: Final[Part] = part
        self.severity: Final[Severity] = severity
        self.code: Final = code
        self.also: Final = also
        self.arguments: Final = arguments
        self.confidence: Final[Confidence] = confidence
        self.fix: Final = fix
        self.most: Final = most
        self.related: Final = related

    @property
    def pointer(self) -> str:
        """Its path as a JSON pointer."""
        try:
            return self._pointer
        except AttributeError:
            self._pointer = pointer_to(self.path)
            return self._pointer

    @property
    def kept(self) -> list[Any]:
        """What follows from it, but for its place, for whoever needs that: moved ones share it."""
        try:
            return self._kept
        except AttributeError:
            self._kept = []
            return self._kept

    def moved(self, path: Path) -> Diagnostic:
        """Return the same problem of another value."""
        fix = self.fix
        if fix is not None and fix.path is not None:
            fix = fix.replace(path=path)
        other = self.replace(path=path, fix=fix)
        other._kept = self.kept
        return other


def pointer_to(path: Path) -> str:
    """Write a path as a JSON pointer (RFC 6901); a key that is a token is starred out."""
    if not path:
        return ""
    return mask_tokens(
        "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
    )


def value_at(value: Any, path: Path) -> Any:
    """Return what stands at ``path``, None where it leads nowhere."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value
