"""Strangers: files in which nothing is ours, as their bytes tell before anything is decoded.

One-sided: of a stranger the long way would say nothing either; what is none here may still turn
out to be one there.
"""

from __future__ import annotations

import codecs
import re

from defender_lint.own_output import begins_like_ours
from defender_lint.sources.json.strict import decode
from defender_lint.sources.registry import Format
from defender_lint.sources.tells import may_be_key, mentioned_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_DIRECTIVE: Final = b"defender-lint:"
_LINE_ENDS: Final = re.compile(rb"\xc2\x85|\xe2\x80[\xa8\xa9]|\r(?!\n)")
"""Ends of lines that YAML knows besides the usual ones."""

# A JSON text up to its first key; a list, a string, a number has none.
_JSON_HEAD: Final = re.compile(
    rb'[ \t\r\n]*(?:\{[ \t\r\n]*(?:"(?P<key>[^"\\]*)"|\}[ \t\r\n]*\Z)|\[|"|\Z)'
)
_BREAK: Final = rb"\r?\n"
_KEY: Final = rb"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?=[ \t\r\n]|\Z)"
_BLANK: Final = rb"(?:[ \t]*(?:#[^\r\n{]*)?" + _BREAK + rb")*"
# A YAML document up to its first key, which stands in the first column. A list has none.
_YAML_HEAD: Final = re.compile(
    rb"(?:---[ \t]*" + _BREAK + rb")?" + _BLANK + rb"(?:" + _KEY + rb"|(?P<item>-[ \t])|[ \t]*\Z)"
)
_YAML_KEY: Final = re.compile(_BLANK + _KEY)
# A value whose end is certain: nothing, or a word or more on one line, without a quote or bracket
# that could hide what follows; or a block that goes on while lines are indented.
_YAML_VALUE: Final = re.compile(
    rb"[ \t]+[|>][^\r\n]*" + _BREAK + rb"(?:(?:" + _BREAK + rb")*[ \t][^\r\n]*" + _BREAK + rb")*"
    rb"|(?:[ \t]+[\w./+-][^\r\n{]*)?" + _BREAK
)  # fmt: skip


def bodies_of_stranger(format: Format, data: bytes) -> int | None:
    """Tell a stranger by its bytes.

    Args:
        format: Its format by its name, which does not name an operation.
        data: The file.

    Returns:
        How many bodies the long way would find in it, none of them ours, and none in a report
        that this program wrote; None where that has to have a look.
    """
    if begins_like_ours(data):
        return 0
    data = data.removeprefix(codecs.BOM_UTF8)
    if mentioned_in(data) or _DIRECTIVE in data or not _is_utf8(data):
        return None
    if not format.is_of_bodies:
        return 0
    if format.name == "json":
        return 1 if _is_strange_json(data) else None
    return _strange_documents(data) if format.name == "yaml" else None


def _is_utf8(data: bytes) -> bool:
    if b"\0" in data[:4]:
        return False
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return not data.startswith(codecs.BOM_UTF8)  # once more


def _is_strange_json(data: bytes) -> bool:
    head = _JSON_HEAD.match(data)
    if head is None:
        return False
    key = head["key"]
    if key is None or not may_be_key(key.decode()):
        return True
    try:
        body = decode(data.decode())
    except (ValueError, RecursionError):
        return False
    return not all(map(may_be_key, body))


def _strange_documents(data: bytes) -> int | None:
    """Count the documents of a YAML file, if each is a stranger's."""
    is_plain = data.isascii() and b"\r" not in data
    if b"\n..." in data or (not is_plain and _LINE_ENDS.search(data)):
        return None
    count, at = 0, 0
    while at >= 0:
        head = _YAML_HEAD.match(data, at)
        if head is None:
            return None
        count += head.lastgroup is not None
        if head["key"] is not None and not _has_strange_key(data, head):
            return None
        at = data.find(b"\n---", head.end()) + 1 or -1
    return max(count, 1)


def _has_strange_key(data: bytes, found: re.Match[bytes] | None) -> bool:
    """Tell whether one of the first keys of a document is none of ours."""
    while found is not None and may_be_key(found["key"].decode()):
        value = _YAML_VALUE.match(data, found.end())
        found = None if value is None else _YAML_KEY.match(data, value.end())
    return found is not None
