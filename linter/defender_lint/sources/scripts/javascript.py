"""JavaScript and TypeScript: their requests, and the table of what is looked at in a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from defender_lint.sources.limits import TooSlowError
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts import javascript_calls, javascript_changes, javascript_text
from defender_lint.sources.scripts.calls import read
from defender_lint.sources.scripts.javascript_forms import JavaScriptForms
from defender_lint.sources.scripts.tree import Tree
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

_QUERY: Final = """
(function_declaration) @function
(generator_function_declaration) @function
(function_expression) @function
(arrow_function) @function
(method_definition) @function
(class_declaration name: (_) @class)
(if_statement consequence: (_) @branch)
(else_clause) @branch
(switch_case) @branch
(switch_default) @branch
(catch_clause) @branch
(for_statement) @loop
(for_in_statement) @loop
(while_statement) @loop
(do_statement) @loop
(ERROR) @error
(required_parameter pattern: (identifier) @parameter)
(optional_parameter pattern: (identifier) @parameter)
(required_parameter (rest_pattern (identifier) @parameter))
(required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @parameter))
(required_parameter
  pattern: (object_pattern (pair_pattern value: (identifier) @parameter)))
(required_parameter
  pattern: (object_pattern
    (object_assignment_pattern left: (shorthand_property_identifier_pattern) @parameter)))
(arrow_function parameter: (identifier) @parameter)
(catch_clause parameter: (_) @each)
(for_in_statement left: (_) @each)
(variable_declarator) @declaration
(assignment_expression) @assignment
(augmented_assignment_expression) @assignment
(public_field_definition) @field
(unary_expression operator: "delete") @delete
(call_expression) @call
(pair value: (object) @row)
(array (object) @row)
"""

_OPENING: Final = re.compile(r"<\s*[A-Za-z][^<>/]*>")
_MOST_OPEN: Final = 4_000
"""Tags of JSX that nothing closes, and whatever looks like them, in a script of usual length; the
parser takes the square of them, and cannot be broken off there."""


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of a script."""
    is_typed = source.name.lower().endswith((".ts", ".mts", ".cts"))
    dialect = TypeScript if is_typed else JavaScript
    yield from read(Text.whole(source), dialect, dialect.kind, options)


class TypeScript(JavaScriptForms):
    """TypeScript, for one tree."""

    query: ClassVar[str] = _QUERY
    kind: ClassVar[str] = "typescript"
    of_tests: ClassVar[str] = r"supertest|chai-http|light-my-request|MockAgent"

    calls = javascript_calls.calls
    changes = javascript_changes.changes
    write = staticmethod(javascript_text.written)


class JavaScript(TypeScript):
    """JavaScript, and files that hold JSX, for one tree."""

    grammar: ClassVar[str] = "tsx"

    @classmethod
    def parse(cls, text: Text) -> Tree:
        """Return the tree of a text."""
        opened = len(_OPENING.findall(text.chars)) - text.chars.count("</")
        if opened > max(_MOST_OPEN, len(text.chars) // 100):
            raise TooSlowError
        return super().parse(text)

    kind: ClassVar[str] = "javascript"
