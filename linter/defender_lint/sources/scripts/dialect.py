"""A dialect: what the evaluator must know of one language."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.scripts.forms import (
    MOST_OPERANDS,
    Chars,
    Constant,
    Form,
    Inserted,
    Opaque,
    Sequence,
    Spread,
    String,
    Sum,
)
from defender_lint.sources.scripts.known import Known, Member
from defender_lint.sources.scripts.tree import Tree, without_comments
from defender_lint.sources.text import Escape, Text

if TYPE_CHECKING:
    from tree_sitter import Node


_FLOAT: Final = re.compile(r"[+-]?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][+-]?\d+)?")
_ARITHMETIC: Final = frozenset(("+", "-", "*", "/", "%", "**", "//", "&", "|", "^", "<<", ">>"))

Evaluate = Callable[["Node"], Known]
"""What says what is known of the expression at a node."""


class Step(NamedTuple):
    """A key on the way to a member that is set, and where it stands; None if it is not known."""

    key: str | None
    start: int
    end: int


class Change(NamedTuple):
    """A statement that sets a variable, or changes what it holds.

    Attributes:
        name: The variable.
        what: ``set``; ``put`` a member at ``path``; ``add`` members or items; ``append`` an item;
            ``drop`` the member at ``path``; ``touch`` in a way that is not known; ``pass`` to
            something that may add to it.
        start: Where the statement begins, in bytes.
        end: Where it ends.
        node: What it is set to; None if that is not known, and ``why`` says so.
        path: Which member.
        why: Why the value is not known.
        is_wide: Whether the variable belongs to the file, wherever it is set.
    """

    name: str
    what: str
    start: int
    end: int
    node: Node | None = None
    path: tuple[Step, ...] = ()
    why: str = ""
    is_wide: bool = False


class Call(NamedTuple):
    """A call that sends a request.

    Attributes:
        method: The HTTP method.
        url: The URL.
        headers: The headers, an object; None if none are given.
        content_type: The header of that name where it is given on its own, and where its name
            stands.
        body: The body; None if there is none.
        is_complete: Whether no headers are sent but those that are given.
        diagnostics: What is wrong with the way it is written.
        query: The options of the query that are given apart from the URL; None if none are.
        start: Where the call stands, in characters.
        end: Where it ends.
    """

    method: Known
    url: Known
    headers: Known | None = None
    content_type: Member | None = None
    body: Known | None = None
    is_complete: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    start: int = 0
    end: int = 0
    query: Known | None = None


class Dialect(ABC):
    """One language, for one tree.

    Attributes:
        tree: The tree.
        found: The nodes that ``query`` captures.
        classes: The names of its classes.
    """

    grammar: ClassVar[str]
    """The name of its tree-sitter grammar."""

    query: ClassVar[str]
    """A tree-sitter query for all that is looked at. ``@function`` are scopes of variables,
    ``@branch`` runs only sometimes, ``@loop`` perhaps many times, ``@error`` does not parse;
    ``@parameter`` are the names of parameters. Others are the dialect's own."""

    sigil: ClassVar[str] = ""
    """What stands before the name of a variable."""

    has_braces: ClassVar[bool] = True
    """Whether braces bound its blocks."""

    of_tests: ClassVar[str] = ""
    """A pattern of names that only scripts have which test a server of their own."""

    ignores_case: ClassVar[bool] = False
    """Whether keys that differ only by letter case are one."""

    member: ClassVar[str] = ""
    """The type of a node such as ``this.name``."""

    this: ClassVar[frozenset[str]] = frozenset(("this",))
    """What an object calls itself."""

    @classmethod
    def parse(cls, text: Text) -> Tree:
        """Return the tree of a text.

        Raises:
            ImportError: The grammar is not installed.
        """
        return Tree(text, cls.grammar)

    def __init__(self, tree: Tree) -> None:
        self.tree: Final = tree
        self.found: Final = tree.find(self.query)
        self.classes: Final = {tree.chars(each) for each in self.found.get("class", ())}

    def blocks(self) -> Iterator[tuple[int, int, str]]:
        """Yield where functions, branches and loops stand, in bytes, and which each is."""
        for kind in ("function", "branch", "loop"):
            for node in self.found.get(kind, ()):
                yield node.start_byte, node.end_byte, kind

    @abstractmethod
    def form(self, node: Node) -> Form:
        """Say what a node says."""

    @abstractmethod
    def changes(self) -> Iterator[Change]:
        """Yield all that sets or changes a variable, in any order."""

    @abstractmethod
    def calls(self, evaluate: Evaluate) -> Iterator[Call]:
        """Yield the calls that may send a request of ours, in order."""

    @abstractmethod
    def write(self, value: Any, token: str, is_key: bool) -> str:
        """Write a scalar as a token of the language.

        Args:
            value: The scalar.
            token: The text from where the token that it replaces begins; it tells the quotes.
            is_key: Whether that is the key of a member.
        """

    def variable(self, node: Node) -> str:
        """Return the name of a variable as :class:`Change` has it."""
        return self.tree.chars(node)

    def constant(self, form: Form) -> str | None:
        """Return the characters of a string without expressions; None for anything else."""
        if not isinstance(form, String):
            return None
        chars = []
        for part in form.parts:
            if isinstance(part, Inserted):
                return None
            if isinstance(part, Chars):
                chars.append(self.tree.text.chars[part.start : part.end])
            else:
                chars.append(part.chars)
        return "".join(chars)

    def called(self, node: Node) -> tuple[Node | None, list[Node]]:
        """Return what is called, and the arguments."""
        given = node.child_by_field_name("arguments")
        function = node.child_by_field_name("function")
        return function, without_comments(given) if given is not None else []

    def dotted(self, node: Node) -> str | None:
        """Return ``this.name`` for a member of the object or of a class of this file."""
        if node.type != self.member or node.named_child_count != 2:
            return None
        owner, name = map(self.tree.chars, node.named_children)
        return f"this.{name}" if owner in self.this or owner in self.classes else None

    def items(self, node: Node, spread: str) -> Form:
        """Read the items of a list; ``spread`` is the type of what stands for several."""
        return Sequence(
            tuple(
                Spread(each.named_children[0]) if each.type == spread else each
                for each in without_comments(node)
            )
        )

    def number(self, node: Node, chars: str | None = None) -> Form:
        """Read a number; ``chars`` are those of the node without what only says its type."""
        chars = (self.tree.chars(node) if chars is None else chars).replace("_", "")
        try:
            return Constant(float(chars) if _FLOAT.fullmatch(chars) else int(chars, 0))
        except ValueError:
            return Opaque(f"`{self.short(node)}` is computed")

    def sum(self, node: Node, sign: str = "+") -> Form:
        """Read ``a + b + c``, whose operators stand one inside the other."""
        kind, operands = node.type, list["Node"]()
        operator = None
        while node.type == kind:
            if len(operands) > MOST_OPERANDS:
                return Opaque("it is too long to follow")
            operator = node.child_by_field_name("operator")
            if operator is None or self.tree.chars(operator) != sign:
                break
            node, *_, last = without_comments(node)
            operands.append(last)
        if operands:
            return Sum((node, *reversed(operands)))
        is_computed = operator is None or self.tree.chars(operator) in _ARITHMETIC
        return Opaque("it is computed" if is_computed else "it depends on a condition")

    def short(self, node: Node) -> str:
        """Return the characters of a node in one short line."""
        return " ".join(self.tree.chars(node)[:60].split())

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a string; None if as they are."""
        return None

    def text_of(self, value: Any) -> str:
        """Return a number, a Boolean or null as a string inside a string."""
        return str(value)
