"""What is known of an expression without running the program, in whatever language it is.

Work is bounded: by the depth of nesting, and by how much one file may ask for. What is past a bound
is a hole, as is everything else of which nothing is certain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from defender_lint.sources.scripts.changes import apply
from defender_lint.sources.scripts.dialect import Dialect
from defender_lint.sources.scripts.forms import (
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
from defender_lint.sources.scripts.known import (
    Hole,
    Json,
    Known,
    Lst,
    Member,
    Obj,
    Scalar,
    Str,
    added,
)
from defender_lint.sources.scripts.scopes import Held, Scopes
from defender_lint.sources.text import Segment, Text

if TYPE_CHECKING:
    from tree_sitter import Node

_DEEPEST: Final = 60  # values inside values; the service's bodies have four levels
_MOST: Final = 1_000_000  # nodes looked at, and characters put together, for one file
_LONGEST: Final = 200_000  # characters of one string that is put together

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*")

Place = tuple[int, int]


class Evaluator:
    """Knows what the expressions of one tree are worth."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect: Final = dialect
        self._tree: Final = dialect.tree
        self._scopes: Final = Scopes(dialect)
        self._seen: Final[dict[int, Known]] = {}
        self._depth = 0
        self._left = _MOST

    def value(self, node: Node) -> Known:
        """Return what is known of the expression at a node."""
        known = self._seen.get(node.id)
        if known is None:
            known = self._seen[node.id] = self._form(self.dialect.form(node), node)
        return known

    def _form(self, form: Form, node: Node) -> Known:
        place = self._tree.start(node), self._tree.end(node)
        if self._depth >= _DEEPEST or self._left <= 0:
            return Hole("this is too much to follow", place[0], *place)
        self._depth += 1
        self._left -= 1
        try:
            return self._known(form, node, place)
        finally:
            self._depth -= 1

    def _known(self, form: Form, node: Node, place: Place) -> Known:
        match form:
            case Constant(value):
                return Scalar(value, *place)
            case String(parts):
                return self._string(parts, node, place)
            case Mapping(entries):
                return self._mapping(entries, node, place)
            case Sequence(items):
                return self._sequence(items, node, place)
            case Name(name, is_wide):
                return self._name(name, is_wide, node, place)
            case Attribute():
                return self._attribute(form, node, place)
            case Sum(operands):
                return self._sum(operands, place)
            case Serialised(inner, depth, in_list, start, end):
                value = self.value(inner)
                if in_list and not isinstance(value, Lst):
                    value = Lst((value,), isinstance(value, Hole), *place)
                return Json(value, depth, start, end)
            case Opaque(why, is_string):
                return Hole(why, place[0], *place, is_string)
            case Same(inner):
                return self.value(inner)
            case Texted(inner):
                known = self.value(inner)
                return known if isinstance(known, Json) else self._as_string(known, place)
            case Filled():
                return self._filled(form, place)
            case Replaced(inner, old, new):
                return self._replaced(inner, old, new, place)
            case Stripped():
                return self._stripped(form, place)
            case Resolved(base, path):
                return self._resolved(base, path, place)

    def _string(self, parts: tuple[Part, ...], node: Node, place: Place) -> Known:
        if len(parts) == 1 and isinstance(parts[0], Inserted):
            known = self._of(parts[0].what, node)
            if isinstance(known, Hole):  # and why it is one
                return known._replace(start=place[0], end=place[1], is_string=True)
        text = self._tree.text
        escape = self.dialect.escape_at(node)
        texts: list[Text] = []
        for part in parts:
            match part:
                case Chars(start, end):
                    segment = Segment(0, end - start, start, end)
                    texts.append(
                        Text.within(text, text.chars[start:end], (segment,), escape=escape)
                    )
                case Escaped(start, end, chars):
                    segment = Segment(0, len(chars), start, end)
                    texts.append(Text.within(text, chars, (segment,), escape=escape))
                case Inserted(start, end, what):
                    texts.append(self._inserted(what, node, (start, end)))
        return self._joined(texts, place)

    def _joined(self, texts: list[Text], place: Place) -> Known:
        length = sum(len(each) for each in texts)
        self._left -= len(texts) + length // 8
        if length > _LONGEST:
            return Hole("this string is too long to follow", place[0], *place, True)
        return Str(Text.joined(texts, self._tree.text.source), *place)

    def _of(self, what: Node | Form, node: Node) -> Known:
        return self._form(what, node) if isinstance(what, tuple) else self.value(what)

    def _inserted(self, what: Node | Form, node: Node, place: Place) -> Text:
        """Return what is known of an expression inside a string; what is not is a hole of it."""
        return self._as_string(self._of(what, node), place).text

    def _hole_text(self, place: Place) -> Text:
        start, end = place
        chars = self._tree.text.chars[start:end]
        segment = Segment(0, end - start, start, end)
        return Text.within(self._tree.text, chars, (segment,), holes=((0, end - start),))

    def _as_string(self, known: Known, place: Place) -> Str:
        if isinstance(known, Str):
            return known
        if isinstance(known, Scalar):
            chars = self.dialect.text_of(known.value)
            segment = Segment(0, len(chars), known.start, known.end)
            return Str(Text.within(self._tree.text, chars, (segment,)), known.start, known.end)
        return Str(self._hole_text(place), *place)

    def _mapping(self, entries: tuple[Entry | Spread, ...], node: Node, place: Place) -> Known:
        members: dict[str, Member] = {}
        is_open = node.has_error
        for entry in entries:
            if isinstance(entry, Spread):
                spread = self.value(entry.node)
                if isinstance(spread, Obj):
                    members.update(spread.members)
                    is_open |= spread.is_open
                else:
                    is_open = True
            elif entry.key is None:
                is_open = True
            else:
                value = self._of(entry.node, node)
                members[entry.key] = Member(value, entry.start, entry.end)
        return Obj(members, is_open, *place)

    def _sequence(self, items: tuple[Node | Form | Spread, ...], node: Node, place: Place) -> Known:
        known: list[Known] = []
        is_open = node.has_error
        for item in items:
            value = self._of(item.node if isinstance(item, Spread) else item, node)
            if not isinstance(item, Spread):
                known.append(value)
            elif isinstance(value, Lst):
                known.extend(value.items)
                is_open |= value.is_open
            else:
                known.append(value)
                is_open |= isinstance(value, Hole)
        return Lst(tuple(known), is_open, *place)

    def _name(self, name: str, is_wide: bool, node: Node, place: Place) -> Known:
        held = self._scopes.find(name, node.start_byte, is_wide=is_wide)
        if isinstance(held, Held):
            return self._held(held, place)
        if held is None:
            written = f"`{self.dialect.sigil}{name}`"
            return Hole(f"{written} is not set in this file", place[0], *place)
        return Hole(held.why, self._tree.place(held.at), *place)

    def _held(self, held: Held, place: Place) -> Known:
        base = held.base
        if base.node is None:
            return Hole(base.why, self._tree.place(base.start), *place)
        known = self.value(base.node)
        for change, is_certain in held.changes:
            value = None if change.node is None else self.value(change.node)
            known = apply(
                known,
                change,
                value,
                is_certain=is_certain,
                place=place,
                ignores_case=self.dialect.ignores_case,
            )
        if isinstance(known, Hole):  # where it is used, not where it is set
            return known._replace(start=place[0], end=place[1])
        return known

    def _attribute(self, form: Attribute, node: Node, place: Place) -> Known:
        if form.variable:
            held = self._scopes.find(form.variable, node.start_byte, is_wide=True)
            if isinstance(held, Held):
                return self._held(held, place)
        value = self.value(form.node)
        if isinstance(value, Obj):
            key = value.spelt(form.key) if self.dialect.ignores_case else form.key
            member = value.members.get(key)
            if member is not None and not member.is_optional:
                return member.value
        why = (
            value.why
            if isinstance(value, Hole)
            else f"`{self._tree.chars(node)[:60]}` is not known"
        )
        at = value.at if isinstance(value, Hole) else place[0]
        return Hole(why, at, *place)

    def _sum(self, operands: tuple[Node, ...], place: Place) -> Known:
        values = [self.value(each) for each in operands]
        if any(isinstance(each, Str) for each in values) or any(
            isinstance(each, Hole) and each.is_string for each in values
        ):
            texts = [
                self._inserted(
                    operand, operand, (self._tree.start(operand), self._tree.end(operand))
                )
                for operand in operands
            ]
            return self._joined(texts, place)
        total = values[0]
        for value in values[1:]:
            total = added(total, value, place)
        return total

    def _filled(self, form: Filled, place: Place) -> Known:
        template = self.value(form.node)
        if not isinstance(template, Str):
            return Hole("a template that is not known is filled", place[0], *place, True)
        named = dict(form.named)
        texts: list[Text] = []
        at = count = 0
        for match in re.finditer(form.field, template.text.chars):
            if template.text.has_hole(match.start(), match.end()):
                continue
            texts.append(template.text.slice(at, match.start()))
            if match["twice"]:
                texts.append(template.text.slice(match.start(), match.start() + 1))
                at = match.end()
                continue
            name = match["name"] or str(count)
            count += not match["name"]
            node = named.get(name)
            if node is None and name.isdigit() and int(name) < len(form.arguments):
                node = form.arguments[int(name)]
            field = template.text.slice(match.start(), match.end())
            texts.append(self._field(field) if node is None else self._argument(node))
            at = match.end()
        texts.append(template.text.slice(at, len(template.text)))
        return self._joined(texts, place)

    def _argument(self, node: Node) -> Text:
        """Return what fills a field."""
        place = self._tree.start(node), self._tree.end(node)
        return self._as_string(self.value(node), place).text

    def _field(self, field: Text) -> Text:
        holes = ((0, len(field)),)
        return Text(field.chars, field.source, field.segments, holes=holes, escape=field.escape)

    def _replaced(self, node: Node, old: Node, new: Node, place: Place) -> Known:
        text, part = self.value(node), self.value(old)
        if not isinstance(text, Str) or not isinstance(part, Str) or part.text.holes:
            return Hole("something unknown is replaced in it", place[0], *place, True)
        texts: list[Text] = []
        at = 0
        for match in re.finditer(re.escape(part.text.chars), text.text.chars):
            if match.end() > match.start():
                texts.append(text.text.slice(at, match.start()))
                field = text.text.slice(match.start(), match.end())
                filled = self._argument(new)
                texts.append(self._field(field) if filled.holes else filled)
                at = match.end()
        texts.append(text.text.slice(at, len(text.text)))
        return self._joined(texts, place)

    def _resolved(self, base: Node, path: Node, place: Place) -> Known:
        """Return a URL by RFC 3986; without its base where that is not known."""
        known, relative = self.value(base), self._argument(path)
        scheme = _SCHEME.match(relative.chars)
        if not isinstance(known, Str) or known.text.holes or scheme is not None:
            return Str(relative, *place)
        host = _HOST.match(known.text.chars)
        end = 0 if host is None else host.end()
        if not relative.chars.startswith("/"):
            end = max(end, known.text.chars.rfind("/") + 1)
        before = known.text.slice(0, end)
        slash = "" if "/" in before.chars[-1:] + relative.chars[:1] else "/"
        segment = Segment(0, len(slash), place[0], place[0])
        between = Text.within(self._tree.text, slash, (segment,))
        return self._joined([before, between, relative], place)

    def _stripped(self, form: Stripped, place: Place) -> Known:
        known = self.value(form.node)
        if not isinstance(known, Str):
            return self._as_string(known, place)
        chars = " \t\r\n"
        if form.chars is not None:
            given = self.value(form.chars)
            if not isinstance(given, Str) or given.text.holes:
                return Str(self._hole_text(place), *place)
            chars = given.text.chars
        text = known.text
        start, end = 0, len(text)
        while (
            form.at_start
            and start < end
            and text.chars[start] in chars
            and not text.has_hole(start, start + 1)
        ):
            start += 1
        while (
            form.at_end
            and end > start
            and text.chars[end - 1] in chars
            and not text.has_hole(end - 1, end)
        ):
            end -= 1
        return known._replace(text=text.slice(start, end))
