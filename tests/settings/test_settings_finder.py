"""The finder in a program that lives long, works elsewhere, or hands settings to other processes."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from defender_lint.settings import SettingsFinder
from defender_lint.sources.paths import Found, find

Write = Callable[..., Path]

SETTINGS = """\
apis: {payloads/**: isolate-machine}
per-file-ignores: {payloads/a.json: key-case}
exclude: [payloads/old/]
schemas: own
suppress: [{files: payloads/a.json, reason: known}]
"""
SCHEMA = '{"x-operation": {"product": "acme", "method": "POST", "path": "/x"}}'


@pytest.fixture
def elsewhere(repository: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write settings into the repository and leave it; return its path."""
    write(".defender-lint.yaml", SETTINGS)
    write("own/open-ticket.json", SCHEMA)
    for name in ("payloads/a.json", "payloads/old/b.json"):
        write(name, "{}")
    monkeypatch.chdir("/")
    return str(repository)


def test_the_folder_that_is_given_counts_not_that_of_the_process(elsewhere: str) -> None:
    finder = SettingsFinder(cwd=elsewhere)
    settings = finder.for_file("payloads/a.json")
    assert settings.api_for("payloads/a.json") == "isolate-machine"
    assert settings.selection.ignored_in("payloads/a.json") == ("key-case",)
    assert settings.suppressions[0].files.matches("payloads/a.json")
    assert not finder.filter.reaches("payloads/old/b.json")
    assert finder.filter.reaches("payloads/a.json")
    assert settings.file == ".defender-lint.yaml"


def test_messages_name_files_as_seen_from_it(elsewhere: str) -> None:
    Path(elsewhere, "own/open-ticket.json").write_text("{")
    with pytest.raises(Exception, match=r"^own/open-ticket\.json:1:2: "):
        SettingsFinder(cwd=elsewhere).for_run()


@pytest.mark.parametrize(
    ("cwd", "path"),
    [
        ("", "payloads/a.json"),
        ("", "./payloads/../payloads/a.json"),
        ("", "{}/payloads/a.json"),
        ("payloads", "a.json"),
        ("payloads/old", "../a.json"),
        ("..", "repository/payloads/a.json"),
    ],
)
def test_a_path_means_the_same_however_it_is_written(cwd: str, path: str, elsewhere: str) -> None:
    finder = SettingsFinder(cwd=os.path.join(elsewhere, cwd))
    path = path.format(elsewhere)
    settings = finder.for_file(path)
    assert settings.api_for(path) == "isolate-machine"
    assert settings.root == elsewhere
    assert settings.inside(path) == "payloads/a.json"


def test_without_settings_the_root_is_that_of_the_repository(repository: Path) -> None:
    settings = SettingsFinder().for_file("a/b/c.json")
    assert settings.root == str(repository)
    assert settings.inside("a/b/c.json") == "a/b/c.json"
    (repository / ".git").rmdir()
    settings = SettingsFinder().for_file("a/b/c.json")
    assert settings.root is None
    assert settings.inside("a/b/c.json") is None


def test_each_repository_has_its_own_root(repository: Path, write: Write) -> None:
    write("inner/.git", "gitdir: elsewhere")
    finder = SettingsFinder({"fail-on": "never"})
    assert finder.for_file("a.json").root == str(repository)
    assert finder.for_file("inner/a.json").root == str(repository / "inner")


def test_the_root_beside_a_file_that_is_chosen_is_that_of_the_repository(
    repository: Path, write: Write
) -> None:
    write("ci/settings.yaml", "fail-on: never\n")
    assert SettingsFinder(config="ci/settings.yaml").for_file("p/a.json").root == str(repository)


def _renew(path: Path, text: str, stamp: int) -> None:
    path.write_text(text)
    os.utime(path, ns=(stamp, stamp))


def test_a_settings_file_that_has_changed_is_read_again(write: Write) -> None:
    path = write(".defender-lint.yaml")
    _renew(path, "fail-on: never\n", 1_000)
    finder = SettingsFinder()
    first = finder.for_file("a.json")
    assert finder.for_file("b.json") is first
    _renew(path, "fail-on: warning\n", 2_000)
    assert (first.fail_on, finder.for_file("a.json").fail_on) == ("never", "warning")
    path.unlink()
    assert finder.for_file("a.json").fail_on == "error"


def test_a_schema_that_has_changed_is_read_again(write: Write) -> None:
    write(".defender-lint.yaml", "schemas: own\n")
    path = write("own/open-ticket.json")
    _renew(path, SCHEMA, 1_000)
    finder = SettingsFinder()
    assert finder.catalogue(finder.for_run())["open-ticket"].method == "POST"
    _renew(path, SCHEMA.replace("POST", "PUT"), 2_000)
    assert finder.catalogue(finder.for_run())["open-ticket"].method == "PUT"


def test_settings_can_be_handed_to_another_process(elsewhere: str) -> None:
    finder = SettingsFinder(cwd=elsewhere)
    settings = finder.for_run()
    assert settings.api_for("payloads/a.json") == "isolate-machine"  # patterns are compiled now
    copy = pickle.loads(pickle.dumps(settings))  # noqa: S301 - our own bytes
    assert copy.as_file() == settings.as_file()
    assert copy.api_for("payloads/a.json") == "isolate-machine"
    assert copy.inside("payloads/a.json") == "payloads/a.json"
    catalogue = SettingsFinder(isolated=True).catalogue(copy)
    assert catalogue["open-ticket"].product == "acme"
    assert json.loads(json.dumps(copy.as_file())) == copy.as_file()


def test_a_walk_knows_the_settings_of_the_folder_that_is_given(elsewhere: str) -> None:
    finder = SettingsFinder(cwd=elsewhere)
    found = [each.path for each in find([elsewhere], finder.filter) if isinstance(each, Found)]
    assert found == [f"{elsewhere}/payloads/a.json"]
