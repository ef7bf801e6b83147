"""Where a Bicep file certainly breaks off: a string or a bracket that is never closed.

The grammar lags behind the language, so what it does not know is no fault; brackets and quotes are.
https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings
"""

from __future__ import annotations

import re
from typing import Final

from defender_lint.sources.source import Fault

_TOKEN: Final = re.compile(
    r"""
    //[^\n]* | ^[ \t]*\#[^\n]*
    | (?P<long>/\*|'{3})
    | (?P<quote>')
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    """,
    re.VERBOSE | re.MULTILINE,
)
_ENDS: Final = {"/*": re.compile(r"\*/"), "'''": re.compile(r"'{3,5}")}
_IN_STRING: Final = re.compile(r"(?:\\.|\$(?!\{)|[^'\\\n$])*(?P<end>'|\$\{)?")
_CLOSING: Final = {"{": "}", "(": ")", "[": "]", "${": "}"}


def fault(chars: str) -> Fault | None:
    """Return the first place from which on a file certainly cannot be read; None if there is none.

    Args:
        chars: The file.
    """
    opened: list[tuple[str, int]] = []
    at, in_string = 0, -1
    while True:
        if in_string >= 0:
            part = _IN_STRING.match(chars, at)
            assert part is not None  # it may be empty
            if part["end"] is None:
                message = "the string that begins here is not closed on its line; add `'`"
                return Fault("syntax", message, in_string, part.end())
            at = part.end()
            if part["end"] == "${":
                opened.append(("${", in_string))
            in_string = -1
        token = _TOKEN.search(chars, at)
        if token is None:
            return _unclosed(chars, opened)
        at = token.end()
        if token["long"]:
            end = _ENDS[token["long"]].search(chars, at)
            if end is None:
                return _unclosed(chars, [(token["long"], token.start())])
            at = end.end()
        elif token["quote"]:
            in_string = token.start()
        elif token["open"]:
            opened.append((token["open"], token.start()))
        elif token["close"]:
            if not opened:
                return Fault("syntax", f"`{token['close']}` closes nothing", token.start(), at)
            sign, start = opened.pop()
            if _CLOSING[sign] != token["close"]:
                message = (
                    f"`{token['close']}` does not close the `{sign}` on line "
                    f"{_line(chars, start)}; write `{_CLOSING[sign]}`"
                )
                return Fault("syntax", message, token.start(), at)
            in_string = start if sign == "${" else -1


def _unclosed(chars: str, opened: list[tuple[str, int]]) -> Fault | None:
    if not opened:
        return None
    sign, start = opened[-1]
    message = (
        f"the file ends in the middle: the `{sign}` on line {_line(chars, start)} is never closed"
    )
    end = len(chars.rstrip())
    return Fault("syntax", message, max(end - 1, 0), end)


def _line(chars: str, at: int) -> int:
    return chars.count("\n", 0, at) + 1
