"""Bodies that are forms: fields that a container lists, or ``name=value&name=value``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import DEFAULTS, ReadOptions
from defender_lint.sources.request import Headers
from defender_lint.sources.text import Text
from defender_lint.sources.value import Holes, Value

URLENCODED: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"

_FIELD: Final = re.compile(r"([\w.%+\[\]-]+)=([^&\s]*)")
_FORM: Final = re.compile(rf"\s*{_FIELD.pattern}(?:&{_FIELD.pattern})*\s*")


class FormFields(Value):
    """A body of names and values, such as ``[{"key": "Comment", "value": "…"}]``."""

    text: Text

    def __init__(
        self,
        place: Text,
        fields: Iterable[tuple[Text | None, Text | None]],
        options: ReadOptions = DEFAULTS,
    ) -> None:
        """Take the fields.

        Args:
            place: What they are listed in.
            fields: Name and value of each; a value that is none, such as a file's, is unknown.
            options: What counts as a hole.
        """
        self._place: Final = place
        self._fields: Final = {name.chars: (name, value) for name, value in fields if name}
        placeholders = options.placeholders
        unknown: set[Path] = set()
        strings: set[Path] = set()
        for key, (_, value) in self._fields.items():
            if value is None or placeholders.is_whole(value.chars):
                unknown.add((key,))
            elif placeholders.find(value.chars):
                strings.add((key,))
        super().__init__(
            {key: "" if value is None else value.chars for key, (_, value) in self._fields.items()},
            Text.whole(place.source),
            holes=Holes(frozenset(unknown), frozenset(strings)),
        )

    def offsets(self, path: Path, token: Token) -> tuple[int, int]:
        """Return where the name or value of a field stands; for the whole, where the list does."""
        text = self._place
        if path and path[0] in self._fields:
            name, value = self._fields[str(path[0])]
            text = name if token is Token.KEY or value is None else value
        start, end = text.outer(0, len(text))
        return start, min(start + 1, end) if token is Token.START else end

    def encode(self, value: Any, start: int) -> str:
        """Write a scalar as the container writes a name or value.

        Raises:
            LookupError: It cannot be written there.
        """
        for text in (each for field in self._fields.values() for each in field):
            if text is not None and text.outer(0, 0)[0] == start:
                written = str(value) if text.escape is None else text.escape(str(value))
                if written is not None:
                    return written
        raise LookupError("there is no field here that could be written")


def read_body(text: Text, media_type: str, options: ReadOptions) -> Value:
    """Read the characters of a body: a form where they are sent as one and are one, else JSON.

    Args:
        text: The characters.
        media_type: What they are sent as, with parameters or without; empty if that is not known.
        options: How to read.
    """
    if URLENCODED in media_type.lower() and _FORM.fullmatch(text.chars):
        pairs = _FIELD.finditer(text.chars)
        fields = ((text.slice(*each.span(1)), text.slice(*each.span(2))) for each in pairs)
        return FormFields(text, fields, options)
    return json_text.parse(text, options)


def media_type_of(headers: Headers) -> str:
    """Return the media type that headers say; empty where they say none."""
    header = headers.get("Content-Type")
    return "" if header is None else header.value.chars


def sent_as_form(place: Text, media_type: str, headers: Headers) -> tuple[Diagnostic, ...]:
    """Return that a body is sent as a form, where the service takes JSON.

    Args:
        place: What makes a form of it.
        media_type: Which form.
        headers: The headers; where they say themselves that it is a form, nothing is returned.
    """
    if "form" in media_type_of(headers).lower():
        return ()
    message = f"this sends a form (`{media_type}`), and the API takes JSON; write the body as JSON"
    return (
        Diagnostic(
            "wrong-media-type",
            message,
            start=0,
            end=len(place),
            text=place,
            part="header",
            code="InvalidRequestBody",
        ),
    )
