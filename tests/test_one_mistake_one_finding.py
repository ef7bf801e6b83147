"""One mistake in a valid body is one finding, at its exact place.

Every example of every schema is spoilt in one spot, wherever there is a key, an enum member, a
required key or a value; both engines must say the same. The inner loop takes a few examples.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.checks import Context
from defender_lint.diagnostic import Path, Token
from defender_lint.engines import EngineName
from defender_lint.findings import Finding
from support import TYPICAL, findings, read, thinned

CATALOGUE = Catalogue.shipped()
ENGINES: tuple[EngineName, ...] = ("jsonschema-rs", "jsonschema")
CONTEXTS = {engine: Context(CATALOGUE, engine=engine) for engine in ENGINES}
EXAMPLES = {
    f"{operation.id}-{number}": (operation, example)
    for operation in CATALOGUE.with_body()
    for number, example in enumerate(operation.examples)
}
each_example = pytest.mark.parametrize(
    ("operation", "example"),
    thinned(EXAMPLES, [f"{id}-0" for id in (*TYPICAL, "upload-library")]),
)


def findings_of(operation: Operation, body: Any) -> tuple[list[Finding], str]:
    """Lint a body written with an indentation, and check that both engines agree."""
    text = json.dumps(body, indent=2, ensure_ascii=False)
    # YAML takes JSON as it is; a form's fields would not do as a JSON body.
    syntax: Any = "yaml" if operation.content_type == "multipart/form-data" else "json"
    (request,) = read(text, syntax)
    by_rust, by_python = (findings(request, operation, CONTEXTS[engine]) for engine in ENGINES)
    assert by_rust == by_python
    # An API that is being retired is so whatever its body is.
    return [finding for finding in by_rust if finding.rule != "deprecated-api"], text


def worst(operation: Operation) -> str:
    """How bad a mistake can be: nobody promises what an undocumented API answers."""
    return "error" if operation.is_documented else "warning"


def quoted_by(finding: Finding, text: str) -> str:
    assert finding.span is not None
    start, end = finding.span.start, finding.span.end
    line = text.splitlines()[start.line - 1]
    assert line[start.column - 1 :].startswith(text[start.offset : end.offset].split("\n")[0])
    return text[start.offset : end.offset]


def members(schema: Any, value: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Yield path, the object's schema and the member's schema of every member that a page knows."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key.startswith("@odata."):
                continue
            yield (*path, key), schema, schema["properties"][key]
            yield from members(schema["properties"][key], member, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from members(schema["items"], item, (*path, index))


def parent_of(body: Any, path: Path) -> Any:
    for step in path[:-1]:
        body = body[step]
    return body


def spoilt(body: Any, path: Path) -> tuple[Any, Any]:
    """Return a deep copy of a body, and the container in it that holds what ``path`` leads to."""
    copied = copy.deepcopy(body)
    return copied, parent_of(copied, path)


def renamed(holder: dict[str, Any], key: str, new: str) -> None:
    """Rename a key where it stands, so that the order stays."""
    entries = [(new if each == key else each, value) for each, value in holder.items()]
    holder.clear()
    holder.update(entries)


def cased(word: str) -> set[str]:
    """Other letter cases of a word."""
    return {word.lower(), word.upper(), word.swapcase(), word[:1].swapcase() + word[1:]} - {word}


@each_example
def test_an_example_lints_clean(operation: Operation, example: Any) -> None:
    assert findings_of(operation, example)[0] == []


@each_example
def test_a_key_in_another_letter_case(operation: Operation, example: Any) -> None:
    for path, schema, _ in members(operation.schema, example):
        key = str(path[-1])
        for wrong in cased(key) - schema["properties"].keys():
            body, holder = spoilt(example, path)
            renamed(holder, key, wrong)
            (finding,), text = findings_of(operation, body)
            assert finding.rule == "key-case"
            assert quoted_by(finding, text) == json.dumps(wrong)
            is_printed = wrong in schema["properties"][key].get("x-spellings", ())
            assert finding.severity == ("warning" if is_printed else worst(operation))
            assert finding.fix is not None
            assert [edit.text for edit in finding.fix.edits] == [json.dumps(key)]


@each_example
def test_an_enum_member_in_another_letter_case(operation: Operation, example: Any) -> None:
    for path, _, schema in members(operation.schema, example):
        member = parent_of(example, path)[path[-1]]
        if not isinstance(member, str) or member not in schema.get("enum", ()):
            continue
        for wrong in cased(member) - set(schema["enum"]):
            body, holder = spoilt(example, path)
            holder[path[-1]] = wrong
            (finding,), text = findings_of(operation, body)
            said = schema.get("x-error", {}).get("enum", {})
            assert finding.rule == "value-case"
            assert finding.code == said.get("code", "InvalidRequestBody")
            assert quoted_by(finding, text) == json.dumps(wrong)


@each_example
def test_a_required_key_that_is_missing(operation: Operation, example: Any) -> None:
    for path, schema, _ in members(operation.schema, example):
        if path[-1] not in schema.get("required", ()):
            continue
        body, holder = spoilt(example, path)
        del holder[path[-1]]
        (finding,), text = findings_of(operation, body)
        assert finding.rule == "missing-key"
        assert finding.pointer.endswith(f"/{path[-1]}")
        assert quoted_by(finding, text) == "{"


@each_example
def test_a_required_key_that_is_null(operation: Operation, example: Any) -> None:
    for path, schema, _ in members(operation.schema, example):
        if path[-1] not in schema.get("required", ()):
            continue
        body, holder = spoilt(example, path)
        holder[path[-1]] = None
        (finding,), text = findings_of(operation, body)
        assert finding.rule == "missing-key"
        assert quoted_by(finding, text) == "null"


@each_example
def test_a_value_of_the_wrong_type(operation: Operation, example: Any) -> None:
    for path, _, schema in members(operation.schema, example):
        wanted = schema.get("type", ())
        wrong: Any = {"no": "such"} if "object" not in wanted else ["no such"]
        body, holder = spoilt(example, path)
        holder[path[-1]] = wrong
        (finding,), text = findings_of(operation, body)
        assert (finding.rule, finding.severity) == ("wrong-type", worst(operation))
        assert json.loads(quoted_by(finding, text)) == wrong


def scramble(word: str, flips: list[bool]) -> str:
    pairs = zip(word, flips * (len(word) // len(flips) + 1), strict=False)
    return "".join(letter.swapcase() if flip else letter for letter, flip in pairs)


@given(st.data())
def test_all_keys_in_any_letter_case(data: st.DataObject) -> None:
    """Many mistakes in one body are as many findings, each at its own key."""
    operation, example = data.draw(st.sampled_from(sorted(EXAMPLES)).map(EXAMPLES.__getitem__))
    flips = data.draw(st.lists(st.booleans(), min_size=3, max_size=9))
    body = copy.deepcopy(example)
    expected: list[str] = []
    # From the leaves to the root, so that the paths of the rest still lead somewhere.
    for path, schema, _ in sorted(
        members(operation.schema, example), key=lambda m: len(m[0]), reverse=True
    ):
        key = str(path[-1])
        wrong = scramble(key, flips)
        if wrong not in schema["properties"]:
            renamed(parent_of(body, path), key, wrong)
            expected.append(wrong)
    found, text = findings_of(operation, body)
    assert {finding.rule for finding in found} <= {"key-case"}
    assert sorted(json.loads(quoted_by(finding, text)) for finding in found) == sorted(expected)


def test_a_place_is_found_again(catalogue: Catalogue) -> None:
    """The helper that all tests above rely on does notice a wrong place."""
    text = '{"comment": "x"}'
    (request,) = read(text)
    (finding,) = findings(request, catalogue["unisolate-machine"], CONTEXTS["jsonschema"])
    assert quoted_by(finding, text) == '"comment"'
    assert request.body is not None
    assert request.body.offsets(("comment",), Token.VALUE) == (12, 15)
