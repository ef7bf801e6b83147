"""A Node: a place in the data of a container, from which the parts of a request are taken.

Formats whose requests stand in JSON or YAML walk their file with it. What is not there, or is
null, is a Node without data, so a way through optional members needs no questions in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from defender_lint.diagnostic import Path, Token
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.containers.form_fields import FormFields, read_body
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Header, Headers
from defender_lint.sources.text import Segment, Text
from defender_lint.sources.value import InnerValue, Value

_HEADER: Final = re.compile(r"(?<![^\r\n])([\w-]+)[ \t]*[:=][ \t]*([^\r\n]*)")
_NAMES: Final = ("name", "key")
"""What lists of headers, parameters and variables call the name of an entry."""


class Node(NamedTuple):
    """A place in a parsed file.

    Attributes:
        whole: The parsed file.
        path: The way from its root.
        data: What stands there; None where nothing does.
        options: How to read what stands in strings.
    """

    whole: Value
    path: Path
    data: Any
    options: ReadOptions

    @classmethod
    def root(cls, value: Value, options: ReadOptions) -> Node:
        """Return the root of a parsed file."""
        return cls(value, (), value.data, options)

    def get(self, *steps: str | int) -> Node:
        """Return the node that some keys and indices lead to."""
        data = self.data
        for step in steps:
            if isinstance(step, str):
                data = data.get(step) if isinstance(data, dict) else None
            else:
                data = data[step] if isinstance(data, list) and step < len(data) else None
        return Node(self.whole, (*self.path, *steps), data, self.options)

    def members(self) -> Iterator[tuple[str, Node]]:
        """Yield the members of an object, and nothing where none stands."""
        if isinstance(self.data, dict):
            for key in self.data:
                yield key, self.get(key)

    def items(self) -> Iterator[Node]:
        """Yield the items of a list, and nothing where none stands."""
        if isinstance(self.data, list):
            for index in range(len(self.data)):
                yield self.get(index)

    def entries(self) -> Iterator[tuple[Node, Node]]:
        """Yield names and values of a list of named entries, without those that are disabled."""
        for entry in self.items():
            if entry.get("disabled").data is True or entry.get("enabled").data is False:
                continue
            name = next((each for each in map(entry.get, _NAMES) if each.data), None)
            if name is not None:
                yield name, entry.get("value")

    @property
    def string(self) -> str:
        """The string that stands here; empty where none does."""
        return self.data if isinstance(self.data, str) else ""

    def text(self) -> Text | None:
        """Return the characters of a string, a number or a Boolean; None where there is none."""
        data = self.data
        if data is None or isinstance(data, dict | list):
            return None
        if isinstance(data, str):
            return self.whole.string_at(self.path)
        return self.token(Token.VALUE)

    def key(self) -> Text:
        """Return the characters of the key that this is the member of."""
        name = str(self.path[-1])
        token = self.token(Token.KEY)
        at = token.chars.find(name)  # not there if it holds escapes
        if at >= 0:
            return token.slice(at, at + len(name))
        return Text.within(token, name, [Segment(0, len(name), 0, len(token))])

    def token(self, token: Token) -> Text:
        """Return the key or value as it is written."""
        assert self.whole.text is not None
        return self.whole.text.slice(*self.whole.offsets(self.path, token))

    def line(self) -> int:
        """Return the line of the file, from 1, on which this begins."""
        return self.token(Token.START).line_at(0)

    def body(self, media_type: str = "") -> Value | None:
        """Return what stands here as a body: a value, or JSON or a form in a string, or nothing.

        Args:
            media_type: What it is sent as; empty if that is not known.
        """
        if isinstance(self.data, str):
            return read_body(self.whole.string_at(self.path), media_type, self.options)
        return None if self.data is None else InnerValue(self.whole, self.path)

    def form(self) -> FormFields:
        """Return what stands here as the fields of a form: a list of names and values."""
        fields = ((name.text(), value.text()) for name, value in self.entries())
        return FormFields(self.token(Token.VALUE), fields, self.options)

    def headers(self, *, complete: bool = False) -> Headers:
        """Return what stands here as headers: an object, a list of names and values, or lines."""
        pairs = [(name.text(), value.text()) for name, value in self.entries()]
        pairs += ((value.key(), value.text()) for _, value in self.members())
        lines = self.text() if isinstance(self.data, str) else None
        if lines is not None:
            found = _HEADER.finditer(lines.chars)
            pairs += ((lines.slice(*each.span(1)), lines.slice(*each.span(2))) for each in found)
        known = (Header(name, value) for name, value in pairs if name and value is not None)
        return Headers(tuple(known), complete)
