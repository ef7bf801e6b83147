"""POSIX shell and bash: what their words say, and what sets their variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final

from defender_lint.sources.limits import TooSlowError
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts.calls import read
from defender_lint.sources.scripts.dialect import Call, Change, Dialect, Evaluate
from defender_lint.sources.scripts.forms import (
    MOST_OPERANDS,
    Chars,
    Escaped,
    Form,
    Inserted,
    Name,
    Opaque,
    Part,
    Same,
    String,
)
from defender_lint.sources.scripts.shell_calls import calls
from defender_lint.sources.scripts.tree import Tree
from defender_lint.sources.scripts.words import here_document, is_word
from defender_lint.sources.source import Source
from defender_lint.sources.text import Escape, Text

if TYPE_CHECKING:
    from tree_sitter import Node


_QUERY: Final = """
(function_definition) @function
(if_statement) @if
(elif_clause) @branch
(else_clause) @branch
(case_item) @branch
(list) @branch
(for_statement) @loop
(c_style_for_statement) @loop
(while_statement) @loop
(ERROR) @error
(variable_assignment) @assignment
(for_statement variable: (variable_name) @each)
(command) @command
"""

_IN_WORD: Final = re.compile(r"\\(?P<char>\r?\n|.)", re.DOTALL)
_IN_DOUBLE: Final = re.compile(r"\\(?P<char>[$`\"\\]|\r?\n)")
_IN_HERE: Final = re.compile(r"\\(?P<char>[$`\\]|\r?\n)")
_IN_ANSI: Final = re.compile(r"\\(?P<char>.)", re.DOTALL)
_NOTHING: Final = re.compile(r"(?!)(?P<char>)")
_VARIABLE: Final = re.compile(r"\$\{?(?P<name>\w+)\}?")
_REST: Final = re.compile(r"(?:\$(?:\w+|\{\w+\})|[^\s$;|&<>()\"'`\\])+")
_SPECIAL: Final = {"n": "\n", "t": "\t", "r": "\r"}
_PROMPT: Final = re.compile(r"^[ \t]*[$>](?=[ \t])", re.MULTILINE)
_EXPRESSION: Final = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)
_BLANKS: Final = dict.fromkeys(map(ord, " \t\r"))
_END: Final = re.compile(r"[;&]|(?<![|\\])\n")
_MOST_PIPED: Final = 4_000
"""Commands of one pipeline; the parser takes the square of them, and cannot be broken off there."""


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of a shell script."""
    yield from read(Text.whole(source), Shell, "shell", options)


class Shell(Dialect):
    """A shell, for one tree."""

    grammar: ClassVar[str] = "bash"
    query: ClassVar[str] = _QUERY
    sigil: ClassVar[str] = "$"
    has_braces: ClassVar[bool] = False

    @classmethod
    def parse(cls, text: Text) -> Tree:
        """Return the tree of a text; prompts are blanked, and ``${{ … }}`` is a variable."""
        if any(each.count("|") > _MOST_PIPED for each in _END.split(text.chars.translate(_BLANKS))):
            raise TooSlowError
        chars = _PROMPT.sub(lambda match: " " * len(match.group()), text.chars)
        return Tree(text, cls.grammar, parsed=_EXPRESSION.sub(_as_variable, chars))

    def calls(self, evaluate: Evaluate) -> Iterator[Call]:
        """Yield the calls of curl, az rest, HTTPie and wget."""
        return calls(self, evaluate)

    def blocks(self) -> Iterator[tuple[int, int, str]]:
        """Yield where the blocks stand: what follows ``then`` has no node of its own."""
        yield from super().blocks()
        for node in self.found.get("if", ()):
            then = next((each for each in node.children if each.type == "then"), None)
            other = (e for e in node.children if e.type in ("elif_clause", "else_clause", "fi"))
            end = next(other, None)
            if then is not None:
                yield then.end_byte, end.start_byte if end is not None else node.end_byte, "branch"

    def write(self, value: Any, token: str, is_key: bool) -> str:
        """Write a scalar as a word in single quotes."""
        chars = value if isinstance(value, str) else str(value).lower()
        return chars if re.fullmatch(r"[\w./:-]+", chars) else f"'{_single(chars)}'"

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a word."""
        if node.type == "raw_string":
            return _single
        if node.type in ("string", "heredoc_body"):
            return _double if node.type == "string" else _here
        return None if self._is_verbatim(node) else _bare

    def form(self, node: Node) -> Form:
        """Say what a word says."""
        form = self._form(node)
        place = self.tree.start(node), self.tree.end(node) - 1
        if node.type != "concatenation" or not is_word(node):
            return form
        if not _VARIABLE.match(self.tree.text.chars, place[1]):
            return form
        parts = form.parts if isinstance(form, String) else (Inserted(*place, form),)
        return String((*parts, *self._rest(place[1])))

    def _rest(self, at: int) -> Iterator[Part]:
        """Yield the parts of a word from ``$`` after ``/`` on, where the grammar ends it."""
        chars = self.tree.text.chars
        match = _REST.match(chars, at)
        end = match.end() if match else at
        for variable in _VARIABLE.finditer(chars, at, end):
            if at < variable.start():
                yield Chars(at, variable.start())
            yield Inserted(*variable.span(), Name(variable["name"]))
            at = variable.end()
        if at < end:
            yield Chars(at, end)

    def _form(self, node: Node) -> Form:
        match node.type:
            case "word" | "number" | "extglob_pattern":
                return self._pieces(node, _IN_WORD, 0, 0)
            case "string" | "translated_string":
                return self._pieces(node, _IN_DOUBLE, 1, 1)
            case "raw_string":
                return self._pieces(node, _NOTHING, 1, 1)
            case "ansi_c_string":
                return self._pieces(node, _IN_ANSI, 2, 1)
            case "heredoc_body":
                return self._pieces(node, _NOTHING if self._is_verbatim(node) else _IN_HERE, 0, 0)
            case "concatenation" if node.named_child_count > MOST_OPERANDS:
                return Opaque("it is too long to follow", is_string=True)
            case "concatenation" | "herestring_redirect":
                place = self.tree.start, self.tree.end
                return String(
                    tuple(Inserted(place[0](e), place[1](e), e) for e in node.named_children)
                )
            case "simple_expansion" | "expansion":
                return self._expansion(node)
            case "command_substitution":
                return self._substitution(node)
        return Opaque(f"`{self.short(node)}` runs only later", True)

    def _is_verbatim(self, node: Node) -> bool:
        start = node.prev_named_sibling
        return (
            node.type == "heredoc_body"
            and start is not None
            and any(quote in self.tree.chars(start) for quote in "'\"\\")
        )

    def _pieces(self, node: Node, escapes: re.Pattern[str], before: int, after: int) -> Form:
        chars = self.tree.text.chars
        at, end = self.tree.start(node) + before, self.tree.end(node) - after
        parts: list[Part] = []
        for child in node.named_children:
            if child.type in ("string_content", "heredoc_content"):
                continue
            parts += _plain(chars, at, self.tree.start(child), escapes)
            parts.append(Inserted(self.tree.start(child), self.tree.end(child), child))
            at = self.tree.end(child)
        parts += _plain(chars, at, end, escapes)
        return String(tuple(parts))

    def _expansion(self, node: Node) -> Form:
        chars = self.tree.chars(node)
        name = chars.lstrip("$").strip("{}")
        if not re.fullmatch(r"[A-Za-z_]\w*", name):
            return Opaque(f"`{chars[:60]}` is known only later", is_string=True)
        place = self.tree.start(node), self.tree.end(node)
        return String((Inserted(*place, Name(name)),))

    def _substitution(self, node: Node) -> Form:
        """Read ``$(cat <<EOF …)``; the output of other commands is not known."""
        inner = node.named_children
        if len(inner) == 1 and inner[0].type == "redirected_statement":
            command = inner[0].child_by_field_name("body")
            body = here_document(inner[0])
            if command is not None and self.tree.chars(command) == "cat" and body is not None:
                return Same(body)
        return Opaque(f"`{self.short(node)}` runs only later", True)

    def changes(self) -> Iterator[Change]:
        """Yield assignments, variables of loops, and what ``read`` sets."""
        for node in self.found.get("assignment", ()):
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if name is None or name.type != "variable_name":
                continue
            is_added = "+=" in self.tree.slice(name.end_byte, name.end_byte + 2)
            what = "add" if is_added else "set"
            why = "it is empty or a list"
            is_list = value is None or value.type == "array"
            start, end = node.start_byte, node.end_byte
            yield Change(
                self.tree.chars(name), what, start, end, None if is_list else value, why=why
            )
        for node in self.found.get("each", ()):
            variable = self.tree.chars(node)
            why = f"`${variable}` is the variable of a loop"
            yield Change(variable, "set", node.start_byte, node.end_byte, why=why)
        for node in self.found.get("command", ()):
            words = [self.tree.chars(each) for each in node.named_children[:12]]
            if words[:1] in (["read"], ["mapfile"], ["readarray"], ["unset"]):
                for word in words[1:]:
                    why = f"`${word}` is read"
                    yield Change(word, "set", node.start_byte, node.end_byte, why=why)


def _as_variable(match: re.Match[str]) -> str:
    inside = "".join(char if char.isascii() else "_" * len(char.encode()) for char in match.group())
    return "${" + "_" * (len(inside) - 3) + "}"


def _plain(chars: str, start: int, end: int, escapes: re.Pattern[str]) -> list[Part]:
    parts: list[Part] = []
    for match in escapes.finditer(chars, start, end):
        if start < match.start():
            parts.append(Chars(start, match.start()))
        char = match["char"]
        if "\n" in char:
            char = ""
        elif escapes is _IN_ANSI:
            char = _SPECIAL.get(char, char)
        if char:
            parts.append(Escaped(match.start(), match.end(), char))
        start = match.end()
    if start < end:
        parts.append(Chars(start, end))
    return parts


def _double(chars: str) -> str:
    return re.sub(r"[$`\"\\]", r"\\\g<0>", chars)


def _here(chars: str) -> str:
    return re.sub(r"[$`\\]", r"\\\g<0>", chars)


def _single(chars: str) -> str:
    return chars.replace("'", "'\\''")


def _bare(chars: str) -> str | None:
    return chars if re.fullmatch(r"[\w./:=@%+,-]+", chars) else None
