"""Which settings file applies to which path."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from defender_lint.repository import Repositories
from defender_lint.settings import Settings, SettingsError, SettingsFinder, located

Write = Callable[..., Path]
Load = Callable[..., Settings]

TABLE = "[tool.defender-lint]\nfail-on = 'never'\n"


def test_without_any_file_the_defaults_apply() -> None:
    settings = SettingsFinder().for_file("a.json")
    assert settings.file is None
    assert settings.fail_on == "error"
    assert set(settings.sources.values()) == {"default"}


def test_the_nearest_file_applies_and_outer_ones_are_not_merged_in(
    write: Write,
) -> None:
    write(".defender-lint.yaml", "fail-on: never\nignore: syntax\n")
    write("a/b/.defender-lint.yml", "fail-on: warning\n")
    finder = SettingsFinder()
    assert finder.for_file("x.json").ignore == ("syntax",)
    assert finder.for_file("a/x.json").fail_on == "never"
    assert finder.for_file("a/b/x.json").fail_on == "warning"
    assert finder.for_file("a/b/c/x.json").ignore == ()
    assert finder.for_run().fail_on == "never"


def test_files_of_one_settings_file_share_their_settings(write: Write) -> None:
    write(".defender-lint.yaml", "fail-on: never\n")
    finder = SettingsFinder()
    assert finder.for_file("x.json") is finder.for_file("a/y.json")


def test_a_pyproject_counts_only_with_the_table(write: Write) -> None:
    write("pyproject.toml", TABLE)
    write("a/pyproject.toml", "[project]\nname = 'defender-lint-payloads'\n")
    write("b/pyproject.toml", "[tool.other]\n")
    finder = SettingsFinder()
    assert finder.for_file("a/x.json").file == "pyproject.toml"
    assert finder.for_file("b/x.json").fail_on == "never"


@pytest.mark.parametrize(
    "text",
    [
        "[tool.defender-lint]\nfail-on = 'never'\n",
        "[project]\nname = 'x'\n\n[ tool . 'defender-lint' ]\nfail-on = 'never'\n",
        "tool.defender-lint.fail-on = 'never'\n",
        "tool . \"defender-lint\" = {fail-on = 'never'}\n",
        "tool = {defender-lint = {fail-on = 'never'}}\n",
        "[tool]\ndefender-lint.fail-on = 'never'\n",
        "['tool']\nother.x = 1\n'defender-lint' = {fail-on = 'never'}\n",
    ],
)
def test_a_table_counts_however_toml_lets_it_be_written(text: str, write: Write) -> None:
    write("pyproject.toml", text)
    assert SettingsFinder().for_file("x.json").fail_on == "never"


def test_a_pyproject_with_a_dependency_on_us_is_not_even_parsed(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    dependencies = "['defender-lint==1', \"defender-lint[dask]\", 'defender-lint']"
    write(
        "pyproject.toml",
        f"[project]\ndependencies = {dependencies}\n\n[project.scripts]\n"
        "defender-lint = 'defender_lint.cli:console'\n\n[tool.other]\nx = 1\n",
    )
    monkeypatch.setattr(located, "read_toml", lambda *_: pytest.fail("parsed"))
    assert SettingsFinder().for_file("x.json").file is None


def test_a_broken_pyproject_that_does_not_speak_of_us_is_left_alone(
    write: Write,
) -> None:
    write("pyproject.toml", "[[[")
    assert SettingsFinder().for_run().file is None


def test_a_broken_pyproject_that_speaks_of_us_is_an_error(write: Write) -> None:
    write("pyproject.toml", "[tool.defender-lint\n")
    with pytest.raises(SettingsError, match=r"^pyproject\.toml:1:20: this is not TOML"):
        SettingsFinder().for_run()


def test_a_folder_called_like_settings_is_an_error(write: Write) -> None:
    write(".defender-lint.yaml/a.txt", "")
    with pytest.raises(SettingsError, match=r"^\.defender-lint\.yaml: this is a folder$"):
        SettingsFinder().for_run()


def test_a_dangling_link_called_like_settings_is_an_error() -> None:
    Path(".defender-lint.yml").symlink_to("gone.yaml")
    with pytest.raises(SettingsError, match=r"^\.defender-lint\.yml: no such file or folder$"):
        SettingsFinder().for_run()


@pytest.mark.parametrize("better", [".defender-lint.yaml", ".defender-lint.yml"])
def test_our_own_file_beats_the_pyproject_beside_it(better: str, write: Write) -> None:
    write("pyproject.toml", TABLE)
    write(better, "")
    assert SettingsFinder().for_run().file == better


def test_the_search_ends_at_the_root_of_the_repository(repository: Path) -> None:
    (repository.parent / ".defender-lint.yaml").write_text("fail-on: never\n")
    assert SettingsFinder().for_file("a/b.json").file is None
    (repository / ".git").rmdir()
    assert SettingsFinder().for_file("a/b.json").fail_on == "never"


def test_the_git_of_a_worktree_is_a_file(repository: Path, write: Write) -> None:
    (repository.parent / ".defender-lint.yaml").write_text("fail-on: never\n")
    (repository / ".git").rmdir()
    write(".git", "gitdir: elsewhere")
    assert SettingsFinder().for_run().file is None


def test_messages_call_files_as_seen_from_the_current_folder(
    repository: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a/.defender-lint.yaml", "ignore: syntax\n")
    assert SettingsFinder().for_file("a/x.json").sources["ignore"] == "a/.defender-lint.yaml:1"
    write("a/b/c.json")
    monkeypatch.chdir(repository / "a" / "b")
    outer = str(repository / "a" / ".defender-lint.yaml")
    assert SettingsFinder().for_file("c.json").file == outer


def test_config_is_one_file_for_all(write: Write) -> None:
    write(".defender-lint.yaml", "fail-on: never\n")
    write("a/.defender-lint.yaml", "fail-on: never\n")
    write("ci/strict.yaml", "fail-on: warning\n")
    finder = SettingsFinder(config="ci/strict.yaml")
    assert finder.for_file("a/x.json").fail_on == "warning"
    assert finder.for_run().file == "ci/strict.yaml"


def test_patterns_of_config_are_relative_to_the_current_folder(write: Write) -> None:
    write("ci/settings.yaml", "apis: {payloads/**: isolate-machine}\nschemas: own\n")
    write("ci/own/open-ticket.json", '{"x-operation": {"product": "a", "method": "POST", '
          '"path": "/x"}}')  # fmt: skip
    settings = SettingsFinder(config="ci/settings.yaml").for_run()
    assert settings.api_for("payloads/a.json") == "isolate-machine"
    assert settings.schemas == (os.path.abspath("ci/own"),)


def test_config_takes_a_pyproject_and_json(write: Write) -> None:
    write("ci/pyproject.toml", TABLE)
    write("ci/settings.json", '{"fail-on": "warning"}')
    assert SettingsFinder(config="ci/pyproject.toml").for_run().fail_on == "never"
    assert SettingsFinder(config="ci/settings.json").for_run().fail_on == "warning"


def test_isolated_reads_no_file(write: Write) -> None:
    write(".defender-lint.yaml", "{")
    finder = SettingsFinder({"fail-on": "warning"}, isolated=True)
    assert finder.for_file("a.json").fail_on == "warning"


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "exclude:\nlimits:\n  depth:\n"])
def test_a_file_that_sets_nothing(text: str, settings: Load) -> None:
    found = settings(text)
    assert found.file == ".defender-lint.yaml"
    assert set(found.sources.values()) == {"default"}


def test_a_link_to_a_settings_file_counts(repository: Path, write: Write) -> None:
    write("shared.yaml", "fail-on: never\n")
    (repository / "a").mkdir()
    (repository / "a" / ".defender-lint.yaml").symlink_to(repository / "shared.yaml")
    assert SettingsFinder().for_file("a/x.json").fail_on == "never"


@pytest.mark.parametrize("name", [".defender-lint.yaml", ".defender-lint.yml", "pyproject.toml"])
def test_a_link_out_of_the_repository_is_passed_over_with_a_word_unless_it_is_named(
    name: str, repository: Path
) -> None:
    outside = repository.parent / "out"
    outside.mkdir()
    (outside / name).write_text(TABLE if name.endswith("toml") else "fail-on: never\n")
    (repository / "a").mkdir()
    (repository / "a" / name).symlink_to(outside / name)
    finder = SettingsFinder()
    assert finder.for_file("a/x.json").file is None
    assert finder.notes() == [
        f"a/{name}: passed over, as it leads outside the repository; --config would read it"
    ]
    assert SettingsFinder(config=f"a/{name}").for_run().file == f"a/{name}"


def test_without_a_repository_a_link_out_of_the_folder_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "out.yaml").write_text("fail-on: never\n")
    (tmp_path / "a" / ".defender-lint.yaml").symlink_to("../out.yaml")
    monkeypatch.chdir(tmp_path / "a")
    monkeypatch.setattr(Repositories, "around", lambda _, __: None)
    finder = SettingsFinder()
    assert finder.for_run().file is None
    assert finder.notes() == [
        ".defender-lint.yaml: passed over, as it leads outside its folder; --config would read it"
    ]
