"""PowerShell's strings: their characters, how they are written, and what the grammar stumbles on.

Rules of quoting: about_Quoting_Rules and about_Special_Characters of PowerShell's documentation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from defender_lint.sources.scripts.forms import Chars, Escaped, Inserted, Part
from defender_lint.sources.scripts.tree import Tree
from defender_lint.sources.text import Escape

if TYPE_CHECKING:
    from tree_sitter import Node

_SPECIAL: Final = {
    "n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v",
    "e": "\x1b",
}  # fmt: skip

_EXPANDABLE: Final = re.compile(
    r"`u\{(?P<code>[0-9A-Fa-f]{1,6})\}|`(?P<char>\r\n|.)|\"\"", re.DOTALL
)
_IN_HERE: Final = re.compile(r"`u\{(?P<code>[0-9A-Fa-f]{1,6})\}|`(?P<char>\r\n|.)", re.DOTALL)
_VERBATIM: Final = re.compile("''")
_NOTHING: Final = re.compile(r"(?!)")
_HERE_START: Final = re.compile(r"@[\"'][ \t]*\r?\n")
_HERE_END: Final = re.compile(r"\r?\n[\"']@\Z")
_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w*")

_QUOTED: Final = r"\"[^\"\n]{0,100}\""
_INSERTED: Final = (
    rf"\$\((?: [^()\"] | {_QUOTED} | \((?: [^()\"] | {_QUOTED} ){{0,200}}\) ){{0,200}}\)"
)
# What may be masked, after what must not be looked into. Each can match in one way only, and what
# has no end goes to the end of the script: that takes time in proportion to its length.
_TOKENS: Final = re.compile(
    rf"""
    <\#.*?(?:\#>|\Z)
    | (?P<prompt>^[ \t]*PS(?:[ \t][^>\r\n]{{0,200}})?>)
    | (?P<label>^[ \t]*(?:"[^"\r\n]*"|'[^'\r\n]*')(?=\s{{0,100}}\{{))
    | @"[ \t]*\r?\n .*? (?:\n"@|\Z) | @'[ \t]*\r?\n .*? (?:\n'@|\Z)
    | (?P<string>"(?: `. | "" | {_INSERTED} | \$(?!\() | [^"`$] )*")
    | '[^']*'
    | `.
    | (?P<lines>,[ \t]*(?:\#[^\r\n]*)?(?:\r?\n[ \t]*(?:\#[^\r\n]*)?)+)
    | (?<![^\s;(){{}}|,=])\#[^\r\n]*
    | (?P<words>
        (?<=[ \t])[A-Za-z*][\w*-]*(?:[ \t]*,\s*[A-Za-z*][\w*-]*){{1,50}}(?=[ \t]*(?:[\r\n|;}}]|\Z))
      )
    | (?P<word>(?<=[ \t])\$(?=\w+/[A-Za-z])|(?<=-[Uu][Rr][Ii][ ])\$(?=\w+/))
    | (?P<coalesce>\?\?)
    | (?<=[\w)\]}}"'])(?P<choice>\s+[?:])(?=\s)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_HASHES: Final = re.compile(rf"{_INSERTED} | (?P<hash>\#)", re.VERBOSE)


def masked(chars: str) -> str:
    """Return a script with what the grammar does not know masked, of the same length in UTF-8.

    Prompts are blanked. ``??``, ``?`` and ``:`` between operands become a plus, commas between bare
    words and spaces in the label of a ``switch`` another character, and a line that ends in a comma
    goes on. So does ``#`` in a string: after what is inserted or escaped a comment would begin. The
    dollar sign of ``$base/machines``, which an argument may be without quotes (about_Parsing),
    becomes a letter: no expression divides by a bare word.
    """
    return _TOKENS.sub(_mask, chars)


def _mask(match: re.Match[str]) -> str:
    if match["string"]:
        return _HASHES.sub(lambda found: "." if found["hash"] else found.group(), match["string"])
    if match["word"]:
        return "_"
    if match["coalesce"]:
        return " +"
    if match["prompt"]:
        return " " * len(match["prompt"].encode("utf-8", "surrogatepass"))
    if match["label"]:
        quoted = match["label"].lstrip(" \t")
        return match["label"].removesuffix(quoted) + quoted.replace(" ", "_")
    if match["choice"]:
        return " " * (len(match["choice"]) - 1) + "+"
    if match["words"]:
        return re.sub(r",\s*", lambda comma: " " * len(comma.group()), match["words"])
    if match["lines"]:
        return "," + " " * (len(match["lines"].encode("utf-8", "surrogatepass")) - 1)
    return match.group()


def parts_of(tree: Tree, node: Node) -> tuple[Part, ...]:
    """Return the parts of a string literal."""
    chars = tree.text.chars
    start, end = tree.start(node), tree.end(node)
    here = _HERE_START.match(chars, start, end)
    if here is not None:
        closing = _HERE_END.search(chars, here.end() - 1, end)
        pattern = _IN_HERE if chars[start + 1] == '"' else _NOTHING
        start, end = here.end(), max(here.end(), closing.start() if closing else end)
    else:
        pattern = _EXPANDABLE if chars[start] == '"' else _VERBATIM
        start, end = start + 1, max(start + 1, end - 1)
    parts: list[Part] = []
    for child in node.named_children:
        at, until = tree.start(child), tree.end(child)
        if start <= at and until <= end:
            parts += _plain(chars, start, at, pattern)
            parts.append(Inserted(at, until, child))
            start = until
    parts += _plain(chars, start, end, pattern)
    return tuple(parts)


def _plain(chars: str, start: int, end: int, pattern: re.Pattern[str]) -> list[Part]:
    parts: list[Part] = []
    for match in pattern.finditer(chars, start, end):
        if start < match.start():
            parts.append(Chars(start, match.start()))
        groups = match.groupdict()
        if groups.get("code"):
            code = int(groups["code"], 16)
            written = chr(code) if code < 0x110000 else "\ufffd"
        elif groups.get("char"):
            written = _SPECIAL.get(groups["char"], groups["char"])
        else:
            written = match.group()[0]
        parts.append(Escaped(match.start(), match.end(), written))
        start = match.end()
    if start < end:
        parts.append(Chars(start, end))
    return parts


def escape_of(token: str) -> Escape | None:
    """Return how characters are written inside the string that a token begins."""
    if token.startswith('"'):
        return _double
    if token.startswith("'"):
        return _single
    if token.startswith('@"'):
        return _double_here
    return None if token.startswith("@'") else _bare


def _double(chars: str) -> str:
    return re.sub(r"[`$\"]", r"`\g<0>", chars)


def _double_here(chars: str) -> str:
    return re.sub(r"[`$]", r"`\g<0>", chars)


def _single(chars: str) -> str:
    return chars.replace("'", "''")


def _bare(chars: str) -> str | None:
    return chars if re.fullmatch(r"[\w./:?&=%-]+", chars) else None


def written(value: Any, token: str, is_key: bool) -> str:
    """Write a scalar as PowerShell does.

    Args:
        value: The scalar.
        token: The text from the token on that it replaces; its quotes are kept.
        is_key: Whether that is the key of a table.
    """
    if value is None or isinstance(value, bool):
        return "$" + ("null" if value is None else str(value).lower())
    if not isinstance(value, str):
        return str(value)
    if is_key and token[:1] not in "'\"" and _IDENTIFIER.fullmatch(value):
        return value
    return f'"{_double(value)}"' if token.startswith('"') else f"'{_single(value)}'"
