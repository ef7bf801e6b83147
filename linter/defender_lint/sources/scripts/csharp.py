"""C#: its requests, and the table of what is looked at in a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts import csharp_calls, csharp_changes, csharp_text
from defender_lint.sources.scripts.calls import read
from defender_lint.sources.scripts.csharp_forms import CSharpForms
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

_QUERY: Final = """
(class_declaration name: (identifier) @class) @function
(struct_declaration name: (identifier) @class) @function
(record_declaration name: (identifier) @class) @function
(method_declaration) @function
(constructor_declaration) @function
(local_function_statement) @function
(lambda_expression) @function
(anonymous_method_expression) @function
(if_statement consequence: (_) @branch)
(if_statement alternative: (_) @branch)
(switch_section) @branch
(switch_expression_arm) @branch
(catch_clause) @branch
(foreach_statement) @loop
(for_statement) @loop
(while_statement) @loop
(do_statement) @loop
(ERROR) @error
(parameter name: (identifier) @parameter)
(lambda_expression parameters: (implicit_parameter) @parameter)
(foreach_statement left: (identifier) @each)
(catch_declaration name: (identifier) @each)
(declaration_expression name: (identifier) @each)
(variable_declarator) @declaration
(field_declaration (variable_declaration (variable_declarator) @field))
(assignment_expression) @assignment
(invocation_expression) @call
"""


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of C# code."""
    yield from read(Text.whole(source), CSharp, "csharp", options)


class CSharp(CSharpForms):
    """C#, for one tree."""

    query: ClassVar[str] = _QUERY
    of_tests: ClassVar[str] = r"WebApplicationFactory|TestServer"

    calls = csharp_calls.calls
    changes = csharp_changes.changes
    write = staticmethod(csharp_text.written)
