"""Settings and schemas that a stranger wrote: a sentence for each, in bounded time."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from defender_lint.settings import SettingsFinder

Write = Callable[..., Path]
Complaints = Callable[..., list[str]]

OPERATION = {"product": "acme", "method": "POST", "path": "/hooks/ticket"}
TABLE = "[tool.defender-lint]\n"


@pytest.fixture(autouse=True)
def seconds() -> Iterator[None]:
    """Allow a slow machine some seconds; each of these took minutes, or did not end."""
    began = process_time()
    yield
    assert process_time() - began < 5


def test_a_list_of_many_rules(write: Write) -> None:
    write(".defender-lint.yaml", f"ignore: [{'key, ' * 20_000}key]\n")
    settings = SettingsFinder().for_run()
    assert settings.ignore == ("key",)
    for _ in range(500):
        settings.selection.is_on("key-case", "InvalidRequestBody")


def test_a_list_of_many_mistakes_is_cut(write: Write, complaints: Complaints) -> None:
    write(".defender-lint.yaml", f"ignore: [{', '.join(f'zzz{n}' for n in range(3_000))}]\n")
    found = complaints()
    assert len(found) == 101
    assert found[0].startswith(".defender-lint.yaml:1:10: `zzz0` is neither a rule nor a code")
    assert found[-1] == ".defender-lint.yaml: more than that is wrong"


def test_many_unknown_keys(write: Write, complaints: Complaints) -> None:
    write("pyproject.toml", TABLE + "".join(f"key{n} = 1\n" for n in range(5_000)))
    assert len(complaints()) == 101
    write(".defender-lint.yaml", "".join(f"key{n}: 1\n" for n in range(3_000)))
    assert len(complaints()) == 101


@pytest.mark.parametrize("separator", [".", " . "])
def test_a_key_of_many_parts(separator: str, write: Write, complaints: Complaints) -> None:
    write("pyproject.toml", TABLE + separator.join("a" * 50_000) + " = 1\n")
    assert complaints() == ["pyproject.toml: a key has more than 200 parts"]


def test_one_long_word_is_no_key_of_many_parts(write: Write) -> None:
    write(
        "pyproject.toml", f"{TABLE}exclude = ['{'a' * 4_000}']\n# {'a' * 500_000}\n# {'. ' * 9_999}"
    )
    assert SettingsFinder().for_run().file == "pyproject.toml"


def test_toml_without_end(write: Write, complaints: Complaints) -> None:
    write("pyproject.toml", TABLE + "ignore = " + "[" * 50_000)
    assert complaints() == ["pyproject.toml: this is nested too deeply"]


@pytest.mark.parametrize("name", [".defender-lint.yaml", "pyproject.toml"])
def test_settings_that_are_a_pipe(name: str, complaints: Complaints) -> None:
    os.mkfifo(name)
    assert complaints(config=name) == [f"{name}: this is not a regular file"]


def test_a_pipe_beside_the_files_is_passed_over() -> None:
    os.mkfifo("pyproject.toml")
    assert SettingsFinder().for_run().file is None


def test_a_pipe_or_a_device_called_like_settings_is_passed_over_with_a_word(
    repository: Path,
) -> None:
    os.mkfifo(".defender-lint.yaml")
    (repository / "a").mkdir()
    (repository / "a" / ".defender-lint.yml").symlink_to("/dev/zero")
    finder = SettingsFinder()
    assert finder.for_file("a/x.json").file is None
    assert finder.notes() == [
        "a/.defender-lint.yml: passed over, as it is not a regular file",
        ".defender-lint.yaml: passed over, as it is not a regular file",
    ]


def test_a_nul_in_a_folder_of_schemas(write: Write, complaints: Complaints) -> None:
    write(".defender-lint.yaml", 'schemas: ["a\\0b"]\n')
    assert complaints() == [".defender-lint.yaml:1:11: a folder holds a NUL"]


def test_depth_has_a_ceiling(write: Write, complaints: Complaints) -> None:
    write(".defender-lint.yaml", "limits: {depth: 201}\n")
    assert complaints() == [".defender-lint.yaml:1:17: `depth` must be at most 200"]
    assert complaints(overrides={"limits": {"depth": 500}}, isolated=True) == [
        "--max-depth: `depth` must be at most 200"
    ]


TOKEN = ".".join(("eyJhbGciOiJub25lIn0", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "c2lnbmF0dXJlc2ln"))


@pytest.mark.parametrize(
    "text",
    [
        'exclude: ["{}\\\\a"]', 'select: ["{}"]', '"{}": 1', 'fail-on: "{}"', 'apis: {{"*": "{}"}}',
        'severity: {{"{}": error}}', 'severity: {{key-case: "{}"}}', 'schemas: ["{}"]',
        'suppress: [{{files: a, reason: x, pointer: "{}"}}]', 'suppress: [{{"{}": a}}]',
        'exclude: ["#{}"]', 'apis: {{"!{}": isolate-machine}}', 'limits: {{"{}": 1}}',
        'placeholders: ["{}*"]\nselect: 1',
    ],
)  # fmt: skip
def test_no_complaint_shows_a_token(text: str, write: Write, complaints: Complaints) -> None:
    write(".defender-lint.yaml", text.format(TOKEN))
    assert "c2lnbmF0dXJl" not in "\n".join(complaints())


# Schemas of a team's own


@pytest.fixture
def judged(write: Write, complaints: Complaints) -> Callable[..., list[str]]:
    """Return a function that gives what is said of ``own/x.json`` and ``own/shared.json``."""

    def judged(schema: Any, *shared: Any) -> list[str]:
        write(".defender-lint.yaml", "schemas: own\n")
        write("own/x.json", json.dumps({"x-operation": OPERATION, **schema}))
        if shared:
            write("own/shared.json", json.dumps({"$defs": {"A": shared[0]}}))
        return complaints()

    return judged


def _doubling(levels: int) -> dict[str, Any]:
    inner = [{"$ref": f"#/$defs/d{n + 1}"} for n in range(levels)]
    definitions: dict[str, Any] = {
        f"d{n}": {"type": "object", "properties": {"x": inner[n], "y": inner[n]}}
        for n in range(levels)
    }
    return {"$ref": "#/$defs/d0", "$defs": {**definitions, f"d{levels}": {"type": "string"}}}


def test_references_that_double(judged: Callable[..., list[str]]) -> None:
    (complaint,) = judged(_doubling(26))
    assert complaint.endswith("with its references written out this has more than 100,000 values")
    assert complaint.startswith("own/x.json:1:")


def test_references_that_double_within_bounds(write: Write) -> None:
    write(".defender-lint.yaml", "schemas: own\n")
    write("own/x.json", json.dumps({"x-operation": OPERATION, **_doubling(12)}))
    assert [schema.id for schema in SettingsFinder().for_run().own_schemas] == ["x"]


def test_a_long_chain_of_references(judged: Callable[..., list[str]]) -> None:
    chain: dict[str, Any] = {f"d{n}": {"$ref": f"#/$defs/d{n + 1}"} for n in range(2_000)}
    (complaint,) = judged({"$ref": "#/$defs/d0", "$defs": {**chain, "d2000": {"type": "string"}}})
    assert complaint.endswith("more than 64 references lead from one to the next here")


def test_a_long_list_of_members(judged: Callable[..., list[str]]) -> None:
    members = [*range(5_000), *map(str, range(3_000))]
    assert judged({"properties": {"a": {"enum": members}, "b": {"type": "banana"}}})[0].endswith(
        "`banana` is not a value of `type`"
    )
    assert judged({"properties": {"a": {"enum": [1, "1", {"a": 1}, {"a": 1}]}}})[0].endswith(
        "`enum` holds an item twice"
    )


def test_many_mistakes_in_a_schema(judged: Callable[..., list[str]]) -> None:
    properties = {f"key{n}": {"type": "banana"} for n in range(1_000)}
    assert len(judged({"properties": properties})) == 101
    nested: dict[str, Any] = {"type": "banana"}
    while len(json.dumps(nested)) < 20_000:
        nested = {"anyOf": [nested, nested]}
    assert judged({"properties": {"a": nested}})


BROKEN: list[tuple[Any, str]] = [
    ({"type": "banana"}, "1:26: `banana` is not a value of `type`"),
    ({"pattern": "(("}, "1:18: `pattern` is not understood here; "),
    ({"minLength": "x"}, "1:18: `minLength` is not understood here; "),
    ({"required": 5}, "1:30: `required` must be a list, not the number 5"),
    ({"allOf": {}}, "1:27: `allOf` must be a list, not an object"),
    ({"type": []}, "1:26: a list is not a value of `type`"),
    ({"items": [1]}, "1:27: `items` must be an object, not a list"),
    ({"properties": 3}, "1:32: `properties` must be an object, not the number 3"),
    ({"x-advice": [1]}, "1:31: an item of `x-advice` must be an object"),
    ({"enum": []}, "1:26: `enum` is empty"),
    ([], "1:17: `A` must be an object, not a list"),
    (None, "1:17: `A` must be an object, not null"),
]


@pytest.mark.parametrize(("definition", "message"), BROKEN)
def test_what_a_reference_leads_to_is_judged_too(
    definition: Any, message: str, judged: Callable[..., list[str]]
) -> None:
    schema = {"properties": {"a": {"$ref": "shared.json#/$defs/A"}}}
    (complaint,) = judged(schema, definition)
    assert complaint.startswith(f"own/shared.json:{message}")
    inside = {"properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": definition}}
    complaints = judged(inside)
    assert complaints
    assert all(each.startswith("own/x.json:1:") for each in complaints)


def test_a_required_key_that_is_not_among_the_properties(
    judged: Callable[..., list[str]],
) -> None:
    schema = {
        "required": ["Summry"],
        "properties": {"Summary": {"type": "string"}},
        "additionalProperties": False,
    }
    assert judged(schema) == [
        "own/x.json:1:94: `Summry` is required, but not among `properties`; did you mean `Summary`?"
    ]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("", "this reference goes round in a circle; bodies have an end"),
        ("#", "this reference goes round in a circle; bodies have an end"),
        ("#/$defs", "the reference `#/$defs` leads nowhere"),
        ("https://example.com/a.json", "the reference `https://example.com/a.json`: no such file or folder"),
        ("../../outside.json", "the reference `../../outside.json`: this leads outside the "
         "repository or the folder of schemas"),
        ("a\0b", "the reference `a\0b`: this leads outside the repository or the folder of "
         "schemas"),
    ],
)  # fmt: skip
def test_references_that_lead_nowhere(
    reference: str, message: str, judged: Callable[..., list[str]], repository: Path
) -> None:
    (repository.parent / "outside.json").write_text('{"type": "string"}')
    (complaint,) = judged({"properties": {"a": {"$ref": reference}}})
    assert complaint.startswith("own/x.json:1:1")
    assert complaint.partition(": ")[2] == message


def test_keys_that_look_like_keywords_are_names(write: Write) -> None:
    write(".defender-lint.yaml", "schemas: own\n")
    properties = {"$ref": {"type": "string"}, "examples": {"$ref": "#/$defs/A"}}
    schema = {
        "x-operation": OPERATION, "type": "object", "properties": properties,
        "$defs": {"A": {"const": {"$ref": "data"}}},
    }  # fmt: skip
    write("own/x.json", json.dumps(schema))
    finder = SettingsFinder()
    operation = finder.catalogue(finder.for_run())["x"]
    assert operation.schema["properties"] == {
        "$ref": {"type": "string"}, "examples": {"const": {"$ref": "data"}}
    }  # fmt: skip


def test_folders_of_schemas_outside_the_repository(
    write: Write, complaints: Complaints, repository: Path
) -> None:
    outside = repository.parent / "out"
    outside.mkdir()
    (outside / "x.json").write_text(json.dumps({"x-operation": OPERATION}))
    write(".defender-lint.yaml", "schemas: [../out]\n")
    assert complaints() == [
        ".defender-lint.yaml:1:11: `../out` is outside the repository; "
        "move it, or name it by --schemas"
    ]
    write("own/y.json").unlink()
    (repository / "own" / "y.json").symlink_to(outside / "x.json")
    write(".defender-lint.yaml", "schemas: [own]\n")
    assert complaints() == [
        "own/y.json: this leads outside the repository or the folder of schemas"
    ]
    write(".defender-lint.yaml", "")
    found = SettingsFinder({"schemas": ["../out"]}).for_run()
    assert [schema.id for schema in found.own_schemas] == ["x"]
