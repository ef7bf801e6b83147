"""PowerShell: its requests, and the table of what is looked at in a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts import powershell_calls, powershell_changes, powershell_text
from defender_lint.sources.scripts.calls import read
from defender_lint.sources.scripts.powershell_forms import PowerShellForms
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

_QUERY: Final = """
(function_statement) @function
(class_method_definition) @function
(script_block_expression (param_block)) @function
(script_block_expression (script_block (param_block))) @function
(script_block_expression) @loop
(if_statement (statement_block) @branch)
(elseif_clause) @branch
(else_clause) @branch
(switch_clause) @branch
(catch_clause) @branch
(trap_statement) @branch
(foreach_statement) @loop
(for_statement) @loop
(while_statement) @loop
(do_statement) @loop
(ERROR) @error
(script_parameter (variable) @parameter)
(class_method_parameter (variable) @parameter)
(assignment_expression) @assignment
(foreach_statement . (variable) @each)
(invokation_expression) @invocation
(command) @command
"""


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of a PowerShell script."""
    yield from read(Text.whole(source), PowerShell, "powershell", options)


class PowerShell(PowerShellForms):
    """PowerShell, for one tree."""

    query: ClassVar[str] = _QUERY

    calls = powershell_calls.calls
    changes = powershell_changes.changes
    write = staticmethod(powershell_text.written)
