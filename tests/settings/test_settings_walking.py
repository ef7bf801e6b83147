"""Which files are checked when a folder is, and when they are named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from defender_lint.cli import main
from defender_lint.judging import Options
from defender_lint.own_output import is_own_output
from defender_lint.run import Run
from defender_lint.settings import SettingsFinder
from defender_lint.sources.paths import Found, find

Write = Callable[..., Path]


def found(*paths: str, **overrides: object) -> list[str]:
    finder = SettingsFinder(overrides)
    return [
        os.path.normpath(each.path)
        for each in find(paths, finder.filter)
        if isinstance(each, Found)
    ]


@pytest.fixture(autouse=True)
def files(write: Write) -> None:
    for name in ("a.json", "b.txt", "p/c.yaml", "vendor/d.json", "vendor/e/f.ndjson"):
        write(name, "{}")


def test_by_default_payload_files(write: Write) -> None:
    write(".defender-lint.yaml", "")
    assert found(".") == ["a.json", "p/c.yaml", "vendor/d.json", "vendor/e/f.ndjson"]


def test_include_takes_the_place_of_the_suffixes() -> None:
    assert found(".", include=["*.txt", "/p/"]) == ["b.txt", "p/c.yaml"]


def test_exclude() -> None:
    assert found(".", exclude=["vendor/"]) == ["a.json", "p/c.yaml"]
    assert found(".", exclude=["*.json", "!a.json"]) == ["a.json", "p/c.yaml", "vendor/e/f.ndjson"]


def test_what_is_named_is_checked_though_it_is_excluded() -> None:
    assert found("vendor/d.json", exclude=["vendor/"]) == ["vendor/d.json"]
    assert found("vendor", exclude=["vendor/"]) == ["vendor/d.json", "vendor/e/f.ndjson"]
    assert found("vendor", exclude=["vendor/", "e/"]) == ["vendor/d.json", "vendor/e/f.ndjson"]


def test_unless_exclusion_is_forced() -> None:
    forced = {"exclude": ["vendor/"], "force-exclude": True}
    assert found("vendor/d.json", "a.json", **forced) == ["a.json"]
    assert found("vendor/e", "a.json", **forced) == ["a.json"]


def test_what_git_ignores_is_left_out(write: Write) -> None:
    write(".gitignore", "vendor/\n/a.json\n")
    assert found(".") == ["p/c.yaml"]
    assert found(".", **{"respect-gitignore": False}) == [
        "a.json", "p/c.yaml", "vendor/d.json", "vendor/e/f.ndjson",
    ]  # fmt: skip
    assert found("a.json") == ["a.json"]
    assert found("vendor") == ["vendor/d.json", "vendor/e/f.ndjson"]


def test_an_inner_gitignore_has_the_last_word(write: Write) -> None:
    write(".gitignore", "*.json\n")
    write("vendor/.gitignore", "!d.json\n*.ndjson\n")
    assert found(".") == ["p/c.yaml", "vendor/d.json"]


def test_outer_gitignores_count_up_to_the_repository(
    repository: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(".gitignore", "*.yaml\n")
    (repository.parent / ".gitignore").write_text("*.json\n")
    monkeypatch.chdir(repository / "p")
    assert found("..") == ["../a.json", "../vendor/d.json", "../vendor/e/f.ndjson"]


def test_info_exclude_counts(write: Write) -> None:
    write(".git/info/exclude", "vendor\n")
    assert found(".") == ["a.json", "p/c.yaml"]


def test_without_a_repository_gitignores_count_from_the_current_folder(
    repository: Path, write: Write
) -> None:
    (repository / ".git").rmdir()
    (repository.parent / ".gitignore").write_text("*.yaml\n")
    write(".gitignore", "vendor\n")
    assert found(".") == ["a.json", "p/c.yaml"]


def test_a_repository_that_another_one_ignores_has_its_own_rules(
    write: Write,
) -> None:
    write(".gitignore", "vendor/\n")
    write("vendor/.git", "gitdir: elsewhere")
    write("vendor/.gitignore", "e/\n")
    assert found("vendor") == ["vendor/d.json"]


def test_nonsense_in_a_gitignore_does_no_harm(write: Write) -> None:
    write(".gitignore", "!\n[\n\nvendor\n").write_bytes(b"\xff\n!\n[\nvendor\n")
    assert found(".") == ["a.json", "p/c.yaml"]


def test_each_folder_has_the_settings_that_are_nearest(write: Write) -> None:
    write(".defender-lint.yaml", "exclude: ['*.json']\n")
    write("vendor/pyproject.toml", "[tool.defender-lint]\nexclude = ['e/']\n")
    assert found(".") == ["p/c.yaml", "vendor/d.json"]


def test_settings_and_schemas_are_no_bodies(write: Write) -> None:
    write(".defender-lint.yaml", "schemas: p\n")
    operation = '{"x-operation": {"product": "a", "method": "POST", "path": "/x"}}'
    write("p/open-ticket.json", operation)
    write("p/acme/close-ticket.json", operation)
    assert found(".") == ["a.json", "vendor/d.json", "vendor/e/f.ndjson"]
    assert found(".defender-lint.yaml", "p/open-ticket.json", "p/acme/close-ticket.json") == []


OWN = {
    "report.json": '{"version": 1,\n"findings": [\n],\n"summary": {}}',
    "pretty.json": '{\n  "version": 1,\n  "findings": []\n}',
    "known.json": '{\n  "version": 1,\n  "entries": []\n}\n',
    "lines.jsonl": '{"file": "a.json", "document": 0, "api": null, "rule": "syntax"}\n',
    "log.json": '{"$schema": "https://x/sarif-schema-2.1.0.json",\n"version": "2.1.0"}',
    "rd.json": '{"source": {"name": "defender-lint"}}',
    "quality.json": '[\n{"description": "a \\"b\\"", "check_name": "syntax"}]',
}


def test_earlier_reports_and_baselines_are_no_payloads(write: Write) -> None:
    for name, text in OWN.items():
        write(name, text)
    routes = Run((".",), Options(), SettingsFinder({})).routes()
    assert [os.path.normpath(request.file) for request, _ in routes] == [
        "a.json",
        "p/c.yaml",
        "vendor/d.json",
        "vendor/e/f.ndjson",
    ]
    assert found("report.json") == ["report.json"]


@pytest.mark.parametrize("format", ["json", "jsonl", "sarif", "gitlab", "rdjson"])
def test_each_format_that_could_be_taken_for_a_payload_is_known(format: str, write: Write) -> None:
    write("a.json", "{")
    for baseline in ([], ["--write-baseline", "known.json"]):
        with pytest.raises(SystemExit):
            main(["--output-format", format, "--output-file", "out.json", *baseline, "a.json"])
    assert is_own_output("out.json")
    assert is_own_output("known.json")
    assert not is_own_output("a.json")


def test_an_ignore_file_that_is_a_link_or_a_pipe_is_passed_over_with_a_word(
    repository: Path, write: Write
) -> None:
    write("rules", "*\n")
    (repository / ".gitignore").symlink_to("rules")
    os.mkfifo(repository / "p" / ".gitignore")
    (repository / ".git" / "info").mkdir()
    os.mkfifo(repository / ".git" / "info" / "exclude")
    finder = SettingsFinder()
    assert "p/c.yaml" in [each.path for each in find(["."], finder.filter)]
    assert sorted(finder.notes()) == [
        ".git/info/exclude: passed over, as it is not a regular file",
        ".gitignore: passed over, as it is not a regular file",
        "p/.gitignore: passed over, as it is not a regular file",
    ]


def test_without_a_repository_links_out_of_the_folder_are_left_out(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / ".git").rmdir()
    (repository / "p" / "out.isolate-machine.json").symlink_to("../a.json")
    (repository / "p" / "in.isolate-machine.yaml").symlink_to("c.yaml")
    assert [path for path in found("p") if "isolate" in path] == ["p/in.isolate-machine.yaml"]
    with pytest.raises(SystemExit):
        main(["p"])
    assert "left out 1 symbolic link leading outside the folder\n" in capsys.readouterr().err


def test_links_that_lead_out_are_counted_on_standard_error(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository.parent / "secret.json").write_text("root:x:0:0")
    for name in ("x.json", "y.json"):
        (repository / "p" / name).symlink_to("../../secret.json")
    (repository / "p" / "inside.json").symlink_to("../a.json")
    for command in (["check"], ["which"], ["check", "--diff", "--fix"], ["--output-file", "o.txt"]):
        with pytest.raises(SystemExit):
            main([*command, "p"])
        outcome = capsys.readouterr()
        assert outcome.err.count("left out 2 symbolic links leading outside the repository\n") == 1
        assert "root:x" not in outcome.out + outcome.err
    with pytest.raises(SystemExit):
        main(["p/x.json"])
    assert "root:x:0:0" in capsys.readouterr().out
