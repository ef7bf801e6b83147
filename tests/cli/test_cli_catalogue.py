"""``apis``, ``show``, ``example``, ``which``: what the catalogue knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue

IDS = Catalogue.shipped().ids()
BODIES = Catalogue.shipped().body_ids()


def test_apis_lists_one_a_line(run: Any) -> None:
    outcome = run("apis")
    assert (outcome.status, outcome.err) == (0, "")
    assert [line.split()[0] for line in outcome.out.splitlines()] == IDS


def test_apis_by_word(run: Any) -> None:
    (line,) = run("apis", "unisolate").out.splitlines()
    assert line.split(maxsplit=4)[:4] == [
        "unisolate-machine", "mde", "POST", "/api/machines/{id}/unisolate",
    ]  # fmt: skip
    both = run("apis", "INDICATOR", "import").out
    assert [line.split()[0] for line in both.splitlines()] == ["import-ti-indicators"]


def test_apis_by_product(run: Any) -> None:
    listed = run("apis", "--product", "xdr").out
    ours = [each.id for each in Catalogue.shipped() if each.product == "xdr"]
    assert [line.split()[0] for line in listed.splitlines()] == ours


def test_apis_of_an_unknown_product(run: Any) -> None:
    outcome = run("apis", "--product", "mdi")
    assert (outcome.status, outcome.out) == (2, "")
    assert "'mdi' is not one of 'mde', 'xdr'." in outcome.err


def test_apis_in_a_narrow_terminal(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("defender_lint.cli.apis.is_terminal", lambda _: True)
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("apis").out.splitlines()
    assert [line.split()[0] for line in lines[::3]] == IDS
    assert "  POST /api/machines/{id}/unisolate" in lines[2::3]
    assert max(map(len, [*lines[::3], *lines[1::3]])) <= 80


def test_apis_without_a_hit(run: Any) -> None:
    outcome = run("apis", "nonsense", "word")
    assert outcome.status == 2
    assert outcome.err == "error: no API has 'nonsense word'; `defender-lint apis` lists all\n"


def test_apis_as_json(run: Any) -> None:
    (api,) = json.loads(run("apis", "unisolate", "--output-format", "json").out)["apis"]
    assert list(api) == ["id", "product", "method", "path", "title", "docs"]
    assert api["id"] == "unisolate-machine"


def test_show(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    outcome = run("show", "set-device-value")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("set-device-value: ")
    assert (
        "\nRequest                 POST /api/machines/{machineId}/setDeviceValue\n" in outcome.out
    )
    assert "\nBody (* required)\n  DeviceValue *  one of " in outcome.out
    assert "\nExample\n  {\n" in outcome.out
    assert "\nDocs                    https://learn.microsoft.com/" in outcome.out


@pytest.mark.parametrize("api", BODIES)
def test_show_tells_everything_that_the_schema_requires(run: Any, api: Any) -> None:
    outcome = run("show", api)
    operation = Catalogue.shipped()[api]
    assert outcome.out.startswith(f"{api}: {operation.title}\n")
    assert operation.docs in outcome.out
    for name in operation.schema.get("required", ()):
        assert f"  {name} *" in outcome.out


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_show_respects_the_terminal(
    run: Any, monkeypatch: pytest.MonkeyPatch, columns: Any
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for api in BODIES:
        text, example = run("show", api).out.split("\nExample\n")
        lines = text.splitlines()
        prose = [line for line in lines if len(max(line.split(), key=len, default="")) < 30]
        assert max(map(len, prose)) <= int(columns), api
        assert json.loads(example), api


@pytest.mark.parametrize(
    ("api", "said"),
    [
        ("get-machines", "get-machines takes no body"),
        ("logs-collection", "the body of logs-collection is not documented"),
    ],
)
def test_show_without_a_described_body(run: Any, api: str, said: str) -> None:
    assert f"\n\n{said}\n" in run("show", api).out
    outcome = run("show", "--output-format", "json", api)
    assert (outcome.status, outcome.out, outcome.err) == (2, "", f"error: {said}\n")


def test_show_as_json_is_the_schema(run: Any) -> None:
    schema = json.loads(run("show", "isolate-machine", "--output-format", "json").out)
    assert schema["required"] == ["Comment"]


def test_show_takes_the_name_of_the_page(run: Any) -> None:
    operation = Catalogue.shipped()["set-device-value"]
    page = operation.docs.rsplit("/", 1)[1]
    assert run("show", page).out.startswith("set-device-value: ")


def test_example_of_a_form_says_that_it_is_one(run: Any) -> None:
    outcome = run("example", "upload-library")
    assert json.loads(outcome.out)["File"]
    assert outcome.err == "note: upload-library takes multipart/form-data; these are its fields\n"


@pytest.mark.parametrize("api", [api for api in BODIES if api != "upload-library"])
def test_examples_are_valid(run: Any, api: Any) -> None:
    Path(f"{api}.ndjson").write_text(run("example", "--all", api).out, encoding="utf-8")
    count = len(Catalogue.shipped()[api].examples)
    noun = "body" if count == 1 else "bodies"
    outcome = run("--ignore", "deprecated-api", f"{api}.ndjson")
    assert outcome.out == f"{count} {noun} in 1 file: no problems\n"


def test_example_is_set_to_be_edited(run: Any) -> None:
    text = run("example", "isolate-machine").out
    assert text == json.dumps(json.loads(text), indent=2) + "\n"
    second = json.loads(run("example", "--number", "2", "isolate-machine").out)
    assert second != json.loads(text)


def test_example_that_there_is_not(run: Any) -> None:
    outcome = run("example", "--number", "99", "isolate-machine")
    assert outcome.status == 2
    assert outcome.err.startswith("error: isolate-machine has only 2 examples\n")


@pytest.fixture
def bodies() -> Any:
    Path("web01.isolate-machine.json").write_text('{"Comment": "x"}', encoding="utf-8")
    Path("shape.json").write_text('{"DeviceValue": "High"}', encoding="utf-8")
    Path("odd.json").write_text('{"nobody": "knows"}', encoding="utf-8")
    Path("two.yaml").write_text(
        "# defender-lint: api=unisolate-machine\nComment: x\n---\n"
        "# defender-lint: api=isolate-machine\nComment: y\n",
        encoding="utf-8",
    )
    return ["web01.isolate-machine.json", "shape.json", "odd.json", "two.yaml"]


def test_which(run: Any, bodies: list[str]) -> None:
    outcome = run("which", *bodies)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == (
        "web01.isolate-machine.json: isolate-machine (by its name)\n"
        "shape.json: set-device-value (by its keys)\n"
        "odd.json: no known API\n"
        "two.yaml: unisolate-machine (by its comment)\n"
        "two.yaml:3 (body 2): isolate-machine (by its comment)\n"
    )


def test_which_says_why_a_part_is_not_known(run: Any) -> None:
    Path("a.ps1").write_text(
        "irm -Method Patch -Headers $h -Body $b -Uri https://api.security.microsoft.com/api/alerts/1\n"
    )
    assert run("which", "a.ps1").out == (
        "a.ps1:1: Patch https://api.security.microsoft.com/api/alerts/1: update-alert (by its method "
        "and URL); its headers are not known (`$h` is not set in this file, line 1); its body is not "
        "known (`$b` is not set in this file, line 1)\n"
    )


def test_which_as_json(run: Any, bodies: list[str]) -> None:
    report = json.loads(run("which", "--output-format", "json", *bodies[:3]).out)
    assert report["version"] == 1
    assert [list(body.items())[:4] for body in report["bodies"]] == [
        [("file", file), ("document", 0), ("apis", apis), ("by", by)]
        for file, apis, by in (
            ("web01.isolate-machine.json", ["isolate-machine"], "name"),
            ("shape.json", ["set-device-value"], "shape"),
            ("odd.json", [], "none"),
        )
    ]


@pytest.mark.usefixtures("bodies")
def test_which_is_told(run: Any) -> None:
    assert run("which", "--api", "update-alert", "odd.json").out == (
        "odd.json: update-alert (as the command line says)\n"
    )


@pytest.mark.usefixtures("bodies")
def test_which_fails_on_what_it_cannot_read(run: Any) -> None:
    outcome = run("which", "missing.json", "odd.json")
    assert outcome.status == 2
    assert outcome.out == "odd.json: no known API\n"
    assert outcome.err.startswith("error: missing.json: ")
