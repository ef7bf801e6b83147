"""End to end, in every form of a request: a hole silences what is said of its own value, no more.

Every example of every schema is made a template in one place, wherever there is a value, and is
spoilt in another. The inner loop takes a few examples.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

import pytest

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.diagnostic import Path
from defender_lint.file_result import FileResult
from defender_lint.linting import Linter
from defender_lint.settings.values import defaults
from defender_lint.sources.reading import source_of
from support import TYPICAL, thinned

CATALOGUE: Final = Catalogue.shipped()
OPERATIONS: Final = {
    each.id: each for each in CATALOGUE.with_body() if each.content_type == "application/json"
}
HOLE: Final = "\ue000"
"""Stands for a hole while a body is made."""


def record(body: str, operation: Operation) -> str:
    return f'{{"method": "{operation.method}", "url": "{url(operation)}", "body": {body}}}'


def record_of_text(body: str, operation: Operation) -> str:
    return record(json.dumps(body), operation)


def postman(body: str, operation: Operation) -> str:
    request = {
        "method": operation.method,
        "url": url(operation),
        "body": {"mode": "raw", "raw": body},
    }
    info = {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}
    return json.dumps({"info": info, "item": [{"name": "é", "request": request}]})


def url(operation: Operation) -> str:
    """The operation's URL; the braces of its template are holes, too."""
    return f"https://{CATALOGUE.products[operation.product].hosts[0]}{operation.path}"


Wrap = Callable[[str, Operation], str]
FORMS: Final[dict[str, tuple[str, Wrap]]] = {
    "JSON": ("a.json", lambda body, _: body),
    "YAML": ("a.yaml", lambda body, _: body),
    "NDJSON": ("a.ndjson", lambda body, _: f"\n{body}\n"),
    "a record": ("a.json", record),
    "a record a line": ("a.ndjson", lambda body, operation: f"{record(body, operation)}\n"),
    "a record with a string": ("a.json", record_of_text),
    "Postman": ("a.json", postman),
}
ANYTHING: Final = ('"{{hole}}"', "{{hole}}", '"${HOLE}"', "${HOLE}")
"""How a value is written that may be of any type."""

operation_ = pytest.mark.parametrize("operation", thinned(OPERATIONS, TYPICAL))


def lint(form: str, body: str, operation: Operation, fixes: Any = "none") -> tuple[str, FileResult]:
    name, wrap = FORMS[form]
    text = wrap(body, operation)
    named = operation if wrap(body, operation) == body or "method" not in text else None
    return text, linter(named, fixes).lint(source_of(text, name), is_named=True)


@cache
def linter(operation: Operation | None, fixes: Any) -> Linter:
    return Linter(defaults(os.getcwd()), CATALOGUE, operation=operation, fixes=fixes)


def found(form: str, body: str, operation: Operation) -> list[tuple[str, str]]:
    """The rules of the findings, with what their spans are in the file."""
    text, result = lint(form, body, operation)
    assert not result.failures
    return [
        (each.rule, text[each.span.start.offset : each.span.end.offset].replace("\\", ""))
        for each in result.findings
        if each.span is not None and each.rule != "deprecated-api"
    ]


def values(value: Any, path: Path = ()) -> Iterator[Path]:
    """The places of all values inside a body."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from values(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from values(inner, (*path, index))


def with_hole(value: Any, path: Path, hole: str = HOLE) -> Any:
    """A copy of a body with a hole in one place."""
    if not path:
        return hole
    copied: Any = value.copy()
    copied[path[0]] = with_hole(value[path[0]], path[1:], hole)
    return copied


def written(body: Any, hole: str) -> str:
    return json.dumps(body, ensure_ascii=False).replace(json.dumps(HOLE, ensure_ascii=False), hole)


@operation_
def test_nothing_is_said_of_a_hole(operation: Operation) -> None:
    for form in FORMS:
        for number, path in enumerate(values(operation.examples[0])):
            hole = ANYTHING[number % len(ANYTHING)]
            body = written(with_hole(operation.examples[0], path), hole)
            assert found(form, body, operation) == [], (form, body)


@operation_
def test_what_is_beside_a_hole_is_checked(operation: Operation) -> None:
    body = operation.examples[0]
    for number, path in enumerate(values(body)):
        keys = [key for key in body if key != path[0] and not key.startswith("@odata.")]
        if not keys:
            continue
        key = keys[number % len(keys)]
        wrong = key.swapcase()
        holed = with_hole(body, path)
        renamed = {wrong if each == key else each: value for each, value in holed.items()}
        spoilt = written(renamed, ANYTHING[0])
        for form in FORMS:
            assert found(form, spoilt, operation) == [("key-case", f'"{wrong}"')], (form, spoilt)


@pytest.mark.parametrize("form", FORMS)
def test_a_string_with_a_hole_in_it_is_still_a_string(form: str) -> None:
    operation = CATALOGUE["post-ti-indicator"]
    for key, expected in (("title", []), ("action", []), ("rbacGroupNames", ["wrong-type"])):
        body = with_hole({**operation.examples[0], key: None}, (key,), "a {{hole}} b")
        rules = [rule for rule, _ in found(form, written(body, HOLE), operation)]
        assert rules == expected, key


@operation_
def test_a_fix_changes_its_token_and_leaves_the_hole(operation: Operation) -> None:
    body = operation.examples[0]
    key = next(each for each in body if not each.startswith("@odata."))
    right = written(with_hole(body, (key,)), ANYTHING[0])
    wrong = right.replace(f'"{key}"', f'"{key.swapcase()}"', 1)
    for form, (_, wrap) in FORMS.items():
        _, result = lint(form, wrong, operation, "safe")
        assert result.text == wrap(right, operation), form
