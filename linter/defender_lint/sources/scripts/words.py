"""The words of a shell command, as options and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.scripts.known import Hole, Known, Str
from defender_lint.sources.scripts.tree import Tree
from defender_lint.sources.text import Text

if TYPE_CHECKING:
    from tree_sitter import Node

    from defender_lint.sources.scripts.dialect import Dialect, Evaluate


class Option(NamedTuple):
    """An option; one without a name is a word of its own.

    Attributes:
        name: With its dashes.
        value: None for a flag.
        start: Where the option begins, in characters of ``text``.
        end: Where its name ends.
        text: The script.
    """

    name: str
    value: Known | None
    start: int
    end: int
    text: Text


class Words:
    """A command.

    Attributes:
        program: The name of the program, without its folder.
        text: The script.
        start: Where the name of the program begins.
        end: Where it ends.
        stop: Where the command ends.
        is_open: Whether there may be words that are not seen.
    """

    def __init__(
        self, dialect: Dialect, evaluate: Evaluate, node: Node, name: Node, arguments: list[Node]
    ) -> None:
        """Take a command.

        Args:
            dialect: The shell.
            evaluate: Says what is known of a word.
            node: The command.
            name: Its name.
            arguments: The words after it.
        """
        tree = dialect.tree
        self.text: Final = tree.text
        self._node: Final = node
        self._evaluate: Final = evaluate
        self.start: Final = tree.start(name)
        self.end: Final = tree.end(name)
        self.stop: Final = tree.end(node)
        self.program: Final = tree.chars(name).rpartition("/")[2].removesuffix(".exe")
        self._nodes: Final = [each for each in arguments if not _goes_on(tree, each)]
        self._values: list[Known] | None = None
        self.is_open: Final = any(
            "[@]" in tree.chars(each) or "[*]" in tree.chars(each) for each in arguments
        )

    @property
    def values(self) -> list[Known]:
        """What is known of the words after the program."""
        if self._values is None:
            self._values = [self._evaluate(each) for each in self._nodes]
        return self._values

    @property
    def unknown(self) -> Hole:
        """Something of which nothing is known."""
        return Hole("it is put together at run time", self.start, self.start, self.end)

    def at(self, index: int) -> str:
        """Return a word, empty if it is not known or not there."""
        return _written(self.values[index]) if index < len(self.values) else ""

    def options(self, flags: frozenset[str], long_flags: frozenset[str]) -> list[Option]:
        """Return the options.

        Args:
            flags: Short options that take no value, without their dash.
            long_flags: Long options that take no value, without their dashes.
        """
        options: list[Option] = []
        waiting: tuple[str, int, int] | None = None
        for value in self.values:
            word, start, end = _written(value), value.start, value.end
            if waiting is not None:
                options.append(Option(waiting[0], value, waiting[1], waiting[2], self.text))
                waiting = None
            elif word.startswith("--"):
                name, equals, _ = word.partition("=")
                if equals and isinstance(value, Str):
                    rest = value.text.slice(len(name) + 1, len(value.text.chars))
                    inner = Str(rest, *_rest(rest, value))
                    options.append(Option(name, inner, start, start + len(name), self.text))
                elif name[2:] in long_flags or name.startswith("--no-"):
                    options.append(Option(name, None, start, end, self.text))
                else:
                    waiting = name, start, end
            elif word.startswith("-") and len(word) > 1:
                waiting = self._short(word, value, flags, options)
            else:
                options.append(Option("", value, start, end, self.text))
        return options

    def _short(
        self, word: str, value: Known, flags: frozenset[str], options: list[Option]
    ) -> tuple[str, int, int] | None:
        """Read ``-sSX`` or ``-XPOST``; return an option that waits for its value."""
        for index, letter in enumerate(word[1:], 1):
            if letter in flags:
                options.append(Option(f"-{letter}", None, value.start, value.end, self.text))
                continue
            if index + 1 < len(word) and isinstance(value, Str):
                rest = value.text.slice(index + 1, len(value.text.chars))
                inner = Str(rest, *_rest(rest, value))
                options.append(Option(f"-{letter}", inner, value.start, value.start + 2, self.text))
                return None
            return f"-{letter}", value.start, value.end
        return None

    def body(self, option: Option) -> Known:
        """Return the body that an option gives: itself, or what it reads from standard input."""
        value = option.value
        if value is None:
            return self.unknown
        if not isinstance(value, Str):
            return value
        if not value.text.chars.startswith("@"):
            return value
        if value.text.chars == "@-":
            return self.piped() or self.unknown
        return Hole(
            f"it is in the file {value.text.chars[1:61]}", value.start, value.start, value.end
        )

    def piped(self) -> Known | None:
        """Return what the command reads from standard input; None if nothing is put there."""
        around = self._node.parent
        if around is None:
            return None
        if around.type == "redirected_statement":
            body = here_document(around)
            if body is not None:
                return self._evaluate(body)
            redirects = (each.text or b"" for each in around.named_children[1:])
            return self.unknown if any(each.startswith(b"<") for each in redirects) else None
        if around.type == "pipeline":
            before = self._node.prev_named_sibling
            if before is not None and before.type == "redirected_statement":
                body = here_document(before)
                return self.unknown if body is None else self._evaluate(body)
            if before is not None and before.type == "command":
                arguments = before.children_by_field_name("argument")
                name = before.child_by_field_name("name")
                is_echo = name is not None and name.text == b"echo"
                if is_echo and len(arguments) == 1:
                    return self._evaluate(arguments[0])
            return None if before is None else self.unknown
        return None


def is_word(node: Node) -> bool:
    """Tell whether a node is a word of a command, or the value of a variable."""
    return node.parent is not None and node.parent.type in ("command", "variable_assignment")


def _goes_on(tree: Tree, node: Node) -> bool:
    """Tell whether a node is the rest of the word before it, which the grammar has cut."""
    start = tree.start(node)
    return tree.text.chars[start - 1 : start] == "$" and is_word(node)


def here_document(node: Node) -> Node | None:
    """Return the body of the here-document of a redirected statement, or its here-string."""
    for each in node.named_children:
        if each.type == "heredoc_redirect":
            return next((e for e in each.named_children if e.type == "heredoc_body"), None)
        if each.type == "herestring_redirect":
            return each
    return None


def _written(value: Known) -> str:
    return value.text.chars if isinstance(value, Str) else ""


def _rest(text: Text, word: Str) -> tuple[int, int]:
    """Return where the rest of a word stands in the script, as near as can be said."""
    return max(word.start, word.end - len(text.chars)), word.end
