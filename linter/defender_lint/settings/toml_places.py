"""Where keys and values stand in a TOML text. The standard library's parser does not say."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from defender_lint.settings.toml_parser import loads
from defender_lint.sources.document import Path

_GAP: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANKS: Final = re.compile(r"[ \t]*")
_KEY: Final = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_TEXT: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")|'
    r"'''.*?'{3,5}(?!')|"
    r"""\"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""",
    re.DOTALL,
)
_OTHER: Final = re.compile(r"[^,\]}#\r\n]+")


class _LostError(Exception):
    """The text is not TOML from here on."""


class Places:
    """The places of everything in a TOML text, up to where it stops being TOML.

    Attributes:
        keys: Start and end of each key, by path. A table's key is the last one in its header.
        values: Start and end of each value, by path; a table's is its header.
        repeated: Keys that stand twice: path, start of the second, start of the first.
    """

    def __init__(self, text: str) -> None:
        self.keys: dict[Path, tuple[int, int]] = {}
        self.values: dict[Path, tuple[int, int]] = {}
        self.repeated: list[tuple[Path, int, int]] = []
        self._text = text
        self._at = 0
        self._counts: dict[Path, int] = {}  # of arrays of tables
        with suppress(_LostError, RecursionError):
            self._document()

    def _document(self) -> None:
        table: Path = ()
        while True:
            self._skip(_GAP)
            if self._at >= len(self._text):
                return
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._member(table)

    def _header(self) -> Path:
        """Read ``[a.b]`` or ``[[a.b]]``; return the table's path."""
        start = self._at
        is_array = self._text.startswith("[[", start)
        self._at += 2 if is_array else 1
        keys = self._dotted()
        self._expect("]]" if is_array else "]")
        path: Path = ()
        for name, _, _ in keys[:-1]:
            path = self._last((*path, name))
        name, *span = keys[-1]
        path = (*path, name)
        if is_array:
            self.keys.setdefault(path, (span[0], span[1]))
            self._counts[path] = self._counts.get(path, 0) + 1
            path = self._last(path)
        elif path in self.values:
            self.repeated.append((path, span[0], self.keys[path][0]))
        self.keys.setdefault(path, (span[0], span[1]))
        self.values.setdefault(path, (start, self._at))
        return path

    def _last(self, path: Path) -> Path:
        """Return the path of an array's last table, or the path itself."""
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _member(self, table: Path) -> None:
        keys = self._dotted()
        self._expect("=")
        self._skip(_BLANKS)
        path = table
        for name, start, end in keys[:-1]:
            path = (*path, name)
            self.keys.setdefault(path, (start, end))
        name, start, end = keys[-1]
        path = (*path, name)
        if path in self.values:
            self.repeated.append((path, start, self.keys[path][0]))
        self.keys.setdefault(path, (start, end))
        self._value(path)
        for depth in range(len(table) + 1, len(path)):
            self.values.setdefault(path[:depth], (start, self._at))

    def _dotted(self) -> list[tuple[str, int, int]]:
        found = []
        while True:
            self._skip(_BLANKS)
            start = self._at
            self._skip(_KEY)
            if self._at == start:
                raise _LostError
            found.append((_decoded(self._text[start : self._at]), start, self._at))
            self._skip(_BLANKS)
            if not self._text.startswith(".", self._at):
                return found
            self._at += 1

    def _value(self, path: Path) -> None:
        start = self._at
        opening = self._text[start : start + 1]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._inline(path)
        else:
            match = (_TEXT if opening in ('"', "'") else _OTHER).match(self._text, start)
            if match is None:
                raise _LostError
            self._at = start + len(match[0].rstrip())
        self.values.setdefault(path, (start, self._at))

    def _list(self, path: Path) -> None:
        self._at += 1
        index = 0
        while True:
            self._skip(_GAP)
            if self._text.startswith("]", self._at):
                break
            self._value((*path, index))
            index += 1
            self._skip(_GAP)
            if self._text.startswith(",", self._at):
                self._at += 1
        self._at += 1

    def _inline(self, path: Path) -> None:
        self._at += 1
        while True:
            self._skip(_GAP)
            if self._text.startswith("}", self._at):
                break
            self._member(path)
            self._skip(_GAP)
            if self._text.startswith(",", self._at):
                self._at += 1
        self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        if match is not None:
            self._at = match.end()

    def _expect(self, token: str) -> None:
        self._skip(_BLANKS)
        if not self._text.startswith(token, self._at):
            raise _LostError
        self._at += len(token)


def _decoded(key: str) -> str:
    """Return what a key, perhaps in quotes, means."""
    if not key.startswith(('"', "'")):
        return key
    try:
        decoded = loads(f"{key} = 0")
    except ValueError as error:
        raise _LostError from error
    return next(iter(decoded))
