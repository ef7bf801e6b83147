"""A command of PowerShell and its arguments, as its parameters take them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from defender_lint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from defender_lint.sources.scripts.dialect import Dialect

_SWITCHES: Final = frozenset(
    (
        "allowinsecureredirect", "allowunencryptedauthentication", "asarray", "compress",
        "confirm", "debug", "disablekeepalive", "enumsasstrings", "followrellink", "noproxy",
        "passthru", "preserveauthorizationonredirect", "proxyusedefaultcredentials", "resume",
        "skipcertificatecheck", "skipheadervalidation", "skiphttperrorcheck", "usebasicparsing",
        "usedefaultcredentials", "verbose", "whatif",
    )
)  # fmt: skip
"""Parameters that take no argument."""


_SPLATTED: Final = re.compile(r"@\w")


class Given(NamedTuple):
    """An argument: its parameter in lower case, empty for one by position, and the two nodes."""

    name: str
    parameter: Node | None
    value: Node | None


class Command:
    """A command with its arguments.

    Attributes:
        name: Its name in lower case, without its module.
        written: Its name as it is written.
        start: Where the name begins, in characters.
        name_end: Where the name ends.
        given: The arguments, in order.
        splatted: The variables that hold more of them (``@parameters``).
        named: The node of the name.
        words: The nodes of all that follows it.
    """

    def __init__(self, dialect: Dialect, node: Node) -> None:
        tree = dialect.tree
        self.named: Final = node.child_by_field_name("command_name") or node.named_children[0]
        named = self.named
        self.written: Final = tree.chars(named)
        self.name: Final = self.written.rpartition("\\")[2].lower()
        self.start: Final = tree.start(named)
        self.name_end: Final = tree.end(named)
        self.given: Final[list[Given]] = []
        self.splatted: Final[list[Node]] = []
        self.words: Final[list[Node]] = []
        elements = node.child_by_field_name("command_elements")
        for element in elements.named_children if elements is not None else ():
            if element.type not in ("command_argument_sep", "comment", "redirection"):
                self.words.append(element)
        waiting: Given | None = None
        for word in self.words:
            chars = tree.chars(word)
            if word.type == "command_parameter":
                waiting = Given(_name(chars), word, None)
                self.given.append(waiting)
                if waiting.name in _SWITCHES:
                    waiting = None
            elif _SPLATTED.match(chars):
                self.splatted.append(word)
            elif waiting is None:
                self.given.append(Given("", None, word))
            else:
                self.given[-1] = waiting._replace(value=word)
                waiting = None

    def find(self, *names: str) -> Given | None:
        """Return the argument of a parameter, which may be shortened; None if it is not given."""
        for each in self.given:
            if each.name in names:
                return each
        for each in self.given:
            if len(each.name) > 2 and any(name.startswith(each.name) for name in names):
                return each
        return None

    def get(self, *names: str) -> Node | None:
        """Return the value of a parameter, or None."""
        given = self.find(*names)
        return None if given is None else given.value

    def has(self, name: str) -> bool:
        """Tell whether a parameter is given."""
        return any(each.name == name for each in self.given)

    def at(self, position: int) -> Node | None:
        """Return an argument that is given by position, or None."""
        values = [each.value for each in self.given if not each.name]
        return values[position] if position < len(values) else None


def _name(chars: str) -> str:
    return chars.lstrip("-").rstrip(":").lower()
