"""The documentation tells the truth: generated pages are current, examples do what they show."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from defender_lint.cli.interface import COMMANDS
from defender_lint.cli.program import program
from defender_lint.project import HOME, NAME, rule_page
from defender_lint.rules import RULES, Rule
from support import said

ROOT = Path(__file__).resolve().parents[1]
RAW = HOME.replace("github.com", "raw.githubusercontent.com")
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
EXAMPLES = ROOT / "docs" / "examples"
WITHOUT_AN_EXAMPLE = {
    **dict.fromkeys(
        ("token-expired", "token-audience", "token-role"), "a token is not for the docs"
    ),
    **dict.fromkeys(
        (
            "device-not-supported", "client-version", "feature-disabled", "operation-disallowed",
            "resource-not-found", "capacity",
        ),
        "takes a second file, with what is known of tenant and devices",
    ),
    **dict.fromkeys(("json-depth", "shell-expansion"), "takes a script"),
    "burst-rate": "is off until it is selected",
    "old-body": "is said of --endpoint only",
}  # fmt: skip
SHOWN = {name: rule for name, rule in RULES.items() if name not in WITHOUT_AN_EXAMPLE}
WITHOUT_A_GOOD_BODY = {"deprecated-api", "wrong-media-type"}


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def transcripts() -> list[Any]:
    """Return every ``$ command`` with the output below it.

    All but the first of a page are slow: they only repeat, in a shell, what generated the page.
    """
    return [
        pytest.param(
            *part.split("\n", 1),
            id=f"{page.stem}: {part.splitlines()[0]}",
            marks=[pytest.mark.slow] if number else [],
        )
        for page in PAGES
        for number, part in enumerate(
            part
            for block in blocks(page, "console")
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
        )
    ]


def calls() -> list[Any]:
    """Return the arguments of every call of the program among shell commands."""
    return [
        pytest.param(shlex.split(call, comments=True), id=f"{page.stem}: {call}")
        for page in PAGES
        for block in blocks(page, "sh")
        for call in re.findall(rf"(?:^|[|&] |bin/){NAME} (.+)", block, re.MULTILINE)
    ]


def test_generated_files_are_current() -> None:
    command = [sys.executable, "tools/generate.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_nothing_is_quoted_that_is_empty(page: Path) -> None:
    """As a key is, that a generated page has no name for."""
    assert re.findall(r"(?<!`)``(?!`)|\{(?:key|value)\}", page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("command", "output"), transcripts())
def test_a_command_prints_what_the_page_shows(
    command: str, output: str, clean_environment: dict[str, str]
) -> None:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=clean_environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.rstrip() == output.rstrip()


@pytest.mark.parametrize("arguments", calls())
def test_a_command_that_is_only_shown_has_options_and_names_that_exist(
    arguments: list[str],
) -> None:
    with program.make_context(NAME, arguments) as context:
        name, command, rest = program.resolve_command(
            context, [*context._protected_args, *context.args]
        )
        assert command is not None
        command.make_context(name, rest, parent=context)


def test_the_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.findall(rf"^\| `{NAME} \[?([\w-]+)", readme, re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("README.md", "MissingRequiredParameter"),
        ("docs/usage.md", "1 key-case `comment` should be `Comment`"),
    ],
)
def test_the_program_of_a_page_runs(
    page: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = blocks(ROOT / page, "python")
    exec(block, {})  # noqa: S102
    assert printed in capsys.readouterr().out


def test_the_readme_says_what_a_newcomer_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown, status = said("examples")
    count = len(re.findall(r"^(?:error|warning)\[", shown, re.MULTILINE))
    assert f"shows {count} findings, and ends with exit status {status}" in readme
    assert f"\n```text\n{shown.splitlines()[-1]}\n```\n" in readme


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        # PyPI shows the README where no relative link leads anywhere.
        assert page.name != "README.md" or target.startswith("https:"), target
        here = target.removeprefix(f"{HOME}/blob/main/").removeprefix(f"{RAW}/main/")
        if here.startswith(("http:", "https:")):
            continue
        name, _, anchor = here.partition("#")
        folder = page.parent if here == target else ROOT
        file = folder / name if name else page
        assert file.exists(), target
        if anchor:
            assert f"\n## {anchor}\n" in file.read_text(encoding="utf-8").lower(), target


def test_contributors_are_led_to_tables_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"(?:`([A-Z_]+)` or )?`([A-Z_]+)` of\s+\[[^]]+\]\((.+?)\)", text)
    assert len(named) == 2
    for *tables, file in named:
        code = (ROOT / file).read_text(encoding="utf-8")
        assert all(f"\n{table}: " in code for table in tables if table), (tables, file)


def test_the_address_that_reports_give_for_a_rule_is_its_section() -> None:
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert rule_page("key-case") == f"{HOME}/blob/main/docs/rules.md#key-case"
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == list(RULES)


def example(rule: str, kind: str) -> Path:
    files = list((EXAMPLES / rule).glob(f"{kind}.*"))
    assert files, f"the page of the rule lacks an example: docs/examples/{rule}/{kind}.<api>.json"
    return files[0]


def lint(*arguments: str | Path) -> list[dict[str, Any]]:
    """Return what a run finds."""
    shown, _ = said("--output-format", "json", *map(str, arguments))
    findings: list[dict[str, Any]] = json.loads(shown)["findings"]
    return findings


@pytest.fixture(scope="module")
def found() -> dict[str, list[dict[str, Any]]]:
    """Return the findings in all examples, by file."""
    by_file: dict[str, list[dict[str, Any]]] = {}
    for finding in lint(*EXAMPLES.glob("*/[bg]*")):
        by_file.setdefault(finding["file"], []).append(finding)
    return by_file


def test_the_bad_example_of_a_rule_breaks_that_rule_only(
    found: dict[str, list[dict[str, Any]]],
) -> None:
    broken = {rule: found[str(example(rule, "bad"))] for rule in SHOWN}
    named = {rule: {each["rule"] for each in findings} for rule, findings in broken.items()}
    assert named == {rule: {rule} for rule in SHOWN}


def test_the_good_example_of_a_rule_breaks_none(found: dict[str, list[dict[str, Any]]]) -> None:
    rules = SHOWN.keys() - WITHOUT_A_GOOD_BODY
    assert {str(example(rule, "good")) for rule in rules} & found.keys() == set()


def test_findings_have_no_other_fix_than_their_rule_promises(
    found: dict[str, list[dict[str, Any]]],
) -> None:
    for name, rule in SHOWN.items():
        fixes = [finding["fix"] for finding in found[str(example(name, "bad"))]]
        applied = {fix["applicability"] if fix else None for fix in fixes}
        promised = {"safe", "unsafe", None} if rule.fix == "sometimes" else {rule.fix}
        assert applied <= promised, name


@pytest.mark.parametrize(
    "rule", [rule for rule in SHOWN.values() if rule.fix == "safe"], ids=lambda rule: rule.name
)
def test_a_safe_fix_makes_the_good_example_of_the_bad_one(rule: Rule, tmp_path: Path) -> None:
    copy = shutil.copy(example(rule.name, "bad"), tmp_path)
    assert lint("--fix", copy) == []
    assert Path(copy).read_bytes() == example(rule.name, "good").read_bytes()


def test_every_rule_has_an_example_unless_there_can_be_none() -> None:
    missing = set(SHOWN) - {folder.name for folder in EXAMPLES.iterdir()}
    assert missing == set(), (
        "docs/examples/<rule>/ with a bad and a good file, or a reason in WITHOUT_AN_EXAMPLE"
    )
    assert {folder.name for folder in EXAMPLES.iterdir()} - set(SHOWN) == set()
    assert set(WITHOUT_AN_EXAMPLE) <= set(RULES)
