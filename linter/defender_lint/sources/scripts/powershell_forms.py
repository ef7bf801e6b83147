"""What the expressions of PowerShell say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from defender_lint.sources.scripts.dialect import Dialect, Step
from defender_lint.sources.scripts.forms import (
    MOST_OPERANDS,
    Attribute,
    Chars,
    Constant,
    Entry,
    Escaped,
    Filled,
    Form,
    Inserted,
    Mapping,
    Name,
    Opaque,
    Part,
    Replaced,
    Resolved,
    Same,
    Sequence,
    Serialised,
    Spread,
    String,
    Stripped,
    Sum,
    Texted,
)
from defender_lint.sources.scripts.powershell_commands import Command
from defender_lint.sources.scripts.powershell_text import escape_of, masked, parts_of
from defender_lint.sources.scripts.tree import Tree, without_comments
from defender_lint.sources.text import Escape, Text

if TYPE_CHECKING:
    from tree_sitter import Node

_LEAVES: Final = frozenset(
    ("command", "expandable_string_literal", "expandable_here_string_literal", "variable")
)
"""Nodes that say something though they have one child."""

_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_AUTOMATIC: Final = frozenset(("_", "psitem", "args", "input", "this", "matches", "error"))
_PASSING: Final = frozenset(("out-string", "write-output"))
_TRANSPARENT: Final = frozenset(
    ("pscustomobject", "psobject", "ordered", "hashtable", "object", "uri")
)
_TEXTS: Final = frozenset(("string",))
_FIELD: Final = r"(?P<twice>\{\{|\}\})|\{(?P<name>\d+)(?:[,:][^{}]*)?\}"
_NUMBER: Final = re.compile(r"[+-]?(?:0x[0-9a-f]+|\d+|\d*\.\d+(?:e[+-]?\d+)?)", re.IGNORECASE)


class PowerShellForms(Dialect):
    """What the nodes of a PowerShell tree say."""

    grammar: ClassVar[str] = "powershell"
    sigil: ClassVar[str] = "$"
    ignores_case: ClassVar[bool] = True

    @classmethod
    def parse(cls, text: Text) -> Tree:
        """Return the tree of a text, with what the grammar does not know masked."""
        return Tree(text, cls.grammar, parsed=masked(text.chars))

    def escape_at(self, node: Node) -> Escape | None:
        """Return how characters are written inside a string."""
        return escape_of(self.tree.chars(inner(node)))

    def text_of(self, value: Any) -> str:
        """Return a scalar as PowerShell puts it into a string."""
        return "" if value is None else str(value)

    def variable(self, node: Node) -> str:
        """Return the name of a variable: in lower case, without its scope."""
        return self.variable_of(self.tree.chars(node))[0]

    @staticmethod
    def variable_of(chars: str) -> tuple[str, bool]:
        """Return the name of a variable as it is written, and whether it is one of the script."""
        scope, colon, name = chars.lstrip("$@").strip("{}").lower().rpartition(":")
        return (f"env:{name}" if scope == "env" else name), bool(colon) and scope != "local"

    def form(self, node: Node) -> Form:
        """Say what a node says."""
        node = inner(node)
        match node.type:
            case "variable":
                return self._variable(self.tree.chars(node))
            case "verbatim_string_characters" | "verbatim_here_string_characters":
                return String(parts_of(self.tree, node))
            case "expandable_string_literal" | "expandable_here_string_literal":
                return String(parts_of(self.tree, node))
            case "decimal_integer_literal" | "hexadecimal_integer_literal" | "real_literal":
                return self._number(self.tree.chars(node))
            case "hash_literal_expression":
                return self._table(node)
            case "array_literal_expression":
                return Sequence(tuple(without_comments(node)))
            case "array_expression":
                return self._array(node)
            case "parenthesized_expression" | "sub_expression":
                return self._inside(node)
            case "cast_expression":
                return self._cast(node)
            case "expression_with_unary_operator":
                return self._unary(node)
            case "member_access" | "element_access":
                return self._member(node)
            case "invokation_expression":
                return self._invocation(node)
            case "additive_expression":
                return self._sum(node)
            case "format_expression":
                return self._filled(node)
            case "comparison_expression":
                return self._comparison(node)
            case "pipeline_chain" | "command":
                return self._pipeline(node)
            case "generic_token" | "command_parameter":
                return String(self._bare(node))
            case "if_statement" | "switch_statement":
                return Opaque("it depends on a condition")
        return Opaque(f"`{self.short(node)}` is computed")

    def _variable(self, chars: str) -> Form:
        name, is_wide = self.variable_of(chars)
        if not is_wide and name in _CONSTANTS:
            return Constant(_CONSTANTS[name])
        if name.startswith("env:"):
            return Opaque(f"`{chars}` is set by the environment")
        if name in _AUTOMATIC:
            return Opaque(f"`{chars}` is set by PowerShell")
        return Name(name, is_wide)

    def _number(self, chars: str) -> Form:
        if not _NUMBER.fullmatch(chars):
            return Opaque(f"`{chars[:60]}` is computed")
        if "x" in chars.lower():
            return Constant(int(chars, 16))
        return Constant(float(chars) if "." in chars else int(chars))

    def _table(self, node: Node) -> Form:
        entries: list[Entry | Spread] = []
        for body in node.named_children:
            for entry in body.named_children:
                said = without_comments(entry)
                if entry.type == "hash_entry" and len(said) > 1:
                    place = self.tree.start(said[0]), self.tree.end(said[0])
                    entries.append(Entry(*place, self.key(said[0]), said[-1]))
        return Mapping(tuple(entries))

    def key(self, node: Node) -> str | None:
        """Return the name of a key; None where it is not known."""
        node = inner(node)
        if node.type in ("simple_name", "generic_token") or "integer" in node.type:
            return self.tree.chars(node)
        return self.constant(self.form(node)) if "string" in node.type else None

    def _array(self, node: Node) -> Form:
        items: list[Node | Spread] = []
        for statements in node.named_children:
            items += (
                Spread(each)
                for each in without_comments(statements)
                if each.type != "empty_statement"
            )
        return Sequence(tuple(items))

    def _inside(self, node: Node) -> Form:
        statements = without_comments(node)
        if len(statements) == 1 and statements[0].type == "statement_list":
            statements = without_comments(statements[0])
        if len(statements) == 1 and inner(statements[0]).type != "assignment_expression":
            return Same(statements[0])
        return Opaque("it is computed")

    def _cast(self, node: Node) -> Form:
        kind = self.tree.chars(node.named_children[0]).strip("[] ").lower()
        value = node.named_children[-1]
        kind = kind.rpartition(".")[2]
        if kind in _TRANSPARENT:
            return Same(value)
        if kind in _TEXTS:
            return Texted(value)
        if kind.endswith("[]") or kind == "array":
            return Sequence((Spread(value),))
        form = self.form(value)
        if isinstance(form, Constant):
            return form
        return Opaque(f"it is converted to [{kind}]", is_string=kind in ("datetime", "guid"))

    def _unary(self, node: Node) -> Form:
        children = node.named_children
        sign = self.tree.chars(node)[:1]
        if sign == "," and children:
            return Sequence((children[-1],))
        if len(children) == 1 and children[0].type == "cast_expression":
            return self._cast(children[0])
        if sign in "+-" and children:
            form = self.form(children[-1])
            if isinstance(form, Constant) and isinstance(form.value, (int, float)):
                return Constant(-form.value if sign == "-" else form.value)
        return Opaque("it is computed")

    def _member(self, node: Node) -> Form:
        step = self.step(node)
        if step is None or step.key is None or not node.named_children:
            return Opaque(f"`{self.short(node)}` is not known")
        if inner(node.named_children[0]).type == "type_literal":  # a member of an enumeration
            return String((Escaped(step.start, step.end, step.key),))
        return Attribute(node.named_children[0], step.key)

    def step(self, node: Node) -> Step | None:
        """Return the key of ``$x.key`` and of ``$x['key']``."""
        if node.named_child_count < 2:
            return None
        last = node.named_children[-1]
        return Step(self.key(last), self.tree.start(last), self.tree.end(last))

    def _invocation(self, node: Node) -> Form:
        base, name, arguments = self.invoked(node)
        on_type = inner(base).type == "type_literal" or "::" in self.tree.chars(node)[:80]
        match name:
            case "getbytes" if len(arguments) == 1:
                return Same(arguments[0])
            case "format" if on_type and arguments:
                return Filled(arguments[0], _FIELD, tuple(arguments[1:]))
            case "replace" if not on_type and len(arguments) == 2:
                return Replaced(base, *arguments)
            case "trim" | "trimend" | "trimstart" if not on_type and len(arguments) <= 1:
                chars = arguments[0] if arguments else None
                return Stripped(base, chars, name != "trimend", name != "trimstart")
            case "new" if on_type and self.tree.chars(base).lower() in ("[uri]", "[system.uri]"):
                if len(arguments) == 2:
                    return Resolved(*arguments)
                return Same(arguments[0]) if arguments else Opaque("it is computed")
            case "tostring" if not arguments and not on_type:
                return Texted(base)
        is_string = name in ("tostring", "tolower", "toupper", "substring", "replace", "join")
        return Opaque(f"`{self.short(node)}` is computed", is_string)

    def invoked(self, node: Node) -> tuple[Node, str, list[Node]]:
        """Return what a method is called on, its name in lower case, and the arguments."""
        children = node.named_children
        name = next((each for each in children if each.type == "member_name"), None)
        given = next((each for each in children if each.type == "argument_list"), None)
        arguments: list[Node] = []
        if given is not None:
            for expressions in given.named_children:
                arguments += expressions.named_children
        return children[0], self.tree.chars(name).lower() if name else "", arguments

    def _sum(self, node: Node) -> Form:
        operands: list[Node] = []
        while node.type == "additive_expression":
            if len(operands) > MOST_OPERANDS:
                return Opaque("it is too long to follow")
            said = [each for each in node.children if each.type != "comment"]
            if len(said) != 3 or self.tree.chars(said[1]) != "+":
                return Opaque("it is computed")
            left, _, right = said
            operands.append(right)
            node = inner(left)
        operands.append(node)
        return Sum(tuple(reversed(operands)))

    def _filled(self, node: Node) -> Form:
        template, values = node.named_children[0], inner(node.named_children[-1])
        several = values.type == "array_literal_expression"
        arguments = tuple(values.named_children) if several else (values,)
        return Filled(template, _FIELD, arguments)

    def _comparison(self, node: Node) -> Form:
        operator = next((e for e in node.named_children if e.type == "comparison_operator"), None)
        name = self.tree.chars(operator).lower() if operator else ""
        if name in ("-replace", "-ireplace", "-creplace"):
            values = inner(node.named_children[-1])
            if values.type == "array_literal_expression" and values.named_child_count == 2:
                return Replaced(node.named_children[0], *values.named_children)
            return Opaque("it is computed", is_string=True)
        return Opaque("it is computed", is_string=name == "-join")

    def _pipeline(self, node: Node) -> Form:
        elements = node.named_children if node.type == "pipeline_chain" else [node]
        while elements and elements[-1].type == "command":
            command = Command(self, elements[-1])
            before = elements[:-1]
            if command.name in _PASSING and len(before) > 0:
                elements = before
                continue
            if command.name == "convertto-json":
                return self._serialised(command, before)
            if command.name == "new-object":
                table = command.get("property")
                return Opaque("it is an object") if table is None else self.form(table)
            return Opaque(f"`{command.written}` runs only later")
        return self.form(elements[0]) if len(elements) == 1 else Opaque("it is computed")

    def _serialised(self, command: Command, before: list[Node]) -> Form:
        given = before[0] if len(before) == 1 else None
        if not before:
            given = command.get("inputobject") or command.at(0)
        if given is None or given.type == "command":
            return Opaque("the output of a pipeline", is_string=True)
        depth, start, end = 2, command.start, command.name_end
        wanted = command.get("depth")
        if wanted is not None:
            form = self.form(wanted)
            if not isinstance(form, Constant) or not isinstance(form.value, int):
                return Serialised(given, None, command.has("asarray"), start, end)
            depth, start, end = form.value, self.tree.start(wanted), self.tree.end(wanted)
        return Serialised(given, depth, command.has("asarray"), start, end)

    def _bare(self, node: Node) -> tuple[Part, ...]:
        """Return the parts of a word without quotes, such as ``https://host/$id``."""
        parts: list[Part] = []
        start, end = self.tree.start(node), self.tree.end(node)
        chars = self.tree.text.chars
        at = start
        for match in _IN_WORD.finditer(chars, start, end):
            if at < match.start():
                parts.append(Chars(at, match.start()))
            name = match["name"]
            what = Opaque("it is computed") if name is None else self._variable(f"${name}")
            parts.append(Inserted(match.start(), match.end(), what))
            at = match.end()
        if at < end:
            parts.append(Chars(at, end))
        return tuple(parts)


_IN_WORD: Final = re.compile(
    r"\$(?:\{(?P<braced>[^}]*)\}|(?P<name>(?:\w+:)?\w+)(?![\w.\[])|\w[\w:.\[\]']*|\([^()]*\))"
)


def inner(node: Node) -> Node:
    """Return the node that says something, below those that only hold it."""
    while node.child_count == 1 and node.type not in _LEAVES:
        child = node.child(0)
        if child is None or not child.is_named:
            break
        node = child
    return node
