"""XML of ASCII characters that stays well-formed whatever a payload holds."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from defender_lint.printable import visible

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'

Attributes = Mapping[str, str | int | None]


def escaped(text: str) -> str:
    """Return ``text`` fit for an element or a quoted attribute.

    Most control characters and lone surrogates cannot be written in XML at all, not even as
    references; they become visible stand-ins.
    """
    safe = escape(visible(text)).encode("ascii", "xmlcharrefreplace").decode("ascii")
    # Build agents look for commands such as ##vso[…] anywhere in the lines of a log, and for ::…::
    # at their beginning.
    safe = safe.replace("##", "&#35;&#35;")
    return f"&#58;{safe[1:]}" if safe.startswith("::") else safe


def start_tag(name: str, attributes: Attributes, *, empty: bool = False) -> str:
    """Write a start tag; attributes that are None are left out."""
    written = "".join(
        f' {key}="{escaped(str(value))}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{written}{'/' if empty else ''}>"
