"""The grammar of ``$filter`` (OData 4.01, part 2, 5.1.1): what it compares, or what breaks it.

An operator-precedence parser with stacks of its own, so that no depth of parentheses is too deep
and the time grows with the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.near_miss import nearest
from defender_lint.odata.lexer import Word, words
from defender_lint.sources.text import Text
from defender_lint.words import name

_PRECEDENCE: Final = {
    "or": 1, "and": 2, "not": 3, "eq": 4, "ne": 4, "gt": 4, "ge": 4, "lt": 4, "le": 4, "has": 4,
    "in": 4, "add": 5, "sub": 5, "mul": 6, "div": 6, "divby": 6, "mod": 6,
}  # fmt: skip
_COMPARING: Final = 4
_SYMBOLS: Final = {
    "=": "eq", "==": "eq", "!=": "ne", "<>": "ne", ">": "gt", ">=": "ge", "<": "lt", "<=": "le",
    "&&": "and", "||": "or", "!": "not",
}  # fmt: skip
_OTHER_WORDS: Final = {"equals": "eq", "is": "eq", "gte": "ge", "lte": "le", "neq": "ne"}
_FUNCTIONS: Final = {
    "contains": "boolean", "startswith": "boolean", "endswith": "boolean",
    "matchesPattern": "boolean", "any": "boolean", "all": "boolean", "isof": "boolean",
    "length": "number", "indexof": "number", "year": "number", "month": "number",
    "day": "number", "hour": "number", "minute": "number", "second": "number",
    "fractionalseconds": "number", "totaloffsetminutes": "number", "round": "number",
    "floor": "number", "ceiling": "number", "totalseconds": "number",
    "tolower": "string", "toupper": "string", "trim": "string", "concat": "string",
    "substring": "string", "now": "time", "maxdatetime": "time", "mindatetime": "time",
    "date": "unknown", "time": "unknown", "cast": "unknown",
}  # fmt: skip
_BY_SMALL_LETTERS: Final = {each.lower(): each for each in _FUNCTIONS}
_CONSTANTS: Final = {"true": "boolean", "false": "boolean", "null": "null"}


class Fault(NamedTuple):
    """What breaks the grammar: in words, where, and what to write there, if that can be said."""

    message: str
    start: int
    end: int
    replacement: str | None = None


class Operand(NamedTuple):
    """A literal, a property or an expression.

    Attributes:
        kind: ``name`` for a property; the type of a literal or of a function's result; ``boolean``
            for a comparison; ``unknown``.
        text: Its characters, for a property or a literal.
        start: Where it begins.
        end: Where it ends.
        is_literal: Whether it is written out.
    """

    kind: str
    text: str
    start: int
    end: int
    is_literal: bool = False


class Comparison(NamedTuple):
    """Two operands and the operator between them."""

    left: Operand
    operator: Word
    right: Operand


class Parsed(NamedTuple):
    """A filter.

    Attributes:
        fault: The first thing that breaks the grammar; None where nothing does.
        slips: Words of the grammar in another letter case, which some services take.
        names: The properties that it speaks of, in order.
        comparisons: What it compares, in order.
    """

    fault: Fault | None
    slips: tuple[Fault, ...]
    names: tuple[Operand, ...]
    comparisons: tuple[Comparison, ...]


def parse(text: Text) -> Parsed:
    """Parse a filter, decoded. A hole where an operator may stand ends what can be said."""
    parser = _Parser(words(text))
    fault: Fault | None = None
    try:
        parser.run()
    except _Broken as broken:
        fault = broken.fault
    return Parsed(fault, tuple(parser.slips), tuple(parser.names), tuple(parser.comparisons))


class _Broken(Exception):
    def __init__(self, message: str, start: int, end: int, replacement: str | None = None) -> None:
        super().__init__(message)
        self.fault = Fault(message, start, end, replacement)


class _Entry(NamedTuple):
    """An operator that waits for its right side, or a bracket that waits to be closed."""

    word: Word
    precedence: int  # 0 for a bracket
    result: str = ""  # the type of a function's result; ``list`` after ``in``
    height: int = 0  # of the operands below a bracket


class _Parser:
    def __init__(self, source: Iterator[Word]) -> None:
        self.names: list[Operand] = []
        self.comparisons: list[Comparison] = []
        self.slips: list[Fault] = []
        self._source = source
        self._peeked: Word | None = None
        self._operands: list[Operand] = []
        self._waiting: list[_Entry] = []
        self._variables: set[str] = set()

    def run(self) -> None:
        """Read to the end.

        Raises:
            _Broken: The grammar is broken.
        """
        wants_operand = True
        while True:
            word = self._next()
            if wants_operand:
                wants_operand = self._operand(word)
            elif word.kind == "hole":
                return
            elif word.kind == "end":
                self._finish()
                return
            else:
                wants_operand = self._operator(word)

    def _next(self) -> Word:
        if self._peeked is not None:
            word, self._peeked = self._peeked, None
            return word
        return next(self._source)

    def _peek(self) -> Word:
        if self._peeked is None:
            self._peeked = next(self._source)
        return self._peeked

    def _operand(self, word: Word) -> bool:
        """Take a word where an operand belongs; tell whether one is still wanted."""
        match word.kind:
            case "name":
                return self._named(word)
            case "string" | "number" | "time" | "guid":
                self._operands.append(Operand(word.kind, word.text, word.start, word.end, True))
                return False
            case "hole":
                self._operands.append(Operand("unknown", word.text, word.start, word.end))
                return False
            case "mark" if word.text == "(":
                is_list = bool(self._waiting) and self._waiting[-1].word.text == "in"
                self._open(word, "list" if is_list else "")
                return True
            case "mark" if word.text == "-":
                return True
            case "mark" if word.text == ")" and self._is_call_without_arguments():
                self._close(word)
                return False
        self._refuse_operand(word)
        return True

    def _named(self, word: Word) -> bool:
        lower = word.text.lower()
        if self._peek().text == "(" and lower not in _PRECEDENCE:
            self._call(word)
            return True
        if lower == "not":
            self._waiting.append(_Entry(self._small(word), _PRECEDENCE["not"]))
            return True
        if lower in _CONSTANTS:
            word = self._small(word)
            kind = _CONSTANTS[word.text]
            self._operands.append(Operand(kind, word.text, word.start, word.end, True))
            return False
        if word.text in _PRECEDENCE:
            raise _Broken(f"nothing comes before {name(word.text)}", word.start, word.end)
        return self._path(word)

    def _small(self, word: Word, right: str = "") -> Word:
        """Return a word of the grammar as it is spelt, and note it if it is not spelt so."""
        right = right or word.text.lower()
        if word.text != right:
            message = f"{name(word.text)} should be {name(right)}: letter case counts in OData"
            self.slips.append(Fault(message, word.start, word.end, right))
        return word._replace(text=right)

    def _path(self, word: Word) -> bool:
        """Take a property, with those of its own after slashes, or a call at the end of them."""
        start, end, parts = word.start, word.end, [word.text]
        while self._peek().text == "/":
            self._next()
            part = self._next()
            if part.kind == "hole":
                parts.append("")
            elif part.kind not in ("name", "strange"):
                raise _Broken("a name is missing after the `/`", end, end + 1)
            elif part.text in ("any", "all") and self._peek().text == "(":
                self._name("/".join(parts), start, end)
                self._call(part)
                return self._variable()
            parts.append(part.text)
            end = part.end
        self._name("/".join(parts), start, end)
        self._operands.append(Operand("name", "/".join(parts), start, end))
        return False

    def _name(self, path: str, start: int, end: int) -> None:
        if path.partition("/")[0] not in self._variables:
            self.names.append(Operand("name", path, start, end))

    def _call(self, word: Word) -> None:
        function = word.text
        right = _BY_SMALL_LETTERS.get(function.lower())
        if right is not None:
            function = self._small(word, right).text
        else:
            if function.lower() == "substringof":
                raise _Broken(
                    "`substringof` belongs to older versions of OData; write "
                    "`contains(property,'text')`",
                    word.start, word.end,
                )  # fmt: skip
            near = nearest(function, _FUNCTIONS) if len(function) < 64 else None
            hint = f"; did you mean {name(near[0])}?" if near else ""
            raise _Broken(
                f"OData has no function {name(function)}{hint}",
                word.start, word.end, near[0] if near else None,
            )  # fmt: skip
        self._next()
        self._open(word, _FUNCTIONS[function])

    def _variable(self) -> bool:
        """Take the variable of ``any`` or ``all``: ``tag:`` in ``tags/any(tag: tag eq 'x')``."""
        if self._peek().text == ")":
            return True
        variable, colon = self._next(), self._next()
        if variable.kind not in ("name", "hole") or colon.text != ":":
            raise _Broken(
                "inside `any` and `all` a name and a colon come first, as in "
                "`tags/any(tag: tag eq 'x')`",
                variable.start, variable.end,
            )  # fmt: skip
        self._variables.add(variable.text)
        return True

    def _open(self, word: Word, result: str) -> None:
        self._waiting.append(_Entry(word, 0, result, len(self._operands)))

    def _is_call_without_arguments(self) -> bool:
        if not self._waiting:
            return False
        last = self._waiting[-1]
        is_call = last.precedence == 0 and last.result not in ("", "list")
        return is_call and len(self._operands) == last.height

    def _refuse_operand(self, word: Word) -> None:
        text = word.text
        match word.kind:
            case "end":
                self._refuse_end(word)
            case "open-string":
                raise _Broken(
                    "the quote opened here is never closed; a quote inside a string is doubled "
                    "(`'it''s'`), and `&` is written `%26`",
                    word.start, word.end,
                )  # fmt: skip
            case "double-quoted":
                right = "'" + text.strip('"').replace("'", "''") + "'"
                raise _Broken(
                    f"strings are written in single quotes: {name(right)}",
                    word.start,
                    word.end,
                    right,
                )
            case "typed":
                right = text.partition("'")[2].removesuffix("'")
                raise _Broken(
                    f"{name(text)} belongs to older versions of OData; write {name(right)}",
                    word.start, word.end, right,
                )  # fmt: skip
            case "symbol" if text == "!":
                raise _Broken("write `not` for `!`", word.start, word.end, "not ")
        before = self._waiting[-1].word.text if self._waiting else ""
        after = f" after {name(before)}" if before else ""
        raise _Broken(f"{name(text)} does not belong here{after}", word.start, word.end)

    def _refuse_end(self, end: Word) -> None:
        if not self._waiting:
            raise _Broken("the filter is empty", end.start, end.end)
        last = self._waiting[-1].word
        if last.text == "(":
            raise _Broken("the parenthesis opened here is never closed", last.start, last.end)
        raise _Broken(
            f"nothing comes after {name(last.text)}: a value is missing", last.start, last.end
        )

    def _operator(self, word: Word) -> bool:
        """Take a word where an operator belongs; tell whether an operand is wanted next."""
        if word.kind == "name" and word.text.lower() in _PRECEDENCE and word.text != "not":
            word = self._small(word)
            self._reduce(_PRECEDENCE[word.text])
            self._waiting.append(_Entry(word, _PRECEDENCE[word.text]))
            return True
        if word.text == ")":
            self._reduce(1)
            if not self._waiting:
                raise _Broken("this parenthesis was never opened", word.start, word.end)
            self._close(word)
            return False
        if word.text == ",":
            self._reduce(1)
            if self._waiting and self._waiting[-1].result:
                return True
            raise _Broken("a comma does not belong here", word.start, word.end)
        right = _SYMBOLS.get(word.text) or _OTHER_WORDS.get(word.text.lower())
        if right is not None:
            raise _Broken(
                f"OData has no operator {name(word.text)}; write {name(right)}",
                word.start, word.end, right,
            )  # fmt: skip
        if word.kind == "name" and self._peek().kind in ("string", "number", "time", "name"):
            near = nearest(word.text, _PRECEDENCE) if len(word.text) < 16 else None
            hint = f"; did you mean {name(near[0])}?" if near else ""
            raise _Broken(
                f"OData has no operator {name(word.text)}{hint}",
                word.start, word.end, near[0] if near else None,
            )  # fmt: skip
        last = self._operands[-1]
        if last.kind == "string" and last.is_literal and last.end == word.start:
            raise _Broken(
                "the string ends here; a quote inside a string is doubled (`'it''s'`)",
                last.end - 1, last.end, "''",
            )  # fmt: skip
        if word.kind == "open-string":
            self._refuse_operand(word)
        raise _Broken(
            f"an operator such as `eq` or `and` is missing before {name(word.text)}",
            word.start, word.end,
        )  # fmt: skip

    def _reduce(self, precedence: int) -> None:
        """Join what operators that bind at least as tightly have on both sides."""
        while self._waiting and self._waiting[-1].precedence >= precedence:
            entry = self._waiting.pop()
            right = self._operands.pop()
            if entry.word.text == "not":
                self._operands.append(right._replace(kind="boolean", is_literal=False))
                continue
            left = self._operands.pop()
            kind = "boolean" if entry.precedence <= _COMPARING else "number"
            if entry.precedence == _COMPARING:
                self.comparisons.append(Comparison(left, entry.word, right))
            self._operands.append(Operand(kind, "", left.start, right.end))

    def _close(self, word: Word) -> None:
        entry = self._waiting.pop()
        inside = self._operands[entry.height :]
        del self._operands[entry.height :]
        if not entry.result and len(inside) == 1:
            self._operands.append(inside[0])
        else:
            result = entry.result or "unknown"
            self._operands.append(Operand(result, "", entry.word.start, word.end))

    def _finish(self) -> None:
        self._reduce(1)
        if self._waiting:
            opened = self._waiting[-1].word
            raise _Broken("the parenthesis opened here is never closed", opened.start, opened.end)
