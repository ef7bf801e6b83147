r"""What is unknown until run time: the forms of holes of all template languages, in one table.

A form counts anywhere in a string, or only where it is the whole of it, and standing bare where a
value belongs. A form is exact: what merely resembles one (``${jndi:ldap://…}``, ``$100``, ``{}``)
is a string like any other. Every pattern takes time in proportion to the text: what it repeats
begins with characters that cannot begin what follows it, and brackets nest to a fixed depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from defender_lint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

Stretch = tuple[int, int]
"""Where a hole begins and ends, exclusive."""

_NAME: Final = r"[A-Za-z_]\w*"
_QUOTED: Final = r"'[^']*'"


def _balanced(brackets: str, depth: int = 4) -> str:
    """Return a pattern of what may stand between brackets that nest and hold quoted strings."""
    opening, closing = map(re.escape, brackets)
    other = rf"[^{opening}{closing}']"
    inside = rf"(?:{other}|{_QUOTED})*"
    for _ in range(depth):
        inside = rf"(?:{other}|{_QUOTED}|{opening}{inside}{closing})*"
    return inside


_ARGUMENTS: Final = rf"\({_balanced('()')}\)"
_INDEX: Final = r"\[[^\[\]]*\]"
_CALL: Final = rf"{_NAME}{_ARGUMENTS}(?:\??\.{_NAME}|\??{_INDEX}|{_ARGUMENTS})*"
_PATH: Final = rf"{_NAME}(?:\.\w+|{_INDEX})*"
_NOT_BLANK: Final = r"(?=\s*[^\s}%])"
_NO_MEMBER: Final = r"(?!\{|\s*\"[^\"{}]*\"\s*:)"  # `{{"a": 1}}` is a body with a pair too much
_DOUBLE: Final = rf"\{{\{{{_NO_MEMBER}{_NOT_BLANK}(?:[^{{}}]|\{{(?!\{{)|\}}(?!\}}))*\}}\}}"
_TRIPLE: Final = rf"\{{{_DOUBLE}\}}"

_INTERPOLATION: Final = rf"@\{{(?!\s*[\w']+\s*=){_NOT_BLANK}{_balanced('{}')}\}}"
_NO_CONSTANT: Final = r"(?!(?i:true|false|null)\b)"  # of PowerShell

# Anywhere in a string, and without quotes in YAML.
_BARE_IN_YAML: Final = "|".join(
    (
        _TRIPLE,  # Mustache, not escaped
        rf"\$?{_DOUBLE}",  # Postman, Jinja, Helm; GitHub, Azure Pipelines
        rf"\$\{{\s*{_PATH}(?::-[^{{}}]*)?\s*\}}",  # shells, Terraform, Maven
        rf"\$\{{\s*{_NAME}\((?:[^{{}}]|\{{[^{{}}]*\}})*\)\s*\}}",  # functions of Terraform
    )
)
# Anywhere in a string. The first that fits at a place counts.
_ANYWHERE: Final = "|".join(
    (
        _BARE_IN_YAML,
        _INTERPOLATION,  # Logic Apps; what looks like it is a hashtable of PowerShell
        rf"#\{{\s*{_PATH}\s*\}}#",  # Replace Tokens of Azure DevOps
        rf"\{{{_NAME}\}}",  # OpenAPI, Python
        r"<<[^<>\r\n]+>>",  # Tines
        r"\{%(?:[^{%]|%(?!\})|\{(?!%))*%\}",  # a block of Jinja
        r"%\{[^{}]*\}",  # a block of Terraform
    )
)
# Only as the whole of a string.
_WHOLE: Final = "|".join(
    (
        rf"\${_NO_CONSTANT}{_NAME}(?!\w)",  # shells, PowerShell
        rf"@{_CALL}",  # Logic Apps
        rf"\[\s*{_CALL}\s*\]",  # ARM
        rf"%{_NAME}%",  # cmd
        r"<[A-Za-z][\w-]*(?: [\w-]+)*>",  # pages of documentation
        r"__[A-Za-z](?:[^\W_]|_(?!_))*__(?!\w)",
    )
)
_WHOLE_BARE: Final = rf"(?:{_WHOLE})(?=[\s,:\]}}]|\Z)"
# What its language makes a string for certain, also where nothing else stands in the string.
_STRING: Final = _INTERPOLATION
# What stands without quotes, is no hole, and is yet no mistake in writing a value.
_ALMOST: Final = (
    r"\$?\{\{[^{}\"\r\n]*\}\}|"
    r"\$\{[^{}\r\n]*\}|\$\([^()\r\n]*\)|" + rf"\${_NO_CONSTANT}" + r"[A-Za-z_][\w:.]*"
    r"|@\{[^{}\r\n]*\}|@[a-z]\w*\([^()\r\n]*\)|%\w+%|<[^<>\"\r\n]+>|%\(\w+\)[sdifr]|%[sdifr](?!\w)"
)
_OPENING: Final = re.compile(r"\{[A-Za-z_{%]")
_FIRST_OF_WHOLE: Final = frozenset("$@[%<_")


class PatternError(ValueError):
    """A pattern that cannot be used; the message says why, as the end of a sentence."""


class Pattern(Record):
    """A form of a team's own: literal characters, and ``*`` for one character or more.

    One that begins and ends with characters of its own counts anywhere in a string, as ``<<*>>``
    does, any other only as the whole of it, as ``FILL_IN_*`` does.
    """

    __slots__ = ("literals",)

    def __init__(self, pattern: str) -> None:
        """Take a pattern.

        Raises:
            PatternError: It would take every string for a hole.
        """
        if not pattern.strip("*"):
            raise PatternError("would take every string for a placeholder; write `false` for none")
        self.literals: Final = tuple(pattern.split("*"))

    @property
    def tell(self) -> str:
        """Characters without which it stands nowhere."""
        return max(self.literals, key=len)

    @property
    def is_anywhere(self) -> bool:
        """Whether it may be a part of a string."""
        return bool(self.literals[0] and self.literals[-1])

    def find(self, chars: str) -> Iterator[Stretch]:
        """Yield where it stands, from left to right."""
        if not self.is_anywhere:
            if self._is_all(chars):
                yield 0, len(chars)
            return
        start = 0
        while (found := self._next(chars, start)) is not None:
            yield found
            start = found[1]

    def match(self, chars: str, at: int) -> int | None:
        """Return where a hole ends that begins at ``at``, in the middle of other characters."""
        if not self.is_anywhere or not chars.startswith(self.literals[0], at):
            return None
        found = self._next(chars, at)
        return None if found is None else found[1]

    def _next(self, chars: str, start: int) -> Stretch | None:
        """Return the first one; where a literal is missing there is none further on either."""
        begin = chars.find(self.literals[0], start)
        end = begin + len(self.literals[0])
        for literal in self.literals[1:]:
            found = chars.find(literal, end + 1) if begin >= 0 else -1
            if found < 0:
                return None
            end = found + len(literal)
        return None if begin < 0 else (begin, end)

    def _is_all(self, chars: str) -> bool:
        first, *inner, last = self.literals
        at = len(first)
        for literal in inner:
            found = chars.find(literal, at + 1)
            if found < 0:
                return False
            at = found + len(literal)
        return chars.startswith(first) and chars.endswith(last) and at + 1 + len(last) <= len(chars)


class Placeholders(Record):
    """The forms that count as holes.

    Attributes:
        patterns: Forms of a team's own besides those of the table.
        enabled: Whether anything is a hole at all.
    """

    __slots__ = ("enabled", "patterns")

    def __init__(self, patterns: tuple[str, ...] = (), *, enabled: bool = True) -> None:
        """Take the forms.

        Raises:
            PatternError: A pattern would take any string for a hole.
        """
        self.patterns: Final = tuple(Pattern(each) for each in patterns)
        self.enabled: Final = enabled

    def may_stand_in(self, text: str) -> bool:
        """Tell as fast as that can be told whether strings of a JSON text may hold holes.

        A body that has none pays only for this. Single characters are looked for first: that
        takes hardly any time, and most bodies have none of them.
        """
        if not self.enabled:
            return False
        return (
            _OPENING.search(text) is not None
            or ("$" in text and ("${" in text or '"$' in text))
            or ("@" in text and ("@{" in text or '"@' in text))
            or ("%" in text and ("%{" in text or '"%' in text))
            or ("<" in text and ('"<' in text or "<<" in text))
            or ("#" in text and "#{" in text)
            or ("(" in text and '"[' in text)
            or ("_" in text and '"__' in text)
            or any(each.tell in text for each in self.patterns)
        )

    def may_stand_bare(self, text: str) -> bool:
        """Tell whether holes or blocks may stand in a JSON text without quotes."""
        if not self.enabled:
            return False
        return (
            _OPENING.search(text) is not None
            or any(char in text for char in "$@%<#(")
            or "__" in text
            or any(each.tell in text for each in self.patterns)
        )

    def find(self, chars: str) -> tuple[Stretch, ...]:
        """Return the holes of a string, in order; they do not overlap."""
        if not self.enabled or not chars:
            return ()
        if chars[0] in _FIRST_OF_WHOLE and _compiled(_WHOLE).fullmatch(chars):
            return ((0, len(chars)),)
        if not self.patterns and "{" not in chars and "<<" not in chars:
            return ()
        table = (match.span() for match in _compiled(_ANYWHERE).finditer(chars))
        if not self.patterns:
            return tuple(table)
        found: list[Stretch] = []
        own = (stretch for each in self.patterns for stretch in each.find(chars))
        for start, end in sorted((*table, *own)):
            if not found or start >= found[-1][1]:
                found.append((start, end))
        return tuple(found)

    def is_whole(self, chars: str) -> bool:
        """Tell whether a string is nothing but one hole that may be of any type."""
        return self.find(chars) == ((0, len(chars)),) and not _compiled(_STRING).fullmatch(chars)

    def inside(self, text: str, at: int) -> int | None:
        """Return where a hole ends that begins at ``at``, in the middle of a string; else None."""
        return self._match((_ANYWHERE,), text, at)

    def bare(self, text: str, at: int) -> int | None:
        """Return where a hole ends that stands at ``at`` in JSON without quotes; else None."""
        return self._match((_ANYWHERE, _WHOLE_BARE), text, at)

    def bare_in_yaml(self, text: str) -> Iterator[Stretch]:
        """Yield the holes that may stand in YAML without quotes, each on one line."""
        if self.enabled:
            found = (match.span() for match in _compiled(_BARE_IN_YAML).finditer(text))
            own = (stretch for each in self.patterns for stretch in each.find(text))
            last = 0
            for start, end in sorted((*found, *own)):
                if start >= last and "\n" not in text[start:end]:
                    yield start, end
                    last = end

    def _match(self, forms: tuple[str, ...], text: str, at: int) -> int | None:
        if not self.enabled:
            return None
        for form in forms:
            match = _compiled(form).match(text, at)
            if match:
                return match.end()
        ends = (each.match(text, at) for each in self.patterns)
        return next((end for end in ends if end is not None), None)


TABLE: Final = Placeholders()
"""The forms of the table, and no others."""


def almost(text: str, at: int) -> Stretch | None:
    """Return what stands at ``at`` in JSON without quotes like a placeholder, and is none."""
    match = _compiled(_ALMOST).match(text, at)
    return match.span() if match else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is needed: that takes longer than reading a body has to."""
    return re.compile(pattern)
