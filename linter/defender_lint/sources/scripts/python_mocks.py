"""Which names of a Python script are mocks of an HTTP library, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from defender_lint.sources.scripts.python_forms import PythonForms

if TYPE_CHECKING:
    from tree_sitter import Node

_MADE: Final = r"\b(?:requests_mock|aioresponses|respx|responses|httpretty)\b[\w.]*\("

_ENTERED: Final = re.compile(rf"{_MADE}[^()\n]*\)[ ]+as[ ]+(?P<name>\w+)")
_ASSIGNED: Final = re.compile(rf"^[ \t]*(?P<name>\w+)[ ]*=[ ]*{_MADE}", re.MULTILINE)
_HANDED_OUT: Final = re.compile(
    rf"\b(?:yield|return)[ ]+(?:(?P<name>\w+)[ ]*$|{_MADE})", re.MULTILINE
)
_FIXTURE: Final = re.compile(
    r"@(?:\w+\.)?fixture\b(?:.*\bname[ ]*=[ ]*[\"'](?P<name>\w+))?", re.DOTALL
)
_HANDING_IN: Final = re.compile(r"@(?:aioresponses|requests_mock)\b")


def mock_names(python: PythonForms) -> frozenset[str]:
    """Return the names of mocks: entered, assigned, fixtures, and handed in by decorators."""
    chars = python.tree.text.chars
    made = {match["name"] for form in (_ENTERED, _ASSIGNED) for match in form.finditer(chars)}
    return frozenset((*made, *_handed(python, made)))


def _handed(python: PythonForms, made: set[str]) -> Iterator[str]:
    """Yield the names under which functions get mocks from their decorators, or from pytest."""
    for decorator in python.found.get("decorator", ()):
        function = decorator.parent and decorator.parent.child_by_field_name("definition")
        name = function and function.child_by_field_name("name")
        if not function or not name:
            continue
        chars = python.tree.chars(decorator)
        fixture = _FIXTURE.match(chars)
        if fixture is not None and _hands_out(python.tree.chars(function), made):
            yield fixture["name"] or python.tree.chars(name)
        elif _HANDING_IN.match(chars) and (last := _last_parameter(function)):
            yield python.tree.chars(last)


def _hands_out(function: str, made: set[str]) -> bool:
    return any(
        match["name"] is None or match["name"] in made for match in _HANDED_OUT.finditer(function)
    )


def _last_parameter(function: Node) -> Node | None:
    """Return the name of the last parameter: libraries hand in a mock behind all others."""
    parameters = function.child_by_field_name("parameters")
    last = parameters.named_children[-1] if parameters and parameters.named_children else None
    while last is not None and last.type != "identifier":
        last = last.named_children[0] if last.named_children else None
    return last
