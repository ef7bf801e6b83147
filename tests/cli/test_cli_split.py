"""``defender-lint split``: nothing lost, nothing doubled, nothing overwritten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

IDS = [str(number) for number in range(1_203)]


def write(name: str, ids: list[str], **style: Any) -> str:
    Path(name).write_text(json.dumps({"IndicatorIds": ids}, **style) + "\n")
    return name


def test_split(run: Any) -> None:
    name = write("old.batch-delete-ti-indicators.json", IDS, indent=2)
    outcome = run("split", name, "--out", "parts")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == (
        "parts/old-001.batch-delete-ti-indicators.json: 500 items\n"
        "parts/old-002.batch-delete-ti-indicators.json: 500 items\n"
        "parts/old-003.batch-delete-ti-indicators.json: 203 items\n"
        "1,203 items in 3 files\n"
    )
    texts = [path.read_text() for path in sorted(Path("parts").iterdir())]
    assert [item for text in texts for item in json.loads(text)["IndicatorIds"]] == IDS
    assert texts[2] == json.dumps({"IndicatorIds": IDS[1_000:]}, indent=2) + "\n"
    assert run("parts").out == "3 bodies in 3 files: no problems\n"


def test_what_stands_around_the_list_stays_in_every_part(run: Any) -> None:
    body = {"Value": "tier-0", "Action": "Add", "MachineIds": [f"{n:040x}" for n in range(501)]}
    Path("tags.json").write_text(json.dumps(body))
    assert run("split", "tags.json", "--out", ".").status == 0
    parts = [json.loads(path.read_text()) for path in sorted(Path.cwd().glob("tags-*"))]
    assert [(part["Value"], part["Action"], len(part["MachineIds"])) for part in parts] == [
        ("tier-0", "Add", 500),
        ("tier-0", "Add", 1),
    ]


def test_yaml_is_written_as_json(run: Any) -> None:
    lines = "\n".join(f'- "{each}"' for each in IDS[:501])
    Path("ids.yaml").write_text(f"IndicatorIds:\n{lines}\n")
    outcome = run("split", "--api", "batch-delete-ti-indicators", "ids.yaml", "--out", "p")
    assert outcome.status == 0
    sizes = [len(json.loads(p.read_text())["IndicatorIds"]) for p in sorted(Path("p").iterdir())]
    assert sizes == [500, 1]


def test_nothing_is_overwritten_and_nothing_half_written(run: Any) -> None:
    name = write("ids.json", IDS)
    Path("p").mkdir()
    taken = Path("p/ids-002.batch-delete-ti-indicators.json")
    taken.write_text("mine")
    outcome = run("split", name, "--out", "p")
    assert outcome.status == 2
    assert outcome.err == f"error: {taken} is there already; nothing was written\n"
    assert [path.read_text() for path in Path("p").iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.json", '{"IndicatorIds": ["1"]}', "1 item, and one call takes 500: nothing to split\n"),
        ("isolate-machine.json", '{"Comment": "x"}', "error: isolate-machine has no documented limit, so there is nothing to split by\n"),
        ("import-ti-indicators.json", '{"Indicators": 1}', "error: import-ti-indicators.json: there is no list `Indicators` in this body; nothing was written\n"),
        ("import-ti-indicators.json", "{", "error: import-ti-indicators.json: this is not one sound body; `defender-lint import-ti-indicators.json` says why\n"),
        ("x.json", '{"some": "thing"}', "error: x.json: say with --api which API this body is for\n"),
        ("x.ndjson", "{}", "error: x.ndjson: NDJSON is split by `defender-lint --unsafe-fixes x.ndjson`\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_split(run: Any, name: str, content: str, expected: str) -> None:
    Path(name).write_text(content)
    outcome = run("split", name, "--out", "p")
    assert outcome.out + outcome.err == expected
    assert outcome.status == (2 if expected.startswith("error") else 0)
    assert not Path("p").exists()


def test_a_missing_file_is_one_clear_line(run: Any) -> None:
    outcome = run("split", "nowhere.json", "--out", "p")
    assert (outcome.status, outcome.err) == (2, "error: nowhere.json: no such file or folder\n")


def test_a_hostile_name_cannot_drive_the_terminal(run: Any) -> None:
    name = write("a\x1b[31m\nb.batch-delete-ti-indicators.json", IDS)
    outcome = run("split", name, "--out", "parts")
    assert outcome.status == 0
    assert outcome.out.startswith("parts/a␛[31m␊b-001.batch-delete-ti-indicators.json: 500")
