"""Python: its requests, and the table of what is looked at in a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts import python_calls, python_changes, python_text
from defender_lint.sources.scripts.calls import read
from defender_lint.sources.scripts.python_forms import PythonForms
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

_QUERY: Final = """
(function_definition) @function
(class_definition name: (identifier) @class) @function
(class_definition body: (block (expression_statement (assignment) @field)))
(lambda) @function
(if_statement consequence: (block) @branch)
(elif_clause) @branch
(else_clause) @branch
(except_clause) @branch
(case_clause) @branch
(conditional_expression) @branch
(for_statement) @loop
(while_statement) @loop
(list_comprehension) @loop
(set_comprehension) @loop
(dictionary_comprehension) @loop
(generator_expression) @loop
(ERROR) @error
(parameters (identifier) @parameter)
(parameters (typed_parameter . (identifier) @parameter))
(parameters (typed_parameter (_ (identifier) @parameter)))
(parameters (default_parameter name: (identifier) @parameter))
(parameters (typed_default_parameter name: (identifier) @parameter))
(parameters (list_splat_pattern (identifier) @parameter))
(parameters (dictionary_splat_pattern (identifier) @parameter))
(lambda_parameters (identifier) @parameter)
(lambda_parameters (default_parameter name: (identifier) @parameter))
(assignment left: (_)) @assignment
(augmented_assignment) @assignment
(named_expression) @assignment
(for_statement left: (_) @each)
(for_in_clause left: (_) @each)
(as_pattern_target) @each
(delete_statement) @delete
(call) @call
(decorator) @decorator
(pair value: (dictionary) @row)
(list (dictionary) @row)
"""


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of a Python script."""
    yield from read(Text.whole(source), Python, "python", options)


class Python(PythonForms):
    """Python, for one tree."""

    query: ClassVar[str] = _QUERY
    of_tests: ClassVar[str] = r"TestClient|test_client|ASGITransport|WSGITransport"

    calls = python_calls.calls
    changes = python_changes.changes
    write = staticmethod(python_text.written)
