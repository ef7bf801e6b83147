"""The first look answers plain calls about right files, as the long way does, and no others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.cli.first_look import first_look
from defender_lint.cli.first_walk import Begun
from defender_lint.cli.plain import PlainCall, plain_call
from defender_lint.output_formats import OUTPUT_FORMATS
from support import TYPICAL, thinned

CATALOGUE = Catalogue.shipped()
CASES = Path(__file__).parents[1] / "cases"
RIGHT = '{"Comment": "x"}\n'
WRONG = '{"comment": "x"}\n'


@pytest.fixture(autouse=True)
def _gates_are_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make gates in this process as a run before this one has done, also where none are kept."""
    from defender_lint.gates import load_gate

    def ready(id: str, formats: Any, keywords: Any) -> Any:
        file = CATALOGUE.shipped_file(id)
        return load_gate(CATALOGUE[id], file, formats, keywords) if file else None

    monkeypatch.setattr("defender_lint.cli.right_bodies.ready_gate", ready)


@pytest.fixture
def is_answered(run: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    """Return whether the first look answers a call; if it does, the long way says the same."""

    def is_answered(*args: str) -> bool:
        answers = []

        def noted(call: PlainCall) -> int | Begun | None:
            answers.append(first_look(call))
            return answers[-1]

        with monkeypatch.context() as patch:
            patch.setattr("defender_lint.cli.first_look.first_look", noted)
            answer = run(*args)
            patch.setattr("defender_lint.cli.first_look.first_look", lambda _: None)
            assert run(*args) == answer
            patch.setattr("defender_lint.cli.plain.plain_call", lambda _: None)
            assert run(*args) == answer
        assert len(answers) <= 1
        return any(isinstance(code, int) for code in answers)

    return is_answered


def write(name: str, text: str = RIGHT) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize("id", thinned(CATALOGUE.body_ids(), TYPICAL))
def test_the_long_way_says_the_same_of_every_case(
    is_answered: Callable[..., bool], id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["--api", id, "--output-format", "json"]
    answered = []
    for case in sorted((CASES / id).iterdir()):
        if case.suffix in (".json", ".jsonl", ".ndjson"):
            Path(case.name).write_bytes(case.read_bytes())
            plain = plain_call([*call, case.name])
            assert plain is not None
            if isinstance(first_look(plain), int):
                assert case.with_suffix(".out").read_bytes() == b""
                answered.append(case.name)
    capsys.readouterr()
    assert not answered or is_answered(*call, *answered)


@pytest.mark.parametrize("id", thinned(CATALOGUE.body_ids(), TYPICAL))
def test_examples_are_answered(is_answered: Callable[..., bool], id: str) -> None:
    operation = CATALOGUE[id]
    is_silent = not operation.retirement and operation.content_type == "application/json"
    for number, example in enumerate(operation.examples):
        text = json.dumps(example)
        # The order of commands is for the exact check; keys such as `@odata.type` look like holes.
        in_doubt = id == "run-live-response" or '"@' in text
        file = write(f"{number}.{id}.json", text)
        assert is_answered(file) is (is_silent and not in_doubt)


@pytest.mark.parametrize("format", sorted(OUTPUT_FORMATS))
def test_every_format(is_answered: Callable[..., bool], format: str) -> None:
    files = [write("a.offboard-machine.json"), write("b/c.offboard-machine.ndjson", RIGHT * 3)]
    assert is_answered("--output-format", format, *files)
    assert is_answered(f"--output-format={format}", *files, *files)


def test_calls_that_are_plain(is_answered: Callable[..., bool]) -> None:
    named, other = write("offboard-machine.json"), write("x.json")
    assert is_answered(named)
    assert is_answered("check", named)
    assert is_answered("--api", "offboard-machine", other)
    assert is_answered("--api=offboard-machine", "--", other)
    assert is_answered(named, f"./{named}")
    assert is_answered("--quiet", "-f", "json", named)
    assert is_answered("-q", named, "--jobs", "2", "-j", "auto", "--format=concise")


@pytest.mark.parametrize(
    "args",
    [
        ["--jobs", "0", "offboard-machine.json"],
        ["--jobs", "62", "offboard-machine.json"],
        ["-jx", "offboard-machine.json"],
        ["-f=json", "offboard-machine.json"],
        ["--quiet=yes", "offboard-machine.json"],
        ["--isolated", "offboard-machine.json"],
        ["--output-format", "nope", "offboard-machine.json"],
        ["--output-format"],
        ["--api", "nope", "offboard-machine.json"],
        ["--api", "../x", "offboard-machine.json"],
        ["--api", "", "offboard-machine.json"],
        ["--api", "offboard_machine", "offboard-machine.json"],
        ["x.json"],
        ["wrong.offboard-machine.json"],
        ["offboard-machine.json", "wrong.offboard-machine.json"],
        ["empty.offboard-machine.ndjson"],
        ["blank.offboard-machine.ndjson"],
        ["offboard-machine.yaml"],
        ["run-advanced-query.json"],
        ["no-such.offboard-machine.json"],
        ["*.json"],
        ["."],
        ["offboard-machine.json", "."],
        ["settled"],
        ["named/offboard-machine"],
        ["-"],
        ["--", "-"],
        ["which", "offboard-machine.json"],
    ],
)
def test_what_is_left_to_the_long_way(is_answered: Callable[..., bool], args: list[str]) -> None:
    for name in ("offboard-machine.json", "x.json", "offboard-machine.yaml"):
        write(name)
    write("wrong.offboard-machine.json", WRONG)
    write("settled/.defender-lint.yaml", "placeholders: false\n")
    write("settled/package.json", '{"name": "x"}')
    write("named/offboard-machine/package.json", '{"name": "x"}')
    write("empty.offboard-machine.ndjson", "")
    write("blank.offboard-machine.ndjson", "\n \x0b\n")
    write("run-advanced-query.json", '{"Query": "DeviceInfo"}')
    assert not is_answered(*args)


@pytest.mark.parametrize("folder", [".", "inner"])
def test_settings_are_left_to_the_long_way(is_answered: Callable[..., bool], folder: str) -> None:
    named = write("inner/offboard-machine.json")
    write(f"{folder}/.defender-lint.yaml", "fail-on: warning\n")
    assert not is_answered(named)


def test_a_pyproject_of_others_is_nothing(is_answered: Callable[..., bool]) -> None:
    write("pyproject.toml", "[tool.ruff]\n")
    assert is_answered(write("offboard-machine.json"))


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + RIGHT,
        '{"Comment": "{{x}}"}',
        '{"Comment": "\\ud800"}',
        '{"Comment": "x", "Comment": "x"}',
        '{"Comment": "x", "@odata.type": "y"}',
        '{"Comment": "\u200b"}',
    ],
)
def test_bodies_in_doubt(is_answered: Callable[..., bool], text: str) -> None:
    assert not is_answered(write("offboard-machine.json", text))
    assert not is_answered(write("offboard-machine.ndjson", RIGHT + text))


def test_lines(is_answered: Callable[..., bool]) -> None:
    many = RIGHT * 20_000  # more than is read at once
    assert is_answered(write("offboard-machine.jsonl", f"{RIGHT}\n \t\r\n{many}{RIGHT.strip()}"))
    assert not is_answered(write("offboard-machine.jsonl", many + WRONG))


LEFT = [
    WRONG,
    f"{RIGHT}\n\n{WRONG}",
    f"{RIGHT.strip()}\r\n{WRONG.strip()}\r\n",
    f"\r{WRONG}",
    f"{RIGHT.strip()}{' ' * 200}x\n{WRONG}",
    f"{RIGHT.strip()}{' ' * 200}\n{WRONG}",
    RIGHT.replace("x", "x\U0001f600é") + WRONG,
    RIGHT.replace("x", "\udcff") + WRONG,
]


@pytest.mark.parametrize("end", LEFT, ids=range(len(LEFT)))
def test_the_long_way_goes_on_where_lines_are_in_doubt(
    is_answered: Callable[..., bool], monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setattr("defender_lint.cli.right_bodies._BLOCK", 30)
    monkeypatch.setattr("defender_lint.cli.right_bodies._LONGEST", 150)
    for start in (
        f"{RIGHT}\n \t\n" * 9,
        RIGHT.replace("x", "x\U0001f600é").replace("\n", "\r\n") * 9,
    ):
        Path("a.offboard-machine.ndjson").write_bytes(
            (start + end).encode("utf-8", "surrogateescape")
        )
        plain = plain_call(["a.offboard-machine.ndjson"])
        assert plain is not None
        begun = first_look(plain)
        assert isinstance(begun, Begun)
        assert begun.summary.bodies >= 8
        assert not is_answered("--format", "json", "a.offboard-machine.ndjson")
        assert not is_answered("--format", "json", "--jobs", "1", ".")


def test_the_long_way_goes_on_where_a_file_is_in_doubt(is_answered: Callable[..., bool]) -> None:
    right, same = write("a.offboard-machine.json"), "./a.offboard-machine.json"
    lines = write("b.offboard-machine.ndjson", RIGHT * 3)
    wrong = write("c.offboard-machine.json", WRONG)
    plain = plain_call([right, lines, same, wrong, same])
    assert plain is not None
    begun = first_look(plain)
    assert isinstance(begun, Begun)
    assert (begun.summary.bodies, begun.summary.files) == (4, 2)
    assert [found.path for found in begun.files] == [wrong]
    assert not is_answered(right, lines, same, wrong, same)
    assert not is_answered(right, "no-such.json", wrong)
    assert not is_answered(right, "*.json")


def test_the_long_way_goes_on_in_the_middle_of_a_walk(is_answered: Callable[..., bool]) -> None:
    for folder in ("tree/a", "tree/b", "tree/c", "tree/d"):
        write(f"{folder}/package.json", '{"name": "x"}')
        write(f"{folder}/x.offboard-machine.json")
    write("tree/b/wrong.offboard-machine.json", WRONG)
    write("tree/c/.defender-lint.yaml", "fail-on: never\nexclude: [package.json]\n")
    write("tree/d/wrong.json", WRONG)
    plain = plain_call(["tree"])
    assert plain is not None
    begun = first_look(plain)
    assert isinstance(begun, Begun)
    assert (begun.summary.bodies, begun.summary.skipped) == (1, 2)
    assert len(list(begun.files)) == 6
    assert not is_answered("--format", "json", "tree")
    Path("tree/b/wrong.offboard-machine.json").unlink()
    assert not is_answered("tree")


@pytest.mark.parametrize(
    ("settings", "is_enough"),
    [
        ("fail-on: warning\nseverity: {key-case: warning}\n", True),
        ("exclude: [left/]\nrespect-gitignore: false\n", True),
        ("select: [key-case]\nper-file-ignores: {'*.json': [syntax]}\n", True),
        ("limits: {findings: 3}\n", True),
        ("output-format: concise\n", False),
        ("extend-select: [burst-rate]\n", False),
        ("limits: {depth: 3}\n", False),
        ("placeholders: false\n", False),
        ("placeholders: ['<<*>>']\n", False),
        ("apis: {'*.json': offboard-machine}\n", False),
        ("suppress: [{files: '*.json', rules: [syntax], reason: x}]\n", False),
        ("nonsense: 1\n", False),
    ],
)
@pytest.mark.parametrize("folder", [".", "tree/a"])
def test_settings_that_add_nothing_to_what_is_found(
    is_answered: Callable[..., bool], folder: str, settings: str, is_enough: bool
) -> None:
    write("tree/a/b.offboard-machine.json")
    write("tree/a/package.json", '{"name": "x"}')
    if "left" in settings:
        write("tree/a/left/wrong.offboard-machine.json", WRONG)
    write(f"{folder}/.defender-lint.yaml", settings)
    is_format_of_run = "format" in settings and folder != "."
    assert is_answered("tree") is (is_enough or is_format_of_run)
    assert is_answered("--format", "json", "tree") is (is_enough or "format" in settings)


@pytest.mark.parametrize("format", ["full", "json"])
def test_folders(is_answered: Callable[..., bool], format: str) -> None:
    """Of right bodies and strangers; what git ignores and hidden folders are left out."""
    write("tree/a.offboard-machine.json")
    write("tree/deep/b.offboard-machine.ndjson", RIGHT * 3)
    write("tree/package.json", '{"name": "x"}')
    write("tree/ci.yaml", "on: push\n---\njobs: {}\n")
    write("tree/page.md", "# Page\n")
    write("tree/notes.txt", WRONG)
    write("tree/.gitignore", "*.tmp.json\n/out/\n!kept.tmp.json\n")
    write("tree/wrong.tmp.json", WRONG)
    write("tree/out/offboard-machine.json", WRONG)
    write("tree/.hidden/offboard-machine.json", WRONG)
    write("tree/report.json", '{"version": 1,\n"findings": []}')
    assert is_answered("--output-format", format, "tree")
    assert is_answered("--output-format", format, "tree", "tree/package.md", "tree/deep") is False
    assert is_answered("--output-format", format, "tree/deep", "tree/page.md", "tree")
    write("tree/kept.tmp.json", '{"Comment": "x"}')
    assert not is_answered("--output-format", format, "tree")


@pytest.mark.parametrize("name", ["x.json", "x.yaml", "x.md", "x.ndjson", "x.http"])
@pytest.mark.parametrize("text", ["{}", '{"Comment": "x"}', "name: x", "/api/alerts", ""])
def test_a_folder_with_one_file(is_answered: Callable[..., bool], name: str, text: str) -> None:
    write(f"tree/{name}", text)
    is_answered("tree")


def test_a_link_out_of_the_folder_is_told_by_the_long_way(is_answered: Callable[..., bool]) -> None:
    write("outside.json", "{}")
    write("tree/a.json", '{"name": "x"}')
    assert is_answered("tree")
    os.symlink("../outside.json", "tree/b.json")
    assert not is_answered("tree")


def test_the_place_decides_on_the_format(
    is_answered: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert is_answered(write("offboard-machine.json"))


BUDGET = {
    "defender_lint",
    *(
        f"defender_lint.cli{name}"
        for name in (
            *("", ".first_look", ".interface", ".output", ".plain", ".reporting"),
            ".right_bodies",
        )
    ),
    "defender_lint.cli.terminal",
    *(f"defender_lint.gates{name}" for name in ("", ".accepting")),
    *(f"defender_lint.reports{name}" for name in ("", ".style", ".summary")),
    *(f"defender_lint.settings{name}" for name in ("", ".discovery")),
    *(
        f"defender_lint.sources{name}"
        for name in ("", ".content", ".holes", ".json", ".json.strict", ".limits", ".options")
    ),
    *(f"defender_lint.{name}" for name in ("glance", "naming", "os_errors", "words")),
    *(
        f"defender_lint.{name}"
        for name in ("nesting", "output_formats", "printable", "project", "record")
    ),
    *(f"defender_lint.{name}" for name in ("repository", "summary")),
    "defender_lint.sources.holes.placeholders",
}
"""What a run over a right file may import of ours; a name more is paid for by every run."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "options", [["--api", "offboard-machine", "--output-format", "concise"], []], ids=len
)
def test_what_a_right_file_imports(options: list[str], tmp_path: Path) -> None:
    script = (
        "import json, re, sys\n"
        "before = set(sys.modules)\n"
        "from defender_lint.cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print(*set(sys.modules) - before, file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", script, *options, write("offboard-machine.json")]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for _ in range(2):  # the first makes the gate, where this is a checkout
        ran = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    modules = set(ran.stderr.split())
    ours = {name for name in modules if name.startswith("defender_lint")}
    assert {name for name in ours if not name.startswith("defender_lint.gates.built")} == BUDGET
    dear = {
        *("click", "dataclasses", "inspect", "datetime", "jsonschema_rs", "yaml", "unicodedata"),
        *("contextlib", "typing"),
    }
    assert not modules & dear
